"""A gradient in every format: one function a format, each loading only what it needs."""

import sympy as sp

from calc_cli.calculus.partials.gradient import Gradient, Slope
from calc_cli.render.look import Look
from calc_cli.render.plain import plain as on_one_line
from calc_cli.render.plain import plain_conditions
from calc_cli.render.results.partials import letter, partial
from calc_cli.render.results.partials_formats import as_latex, as_mathml, decimals, texts, vector
from calc_cli.render.results.told import after_steps, step_objects


def _answer(g: Gradient, look: Look) -> sp.Basic:
    """What was asked for: the derivative in the direction, else the gradient; at the point, if there is one."""
    return vector(g.components, look) if g.slope is None else decimals(_slope(g.slope), look)


def _slope(slope: Slope) -> sp.Expr:
    return slope.result if slope.value is None else slope.value


def plain(g: Gradient, look: Look) -> str:
    """Return `[2*x, 2*y]`, its values, the derivative in the direction, or the verdict on an answer, after steps."""
    answer = g.check.verdict if g.check is not None else on_one_line(_answer(g, look))
    return after_steps(g.steps, answer, look)


def latex(g: Gradient, look: Look) -> str:
    """Return the same in LaTeX; derivations as an align* environment."""
    if g.steps and look.line is None and g.check is None:
        from calc_cli.render.results.steps import aligned

        return aligned(g.steps)
    return as_latex(_answer(g, look), g.check)


def mathml(g: Gradient, look: Look) -> str:
    """Return the same in MathML."""
    return as_mathml(_answer(g, look), g.check)


def json(g: Gradient, look: Look) -> str:
    """Return one JSON object on one line."""
    from calc_cli.render.as_json import json_object
    from calc_cli.render.latex import latex as in_latex
    from calc_cli.render.results.check import components_object

    result = vector(g.result, look)
    f = letter(g.name, g.typed)
    names = [partial(f, x.name) for x in g.variables]
    slope = g.slope
    return json_object({
        "ok": True,
        "line": look.line,
        "command": look.command,
        "input": look.text,
        "expr": on_one_line(g.typed, typed=True),
        "wrt": [x.name for x in g.variables],
        "result": texts(result),
        "latex": in_latex(result),
        "at": {x.name: on_one_line(a) for x, a in (g.at or {}).items()},
        "value": None if g.values is None else texts(vector(g.values, look)),
        "approx": list(g.approx),
        "directional": None if slope is None else on_one_line(decimals(_slope(slope), look)),
        "directional_approx": None if slope is None else slope.approx,
        "domain": plain_conditions(g.domain) if g.domain else None,
        "check": None if g.check is None else components_object(g.check, names, on_one_line),
        "steps": step_objects(g.steps),
        "notes": g.notes,
    })  # fmt: skip


def pretty(g: Gradient, look: Look) -> str:
    """Return how the question was understood, the gradient, and what else was asked, as mathematics."""
    from calc_cli.render.results.gradient_page import page

    return page(g, look)
