"""How a question about a Hessian becomes an answer."""

from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.partials.hessian import Hessian, hessian
from calc_cli.calculus.partials.partials import Point
from calc_cli.errors import UsageError
from calc_cli.questions.answers.given import checked
from calc_cli.questions.answers.variables import chosen_variables, point_of
from calc_cli.questions.lowering import lowered_function
from calc_cli.questions.partials import PartialsQuestion
from calc_cli.syntax.tree import Vector


def answer(question: PartialsQuestion) -> Hessian:
    """Differentiate twice in each two variables, at the point if one is given. Raises any CalcError."""
    reading = question.reading
    if isinstance(reading.tree, Vector):
        raise UsageError("hessian takes one function, not a list", source=reading.text, span=reading.tree.span)
    expression = lowered_function(reading)
    typed = lower_as_typed(reading.tree)
    variables, notes = chosen_variables(question, typed.free_symbols)
    point = point_of(question, typed.free_symbols, variables)

    def found(at: Point | None) -> Hessian:
        return hessian(typed, expression, variables, at=at, name=question.name, notes=(*reading.notes, *notes))

    return found(point) if question.given is None else checked(found, point, question.given)
