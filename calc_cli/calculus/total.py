"""The truth about a function of several variables at a point: partial derivatives, and whether it has a tangent plane.

f is differentiable at a if (f(a + h) - f(a) - p·h)/|h| -> 0, where p are its partial derivatives at a (DLMF 1.5(ii)).
Where every part is smooth at its argument, it is. Elsewhere each partial derivative is asked of its definition.
"""

from collections.abc import Mapping, Sequence

import sympy as sp

from calc_cli.algebra.conditions import depends_on_terms, smoothness
from calc_cli.algebra.evaluate import truth_at, value_at
from calc_cli.calculus.differentiability import derivative_at
from calc_cli.errors import UndefinedError, UnsupportedError

Point = Mapping[sp.Symbol, sp.Expr]


def gradient_at(
    f_typed: sp.Expr, formulas: Sequence[sp.Expr], variables: Sequence[sp.Symbol], point: Point
) -> tuple[sp.Expr, ...]:
    """Return the exact values of the partial derivatives at the point, where f has a tangent plane.

    `formulas` are the partial derivatives off such points. Raises UndefinedError, with the reason, if f is not
    differentiable there; UnsupportedError if that is not decided.
    """
    if is_smooth_at(f_typed, variables, point):
        try:
            return tuple(value_at(formula, within(point, formula)) for formula in formulas)
        except UndefinedError:
            pass  # a formula with a gap that the derivative has not
    values = tuple(derivative_at(f_typed, formula, x, point) for x, formula in zip(variables, formulas, strict=True))
    if is_smooth_at(f_typed, variables, point):
        return values
    raise UnsupportedError("whether the function is differentiable there is not decided")


def within(point: Point, e: sp.Expr) -> Point:
    """The coordinates that `e` depends on."""
    return {x: point[x] for x in e.free_symbols if x in point}


def is_smooth_at(f_typed: sp.Expr, variables: Sequence[sp.Symbol], point: Point) -> bool:
    """Whether every part of the function is certainly smooth at its argument there, and so the function is nearby."""
    try:
        value_at(f_typed, point)
        return not depends_on_terms(f_typed, *variables, point=point) and all(
            truth_at(condition, point) is True for condition in smoothness(f_typed, *variables)
        )
    except UndefinedError:
        return False
