"""Expressions in scalars, vectors and matrices: a small tree whose every node knows its shape. No SymPy.

SymPy's matrix expressions are not used on purpose: it differentiates sums of traces, log(det(X)) and others to 0
without a word (sympy#23492, #24725, #28618). A node built here says what was typed; `arithmetic` and `operations` have
the constructors that simplify, and `records` has all that is known of an operation.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeAlias

from calc_cli.calculus.result import MatrixExpression

Dim: TypeAlias = int | str
"""A number of rows or columns, or its name; the name 1 is never used: what has one column is known to have one."""

Shape: TypeAlias = tuple[Dim, Dim]
"""Rows and columns. A vector is a column, n×1, its transpose a row, 1×n, and a scalar is 1×1."""

SCALAR: Shape = (1, 1)


@dataclass(frozen=True, slots=True)
class Expr(MatrixExpression):
    """Any expression; `args` are its parts."""

    shape: Shape
    args: tuple["Expr", ...] = ()


@dataclass(frozen=True, slots=True)
class Rational(Expr):
    """An exact rational number."""

    value: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Irrational(Expr):
    """`pi` or `e`."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class Symbol(Expr):
    """A variable. `structure` holds what was declared: symmetric, positive, diagonal, orthogonal, dimension.

    A `dimension` is the scalar n of an m×n matrix, known where the shape is.
    """

    name: str = ""
    structure: frozenset[str] = frozenset()


class Identity(Expr):
    """Ones on the diagonal, and zeros."""


class Ones(Expr):
    """A vector or matrix whose entries are all 1."""


class Zero(Expr):
    """A vector or matrix whose entries are all 0; the scalar 0 is a Number."""


class Add(Expr):
    """Terms of one shape. As typed, a scalar among vectors is added to every entry."""


class Mul(Expr):
    """Scalars and matrices multiplied. Simplified: the scalars first, a number in front of them."""


class Pow(Expr):
    """A scalar to the power of a scalar, or a square matrix to that of a whole number."""


class Transpose(Expr):
    """Rows as columns."""


class Inv(Expr):
    """The inverse of a square matrix."""


class Trace(Expr):
    """The sum of the diagonal."""


class Det(Expr):
    """The determinant."""


class Norm(Expr):
    """(sum of |entry|^p)^(1/p) over all entries, `args` being the matrix and p: for p = 2 Euclidean or Frobenius."""


@dataclass(frozen=True, slots=True)
class Map(Expr):
    """A known function of every entry."""

    function: str = ""


class Hadamard(Expr):
    """Entries multiplied, all factors having one shape."""


class EntryPower(Expr):
    """Every entry to the power of a scalar; `args` are the matrix and the exponent."""


class EntrySum(Expr):
    """The sum of all entries."""


class Softmax(Expr):
    """exp(u)/sum(exp(u)) of a vector u; of a matrix that of every row."""


class LogSumExp(Expr):
    """log(sum(exp(u))), the sum being that of all entries."""


class Diag(Expr):
    """The diagonal matrix of a vector."""


class Diagonal(Expr):
    """The diagonal of a square matrix, as a vector."""


def walk(e: Expr) -> Iterator[Expr]:
    """Yield `e` and all its parts."""
    yield e
    for part in e.args:
        yield from walk(part)


def contains(e: Expr, part: Expr) -> bool:
    """Return True if `part` occurs in `e`."""
    return any(found == part for found in walk(e))


def symbols(e: Expr) -> dict[str, Symbol]:
    """Return the variables in `e`, in the order of their occurrence."""
    return {found.name: found for found in walk(e) if isinstance(found, Symbol)}


def letters(*expressions: Expr) -> dict[str, Symbol]:
    """Return the variables that are no dimensions, in the order of their occurrence."""
    found = {name: s for e in expressions for name, s in symbols(e).items()}
    return {name: s for name, s in found.items() if "dimension" not in s.structure}


def size_of(shape: Shape, sizes: Mapping[Dim, int]) -> tuple[int, int]:
    """Return a shape in numbers."""
    rows, columns = (sizes.get(dim) or int(dim) for dim in shape)
    return rows, columns


def dimensions(e: Expr) -> list[Dim]:
    """Return all dimensions but 1 of `e` and its parts, in the order of their occurrence."""
    return list(dict.fromkeys(dim for found in walk(e) for dim in _dimensions_of(found) if dim != 1))


def _dimensions_of(e: Expr) -> tuple[Dim, ...]:
    return (e.name,) if isinstance(e, Symbol) and "dimension" in e.structure else e.shape


def size(e: Expr) -> int:
    """Return how long `e` is to read: the number of its nodes, a negative sign and a transpose of a letter apart."""
    return sum(not (isinstance(found, Rational) and found.value == -1) for found in walk(e))


def replaced(e: Expr, old: Expr, new: Expr) -> Expr:
    """Return `e` with `new` wherever `old` stands; nothing is simplified."""
    return mapped(e, lambda part: new if part == old else part)


def mapped(e: Expr, change: Callable[[Expr], Expr]) -> Expr:
    """Return `e` with every part replaced by what `change` makes of it, the innermost first; nothing is simplified."""
    return change(replace(e, args=tuple(mapped(part, change) for part in e.args)))
