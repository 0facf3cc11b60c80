"""The picture of a study: the curve, its asymptotes, and the points that are told of; of two variables level lines."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from math import ceil, floor, isfinite, pi
from typing import TYPE_CHECKING

import sympy as sp

from calc_cli.calculus.plot.axis import Axis
from calc_cli.calculus.plot.field import Field, draw_field, lines_of, square_with
from calc_cli.calculus.plot.places import axis_between, number
from calc_cli.calculus.plot.plot import Contents, Mark, Plot, PlottedCurve, Role, draw
from calc_cli.calculus.plot.subject import PlottedFunction
from calc_cli.errors import CalcError

if TYPE_CHECKING:
    from calc_cli.calculus.study.several import CriticalPoints
    from calc_cli.calculus.study.study import Study

_MARGIN, _WIDE, _ENOUGH = 0.6, 4.0, 0.6
"""Parts of the width on both sides, of only two places too, and of the height that is enough to leave it."""


def picture(s: "Study") -> Plot | None:
    """Return the picture; None if the curve cannot be drawn."""
    curve = PlottedFunction(s.function)
    places = [*s.inflections, *(extremum.place for extremum in s.extrema)]
    interval = s.interval
    try:
        axis = axis_between((interval.low, interval.high)) if interval and interval.is_bounded else _around(s)
        drawn = draw([curve], Contents(x=axis))
        values = [*(p.value for p in places), *(v for p in s.places for v in (p.left, p.right)), *dict(s.ends).values()]
        clipped = _clipped(drawn, [number(v) for v in values if v is not None and v.is_finite])
        is_raised = s.repetition is not None and s.repetition.step != 0  # by each period
        if clipped is not None and not is_raised:
            drawn = draw([curve], Contents(x=axis, y=clipped))
    except CalcError:
        return None
    marks = [Mark(number(p.root.middle), number(p.value), "point") for p in places if p.value is not None]
    marks += [Mark(number(root.middle), 0.0, "point") for root in s.zeros.roots]
    shown = [mark for mark in marks if drawn.x.low <= mark.x <= drawn.x.high and drawn.y.low <= mark.y <= drawn.y.high]
    first, *others = drawn.curves
    curves = (replace(first, marks=(*first.marks, *dict.fromkeys(shown))), *others)
    lines = dict.fromkeys(asymptote.line for asymptote in s.asymptotes)
    return replace(drawn, curves=(*curves, *(drawn.level("asymptote", line) for line in lines)))


def plane(found: "CriticalPoints") -> Field | None:
    """Return the critical points on level lines, with constraints; None if there are not two variables."""
    f = found.function
    if len(f.variables) != 2:
        return None
    x, y = f.variables
    places = [(number(p.at[x]), number(p.at[y])) for p in found.points]
    try:
        side = axis_between((found.region.low, found.region.high)) if found.region.is_bounded else None
        drawn = draw_field(f, axes=(side, side) if side else square_with(places, found.constraints, f.variables))
    except CalcError:
        return None

    def overlay(role: Role, e: sp.Expr) -> PlottedCurve:
        return PlottedCurve(role, 0, e, None, lines_of(e, f.variables, drawn.x, drawn.y))

    overlays = [overlay("constraint", g) for g in found.constraints]
    overlays += [overlay("critical", family[0]) for family in found.families if len(family) == 1]
    turning = {x for p in found.points for x, period in p.periods.items() if period.has(sp.pi)}
    drawn_axes = zip(f.variables, (drawn.x, drawn.y), strict=True)
    across, up = (replace(axis, unit=pi) if x in turning else axis for x, axis in drawn_axes)
    return replace(drawn, x=across, y=up, overlays=tuple(overlays), marks=tuple(_repeated(found, across, up)))


def _repeated(found: "CriticalPoints", *axes: Axis) -> Iterator[Mark]:
    """Yield the points, those that repeat as often as they are in the picture."""
    for p in found.points:
        places = (_within(axis, number(a), p.periods.get(x)) for axis, (x, a) in zip(axes, p.at.items(), strict=True))
        yield from (Mark(across, up, p.kind) for across, up in product(*places))


def _within(axis: Axis, at: float, period: sp.Expr | None) -> list[float]:
    if period is None:
        return [at]
    step = number(period)
    return [at + k * step for k in range(ceil((axis.low - at) / step), floor((axis.high - at) / step) + 1)]


def _around(s: "Study") -> Axis | None:
    """Return the part of the line in which something happens, with a margin; None if the usual choice is better."""
    at = {number(root.middle) for root in (*s.zeros.roots, *(place.root for place in s.places))}
    if s.repetition is not None or len(at) < 2 or not all(map(isfinite, at)):
        return None
    margin = (_MARGIN if len(at) > 2 else _WIDE) * (max(at) - min(at))
    return Axis(min(at) - margin, max(at) + margin)


def _clipped(drawn: Plot, heights: list[float]) -> Axis | None:
    """Return heights among which the points can be told apart, where the curve goes far beyond them; else None."""
    low, high = min(heights, default=0.0), max(heights, default=0.0)
    room = high - low
    ends = max(drawn.y.low, low - room), min(drawn.y.high, high + room)
    if not room or ends[1] - ends[0] > _ENOUGH * (drawn.y.high - drawn.y.low):
        return None
    return Axis(*ends)
