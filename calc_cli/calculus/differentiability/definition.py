"""The derivative at a point as the definition has it, or the reason why there is none.

Where every part of the function is smooth at its argument, the formula of the derivative gives it. Elsewhere the
one-sided limits of the difference quotient (f(x) - f(a))/(x - a) decide (quotients.py).
"""

import sympy as sp

from calc_cli.algebra.conditions import definedness, depends_on_terms, smoothness
from calc_cli.algebra.evaluate import evaluator, truth_at, value_at
from calc_cli.algebra.substitute import Point, substitute
from calc_cli.calculus.differentiability.reasons import At, NotDefined, NotDifferentiableError, place_of, shown
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.errors import UndefinedError, UnsupportedError


def derivative_at(f: sp.Expr, formula: sp.Expr | None, x: sp.Symbol, point: Point, *, order: int = 1) -> sp.Expr:
    """Return the exact value of the derivative of `order` in `x` at the point.

    `f` is the function as typed, `formula` that of its derivative of the order; None, of order 1, if it is unknown.
    Variables that the point does not have stay, and the value holds wherever the function is defined. Raises
    NotDifferentiableError, with the reason, if there is no derivative; UnsupportedError if that is not decided.
    """
    at = At(f, x, point)
    try:
        value = value_at(f, point)
        is_open = bool(f.free_symbols - point.keys()) and _is_outside(f, point)
    except UndefinedError as error:
        raise NotDifferentiableError(at, NotDefined(error.message)) from None
    if is_open:
        raise UnsupportedError(f"whether {shown(f)} is defined at {place_of(at)} depends on its other variables")
    f = substitute(f, {symbol: a for symbol, a in point.items() if symbol != x})
    if is_smooth(f, x, point):
        try:
            return value_at(differentiate(evaluator().value(f), x) if formula is None else formula, point)
        except UndefinedError:
            pass  # like x^(5/3), smooth once but not twice at 0, or a formula with a gap that f' has not
    from calc_cli.calculus.differentiability.quotients import DifferenceQuotients  # few points need limits

    return DifferenceQuotients(f, at).derivative(value, order)


def _is_outside(f: sp.Expr, point: Point) -> bool:
    """Return True if f is not defined there for most values of the parameters, like x^a at 0."""
    return any(truth_at(condition, point) is False for condition in definedness(f))


def is_smooth(f: sp.Expr, x: sp.Symbol, point: Point) -> bool:
    """Return True if every part of f is smooth at its argument there, so that the formula of the derivative holds."""
    try:
        return not depends_on_terms(f, x, point=point) and all(
            truth_at(condition, point) is True for condition in smoothness(f, x)
        )
    except UndefinedError:
        return False
