"""How a question about a gradient becomes an answer."""

from dataclasses import replace

from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.checking.verdict import Check
from calc_cli.calculus.direction import Direction, direction
from calc_cli.calculus.gradient import Gradient, gradient
from calc_cli.errors import UsageError
from calc_cli.jobs.answers.given import check_scalar, check_vector
from calc_cli.jobs.answers.variables import Variables, chosen_variables, point_of, vector_of
from calc_cli.jobs.lowering import lowered_function
from calc_cli.jobs.requests.partials import Given, PartialsQuestion
from calc_cli.syntax.tree import Vector


def answer(question: PartialsQuestion) -> Gradient:
    """Differentiate in each variable, at the point if one is given. Raises any CalcError, with the text at fault."""
    reading = question.reading
    if isinstance(reading.tree, Vector):
        raise UsageError(
            "grad takes one function, not a list",
            source=reading.text,
            span=reading.tree.span,
            hint="the partial derivatives of several functions are a matrix: calc jacobian",
        )
    expression = lowered_function(reading)
    typed = lower_as_typed(reading.tree)
    variables, notes = chosen_variables(question, typed.free_symbols)
    along = _direction(question, variables)
    found = gradient(
        typed,
        expression,
        variables,
        at=point_of(question, typed.free_symbols, variables),
        along=along,
        name=question.name,
        notes=(*reading.notes, *notes),
    )
    return found if question.given is None else replace(found, check=_check(question.given, found))


def _direction(question: PartialsQuestion, variables: Variables) -> Direction | None:
    return None if question.along is None else direction(vector_of(question.along, variables))


def _check(given: Given, found: Gradient) -> Check:
    """The answer held against the gradient or, if it is a single formula, against the derivative in the direction."""
    if found.slope is not None and not isinstance(given.tree, Vector):
        return check_scalar(given, found.slope.result, found.slope.value, found.at)
    return check_vector(given, found.result, found.values, found.at)
