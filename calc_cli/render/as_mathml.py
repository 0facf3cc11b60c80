"""Any result in MathML, one <math> element a line: the answer, or the verdict on a given one as text."""

from typing import Any

from calc_cli.calculus.result import NoAnswer, NumericValue, Result, is_of_matrices
from calc_cli.render.as_plain import text as plain_text
from calc_cli.render.display import Display
from calc_cli.render.mathml import MATHML, element, mathml, text_element


def as_mathml(result: Result, display: Display) -> str:
    """Return the answer, nothing if there is none."""
    if result.verdict is not None:
        return text_element(result.verdict)
    answer = result.answer
    if isinstance(answer, NoAnswer):
        return ""
    if type(answer) is tuple:
        return "\n".join(_element(item, typed=True) for item in answer)
    return _element(answer, display.digits)


def _element(value: Any, digits: int | None = None, *, typed: bool = False) -> str:
    if isinstance(value, str | NumericValue):
        return text_element(plain_text(value, digits))
    if is_of_matrices(value):
        from calc_cli.render.matrix.typeset import MatrixTypesetter

        return element(MatrixTypesetter(MATHML).text(value))
    from calc_cli.render.numbers import in_decimals

    return mathml(in_decimals(value, digits), typed=typed)
