"""Where the places of a curve accumulate, as those of sin(1/x) at 0 and those of x sin x at infinity.

A wave turns, and a step such as floor(g) jumps, again and again where what stands in it grows beyond all bounds. Such a
curve is told on parts of the line that end before, where this has gone through some turns; zeros are told by formulas.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise

import sympy as sp

from calc_cli.algebra.angles import turns
from calc_cli.algebra.functions import TypedFunction
from calc_cli.algebra.identities import CIRCULAR
from calc_cli.algebra.inverse import preimages
from calc_cli.algebra.root import Root, Roots, in_order, is_root
from calc_cli.calculus.limits.neighbourhood import Approach
from calc_cli.calculus.limits.one_sided import one_sided_limit
from calc_cli.calculus.plot.places import number
from calc_cli.calculus.plot.subject import FloatFunction
from calc_cli.calculus.study.region import Region
from calc_cli.calculus.study.sign_chart import MOST_PLACES, SignChart
from calc_cli.calculus.study.zeros import breaks, factors_of, limit_towards, zeros
from calc_cli.errors import UnsupportedError

_REACHES = (20.0, 10.0, 5.0)
"""Where places accumulate, waves are followed so far, or less far if these are too many places."""

_FEW = 9
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
    return tuple(sorted(found, key=number))


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
    halvings = _HALVINGS if width == 1 else range(1, _HALVINGS.stop)
    places = [end + side * width / 2**k if end.is_finite else -side * sp.Integer(2) ** k for k in halvings]
    return next((at for at in reversed(places) if all(abs(g(number(at))) <= reach for g in inner)), None)


def families(u: sp.Expr, x: sp.Symbol, k: sp.Symbol) -> tuple[tuple[Root, ...], tuple[sp.Expr, ...]] | None:
    """Return all zeros of `u` on the line, those that are infinitely many as formulas of a whole number; or None.

    >>> x, k = sp.symbols("x k", real=True)
    >>> families(sp.sin(1 / x), x, k)[1]
    (1/(pi*k),)
    """
    roots: list[Root] = []
    formulas: list[sp.Expr] = []
    for factor in factors_of(u):
        found = zeros(factor, x) if factor.has(x) else Roots((), True)
        if found.are_all:
            roots += found.roots
            continue
        angle, places = turns(factor, x) or (x, [])
        exact = [at.exact for at in places if at.exact is not None]
        solved = [
            preimages(angle, x, first + period * k) for first, period in evenly_spaced(_in_one_turn(exact), 2 * sp.pi)
        ]
        if not solved or len(exact) < len(places) or None in solved:
            return None
        formulas += [formula for each in solved for formula in each or ()]
    told = {formula.subs(k, n) for formula in formulas for n in range(-_FEW, _FEW + 1)}
    alone = in_order(root for root in roots if is_root(u, x, root) and root.exact not in told)
    return alone, tuple(dict.fromkeys(formulas))


def _in_one_turn(angles: list[sp.Expr]) -> list[sp.Expr]:
    """Return the angles less whole turns, in order, each once."""
    turn = 2 * sp.pi
    return sorted({sp.nsimplify(sp.expand(at / turn)) % 1 * turn for at in angles}, key=number)


def evenly_spaced(places: Sequence[sp.Expr], period: sp.Expr) -> list[tuple[sp.Expr, sp.Expr]]:
    """Return the first place of a period and the distance to the next; each with the period, if it is not the same."""
    step = period / len(places) if places else period
    if places and all(sp.expand(places[0] + i * step - at) == 0 for i, at in enumerate(places)):
        return [(places[0], step)]
    return [(at, period) for at in places]


def chart_of(f: TypedFunction, first: sp.Expr, second: sp.Expr, region: Region) -> SignChart:
    """Return the chart of a region, of parts of it if places accumulate. Raises UnsupportedError for too many."""
    places = accumulations(f, region) if region.period is None else ()
    if not places:
        return SignChart(f, first, second, region)
    for reach in _REACHES:
        with suppress(UnsupportedError):
            chart = SignChart(f, first, second, region, places, tuple(told_parts(f, region, places, reach)))
            if all(chart.told_everywhere.values()):
                return SignChart(f, first, second, region)
            if len(chart.roots) <= MOST_PLACES:
                return chart
    raise UnsupportedError("there are too many places to tell of", hint="study a part, as in --range 1:10")
