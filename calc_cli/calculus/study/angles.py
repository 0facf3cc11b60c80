"""The zeros of functions of sines and cosines, exactly: sin(2x) + cos(x) is 0 at pi/2 + k*pi and where sin(x) = -1/2.

All angles are whole multiples of one angle u. With s = sin(u) and c = cos(u) the numerator is a polynomial, which by
c^2 + s^2 = 1 is linear in s, or in c; in one of both forms it mostly falls into factors in s alone, in c alone, or
a c + b s + d, which is R cos(u - v) + d with R^2 = a^2 + b^2. Any other factor is a polynomial in t = tan(u/2).
"""

import math
from collections.abc import Callable, Iterator

import sympy as sp
from mpmath.libmp import to_rational

from calc_cli.algebra.evaluate import approximate, sign_at
from calc_cli.algebra.roots import Root, algebraic_roots
from calc_cli.algebra.waves import CIRCULAR, greatest_common, of_multiple

_MOST_MULTIPLE = 8
_S, _C, _T = sp.symbols("s c t", real=True, cls=sp.Dummy)
_CLOSE = sp.Rational(1, 10**40)


def frequency(u: sp.Expr, x: sp.Symbol) -> sp.Expr | None:
    """Return the greatest r so that all angles with x in `u` are whole multiples of r x, and constants; else None."""
    rates = []
    for wave in u.atoms(*CIRCULAR):
        if wave.has(x):
            rate = sp.diff(wave.args[0], x)
            if rate.has(x):
                return None
            rates.append(abs(rate))
    if not rates:
        return None
    ratios = [sp.nsimplify(sp.cancel(rate / rates[0])) for rate in rates]
    if not all(ratio.is_Rational for ratio in ratios):
        return None
    common = greatest_common(ratios)
    return rates[0] * common if max(ratios) / common <= _MOST_MULTIPLE else None


def angle_zeros(u: sp.Expr, x: sp.Symbol, low: sp.Expr, high: sp.Expr) -> list[Root] | None:
    """Return all zeros between two numbers of a function in whose angles alone x occurs; None if it is none such."""
    rate = frequency(u, x)
    if rate is None:
        return None
    top = _on_the_circle(u, x, rate)
    if top is None:
        return None
    found: dict[Root, None] = {}
    for factor in _factors(top):
        angles = _angles(factor)
        if angles is None:
            return None
        for angle in angles:
            found |= dict.fromkeys(_repeated(angle, rate, low, high))
    return list(found)


def _on_the_circle(u: sp.Expr, x: sp.Symbol, rate: sp.Expr) -> sp.Expr | None:
    """Return the numerator as a polynomial in s and c; None if x occurs elsewhere too."""
    values = {}
    for wave in u.atoms(*CIRCULAR):
        if wave.has(x):
            n, phase = int(sp.cancel(sp.diff(wave.args[0], x) / rate)), wave.args[0].subs(x, 0)
            values[wave] = of_multiple(wave.func, n, phase, _S, _C)
    top = sp.fraction(sp.together(u.xreplace(values)))[0]
    return None if top.has(x) or not top.is_polynomial(_S, _C) else sp.expand(top)


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
        return [Root(sp.atan2(b, a) + side * turn) for side in (1, -1)] if turn.is_real else []
    if len(free) == 2:
        half = factor.xreplace({_C: (1 - _T**2) / (1 + _T**2), _S: 2 * _T / (1 + _T**2)})
        found = algebraic_roots(sp.fraction(sp.together(half))[0], _T)
        angles = [] if found is None else [_mapped(root, lambda t: 2 * sp.atan(t)) for root in found.roots]
        opposite = [Root(sp.pi)] if sign_at(factor.xreplace({_C: -sp.S.One, _S: sp.S.Zero}), {}) == 0 else []
        return None if found is None else angles + opposite
    (name,) = free
    found = algebraic_roots(factor, name)
    if found is None:
        return None
    inside = [root for root in found.roots if sign_at(abs(root.middle) - 1, {}) != 1]
    inverse = sp.asin if name is _S else sp.acos
    first = [_mapped(root, inverse) for root in inside]
    return [*first, *(_mapped(root, lambda v: (sp.pi - sp.asin(v)) if name is _S else -sp.acos(v)) for root in inside)]


def _mapped(root: Root, function: Callable[[sp.Expr], sp.Expr]) -> Root:
    """Return the angle of a root, enclosed if the root is. At its ends a sine is steep, but a root is narrower yet."""
    if root.exact is not None:
        return Root(function(root.exact))
    low, high = sorted(rational_near(function(end)) for end in (root.low, root.high))
    return Root(None, low - _CLOSE, high + _CLOSE)


def rational_near(number: sp.Expr, digits: int = 45) -> sp.Rational:
    """Return a rational number that is equal to so many significant digits."""
    return sp.Rational(*map(int, to_rational(approximate(number, {}, digits)._mpf_)))


def _repeated(angle: Root, rate: sp.Expr, low: sp.Expr, high: sp.Expr) -> Iterator[Root]:
    """Yield the places from `low` to `high` with this angle, up to whole turns."""
    first, last = (float(approximate((end * rate - angle.middle) / (2 * sp.pi), {}, 17)) for end in (low, high))
    for k in range(math.ceil(first - 1e-9), math.floor(last + 1e-9) + 1):
        if angle.exact is not None:
            yield Root(sp.expand((angle.exact + 2 * k * sp.pi) / rate))
        else:
            ends = sorted(rational_near((end + 2 * k * sp.pi) / rate) for end in (angle.low, angle.high))
            yield Root(None, ends[0] - _CLOSE, ends[1] + _CLOSE)
