"""Real numbers that are certain: exact fractions, or intervals of Arb that contain the number whatever was rounded.

A `Value` is an `fmpq`, which is exact, or an `arb`: midpoint ± radius, computed to the working precision, that of
`at_precision`. Arb widens the radius by every error (F. Johansson, Arb: efficient arbitrary-precision midpoint-radius
interval arithmetic, IEEE Transactions on Computers 66, 2017), so that x - x is 0 ± r and never mistaken for a result.
Of a function that is not defined everywhere on an interval Arb makes nan; here that raises ImpreciseError, since a
narrower interval may be inside the domain. Exact numbers stay exact as long as they are short, since only they can be
known to be 0 or an integer.
"""

from collections.abc import Callable, Iterable, Mapping
from math import log10
from typing import TypeAlias, TypeVar

import sympy as sp
from flint import arb, ctx, fmpq, fmpz
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

_LARGEST = arb((1, 1 << 45))
"""The exponent of a larger number takes more bits than numbers should."""

_LONGEST_ROOT = 1 << 32
"""Arb takes roots up to about this degree; beyond it the exponential and the logarithm do."""


_TINY = 10**9
"""An interval around 0 that is narrower than 2^-_TINY comes from a tiny number, not from rounding."""

_GUARD_DIGITS = 12
"""Decimals beyond those asked for are looked at, before more bits are."""


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


def at_precision(bits: int, compute: Callable[[], Answer]) -> Answer:
    """Call `compute` while Arb, whose precision is a global setting, works with so many bits."""
    before = ctx.prec
    ctx.prec = bits
    try:
        return compute()
    finally:
        ctx.prec = before


def precision() -> int:
    """Return the working precision in bits."""
    return int(ctx.prec)


def rational(p: int, q: int = 1) -> fmpq:
    """Return p/q, exact."""
    return fmpq(int(p), int(q))


def of_float(parts: tuple[int, int, int, int]) -> Value:
    """Return the number that mpmath and SymPy hold as these parts, exactly. Raise UndefinedError for an infinity."""
    if not parts[1] and parts[2]:
        raise UndefinedError("infinity is not a real number")
    return rational(*libmp.to_rational(parts))


def interval(low: sp.Rational, high: sp.Rational) -> Value:
    """Return what holds all numbers from `low` to `high`; exact if that is one."""
    if low == high:
        return rational(low.p, low.q)
    ends = rational(low.p, low.q), rational(high.p, high.q)
    return at_precision(ends[0].height_bits() + ends[1].height_bits(), lambda: arb(ends[0]).union(arb(ends[1])))


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
    return value.fmpq() if abs(exponent) <= _longest() else None


def is_wide(value: Value, bits: int) -> bool:
    """Return True if fewer significant bits than these are certain; 0 has none unless it is exact."""
    return isinstance(value, arb) and not value.is_exact() and value.rel_accuracy_bits() < bits


def fraction(value: Value) -> tuple[int, int]:
    """Return the middle as numerator and denominator."""
    exact = value if isinstance(value, fmpq) else value.mid().fmpq()
    return int(exact.p), int(exact.q)


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
    if isinstance(value, fmpq):
        return abs(int(value.p).bit_length() - int(value.q).bit_length())
    is_apart = bool(value > 0 or value < 0)
    mantissa, exponent = (value.mid() if is_apart else value.abs_upper()).man_exp()
    found = abs(int(mantissa).bit_length() + int(exponent))
    return found if is_apart or found > _TINY else 0


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
    middle, radius, exponent = map(int, value.mid_rad_10exp(digits + _GUARD_DIGITS))
    low, high = (_decimal(end, 1, digits) for end in (middle - radius, middle + radius))
    return f"{low[0]}e{low[1] + exponent}" if low == high else None


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
    return str(libmp.to_str(midpoint(value, 60), 6))


# Arithmetic


def _longest() -> int:
    """Return the bits up to which arithmetic stays exact."""
    return 4 * ctx.prec + 256


def total(values: Iterable[Value]) -> Value:
    """Return the sum."""
    exact = fmpq()
    inexact: arb | None = None
    for value in values:
        if not isinstance(value, arb):
            exact += value
            if exact.height_bits() <= _longest():
                continue
            value, exact = arb(exact), fmpq()
        inexact = value if inexact is None else inexact + value
    if inexact is None:
        return exact
    return inexact + exact if exact else inexact


