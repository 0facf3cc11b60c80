"""The partial derivatives of an expression: the formulas, tidied; points and directions.

As answers, gradients, Jacobians and Hessians have their entries in a tuple, or in a tuple of rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy as sp

from calc_cli.algebra.domain import domain
from calc_cli.algebra.evaluate import as_float, sign_at, value_at
from calc_cli.algebra.functions import Point, letter
from calc_cli.algebra.occurrences import Occurrences
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.equality.verdict import Check
from calc_cli.calculus.result import Checked, Exact, Fields, Notes, Rate, Result, Typeset
from calc_cli.errors import UnsupportedError, UsageError

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


@dataclass(frozen=True, kw_only=True)
class PartialDerivatives(Result):
    """`result` has the derivatives of `typed` in the `variables`; at a point, `values` are those there.

    `typed` is the function or the list of functions unevaluated; `name` its left-hand side, if it had one.
    """

    typed: sp.Basic
    name: str | None
    variables: tuple[sp.Symbol, ...]
    result: tuple[Any, ...]
    at: Point | None = None
    values: tuple[Any, ...] | None = None
    check: Check | None = None
    notes: Notes = ()

    @property
    def shape(self) -> tuple[int, ...]:
        """The numbers of rows and columns; of a gradient that of its components."""
        rows = len(self.result)
        return (rows, len(self.variables)) if isinstance(self.result[0], tuple) else (rows,)

    @property
    def components(self) -> tuple[sp.Expr, ...]:
        """Return what was asked for, row by row: the values at the point, if there is one, else the formulas."""
        entries = self.result if self.values is None else self.values
        return tuple(entry for row in entries for entry in (row if isinstance(row, tuple) else (row,)))

    @property
    def approx(self) -> tuple[Any, ...]:
        """The values as floats, none without a point."""
        return tuple(tuple(map(as_float, e)) if isinstance(e, tuple) else as_float(e) for e in self.values or ())

    @property
    def answer(self) -> sp.Basic:
        """The values at the point, if there is one, else the formulas."""
        return sp.Tuple(*(self.result if self.values is None else self.values))

    @property
    def letters(self) -> tuple[str, ...]:
        """The names of the functions."""
        return (letter(self.name, self.typed),)

    @property
    def rates(self) -> tuple[Rate, ...]:
        """The entries as they are written, row by row: ∂f/∂x."""
        return tuple(Rate(f, (x.name,)) for f in self.letters for x in self.variables)

    @property
    def fields(self) -> Fields:
        return {
            "expr": Exact(self.typed),
            "wrt": self.variables,
            "result": self.result,
            "latex": Typeset(sp.Tuple(*self.result)),
            "at": self.at,
            "value": self.values,
            "approx": self.approx,
            "check": None if self.check is None else Checked(self.check, components=self.rates),
        }

    @cached_property
    def domain(self) -> tuple[sp.Basic, ...]:
        """Conditions under which `result` holds, none if everywhere. Found when it is asked for."""
        return domain(self.typed, *self.variables, of_derivative=True)
