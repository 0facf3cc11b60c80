"""Answer questions about partial derivatives: gradients in symbols or in numbers, Jacobians, Hessians."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import sympy as sp

from calc_cli.algebra.functions import Point, TypedFunction
from calc_cli.calculus.graph.graph import NumericGradient, numeric_gradient
from calc_cli.calculus.graph.record import free_symbols, record
from calc_cli.calculus.partials.gradient import Gradient, gradient
from calc_cli.calculus.partials.jacobian import Hessian, Jacobian, hessian, jacobian
from calc_cli.calculus.partials.partials import direction
from calc_cli.errors import UsageError
from calc_cli.questions.answers.given import Found, checked
from calc_cli.questions.answers.variables import chosen_variables, point_of, vector_of, with_variables
from calc_cli.questions.declaration import ParsedSubject
from calc_cli.questions.grad import GradQuestion, ParsedGrad
from calc_cli.questions.lowering import lowered_function, require_one, typed_function
from calc_cli.questions.texts import ParsedFunction, function_of
from calc_cli.syntax.tree import Vector

LONGEST_TEXT = 10_000
MOST_VARIABLES = 100
"""Longer texts, and those with more variables, are large: their formulas would be too many and too long to use."""


def answer_gradient(parsed: ParsedGrad) -> Gradient | NumericGradient | Jacobian:
    """Differentiate in each variable, at the point if one is given; the gradient of a list is its Jacobian.

    Raises any CalcError, with the text at fault.
    """
    question = parsed.question
    if isinstance(parsed.function.tree, Vector) and not (question.along or question.tangent or question.tells_steps):
        return answer_jacobian(parsed)
    refusal = "steps, a tangent and a direction are those of one function, not of a list"
    require_one(parsed.function, refusal, "calc jacobian has the partial derivatives of several")
    if _is_large(parsed):
        return _in_numbers(parsed)
    f = with_variables(typed_function(parsed.function, refusal), parsed)
    along = None if parsed.along is None else direction(vector_of(parsed.along, f.variables))
    with_tangents = parsed.question.tangent
    found = _checked(parsed, f, lambda at: gradient(f, at=at, along=along, with_tangents=with_tangents))
    return _with_steps(found, parsed.question)


def answer_hessian(parsed: ParsedSubject[Any]) -> Hessian:
    """Differentiate twice in each two variables, at the point if one is given. Raises any CalcError."""
    f = with_variables(typed_function(parsed.function, "hessian takes one function, not a list"), parsed)
    return _checked(parsed, f, lambda at: hessian(f, at=at))


def answer_jacobian(parsed: ParsedSubject[Any]) -> Jacobian:
    """Differentiate each function in each variable, at the point if one is given. Raises any CalcError."""
    functions, notes = _functions(parsed.function)
    components = [lowered_function(function) for function in functions]
    f = TypedFunction(
        sp.Tuple(*(component.typed for component in components)),
        sp.Tuple(*(component.expression for component in components)),
        name=parsed.function.name,
        notes=(*parsed.function.notes, *notes),
    )
    f = with_variables(f, parsed)
    names = tuple(function.name for function in functions)
    return _checked(parsed, f, lambda at: jacobian(f, at=at, names=names))


def _checked(parsed: ParsedSubject[Any], f: TypedFunction, find: Callable[[Point | None], Found]) -> Found:
    """Return what `find` finds at the point, with a check of the answer if one is given."""
    point = point_of(parsed.point, f.typed.free_symbols, f.variables)
    return find(point) if parsed.given is None else checked(find, point, parsed.given, f.variables)


def _with_steps(g: Gradient, question: GradQuestion) -> Gradient:
    """Derive each partial derivative, if that is asked for; too many steps leave a note in their place."""
    if not question.tells_steps:
        return g
    from calc_cli.calculus.derivative.steps import with_steps_of_partials  # only who wants steps pays for this import

    partials = ((g.typed, x, result) for x, result in zip(g.variables, g.result, strict=True))
    return with_steps_of_partials(g, partials, every_step=question.all_steps)


def _is_large(parsed: ParsedGrad) -> bool:
    """Return True if the expression is large, and no more is asked for than its gradient at a point."""
    if not parsed.point or parsed.along is not None or parsed.given is not None or parsed.question.tangent:
        return False
    if len(parsed.function.text) <= LONGEST_TEXT and len(parsed.point) <= MOST_VARIABLES:
        return False
    return {x.name for x in free_symbols(parsed.function.tree)} <= {coordinate.name for coordinate in parsed.point}


def _in_numbers(parsed: ParsedGrad) -> NumericGradient:
    """Return the values of the partial derivatives, by reverse mode."""
    function = parsed.function
    free = free_symbols(function.tree)
    variables, notes = chosen_variables(parsed, free)
    point = point_of(parsed.point, free, variables) or {}
    tape = record(function.tree, function.text, variables, point)
    digits = parsed.question.digits
    return numeric_gradient(tape, point, digits=digits, name=function.name, notes=(*function.notes, *notes))


def _functions(listed: ParsedFunction) -> tuple[list[ParsedFunction], tuple[str, ...]]:
    """Return the functions in a list such as [u = x*y, v = x + y], or a single one as a list, and a note on it."""
    tree = listed.tree
    if not isinstance(tree, Vector):
        return [function_of(listed)], ("of one function the Jacobian is a row: its gradient is the same as a column",)
    for item in tree.items:
        if isinstance(item, Vector):
            raise UsageError("jacobian takes a list of functions, not a matrix", source=listed.text, span=item.span)
    return [function_of(replace(listed, tree=item)) for item in tree.items], ()


ANSWERS: Mapping[str, Callable[[Any], Any]] = {
    "grad": answer_gradient,
    "jacobian": answer_jacobian,
    "hessian": answer_hessian,
}
"""By the derivative that a question asks for."""
