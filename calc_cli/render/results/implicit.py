"""A derivative on the curve of an equation, in every format: one function a format."""

import sympy as sp

from calc_cli.calculus.implicit.implicit import Implicit
from calc_cli.render.look import Look
from calc_cli.render.numbers import in_decimals
from calc_cli.render.plain import plain as on_one_line
from calc_cli.render.plain import plain_conditions


def _answer(found: Implicit, look: Look) -> sp.Expr:
    """What was asked for: the value at the point, else the derivative."""
    return in_decimals(found.result if found.value is None else found.value, look.digits)


def plain(found: Implicit, look: Look) -> str:
    """Return the derivative in x and y, its value at a point, or the verdict on an answer; steps come before."""
    steps = found.steps if look.line is None else ()
    answer = on_one_line(_answer(found, look)) if found.check is None else found.check.verdict
    return "\n".join([*(f"{step.rule}: {on_one_line(step.result)}" for step in steps), answer])


def latex(found: Implicit, look: Look) -> str:
    """Return the same in LaTeX."""
    from calc_cli.render.latex import latex as in_latex

    if found.check is not None:
        return rf"\text{{{found.check.verdict}}}"
    if not found.steps or look.line is not None:
        return in_latex(_answer(found, look))
    rows = [" &= ".join(map(in_latex, step.result.args)) + rf" && \text{{{step.rule}}}" for step in found.steps]
    return "\n".join([r"\begin{align*}", " \\\\\n".join(rows), r"\end{align*}"])


def mathml(found: Implicit, look: Look) -> str:
    """Return the same in MathML."""
    from calc_cli.render.mathml import mathml as in_mathml
    from calc_cli.render.mathml import mathml_text

    return in_mathml(_answer(found, look)) if found.check is None else mathml_text(found.check.verdict)


def json(found: Implicit, look: Look) -> str:
    """Return one JSON object on one line."""
    from calc_cli.render.as_json import json_object
    from calc_cli.render.latex import latex as in_latex
    from calc_cli.render.results.check import check_object

    curve = found.curve
    result = in_decimals(found.result, look.digits)
    tangent = None if found.tangent is None else in_decimals(found.tangent, look.digits)
    return json_object({
        "ok": True,
        "line": look.line,
        "command": look.command,
        "input": look.text,
        "expr": " = ".join(on_one_line(side, typed=True) for side in (curve.left, curve.right)),
        "wrt": [curve.x.name],
        "implicit": curve.y.name,
        "order": found.order,
        "result": on_one_line(result),
        "latex": in_latex(result),
        "at": {name.name: on_one_line(value) for name, value in (found.at or {}).items()},
        "value": None if found.value is None else on_one_line(in_decimals(found.value, look.digits)),
        "approx": found.approx,
        "tangent": None if tangent is None else f"{curve.y} = {on_one_line(tangent)}",
        "domain": plain_conditions(found.domain) if found.domain else None,
        "check": None if found.check is None else check_object(found.check, on_one_line, "the derivative"),
        "steps": [
            {
                "rule": step.rule,
                "input": on_one_line(step.input),
                "result": on_one_line(step.result),
                "latex": in_latex(step.result),
                "children": [],
            }
            for step in found.steps
        ],
        "notes": found.notes,
    })  # fmt: skip


def pretty(found: Implicit, look: Look) -> str:
    """Return the equation, both sides differentiated, dy/dx collected and solved for, and what holds at the point."""
    from calc_cli.render.results.implicit_page import page

    return page(found, look)
