"""Sequences of points on which a part of a function that goes up and down for ever is replaced by something calm.

As u -> oo, sin u takes every value between -1 and 1 again and again, and those of a continuous function v with such
values too: by the intermediate value theorem sin u = v has solutions as far out as you like. A limit of the function
would be the limit with v for sin u; two choices of v with two limits prove that there is none. For example
((1 + sin x)/2)^x goes to 1 where sin x = 1 and to 0 where sin x = 0.
"""

from collections.abc import Iterator

import sympy as sp

from calc_cli.algebra.occurrences import parts
from calc_cli.calculus.limits.functions_at_limits import is_periodic, range_of
from calc_cli.calculus.limits.neighbourhood import Approach, Neighbourhood, UnknownBranchError
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.errors import UndefinedError

Choice = tuple[sp.Expr, sp.Expr]
"""A part of the function, and what it is on the points of a sequence."""

_ANGLES = tuple(sp.pi * sp.Rational(n, 12) for n in (0, 6, 12, 18, 2, 3, 4, 8, 14, 20))


def sequences(f: sp.Expr, approach: Approach) -> Iterator[tuple[Choice, sp.Expr]]:
    """Yield choices of the only part of `f` that goes up and down for ever, and `f` with each."""
    moving = list(dict.fromkeys(part for part in parts(f) if _runs_through(part, approach)))
    arguments = {part.args[0] for part in moving}
    for power in parts(f):
        if power.is_Pow and power.base is sp.S.NegativeOne and set(moving) == {power.exp}:  # (-1)^floor(u)
            yield from (((power, sign), f.xreplace({power: sign})) for sign in (sp.S.One, sp.S.NegativeOne))
            return
    if len(arguments) != 1:
        return
    (u,) = arguments
    if len(moving) == 1:
        (part,) = moving
        for v in _values(part, approach):
            yield (part, v), f.xreplace({part: v})
    elif not any(isinstance(part, sp.frac | sp.floor | sp.ceiling) for part in moving):
        for angle in _ANGLES:
            yield (u, angle), f.xreplace({part: part.func(angle) for part in moving})


def _runs_through(part: sp.Basic, approach: Approach) -> bool:
    """Return True for sin(u), floor(u) and the like if u goes to infinity and is calm itself."""
    if not (is_periodic(part.func) or isinstance(part, sp.floor | sp.ceiling)) or not part.has(approach.x):
        return False
    near = Neighbourhood(approach)
    try:
        u = near.germ(part.args[0])
    except (UndefinedError, UnknownBranchError):
        return False
    return near.germs.limit(u) in INFINITE and not any(is_periodic(inner.func) for inner in parts(u))


def _values(part: sp.Expr, approach: Approach) -> Iterator[sp.Expr]:
    """Yield what a part may be on the points of a sequence."""
    t = sp.sign(approach.a) / approach.x if approach.a in INFINITE else approach.side * (approach.x - approach.a)
    if isinstance(part, sp.floor | sp.ceiling):
        sign = -1 if isinstance(part, sp.floor) else 1
        yield from (part.args[0] + sign * v for v in (sp.S.Zero, sp.S.Half, 1 - t, t))
        return
    low, high = range_of(part.func) or (-sp.oo, sp.oo)
    if low in INFINITE:
        yield from (sp.S.Zero, sp.S.One, -sp.S.One, 1 / t, -1 / t, sp.exp(1 / t))
    elif low == -1:
        small = t, sp.exp(-1 / t)
        yield from (high, low, sp.S.Zero, sp.S.Half, -sp.S.Half, *small, -t, high - t, *(low + v for v in small))
    elif (low, high) == (0, 1):  # the fractional part, which is never 1
        yield from (low, sp.S.Half, t, 1 - t)
