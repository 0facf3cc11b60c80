"""A Jacobian in every format: one function a format, each loading only what it needs."""

from calc_cli.calculus.partials.jacobian import Jacobian
from calc_cli.render.look import Look
from calc_cli.render.plain import plain as on_one_line
from calc_cli.render.plain import plain_conditions
from calc_cli.render.results.partials import function_names, partial
from calc_cli.render.results.partials_formats import as_latex, as_mathml, as_plain, matrix, texts


def plain(j: Jacobian, look: Look) -> str:
    """Return the matrix `[[y, x], [1, 1]]`, at the point if there is one, or the verdict on an answer."""
    return as_plain(matrix(j.values or j.result, look), j.check)


def latex(j: Jacobian, look: Look) -> str:
    """Return the same in LaTeX."""
    return as_latex(matrix(j.values or j.result, look), j.check)


def mathml(j: Jacobian, look: Look) -> str:
    """Return the same in MathML."""
    return as_mathml(matrix(j.values or j.result, look), j.check)


def json(j: Jacobian, look: Look) -> str:
    """Return one JSON object on one line."""
    from calc_cli.render.as_json import json_object
    from calc_cli.render.latex import latex as in_latex
    from calc_cli.render.results.check import components_object

    result = matrix(j.result, look)
    names = [partial(f, x.name) for f in function_names(j) for x in j.variables]
    return json_object({
        "ok": True,
        "line": look.line,
        "command": look.command,
        "input": look.text,
        "expr": on_one_line(j.typed, typed=True),
        "wrt": [x.name for x in j.variables],
        "result": texts(result),
        "latex": in_latex(result),
        "at": {x.name: on_one_line(a) for x, a in (j.at or {}).items()},
        "value": None if j.values is None else texts(matrix(j.values, look)),
        "approx": j.approx,
        "domain": plain_conditions(j.domain) if j.domain else None,
        "check": None if j.check is None else components_object(j.check, names, on_one_line),
        "notes": j.notes,
    })  # fmt: skip


def pretty(j: Jacobian, look: Look) -> str:
    """Return how the question was understood, and the matrix, as mathematics."""
    from calc_cli.render.results.jacobian_page import page

    return page(j, look)
