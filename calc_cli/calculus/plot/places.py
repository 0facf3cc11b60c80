"""The places within a window where a function of one variable is 0 or breaks: poles, jumps, holes, edges of the domain.

They are exact numbers, and floats where algebra finds none. A function may break where the conditions change under
which it is defined and smooth (algebra/conditions.py); what happens there is decided by the one-sided limits. Only
where the place itself is known as a float, or algebra finds no limit, do samples that approach it decide.
"""

import math
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import sympy as sp

from calc_cli.algebra.conditions import compared, definedness, smoothness
from calc_cli.algebra.evaluate import approximate
from calc_cli.algebra.root import Roots, recognised
from calc_cli.algebra.root_search import THOROUGH, Care
from calc_cli.algebra.roots import sign_changes
from calc_cli.calculus.plot.axis import Axis
from calc_cli.calculus.plot.subject import FloatFunction, PlottedFunction
from calc_cli.errors import CalcError, UndefinedError, UnsupportedError

MOST = 100
"""Of more roots in a window, those are left out that a picture cannot tell apart."""

_GRID = 240

_TOGETHER = 1e-12
"""Places so close, as a part of the window, are one."""

BITS = 55
"""To which a root is found, as a part of the window."""

Window = tuple[float, float]
BreakKind = Literal["pole", "jump", "hole", "edge", "oscillation", "joint", "outside"]

_MOST_BREAKS = 120
"""Of more, limits are not asked for one by one: a picture cannot show them."""


def roots_within(u: sp.Expr, x: sp.Symbol, window: Window, care: Care = THOROUGH) -> list[sp.Expr]:
    """Return where u may be 0 or change its sign within the window, in order; what is not exact is a float."""
    found = changes_within(u, x, window, care)
    roots = [recognised(u, x, root) for root in (*found.roots, *found.possible)]
    places = [root.middle if root.exact is not None else sp.Float(root.middle) for root in roots]
    inside = [place for place in places if window[0] <= number(place) <= window[1]]
    return inside if len(inside) <= MOST else distinct(inside, (window[1] - window[0]) / _GRID)


def changes_within(u: sp.Expr, x: sp.Symbol, window: Window, care: Care) -> Roots:
    """Return where the sign of u may change: all places that are exact, and those within the window that are not."""
    low, high = map(sp.Rational, window)
    bits = max(0, BITS - math.frexp(window[1] - window[0])[1])
    return sign_changes(u, x, searched=(low, high), bits=bits, care=care)


def number(exact: sp.Expr) -> float:
    """Return the float nearest to an exact number, which may be infinite."""
    return float(exact) if exact.is_infinite else float(approximate(exact, {}, 17))


def axis_between(ends: tuple[sp.Expr, sp.Expr] | None, *, log: bool = False) -> Axis | None:
    """Return the axis between two numbers, None if there are none."""
    return None if ends is None else Axis(number(ends[0]), number(ends[1]), log)


def whole_numbers_within(u: sp.Expr, x: sp.Symbol, window: Window) -> list[sp.Expr]:
    """Return where u is an integer within the window, none if that is too often."""
    f = FloatFunction(u, (x,))
    values = [value for at in grid(window) if math.isfinite(value := f(at))]
    if not values or max(values) - min(values) > MOST:
        return []
    steps = range(math.floor(min(values)), math.ceil(max(values)) + 1)
    return [root for k in steps for root in roots_within(u - k, x, window)]


def grid(window: Window, cells: int = _GRID) -> list[float]:
    """Return points at equal distances from end to end."""
    low, high = window
    return [low + (high - low) * (i / cells) for i in range(cells)] + [high]


def distinct(points: Iterable[sp.Expr], gap: float) -> list[sp.Expr]:
    """Return the points in order; of those with no greater gap than this between them, the exact one."""
    found: list[sp.Expr] = []
    for point in sorted(points, key=number):
        if found and number(point) - number(found[-1]) <= gap:
            found[-1] = point if found[-1].is_Float else found[-1]
        else:
            found.append(point)
    return found


