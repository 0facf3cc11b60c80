"""The real zeros of a function of one variable, enclosed: between two rational numbers its sign certainly changes.

Of a polynomial with rational coefficients all of them are found, by SymPy's isolation of real roots. Of other functions
those between neighbouring points of a grid where the sign changes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sympy as sp

from calc_cli.algebra.evaluate import sign_at, value_on
from calc_cli.errors import UndefinedError, UnsupportedError

if TYPE_CHECKING:
    from calc_cli.algebra.enclosure import Value

BITS = 160
"""A zero is enclosed to within 2^-BITS."""

_MOST_DEGREE = 60

_EIGHTHS = (1, 3, 5, 7, 10, 13, 17, 22, 28, 36, 47, 61, 80, 110, 160, 400)
_GRID = tuple(sp.Rational(sign * n, 8) for sign in (-1, 1) for n in _EIGHTHS)
"""Where the sign of a function that is no polynomial is looked at; no simple numbers, at which zeros often are."""


@dataclass(frozen=True, slots=True)
class Zero:
    """A zero that lies from `low` to `high`; these are the same if it is exactly that number."""

    low: sp.Rational
    high: sp.Rational

    @property
    def is_exact(self) -> bool:
        """Whether the zero is known exactly."""
        return self.low == self.high

    @property
    def middle(self) -> sp.Rational:
        """The zero, or a number within 2^-BITS of it."""
        return (self.low + self.high) / 2

    def value(self) -> "Value":
        """Return the interval."""
        from calc_cli.algebra.enclosure import interval

        return interval(self.low, self.high)


def zeros(f: sp.Expr, x: sp.Symbol, *, bits: int = BITS) -> tuple[tuple[Zero, ...], bool]:
    """Return zeros of `f`, in order, each enclosed to within 2^-bits, and whether they are all."""
    if f.is_polynomial(x):
        polynomial = sp.Poly(f, x)
        if polynomial.domain.is_ZZ or polynomial.domain.is_QQ:
            return tuple(_of_polynomial(polynomial.sqf_part(), x, bits)), polynomial.degree() <= _MOST_DEGREE
    return tuple(_on_grid(f, x, bits)), False


def _of_polynomial(p: sp.Poly, x: sp.Symbol, bits: int) -> Iterator[Zero]:
    if not 0 < p.degree() <= _MOST_DEGREE:
        return
    for (low, high), _ in p.intervals():
        yield _exact(p, _narrowed(p.as_expr(), x, low, high, bits))


def _exact(p: sp.Poly, zero: Zero) -> Zero:
    """The rational number in the interval that is the zero, if there is one with a small denominator."""
    simple = zero.middle.limit_denominator(10**12)
    return Zero(simple, simple) if p.eval(simple) == 0 else zero


def _on_grid(f: sp.Expr, x: sp.Symbol, bits: int) -> Iterator[Zero]:
    previous: tuple[sp.Rational, int] | None = None
    for at in sorted(_GRID):
        sign = _sign(f, x, at)
        if sign == 0:
            yield Zero(at, at)
        elif sign is not None and previous is not None and previous[1] == -sign:
            found = _narrowed(f, x, previous[0], at, bits)
            if is_continuous(f, x, found):
                yield found
        previous = (at, sign) if sign else None


def _narrowed(f: sp.Expr, x: sp.Symbol, low: sp.Rational, high: sp.Rational, bits: int) -> Zero:
    """Halve the interval, in which the sign changes, until it is short."""
    if low == high:
        return Zero(low, high)
    sign = _sign(f, x, low)
    if sign == 0:  # SymPy's intervals are closed
        return Zero(low, low)
    while high - low > sp.Rational(1, 2**bits):
        middle = (low + high) / 2
        found = _sign(f, x, middle)
        if found is None:
            break
        if found == 0:
            return Zero(middle, middle)
        low, high = (middle, high) if found == sign else (low, middle)
    return Zero(low, high)


def is_continuous(f: sp.Expr, x: sp.Symbol, zero: Zero) -> bool:
    """Whether f is defined and small all over the interval: not a pole, at which the sign changes too."""
    from calc_cli.algebra.enclosure import exactly

    value = value_on(f, {x: zero.value()}, 2 * BITS)
    return value is not None and (zero.is_exact or exactly(value) is None)


def _sign(f: sp.Expr, x: sp.Symbol, at: sp.Rational) -> int | None:
    try:
        return sign_at(f, {x: at})
    except (UndefinedError, UnsupportedError):
        return None
