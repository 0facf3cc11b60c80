"""Check that the operands of an operation have shapes that fit, and say so at the place if they do not."""

from collections.abc import Mapping
from typing import NoReturn

from calc_cli.calculus.matrix.expression import SCALAR, Expr, Shape, Symbol
from calc_cli.calculus.matrix.shapes import Dimensions, Mismatch, in_words, named
from calc_cli.errors import UsageError
from calc_cli.syntax.tree import Span


class ShapeChecker:
    """Checks shapes in one text, `source`, in which `letters` are the variables and `dims` what is known of sizes."""

    def __init__(self, source: str, letters: Mapping[str, Symbol], dims: Dimensions) -> None:
        self.source = source
        self.letters = letters
        self.dims = dims

    def shape(self, e: Expr) -> Shape:
        """Return the shape as far as it is known."""
        return self.dims.shape(e.shape)

    def is_scalar(self, e: Expr) -> bool:
        """Return True if `e` is known to be 1×1."""
        return self.shape(e) == SCALAR

    def is_vector(self, e: Expr) -> bool:
        """Return True if `e` is known to be a row or a column."""
        return 1 in self.shape(e) and not self.is_scalar(e)

    def fail(self, message: str, span: Span, hint: str | None = None) -> NoReturn:
        """Raise UsageError at the place."""
        raise UsageError(message, source=self.source, span=span, hint=hint)

    def fail_shapes(self, message: str, span: Span, *parts: Expr, hint: str | None = None) -> NoReturn:
        """Raise UsageError; `message` has a place {} for the shape of each of `parts`."""
        shapes = [self.shape(part) for part in parts]
        names = named([dim for shape in shapes for dim in shape], self.letters)
        shown = [in_words((names.get(r, r), names.get(c, c))) for r, c in shapes]
        self.fail(message.format(*shown), span, hint)

    def same(self, a: Expr, b: Expr, span: Span, verb: str) -> Expr:
        """Return `a`, of which `b` must have the shape."""
        try:
            self.dims.unify(a.shape[0], b.shape[0])
            self.dims.unify(a.shape[1], b.shape[1])
        except Mismatch:
            self.fail_shapes(f"cannot {verb} {{}} and {{}}", span, a, b)
        return a

    def square(self, e: Expr, span: Span, what: str) -> Expr:
        """Return `e`, which must be square."""
        try:
            self.dims.unify(*e.shape)
        except Mismatch:
            self.fail_shapes(f"{what} needs a square matrix, not {{}}", span, e)
        return e
