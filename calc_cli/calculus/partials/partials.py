"""The partial derivatives of an expression: the formulas, tidied; points and directions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sympy as sp

from calc_cli.algebra.evaluate import sign_at, value_at
from calc_cli.algebra.occurrences import Occurrences
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.errors import UnsupportedError, UsageError

Point = Mapping[sp.Symbol, sp.Expr]
Rows = tuple[tuple[sp.Expr, ...], ...]


def partials(f: sp.Expr, variables: Sequence[sp.Symbol], occurrences: Occurrences | None = None) -> tuple[sp.Expr, ...]:
    """Return the derivative of `f` in each variable, the others held fixed, in the form that a textbook prints.

    Of a long sum, each looks only at the terms that hold its variable. Formula: DLMF 1.5.3.

    >>> x, y = sp.symbols("x y", real=True)
    >>> partials(x**2 * y, (x, y))
    (2*x*y, x**2)
    """
    shared = occurrences or Occurrences()
    return tuple(tidy(differentiate(f, x, shared)) for x in variables)


def second_partials(first: Sequence[sp.Expr], variables: Sequence[sp.Symbol]) -> tuple[tuple[sp.Expr, ...], ...]:
    """Return the rows of the Hessian from the `first` partial derivatives.

    Those of one pair of variables are one formula, since they are equal wherever both are continuous (Schwarz).
    """
    shared = Occurrences()
    place = {x: i for i, x in enumerate(variables)}
    rows = [[sp.S.Zero] * len(variables) for _ in variables]
    for i, p in enumerate(first):
        for x in shared.variables(p):
            j = place.get(x, -1)
            if j >= i:
                rows[i][j] = rows[j][i] = tidy(differentiate(p, x, shared))
    return tuple(map(tuple, rows))


def check_can_be_valued(formulas: Iterable[sp.Expr]) -> None:
    """Raise UnsupportedError if an unknown function is differentiated in a formula: that has no value at a point."""
    if any(formula.has(sp.Derivative) for formula in formulas):
        raise UnsupportedError("calc has no notation for a partial derivative of an unknown function at a point")


def within(point: Point, e: sp.Expr) -> Point:
    """Return the coordinates that `e` depends on."""
    return {x: point[x] for x in e.free_symbols if x in point}


@dataclass(frozen=True, slots=True)
class Direction:
    """`given` is a vector and not 0; `unit` is `given` divided by its `length`."""

    given: tuple[sp.Expr, ...]
    length: sp.Expr
    unit: tuple[sp.Expr, ...]

    def at(self, point: Mapping[sp.Symbol, sp.Expr]) -> "Direction":
        """Return the direction at a point, on which its components may depend."""
        return direction([value_at(component, point) for component in self.given])


def direction(given: Sequence[sp.Expr]) -> Direction:
    """Return the direction of a vector. Raises UsageError for the zero vector, which has none."""
    square = sp.Add(*[component**2 for component in given])
    if sign_at(square, {}) == 0:
        raise UsageError("the zero vector has no direction")
    length = tidy(sp.sqrt(square))
    return Direction(tuple(given), length, tuple(component / length for component in given))
