"""Where a function of one variable is a given number within a window: exactly where that is simple, else as floats.

Polynomials and what chart.py can undo have exact roots, and so have sine, cosine and tangent of a x + b, of whose
infinitely many those in the window are taken. All other roots are looked for on a grid, by a change of sign or a touch.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

import sympy as sp

from calc_cli.algebra.chart import NoChartError, roots
from calc_cli.algebra.evaluate import approximate
from calc_cli.calculus.plot.floats import Evaluator
from calc_cli.errors import UndefinedError, UnsupportedError

MOST = 200
"""More roots in a window than this cannot be told apart in a picture, and are left out."""

_GRID = 240

_NARROW = 1e-6
"""Within this part of a cell of the grid, what may be a root is one."""

_TOUCH = 1e-9
"""A minimum of |u| below this part of its size nearby is a root."""

Window = tuple[float, float]


def roots_within(u: sp.Expr, x: sp.Symbol, window: Window) -> list[sp.Expr]:
    """Return where u is 0 within the window, in no order: exact numbers, and floats for what is found numerically."""
    if not u.has(x):
        return []
    try:
        return [root for root in roots(u, x) if _is_within(root, window)]
    except (NoChartError, UndefinedError, UnsupportedError):
        pass
    if u.is_Mul:
        return [root for factor in u.args for root in roots_within(factor, x, window)]
    if isinstance(u, sp.Pow) and not u.exp.has(x):
        return roots_within(u.base, x, window)
    constant, rest = u.as_independent(x, as_Add=True)
    scale, wave = rest.as_independent(x, as_Add=False)
    if type(wave) in _WAVES:
        return list(_of_wave(wave, -constant / scale, x, window))
    return [sp.Float(root) for root in numeric_roots(u, x, window)]


def _is_within(root: sp.Expr, window: Window) -> bool:
    return window[0] <= number(root) <= window[1]


def number(root: sp.Expr) -> float:
    """Return the float nearest to an exact number."""
    return float(approximate(root, {}, 17))


_WAVES: dict[type[sp.Basic], Callable[[sp.Expr], tuple[sp.Expr, ...]]] = {
    sp.sin: lambda c: (sp.asin(c), sp.pi - sp.asin(c)),
    sp.cos: lambda c: (sp.acos(c), -sp.acos(c)),
    sp.tan: lambda c: (sp.atan(c),),
}
"""The angles, up to multiples of the period, at which these functions are c."""


def _of_wave(wave: sp.Expr, c: sp.Expr, x: sp.Symbol, window: Window) -> Iterator[sp.Expr]:
    angle = wave.args[0]
    try:
        rate, phase = sp.Poly(angle, x).all_coeffs()
    except (ValueError, sp.PolynomialError):
        yield from map(sp.Float, numeric_roots(wave - c, x, window))
        return
    if not isinstance(wave, sp.tan) and abs(number(c)) > 1:
        return
    period = sp.pi if isinstance(wave, sp.tan) else 2 * sp.pi
    for base in dict.fromkeys(_WAVES[type(wave)](c)):
        ends = sorted((number(rate * end + phase - base) / number(period)) for end in map(sp.Float, window))
        turns = range(math.ceil(ends[0] - 1e-12), math.floor(ends[1] + 1e-12) + 1)
        if len(turns) > MOST:
            return
        for k in turns:
            yield (base + k * period - phase) / rate


def whole_numbers_within(u: sp.Expr, x: sp.Symbol, window: Window) -> list[sp.Expr]:
    """Return where u is an integer within the window, none if that is too often."""
    f = Evaluator(u, (x,))
    values = [value for at in grid(window) if math.isfinite(value := f(at))]
    if not values or max(values) - min(values) > MOST:
        return []
    steps = range(math.floor(min(values)), math.ceil(max(values)) + 1)
    return [root for k in steps for root in roots_within(u - k, x, window)]


def grid(window: Window, cells: int = _GRID) -> list[float]:
    """Return points at equal distances from end to end."""
    low, high = window
    return [low + (high - low) * (i / cells) for i in range(cells)] + [high]


def numeric_roots(u: sp.Expr, x: sp.Symbol, window: Window) -> list[float]:
    """Return the roots that a grid shows, to the precision of floats."""
    f = Evaluator(u, (x,))
    if not f.is_fast:
        return []
    samples = [(at, f(at)) for at in grid(window)]
    zeros = [value == 0 for _, value in samples]
    found = {
        samples[i][0]
        for i, is_zero in enumerate(zeros)
        if is_zero
        and not any(zeros[max(0, i - 1) : i])
        and not any(zeros[i + 1 : i + 2])  # else it is 0 on an interval
    }
    for (a, at_a), (b, at_b) in pairwise(samples):
        if at_a * at_b < 0:
            found.add(_bisected(f, a, b, at_a))
    found |= set(_touches(f, samples))
    return sorted(found)


def _bisected(f: Evaluator, a: float, b: float, at_a: float) -> float:
    """Where the sign changes between a and b, as far as floats tell."""
    narrow = _NARROW * (b - a)
    while a < (middle := (a + b) / 2) < b:
        value, error = f.ball(middle)
        if not abs(value) > error:
            value = 0.0 if b - a <= narrow else f(middle)
        if value == 0:
            return middle
        a, b = (middle, b) if value * at_a > 0 else (a, middle)
    return a


def _touches(f: Evaluator, samples: Sequence[tuple[float, float]]) -> Iterator[float]:
    """Where |f| has a minimum that is 0."""
    for (a, at_a), (_, at_b), (c, at_c) in zip(samples, samples[1:], samples[2:], strict=False):
        if 0 < abs(at_b) < min(abs(at_a), abs(at_c)) and at_a * at_b > 0 and at_b * at_c > 0:
            lowest = _minimum(f, a, c)
            if abs(f(lowest)) <= _TOUCH * max(abs(at_a), abs(at_c)):
                yield lowest


def _minimum(f: Evaluator, a: float, c: float) -> float:
    """Where |f| is least between a and c, by golden section, as far as floats tell."""
    ratio = (math.sqrt(5) - 1) / 2
    narrow = _NARROW * (c - a)
    for _ in range(60):
        low, high = c - ratio * (c - a), a + ratio * (c - a)
        (at_low, error), (at_high, _) = f.ball(low), f.ball(high)
        if not abs(abs(at_low) - abs(at_high)) > error:
            if c - a <= narrow:
                break
            at_low, at_high = f(low), f(high)
        a, c = (a, high) if abs(at_low) < abs(at_high) else (low, c)
    return (a + c) / 2


def distinct(points: Iterable[sp.Expr], width: float) -> list[sp.Expr]:
    """Return the points in order; of those that a picture `width` wide cannot tell apart, the exact one."""
    found: list[sp.Expr] = []
    for point in sorted(points, key=number):
        if found and number(point) - number(found[-1]) <= 1e-12 * width:
            found[-1] = point if found[-1].is_Float else found[-1]
        else:
            found.append(point)
    return found
