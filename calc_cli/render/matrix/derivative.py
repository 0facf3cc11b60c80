"""The derivative of a matrix expression in every format: one function a format, each loading only what it needs."""

from calc_cli.calculus.matrix.derivative import MatrixDerivative
from calc_cli.calculus.matrix.expression import SCALAR, Shape
from calc_cli.render.look import Look
from calc_cli.render.matrix.numbers import floats, rows
from calc_cli.render.matrix.plain import Plain
from calc_cli.render.matrix.plain import plain as on_one_line
from calc_cli.render.matrix.words import conditions


def plain(d: MatrixDerivative, look: Look) -> str:
    """Return the derivative, its value at the point, or the verdict on an answer, on one line."""
    if d.check is not None:
        return d.check.verdict
    return on_one_line(d.result) if d.value is None else rows(d.value, look.digits)


def latex(d: MatrixDerivative, look: Look) -> str:
    """Return the same in LaTeX."""
    from calc_cli.render.matrix.latex import latex as in_latex

    if d.check is not None:
        return rf"\text{{{d.check.verdict}}}"
    return in_latex(d.result) if d.value is None else rows(d.value, look.digits)


def mathml(d: MatrixDerivative, look: Look) -> str:
    """Return the same in MathML."""
    from calc_cli.render.matrix.mathml import element
    from calc_cli.render.matrix.mathml import mathml as in_mathml

    if d.check is not None:
        return element(f"<mtext>{d.check.verdict}</mtext>")
    return in_mathml(d.result) if d.value is None else element(f"<mtext>{rows(d.value, look.digits)}</mtext>")


def json(d: MatrixDerivative, look: Look) -> str:
    """Return one JSON object on one line. A step is a rule, a part and its adjoint, from the whole inwards."""
    from calc_cli.render.as_json import json_object
    from calc_cli.render.matrix.latex import latex as in_latex

    return json_object({
        "ok": True,
        "line": look.line,
        "command": look.command,
        "input": look.text,
        "expr": on_one_line(d.typed),
        "shapes": {name: _dims(shape) for name, shape in d.shapes.items()},
        "wrt": [d.variable.name],
        "layout": d.layout,
        "result": on_one_line(d.result),
        "latex": in_latex(d.result),
        "at": {name: rows(value, None) for name, value in (d.values or {}).items()},
        "value": None if d.value is None else rows(d.value, look.digits),
        "approx": None if d.value is None else floats(d.value),
        "domain": conditions(d.conditions, Plain()) if d.conditions else None,
        "check": None if d.check is None else _check(d),
        "steps": [
            {"rule": step.rule, "input": on_one_line(step.part), "result": on_one_line(step.adjoint)}
            for step in d.passages
        ] if d.shows_steps else None,
        "notes": d.notes,
    })  # fmt: skip


def _dims(shape: Shape) -> list[int | str]:
    """A matrix has two dimensions, a vector one, a scalar none; a row has 1 and n."""
    if shape == SCALAR:
        return []
    dims = [int(dim) if isinstance(dim, str) and dim.isdigit() else dim for dim in shape]
    return dims[:1] if shape[1] == 1 else dims


def _check(d: MatrixDerivative) -> dict[str, object]:
    assert d.check is not None
    found = d.check.counterexample
    fields = {
        "verdict": d.check.verdict,
        "certainty": d.check.certainty,
        "counterexample": found
        and {
            "at": {name: rows(value, None) for name, value in found.at.items()},
            "expected": rows(found.expected, None),
            "given": rows(found.given, None),
        },
        "diagnosis": [{"rule": d.check.mistake, "message": d.check.message}] if d.check.mistake else None,
    }
    return {key: value for key, value in fields.items() if value is not None}


def pretty(d: MatrixDerivative, look: Look) -> str:
    """Return how the question was understood, the derivative, and what else was asked, as mathematics."""
    from calc_cli.render.matrix.page import page

    return page(d, look)
