"""The decimals behind an exact number on a page: = 0.25, or ≈ 0.333333."""

import sympy as sp

from calc_cli.render.numbers import rounded, trimmed
from calc_cli.render.signs import Glyphs


def about(value: sp.Expr, signs: Glyphs) -> str:
    """Return ` = 0.25` or ` ≈ 0.333333`; nothing for a whole number, a decimal, or what has variables."""
    if value.free_symbols or value.is_Integer or value.is_Float:
        return ""
    decimals = rounded(value)
    if value.is_Rational and "e" not in decimals and sp.Rational(decimals) == value:
        return f" = {signs.number(trimmed(decimals))}"
    return f" {signs.almost} {signs.number(decimals)}"
