"""The second partial derivatives of a function at a point: of their formulas where the function is smooth.

Its first partial derivatives are continuously differentiable then, and the Hessian is symmetric (Schwarz). Elsewhere
the definition tells whether there is a second derivative in each variable; of the mixed ones calc does not decide.
"""

from collections.abc import Sequence
from contextlib import suppress

import sympy as sp

from calc_cli.algebra.evaluate import value_at
from calc_cli.calculus.differentiability.definition import NotDifferentiableError, derivative_at, place
from calc_cli.calculus.partials.around import Surroundings
from calc_cli.calculus.partials.partials import Point, Rows, within
from calc_cli.calculus.partials.total import gradient_at, partials_at
from calc_cli.errors import UndefinedError, UnsupportedError


def second_derivatives_at(
    f_typed: sp.Expr, first: Sequence[sp.Expr], second: Rows, variables: Sequence[sp.Symbol], point: Point
) -> tuple[tuple[sp.Expr, ...], Rows]:
    """Return the exact gradient and Hessian; `first` and `second` are the formulas wherever f is smooth.

    Raises UndefinedError with the reason if one does not exist, UnsupportedError if that is not decided.
    """
    around = Surroundings(variables, point)
    f = around.settled(f_typed)
    if around.is_smooth(f) and all(around.is_smooth(around.settled(p)) for p in first):
        with suppress(UndefinedError):  # of a formula with a gap that the derivative has not
            gradient = gradient_at(f_typed, first, variables, point)
            return gradient, tuple(tuple(value_at(e, within(point, e)) for e in row) for row in second)
    values = partials_at(f_typed, first, variables, point)
    twice = [_twice(f_typed, second[i][i], x, point) for i, x in enumerate(variables)]
    if len(twice) == 1:
        return values, (tuple(twice),)
    raise UnsupportedError(
        f"whether the mixed second derivatives exist at {place(point)} is not decided: the function is not smooth there"
    )


def _twice(f_typed: sp.Expr, formula: sp.Expr, x: sp.Symbol, point: Point) -> sp.Expr:
    try:
        return derivative_at(f_typed, formula, x, point, order=2)
    except NotDifferentiableError as error:
        raise UndefinedError(f"no second derivative in {x} at {place(point)}: {error.because}") from None
