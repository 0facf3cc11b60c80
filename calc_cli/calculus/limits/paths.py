"""Curves into a point on which a function of several variables is looked at."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations

import sympy as sp

from calc_cli.algebra.evaluate import substitute
from calc_cli.algebra.functions import symbol
from calc_cli.calculus.limits.charts import Leaf
from calc_cli.calculus.limits.germs import Germs
from calc_cli.calculus.limits.neighbourhood import Approach
from calc_cli.calculus.limits.numbers import INFINITE, are_equal
from calc_cli.calculus.limits.one_sided import limit_by_algebra
from calc_cli.calculus.limits.verdict import Path
from calc_cli.errors import UndefinedError, UnsupportedError

_POWERS = ((1, 2), (2, 1), (1, 3), (3, 1))


def paths(f: sp.Expr, to: Mapping[sp.Symbol, sp.Expr], leaves: Iterable[Leaf[sp.Expr]]) -> Iterator[Path]:
    """Yield the function along curves, from the simplest on and then in the charts, with its limit by algebra."""
    t = symbol(next(name for name in ("t", "s", "r", "tau") if symbol(name) not in f.free_symbols | to.keys()))
    simple = (
        {v: _moved(a, u, t) for (v, a), u in zip(to.items(), curve, strict=True)} for curve in _curves(len(to), t)
    )
    seen: list[Mapping[sp.Symbol, sp.Expr]] = []
    for at in chain(simple, (curve for leaf in leaves for curve in leaf.curves(t))):
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


def _curves(n: int, t: sp.Symbol) -> Iterator[Sequence[sp.Expr]]:
    """Yield axes, diagonals, powers and exponentials."""
    for i in range(n):
        yield [t if k == i else sp.S.Zero for k in range(n)]
    yield [t] * n
    for i in reversed(range(n)):
        for c in (-1, 2):
            yield [c * t if k == i else t for k in range(n)]
        yield [-t if k == i else sp.S.Zero for k in range(n)]
    for i, j in combinations(range(n), 2) if n > 2 else ():
        yield [t if k in (i, j) else sp.S.Zero for k in range(n)]
    for p, q in _POWERS if n == 2 else ():
        for c in (1, -1, 2):
            yield t**p, c * t**q
    if n == 2:
        yield t, t + 1  # goes to the point where both are infinite
        for fast in (sp.exp(-1 / t), sp.exp(t), sp.exp(sp.exp(t))):
            yield from ((t, fast), (fast, t))
