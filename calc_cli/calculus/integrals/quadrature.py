"""The second witness of a definite integral: a number, from the values of the integrand alone.

On a finite interval on which the integrand is analytic, Arb encloses the integral, which is a proof of all its digits.
Else it is estimated by mpmath's tanh-sinh quadrature, which is at its best where the integrand grows at the ends, and
for waves out to infinity by summing from zero to zero with an extrapolation; its error is estimated, too. Values near
an end are computed at the end plus t with a tiny exact t, so that none of their digits is lost.
"""

from collections.abc import Callable
from dataclasses import dataclass

import mpmath
import sympy as sp
from flint import acb, arb, ctx
from mpmath import libmp

from calc_cli.algebra.enclosures.complex_values import ball_function
from calc_cli.algebra.enclosures.enclosure import midpoint
from calc_cli.algebra.evaluate import approximate, enclosure
from calc_cli.algebra.share import within
from calc_cli.calculus.integrals.basic import slope
from calc_cli.errors import UndefinedError, UnsupportedError

DIGITS = 20
SECONDS = 2.0
"""So long the second witness is sought."""

_BITS = 90
_MOST_EVALUATIONS = 20_000
_SHARPEST = mpmath.mpf("1e-18")
_OF_WAVES = 10
"""Digits of the sum over the waves out to infinity, which takes long."""

_FAR = mpmath.mpf(1_000), mpmath.mpf(1_000_000)
_BEYOND, _NOTHING = mpmath.mpf(10) ** 9, mpmath.mpf("1e-100")
"""What is so small so far away is 0 for the sum; its value further on would take numbers too large to compute with."""

_LEAST, _LEAST_TO_INFINITY = mpmath.mpf("1e-14"), mpmath.mpf("1e-9")
"""Relative errors are not believed to be less: slow decay is seen badly from afar."""

_SMALL = mpmath.mpf("1e-10")
_ROUGHEST = mpmath.mpf("1e-6")
_INFINITE = (sp.oo, -sp.oo)


@dataclass(frozen=True, slots=True)
class Measured:
    """A number within `error` of the integral: certainly, if `is_enclosed`, else by an estimate of the error."""

    value: mpmath.mpf
    error: mpmath.mpf
    is_enclosed: bool

    def is_near(self, exact: sp.Expr) -> bool:
        """Return True if a number agrees with what was measured."""
        number = approximate(exact, {}, 2 * DIGITS)
        with mpmath.workdps(2 * DIGITS):
            return bool(abs(number - self.value) <= self.error + abs(number) * mpmath.mpf(10) ** (4 - DIGITS))


def measured(f: sp.Expr, x: sp.Symbol, a: sp.Expr, b: sp.Expr) -> Measured | None:
    """Return the integral of f from a to b, between which it is continuous, as a number; None if there is none."""
    try:
        found = None if a in _INFINITE or b in _INFINITE else _enclosed(f, x, a, b)
        return found or within(SECONDS, lambda: _estimated(f, x, a, b))
    except (UndefinedError, UnsupportedError, ValueError, ZeroDivisionError, OverflowError):
        return None  # mpmath's, where the sums do not converge


def together(parts: list[Measured]) -> Measured:
    """Return the sum."""
    with mpmath.workdps(2 * DIGITS):
        return Measured(
            mpmath.fsum(part.value for part in parts),
            mpmath.fsum(part.error for part in parts),
            all(part.is_enclosed for part in parts),
        )


def _enclosed(f: sp.Expr, x: sp.Symbol, a: sp.Expr, b: sp.Expr) -> Measured | None:
    try:
        function = ball_function(f, x)
    except UnsupportedError:
        return None
    low, high = (acb(arb(enclosure(end, {}, _BITS))) for end in (a, b))
    before = ctx.prec
    try:
        ctx.prec = _BITS
        found = acb.integral(function, low, high, eval_limit=_MOST_EVALUATIONS).real
        if not found.is_finite():
            return None
        value = mpmath.mp.make_mpf(midpoint(found, _BITS))
        error = mpmath.mpf(str(found.rad().mid().str(5, radius=False)))
    finally:
        ctx.prec = before
    return Measured(value, error, True) if error <= _SHARPEST * max(1, abs(value)) else None


def _estimated(f: sp.Expr, x: sp.Symbol, a: sp.Expr, b: sp.Expr) -> Measured | None:
    with mpmath.workdps(DIGITS + 10):
        if b is sp.oo and a is -sp.oo:
            parts = [_from(f, x, sp.S.Zero, -1, None), _from(f, x, sp.S.Zero, 1, None)]
        elif b is sp.oo or a is -sp.oo:
            parts = [_from(f, x, a if b is sp.oo else b, 1 if b is sp.oo else -1, None)]
        else:
            half = (b - a) / 2
            parts = [_from(f, x, a, 1, half), _from(f, x, b, -1, half)]
        value, error = mpmath.fsum(v for v, _ in parts), mpmath.fsum(e for _, e in parts)
    least = _LEAST_TO_INFINITY if a in _INFINITE or b in _INFINITE else _LEAST
    error = max(10 * error, abs(value) * least)
    return Measured(value, error, False) if error <= _ROUGHEST * max(1, abs(value)) else None


def _from(f: sp.Expr, x: sp.Symbol, end: sp.Expr, side: int, length: sp.Expr | None) -> tuple[mpmath.mpf, mpmath.mpf]:
    """Return the integral from an end, over a length or to infinity, and its error."""

    def at(t: mpmath.mpf) -> mpmath.mpf:
        if t == 0 or not mpmath.isfinite(t):
            return mpmath.mpf(0)
        place = end + side * sp.Rational(*libmp.to_rational(t._mpf_))
        return approximate(f, {x: place}, DIGITS, quick=True)

    is_over = length is None and abs(at(_BEYOND)) < _NOTHING

    def up_to_nothing(t: mpmath.mpf) -> mpmath.mpf:
        return mpmath.mpf(0) if is_over and t > _BEYOND else at(t)

    if length is not None:
        value, error = mpmath.quad(at, [0, approximate(length, {}, DIGITS + 5)], error=True)
        return value, error
    value, error = (
        mpmath.quad(up_to_nothing, [0, 1, mpmath.inf], error=True) if _decays(at) else (mpmath.mpf(0), mpmath.inf)
    )
    omega = _frequency(f, x)
    if omega is None or error <= _SMALL * max(1, abs(value)):
        return value, error
    wave = approximate(omega, {}, DIGITS)
    with mpmath.workdps(_OF_WAVES):
        first, second = (mpmath.quadosc(at, [start, mpmath.inf], omega=wave) for start in (0, 1))
        return first, abs(first - second - mpmath.quad(at, [0, 1]))


def _decays(at: Callable[[mpmath.mpf], mpmath.mpf]) -> bool:
    """Return True if t f(t) goes to 0 as a power of t does, as far as samples tell: else no rule sums waves rightly."""
    near, far = (max(abs(t * at(t)) for t in (scale * (1 + k * mpmath.phi / 7) for k in range(6))) for scale in _FAR)
    return bool(far <= near / 2)


def _frequency(f: sp.Expr, x: sp.Symbol) -> sp.Expr | None:
    """Return the frequency of the waves in f, that of the longest; None if there are none with one."""
    found = [slope(wave.args[0], x) for wave in f.atoms(sp.sin, sp.cos) if wave.has(x)]
    sizes = [abs(a) for a in found if a is not None]
    return min(sizes, key=lambda a: float(approximate(a, {}, 5))) if sizes else None
