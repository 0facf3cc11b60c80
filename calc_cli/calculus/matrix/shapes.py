"""Shapes by unification: every operation asks something of the dimensions of its operands.

Dimensions are numbers, declared names, or unknowns that operations make equal (Robinson's unification on a flat
algebra). An unknown is never 1: what is a vector or a scalar is decided before, by `infer`.
Those of an expression say so at the place if shapes do not fit.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from calc_cli.calculus.matrix.expression import SCALAR, Dim, Expr, Shape, Symbol
from calc_cli.errors import UsageError
from calc_cli.syntax.tree import Span

FREE_NAMES = ("m", "n", "p", "q", "r", "s", "k", "l", "d", "h")


@dataclass(frozen=True, slots=True)
class Declared:
    """The declaration of a letter by --shape: its shape, None if only its structure was declared."""

    shape: Shape | None
    structure: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """The dimensions that have names."""
        return tuple(dim for dim in self.shape or () if isinstance(dim, str) and not dim.isdigit())


class MisfitError(UsageError):
    """The shapes of parts do not fit."""


class Mismatch(Exception):  # noqa: N818 - caught where the operation is known
    """Two dimensions that should be equal are not."""


class Dimensions:
    """What is known of the dimensions in one text, `source`, whose variables are the `letters`.

    An unknown is a text that begins with `?`.
    """

    def __init__(self, source: str = "") -> None:
        self.source = source
        self.letters: Mapping[str, Symbol] = {}
        self._bound: dict[str, Dim] = {}
        self._count = 0

    def unknown(self) -> str:
        """Return a new unknown dimension."""
        self._count += 1
        return f"?{self._count}"

    def find(self, dim: Dim) -> Dim:
        """Return what `dim` is known to be."""
        while isinstance(dim, str) and dim in self._bound:
            dim = self._bound[dim]
        return dim

    def unify(self, a: Dim, b: Dim) -> None:
        """Make two dimensions equal. Raises Mismatch if they differ."""
        a, b = self.find(a), self.find(b)
        if a == b:
            return
        if is_unknown(b) and not is_unknown(a):
            a, b = b, a
        if not is_unknown(a) or b == 1:
            raise Mismatch
        assert isinstance(a, str)
        self._bound[a] = b

    def shape(self, shape: Shape) -> Shape:
        """Return a shape as far as it is known."""
        return self.find(shape[0]), self.find(shape[1])

    def of(self, e: Expr) -> Shape:
        """Return the shape of an expression as far as it is known."""
        return self.shape(e.shape)

    def is_scalar(self, e: Expr) -> bool:
        """Return True if `e` is known to be 1×1."""
        return self.of(e) == SCALAR

    def is_vector(self, e: Expr) -> bool:
        """Return True if `e` is known to be a row or a column."""
        return 1 in self.of(e) and not self.is_scalar(e)

    def fail(self, message: str, span: Span, hint: str | None = None) -> NoReturn:
        """Raise UsageError at the place."""
        raise UsageError(message, source=self.source, span=span, hint=hint)

    def fail_shapes(self, message: str, span: Span, *parts: Expr, hint: str | None = None) -> NoReturn:
        """Raise MisfitError; `message` has a place {} for the shape of each of `parts`."""
        shapes = [self.of(part) for part in parts]
        names = named([dim for shape in shapes for dim in shape], self.letters)
        shown = [in_words((names.get(r, r), names.get(c, c))) for r, c in shapes]
        raise MisfitError(message.format(*shown), source=self.source, span=span, hint=hint)

    def same(self, a: Expr, b: Expr, span: Span, verb: str) -> Expr:
        """Return `a`, of which `b` must have the shape."""
        try:
            self.unify(a.shape[0], b.shape[0])
            self.unify(a.shape[1], b.shape[1])
        except Mismatch:
            self.fail_shapes(f"cannot {verb} {{}} and {{}}", span, a, b)
        return a

    def square(self, e: Expr, span: Span, what: str) -> Expr:
        """Return `e`, which must be square."""
        try:
            self.unify(*e.shape)
        except Mismatch:
            self.fail_shapes(f"{what} needs a square matrix, not {{}}", span, e)
        return e


def is_unknown(dim: Dim) -> bool:
    """Return True if `dim` is still to be found."""
    return isinstance(dim, str) and dim.startswith("?")


def named(dims: Sequence[Dim], taken: Iterable[str]) -> dict[Dim, Dim]:
    """Return names for the unknown dimensions, none of them `taken`."""
    used = {*taken, *(dim for dim in dims if isinstance(dim, str))}
    unknown = dict.fromkeys(dim for dim in dims if is_unknown(dim))
    usual = FREE_NAMES if len(unknown) > 1 else sorted(FREE_NAMES, key=lambda letter: letter != "n")
    letters = [letter for letter in usual if letter not in used]
    more = (f"n_{i}" for i in range(1, 10_000) if f"n_{i}" not in used)
    return {dim: letters.pop(0) if letters else next(more) for dim in unknown}


def in_words(shape: Shape) -> str:
    """Return `a scalar` or `n×m`."""
    return "a scalar" if shape == (1, 1) else f"{shape[0]}×{shape[1]}"
