"""Whether there is a point at which some quantities have given signs: found, or excluded, by boxes that are halved.

A box has no such point if over all of it one of the quantities has a wrong sign, or a sum of some that should be
positive is negative, each over the size of its gradient: so are 1 - x^2 - y^2 and x + y - 3/2 told apart where they
nearly touch. Sums are enclosed by the mean value theorem. Of the other boxes the one whose middle misses least is
halved next (R. Moore, Interval Analysis, 1966), in the scale of asinh, so that small and large places have one chance.
"""

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from itertools import combinations
from math import asinh, hypot, inf, isfinite, sinh

import sympy as sp
from flint import arb

from calc_cli.algebra.enclosures.enclosure import interval
from calc_cli.algebra.evaluate import value_on
from calc_cli.errors import UndefinedError

Place = Mapping[sp.Symbol, float]
Box = Mapping[sp.Symbol, tuple[float, float]]

_FAR = 1e20
_MOST_BOXES = 400
_BITS = 64


def search(cell: Sequence[tuple[sp.Expr, int]]) -> dict[sp.Symbol, float] | bool:
    """Return a point in the cell, as floats; False if there is none within reach, True if that is open.

    Each quantity has a sign, 1 or -1.

    >>> x, y = sp.symbols("x y", real=True)
    >>> search([(1 - x**2 - y**2, 1), (x + y - sp.Rational(71, 50), 1)])
    False
    """
    variables = sorted(set().union(*(u.free_symbols for u, _ in cell)), key=str)
    positive = [side * u for u, side in cell]
    slopes = [[sp.diff(u, x) for x in variables] for u in positive]
    boxes: list[tuple[float, int, Box]] = [(inf, 0, dict.fromkeys(variables, (-_FAR, _FAR)))]
    for number in range(1, _MOST_BOXES):
        if not boxes:
            return False
        for side, half in enumerate(_halves(heappop(boxes)[2])):
            middle = {x: _middle(*ends) for x, ends in half.items()}
            values = [_on(u, {x: (at, at) for x, at in middle.items()}) for u in positive]
            if all(value > 0 for value in values):
                return middle
            if any(_on(u, half) <= 0 for u in positive):
                continue
            away = [arb(low - middle[x]).union(arb(high - middle[x])) for x, (low, high) in half.items()]
            if not _is_sum_negative(values, [[_on(slope, half) for slope in row] for row in slopes], away):
                missing = sum(max(0.0, -float(v)) if v.is_finite() else inf for v in values)
                heappush(boxes, (missing, 2 * number + side, half))
    return True


def _is_sum_negative(values: Sequence[arb], gradients: Sequence[Sequence[arb]], away: Sequence[arb]) -> bool:
    """Return True if one, two or all of the quantities, each over the size of its gradient, have a negative sum."""
    sizes = [hypot(*(float(slope.mid()) for slope in row)) for row in gradients]
    if not all(isfinite(size) and size for size in sizes):
        return False
    for count in {1, 2, len(values)}:
        for some in combinations(range(len(values)), count):
            total = sum((values[i] / sizes[i] for i in some), arb(0))
            for k, way in enumerate(away):
                total += sum((gradients[i][k] / sizes[i] for i in some), arb(0)) * way
            if total < 0:
                return True
    return False


def _halves(box: Box) -> tuple[Box, Box]:
    widest = max(box, key=lambda x: asinh(box[x][1]) - asinh(box[x][0]))
    low, high = box[widest]
    middle = _middle(low, high)
    return {**box, widest: (low, middle)}, {**box, widest: (middle, high)}


def _middle(low: float, high: float) -> float:
    return sinh((asinh(low) + asinh(high)) / 2)


def _on(u: sp.Expr, box: Box) -> arb:
    """Return an enclosure of u on a box: -1 where it is defined nowhere, nan if that is not certain."""
    numbers = {x: interval(sp.Rational(low), sp.Rational(high)) for x, (low, high) in box.items()}
    try:
        value = value_on(u, numbers, _BITS)
    except UndefinedError:
        return arb(-1)
    return arb("nan") if value is None else arb(value)
