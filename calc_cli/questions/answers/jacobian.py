"""How a question about a Jacobian becomes an answer."""

from dataclasses import replace

import sympy as sp

from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.partials.jacobian import Jacobian, jacobian
from calc_cli.calculus.partials.partials import Point
from calc_cli.errors import UsageError
from calc_cli.questions.answers.given import checked
from calc_cli.questions.answers.variables import chosen_variables, point_of
from calc_cli.questions.lowering import lowered_function
from calc_cli.questions.partials import PartialsQuestion
from calc_cli.questions.texts import LeftHandSide, right_hand_side
from calc_cli.syntax.parser import Reading
from calc_cli.syntax.tree import Vector


def answer(question: PartialsQuestion) -> Jacobian:
    """Differentiate each function in each variable, at the point if one is given. Raises any CalcError."""
    functions, notes = _functions(question.reading)
    readings = [replace(question.reading, tree=function.function) for function in functions]
    expressions = [lowered_function(reading) for reading in readings]
    typed = sp.Tuple(*(lower_as_typed(reading.tree) for reading in readings))
    variables, more = chosen_variables(question, typed.free_symbols)
    point = point_of(question, typed.free_symbols, variables)

    def found(at: Point | None) -> Jacobian:
        return jacobian(
            typed,
            expressions,
            variables,
            at=at,
            names=tuple(function.name for function in functions),
            name=question.name,
            notes=(*question.reading.notes, *notes, *more),
        )

    return found(point) if question.given is None else checked(found, point, question.given)


def _functions(reading: Reading) -> tuple[list[LeftHandSide], tuple[str, ...]]:
    """The functions in the list, each perhaps with a name as in [u = x*y, v = x + y]; a single one is a list of one."""
    tree = reading.tree
    if not isinstance(tree, Vector):
        return [right_hand_side(reading)], (
            "of one function the Jacobian is a row: its gradient is the same as a column",
        )
    for item in tree.items:
        if isinstance(item, Vector):
            raise UsageError("jacobian takes a list of functions, not a matrix", source=reading.text, span=item.span)
    return [right_hand_side(replace(reading, tree=item)) for item in tree.items], ()
