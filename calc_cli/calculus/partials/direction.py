"""A direction: the vector as given, its length, and the unit vector that points the same way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sympy as sp

from calc_cli.algebra.evaluate import sign_at, value_at
from calc_cli.algebra.tidy import tidy
from calc_cli.errors import UsageError


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