@dataclass(frozen=True, slots=True)
class Break:
    """At `x` the function has `value`, None if none there; `left` and `right` are the limits, which may be infinite.

    A side that is None is outside the domain; nan if there is no limit. At a "joint" the function is continuous.
    """

    x: float
    value: float | None
    left: float | None
    right: float | None

    @property
    def kind(self) -> BreakKind:
        """Return what the break is called."""
        sides = [side for side in (self.left, self.right) if side is not None]
        if any(map(math.isinf, sides)):
            return "pole"
        if any(map(math.isnan, sides)):
            return "oscillation"
        if len(sides) < 2:
            return "edge" if sides else "outside"
        if not _are_close(*sides):
            return "jump"
        if self.value is None or not _are_close(self.value, sides[0]):
            return "hole"
        return "joint"


def breaks_within(f: PlottedFunction, window: Window) -> tuple[Break, ...]:
    """Return what happens at the places where the function may break within the window, from left to right."""
    places = places_within(f, window)
    if len(places) > _MOST_BREAKS:
        return ()
    return tuple(_examined(f, at, window, is_outside=is_outside) for at, is_outside in places.items())


def places_within(f: PlottedFunction, window: Window) -> dict[sp.Expr, bool]:
    """Return the places where the function may break, from left to right, and whether it is not defined there."""
    conditions = [c for source in f.sources for c in definedness(source)]
    outside = {number(place) for u in compared(conditions) for place in _places(u, f.x, window)}
    conditions += [c for source in f.sources for c in smoothness(source, f.x)]
    found = [place for u in compared(conditions) for place in _places(u, f.x, window)]
    places = distinct(found, _TOGETHER * (window[1] - window[0]))
    return {place: number(place) in outside for place in places}


def _places(u: sp.Expr, x: sp.Symbol, window: Window) -> list[sp.Expr]:
    for step in u.atoms(sp.floor, sp.ceiling):
        if u in (step.args[0] - step, step - step.args[0]):
            return whole_numbers_within(step.args[0], x, window)
    return roots_within(u, x, window)


def _examined(f: PlottedFunction, at: sp.Expr, window: Window, *, is_outside: bool) -> Break:
    left, right = (_limit(f, at, side, window) for side in (-1, 1))
    value = None if is_outside else left
    if not at.is_Float:  # a value near the place says nothing
        value = None
        with suppress(UndefinedError, UnsupportedError):
            value = number(f.exactly(at))
    found = Break(number(at), value, left, right)
    if found.kind == "joint":
        return found
    low, high = window  # at an end of it only one side counts
    return replace(found, left=None) if found.x <= low else replace(found, right=None) if found.x >= high else found


def _limit(f: PlottedFunction, at: sp.Expr, side: int, window: Window) -> float | None:
    a, width = number(at), window[1] - window[0]
    if all(math.isnan(f(a + side * width * small)) for small in (1e-6, 1e-9)):
        return None
    kind, limit = "", None
    if not at.is_Float:
        with suppress(CalcError):
            kind, limit = f.limit(at, side)
    if kind == "oscillates":
        return math.nan
    if limit is not None and kind in ("finite", "+inf", "-inf"):
        return number(limit)
    sampled = _approached(f, a, side, width)  # with which a limit that is not proved must agree
    is_good = limit is not None and math.isclose(number(limit), sampled, rel_tol=1e-3, abs_tol=1e-5)
    return number(limit) if is_good else sampled


def _approached(f: PlottedFunction, at: float, side: int, width: float) -> float:
    """Return the limit that samples suggest: their steps shrink, or they grow without end."""
    values = [f(at + side * width * 10.0**-k) for k in (5, 6, 7, 8)]
    if math.isinf(values[-1]) or any(map(math.isnan, values)):
        return values[-1]
    steps = [abs(b - a) for a, b in pairwise(values)]
    if steps[2] <= 0.7 * steps[1] or steps[2] <= 1e-9 * abs(values[-1]):
        return values[-1]
    grows = abs(values[1]) < abs(values[2]) < abs(values[3])
    return math.copysign(math.inf, values[-1]) if grows else math.nan


def _are_close(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-12)
