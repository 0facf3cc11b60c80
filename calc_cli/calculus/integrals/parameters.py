"""Definite integrals with parameters: the formula as if they were positive, tried at examples of either sign.

The integral of e^(-ax) from 0 to infinity is 1/a, but only for a > 0. So the limits of the antiderivative are taken for
positive letters, and the formula is held against the integrals for numbers: some positive ones, which must agree, then
others. If it fails for one of those, it is told for positive parameters only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sympy as sp

from calc_cli.algebra.assumptions import within
from calc_cli.algebra.evaluate import sign_at, value_at
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.integrals.antiderivative import Found
from calc_cli.calculus.integrals.definite import Definite, integrate_over
from calc_cli.calculus.limits.neighbourhood import Approach
from calc_cli.calculus.limits.one_sided import one_sided_limit
from calc_cli.errors import UndefinedError, UnsupportedError

_INFINITE = (sp.oo, -sp.oo)
_POSITIVE = (("3/2", "7/5", "17/7"), ("2/3", "9/4", "4/5"), ("29/3", "33/2", "3/5"))
_OTHER = (("-3/2", "7/5", "-17/7"), ("3/2", "-8/5", "5/7"), ("-2/3", "-9/4", "-4/5"))


@dataclass(frozen=True, slots=True)
class General:
    """The `value` of an integral, and the conditions on parameters `where` it is known to hold."""

    value: sp.Expr
    where: tuple[sp.Basic, ...]


def with_parameters(f: sp.Expr, x: sp.Symbol, low: sp.Expr, high: sp.Expr, found: Found | None) -> General | None:
    """Return the integral of f as a formula in its parameters; None if it is not found, or examples contradict it."""
    parameters = sorted((f.free_symbols | low.free_symbols | high.free_symbols) - {x}, key=str)
    value = None if found is None else _value(found.result, x, low, high, parameters)
    if value is None:
        return None

    def agrees(row: Sequence[str]) -> bool | None:
        at = within({a: sp.Rational(row[i % len(row)]) + i // len(row) for i, a in enumerate(parameters)})
        return None if not _is_allowed(at) else _agrees(f, x, low, high, value, at)

    if not all(agrees(row) is not False for row in _POSITIVE) or not any(map(agrees, (*_POSITIVE, *_OTHER))):
        return None
    if all(agrees(row) is not False for row in _OTHER):
        return General(value, ())
    where = tuple(sp.Gt(a, 0) for a in parameters if not a.is_positive)
    return None if sp.false in where else General(value, where)


def _is_allowed(at: Mapping[sp.Symbol, sp.Expr]) -> bool:
    """Return True if the values are of the signs that the parameters are known to have."""
    return not any((a.is_positive and v < 0) or (a.is_negative and v > 0) for a, v in at.items())


def _value(
    antiderivative: sp.Expr, x: sp.Symbol, low: sp.Expr, high: sp.Expr, parameters: Sequence[sp.Symbol]
) -> sp.Expr | None:
    positive = {a: a if a.is_positive or a.is_negative else sp.Dummy(a.name, positive=True) for a in parameters}
    back = {letter: a for a, letter in positive.items()}
    ends = []
    for place, side in ((high, -1), (low, 1)):
        end = _at(antiderivative.xreplace(positive), x, place.xreplace(positive), side)
        if end is None:
            return None
        ends.append(end)
    return tidy(sp.expand(ends[0] - ends[1])).xreplace(back)


def _at(antiderivative: sp.Expr, x: sp.Symbol, place: sp.Expr, side: int) -> sp.Expr | None:
    if place not in _INFINITE:
        try:
            return value_at(antiderivative, {x: place})
        except (UndefinedError, UnsupportedError):
            pass
    limit = one_sided_limit(antiderivative, Approach(x, place, side))
    return limit.exact if limit.kind == "finite" else None


def _agrees(
    f: sp.Expr, x: sp.Symbol, low: sp.Expr, high: sp.Expr, value: sp.Expr, at: Mapping[sp.Symbol, sp.Expr]
) -> bool | None:
    """Return whether the formula is right for these numbers; None if there is nothing to compare."""
    try:
        a, b = (end if end in _INFINITE else value_at(end, at) for end in (low, high))
        sign = 1 if a is -sp.oo or b is sp.oo else sign_at(b - a, {})
        if not sign:
            return None
        first, last = (a, b) if sign == 1 else (b, a)
        number = integrate_over(value_at(f, at), value_at(f, at), x, first, last, None)
    except (UndefinedError, UnsupportedError):
        return None
    return _compared(number, value, at, sign)


def _compared(number: Definite, value: sp.Expr, at: Mapping[sp.Symbol, sp.Expr], sign: int) -> bool | None:
    if number.converges is False:
        return False
    if number.measured is None:
        return None
    try:
        return number.measured.is_near(sign * value_at(value, at))
    except (UndefinedError, UnsupportedError):
        return False
