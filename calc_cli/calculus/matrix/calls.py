"""The functions of vectors and matrices by their names, as expressions.

Those with one operand, tr, det, inv, sum, are told by their records; here are those that are more than one operation.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from calc_cli.calculus.matrix import expression as ex
from calc_cli.calculus.matrix.arithmetic import number
from calc_cli.calculus.matrix.expression import SCALAR, Dim, Expr
from calc_cli.calculus.matrix.records import OPERATIONS, Operation, typed
from calc_cli.syntax import tree as syntax

if TYPE_CHECKING:
    from calc_cli.calculus.matrix.elaborate import Elaborator


@dataclass(frozen=True, slots=True)
class MatrixCall:
    """A function of so many arguments as `counts` allows: `rule` takes the call, and the first `read` of them.

    One that `is_of_entries` is nothing of a scalar.
    """

    rule: "Callable[..., Expr]"
    counts: tuple[int, ...] = (1,)
    read: int = 2
    is_of_entries: bool = False


def scaled(c: int | Fraction, e: Expr) -> Expr:
    """Return c·e as typed."""
    return ex.Mul(e.shape, (number(c), e))


def mapped(function: str, e: Expr) -> Expr:
    """Return a function of every entry as typed."""
    return ex.Map(e.shape, (e,), function)


def _of_one(record: Operation) -> MatrixCall:
    def rule(made: "Elaborator", node: syntax.Node, e: Expr) -> Expr:
        return typed(record.kind, made.dims.square(e, node.span, record.square) if record.square else e)

    return MatrixCall(rule, is_of_entries=record.of_entries)


_BY_RECORDS = {record.name: _of_one(record) for record in OPERATIONS if record.name}


def _diag(made: "Elaborator", node: syntax.Call, e: Expr) -> Expr:
    if made.dims.is_vector(e):
        return typed(ex.Diag, e if made.dims.of(e)[1] == 1 else typed(ex.Transpose, e))
    return _BY_RECORDS["diag"].rule(made, node, e)


def _norm(made: "Elaborator", node: syntax.Call, e: Expr) -> Expr:
    return made.norm_of(e, node.arguments[1] if len(node.arguments) == 2 else None, node)


def _of_columns(made: "Elaborator", node: syntax.Call, a: Expr, b: Expr) -> Expr:
    """Return dot(a, b) or outer(a, b)."""
    for e in (a, b):
        if made.dims.of(e)[1] != 1:
            made.dims.fail_shapes(f"{node.function} takes two vectors, not {{}}", node.span, e)
    if node.function == "outer":
        return ex.Mul((a.shape[0], b.shape[0]), (a, typed(ex.Transpose, b)))
    return ex.Mul(SCALAR, (typed(ex.Transpose, made.dims.same(a, b, node.span, "take the dot product of")), b))


def _mean(made: "Elaborator", _node: syntax.Call, e: Expr) -> Expr:
    if made.dims.is_scalar(e):
        return e
    count = typed(ex.EntrySum, ex.Ones(e.shape))
    return ex.Mul(SCALAR, (ex.Pow(SCALAR, (count, number(-1))), typed(ex.EntrySum, e)))


def _softmax(made: "Elaborator", _node: syntax.Call, e: Expr) -> Expr:
    if not made.dims.is_vector(e) and not made.dims.is_scalar(e):
        made.note("row by row")
    return typed(ex.Softmax, e)


def _filled(made: "Elaborator", node: syntax.Call) -> Expr:
    """Return ones(m, n), ones(n), or ones of the size that fits."""
    sizes = [_dimension(made, argument) for argument in node.arguments] or [made.dims.unknown()]
    if node.function == "eye":
        return ex.Identity((sizes[0], sizes[-1]))
    shape = (sizes[0], sizes[1] if len(sizes) == 2 else 1)
    return ex.Ones(shape) if node.function == "ones" else ex.Zero(shape)


def _dimension(made: "Elaborator", node: syntax.Node) -> Dim:
    if isinstance(node, syntax.Number) and node.text.isdigit() and int(node.text) > 0:
        return 1 if node.text == "1" else node.text
    if isinstance(node, syntax.Name):
        return node.name
    return made.dims.fail("a dimension is a whole number or a name", node.span)


CALLS = _BY_RECORDS | {
    "logdet": MatrixCall(lambda made, node, e: mapped("log", _BY_RECORDS["det"].rule(made, node, e))),
    "diag": replace(_BY_RECORDS["diag"], rule=_diag),
    "norm": MatrixCall(_norm, (1, 2), read=1),
    "dot": MatrixCall(_of_columns, (2,), is_of_entries=True),
    "outer": MatrixCall(_of_columns, (2,), is_of_entries=True),
    "mean": MatrixCall(_mean, is_of_entries=True),
    "softmax": replace(_BY_RECORDS["softmax"], rule=_softmax),
    **dict.fromkeys(("ones", "zeros", "eye"), MatrixCall(_filled, (0, 1, 2), read=0)),
}
