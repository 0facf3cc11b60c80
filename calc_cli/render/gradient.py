"""A gradient in every format: one function a format, each loading only what it needs."""

import sympy as sp

from calc_cli.calculus.gradient import Gradient
from calc_cli.render.look import Look
from calc_cli.render.numbers import in_decimals
from calc_cli.render.partials import letter, partial
from calc_cli.render.plain import plain as on_one_line
from calc_cli.render.plain import plain_conditions


def _answer(g: Gradient, look: Look) -> sp.Basic:
    """What was asked for: the derivative in the direction, else the gradient; at the point, if there is one."""
    if g.slope is not None:
        return _decimals(g.slope.result if g.slope.value is None else g.slope.value, look)
    return sp.Tuple(*(_decimals(p, look) for p in g.components))


def _decimals(e: sp.Expr, look: Look) -> sp.Expr:
    return e if look.digits is None else in_decimals(e, look.digits)


def plain(g: Gradient, look: Look) -> str:
    """Return the gradient `[2*x, 2*y]`, its values, the derivative in the direction, or the verdict on an answer."""
    return g.check.verdict if g.check is not None else on_one_line(_answer(g, look))


def latex(g: Gradient, look: Look) -> str:
    """Return the same in LaTeX."""
    from calc_cli.render.latex import latex as in_latex

    return rf"\text{{{g.check.verdict}}}" if g.check is not None else in_latex(_answer(g, look))


def mathml(g: Gradient, look: Look) -> str:
    """Return the same in MathML."""
    from calc_cli.render.mathml import mathml as in_mathml
    from calc_cli.render.mathml import mathml_text

    return mathml_text(g.check.verdict) if g.check is not None else in_mathml(_answer(g, look))


def json(g: Gradient, look: Look) -> str:
    """Return one JSON object on one line."""
    from calc_cli.render.as_json import json_object
    from calc_cli.render.check import components_object
    from calc_cli.render.latex import latex as in_latex

    result = sp.Tuple(*(_decimals(p, look) for p in g.result))
    f = letter(g.name, {s.name for s in g.typed.free_symbols})
    names = [partial(f, x.name) for x in g.variables]
    slope = g.slope
    return json_object({
        "ok": True,
        "line": look.line,
        "command": look.command,
        "input": look.text,
        "expr": on_one_line(g.typed, typed=True),
        "wrt": [x.name for x in g.variables],
        "result": [on_one_line(p) for p in result],
        "latex": in_latex(result),
        "at": {x.name: on_one_line(a) for x, a in (g.at or {}).items()},
        "value": None if g.values is None else [on_one_line(_decimals(v, look)) for v in g.values],
        "approx": list(g.approx),
        "directional": None if slope is None else on_one_line(
            _decimals(slope.result if slope.value is None else slope.value, look)
        ),
        "directional_approx": None if slope is None else slope.approx,
        "domain": plain_conditions(g.domain) if g.domain else None,
        "check": None if g.check is None else components_object(g.check, names, on_one_line),
        "notes": g.notes,
    })  # fmt: skip


def pretty(g: Gradient, look: Look) -> str:
    """Return how the question was understood, the gradient, and what else was asked, as mathematics."""
    from calc_cli.render.gradient_page import page

    return page(g, look)
