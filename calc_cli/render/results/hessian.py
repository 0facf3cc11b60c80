"""A Hessian in every format: one function a format, each loading only what it needs."""

from calc_cli.calculus.partials.hessian import Hessian
from calc_cli.render.look import Look
from calc_cli.render.plain import plain as on_one_line
from calc_cli.render.plain import plain_conditions
from calc_cli.render.results.partials import letter, second_partial
from calc_cli.render.results.partials_formats import as_latex, as_mathml, as_plain, matrix, texts


def plain(h: Hessian, look: Look) -> str:
    """Return the matrix `[[2, 0], [0, 2]]`, at the point if there is one, or the verdict on an answer."""
    return as_plain(matrix(h.values or h.result, look), h.check)


def latex(h: Hessian, look: Look) -> str:
    """Return the same in LaTeX."""
    return as_latex(matrix(h.values or h.result, look), h.check)


def mathml(h: Hessian, look: Look) -> str:
    """Return the same in MathML."""
    return as_mathml(matrix(h.values or h.result, look), h.check)


def json(h: Hessian, look: Look) -> str:
    """Return one JSON object on one line."""
    from calc_cli.render.as_json import json_object
    from calc_cli.render.latex import latex as in_latex
    from calc_cli.render.results.check import components_object

    result = matrix(h.result, look)
    f = letter(h.name, h.typed)
    names = [second_partial(f, x.name, y.name) for x in h.variables for y in h.variables]
    return json_object({
        "ok": True,
        "line": look.line,
        "command": look.command,
        "input": look.text,
        "expr": on_one_line(h.typed, typed=True),
        "wrt": [x.name for x in h.variables],
        "result": texts(result),
        "latex": in_latex(result),
        "at": {x.name: on_one_line(a) for x, a in (h.at or {}).items()},
        "value": None if h.values is None else texts(matrix(h.values, look)),
        "approx": h.approx,
        "domain": plain_conditions(h.domain) if h.domain else None,
        "eigenvalues": None if h.signs is None else {
            "positive": h.signs.positive, "negative": h.signs.negative, "zero": h.signs.zero
        },
        "kind": h.kind,
        "check": None if h.check is None else components_object(h.check, names, on_one_line),
        "notes": h.notes,
    })  # fmt: skip


def pretty(h: Hessian, look: Look) -> str:
    """Return how the question was understood, the matrix, and what it tells of the point, as mathematics."""
    from calc_cli.render.results.hessian_page import page

    return page(h, look)
