"""The signs of the eigenvalues of a symmetric matrix, exactly, and what they make of a critical point.

All eigenvalues are real, so by Descartes' rule of signs the characteristic polynomial has exactly as many positive
roots as its coefficients change sign. The coefficients are exact, and their signs are proved or not given.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias

import sympy as sp

from calc_cli.algebra.evaluate import sign_at
from calc_cli.algebra.exact import expanded

Rows: TypeAlias = Sequence[Sequence[sp.Expr]]
Kind: TypeAlias = Literal["local minimum", "local maximum", "saddle point", "undecided"]

_LARGEST = 6
"""Of a larger matrix with irrational numbers in it, the characteristic polynomial is too long."""

_LARGEST_RATIONAL = 60


class Signs(NamedTuple):
    """How many eigenvalues of each sign a symmetric matrix has, counted with multiplicity."""

    positive: int
    negative: int
    zero: int

    @property
    def definiteness(self) -> str:
        """In the words of linear algebra."""
        if self.positive and self.negative:
            return "indefinite"
        if not self.positive and not self.negative:
            return "zero"
        sign = "positive" if self.positive else "negative"
        return f"{sign} semidefinite" if self.zero else f"{sign} definite"

    @property
    def kind(self) -> Kind:
        """The kind of a critical point with this Hessian; a zero among signs that are not opposite leaves it open."""
        if self.positive and self.negative:
            return "saddle point"
        if self.zero:
            return "undecided"
        return "local minimum" if self.positive else "local maximum"


def eigenvalue_signs(
    matrix: Rows, sign: Callable[[sp.Expr], int | None] = lambda number: sign_at(number, {})
) -> Signs | None:
    """Return the signs of the eigenvalues of a symmetric matrix of numbers; None if they are not decided.

    Where the entries are no numbers, `sign` tells that of an expression in them.

    >>> eigenvalue_signs([[sp.Integer(2), sp.Integer(0)], [sp.Integer(0), sp.Integer(-2)]])
    Signs(positive=1, negative=1, zero=0)
    """
    blocks = sp.Matrix(matrix).connected_components()
    found = [_of_block([[matrix[i][j] for j in block] for i in block], sign) for block in blocks]
    known = [signs for signs in found if signs is not None]
    return Signs(*map(sum, zip(*known, strict=True))) if len(known) == len(found) else None


def _of_block(matrix: Rows, sign: Callable[[sp.Expr], int | None]) -> Signs | None:
    is_rational = all(entry.is_Rational for row in matrix for entry in row)
    if len(matrix) > (_LARGEST_RATIONAL if is_rational else _LARGEST):
        return None
    signs = [sign(c) for c in _characteristic(matrix, is_rational=is_rational)]
    if None in signs:
        return None
    positive = sum(a != b for a, b in pairwise(filter(None, signs)))
    zero = next(i for i, found in enumerate(reversed(signs)) if found)
    return Signs(positive, len(matrix) - positive - zero, zero)


def _characteristic(matrix: Rows, *, is_rational: bool) -> list[sp.Expr]:
    """Return the coefficients of det(zI - A), from the highest on."""
    from sympy.polys.matrices import DomainMatrix

    shape = len(matrix), len(matrix)
    exact = DomainMatrix([list(row) for row in matrix], shape, sp.EXRAW)
    exact = exact.convert_to(sp.QQ) if is_rational else exact
    return [expanded(exact.domain.to_sympy(c)) for c in exact.charpoly()]
