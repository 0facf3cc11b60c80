"""Where a function takes a value: exactly if possible, else between two numbers that enclose the place."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import mpmath
import sympy as sp

from calc_cli.algebra.chart import NoChartError, ordered, roots
from calc_cli.algebra.conditions import definedness
from calc_cli.algebra.domain import has_isolated_zeros
from calc_cli.algebra.evaluate import approximate, sign_at, value_at, value_on
from calc_cli.algebra.ranges import signs_of
from calc_cli.algebra.zeros import Zero, zeros
from calc_cli.calculus.derivative.derivative import Derivative
from calc_cli.errors import UndefinedError, UnsupportedError

_DIGITS = 15
_NEAR = mpmath.mpf("1e-25")


@dataclass(frozen=True, slots=True)
class Preimage:
    """An x with f(x) = y: exact, or enclosed as `zero` of f - y in the variable `name`."""

    exact: sp.Expr | None = None
    name: sp.Symbol | None = None
    zero: Zero | None = None

    @property
    def shown(self) -> sp.Expr:
        """The place, in decimals if it is not known exactly."""
        if self.exact is not None:
            return self.exact
        assert self.zero is not None
        return sp.Float(self.zero.middle, _DIGITS)

    def value_of(self, e: sp.Expr, digits: int | None) -> sp.Expr:
        """The value of `e` at an enclosed place, correct to `digits`. Raises UnsupportedError if that is too many."""
        from calc_cli.algebra.enclosure import as_float, is_wide

        assert self.zero is not None
        assert self.name is not None
        wanted = digits or _DIGITS
        bits = int(wanted * 3.33) + 8
        value = value_on(e, {self.name: self.zero.value()}, 3 * bits + 200)
        if value is None or is_wide(value, bits):
            raise UnsupportedError("the derivative is 0 or too near 0 where the function takes this value")
        return as_float(value, wanted)


def preimages(
    derivative: Derivative, y: sp.Expr, explicit: Sequence[sp.Expr] | None, digits: int | None
) -> tuple[tuple[Preimage, ...], bool]:
    """Return places where f is y, those next to 0 first, and whether they are certainly all.

    `explicit` are they, if they are known already.
    """
    typed, f, x = derivative.typed, derivative.expression, derivative.variable
    if explicit is not None:
        return tuple(Preimage(exact=each) for each in explicit), True
    if f.free_symbols | y.free_symbols != {x}:
        return (), False
    with suppress(NoChartError):
        return tuple(Preimage(exact=each) for each in ordered(roots(f, x, y)) if _is_at(typed, x, each, y)), True
    found, are_all = zeros(f - y, x, bits=int((digits or _DIGITS) * 3.33) + 100)
    known = [
        _recognised(typed, x, zero, y) for zero in sorted(found, key=lambda zero: (abs(zero.middle), -zero.middle))
    ]
    here = tuple(each for each in known if each.exact is None or _is_at(typed, x, each.exact, y))
    return here, are_all or (bool(here) and is_monotone(derivative))


def is_monotone(derivative: Derivative) -> bool:
    """Return True if f is certainly defined everywhere, and rises or falls everywhere.

    Its derivative has one sign, or is 0 at single points besides, like that of x + sin x.
    """
    if any(condition != sp.true for condition in definedness(derivative.typed)):
        return False
    signs = signs_of(derivative.result)
    if len(signs - {0}) > 1:
        return False
    return 0 not in signs or has_isolated_zeros(derivative.result, derivative.variable)


def _recognised(typed: sp.Expr, x: sp.Symbol, zero: Zero, y: sp.Expr) -> Preimage:
    """The place, exactly if it is a simple rational number or a simple part of pi."""
    if zero.is_exact:
        return Preimage(exact=zero.middle)
    with mpmath.workdps(40):
        turns = sp.Rational(str(mpmath.mpf(zero.middle.p) / zero.middle.q / mpmath.pi)).limit_denominator(24)
    for simple in (zero.middle.limit_denominator(1000), turns * sp.pi):
        if abs(approximate(simple - zero.middle, {}, 5)) < _NEAR and _is_at(typed, x, simple, y):
            return Preimage(exact=simple)
    return Preimage(None, x, zero)


def _is_at(typed: sp.Expr, x: sp.Symbol, at: sp.Expr, y: sp.Expr) -> bool:
    try:
        sign = sign_at(sp.expand(value_at(typed, {x: at}) - y), {})
    except UndefinedError:
        return False
    if sign is None:
        raise NoChartError
    return sign == 0
