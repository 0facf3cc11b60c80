"""The chain rule in every format: one function a format, each loading only what it needs."""

from collections.abc import Callable

import sympy as sp

from calc_cli.algebra.evaluate import as_float
from calc_cli.calculus.chain.chain import Chain
from calc_cli.calculus.chain.totals import Total
from calc_cli.render.look import Look
from calc_cli.render.numbers import in_decimals
from calc_cli.render.plain import plain as on_one_line
from calc_cli.render.plain import plain_conditions
from calc_cli.render.results.told import after_steps, step_objects


def _answer(found: Chain, look: Look) -> sp.Basic:
    """What was asked for: the values at the point, else the derivatives."""
    return _decimal(found.result if found.value is None else found.value, look)


def _decimal(e: sp.Basic, look: Look) -> sp.Basic:
    if isinstance(e, sp.Tuple):
        return sp.Tuple(*[_decimal(part, look) for part in e])
    return in_decimals(e, look.digits)


def plain(found: Chain, look: Look) -> str:
    """Return the derivative, or its value at the point, on one line after the steps; with an answer the verdict.

    Of several variables a list; of several outputs a list; of both a list of rows, one for each output.
    """
    answer = on_one_line(_answer(found, look)) if found.check is None else found.check.verdict
    return after_steps(found.steps, answer, look)


def latex(found: Chain, look: Look) -> str:
    """Return the rule, with the derivatives put in and the result, aligned, after the steps; needs amsmath."""
    from calc_cli.render.results.chain_latex import document

    if not found.steps or look.line is not None:
        return document(found, look)
    from calc_cli.render.results.steps import aligned

    return "\n".join([aligned(found.steps), r"\[", document(found, look), r"\]"])


def mathml(found: Chain, look: Look) -> str:
    """Return the derivative in MathML."""
    from calc_cli.render.mathml import mathml as in_mathml
    from calc_cli.render.mathml import mathml_text

    if found.check is not None:
        return mathml_text(found.check.verdict)
    return in_mathml(_answer(found, look))


def json(found: Chain, look: Look) -> str:
    """Return one JSON object on one line."""
    from calc_cli.render.as_json import json_object
    from calc_cli.render.latex import latex as in_latex
    from calc_cli.render.results.check import check_object

    domain = tuple(dict.fromkeys(c for row in found.totals for total in row for c in total.domain))
    return json_object({
        "ok": True,
        "line": look.line,
        "command": look.command,
        "input": look.text,
        "wrt": [x.name for x in found.variables],
        "result": _nested(found, lambda total: _text(total.result, look)),
        "latex": _nested(found, lambda total: None if total.result is None else in_latex(total.result)),
        "at": {x.name: on_one_line(value) for x, value in (found.at or {}).items()},
        "value": None if found.at is None else _nested(found, lambda total: _text(total.value, look)),
        "approx": None if found.at is None else _nested(found, lambda total: as_float(total.value)),
        "domain": plain_conditions(domain) if domain else None,
        "equations": [f"{y} = {on_one_line(right.typed, typed=True)}" for y, right in found.system.formulas.items()],
        "outputs": [y.name for y in found.system.outputs],
        "locals": [
            {"of": y.name, "wrt": x.name, "derivative": on_one_line(slope)} for (y, x), slope in found.locals.items()
        ],
        "paths": [
            {"of": t.output.name, "wrt": t.variable.name, "count": t.count, "paths": [[*map(str, p)] for p in t.paths]}
            for row in found.totals
            for t in row
        ],
        "layers": [[name.name for name in layer] for layer in found.layers],
        "check": None if found.check is None else check_object(found.check, on_one_line, "the derivative"),
        "steps": step_objects(found.steps),
        "notes": found.notes,
    })  # fmt: skip


def _text(e: sp.Expr | None, look: Look) -> str | None:
    return None if e is None else on_one_line(_decimal(e, look))


def _nested(found: Chain, of: Callable[[Total], object]) -> object:
    """A value for each derivative: one, a list, or a list of rows."""
    rows = [[of(total) for total in row] for row in found.totals]
    if len(rows[0]) == 1:
        rows = [[row[0] for row in rows]]
    return rows[0][0] if len(rows) == len(rows[0]) == 1 else rows[0] if len(rows) == 1 else rows


def pretty(found: Chain, look: Look) -> str:
    """Return the tree of dependence, the rule, the matrices, the result and the numbers, as mathematics."""
    from calc_cli.render.results.chain_page import page

    return page(found, look)
