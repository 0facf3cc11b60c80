"""How a question about the gradient of a long expression at a point is answered: by reverse mode, in numbers."""

from calc_cli.algebra.functions import symbol
from calc_cli.calculus.graph.gradient import NumericGradient, numeric_gradient
from calc_cli.calculus.graph.record import free_names, record
from calc_cli.questions.answers.variables import chosen_variables, point_of
from calc_cli.questions.grad import ParsedGrad

LONGEST_TEXT = 10_000
MOST_VARIABLES = 100
"""Longer texts, and those with more variables, are large: their formulas would be too many and too long to use."""


def numeric(parsed: ParsedGrad) -> NumericGradient | None:
    """Return the values of the partial derivatives. Raises any CalcError, with the text at fault.

    None if the expression is short or more than numbers is asked for.
    """
    function = parsed.function
    if not parsed.point or parsed.along is not None or parsed.given is not None:
        return None
    if len(function.text) <= LONGEST_TEXT and len(parsed.point) <= MOST_VARIABLES:
        return None
    names = free_names(function.tree)
    if not set(names) <= {coordinate.name for coordinate in parsed.point}:
        return None
    free = set(map(symbol, names))
    variables, notes = chosen_variables(parsed, free)
    point = point_of(parsed, free, variables) or {}
    tape = record(function.tree, function.text, variables, point)
    return numeric_gradient(
        tape, point, digits=parsed.question.digits, name=function.name, notes=(*function.notes, *notes)
    )
