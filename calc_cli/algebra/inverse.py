"""The inverse of a function in which the variable can be uncovered step by step: e^(2x + 1) = y, 2x + 1 = ln y, ...

Each step undoes a function that takes no value twice, so the result is the inverse, and under the conditions met on
the way y is a value of the function.
"""

from collections.abc import Callable

import sympy as sp

from calc_cli.algebra.functions import sigmoid, softplus
from calc_cli.algebra.power import power

Undo = Callable[[sp.Expr], sp.Expr]
Conditions = tuple[sp.Basic, ...]

_HALF_TURN = sp.pi / 2

_INVERSES: dict[type, tuple[Undo, Callable[[sp.Expr], Conditions]]] = {
    sp.exp: (sp.log, lambda w: (w > 0,)),
    sp.log: (sp.exp, lambda _: ()),
    sp.sinh: (sp.asinh, lambda _: ()),
    sp.asinh: (sp.sinh, lambda _: ()),
    sp.tanh: (sp.atanh, lambda w: (w > -1, w < 1)),
    sp.atanh: (sp.tanh, lambda _: ()),
    sp.atan: (sp.tan, lambda w: (w > -_HALF_TURN, w < _HALF_TURN)),
    sp.asin: (sp.sin, lambda w: (w >= -_HALF_TURN, w <= _HALF_TURN)),
    sp.acos: (sp.cos, lambda w: (w >= 0, w <= sp.pi)),
    sp.acosh: (sp.cosh, lambda w: (w >= 0,)),
    sigmoid: (lambda w: sp.log(w / (1 - w)), lambda w: (w > 0, w < 1)),
    softplus: (lambda w: sp.log(sp.exp(w) - 1), lambda w: (w > 0,)),
}
"""Functions that take no value twice: their inverses, and the conditions for a number to be one of their values."""


def invert(f: sp.Expr, x: sp.Symbol, y: sp.Expr) -> tuple[sp.Expr, Conditions] | None:
    """Return the x with f = y, and the conditions for there to be one; None if this method does not find it."""
    conditions: list[sp.Basic] = []
    while f != x:
        step = _step(f, x, y)
        if step is None:
            return None
        f, y, needed = step
        conditions += [condition for condition in needed if condition != sp.true]
    return y, tuple(conditions)


def _step(f: sp.Expr, x: sp.Symbol, y: sp.Expr) -> tuple[sp.Expr, sp.Expr, Conditions] | None:
    """Return an equation that is simpler by one function and has the same solution, and the conditions for it."""
    if f.is_rational_function(x):
        solution = _of_fraction(f, x, y)
        if solution is not None:
            return x, *solution
    if f.is_Add:
        constant, rest = f.as_independent(x, as_Add=True)
        return None if constant.is_zero or rest.is_Add else (rest, y - constant, ())
    if f.is_Mul:
        constant, rest = f.as_independent(x, as_Add=False)
        return None if constant == 1 or rest.is_Mul else (rest, y / constant, ())
    if f.is_Pow:
        return _of_power(f, x, y)
    if type(f) in _INVERSES:
        undo, conditions = _INVERSES[type(f)]
        return f.args[0], undo(y), conditions(y)
    return None


def _of_fraction(f: sp.Expr, x: sp.Symbol, y: sp.Expr) -> tuple[sp.Expr, Conditions] | None:
    """Solve (a x + b)/(c x + d) = y for x; the left-hand side takes no value twice and not the value a/c."""
    top, bottom = sp.fraction(sp.together(f))
    equation = sp.Poly(top - y * bottom, x)
    if equation.degree() != 1 or not sp.Poly(top, x).degree() <= 1 >= sp.Poly(bottom, x).degree():
        return None
    factor, constant = equation.all_coeffs()
    return sp.cancel(-constant / factor), () if factor.is_number else (sp.Ne(factor, 0),)


def _of_power(f: sp.Pow, x: sp.Symbol, y: sp.Expr) -> tuple[sp.Expr, sp.Expr, Conditions] | None:
    base, n = f.args
    if not base.has(x):
        return (n, sp.log(y) / sp.log(base), (y > 0,)) if base.is_positive and base != 1 else None
    if not n.is_Rational or (n.p % 2 == 0 and n.q % 2):
        return None  # x^2 takes its values twice
    conditions: tuple[sp.Basic, ...] = () if n.p > 0 else (sp.Ne(y, 0),)
    if n.q % 2 == 0:
        conditions = (y >= 0,) if n.p > 0 else (y > 0,)
    return base, power(y, 1 / n), conditions
