"""Curves into a point on which a function of several variables is looked at: lines, parabolas, balanced powers."""

from collections.abc import Iterator, Mapping
from itertools import combinations, permutations

import sympy as sp

from calc_cli.algebra.evaluate import substitute
from calc_cli.algebra.functions import symbol
from calc_cli.calculus.limits.germs import Germs
from calc_cli.calculus.limits.neighbourhood import Approach
from calc_cli.calculus.limits.numbers import INFINITE, are_equal
from calc_cli.calculus.limits.one_sided import limit_by_algebra
from calc_cli.calculus.limits.polar import at_origin, weights_for
from calc_cli.calculus.limits.verdict import Path
from calc_cli.errors import UndefinedError, UnsupportedError

_HIGHEST_CONTACT = 9


def paths(f: sp.Expr, to: Mapping[sp.Symbol, sp.Expr]) -> Iterator[Path]:
    """Yield the function along curves, from the simplest on, with its limit by algebra."""
    t = symbol(next(name for name in ("t", "s", "r", "tau") if symbol(name) not in f.free_symbols | to.keys()))
    seen: list[dict[sp.Symbol, sp.Expr]] = []
    for curve in _curves(f, to, t):
        at = {v: _moved(a, u, t) for (v, a), u in zip(to.items(), curve, strict=True)}
        if at in seen or not all(_arrives(at[v], t, a) for v, a in to.items()):
            continue
        seen.append(at)
        try:
            yield Path(at, t, limit_by_algebra(substitute(f, at), Approach(t, sp.S.Zero, 1)))
        except (UndefinedError, UnsupportedError):
            continue


def _moved(a: sp.Expr, u: sp.Expr, t: sp.Symbol) -> sp.Expr:
    """Return the coordinate that is u off a; towards infinity that of a long way 1/t instead of a short one t."""
    return sp.sign(a) * u.xreplace({t: 1 / t}) if a in INFINITE else a + u


def _arrives(at: sp.Expr, t: sp.Symbol, a: sp.Expr) -> bool:
    """Return True if a coordinate goes to `a` as t -> 0+."""
    germs = Germs()
    limit = germs.limit(at.xreplace({t: germs.t}))
    return limit is not None and bool(are_equal(limit, a))


def _curves(f: sp.Expr, to: Mapping[sp.Symbol, sp.Expr], t: sp.Symbol) -> Iterator[tuple[sp.Expr, ...]]:
    n = len(to)
    for i in range(n):
        yield tuple(t if k == i else sp.S.Zero for k in range(n))
    yield (t,) * n
    for i in reversed(range(n)):
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
    if n == 2:
        yield t, t + 1  # goes to the point where both are infinite, as do those below
        yield from ((t, sp.exp(-1 / t)), (sp.exp(-1 / t), t))
        yield from ((t, sp.exp(t)), (sp.exp(t), t), (t, sp.exp(sp.exp(t))), (t, sp.exp(t**5)), (sp.exp(t**5), t))
        yield from _near_poles(f, to, t)


def _near_poles(f: sp.Expr, to: Mapping[sp.Symbol, sp.Expr], t: sp.Symbol) -> Iterator[tuple[sp.Expr, ...]]:
    """Yield curves that touch one on which a divisor is 0: x = y^3 + y^4 for x - y^3."""
    moved, variables = at_origin(f, to)
    for divisor in sp.Mul.make_args(sp.fraction(sp.together(moved))[1]):
        for v, other in permutations(variables):
            slope = sp.diff(divisor, v)
            if not divisor.is_polynomial(*variables) or slope.has(*variables) or slope == 0:
                continue
            root = sp.expand(v - divisor / slope).xreplace({other: t})
            for k in range(1, _HIGHEST_CONTACT):
                for c in (1, 2, -1):
                    curve = {v: root + c * t**k, other: t}
                    yield tuple(curve[x] for x in variables)


def _powers(f: sp.Expr, to: Mapping[sp.Symbol, sp.Expr]) -> list[tuple[int, int]]:
    """Exponents of t that balance two monomials of f, and those of parabolas."""
    balanced = weights_for(*at_origin(f, to))
    return list(dict.fromkeys([*(pair for pair in balanced if pair != (1, 1)), (1, 2), (2, 1), (1, 3), (3, 1)]))  # type: ignore[list-item]