def product(values: Iterable[Value]) -> Value:
    """Return the product: exactly 0 if one factor is."""
    exact = fmpq(1)
    inexact: arb | None = None
    for value in values:
        if not isinstance(value, arb):
            exact *= value
            if exact.height_bits() <= _longest():
                continue
            value, exact = arb(exact), fmpq(1)
        inexact = value if inexact is None else inexact * value
    if inexact is None or not exact:
        return exact
    return inexact if exact == 1 else inexact * exact


def absolute(value: Value) -> Value:
    """Return the distance from 0."""
    if isinstance(value, fmpq):
        return -value if value < 0 else value
    return abs(value)


def maximum(values: Iterable[Value]) -> Value:
    """Return the greatest value: no interval need be told from another."""
    best, *others = values
    for value in others:
        are_exact = isinstance(best, fmpq) and isinstance(value, fmpq)
        best = max(best, value) if are_exact else arb(best).max(arb(value))
    return best


def rational_power(base: Value, p: int, q: int = 1) -> Value:
    """Return base^(p/q), in lowest terms with p != 0 and q > 0: the real root where q is odd.

    Raises NotRealError, ImpreciseError and, of a negative power of 0, ZeroDivisionError.
    """
    side = sign(base)
    if side is None:
        return _power_around_zero(arb(base), p, q)
    if side < 0:
        if q % 2 == 0:
            raise NotRealError
        result = rational_power(-base, p, q)
        return -result if p % 2 else result
    if side == 0:
        if p < 0:
            raise ZeroDivisionError
        return fmpq()
    if isinstance(base, fmpq) and (found := _exact_power(base, p, q)) is not None:
        return found
    if q >= _LONGEST_ROOT:
        return positive_power(base, fmpq(p, q))
    root = arb(base) if q == 1 else arb(base).root(q)
    return bounded(root if p == 1 else root**p)


def _power_around_zero(base: arb, p: int, q: int) -> Value:
    """Return the power of an interval that contains 0, on either side of which it is monotone."""
    if p < 0 or q % 2 == 0:
        raise ImpreciseError
    if p % 2 == 0:
        return arb(0).union(arb(rational_power(base.abs_upper(), p, q)))
    low, high = (arb(rational_power(end, p, q)) for end in (base.lower(), base.upper()))
    return low.union(high)


def positive_power(base: Value, exponent: Value) -> Value:
    """Return base^exponent of a positive base."""
    return bounded(arb(base) ** arb(exponent))


def _exact_power(base: fmpq, p: int, q: int) -> fmpq | None:
    """Return a power of a positive base, if it is rational and not too long."""
    root = base if q == 1 else exact_root(base, q)
    if root is None or (root != 1 and root.height_bits() * abs(p) > _longest()):
        return None
    return fmpq(1) if root == 1 else root**p


def exact_root(base: fmpq, q: int) -> fmpq | None:
    """Return the q-th root of a base >= 0, if it is rational."""
    top, bottom = _integer_root(base.p, q), _integer_root(base.q, q)
    return None if top is None or bottom is None else fmpq(top, bottom)


def _integer_root(n: fmpz, q: int) -> fmpz | None:
    if n < 2:
        return n
    if q >= int(n).bit_length():
        return None
    root = n.root(q)
    return root if root**q == n else None


def applied(enclose: Callable[[arb], arb], argument: Value) -> Value:
    """Return the value of a function, exact where Arb finds it exactly, like cos(0).

    Raises ImpreciseError if it is not defined everywhere on the interval or not known there.
    """
    if isinstance(argument, arb):
        return bounded(enclose(argument))
    result = bounded(enclose(arb(argument)))
    exact = exactly(result)
    return result if exact is None else exact


def bounded(result: arb) -> arb:
    """Return a result that is finite and not too large, else raise ImpreciseError or UnsupportedError."""
    if -_LARGEST < result < _LARGEST:
        return result
    if result > _LARGEST or result < -_LARGEST:
        raise UnsupportedError("a number here is too large to compute with")
    raise ImpreciseError
