"""A gradient in numbers alone in every format: one function a format."""

import sympy as sp

from calc_cli.algebra.evaluate import as_float
from calc_cli.calculus.graph.gradient import NumericGradient
from calc_cli.render.as_json import json_object
from calc_cli.render.box import line
from calc_cli.render.latex import latex as in_latex
from calc_cli.render.look import Look
from calc_cli.render.mathml import mathml as in_mathml
from calc_cli.render.numbers import in_decimals
from calc_cli.render.plain import plain as on_one_line
from calc_cli.render.pretty import Notation
from calc_cli.render.results.page import add_notes
from calc_cli.render.results.partials import letter, partial
from calc_cli.render.sheet import Sheet, Style


def _values(g: NumericGradient, look: Look) -> list[sp.Expr]:
    return [in_decimals(v, look.digits) for v in g.values]


def plain(g: NumericGradient, look: Look) -> str:
    """Return the values as a list."""
    return on_one_line(sp.Tuple(*_values(g, look)))


def latex(g: NumericGradient, look: Look) -> str:
    """Return the same in LaTeX."""
    return in_latex(sp.Tuple(*_values(g, look)))


def mathml(g: NumericGradient, look: Look) -> str:
    """Return the same in MathML."""
    return in_mathml(sp.Tuple(*_values(g, look)))


def json(g: NumericGradient, look: Look) -> str:
    """Return one JSON object on one line."""
    return json_object({
        "ok": True,
        "line": look.line,
        "command": look.command,
        "input": look.text,
        "wrt": [x.name for x in g.variables],
        "at": {x.name: on_one_line(a) for x, a in g.at.items()},
        "value": [on_one_line(v) for v in _values(g, look)],
        "approx": [as_float(v) for v in g.values],
        "notes": g.notes,
    })  # fmt: skip


def pretty(g: NumericGradient, look: Look) -> str:
    """Return a line for each partial derivative, and the notes."""
    sheet, notation = Sheet(look.width), Notation(look.unicode)
    f = letter(g.name, {x.name for x in g.at})
    names = [partial(f, x.name, notation.signs) for x in g.variables]
    width = max(map(len, names))
    for name, value in zip(names, _values(g, look), strict=True):
        sign = notation.signs.almost if value.is_Float else "="
        sheet.add((line(f"{name:<{width}} {sign} "), Style.TEXT), (notation.box(value, None), Style.RESULT))
    add_notes(sheet, notation, g.notes)
    return sheet.text(color=look.color)
