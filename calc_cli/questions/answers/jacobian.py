"""How a question about a Jacobian becomes an answer."""

from dataclasses import replace

import sympy as sp

from calc_cli.algebra.function import TypedFunction
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.partials.jacobian import Jacobian, jacobian
from calc_cli.calculus.partials.partials import Point
from calc_cli.errors import UsageError
from calc_cli.questions.answers.given import checked
from calc_cli.questions.answers.variables import chosen_variables, point_of
from calc_cli.questions.lowering import lowered_function
from calc_cli.questions.partials import ParsedPartials
from calc_cli.questions.texts import ParsedFunction, function_of
from calc_cli.syntax.tree import Vector


def answer(parsed: ParsedPartials) -> Jacobian:
    """Differentiate each function in each variable, at the point if one is given. Raises any CalcError."""
    functions, notes = _functions(parsed.function)
    expression = sp.Tuple(*map(lowered_function, functions))
    typed = sp.Tuple(*(lower_as_typed(function.tree) for function in functions))
    variables, more = chosen_variables(parsed, typed.free_symbols)
    point = point_of(parsed, typed.free_symbols, variables)
    f = TypedFunction(typed, expression, variables, parsed.function.name, (*parsed.function.notes, *notes, *more))

    def found(at: Point | None) -> Jacobian:
        return jacobian(f, at=at, names=tuple(function.name for function in functions))

    return found(point) if parsed.given is None else checked(found, point, parsed.given)


def _functions(reading: ParsedFunction) -> tuple[list[ParsedFunction], tuple[str, ...]]:
    """Return the functions in a list such as [u = x*y, v = x + y], or a single one as a list, and a note on it."""
    tree = reading.tree
    if not isinstance(tree, Vector):
        return [function_of(reading)], ("of one function the Jacobian is a row: its gradient is the same as a column",)
    for item in tree.items:
        if isinstance(item, Vector):
            raise UsageError("jacobian takes a list of functions, not a matrix", source=reading.text, span=item.span)
    return [function_of(replace(reading, tree=item)) for item in tree.items], ()
