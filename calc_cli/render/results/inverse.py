"""The derivative of an inverse function in every format: one function a format."""

import sympy as sp

from calc_cli.calculus.implicit.inverse import Inverse
from calc_cli.render.look import Look
from calc_cli.render.numbers import in_decimals
from calc_cli.render.plain import plain as on_one_line
from calc_cli.render.plain import plain_conditions


def _answer(found: Inverse, look: Look) -> sp.Expr:
    """What was asked for: the value, else the derivative."""
    return in_decimals(found.result if found.value is None else found.value, look.digits)


def plain(found: Inverse, look: Look) -> str:
    """Return the value, or the derivative in y if the inverse is explicit, else in x, or the verdict; steps before."""
    answer = on_one_line(_answer(found, look)) if found.check is None else found.check.verdict
    if not found.steps or look.line is not None:
        return answer
    from calc_cli.render.results.steps import plain_lines  # only who wants to read steps pays for this import

    return "\n".join([*plain_lines(found.steps), answer])


def latex(found: Inverse, look: Look) -> str:
    """Return the same in LaTeX."""
    from calc_cli.render.latex import latex as in_latex

    if found.steps and found.check is None and look.line is None:
        from calc_cli.render.results.steps import aligned

        rate = rf"\frac{{d{in_latex(found.x)}}}{{d{in_latex(found.y)}}}"
        rows = [f"{rate} &= {in_latex(found.reciprocal)}"]
        if found.at is not None:
            place = f"{in_latex(found.y)} = {in_latex(found.at)}"
            rows.append(rf"\left.{rate}\right|_{{{place}}} &= {in_latex(_answer(found, look))}")
        lines = aligned(found.derivative.steps).removesuffix("\n\\end{align*}")
        return " \\\\\n".join([lines, *rows]) + "\n\\end{align*}"
    return in_latex(_answer(found, look)) if found.check is None else rf"\text{{{found.check.verdict}}}"


def mathml(found: Inverse, look: Look) -> str:
    """Return the same in MathML."""
    from calc_cli.render.mathml import mathml as in_mathml
    from calc_cli.render.mathml import mathml_text

    return in_mathml(_answer(found, look)) if found.check is None else mathml_text(found.check.verdict)


def json(found: Inverse, look: Look) -> str:
    """Return one JSON object on one line."""
    from calc_cli.render.as_json import json_object
    from calc_cli.render.latex import latex as in_latex
    from calc_cli.render.results.check import check_object
    from calc_cli.render.results.steps import tree

    result = in_decimals(found.result, look.digits)
    at = {found.y.name: found.at, found.x.name: found.preimage}
    return json_object({
        "ok": True,
        "line": look.line,
        "command": look.command,
        "input": look.text,
        "expr": on_one_line(found.derivative.typed, typed=True),
        "wrt": [found.x.name if found.explicit is None else found.y.name],
        "inverse": True if found.explicit is None else on_one_line(found.explicit),
        "result": on_one_line(result),
        "latex": in_latex(result),
        "at": {name: on_one_line(in_decimals(value, look.digits)) for name, value in at.items() if value is not None},
        "value": None if found.value is None else on_one_line(in_decimals(found.value, look.digits)),
        "approx": found.approx,
        "domain": plain_conditions(found.conditions) if found.conditions else None,
        "check": None if found.check is None else check_object(found.check, on_one_line, "the derivative"),
        "steps": [tree(step) for step in found.steps],
        "notes": found.notes,
    })  # fmt: skip


def pretty(found: Inverse, look: Look) -> str:
    """Return f and its derivative, the inverse where it is explicit, the rule, and the numbers."""
    from calc_cli.render.results.inverse_page import page

    return page(found, look)
