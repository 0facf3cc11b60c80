"""The functions of vectors and matrices by their names: tr, det, inv, norm, dot, softmax and so on, as expressions."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from calc_cli.calculus.matrix import expression as ex
from calc_cli.calculus.matrix.arithmetic import number
from calc_cli.calculus.matrix.expression import SCALAR, Dim, Expr
from calc_cli.syntax import tree as syntax

if TYPE_CHECKING:
    from calc_cli.calculus.matrix.elaborate import Elaborator


@dataclass(frozen=True, slots=True)
class MatrixCall:
    """A function of so many arguments as `counts` allows: `rule` takes the call, and the first `read` of them.

    One that `is_of_entries` is nothing of a scalar: whoever types sum(x) means that x has entries.
    """

    rule: "Callable[..., Expr]"
    counts: tuple[int, ...] = (1,)
    read: int = 2
    is_of_entries: bool = False


def scaled(c: int | Fraction, e: Expr) -> Expr:
    """Return c·e as typed."""
    return ex.Mul(e.shape, (number(c), e))


def turned(e: Expr) -> Expr:
    """Return the transpose as typed."""
    return ex.Transpose((e.shape[1], e.shape[0]), (e,))


def mapped(function: str, e: Expr) -> Expr:
    """Return a function of every entry as typed."""
    return ex.Map(e.shape, (e,), function)


def _square(made: "Elaborator", node: syntax.Call, e: Expr) -> Expr:
    kind, what = _OF_SQUARES[node.function]
    return kind(e.shape if kind is ex.Inv else SCALAR, (made.shapes.square(e, node.span, what),))


_OF_SQUARES: dict[str, tuple[type[Expr], str]] = {
    "tr": (ex.Trace, "a trace"),
    "det": (ex.Det, "a determinant"),
    "logdet": (ex.Det, "a determinant"),
    "inv": (ex.Inv, "an inverse"),
}


def _diag(made: "Elaborator", node: syntax.Call, e: Expr) -> Expr:
    if made.shapes.is_vector(e):
        column = e if made.shapes.shape(e)[1] == 1 else turned(e)
        return ex.Diag((column.shape[0], column.shape[0]), (column,))
    return ex.Diagonal((e.shape[0], 1), (made.shapes.square(e, node.span, "diag"),))


def _norm(made: "Elaborator", node: syntax.Call, e: Expr) -> Expr:
    return made.norm_of(e, node.arguments[1] if len(node.arguments) == 2 else None, node)


def _check_columns(made: "Elaborator", node: syntax.Call, *columns: Expr) -> None:
    for e in columns:
        if made.shapes.shape(e)[1] != 1:
            made.shapes.fail_shapes(f"{node.function} takes two vectors, not {{}}", node.span, e)


def _dot(made: "Elaborator", node: syntax.Call, a: Expr, b: Expr) -> Expr:
    _check_columns(made, node, a, b)
    return ex.Mul(SCALAR, (turned(made.shapes.same(a, b, node.span, "take the dot product of")), b))


def _outer(made: "Elaborator", node: syntax.Call, a: Expr, b: Expr) -> Expr:
    _check_columns(made, node, a, b)
    return ex.Mul((a.shape[0], b.shape[0]), (a, turned(b)))


def _mean(made: "Elaborator", _node: syntax.Call, e: Expr) -> Expr:
    if made.shapes.is_scalar(e):
        return e
    count = ex.EntrySum(SCALAR, (ex.Ones(e.shape),))
    return ex.Mul(SCALAR, (ex.Pow(SCALAR, (count, number(-1))), ex.EntrySum(SCALAR, (e,))))


def _softmax(made: "Elaborator", _node: syntax.Call, e: Expr) -> Expr:
    if not made.shapes.is_vector(e) and not made.shapes.is_scalar(e):
        made.note("softmax of a matrix is that of every row")
    return ex.Softmax(made.shapes.shape(e), (e,))


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
    return made.shapes.fail("a dimension is a whole number or a name", node.span)


CALLS = {
    "tr": MatrixCall(_square),
    "det": MatrixCall(_square),
    "logdet": MatrixCall(lambda made, node, e: ex.Map(SCALAR, (_square(made, node, e),), "log")),
    "inv": MatrixCall(_square),
    "transpose": MatrixCall(lambda _made, _node, e: turned(e)),
    "diag": MatrixCall(_diag, is_of_entries=True),
    "norm": MatrixCall(_norm, (1, 2), read=1),
    "dot": MatrixCall(_dot, (2,), is_of_entries=True),
    "outer": MatrixCall(_outer, (2,), is_of_entries=True),
    "sum": MatrixCall(lambda _made, _node, e: ex.EntrySum(SCALAR, (e,)), is_of_entries=True),
    "mean": MatrixCall(_mean, is_of_entries=True),
    "softmax": MatrixCall(_softmax, is_of_entries=True),
    "logsumexp": MatrixCall(lambda _made, _node, e: ex.LogSumExp(SCALAR, (e,)), is_of_entries=True),
    "ones": MatrixCall(_filled, (0, 1, 2), read=0),
    "zeros": MatrixCall(_filled, (0, 1, 2), read=0),
    "eye": MatrixCall(_filled, (0, 1, 2), read=0),
}
