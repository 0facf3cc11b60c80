"""A picture as JSON: the sampled points of every curve, and what is known of it exactly."""

import math

import sympy as sp

from calc_cli.calculus.plot.field import Field, Level
from calc_cli.calculus.plot.plot import Curve, Plot
from calc_cli.render.as_json import json_object
from calc_cli.render.look import Look
from calc_cli.render.plain import plain


def plot_data(plot: Plot, look: Look) -> str:
    """Return one JSON object on one line."""
    return json_object({
        "ok": True,
        "line": look.line,
        "command": look.command,
        "input": look.text,
        "wrt": [plot.variable.name],
        "range": [plot.x.low, plot.x.high],
        "y_range": [plot.y.low, plot.y.high],
        "curves": [_curve(curve) for curve in plot.curves],
        "notes": plot.notes,
    })  # fmt: skip


def field_data(field: Field, look: Look) -> str:
    """Return the same of level lines and gradients."""
    point = field.point
    return json_object({
        "ok": True,
        "line": look.line,
        "command": look.command,
        "input": look.text,
        "expr": plain(field.typed, typed=True),
        "wrt": [v.name for v in field.variables],
        "result": None if point is None else [plain(component) for component in point.gradient],
        "at": {} if point is None else {v.name: plain(a) for v, a in point.at.items()},
        "value": None if point is None else plain(point.value),
        "range": [field.x.low, field.x.high],
        "y_range": [field.y.low, field.y.high],
        "levels": [_level(level) for level in (*field.levels, *(() if point is None else (point.level,)))],
        "arrows": [[arrow.x, arrow.y, arrow.dx, arrow.dy] for arrow in field.arrows],
        "notes": field.notes,
    })  # fmt: skip


def _level(level: Level) -> dict[str, object]:
    return {"value": level.value, "lines": level.lines}


def _curve(curve: Curve) -> dict[str, object]:
    line = curve.line
    fields: dict[str, object] = {
        "role": curve.role,
        "of": curve.of,
        "name": curve.name,
        "expr": None if curve.expression is sp.oo else plain(curve.expression, typed=curve.role == "function"),
        "at": None if line is None else plain(line.a),
        "h": None if line is None or line.h is None else plain(line.h),
        "slope": None if line is None else plain(line.slope),
        "points": [[point for point in piece if math.isfinite(point[1])] for piece in curve.pieces],
        "marks": [{"x": mark.x, "y": mark.y, "kind": mark.kind} for mark in curve.marks],
        "asymptotes": curve.asymptotes,
    }
    return {key: value for key, value in fields.items() if value not in (None, [], ())}
