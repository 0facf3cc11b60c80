"""How long an expression is to read, the measure by which tidying chooses a form.

The unit is a letter or digit. A product sign counts half (print leaves it out), a fraction bar two, a pair of
brackets two, the name of a function two, since it is read as one word. The numbers were set so that the choices
are those of the answer sections of calculus books.
"""

from math import inf

import sympy as sp

from calc_cli.algebra.identities import is_of_twice_an_arc

_BRACKETS = 2.0
_NAME = 2.0
_OF_AN_ARC = 9.0
"""What it takes to read sin(2 atan(x)) as 2x/(x^2 + 1)."""
_ROOT = 1.5
_BAR = 2.0
_BAR_WITHIN = 4.0
"""Beyond the bar itself, for a fraction within a fraction."""


def cost(e: sp.Basic) -> float:
    """Return the length of `e` as a reader sees it."""
    if e.is_Add:
        return _sum(e)
    if e.is_Mul:
        return _product(*_fraction(e))
    if e.is_Pow:
        return _product(*_fraction(e)) if _is_divisor(e) else _power(e.base, e.exp)
    if e.is_Rational:
        return _number(e)
    if not e.args:
        return 1.0 if e.is_extended_real else inf  # nobody wants i, infinities and the like
    if isinstance(e, sp.exp):
        return 1.0 + _raised(e.exp)
    return _NAME + _OF_AN_ARC * is_of_twice_an_arc(e) + sum(map(cost, e.args)) + 0.5 * (len(e.args) - 1)


def _number(e: sp.Rational) -> float:
    return float(len(str(abs(e.p))) + (e.p < 0) + (0 if e.q == 1 else 1 + len(str(e.q))))


def _sum(e: sp.Add) -> float:
    """Return the cost of terms with signs between them; only a sum that must begin with a minus pays for that one."""
    total = len(e.args) - 1.0
    any_positive = False
    for term in e.args:
        negative = is_negated(term)
        any_positive |= not negative
        total += cost(term) - negative
    return total + (not any_positive)


def is_negated(e: sp.Expr) -> bool:
    """Return True if `e` prints with a minus in front."""
    coefficient = e.args[0] if e.is_Mul else e
    return bool(coefficient.is_Rational and coefficient.p < 0)


def _is_divisor(e: sp.Expr) -> bool:
    return bool(e.is_Pow and e.exp.is_Rational and e.exp.p < 0)


def _fraction(e: sp.Expr) -> tuple[bool, list[float], list[float], bool]:
    """Return if there is a sign, the lengths of the factors above and below the bar, if a sum stands alone above."""
    above: list[float] = []
    below: list[float] = []
    negative = False
    sums, nested = 0, 0.0
    for factor in e.args if e.is_Mul else (e,):
        if factor.is_Rational:
            negative = factor.p < 0
            if abs(factor.p) != 1:
                above.append(float(len(str(abs(factor.p)))))
            if factor.q != 1:
                below.append(float(len(str(factor.q))))
        elif _is_divisor(factor):
            below.append(_power(factor.base, -factor.exp) + _within(factor.base))
        elif factor.is_Add:
            sums += 1
            above.append(cost(factor) + _BRACKETS)
            nested += _within(factor)
        else:
            above.append(cost(factor))
    if below:
        below[0] += nested
    return negative, above, below, sums == 1 == len(above)


def _within(e: sp.Expr) -> float:
    """Return what it costs that a sum above or below a bar has bars of its own."""
    has_bar = e.is_Add and any(_is_divisor(factor) for term in e.args for factor in sp.Mul.make_args(term))
    return _BAR_WITHIN if has_bar else 0.0


def _product(negative: bool, above: list[float], below: list[float], lonely_sum: bool) -> float:
    total = negative + (sum(above) + 0.5 * (len(above) - 1) if above else 1.0)
    if below:
        total += _BAR + sum(below) + 0.5 * (len(below) - 1)
        total -= 1 if lonely_sum else 0
    return total


def _power(base: sp.Expr, exponent: sp.Expr) -> float:
    if exponent is sp.S.One:
        return cost(base) + (_BRACKETS / 2 if base.is_Add else 0)
    if exponent.is_Rational and exponent.q == 2 and exponent.p == 1:
        return cost(base) + _ROOT
    bracketed = base.is_Add or base.is_Mul or base.is_Pow
    return cost(base) + (_BRACKETS if bracketed else 0) + _raised(exponent)


def _raised(exponent: sp.Expr) -> float:
    """Return the cost of an exponent: small raised signs are read faster, what is long up there is not."""
    if exponent.is_Integer:
        return 0.5 + 0.5 * len(str(exponent.p))
    return 0.5 + 0.8 * cost(exponent)
