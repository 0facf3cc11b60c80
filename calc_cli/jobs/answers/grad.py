"""How a question about a gradient becomes an answer."""

from collections.abc import Mapping

import sympy as sp

from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.direction import direction
from calc_cli.calculus.gradient import Gradient, gradient
from calc_cli.calculus.graph.gradient import NumericGradient
from calc_cli.errors import UsageError
from calc_cli.jobs.answers.given import checked
from calc_cli.jobs.answers.numeric import numeric
from calc_cli.jobs.answers.variables import chosen_variables, point_of, vector_of
from calc_cli.jobs.lowering import lowered_function
from calc_cli.jobs.requests.partials import PartialsQuestion
from calc_cli.syntax.tree import Vector


def answer(question: PartialsQuestion) -> Gradient | NumericGradient:
    """Differentiate in each variable, at the point if one is given. Raises any CalcError, with the text at fault."""
    reading = question.reading
    if isinstance(reading.tree, Vector):
        raise UsageError(
            "grad takes one function, not a list",
            source=reading.text,
            span=reading.tree.span,
            hint="the partial derivatives of several functions are a matrix: calc jacobian",
        )
    in_numbers = numeric(question)
    if in_numbers is not None:
        return in_numbers
    expression = lowered_function(reading)
    typed = lower_as_typed(reading.tree)
    variables, notes = chosen_variables(question, typed.free_symbols)
    along = None if question.along is None else direction(vector_of(question.along, variables))
    point = point_of(question, typed.free_symbols, variables)

    def found(at: Mapping[sp.Symbol, sp.Expr] | None) -> Gradient:
        return gradient(
            typed, expression, variables, at=at, along=along, name=question.name, notes=(*reading.notes, *notes)
        )

    return found(point) if question.given is None else checked(found, point, question.given)
