"""Limits as numbers: real, infinite, or expressions in parameters."""

import sympy as sp

from calc_cli.algebra.evaluate import sign_at, value_at
from calc_cli.algebra.tidy import tidy
from calc_cli.algebra.zero_test import vanishes
from calc_cli.errors import UndefinedError, UnsupportedError

INFINITE = (sp.oo, -sp.oo)


def real_number(number: sp.Expr) -> sp.Expr | None:
    """Return the number, if it is real and finite."""
    return None if number.has(sp.nan, sp.zoo, sp.oo, -sp.oo, sp.I) else number


def number_or_none(number: sp.Expr) -> sp.Expr | None:
    """Return a number or an expression in parameters, simplified, if it is real."""
    try:
        return real_number(value_at(number, {}))
    except (UndefinedError, UnsupportedError):
        return None


def sign_of_number(number: sp.Expr) -> int | None:
    """Return the sign of a number, of an infinity, or of an expression in parameters if it is always the same."""
    if number in INFINITE:
        return 1 if number is sp.oo else -1
    try:
        sign = sign_at(number, {})
    except UndefinedError:
        return None
    return 0 if sign is None and number.is_Add and vanishes(number) else sign


def are_equal(one: sp.Expr, other: sp.Expr) -> bool | None:
    """Return whether two limits, numbers or infinite, are equal; None if that is not known."""
    if one in INFINITE or other in INFINITE:
        return bool(one == other)
    difference = tidy(sp.expand(one - other))
    try:
        sign = 0 if difference == 0 else sign_of_number(difference)
    except UnsupportedError:
        return None
    return None if sign is None else sign == 0


def signed_infinity(sign: int | None) -> sp.Expr | None:
    """Infinity with this sign, if it is known and not 0."""
    return sp.oo * sign if sign else None
