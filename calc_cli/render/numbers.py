"""Numbers in decimals, for --digits and for `≈`."""

from decimal import Decimal, InvalidOperation

import mpmath
import sympy as sp
from sympy.concrete.expr_with_limits import ExprWithLimits

from calc_cli.algebra.evaluate import nearest_decimal
from calc_cli.algebra.functions import Pending

SHOWN_DIGITS = 6
"""Significant digits after ≈."""

_EXACT = (sp.Piecewise, ExprWithLimits, sp.Limit, sp.Derivative, Pending)
"""Expressions in which nothing is rounded."""

_MOST_ZEROS = 6
_LONGEST_WHOLE = 21


def decimal(number: mpmath.mpf | sp.Float | float, digits: int) -> str:
    """Return `number` rounded to `digits` significant digits: 0.33333, 2.0000, 1200000.

    Only a very large or very small number has an exponent: 6.0221e23.
    """
    if not mpmath.isfinite(number):
        raise ValueError(f"{number} has no decimals")
    if number == 0:
        return "0"
    with mpmath.workdps(max(digits, 15) + 10):
        value = mpmath.mpf(number)
        text = mpmath.nstr(value, digits, strip_zeros=False, min_fixed=mpmath.inf, max_fixed=-mpmath.inf)
    try:
        figures = Decimal(text)
    except InvalidOperation:  # its exponent has more than 18 digits, as that of erfc(10^400)
        return text.replace("e+", "e")
    if -_MOST_ZEROS <= figures.adjusted() < max(_LONGEST_WHOLE, digits):
        return f"{figures:f}"
    return f"{figures:e}".replace("e+", "e")


def rounded(value: sp.Expr) -> str:
    """Return a real number to SHOWN_DIGITS significant digits."""
    return nearest(value, SHOWN_DIGITS)


def nearest(value: sp.Expr, digits: int) -> str:
    """Return the decimal of `digits` significant digits that is nearest to a real number, rounded once."""
    return decimal(nearest_decimal(value, {}, digits), digits)


def measured(number: mpmath.mpf) -> str:
    """Return a number that is known by experiment, to three digits: about 2.72."""
    return f"about {decimal(number, 3)}"


def with_decimals(value: mpmath.mpf, decimals: int) -> str:
    """Return `value` with so many `decimals`, one or more, however large it is."""
    with mpmath.workdps(40):
        scaled = int(mpmath.nint(value * 10**decimals))
    return f"{Decimal(f'{scaled}e-{decimals}'):f}"


def trimmed(text: str) -> str:
    """Return a number without the zeros at the end of its decimals."""
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text


def in_decimals(e: sp.Basic, digits: int | None) -> sp.Basic:
    """Return `e` with decimals for every number in it that is not an integer; exponents stay exact. None: as it is."""
    if digits is None:
        return e
    if isinstance(e, sp.Tuple | sp.Eq):
        parts = [in_decimals(part, digits) for part in e.args]
        return sp.Tuple(*parts) if isinstance(e, sp.Tuple) else sp.Eq(*parts, evaluate=False)
    if not isinstance(e, sp.Expr) or e.is_Integer or e.is_infinite:
        return e
    if e.is_Float:
        return sp.Float(e, min(digits, sp.core.numbers.prec_to_dps(e._prec)))
    if e.is_number:
        return nearest_decimal(e, {}, digits)
    if e.is_Mul:
        return _product_in_decimals(e, digits)
    if e.is_Pow:
        return sp.Pow(in_decimals(e.base, digits), e.exp, evaluate=False)
    if not e.args or isinstance(e, _EXACT):
        return e
    return e.func(*(in_decimals(argument, digits) for argument in e.args), evaluate=False)


def _product_in_decimals(e: sp.Mul, digits: int) -> sp.Expr:
    """All numbers among the factors become one decimal in front."""
    numbers = [factor for factor in e.args if factor.is_number]
    others = [in_decimals(factor, digits) for factor in e.args if not factor.is_number]
    if not numbers or all(number.is_Integer for number in numbers):
        return sp.Mul(*numbers, *others, evaluate=False)
    return sp.Mul(in_decimals(sp.Mul(*numbers, evaluate=False), digits), *others, evaluate=False)
