"""What stands behind an exact number on a page: = 0.25, or ≈ 0.333333."""

import sympy as sp

from calc_cli.algebra.evaluate import approximate
from calc_cli.render.numbers import decimal
from calc_cli.render.signs import Signs

SHOWN_DIGITS = 6
"""Significant digits after ≈."""


def about(value: sp.Expr, signs: Signs) -> str:
    """Return ` = 0.25` or ` ≈ 0.333333`; nothing for a whole number, a decimal, or what has variables."""
    if value.free_symbols or value.is_Integer or value.is_Float:
        return ""
    decimals = decimal(approximate(value, {}, SHOWN_DIGITS + 2), SHOWN_DIGITS)
    if value.is_Rational and "e" not in decimals and sp.Rational(decimals) == value:
        return f" = {signs.number(decimals.rstrip('0').rstrip('.'))}"
    return f" {signs.almost} {signs.number(decimals)}"
