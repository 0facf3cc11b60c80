"""How a question about a gradient becomes an answer."""

from collections.abc import Mapping
from dataclasses import replace

import sympy as sp

from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.graph.gradient import NumericGradient
from calc_cli.calculus.partials.direction import direction
from calc_cli.calculus.partials.gradient import Gradient, gradient
from calc_cli.errors import UnsupportedError, UsageError
from calc_cli.questions.answers.given import checked
from calc_cli.questions.answers.numeric import numeric
from calc_cli.questions.answers.variables import chosen_variables, point_of, vector_of
from calc_cli.questions.grad import GradRequest
from calc_cli.questions.lowering import lowered_function
from calc_cli.questions.partials import PartialsQuestion
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

    answered = found(point) if question.given is None else checked(found, point, question.given)
    return _with_steps(answered, question.request)


def _with_steps(g: Gradient, request: object) -> Gradient:
    if not (isinstance(request, GradRequest) and (request.steps or request.all_steps)):
        return g
    from calc_cli.calculus.derivation.working import (
        steps_of_partials,  # only who wants to read steps pays for this import
    )

    try:
        return replace(g, steps=steps_of_partials(g.typed, g.variables, g.result, every_step=request.all_steps))
    except UnsupportedError as error:
        return replace(g, notes=(*g.notes, f"no steps: {error.message}"))
