"""Any result in LaTeX, which needs amsmath alone: the steps as an align* environment, else the answer or verdict."""

from typing import Any

from calc_cli.calculus.result import NoAnswer, NumericValue, Result, is_of_matrices
from calc_cli.render.as_plain import text as plain_text
from calc_cli.render.display import Display
from calc_cli.render.latex import LATEX, latex


def as_latex(result: Result, display: Display) -> str:
    """Return the derivation, which ends in the answer, if it was asked for, else the answer; nothing if it is none."""
    if result.verdict is not None:
        return rf"\text{{{result.verdict}}}"
    if result.steps and display.line is None:
        from calc_cli.render.steps import aligned  # only who wants to read steps pays for this import

        return aligned(result.steps)
    return "" if isinstance(result.answer, NoAnswer) else latex_text(result.answer, display.digits)


def latex_text(value: Any, digits: int | None = None, *, typed: bool = False) -> str:
    """Return an expression or numbers in LaTeX, to so many `digits`."""
    if isinstance(value, NumericValue):
        return plain_text(value, digits)
    if is_of_matrices(value):
        from calc_cli.render.matrix.typeset import MatrixTypesetter

        return MatrixTypesetter(LATEX).text(value)
    from calc_cli.render.numbers import in_decimals

    return latex(in_decimals(value, digits), typed=typed)
