"""The confirmation of an antiderivative by numbers: its derivative, by calc's own rules, against the integrand.

That is no proof, but quick: each step of a search is tried so, and what fails goes no further. A root of a square has
the sign of what is under it on one side only, so that an antiderivative may have the wrong sign for x < 0: then it is
mended by a factor sgn(x), if the numbers say so.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from enum import Enum
from itertools import cycle

import mpmath
import sympy as sp

from calc_cli.algebra.evaluate import approximate
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.errors import UndefinedError, UnsupportedError

_PLACES = tuple(
    sp.Rational(hundredths, 100)
    for hundredths in (31, -41, 262, -131, 142, -284, 77, 330, 570, -730, 7, 1210, 3020, -2110)
)
"""The first few are in all quarters of a circle."""

_OF_PARAMETERS = tuple(sp.Rational(text) for text in ("137/100", "53/100", "219/100", "87/100", "17/10"))
_CLOSER = tuple(sp.Rational(k, 23) for k in range(-161, 162, 6))
_OTHER_PARAMETERS = tuple(sp.Rational(text) for text in ("31/10", "1/7", "3/5", "9/8", "7/3"))
"""Tried, too, where the domain is narrow, or nothing for those parameters."""

_ENOUGH = 5
_DIGITS = 15
_TOLERANCE = 1e-9


class Agreement(Enum):
    """How the derivative of an antiderivative compares with the integrand at some points."""

    SAME = "the same"
    MIRRORED = "the same but for the sign, at some or all points"
    DIFFERENT = "different"
    UNKNOWN = "not to be compared at enough points"


def agreement(antiderivative: sp.Expr, f: sp.Expr, x: sp.Symbol) -> Agreement:
    """Compare the derivative of an antiderivative with the integrand f."""
    try:
        return agreement_of(differentiated_back(antiderivative, x), f, x)
    except (UndefinedError, UnsupportedError):
        return Agreement.UNKNOWN


def agreement_of(derivative: sp.Expr, f: sp.Expr, x: sp.Symbol) -> Agreement:
    """Compare at points where both have a value; other letters are positive there."""
    signs = list(_signs(derivative, f, x))
    if 0 in signs:
        return Agreement.DIFFERENT
    if -1 in signs:
        return Agreement.MIRRORED
    return Agreement.SAME if signs else Agreement.UNKNOWN


def differentiated_back(antiderivative: sp.Expr, x: sp.Symbol) -> sp.Expr:
    """Return the derivative, in which that of ln|u| is u'/u, as that of ln u."""
    logarithms = {e for e in antiderivative.atoms(sp.log) if isinstance(e.args[0], sp.Abs) and e.has(x)}
    plain = {e: sp.log(e.args[0].args[0]) for e in logarithms}
    return differentiate(antiderivative.xreplace(plain), x).xreplace({ln: e for e, ln in plain.items()})


def _signs(derivative: sp.Expr, f: sp.Expr, x: sp.Symbol) -> Iterator[int]:
    """Yield 1 at a point where both are equal, -1 where they differ in the sign only, 0 otherwise."""
    others = sorted((f.free_symbols | derivative.free_symbols) - {x}, key=str)
    seen = 0
    for places, values in ((_PLACES, _OF_PARAMETERS), (_CLOSER, _OTHER_PARAMETERS)):
        fixed = {a: values[i % len(values)] + i // len(values) for i, a in enumerate(others)}
        for place in places:
            if seen == _ENOUGH or (x.is_positive and place < 0):
                continue
            value, slope = (_value(e, {**fixed, x: place}) for e in (f, derivative))
            if value is not None and slope is not None:
                allowed = _TOLERANCE * (abs(value) + abs(slope))
                yield 1 if abs(value - slope) <= allowed else -1 if abs(value + slope) <= allowed else 0
                seen += 1


def _value(e: sp.Expr, at: Mapping[sp.Symbol, sp.Expr]) -> mpmath.mpf | None:
    with suppress(UndefinedError, UnsupportedError):
        return approximate(e, at, _DIGITS, quick=True)
    return None


def _where_defined(f: sp.Expr, x: sp.Symbol) -> Iterator[dict[sp.Symbol, sp.Expr]]:
    """Yield the places at which f has a value; other letters are positive there."""
    others = dict(zip(sorted(f.free_symbols - {x}, key=str), cycle(_OF_PARAMETERS), strict=False))
    return (at for place in _PLACES if _value(f, at := {x: place, **others}) is not None)


def is_defined_with(antiderivative: sp.Expr, f: sp.Expr, x: sp.Symbol) -> bool:
    """Return True if the antiderivative has a value at all those points at which f has one."""
    return all(_value(antiderivative, at) is not None for at in _where_defined(f, x))


def mended(antiderivative: sp.Expr, f: sp.Expr, x: sp.Symbol) -> sp.Expr | None:
    """Return the antiderivative, with another sign where it needs one; None if it is not one of f."""
    found = agreement(antiderivative, f, x)
    if found is Agreement.SAME:
        return antiderivative
    if found is Agreement.MIRRORED:
        for factor in (sp.S.NegativeOne, *map(sp.sign, _turning(antiderivative, x))):
            for sign in (1, -1):
                if agreement(sign * factor * antiderivative, f, x) is Agreement.SAME:
                    return sign * factor * antiderivative
    return None


def _turning(antiderivative: sp.Expr, x: sp.Symbol) -> list[sp.Expr]:
    """Return what a root of a square may have taken the modulus of: x, and sines and cosines."""
    waves = antiderivative.atoms(sp.sin, sp.cos, sp.tan, sp.sinh, sp.tanh)
    waves |= {sp.cos(wave.args[0]) for wave in waves if isinstance(wave, sp.tan)}
    powers = {power.base for power in antiderivative.atoms(sp.Pow) if power.exp.is_Integer}
    found = {u for u in waves | powers if u.has(x)}
    return [x, *sorted(sp.ordered(found - {x}), key=sp.count_ops)[:6]]


def constant_sign(u: sp.Expr, f: sp.Expr, x: sp.Symbol) -> int | None:
    """Return the sign of u if it is the same at all those points at which f has a value."""
    values = [_value(u, at) for at in _where_defined(f, x)] if f.free_symbols == {x} else []
    signs = {int(mpmath.sign(value)) for value in values if value is not None}
    return signs.pop() if len(signs) == 1 else None
