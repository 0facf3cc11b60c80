"""The inverse of a function in which the variable can be uncovered step by step: e^(2x + 1) = y, 2x + 1 = ln y, ...

Each step undoes a function that takes no value twice, so the result is the inverse, and under the conditions met on
the way y is a value of the function.
"""

import sympy as sp

from calc_cli.algebra.formulas import filled, number
from calc_cli.algebra.functions import record_of
from calc_cli.algebra.power import power
from calc_cli.functions import Function

Conditions = tuple[sp.Basic, ...]


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


def preimages(g: sp.Expr, x: sp.Symbol, y: sp.Expr) -> list[sp.Expr] | None:
    """Return where g is y, perhaps only for some y, undoing functions and even powers; None if that is not enough."""
    even = next((e for e in g.atoms(sp.Pow) if e.base.has(x) and e.exp.is_Integer and e.exp % 2 == 0), None)
    if even is None:
        found = invert(g, x, y)
        return None if found is None else [sp.factor(found[0])]
    part = sp.Dummy("p", real=True)
    outer = invert(g.xreplace({even: part}), part, y)
    if outer is None or outer[0].has(x):
        return None
    root = power(outer[0], 1 / even.exp)
    inner = [preimages(even.base, x, side * root) for side in (1, -1)]
    return None if None in inner else [e for found in inner for e in found or ()]


def uncovered(g: sp.Expr, t: sp.Symbol, x: sp.Expr) -> sp.Expr | None:
    """Return the t with g = x that a substitution x = g(t) means, the principal value of an arcus; None if not found.

    >>> t, x = sp.symbols("t x", real=True)
    >>> uncovered(2 * sp.sin(t), t, x), uncovered(t**2, t, x)
    (asin(x/2), sqrt(x))
    """
    wave = next((e for e in g.atoms(*_ARCUS) if e.args == (t,)), None)
    part = sp.Dummy("p", real=True)
    found = preimages(g.xreplace({wave or t: part}), part, x)
    return None if not found or found[0].has(t) else _ARCUS[type(wave)](found[0]) if wave else found[0]


_ARCUS = {sp.sin: sp.asin, sp.cos: sp.acos, sp.tan: sp.atan}


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
    record = record_of(type(f))
    if record is None or not record.inverse:
        return None
    return f.args[0], filled(record.inverse, [y]), _values(record, y)


def _values(record: Function, y: sp.Expr) -> Conditions:
    """Return the conditions for `y` to be in the range of a function."""
    low, high = number(record.low), number(record.high)
    above = () if low is -sp.oo else (y >= low if record.range[0] == "[" else y > low,)
    below = () if high is sp.oo else (y <= high if record.range[-1] == "]" else y < high,)
    return (*above, *below)


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
