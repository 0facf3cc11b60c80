"""Where the places of a curve accumulate, as those of sin(1/x) at 0 and those of x sin x at infinity.

A wave turns, and a step such as floor(g) jumps, again and again where what stands in it grows beyond all bounds. Such a
curve is told on parts of the line that end before, where this has gone through some turns.
"""

from collections.abc import Iterator
from itertools import pairwise

import sympy as sp

from calc_cli.algebra.function import TypedFunction
from calc_cli.algebra.identities import CIRCULAR
from calc_cli.calculus.limits.neighbourhood import Approach
from calc_cli.calculus.limits.one_sided import one_sided_limit
from calc_cli.calculus.plot.places import number
from calc_cli.calculus.plot.subject import FloatFunction
from calc_cli.calculus.study.region import Region
from calc_cli.calculus.study.zeros import breaks, limit_towards

_HALVINGS = range(-10, 60)
"""An end of a part is sought so many halvings of the way to an accumulation, or doublings of the way to infinity."""


def inner_functions(f: TypedFunction) -> tuple[sp.Expr, ...]:
    """Return what stands in waves and steps."""
    parts = f.typed.atoms(*CIRCULAR, sp.floor, sp.ceiling) | f.expression.atoms(*CIRCULAR, sp.floor, sp.ceiling)
    return tuple(dict.fromkeys(part.args[0] for part in sorted(parts, key=str) if part.has(f.variable)))


def accumulations(f: TypedFunction, region: Region) -> tuple[sp.Expr, ...]:
    """Return the places in a region, perhaps infinite, near which waves turn and steps jump without end, in order."""
    x = f.variable
    found = set()
    for g in inner_functions(f):
        at_breaks = [root.exact for root in breaks(g, x, region).roots if root.exact is not None]
        for at in {region.low, region.high, *at_breaks}:
            sides = [side for side, end in ((-1, region.low), (1, region.high)) if at != end]
            if any(limit_towards(g, x, at, side).is_infinite for side in sides):
                found.add(at)
    return tuple(sorted(found, key=lambda at: float(at) if at.is_infinite else number(at)))


def oscillates(f: TypedFunction, at: sp.Expr) -> bool:
    """Return True if f has certainly no limit, not even an infinite one, on a side of a place."""
    sides = [side for side in (-1, 1) if side * at != sp.oo]
    return any(one_sided_limit(f.typed, Approach(f.variable, at, side)).kind == "oscillates" for side in sides)


def told_parts(f: TypedFunction, region: Region, places: tuple[sp.Expr, ...], reach: float) -> Iterator[Region]:
    """Yield the parts between accumulations in which no inner function goes much farther than `reach`."""
    inner = [FloatFunction(g, (f.variable,)) for g in inner_functions(f)]
    ends = list(dict.fromkeys([region.low, *places, region.high]))
    for low, high in pairwise(ends):
        cuts = [
            _cut(end, other, side, inner, reach, other_is_end=other not in places) if end in places else end
            for end, other, side in ((low, high, 1), (high, low, -1))
        ]
        if cuts[0] is not None and cuts[1] is not None and sp.sign(cuts[1] - cuts[0]) == 1:
            yield Region(cuts[0], cuts[1])


def _cut(
    end: sp.Expr, other: sp.Expr, side: int, inner: list[FloatFunction], reach: float, *, other_is_end: bool
) -> sp.Expr | None:
    """Return a place on a side of an accumulation, as near to it as the reach allows; None if it allows none."""
    width = abs(other - end) if end.is_finite and other.is_finite else sp.S.One
    if other_is_end and other.is_finite:
        reach += max(abs(g(number(other))) for g in inner)
    found = None
    for k in _HALVINGS if width == 1 else _HALVINGS[-_HALVINGS[0] + 1 :]:
        at = end + side * width / 2**k if end.is_finite else -side * sp.Integer(2) ** k
        if all(abs(g(number(at))) <= reach for g in inner):
            found = at
    return found
