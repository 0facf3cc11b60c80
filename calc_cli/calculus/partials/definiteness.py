"""The signs of the eigenvalues of a symmetric matrix, exactly, and what they make of a critical point.

All eigenvalues are real, so by Descartes' rule of signs the characteristic polynomial has exactly as many positive
roots as its coefficients change sign. The coefficients are exact, and their signs are proved or not given.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

import sympy as sp

from calc_cli.algebra.evaluate import sign_at
from calc_cli.algebra.exact import expanded

Rows: TypeAlias = Sequence[Sequence[sp.Expr]]
Kind: TypeAlias = Literal["local minimum", "local maximum", "saddle point", "undecided"]

_LARGEST = 6
"""Of a larger matrix with irrational numbers in it, the characteristic polynomial is too long."""

_LARGEST_RATIONAL = 60


@dataclass(frozen=True, slots=True)
class Signs:
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


def eigenvalue_signs(matrix: Rows) -> Signs | None:
    """Return the signs of the eigenvalues of a symmetric matrix of numbers; None if they are not decided.

    >>> eigenvalue_signs([[sp.Integer(2), sp.Integer(0)], [sp.Integer(0), sp.Integer(-2)]])
    Signs(positive=1, negative=1, zero=0)
    """
    found = [_of_block([[matrix[i][j] for j in block] for i in block]) for block in _blocks(matrix)]
    known = [signs for signs in found if signs is not None]
    if len(known) < len(found):
        return None
    return Signs(*(sum(counts) for counts in zip(*((s.positive, s.negative, s.zero) for s in known), strict=True)))


def _blocks(matrix: Rows) -> list[list[int]]:
    """Return the indices that belong together: between two blocks, all entries are 0."""
    left = set(range(len(matrix)))
    blocks = []
    while left:
        waiting = [min(left)]
        block: set[int] = set()
        while waiting:
            i = waiting.pop()
            if i in left:
                left.remove(i)
                block.add(i)
                waiting += [j for j in left if matrix[i][j] != 0]
        blocks.append(sorted(block))
    return blocks


def _of_block(matrix: Rows) -> Signs | None:
    is_rational = all(entry.is_Rational for row in matrix for entry in row)
    if len(matrix) > (_LARGEST_RATIONAL if is_rational else _LARGEST):
        return None
    coefficients = _by_domain(matrix) if is_rational else _characteristic(matrix)
    signs = [sign_at(c, {}) for c in coefficients]
    known = [sign for sign in signs if sign is not None]
    if len(known) < len(signs):
        return None
    nonzero = [sign for sign in known if sign]
    positive = sum(a != b for a, b in pairwise(nonzero))
    zero = next(i for i, sign in enumerate(reversed(known)) if sign)
    return Signs(positive, len(matrix) - positive - zero, zero)


def _by_domain(matrix: Rows) -> list[sp.Expr]:
    from sympy.polys.matrices import DomainMatrix

    exact = DomainMatrix.from_list_sympy(len(matrix), len(matrix), [list(row) for row in matrix])
    return [exact.domain.to_sympy(c) for c in exact.charpoly()]


def _dot(a: Sequence[sp.Expr], b: Sequence[sp.Expr]) -> sp.Expr:
    return sp.Add(*[u * v for u, v in zip(a, b, strict=True)])


def _characteristic(a: Rows) -> list[sp.Expr]:
    """Return the coefficients of det(zI - A) from the highest on, by the method of Faddeev and LeVerrier."""
    n = len(a)
    coefficients: list[sp.Expr] = [sp.S.One]
    m = [[sp.S.Zero] * n for _ in range(n)]
    for k in range(1, n + 1):
        m = [[m[i][j] + (coefficients[-1] if i == j else 0) for j in range(n)] for i in range(n)]
        columns = list(zip(*m, strict=True))
        m = [[expanded(_dot(row, column)) for column in columns] for row in a]
        coefficients.append(-sp.Add(*[m[i][i] for i in range(n)]) / k)
    return coefficients
