"""The picture of a study: the curve, its asymptotes, and the points that are told of."""

from dataclasses import replace
from typing import TYPE_CHECKING

import sympy as sp

from calc_cli.calculus.plot.plot import Mark, Plot, PlottedCurve, Wishes, draw
from calc_cli.calculus.plot.roots import number
from calc_cli.calculus.plot.subject import PlottedFunction
from calc_cli.errors import CalcError

if TYPE_CHECKING:
    from calc_cli.calculus.study.study import Study

_MARGIN, _ENOUGH = 0.6, 0.6
"""Parts of the width on both sides, and of the height that is enough to leave it."""


def picture(s: "Study") -> Plot | None:
    """Return the picture; None if the curve cannot be drawn."""
    f, x = s.function, s.function.variable
    curve = PlottedFunction(f.typed, f.expression, x, f.name)
    places = [*s.inflections, *(extremum.place for extremum in s.extrema)]
    interval = s.interval
    x_range = (interval.low, interval.high) if interval is not None and interval.is_bounded else _around(s)
    try:
        drawn = draw([curve], Wishes(x_range=x_range))
        heights = [number(p.value) for p in places if p.value is not None]
        if (y_range := _clipped(drawn, heights)) is not None:
            drawn = draw([curve], Wishes(x_range=x_range, y_range=y_range))
    except CalcError:
        return None
    marks = [Mark(number(p.root.middle), number(p.value), "point") for p in places if p.value is not None]
    marks += [Mark(number(root.middle), 0.0, "point") for root in s.zeros.places]
    shown = [mark for mark in marks if drawn.x.low <= mark.x <= drawn.x.high and drawn.y.low <= mark.y <= drawn.y.high]
    first, *others = drawn.curves
    curves = (replace(first, marks=(*first.marks, *dict.fromkeys(shown))), *others)
    lines = dict.fromkeys(asymptote.line for asymptote in s.asymptotes)
    return replace(drawn, curves=(*curves, *(_line(drawn, line, x) for line in lines)))


def _around(s: "Study") -> tuple[sp.Expr, sp.Expr] | None:
    """Return the part of the line in which something happens, with a margin; None if the usual choice is better."""
    at = {number(root.middle) for root in (*s.zeros.places, *(place.root for place in s.places))}
    if s.repetition is not None or len(at) < 2:
        return None
    margin = _MARGIN * (max(at) - min(at))
    return sp.Rational(str(min(at) - margin)), sp.Rational(str(max(at) + margin))


def _clipped(drawn: Plot, heights: list[float]) -> tuple[sp.Expr, sp.Expr] | None:
    """Return heights among which the points can be told apart, where the curve goes far beyond them; else None."""
    low, high = min(heights, default=0.0), max(heights, default=0.0)
    room = high - low
    ends = max(drawn.y.low, low - room), min(drawn.y.high, high + room)
    if not room or ends[1] - ends[0] > _ENOUGH * (drawn.y.high - drawn.y.low):
        return None
    return sp.Rational(str(ends[0])), sp.Rational(str(ends[1]))


def _line(drawn: Plot, line: sp.Expr, x: sp.Symbol) -> PlottedCurve:
    """Return an asymptote from side to side."""
    ends = tuple((at, number(line.subs(x, sp.Rational(at)))) for at in (drawn.x.low, drawn.x.high))
    return PlottedCurve("asymptote", 0, line, None, (ends,))
