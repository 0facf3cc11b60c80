"""The second witness of a definite integral: a number, from the values of the integrand alone.

On a finite interval on which the integrand is analytic, Arb encloses the integral, which is a proof of all its digits.
Else it is estimated by mpmath's tanh-sinh quadrature, which is at its best where the integrand grows at the ends, and
for waves out to infinity by the sum of their halves; its error is estimated, too. Values near
an end are computed at the end plus t with a tiny exact t, so that none of their digits is lost.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import mpmath
import sympy as sp
from flint import arb
from mpmath import libmp

from calc_cli.algebra import unevaluated
from calc_cli.algebra.enclosures.enclosure import midpoint
from calc_cli.algebra.evaluate import approximate, value_on
from calc_cli.algebra.identities import products_as_sums
from calc_cli.algebra.share import within
from calc_cli.calculus.integrals.basic import slope
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.errors import UndefinedError, UnsupportedError

DIGITS = 20
SECONDS = 2.0
"""So long the second witness is sought."""

_BITS = 90
_SHARPEST = mpmath.mpf("1e-18")
_HALVES, _FEWER, _DEGREE = 20, 4, 4
"""So many halves of a wave are summed, then so many fewer, which tells of the error; and how finely each is."""

_FAR = mpmath.mpf(1_000), mpmath.mpf(1_000_000)
_BEYOND, _NOTHING = mpmath.mpf(10) ** 9, mpmath.mpf("1e-100")
"""What is so small so far away is 0 for the sum; its value further on would take numbers too large to compute with."""

_LEAST, _LEAST_TO_INFINITY = mpmath.mpf("1e-14"), mpmath.mpf("1e-9")
"""Relative errors are not believed to be less: slow decay is seen badly from afar."""

_NOISE = mpmath.mpf("1e-24")
"""What is left where positive and negative parts cancel."""

_ROUGHEST = mpmath.mpf("1e-6")

Values = Callable[[mpmath.mpf], mpmath.mpf]
Estimate = tuple[mpmath.mpf, mpmath.mpf]
"""A value and its error."""


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

    def times(self, factor: sp.Expr) -> "Measured":
        """Return the number multiplied by a positive one."""
        with mpmath.workdps(2 * DIGITS):
            number = approximate(factor, {}, 2 * DIGITS)
            return Measured(self.value * number, self.error * number, self.is_enclosed)


def measured(f: sp.Expr, x: sp.Symbol, a: sp.Expr, b: sp.Expr) -> Measured | None:
    """Return the integral of f from a to b, between which it is continuous, as a number; None if there is none."""
    try:
        found = None if a in INFINITE or b in INFINITE else _enclosed(f, x, a, b)
        return found or within(SECONDS, lambda: _estimated(f, x, a, b))
    except (UndefinedError, UnsupportedError, ValueError, ZeroDivisionError, OverflowError):
        return None  # mpmath's, where the sums do not converge


def together(parts: Sequence[Measured | None]) -> Measured | None:
    """Return the sum, None if a part is not known."""
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    with mpmath.workdps(2 * DIGITS):
        value, error = mpmath.fsum(part.value for part in known), mpmath.fsum(part.error for part in known)
    return Measured(value, error, all(part.is_enclosed for part in known))


def _enclosed(f: sp.Expr, x: sp.Symbol, a: sp.Expr, b: sp.Expr) -> Measured | None:
    found = value_on(unevaluated.integral(f, x, a, b), {}, _BITS)
    if found is None:
        return None
    value = mpmath.mp.make_mpf(midpoint(found, _BITS))
    error = mpmath.mpf(str(arb(found).rad().mid().str(5, radius=False)))
    return Measured(value, error, True) if error <= _SHARPEST * max(1, abs(value)) else None


def _estimated(f: sp.Expr, x: sp.Symbol, a: sp.Expr, b: sp.Expr) -> Measured | None:
    with mpmath.workdps(DIGITS + 10):
        if a in INFINITE or b in INFINITE:
            parts = [_to_infinity(f, x, a if a.is_finite else sp.S.Zero)] if b is sp.oo else []
            parts += [_to_infinity(f.xreplace({x: -x}), x, -b if b.is_finite else sp.S.Zero)] if a is -sp.oo else []
        else:
            half = (b - a) / 2
            parts = [_over(_from(f, x, a, 1), half), _over(_from(f, x, b, -1), half)]
        value, error = mpmath.fsum(v for v, _ in parts), mpmath.fsum(e for _, e in parts)
    least = _LEAST_TO_INFINITY if a in INFINITE or b in INFINITE else _LEAST
    error = max(10 * error, abs(value) * least, _NOISE)
    return Measured(value, error, False) if error <= _ROUGHEST * max(1, abs(value)) else None


def _from(f: sp.Expr, x: sp.Symbol, end: sp.Expr, side: int) -> Values:
    """Return the values of f at a distance from an end."""

    def at(t: mpmath.mpf) -> mpmath.mpf:
        if t == 0 or not mpmath.isfinite(t):
            return mpmath.mpf(0)
        place = end + side * sp.Rational(*libmp.to_rational(t._mpf_))
        return approximate(f, {x: place}, DIGITS, quick=True)

    return at


def _over(at: Values, length: sp.Expr) -> Estimate:
    """Return the integral over a length, and its error; with t = s^4, so that no power of t is too steep at 0."""
    end = mpmath.root(approximate(length, {}, DIGITS + 5), 4)
    value, error = mpmath.quad(lambda s: 4 * s**3 * at(s**4), [0, end], error=True)
    return value, error


def _to_infinity(f: sp.Expr, x: sp.Symbol, start: sp.Expr) -> Estimate:
    """Return the integral from a place to infinity, and its error; beyond a first piece each wave is summed alone."""
    waves = f.atoms(sp.sin, sp.cos)
    terms = sp.Add.make_args(products_as_sums(f)) if waves else (f,)
    found = [
        (term, wave) for term in terms for wave in term.atoms(sp.sin, sp.cos) if slope(wave.args[0], x) is not None
    ]
    if not found:
        return _fading(_from(f, x, start, 1))
    rest = sp.Add(*(set(terms) - {term for term, _ in found}))
    parts = [_over(_from(f, x, start, 1), sp.S.One), *(_wave(term, x, wave, start + 1) for term, wave in found)]
    if rest != 0:
        parts.append(_fading(_from(rest, x, start + 1, 1)))
    return mpmath.fsum(v for v, _ in parts), mpmath.fsum(e for _, e in parts)


def _fading(at: Values) -> Estimate:
    """Return the integral of what goes to 0 without waves."""
    is_over = abs(at(_BEYOND)) < _NOTHING

    def up_to_nothing(t: mpmath.mpf) -> mpmath.mpf:
        return mpmath.mpf(0) if is_over and t > _BEYOND else at(t)

    if not _decays(at):
        return mpmath.mpf(0), mpmath.inf
    value, error = mpmath.quad(up_to_nothing, [0, 1, mpmath.inf], error=True)
    return value, error


def _decays(at: Values) -> bool:
    """Return True if t f(t) goes to 0 as a power of t does, as far as samples tell: else no rule sums it rightly."""
    near, far = (max(abs(t * at(t)) for t in (scale * (1 + k * mpmath.phi / 7) for k in range(6))) for scale in _FAR)
    return bool(far <= near / 2)


def _wave(term: sp.Expr, x: sp.Symbol, wave: sp.Expr, start: sp.Expr) -> Estimate:
    """Return the integral of a sine or cosine times what varies slowly: up to its first zero, and from there on."""
    angle = wave.args[0]
    omega = sp.expand(angle).coeff(x, 1)
    shift = sp.S.Zero if isinstance(wave, sp.sin) else sp.S.Half
    turns = approximate((angle.xreplace({x: start}) / sp.pi - shift) * sp.sign(omega), {}, DIGITS)
    zero = sp.expand((sp.pi * (int(mpmath.ceil(turns)) * sp.sign(omega) + shift) - angle.xreplace({x: 0})) / omega)
    first = _over(_from(term, x, start, 1), zero - start) if zero != start else (mpmath.mpf(0), mpmath.mpf(0))
    value, error = _alternating(_from(term, x, zero, 1), mpmath.pi / approximate(abs(omega), {}, DIGITS))
    return first[0] + value, first[1] + error


def _alternating(at: Values, half: mpmath.mpf) -> Estimate:
    """Return the integral of a wave from 0 to infinity, by its halves of this length, whose signs alternate.

    Source: H. Cohen, F. Rodriguez Villegas and D. Zagier, Convergence acceleration of alternating series, Experimental
    Mathematics 9 (2000).
    """
    places = ([n * half, (n + 1) * half] for n in range(_HALVES))
    halves, errors = zip(*(mpmath.quadgl(at, ends, maxdegree=_DEGREE, error=True) for ends in places), strict=True)
    series = mpmath.cohen_alt()
    series.update(halves[:-_FEWER])
    value, error = series.update(halves)
    return value, error + mpmath.fsum(errors)
