"""Compare the values of two expressions at a point.

A difference is certain: the values are enclosed, and the enclosures do not touch. Sameness is to 30 digits, and to
more where the expressions hold numbers with more: 3x^2 + 10^-50 is no 3x^2.
"""

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING

import sympy as sp

from calc_cli.algebra.evaluate import differ, enclosure
from calc_cli.errors import UndefinedError, UnsupportedError

if TYPE_CHECKING:
    from calc_cli.algebra.enclosure import Value

_BITS = 110
"""A little more than 30 digits."""

_MOST_DETAIL = 2_000
"""Numbers that differ only beyond so many bits are not told apart."""

Point = Mapping[sp.Symbol, sp.Expr]


class Meeting(Enum):
    """The outcome of comparing two expressions at a point."""

    SAME = "the same value, to all digits that were computed"
    DIFFERENT = "two values, certainly"
    ONLY_FIRST = "only the first is defined"
    ONLY_SECOND = "only the second is defined"
    NEITHER = "neither is defined"
    UNKNOWN = "out of reach"


def meet(a: sp.Expr, b: sp.Expr, point: Point, bits: int) -> Meeting:
    """Compare the values of `a` and `b` at the point, `bits` being those of `detail`."""
    try:
        first, second = _value(a, point, bits), _value(b, point, bits)
    except UnsupportedError:
        return Meeting.UNKNOWN
    if first is None or second is None:
        return {
            (False, False): Meeting.NEITHER,
            (True, False): Meeting.ONLY_FIRST,
            (False, True): Meeting.ONLY_SECOND,
        }[first is not None, second is not None]
    return Meeting.DIFFERENT if differ(first, second, 2 * bits) else Meeting.SAME


def _value(e: sp.Expr, point: Point, bits: int) -> "Value | None":
    try:
        return enclosure(e, point, bits)
    except UndefinedError:
        return None


def detail(*expressions: sp.Expr) -> int:
    """Return the bits to compute so that no number in the expressions is too small to be seen."""
    longest = max((_size(part) for e in expressions for part in sp.preorder_traversal(e)), default=0)
    return _BITS + int(min(2 * longest, _MOST_DETAIL))


def _size(e: sp.Basic) -> float:
    """Return about |log2| of a number."""
    if e.is_Rational:
        return float(max(abs(e.p).bit_length(), e.q.bit_length()))
    if e.is_Pow and not e.free_symbols and e.exp.is_Rational:
        return _size(e.base) * float(abs(e.exp))
    if isinstance(e, sp.exp) and e.exp.is_Rational:
        return float(abs(e.exp)) * 1.5
    return 0.0
