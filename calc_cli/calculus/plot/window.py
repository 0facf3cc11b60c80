"""Which part of the plane a picture shows if nobody says: where the function does something.

In x that is where its roots, extrema, inflections, poles, jumps, ends and tangent points are, with as much again on
both sides; of a function that repeats itself, two periods. In y it is everything that is drawn, except that a
curve on its way to a pole is followed only so far.
"""

import math
from collections.abc import Iterator, Sequence
from contextlib import suppress

import sympy as sp

from calc_cli.algebra.angles import phase
from calc_cli.algebra.identities import CIRCULAR
from calc_cli.algebra.occurrences import parts
from calc_cli.algebra.root import Root
from calc_cli.algebra.root_search import Care
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.plot.axis import Axis
from calc_cli.calculus.plot.places import BITS, Break, Window, changes_within, grid, number, places_within, roots_within
from calc_cli.calculus.plot.subject import PlottedFunction
from calc_cli.calculus.plot.trace import Sketch
from calc_cli.errors import CalcError, UnsupportedError

_VISIBLE = Care(pieces=250, narrowest=2**10, pursues_jumps=False)
"""The care with which is looked for what only guides the choice of a picture."""

_AROUND = 5.0
"""The reach of the search for what cannot be found exactly, around 0, or around the points that are asked about."""

_LONELY = 4.0
"""Half the width around a single point of interest."""

_FARTHEST = 1e12

_HIGHEST = 1e300
"""With what is higher, floats do not reckon."""

_TOO_MANY = 0.95

_FEW, _MANY = 3, 6

_STEEPEST = 30
"""What lies beyond the first and the last point of interest is at most so many times as high as what is between."""

_LEAST_MARGIN = 0.02

_BEYOND_EDGE = 0.08
"""How much of the picture shows where the function is not defined."""

_NEAR_POLE = 0.12
"""A curve is followed to a pole up to this part of the way from the next pole, and of the width."""

_MARGIN = 0.06


def choose_window(functions: Sequence[PlottedFunction], points: Sequence[float], *, log: bool) -> Axis:
    """Return the part of the x axis to show, with all `points` in it."""
    period = max((_period(f) or 0.0 for f in functions), default=0.0)
    if period and not log and all(_period(f) is not None for f in functions):
        middle = (min(points) + max(points)) / 2 if points else 0.0
        reach = max((abs(at - middle) for at in points), default=0.0)
        shift = 0.0 if abs(middle) < period else round(middle / period) * period
        return Axis(shift - max(period, reach), shift + max(period, reach))
    around = (min(points, default=0.0) - _AROUND, max(points, default=0.0) + _AROUND)
    Axis(*around)  # raises UnsupportedError where floats are too far apart
    interesting = sorted({*points, *(at for f in functions for at in _interesting(f, around) if abs(at) < _FARTHEST)})
    if log:
        positive = [at for at in interesting if at > 0] or [1.0]
        return Axis(
            10.0 ** math.floor(math.log10(min(positive)) - 1), 10.0 ** math.ceil(math.log10(max(positive)) + 1), True
        )
    low, high = _trimmed(functions, _lowered(functions, interesting, _with_margin(interesting, around)))
    step = Axis(low, high).step(40)
    ends = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
    return Axis(float(f"{ends[0]:.12g}"), float(f"{ends[1]:.12g}"))


def _with_margin(interesting: Sequence[float], around: Window) -> Window:
    """With as much again on both sides if these are all: what reaches the end of the search goes on."""
    low, high = min(interesting, default=0.0), max(interesting, default=0.0)
    width = high - low
    if width <= max(1e-9 * max(abs(low), abs(high)), 2.0 ** (5 - BITS)):
        return low - _LONELY, high + _LONELY
    first, last = around
    if len(interesting) > _MANY and any(0 <= gap < 0.3 * _AROUND for gap in (low - first, last - high)):
        return first, last
    margin = width * (2 if len(interesting) < _FEW else 1)
    return low - margin, high + margin


def _lowered(functions: Sequence[PlottedFunction], interesting: Sequence[float], window: Window) -> Window:
    """With less margin where the curve rises so far in it that what is between could not be seen, as of x^20 - 1."""
    if len(set(interesting)) < _FEW:
        return window
    first, last = min(interesting), max(interesting)
    between = _finite(functions, grid((first, last), 50))
    low, high = window
    while between and max(first - low, high - last) > _LEAST_MARGIN * (last - first):
        room = _STEEPEST * (max(between) - min(between))
        ends = _finite(functions, (low, high))
        if all(min(between) - room <= y <= max(between) + room for y in ends):
            break
        low, high = (first + low) / 2, (last + high) / 2
    return low, high


def _finite(functions: Sequence[PlottedFunction], places: Sequence[float]) -> list[float]:
    return [y for f in functions for at in places if math.isfinite(y := f(at))]


def _trimmed(functions: Sequence[PlottedFunction], window: Window) -> Window:
    """With little of what lies beyond the first and the last place where anything is defined."""
    low, high = window
    inside = [at for at in grid(window, 200) if any(not math.isnan(f(at)) for f in functions)]
    if not inside:
        return window
    margin = _BEYOND_EDGE * (inside[-1] - inside[0])
    return max(low, inside[0] - margin), min(high, inside[-1] + margin)


