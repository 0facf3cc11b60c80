"""Curves into a point on which a function of several variables is looked at: lines, parabolas, balanced powers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import sympy as sp

from calc_cli.algebra.functions import symbol
from calc_cli.calculus.limits.approach import Approach
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.calculus.limits.one_sided import OneSided, limit_by_algebra
from calc_cli.calculus.limits.orders import at_origin, weights_for
from calc_cli.errors import UndefinedError, UnsupportedError


@dataclass(frozen=True, slots=True)
class Path:
    """A curve into the point: `at` gives the variables for t -> 0+, `limit` is the function's limit along it."""

    at: Mapping[sp.Symbol, sp.Expr]
    t: sp.Symbol
    limit: OneSided

    def equations(self, to: Mapping[sp.Symbol, sp.Expr]) -> dict[sp.Symbol, sp.Expr]:
        """The curve as y = x^2, or by its parameter where no variable runs along it as t itself."""
        for x, at in self.at.items():
            if at == to[x] + self.t:
                others = {y: on.xreplace({self.t: x - to[x]}) for y, on in self.at.items() if y != x}
                return {y: sp.expand(on) for y, on in others.items()}
        return dict(self.at)


def paths(f: sp.Expr, to: Mapping[sp.Symbol, sp.Expr]) -> Iterator[Path]:
    """Yield the function along curves, from the simplest on, with its limit by algebra."""
    t = symbol(next(name for name in ("t", "s", "r", "tau") if symbol(name) not in f.free_symbols | to.keys()))
    seen = set()
    for curve in _curves(f, to, t):
        at = {v: a + u if a not in INFINITE else sp.sign(a) / u for (v, a), u in zip(to.items(), curve, strict=True)}
        if any(u == 0 and a in INFINITE for a, u in zip(to.values(), curve, strict=True)) or curve in seen:
            continue
        seen.add(curve)
        try:
            yield Path(at, t, limit_by_algebra(f.xreplace(at), Approach(t, sp.S.Zero, 1)))
        except (UndefinedError, UnsupportedError):
            continue


def _curves(f: sp.Expr, to: Mapping[sp.Symbol, sp.Expr], t: sp.Symbol) -> Iterator[tuple[sp.Expr, ...]]:
    n = len(to)
    for i in range(n):
        yield tuple(t if k == i else sp.S.Zero for k in range(n))
    yield (t,) * n
    for i in range(n):
        yield tuple(-t if k == i else t for k in range(n))
        yield tuple(2 * t if k == i else t for k in range(n))
        yield tuple(-t if k == i else sp.S.Zero for k in range(n))
    for i, j in combinations(range(n), 2) if n > 2 else ():
        yield tuple(t if k in (i, j) else sp.S.Zero for k in range(n))
    for p, q in _powers(f, to) if n == 2 else ():
        for c in (1, -1, 2):
            yield t**p, c * t**q
        yield -(t**p), t**q
    for i, sign, k in ((1, 1, 2), (1, -1, 2), (1, -1, 3), (1, -1, 4)) if n == 2 else ():
        yield t, sign * t + i * t**k
    for i in range(n) if n > 2 else ():
        yield tuple(t**2 if k == i else t for k in range(n))


def _powers(f: sp.Expr, to: Mapping[sp.Symbol, sp.Expr]) -> list[tuple[int, int]]:
    """Exponents of t that balance two monomials of f, and those of parabolas."""
    balanced = weights_for(at_origin(f, to), list(to))
    return list(dict.fromkeys([*(pair for pair in balanced if pair != (1, 1)), (1, 2), (2, 1), (1, 3), (3, 1)]))  # type: ignore[list-item]
