"""An answer to check that is a vector or a matrix: its shape and its components."""

from collections.abc import Mapping, Sequence

import sympy as sp

from calc_cli.calculus.checking.components import ComponentsCheck, compare_components
from calc_cli.calculus.checking.verdict import Check
from calc_cli.errors import UndefinedError, UsageError
from calc_cli.jobs.lowering import lowered
from calc_cli.jobs.requests.partials import Given
from calc_cli.syntax.tree import Node, Vector

Matrix = Sequence[Sequence[sp.Expr]]
Shape = tuple[int, ...]


def check_scalar(
    given: Given, formula: sp.Expr, value: sp.Expr | None, at: Mapping[sp.Symbol, sp.Expr] | None
) -> Check:
    """Hold an answer against one number: its `value` at the point, or if the answer has variables its `formula`."""
    return _checked(given, (), [formula], None if value is None else [value], at).components[0]


def check_vector(
    given: Given, formulas: Sequence[sp.Expr], values: Sequence[sp.Expr] | None, at: Mapping[sp.Symbol, sp.Expr] | None
) -> ComponentsCheck:
    """Hold an answer against a vector: its `values` at the point, or if the answer has variables its `formulas`."""
    return _checked(given, (len(formulas),), formulas, values, at)


def check_matrix(
    given: Given, formulas: Matrix, values: Matrix | None, at: Mapping[sp.Symbol, sp.Expr] | None
) -> ComponentsCheck:
    """The same for a matrix, row by row."""
    shape = len(formulas), len(formulas[0])
    return _checked(given, shape, _in_a_row(formulas), None if values is None else _in_a_row(values), at)


def _in_a_row(matrix: Matrix) -> list[sp.Expr]:
    return [component for row in matrix for component in row]


def _checked(
    given: Given,
    shape: Shape,
    formulas: Sequence[sp.Expr],
    values: Sequence[sp.Expr] | None,
    at: Mapping[sp.Symbol, sp.Expr] | None,
) -> ComponentsCheck:
    answer = [_component(node, given.source) for node in _nodes(given, shape)]
    is_formula = at is None or any(component.free_symbols & at.keys() for component in answer)
    return compare_components(formulas if is_formula or values is None else values, answer)


def _component(node: Node, source: str) -> sp.Expr:
    value = lowered(node, source)
    if value.has(sp.oo, -sp.oo, sp.zoo, sp.nan, sp.I):
        raise UndefinedError("this is not a real number", source=source, span=node.span)
    return value


def _nodes(given: Given, shape: Shape) -> list[Node]:
    """The components in reading order. A row or a column is as good as a list, and a number as a list of one."""
    tree = given.tree
    found = _shape(tree)
    if found == shape or [n for n in found if n != 1] == [n for n in shape if n != 1]:
        return _flat(tree)
    raise UsageError(
        f"the answer is {_told(found)}, and this is {_told(shape)}",
        source=given.source,
        span=tree.span,
        hint=f"for example --check '{_example(shape)}'",
    )


def _shape(tree: Node) -> Shape:
    if not isinstance(tree, Vector):
        return ()
    rows = {_shape(item) for item in tree.items}
    if len(rows) == 1:
        return len(tree.items), *rows.pop()
    return len(tree.items), 0  # no row is like another


def _flat(tree: Node) -> list[Node]:
    if not isinstance(tree, Vector):
        return [tree]
    return [node for item in tree.items for node in _flat(item)]


def _told(shape: Shape) -> str:
    if not shape:
        return "a single formula"
    if len(shape) == 1:
        return f"a vector of {shape[0]} component{'s' * (shape[0] != 1)}"
    if 0 in shape or len(shape) > 2:
        return "a list whose rows are not of one length"
    return f"a {shape[0]} by {shape[1]} matrix"


def _example(shape: Shape) -> str:
    if len(shape) == 1:
        return f"[{', '.join(map(str, range(1, min(shape[0], 4) + 1)))}{', ...' * (shape[0] > 4)}]"
    row = _example(shape[1:])
    return f"[{', '.join([row] * min(shape[0], 3))}{', ...' * (shape[0] > 3)}]"
