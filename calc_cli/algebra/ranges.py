"""Which signs a quantity can have, from the ranges of its parts: 2 + sin x is positive, log(sin x) never is."""

from collections.abc import Callable
from functools import lru_cache
from math import inf, log

import sympy as sp

from calc_cli.algebra.exact import DEEP, depth
from calc_cli.algebra.formulas import number
from calc_cli.algebra.functions import in_positive_letters, record_of

Range = tuple[float, float]
"""Bounds; the infinite ones are not attained."""

_MOST_TERMS = 12

_WHOLE = 2.0**53
"""Whole numbers below this are exact as floats."""

ALL: Range = (-inf, inf)
EVERY_SIGN = frozenset({-1, 0, 1})


def signs_of(u: sp.Expr) -> frozenset[int]:
    """Every sign that u may have where it is defined, and perhaps others."""
    low, high = bounds(u)
    record = record_of(type(u))
    is_gap = record is not None and record.is_never_zero
    possible = {-1: low < 0, 0: low <= 0 <= high and not (is_gap if low < 0 < high else _is_open(u)), 1: high > 0}
    signs = frozenset(sign for sign, is_possible in possible.items() if is_possible)
    return signs if len(signs) < 2 or depth(u, {}) > DEEP else signs & _assumed_signs(in_positive_letters(u))


@lru_cache(200)
def signs_by_squares(u: sp.Expr) -> frozenset[int]:
    """Return the signs that `u` may have, where a polynomial is factored, or one of degree 2 completed to squares.

    >>> x, y = sp.symbols("x y", real=True)
    >>> sorted(signs_by_squares(x**2 + y**2 - 2*x*y)), sorted(signs_by_squares(x**2 - x + 1))
    ([0, 1], [1])
    """
    signs = signs_of(u)
    if len(signs) < 2 or not u.is_Add or len(u.args) > _MOST_TERMS or not u.free_symbols or not u.is_polynomial():
        return signs
    polynomial = sp.Poly(u, *sorted(u.free_symbols, key=str))
    if not (polynomial.domain.is_ZZ or polynomial.domain.is_QQ):
        return signs
    if polynomial.total_degree() != 2:
        return signs & signs_of(sp.factor(u))
    unit = sp.Dummy()
    form = sp.hessian(polynomial.homogenize(unit).as_expr(), (*polynomial.gens, unit))
    definite = {-1: form.is_positive_semidefinite, 1: form.is_negative_semidefinite}
    definite[0] = form.is_positive_definite or form.is_negative_definite
    return signs - {sign for sign, is_excluded in definite.items() if is_excluded}


def _assumed_signs(u: sp.Expr) -> frozenset[int]:
    """Return what SymPy's assumptions tell."""
    excluded = ((-1, u.is_nonnegative), (0, u.is_nonzero), (1, u.is_nonpositive))
    return EVERY_SIGN - {sign for sign, is_excluded in excluded if is_excluded}


def _is_open(u: sp.Expr) -> bool:
    """Return True if u certainly attains neither of its bounds, like sigmoid(x) - 1."""
    if u.is_Add:
        return any(_is_open(part) for part in u.args)
    if u.is_Mul:
        return len(u.args) == 2 and u.args[0].is_Rational and _is_open(u.args[1])
    if isinstance(u, sp.log):
        return _is_open(u.args[0])
    if u.is_Pow:
        return bool(u.exp.is_negative)
    record = record_of(type(u))
    return record is not None and record.is_open


def bounds(u: sp.Expr) -> Range:
    """Return a range that contains every value of u."""
    if u.is_Rational:
        return _outward(float(u), float(u)) if abs(u) < _WHOLE else ALL
    if u.is_Add:
        return _sum([bounds(a) for a in u.args])
    if u.is_Mul:
        return _product([bounds(a) for a in u.args])
    if u.is_Pow and u.exp.is_Integer and u.exp.is_even and u.exp < _WHOLE:
        return _even_power(bounds(u.base), int(u.exp)) if u.exp > 0 else (0.0, inf)
    if isinstance(u, sp.Max | sp.Min):
        choose = max if isinstance(u, sp.Max) else min
        lows, highs = zip(*(bounds(a) for a in u.args), strict=True)
        return choose(lows), choose(highs)
    rule = _RULES.get(type(u))
    return _range_of(type(u)) if rule is None else rule(bounds(u.args[0]))


def _outward(low: float, high: float) -> Range:
    """Widened by more than any rounding, where rounding may have happened."""
    return (low if _is_exact(low) else low - abs(low) * 1e-12, high if _is_exact(high) else high + abs(high) * 1e-12)


def _is_exact(v: float) -> bool:
    return abs(v) == inf or (v.is_integer() and abs(v) < _WHOLE)


def _sum(parts: list[Range]) -> Range:
    slack = 1e-12 * sum(abs(end) for part in parts for end in part if not _is_exact(end))
    low, high = _outward(sum(a for a, _ in parts), sum(b for _, b in parts))
    return low - slack, high + slack


def _product(parts: list[Range]) -> Range:
    low = high = 1.0
    for a, b in parts:
        ends = [0.0 if 0.0 in (v, w) else v * w for v in (low, high) for w in (a, b)]
        low, high = _outward(min(ends), max(ends))
    return low, high


def _even_power(part: Range, n: int) -> Range:
    low, high = _absolute(part)
    try:
        return _outward(low**n, high**n)
    except OverflowError:
        return 0.0, inf


def _absolute(part: Range) -> Range:
    low, high = part
    return max(low, -high, 0.0), max(-low, high)


def _logarithm(part: Range) -> Range:
    low, high = (v if v == inf else -inf if v <= 0 else log(v) for v in part)
    return _outward(low, high)


def _exponential(part: Range) -> Range:
    low, high = part
    return 1.0 if low >= 0 else 0.0, 1.0 if high <= 0 else inf


_RULES: dict[type[sp.Basic], Callable[[Range], Range]] = {sp.log: _logarithm, sp.exp: _exponential, sp.Abs: _absolute}
"""Functions of which more is told by the range of the argument."""


def _range_of(function: type[sp.Basic]) -> Range:
    """Return a range that contains every value of a function, from its record."""
    record = record_of(function)
    return ALL if record is None else _outward(*(float(number(end)) for end in (record.low, record.high)))