def _interesting(f: PlottedFunction, around: Window) -> list[float]:
    """Return roots, extrema, inflections and breaks.

    A root that could not be narrowed, like that of cosh x - 1, counts unless something else is there.
    """
    found = [changes_within(u, f.x, around, _VISIBLE) for u in _with_derivatives(f)]
    roots = [root for part in found for root in (*part.roots, *part.possible)]
    places = [*map(number, places_within(f, around)), *(number(root.middle) for root in roots if not _is_vague(root))]
    for root in filter(_is_vague, roots):
        if not any(2 * root.low - root.high <= at <= 2 * root.high - root.low for at in places):
            places.append(number(root.middle))
    return places


def _is_vague(root: Root) -> bool:
    return bool(root.high - root.low > sp.Rational(1, 2 ** (BITS // 2)))


def _with_derivatives(f: PlottedFunction) -> Iterator[sp.Expr]:
    yield f.expression
    with suppress(CalcError):
        yield f.slope
        yield tidy(differentiate(f.slope, f.x))


def is_of_angles(functions: Sequence[PlottedFunction]) -> bool:
    """Return True if x is an angle, or a rational multiple of one, wherever it occurs in a wave."""
    rates = [_rate(f) for f in functions if any(wave.has(f.x) for wave in f.typed.atoms(*CIRCULAR))]
    return bool(rates) and all(rate is not None and rate.is_Rational for rate in rates)


def _rate(f: PlottedFunction) -> sp.Expr | None:
    """Return the greatest a such that all waves are of multiples of a x; None if there is none."""
    angle = phase(f.typed, f.x)
    rate = None if angle is None else sp.cancel(angle / f.x)
    return None if rate is None or rate.free_symbols else rate


def _period(f: PlottedFunction) -> float | None:
    """Return the period of the waves of f, if x occurs in nothing else and they have one in common."""
    rate = _rate(f)
    if rate is None or f.typed.xreplace(dict.fromkeys(f.typed.atoms(*CIRCULAR), sp.S.One)).has(f.x):
        return None
    return 2 * math.pi / number(rate)


def features(f: PlottedFunction, window: Window) -> list[float]:
    """Return where a curve may have a narrow peak or a steep step, which samples could miss."""
    wanted: set[sp.Expr] = set()
    for part in parts(f.typed):
        inner = part.args[0] if isinstance(part, sp.Function) else None
        if isinstance(part, sp.Pow):
            inner = next((e for e in (part.exp, part.base) if e.has(f.x)), None)
        if isinstance(inner, sp.Expr) and inner.is_rational_function(f.x):
            wanted |= {inner, sp.diff(inner, f.x)}
    with suppress(CalcError):
        wanted.add(f.slope)
    return [number(root) for u in wanted for root in roots_within(u, f.x, window, _VISIBLE)]


def height_range(sketches: Sequence[Sketch], points: Sequence[float], x: Axis, *, log: bool) -> Axis:
    """Return the part of the y axis to show, with the heights `points` in it.

    Raises UnsupportedError if nearly all values of a curve are beyond floats: what is left is no picture of it.
    """
    for sketch in sketches:
        if sum(math.isinf(y) for _, y in sketch.points) > _TOO_MANY * len(sketch.points):
            raise UnsupportedError("the values of the function are too large for a picture")
    breaks = (b for sketch in sketches for b in sketch.breaks)
    ends = (end for b in breaks for end in (b.value, b.left, b.right) if end is not None)
    seen = (y for sketch in sketches for at, y in sketch.points if not _is_near_pole(at, sketch.breaks, x))
    heights = [y for y in (*seen, *ends, *points) if abs(y) < _HIGHEST]
    if log:
        positive = [y for y in heights if y > 0] or [1.0]
        low, high = min(positive), max(positive)
        return Axis(low / 1.5, high * 1.5, True) if low < high else Axis(low / 10, high * 10, True)
    low, high = min(heights, default=-1.0), max(heights, default=1.0)
    if high - low <= 1e-12 * max(abs(low), abs(high)):
        half = abs(low) or 1.0
        return Axis(low - half, high + half)
    margin = _MARGIN * (high - low)
    return Axis(low - margin, high + margin)


def _is_near_pole(at: float, breaks: Sequence[Break], x: Axis) -> bool:
    """Return True if the curve goes to infinity there, or is between poles too close to be told apart."""
    place = x.fraction(at)
    poles = [(x.fraction(b.x), b) for b in breaks if b.kind in ("pole", "oscillation")]
    for i, (pole, b) in enumerate(poles):
        side = b.left if place < pole else b.right
        gaps = [abs(pole - other) for other, _ in (*poles[max(0, i - 1) : i], *poles[i + 1 : i + 2])]
        reach = _NEAR_POLE * min([0.5, *(gaps if b.kind == "pole" else ())])
        if side is not None and not math.isfinite(side) and abs(place - pole) < reach:
            return True
    return False
