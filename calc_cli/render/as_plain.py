"""Any result as plain text in calc's own language: the steps, then the answer, or the verdict on a given one."""

from typing import Any

from calc_cli.calculus.result import Exact, NoAnswer, NumericValue, Result, is_of_matrices
from calc_cli.render.display import Display


def as_plain(result: Result, display: Display) -> str:
    """Return a line for each step, then the answer; nothing if there is none. A line of a batch has no steps."""
    lines = [_answer(result, display)]
    if result.steps and display.line is None:
        from calc_cli.render.steps import plain_lines  # only who wants to read steps pays for this import

        lines = [*plain_lines(result.steps), *lines]
    return "\n".join(lines)


def _answer(result: Result, display: Display) -> str:
    if result.verdict is not None:
        return result.verdict
    answer = result.answer
    if isinstance(answer, NoAnswer):
        return ""
    return "\n".join(text(item, display.digits) for item in (answer if type(answer) is tuple else (answer,)))


def text(value: Any, digits: int | None = None) -> str:
    """Return an expression, numbers or a text on one line, expressions and numbers to so many `digits`."""
    if isinstance(value, str):
        return value
    if isinstance(value, NumericValue):
        from calc_cli.render.matrix.words import rows

        return rows(value.value, digits if value.rounded else None)
    typed = isinstance(value, Exact) and value.typed
    if isinstance(value, Exact):
        value, digits = value.expression, None
    if is_of_matrices(value):
        from calc_cli.render.matrix.plain import plain as plain_matrix

        return plain_matrix(value)
    from calc_cli.render.numbers import in_decimals
    from calc_cli.render.plain import plain

    return plain(in_decimals(value, digits), typed=typed)
