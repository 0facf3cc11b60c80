"""Where functions of sines and cosines are 0, exactly: sin(2u) + cos(u) at u = pi/2 + k*pi and where sin(u) = -1/2.

All angles are whole multiples of one, u, which may be x itself, or ln x, or 1/x. With s = sin(u) and c = cos(u) the
numerator is a polynomial, which by
c^2 + s^2 = 1 is linear in s, or in c; in one of both forms it mostly falls into factors in s alone, in c alone, or
a c + b s + d, which is R cos(u - v) + d with R^2 = a^2 + b^2. Any other factor is a polynomial in t = tan(u/2).
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sympy as sp
from mpmath.libmp import to_rational

from calc_cli.algebra.enclosures.enclosure import ends, interval
from calc_cli.algebra.evaluate import approximate, sign_at, value_on
from calc_cli.algebra.identities import CIRCULAR, by_sine_and_cosine, greatest_common, of_multiple
from calc_cli.algebra.root import Root
from calc_cli.algebra.root_search import algebraic_roots

_MOST_MULTIPLE = 8
_S, _C, _T = sp.symbols("s c t", real=True, cls=sp.Dummy)
_CLOSE = sp.Rational(1, 10**40)
_MOST_STEPS = 200
_ROUNDING = 1e-9


def phase(u: sp.Expr, x: sp.Symbol) -> sp.Expr | None:
    """Return the angle of which all angles with x in `u` are whole multiples, and constants; None if there is none."""
    angles = [wave.args[0] for wave in u.atoms(*CIRCULAR) if wave.has(x)]
    varying = [sp.expand(angle).as_independent(x, as_Add=True)[1] for angle in angles]
    if any(angle.free_symbols != {x} for angle in varying):  # as in a sum over k of sin(k x)
        return None
    return greatest_common(varying)


def turns(u: sp.Expr, x: sp.Symbol) -> tuple[sp.Expr, list[Root]] | None:
    """Return the phase of `u` and its values within one turn at which `u` is 0; None if x occurs elsewhere too."""
    angle = phase(u, x)
    top = None if angle is None else on_circles(u, [Circle(x, angle, _S, _C)])
    if angle is None or top is None:
        return None
    found = [_angles(factor) for factor in _factors(top)]
    return None if None in found else (angle, [at for part in found for at in part or ()])


def phases(u: sp.Expr, x: sp.Symbol, low: sp.Expr, high: sp.Expr) -> tuple[sp.Expr, list[Root] | None] | None:
    """Return the phase of `u` and its values with x between two numbers at which `u` is 0, None if they are too many.

    Return None if x occurs elsewhere too.
    """
    found = turns(u, x)
    if found is None:
        return None
    angle, places = found
    values: list[Root] = []
    for at in places:
        turned = multiples(angle, x, (low, high), at.middle, 2 * sp.pi)
        if turned is None:
            return angle, None
        values += [mapped(at, lambda value: sp.expand(value + 2 * k * sp.pi)) for k in turned]  # noqa: B023 - at once
    return angle, values


def multiples(
    w: sp.Expr, x: sp.Symbol, region: tuple[sp.Expr, sp.Expr], start: sp.Expr = sp.S.Zero, step: sp.Expr = sp.S.One
) -> range | None:
    """Return the k with which w may be start + k step between two ends; None if these are too many, or w undefined."""
    values = value_on(w, {x: interval(*map(rational_near, region))}, 64)
    if values is None:
        return None
    origin, width = (float(approximate(number, {}, 17)) for number in (start, step))
    try:
        first, last = ((float(end) - origin) / width for end in ends(values))
    except OverflowError:  # one is beyond floats
        return None
    if not last - first <= _MOST_STEPS:
        return None
    return range(math.ceil(first - _ROUNDING), math.floor(last + _ROUNDING) + 1)


@dataclass(frozen=True, slots=True)
class Circle:
    """The unit circle on which `angle` + `start` is, a function of `x`, as its `sine` and `cosine`: s^2 + c^2 = 1."""

    x: sp.Symbol
    angle: sp.Expr
    sine: sp.Symbol
    cosine: sp.Symbol
    start: sp.Expr = sp.S.Zero


def on_circles(u: sp.Expr, circles: Sequence[Circle]) -> sp.Expr | None:
    """Return the numerator as a polynomial in sines and cosines; None if one of the x occurs elsewhere too."""
    values = {}
    for wave in u.atoms(*CIRCULAR):
        constant = sp.expand(wave.args[0])
        s, c = sp.S.Zero, sp.S.One
        for circle in circles:
            constant, varying = constant.as_independent(circle.x, as_Add=True)
            n = int(sp.cancel(varying / circle.angle))
            if abs(n) > _MOST_MULTIPLE:
                return None
            constant -= n * circle.start
            sine, cosine = (of_multiple(f, n, sp.S.Zero, circle.sine, circle.cosine) for f in (sp.sin, sp.cos))
            s, c = s * cosine + c * sine, c * cosine - s * sine
        s, c = s * sp.cos(constant) + c * sp.sin(constant), c * sp.cos(constant) - s * sp.sin(constant)
        values[wave] = by_sine_and_cosine(type(wave), s, c)
    top = sp.fraction(sp.together(u.xreplace(values)))[0]
    letters = [letter for circle in circles for letter in (circle.sine, circle.cosine)]
    is_polynomial = top.is_polynomial(*letters) and not top.has(*(circle.x for circle in circles))
    return sp.expand(top) if is_polynomial else None


def _factors(top: sp.Expr) -> list[sp.Expr]:
    """Return the factors in the form in which most are easy."""
    forms = []
    for eliminated, kept in ((_S, _C), (_C, _S)):
        reduced = sp.rem(top, eliminated**2 + kept**2 - 1, eliminated)
        forms.append([factor for factor, _ in sp.factor_list(reduced)[1]])
    return min(forms, key=lambda form: (sum(not _is_easy(factor) for factor in form), len(form)))


def _is_easy(factor: sp.Expr) -> bool:
    return len(factor.free_symbols & {_S, _C}) < 2 or sp.Poly(factor, _S, _C).total_degree() == 1


def _angles(factor: sp.Expr) -> list[Root] | None:
    """Return the angles of one turn at which a factor is 0."""
    free = factor.free_symbols & {_S, _C}
    if not free:
        return []
    if len(free) == 2 and _is_easy(factor):
        a, b, d = (sp.Poly(factor, _C, _S).coeff_monomial(m) for m in (_C, _S, 1))
        turn = sp.acos(sp.simplify(-d / sp.sqrt(a**2 + b**2)))
        return [Root(sp.trigsimp(sp.atan2(b, a)) + side * turn) for side in (1, -1)] if turn.is_real else []
    if len(free) == 2:
        half = factor.xreplace({_C: (1 - _T**2) / (1 + _T**2), _S: 2 * _T / (1 + _T**2)})
        found = algebraic_roots(sp.fraction(sp.together(half))[0], _T)
        angles = [] if found is None else [mapped(root, lambda t: 2 * sp.atan(t)) for root in found.roots]
        opposite = [Root(sp.pi)] if sign_at(factor.xreplace({_C: -sp.S.One, _S: sp.S.Zero}), {}) == 0 else []
        return None if found is None else angles + opposite
    (name,) = free
    found = algebraic_roots(factor, name)
    if found is None:
        return None
    inside = [root for root in found.roots if sign_at(abs(root.middle) - 1, {}) != 1]
    inverse = sp.asin if name is _S else sp.acos
    first = [mapped(root, inverse) for root in inside]
    return [*first, *(mapped(root, lambda v: (sp.pi - sp.asin(v)) if name is _S else -sp.acos(v)) for root in inside)]


def mapped(root: Root, function: Callable[[sp.Expr], sp.Expr]) -> Root:
    """Return the value of a monotonic function at a root, enclosed if the root is, which is very narrow."""
    if root.exact is not None:
        return Root(function(root.exact))
    low, high = sorted(rational_near(function(end)) for end in (root.low, root.high))
    return Root(None, low - _CLOSE, high + _CLOSE)


def rational_near(number: sp.Expr, digits: int = 45) -> sp.Rational:
    """Return a rational number that is equal to so many significant digits."""
    return sp.Rational(*map(int, to_rational(approximate(number, {}, digits)._mpf_)))
