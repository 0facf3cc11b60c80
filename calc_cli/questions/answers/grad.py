"""How a question about a gradient becomes an answer."""

from collections.abc import Mapping
from dataclasses import replace

import sympy as sp

from calc_cli.calculus.graph.gradient import NumericGradient
from calc_cli.calculus.partials.direction import direction
from calc_cli.calculus.partials.gradient import Gradient, gradient
from calc_cli.errors import UnsupportedError
from calc_cli.questions.answers.given import checked
from calc_cli.questions.answers.numeric import numeric
from calc_cli.questions.answers.variables import point_of, vector_of, with_variables
from calc_cli.questions.grad import GradQuestion, ParsedGrad
from calc_cli.questions.lowering import require_one, typed_function

_LIST = "grad takes one function, not a list"


def answer(parsed: ParsedGrad) -> Gradient | NumericGradient:
    """Differentiate in each variable, at the point if one is given. Raises any CalcError, with the text at fault."""
    require_one(parsed.function, _LIST, "the partial derivatives of several functions are a matrix: calc jacobian")
    in_numbers = numeric(parsed)
    if in_numbers is not None:
        return in_numbers
    f = with_variables(typed_function(parsed.function, _LIST), parsed)
    along = None if parsed.along is None else direction(vector_of(parsed.along, f.variables))
    point = point_of(parsed, f.typed.free_symbols, f.variables)

    def found(at: Mapping[sp.Symbol, sp.Expr] | None) -> Gradient:
        return gradient(f, at=at, along=along)

    answered = found(point) if parsed.given is None else checked(found, point, parsed.given)
    return _with_steps(answered, parsed.question)


def _with_steps(g: Gradient, question: GradQuestion) -> Gradient:
    if not (question.steps or question.all_steps):
        return g
    from calc_cli.calculus.derivative.steps import steps_of_partials  # only who wants steps pays for this import

    try:
        return replace(g, steps=steps_of_partials(g.typed, g.variables, g.result, every_step=question.all_steps))
    except UnsupportedError as error:
        return replace(g, notes=(*g.notes, f"no steps: {error.message}"))
