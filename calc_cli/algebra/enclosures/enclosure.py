"""Real numbers that are certain: exact fractions, or intervals of Arb that contain the number whatever was rounded.

A `Value` is an `fmpq`, which is exact, or an `arb`: midpoint ± radius, computed to the working precision, that of
`at_precision`. Arb widens the radius by every error (F. Johansson, Arb: efficient arbitrary-precision midpoint-radius
interval arithmetic, IEEE Transactions on Computers 66, 2017), so that x - x is 0 ± r and never mistaken for a result.
Of a function that is not defined everywhere on an interval Arb makes nan; here that raises ImpreciseError, since a
narrower interval may be inside the domain. Exact numbers stay exact as long as they are short, since only they can be
known to be 0 or an integer.
"""

from collections.abc import Callable, Mapping
from math import log10
from typing import TypeAlias, TypeVar

import sympy as sp
from flint import arb, ctx, fmpq
from mpmath import libmp

from calc_cli.errors import UndefinedError, UnsupportedError

Value: TypeAlias = fmpq | arb
Answer = TypeVar("Answer")

Bound: TypeAlias = tuple[tuple[sp.Symbol, int], ...]
"""The indices of the sums and products around a part, with their values."""

Key: TypeAlias = tuple[sp.Basic, Bound]
"""A part of an expression, where its value may depend on indices."""

Known: TypeAlias = Mapping[Key, fmpq]
"""Exact values of parts, found by proof."""


_TINY = 10**9
"""An interval around 0 that is narrower than 2^-_TINY comes from a tiny number, not from rounding."""

_GUARD_DIGITS = 12
"""So many decimals beyond those asked for are looked at first."""


class ImpreciseError(Exception):
    """The interval is too wide to tell: it straddles the edge of a domain."""


class NotRealError(Exception):
    """There is no real value anywhere on the interval."""


class UndecidedError(Exception):
    """The answer hangs on whether a part, known as `value` only, is exactly the integer that it is near to."""

    def __init__(self, key: Key, value: Value) -> None:
        super().__init__(key)
        self.key = key
        self.value = value


def at_precision(bits: int, compute: Callable[..., Answer], *arguments: object) -> Answer:
    """Call `compute` on the arguments while Arb, whose precision is a global setting, works with so many bits."""
    before = ctx.prec
    if before == bits:
        return compute(*arguments)
    ctx.prec = bits
    try:
        return compute(*arguments)
    finally:
        ctx.prec = before


def precision() -> int:
    """Return the working precision in bits."""
    return int(ctx.prec)


def longest() -> int:
    """Return the bits up to which arithmetic stays exact."""
    return 4 * ctx.prec + 256


def rational(p: int, q: int = 1) -> fmpq:
    """Return p/q, exact."""
    return fmpq(int(p), int(q))


def of_float(parts: tuple[int, int, int, int]) -> Value:
    """Return the number that mpmath and SymPy hold as these parts, exactly. Raise UndefinedError for an infinity."""
    if not parts[1] and parts[2]:
        raise UndefinedError("infinity is not a real number")
    try:
        return rational(*libmp.to_rational(parts))
    except OverflowError:
        raise UnsupportedError("a number here is too large or too small to compute with") from None


def interval(low: sp.Rational | fmpq, high: sp.Rational | fmpq) -> Value:
    """Return what holds all numbers from `low` to `high`; exact if that is one."""
    first, last = (end if isinstance(end, fmpq) else rational(end.p, end.q) for end in (low, high))
    if first == last:
        return first
    return at_precision(first.height_bits() + last.height_bits(), lambda: arb(first).union(arb(last)))


def sign(value: Value) -> int | None:
    """Return -1, 0 or 1; None for an interval that contains 0 and more."""
    if value > 0:
        return 1
    if value < 0:
        return -1
    return 0 if value == 0 else None


def exactly(value: Value) -> fmpq | None:
    """Return the one number that the value is, if it is that and no longer than the precision suggests."""
    if isinstance(value, fmpq):
        return value
    if not value.is_exact():
        return None
    _, exponent = value.man_exp()
    return value.fmpq() if abs(exponent) <= longest() else None


def is_wide(value: Value, bits: int) -> bool:
    """Return True if fewer significant bits than these are certain; 0 has none unless it is exact."""
    return isinstance(value, arb) and value.rel_accuracy_bits() < bits and not value.is_exact()


def fraction(value: Value) -> tuple[int, int]:
    """Return the middle as numerator and denominator."""
    exact = value if isinstance(value, fmpq) else value.mid().fmpq()
    return int(exact.p), int(exact.q)


