"""The second partial derivatives of a function at a point, each by its definition where the function is not smooth.

The derivative in y of the partial derivative in x is that of p(y) = f_x(a, y), where f_x(a, b) itself is the value by
definition. If the first partial derivatives are continuously differentiable, the Hessian is symmetric (Schwarz).
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import sympy as sp

from calc_cli.algebra.conditions import definedness, smoothness
from calc_cli.algebra.evaluate import evaluator, substitute, value_at
from calc_cli.algebra.functions import Point
from calc_cli.calculus.differentiability.definition import NotDifferentiableError, derivative_at, place, shown
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.limits.neighbourhood import Approach, Neighbourhood
from calc_cli.calculus.partials.around import Surroundings
from calc_cli.calculus.partials.partials import Rows, check_can_be_valued, within
from calc_cli.calculus.partials.total import gradient_at, partials_at
from calc_cli.errors import UndefinedError, UnsupportedError


@dataclass(frozen=True, slots=True)
class SecondDerivatives:
    """The `gradient` and the `hessian` at a point; `are_continuous` if certainly the second derivatives are."""

    gradient: tuple[sp.Expr, ...]
    hessian: Rows
    are_continuous: bool


def second_derivatives_at(
    f_typed: sp.Expr, first: Sequence[sp.Expr], second: Rows, variables: Sequence[sp.Symbol], point: Point
) -> SecondDerivatives:
    """Return the exact values at the point; `first` and `second` are the formulas wherever f is smooth.

    Raises UndefinedError with the reason if one does not exist, UnsupportedError if that is not decided.
    """
    check_can_be_valued(entry for row in second for entry in row)
    around = Surroundings(variables, point)
    f = around.settled(f_typed)
    if around.is_smooth(f) and all(around.is_smooth(around.settled(p)) for p in first):
        with suppress(UndefinedError):  # of a formula with a gap that the derivative has not
            gradient = gradient_at(f_typed, first, variables, point)
            rows = tuple(tuple(value_at(e, within(point, e)) for e in row) for row in second)
            return SecondDerivatives(gradient, rows, are_continuous=True)
    values = partials_at(f_typed, first, variables, point)
    mixed = _Mixed(f_typed, around)
    rows = tuple(
        tuple(
            _twice(f_typed, formula, x, point) if x == y else mixed.derivative(y, x, value, formula)
            for y, value, formula in zip(variables, values, row, strict=True)
        )
        for x, row in zip(variables, second, strict=True)
    )
    return SecondDerivatives(values, rows, are_continuous=False)


def _twice(f_typed: sp.Expr, formula: sp.Expr, x: sp.Symbol, point: Point) -> sp.Expr:
    try:
        return derivative_at(f_typed, formula, x, point, order=2)
    except NotDifferentiableError as error:
        raise UndefinedError(f"no second derivative in {x} at {place(point)}: {error.because}") from None


class _Mixed:
    """The mixed derivatives of f at the point, by way of the first derivatives off the point."""

    def __init__(self, f_typed: sp.Expr, around: Surroundings) -> None:
        self.around = around
        self.point = around.point
        self.f_typed = f_typed
        formula = around.single_formula(f_typed) if around.is_defined(f_typed) else None
        self.f = f_typed if formula is None else formula

    def derivative(self, x: sp.Symbol, y: sp.Symbol, here: sp.Expr, formula: sp.Expr) -> sp.Expr:
        """Return the derivative in y of that in x, which is `here` at the point."""
        b = self.point[y]
        others = {z: a for z, a in self.point.items() if z != y}
        conditions = definedness(self.f) + smoothness(self.f, x)
        sides = [Neighbourhood(Approach(y, b, side), others) for side in (-1, 1)]
        if all(near.truth(condition) is True for near in sides for condition in conditions):
            right = left = substitute(differentiate(evaluator().value(self.f), x), others)
        else:
            right, left = (self._beside(x, y, side) for side in (1, -1))
        p = sp.Piecewise((right, sp.Gt(y, b)), (left, sp.Lt(y, b)), (here, True), evaluate=False)
        try:
            return derivative_at(p, formula, y, {y: b})
        except NotDifferentiableError as error:
            raise self._none(x, y, error.because) from None

    def _beside(self, x: sp.Symbol, y: sp.Symbol, side: int) -> sp.Expr:
        """Return the derivative in x at every y on one side of the point, by its definition, in terms of y."""
        distance = sp.Dummy(shown(sp.Abs(y - self.point[y])), positive=True)  # by this name messages call it
        f = substitute(self.f_typed, {z: a for z, a in self.point.items() if z not in (x, y)})
        f = substitute(f, {y: self.point[y] + side * distance})
        try:
            found = derivative_at(f, None, x, {x: self.point[x]})
        except UndefinedError as error:
            raise self._none(x, y, f"it does not exist for {y} near {self.point[y]}: {error.message}") from None
        except UnsupportedError:
            raise UnsupportedError(
                f"whether the partial derivative in {x} exists for {y} near {self.point[y]} is not decided"
            ) from None
        return found.xreplace({distance: side * (y - self.point[y])})

    def _none(self, x: sp.Symbol, y: sp.Symbol, reason: str) -> UndefinedError:
        return UndefinedError(f"the partial derivative in {x} has none in {y} at {place(self.point)}: {reason}")
