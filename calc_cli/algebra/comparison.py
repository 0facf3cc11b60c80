"""Compare the values of two expressions at a point.

A difference is certain: the values are enclosed, and the enclosures do not touch. They are followed to 30 digits, to
more where the expressions hold numbers with more (3x^2 + 10^-50 is no 3x^2), and beyond all that their parts hide at
the point: gamma(102) has 530 bits, so that 1 beside it is seen only in values of more, and tanh(100) is 1 to 288 bits.
What hides more than is computed is not taken for the same.
"""

from enum import Enum

import sympy as sp

from calc_cli.algebra.enclosures.enclosure import Value
from calc_cli.algebra.evaluate import differ, enclose, greatest_size
from calc_cli.algebra.functions import Point
from calc_cli.errors import UndefinedError, UnsupportedError

_BITS = 110
"""A little more than 30 digits."""

_MOST_DETAIL = 2_000
"""Numbers that differ only beyond so many bits are not told apart."""

MOST_HIDDEN = 10_000
"""Values are followed to so many bits, to see what hides in their parts."""

_MOST_OF_INTEGRALS = 1_000
"""Integrals within expressions take long to enclose to more bits than this."""


class Meeting(Enum):
    """The outcome of comparing two expressions at a point."""

    SAME = "the same value, to all digits that were computed"
    DIFFERENT = "two values, certainly"
    ONLY_FIRST = "only the first is defined"
    ONLY_SECOND = "only the second is defined"
    NEITHER = "neither is defined"
    HIDDEN = "the same value, but a difference may hide beyond the digits that were computed"
    UNKNOWN = "out of reach"


def meet(a: sp.Expr, b: sp.Expr, point: Point, bits: int) -> Meeting:
    """Compare the values of `a` and `b` at the point, `bits` being those of `detail`."""
    try:
        first, second = _value(a, point, bits), _value(b, point, bits)
        if first is None or second is None:
            return {
                (False, False): Meeting.NEITHER,
                (True, False): Meeting.ONLY_FIRST,
                (False, True): Meeting.ONLY_SECOND,
            }[first is not None, second is not None]
        if differ(first, second, 2 * bits):
            return Meeting.DIFFERENT
        hidden = 3 * max(greatest_size(a, point), greatest_size(b, point))
        if hidden <= bits // 2:
            return Meeting.SAME
        most = _MOST_OF_INTEGRALS if a.has(sp.Integral) or b.has(sp.Integral) else MOST_HIDDEN
        bits += int(min(hidden, most))
        first, second = enclose(a, point, bits), enclose(b, point, bits)
    except UnsupportedError:
        return Meeting.UNKNOWN
    if differ(first, second, 2 * bits):
        return Meeting.DIFFERENT
    return Meeting.SAME if hidden <= most else Meeting.HIDDEN


def _value(e: sp.Expr, point: Point, bits: int) -> Value | None:
    try:
        return enclose(e, point, bits)
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
