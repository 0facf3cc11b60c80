"""A derivative in every format: one function a format, each loading only what it needs."""

import sympy as sp

from calc_cli.calculus.derivative.derivative import Derivative
from calc_cli.calculus.equality.verdict import Check
from calc_cli.render.look import Look
from calc_cli.render.numbers import in_decimals
from calc_cli.render.plain import plain as on_one_line
from calc_cli.render.plain import plain_conditions
from calc_cli.render.results.told import after_steps, step_objects


def _answer(d: Derivative, look: Look) -> sp.Expr:
    """What was asked for: the value at the point, else the derivative."""
    asked = d.result if d.value is None else d.value
    return in_decimals(asked, look.digits)


def plain(d: Derivative, look: Look) -> str:
    """Return on one line the derivative, or its value at the point, or the verdict on an answer; steps come before."""
    answer = on_one_line(_answer(d, look)) if d.check is None else _verdict(d.check)
    return after_steps(d.steps, answer, look)


def latex(d: Derivative, look: Look) -> str:
    """Return the same in LaTeX; a derivation, which ends in it, as an align* environment."""
    from calc_cli.render.latex import latex as in_latex

    if d.steps and look.line is None and d.check is None:
        from calc_cli.render.results.steps import aligned

        return aligned(d.steps)
    return in_latex(_answer(d, look)) if d.check is None else rf"\text{{{_verdict(d.check)}}}"


def mathml(d: Derivative, look: Look) -> str:
    """Return the same in MathML."""
    from calc_cli.render.mathml import mathml as in_mathml
    from calc_cli.render.mathml import mathml_text

    return in_mathml(_answer(d, look)) if d.check is None else mathml_text(_verdict(d.check))


def json(d: Derivative, look: Look) -> str:
    """Return one JSON object on one line."""
    from calc_cli.render.as_json import json_object
    from calc_cli.render.latex import latex as in_latex

    value = None if d.value is None else in_decimals(d.value, look.digits)
    result = in_decimals(d.result, look.digits)
    return json_object({
        "ok": True,
        "line": look.line,
        "command": look.command,
        "input": look.text,
        "expr": on_one_line(d.typed, typed=True),
        "wrt": [d.variable.name],
        "order": d.order,
        "result": on_one_line(result),
        "latex": in_latex(result),
        "at": {name.name: on_one_line(at) for name, at in (d.at or {}).items()},
        "value": None if value is None else on_one_line(value),
        "approx": d.approx,
        "domain": plain_conditions(d.domain) if d.domain else None,
        "table": [{"h": float(row.h), "value": float(row.value)} for row in d.experiment],
        "check": _check(d),
        "steps": step_objects(d.steps),
        "notes": d.notes,
    })  # fmt: skip


def _verdict(check: Check) -> str:
    from calc_cli.render.results.check import short  # only an answer pays for this import

    return short(check)


def _check(d: Derivative) -> object:
    if d.check is None:
        return None
    from calc_cli.render.results.check import check_object  # only an answer pays for this import

    return check_object(d.check, on_one_line, "the derivative")


def pretty(d: Derivative, look: Look) -> str:
    """Return how the question was understood, the derivative, and what else was asked, as mathematics."""
    from calc_cli.render.results.derivative_page import page

    return page(d, look)
