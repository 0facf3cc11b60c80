"""Any result in MathML, one <math> element a line: the answer, or the verdict on a given one as text."""

from typing import Any

from calc_cli.calculus.matrix.expression import Expr as MatrixExpr
from calc_cli.calculus.result import NoAnswer, Numbers, Result
from calc_cli.render.as_plain import text as plain_text
from calc_cli.render.look import Look
from calc_cli.render.mathml import mathml, mathml_text
from calc_cli.render.numbers import in_decimals


def as_mathml(result: Result, reader: Look) -> str:
    """Return the answer, nothing if there is none."""
    if result.verdict is not None:
        return mathml_text(result.verdict)
    answer = result.answer
    if isinstance(answer, NoAnswer):
        return ""
    if type(answer) is tuple:
        return "\n".join(_element(item, typed=True) for item in answer)
    return _element(in_decimals(answer, reader.digits) if not isinstance(answer, Numbers) else answer, reader.digits)


def _element(value: Any, digits: int | None = None, *, typed: bool = False) -> str:
    if isinstance(value, str | Numbers):
        return mathml_text(plain_text(value, digits))
    if isinstance(value, MatrixExpr):
        from calc_cli.render.matrix.mathml import mathml as matrix_mathml

        return matrix_mathml(value)
    return mathml(value, typed=typed)
