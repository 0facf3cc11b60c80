"""An answer to check that is a vector or a matrix: its shape, and its components held against the truth."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

import sympy as sp

from calc_cli.algebra.evaluate import substitute
from calc_cli.algebra.functions import Point
from calc_cli.calculus.checking.component_mistakes import explained, misshapen
from calc_cli.calculus.equality.components import check_none, compare_components
from calc_cli.calculus.equality.verdict import Check, with_check
from calc_cli.calculus.partials.gradient import Gradient
from calc_cli.calculus.partials.jacobian import Hessian, Jacobian
from calc_cli.errors import UsageError
from calc_cli.questions.answers.rounding import leaves, with_rounding
from calc_cli.questions.given import Given
from calc_cli.questions.lowering import lowered_answer
from calc_cli.syntax.tree import Name, Negative, Node, Number, Product, Sum, Vector

Shape = tuple[int, ...]
Found = TypeVar("Found", Gradient, Hessian, Jacobian)


def checked(
    found: Callable[[Point | None], Found], point: Point | None, given: Given, variables: Sequence[sp.Symbol]
) -> Found:
    """Return what `found` finds, with a check of the answer `given`, which at a point is about the values there.

    That there is none at the point is an answer as well. Raises UsageError if the answer names other components.
    """
    given = _in_order(given, variables)
    answer = "none" if given.tree is None else sp.Tuple(*(_component(node, given) for node in leaves(given.tree)))
    result: Found = with_check(found, point, answer, lambda result: _judge(result, point, given))
    result = with_rounding(result, given, point)
    is_right = result.check is not None and result.check.is_correct
    return result if is_right or given.tree is None else replace(result, notes=(*result.notes, *given.notes))


def _judge(result: Gradient | Hessian | Jacobian, point: Point | None, given: Given) -> Check:
    if given.tree is None:
        return check_none(result.components, result.domain) if point is None else Check("none", False, "proved")
    shape, truth = _truth(result, given)
    answer = [_component(node, given) for node in leaves(given.tree)]
    if misfit := _misfit(given.tree, shape):
        return misshapen(answer, truth, result.variables if len(shape) == 1 else (), misfit)
    if point is not None:
        answer = [substitute(component, point) for component in answer]
    together = compare_components(truth, answer, result.domain if point is None else ())
    check: Check = together if shape else together.components[0]
    if shape:
        check = explained(check, _asked(result), truth, point, rows=len(truth) // len(result.variables))
    if point is not None and check.counterexample is not None:
        check = replace(check, counterexample=replace(check.counterexample, at={**point, **check.counterexample.at}))
    return check


def _asked(result: Gradient | Hessian | Jacobian) -> list[tuple[sp.Expr, sp.Symbol]]:
    """Return for each component the function and the variable whose derivative it is."""
    if isinstance(result, Hessian):
        return [(f, x) for x in result.variables for f in result.first]
    functions = result.typed if isinstance(result, Jacobian) else (result.typed,)
    return [(f, x) for f in functions for x in result.variables]


def _truth(result: Gradient | Hessian | Jacobian, given: Given) -> tuple[Shape, tuple[sp.Expr, ...]]:
    """Return the shape and the components of the truth: for a single formula, the derivative in a direction."""
    slope = result.slope if isinstance(result, Gradient) else None
    if slope is not None and not isinstance(given.tree, Vector):
        return (), (slope.result if slope.value is None else slope.value,)
    return result.shape, result.components


def require_shape(given: Given, shape: Shape) -> None:
    """Raise UsageError if an answer has another shape. That there is none fits every shape."""
    if given.tree is not None and (misfit := _misfit(given.tree, shape)):
        hint = f"for example --check '{_example(shape)}'" if shape else None
        raise UsageError(misfit, source=given.source, span=given.tree.span, hint=hint)


def _misfit(tree: Node, shape: Shape) -> str:
    """Return how an answer has not the shape: a row or column is as good as a list, a number as a list of one."""
    found = _shape(tree)
    is_fit = [n for n in found if n != 1] == [n for n in shape if n != 1]
    return "" if is_fit else f"the answer is {_told(found)}, but {_told(shape)} was expected"


def _in_order(given: Given, variables: Sequence[sp.Symbol]) -> Given:
    """Return an answer that names its components, or has them before i, j and k, as the list that it means."""
    names = tuple(x.name for x in variables)
    if given.names and isinstance(given.tree, Vector):
        if not set(given.names) <= set(names):
            raise UsageError(
                f"the answer has components for {', '.join(given.names)}, but {', '.join(names)} were expected",
                source=given.source,
            )
        by_name = dict(zip(given.names, given.tree.items, strict=True))
        return replace(given, tree=replace(given.tree, items=tuple(by_name[name] for name in names if name in by_name)))
    units = _UNITS[: len(names)]
    tree = given.tree
    if tree is None or isinstance(tree, Vector) or not 1 < len(names) <= len(_UNITS) or set(units) & set(names):
        return given
    terms = tree.terms if isinstance(tree, Sum) else (tree,)
    found: dict[str, Node] = {unit: Number(tree.span, "0") for unit in units}
    for term in terms:
        unit, component = _of_unit(term, units)
        if unit is None:
            return given
        found[unit] = component
    return replace(given, tree=Vector(tree.span, tuple(found.values())))


_UNITS = ("i", "j", "k")


def _of_unit(term: Node, units: Sequence[str]) -> tuple[str | None, Node]:
    """Return the unit vector that is a factor of the term, and what stands before it."""
    if isinstance(term, Negative):
        unit, component = _of_unit(term.operand, units)
        return unit, Negative(term.span, component)
    factors = term.factors if isinstance(term, Product) else (term,)
    found = [f.name for f in factors if isinstance(f, Name) and f.name in units]
    rest = tuple(f for f in factors if not (isinstance(f, Name) and f.name in units))
    component = Product(term.span, rest) if len(rest) > 1 else rest[0] if rest else Number(term.span, "1")
    return found[0] if len(found) == 1 else None, component


def _component(node: Node, given: Given) -> sp.Expr:
    return lowered_answer(Given(given.source, node))


def _shape(tree: Node) -> Shape:
    if not isinstance(tree, Vector):
        return ()
    rows = {_shape(item) for item in tree.items}
    if len(rows) == 1:
        return len(tree.items), *rows.pop()
    return len(tree.items), 0  # no row is like another


def _told(shape: Shape) -> str:
    if not shape:
        return "a single formula"
    if len(shape) == 1:
        return f"a vector of {shape[0]} component{'s' * (shape[0] != 1)}"
    if 0 in shape or len(shape) > 2:
        return "a list with rows of several lengths"
    return f"a {shape[0]} by {shape[1]} matrix"


def _example(shape: Shape) -> str:
    count, *rest = shape
    item = [_example(tuple(rest))] * count if rest else [str(i) for i in range(1, count + 1)]
    return f"[{', '.join(item[:3])}{', ...' * (count > 3)}]"