def ends(value: Value) -> tuple[fmpq, fmpq]:
    """Return the ends of the interval."""
    return (value, value) if isinstance(value, fmpq) else (value.lower().fmpq(), value.upper().fmpq())


def middle(value: Value, bits: int) -> fmpq:
    """Return the middle rounded to so many bits, as a fraction."""
    return rational(*libmp.to_rational(midpoint(value, bits)))


def midpoint(value: Value, bits: int) -> tuple[int, int, int, int]:
    """Return the middle rounded to so many bits, in the parts that mpmath and SymPy make numbers of."""
    if isinstance(value, fmpq):
        return libmp.from_rational(int(value.p), int(value.q), bits, "n")
    return libmp.mpf_pos(value.mid()._mpf_, bits, "n")


def is_within(value: Value, exponent: int) -> bool:
    """Return True if the error is at most 2^exponent."""
    return isinstance(value, fmpq) or bool(value.rad() <= arb((1, exponent)))


def is_below(value: Value, exponent: int) -> bool:
    """Return True if the value is certainly below 2^exponent in absolute value."""
    bound = arb((1, exponent))
    return bool(-bound < value < bound)


def size(value: Value) -> int:
    """Return about |log2| of the value; 0 for what may be 0, unless its bound is tinier than cancelling terms leave."""
    found = abs(magnitude(value))
    return found if isinstance(value, fmpq) or value > 0 or value < 0 or found > _TINY else 0


def magnitude(value: Value) -> int:
    """Return about log2 of the value's size; that of the bound of what may be 0."""
    if isinstance(value, fmpq):
        return int(value.p).bit_length() - int(value.q).bit_length()
    mantissa, exponent = (value.mid() if value > 0 or value < 0 else value.abs_upper()).man_exp()
    return int(mantissa).bit_length() + int(exponent)


def nearest_integer(value: Value, bits: int) -> int | None:
    """Return the integer that a value known to `bits` cannot be told from; None of an exact value."""
    if isinstance(value, fmpq) or not abs(value) < arb((1, bits // 2)):
        return None
    near = at_precision(bits, lambda: (value.mid() + arb(0.5)).floor()).unique_fmpz()
    is_near = near is not None and at_precision(bits, lambda: is_below(value - near, -(bits // 4)))
    return int(near) if near is not None and is_near else None


def decimal(value: Value, digits: int) -> str | None:
    """Return the decimal of so many significant digits nearest to the value, away from 0 if two are equally near.

    None if the interval does not decide which that is.
    """
    if isinstance(value, fmpq):
        return "{}e{}".format(*_decimal(int(value.p), int(value.q), digits))
    for shown in (digits + _GUARD_DIGITS, int(value.rel_accuracy_bits() * log10(2))):  # beside a tie, all that is known
        middle, radius, exponent = map(int, value.mid_rad_10exp(max(1, shown)))
        low, high = (_decimal(end, 1, digits) for end in (middle - radius, middle + radius))
        if low == high:
            return f"{low[0]}e{low[1] + exponent}"
    return None


def as_float(value: Value, digits: int) -> sp.Float:
    """Return the nearest decimal, that of the middle if the interval does not decide, as SymPy has it."""
    text = decimal(value, digits) or decimal(middle(value, 2 * precision_of(digits)), digits)
    return sp.Float(text, digits)


def precision_of(digits: int) -> int:
    """Return the bits at which numbers have so many decimal digits."""
    return int(digits * 3.3219281) + 6


def _decimal(p: int, q: int, digits: int) -> tuple[int, int]:
    """Return n and k such that n*10^k, n having so many digits, is the nearest to p/q."""
    if p == 0:
        return 0, 0
    k = int((abs(p).bit_length() - q.bit_length() - 1) * log10(2)) - digits - 1
    while True:
        top, bottom = (abs(p) * 10**-k, q) if k < 0 else (abs(p), q * 10**k)
        n = (2 * top + bottom) // (2 * bottom)
        if n < 10**digits:
            return (n if p > 0 else -n), k
        k += 1


def text(value: Value) -> str:
    """Return a value for a message: short fractions as they are, others with six digits."""
    if isinstance(value, fmpq) and max(abs(value.p), value.q) < 10**9:
        return str(value)
    if 1e-4 < abs(number := libmp.to_float(midpoint(value, 60), strict=False)) < 1e6:
        return f"{number:.6g}"
    return str(libmp.to_str(midpoint(value, 60), 6))
