"""Where a function of one variable is 0 within a window: exact numbers, and floats for what algebra does not find."""

import math
from collections.abc import Iterable

import sympy as sp

from calc_cli.algebra.evaluate import approximate
from calc_cli.algebra.roots import THOROUGH, Care, Roots, recognised, sign_changes
from calc_cli.calculus.plot.subject import FloatFunction

MOST = 100
"""Of more roots in a window, those are left out that a picture cannot tell apart."""

_GRID = 240

BITS = 55
"""To which a root is found, as a part of the window."""

VISIBLE = Care(pieces=250, narrowest=2**10, pursues_jumps=False)
"""The care with which is looked for what only guides the choice of a picture."""

Window = tuple[float, float]


def roots_within(u: sp.Expr, x: sp.Symbol, window: Window, care: Care = THOROUGH) -> list[sp.Expr]:
    """Return where u may be 0 or change its sign within the window, in order; what is not exact is a float."""
    found = changes_within(u, x, window, care)
    roots = [recognised(u, x, root) for root in (*found.roots, *found.possible)]
    places = [root.middle if root.exact is not None else sp.Float(root.middle) for root in roots]
    inside = [place for place in places if window[0] <= number(place) <= window[1]]
    return inside if len(inside) <= MOST else _spaced(inside, (window[1] - window[0]) / _GRID)


def changes_within(u: sp.Expr, x: sp.Symbol, window: Window, care: Care) -> Roots:
    """Return where the sign of u may change: all places that are exact, and those within the window that are not."""
    low, high = map(sp.Rational, window)
    bits = max(0, BITS - math.frexp(window[1] - window[0])[1])
    return sign_changes(u, x, searched=(low, high), bits=bits, care=care)


def _spaced(places: list[sp.Expr], gap: float) -> list[sp.Expr]:
    """Return the places without those that are too close to the one before."""
    found = places[:1]
    for place in places[1:]:
        if number(place) - number(found[-1]) > gap:
            found.append(place)
    return found


def number(root: sp.Expr) -> float:
    """Return the float nearest to an exact number."""
    return float(approximate(root, {}, 17))


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


def distinct(points: Iterable[sp.Expr], width: float) -> list[sp.Expr]:
    """Return the points in order; of those that a picture `width` wide cannot tell apart, the exact one."""
    found: list[sp.Expr] = []
    for point in sorted(points, key=number):
        if found and number(point) - number(found[-1]) <= 1e-12 * width:
            found[-1] = point if found[-1].is_Float else found[-1]
        else:
            found.append(point)
    return found
