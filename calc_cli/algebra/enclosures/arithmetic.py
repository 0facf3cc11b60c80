"""Sums, products, powers and functions of enclosures (algebra/enclosures/enclosure.py), at the working precision."""

import operator
from collections.abc import Callable, Iterable
from typing import Any

from flint import arb, fmpq, fmpz

from calc_cli.algebra.enclosures.enclosure import ImpreciseError, NotRealError, Value, exactly, longest, sign
from calc_cli.errors import UnsupportedError

_LARGEST = arb((1, 1 << 45))
"""The exponent of a larger number takes more bits than numbers should."""

_LEAST = -_LARGEST

_LONGEST_ROOT = 1 << 32
"""Arb takes roots up to about this degree; beyond it the exponential and the logarithm do."""

_LOOKED_AT = 8
"""Of so many terms or factors, the exact ones have their length looked at once."""


def _is_short(exact: fmpq) -> bool:
    return exact.height_bits() <= longest()


def total(values: Iterable[Value]) -> Value:
    """Return the sum."""
    exact, inexact = _parts(values, fmpq(), operator.add)
    if inexact is None:
        return exact if _is_short(exact) else arb(exact)
    return inexact + exact if exact else inexact


def product(values: Iterable[Value]) -> Value:
    """Return the product: exactly 0 if one factor is."""
    exact, inexact = _parts(values, fmpq(1), operator.mul)
    if inexact is None or not exact:
        return exact if _is_short(exact) else arb(exact)
    return inexact * exact


def _parts(values: Iterable[Value], neutral: fmpq, join: Callable[[Any, Any], Any]) -> tuple[fmpq, arb | None]:
    """Return what the exact values and the others make, as long as the exact part is short."""
    exact, inexact = neutral, None
    for count, value in enumerate(values, 1):
        if isinstance(value, arb):
            inexact = value if inexact is None else join(inexact, value)
            continue
        exact = join(exact, value)
        if count % _LOOKED_AT == 0 and not _is_short(exact):
            inexact, exact = join(inexact or arb(neutral), exact), neutral
    return exact, inexact


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
    if isinstance(base, arb):
        quickly = base**p if q == 1 else _positive_power(base, p, q)
        if quickly != 0 and _LEAST < quickly < _LARGEST:
            return quickly
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
    low, high = (_positive_power(end, p, q) for end in (arb(base).lower(), arb(base).upper()))
    return bounded(low.union(high))  # Arb's power of a wide interval would contain 0


def _positive_power(base: arb, p: int, q: int) -> arb:
    """Return base^(p/q), or nan if the base is not positive."""
    return base.root(q) ** p if q < _LONGEST_ROOT else base ** fmpq(p, q)


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
    if root is None or (root != 1 and root.height_bits() * abs(p) > longest()):
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
    """Return the value of a function, exact where Arb finds it exactly, like cos(0). Raise as `bounded` does."""
    if isinstance(argument, arb):
        return bounded(enclose(argument))
    result = bounded(enclose(arb(argument)))
    exact = exactly(result)
    return result if exact is None else exact


def bounded(result: arb) -> arb:
    """Return a result of Arb that is finite and not too large.

    Raise ImpreciseError if it is nan or infinite: the function is not defined everywhere on the interval, or not known
    well enough there. Raise UnsupportedError if it is too large.
    """
    if _LEAST < result < _LARGEST:
        return result
    if result > _LARGEST or result < _LEAST:
        raise UnsupportedError("a number here is too large to compute with")
    raise ImpreciseError
