"""The picture of a descent: its path on the curve or on level lines, of more variables the value at each step."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import sympy as sp

from calc_cli.algebra.functions import TypedFunction, symbol
from calc_cli.calculus.plot.axis import Axis
from calc_cli.calculus.plot.field import Field, draw_field, square_around
from calc_cli.calculus.plot.plot import Contents, Mark, Plot, PlottedCurve, draw
from calc_cli.calculus.plot.subject import PlottedFunction
from calc_cli.errors import CalcError

if TYPE_CHECKING:
    from calc_cli.calculus.descend.descent import Descent, Visit

_MARGIN = 0.3
"""Of the width of the path, on both sides of it."""

_FARTHEST = 50.0
"""A walk that is lost is drawn up to so many times the distance of its first step."""

_TANGENTS = 3

_WIDE = 100.0
"""Values of which the greatest is so many times the least stand on a logarithmic scale."""


def picture(d: "Descent") -> Plot | Field | None:
    """Return the picture; None if the function cannot be drawn there."""
    f = d.objective.function
    try:
        if f is not None and len(f.variables) == 1:
            return _on_curve(d, f)
        if f is not None and len(f.variables) == 2:
            return _on_level_lines(d, f)
        return _of_values(d.visits)
    except CalcError:
        return None


def _path(d: "Descent") -> list[tuple[float, ...]]:
    """Return the points up to where the walk is far away."""
    points = np.array([visit.at for visit in d.visits])
    away = np.abs(points - points[0]).max(axis=1)
    far = _FARTHEST * max(away[1:2], default=1.0) + 1e-9
    inside = away <= far
    count = len(points) if inside.all() else max(2, int(np.argmin(inside)))
    return [tuple(map(float, point)) for point in points[:count]]


def _on_curve(d: "Descent", f: TypedFunction) -> Plot:
    path = _path(d)
    points = [(x, visit.value) for (x,), visit in zip(path, d.visits, strict=False)]
    low, high = min(path)[0], max(path)[0]
    margin = _MARGIN * (high - low) or max(1.0, abs(low))
    axis = Axis(float(f"{low - margin:.3g}"), float(f"{high + margin:.3g}"))
    tangents = tuple(dict.fromkeys(sp.Rational(f"{x:.6g}") for x, _ in points[:_TANGENTS]))
    drawn = draw([PlottedFunction(f)], Contents(tangents=tangents, x=axis))
    return replace(drawn, curves=(*drawn.curves, _walk(f.typed, points)))


def _walk(typed: sp.Basic, points: list[tuple[float, float]]) -> PlottedCurve:
    marks = tuple(Mark(x, y, "point") for x, y in (points[0], points[-1]))
    return PlottedCurve("walk", 0, typed, None, (tuple(points),), marks)


def _on_level_lines(d: "Descent", f: TypedFunction) -> Field:
    walked = _walk(f.typed, [(x, y) for x, y in _path(d)])
    drawn = draw_field(f, axes=square_around(walked.pieces[0]))
    return replace(drawn, overlays=(walked,), marks=walked.marks)


def _of_values(visits: "Sequence[Visit]") -> Plot:
    points = [(float(visit.step), visit.value) for visit in visits]
    values = [value for _, value in points]
    log = min(values) > 0 and max(values) > _WIDE * min(values)
    room = 0.0 if log else 0.05 * (max(values) - min(values)) or 1.0
    y = Axis(min(values) * (0.8 if log else 1) - room, max(values) * (1.25 if log else 1) + room, log)
    step = symbol("step")
    return Plot(step, Axis(0.0, max(1.0, points[-1][0])), y, (_walk(step, points),), name="value")
