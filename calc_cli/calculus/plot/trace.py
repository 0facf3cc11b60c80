"""A curve as points: as many as its bends need, in pieces that end where the function does.

A piece is sampled evenly, then halved again and again where the middle of two points is not close to the line between
them, as seen in the picture. What looks like a jump is pursued to neighbouring floats: if it is still there the curve
is torn, even where no condition told of it.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from calc_cli.calculus.plot.axis import Axis, Point, Points
from calc_cli.calculus.plot.places import Break
from calc_cli.calculus.plot.subject import PlottedFunction

Function = Callable[[float], float]

_FLAT = 0.0007
"""A middle closer to the line than this part of the picture is on it."""

_NARROWEST = 1e-4
"""No picture shows what is narrower."""

_PASSES = 12

_MOST_POINTS = 6_000

_TORN = 0.02
"""A step of this part of the picture between neighbouring floats is a jump."""

_STEEP = 3

_BASE = 240

_TOWARDS_END = tuple(10.0**-k for k in range(3, 8))


@dataclass(frozen=True, slots=True)
class Sketch:
    """A curve before its height is chosen: a function with its breaks, and the points of the `parts` between them."""

    f: PlottedFunction
    breaks: tuple[Break, ...]
    parts: list[Points]

    @property
    def points(self) -> Points:
        """All points."""
        return tuple(point for points in self.parts for point in points)


def samples(f: Function, x: Axis, breaks: Sequence[Break], features: Iterable[float]) -> list[Points]:
    """Return points of the curve between each two neighbouring breaks, evenly, with the features and the ends.

    A value may be nan: the function is not defined there.
    """
    ends = [None, *(b for b in breaks if x.low <= b.x <= x.high), None]
    wanted = sorted(features)
    return [_between(f, x, a, b, wanted) for a, b in pairwise(ends)]


def _between(f: Function, x: Axis, a: Break | None, b: Break | None, features: Sequence[float]) -> Points:
    low, high = (x.low if a is None else a.x), (x.high if b is None else b.x)
    if not low < high:
        return ()
    start, stop = x.fraction(low), x.fraction(high)
    cells = max(24, round(_BASE * (stop - start)))
    shares = [i / cells for i in range(1, cells)]
    inside = {
        x.at(start + (stop - start) * share) for share in (*shares, *_TOWARDS_END, *(1 - e for e in _TOWARDS_END))
    }
    inside |= {at for at in features if low < at < high}
    points = [(at, f(at)) for at in sorted(inside) if low < at < high]
    first = f(low) if a is None else a.right
    last = f(high) if b is None else b.left
    return (*_end(low, first), *points, *_end(high, last))


def _end(at: float, value: float | None) -> Points:
    return () if value is None or not math.isfinite(value) else ((at, value),)


def refined(f: Function, points: Points, x: Axis, y: Axis) -> list[Points]:
    """Return the pieces of the curve through the points, with as many more as the picture needs."""
    return [piece for run in _runs(f, points) for piece in _Tracer(f, x, y).pieces(run)]


def _runs(f: Function, points: Points) -> list[list[Point]]:
    """Return the points without those that are nan, apart where there were some, up to the very edge of the domain."""
    runs: list[list[Point]] = []
    before: Point | None = None
    for point in points:
        if math.isnan(point[1]):
            if before is not None and not math.isnan(before[1]):
                runs[-1] += _edge(f, before, point)
        elif before is None or math.isnan(before[1]):
            runs.append([*([] if before is None else _edge(f, point, before)), point])
        else:
            runs[-1].append(point)
        before = point
    return runs


def _edge(f: Function, inside: Point, outside: Point) -> list[Point]:
    """Return the last point that has a value on the way from one that has to one that has none."""
    a, value, b = inside[0], inside[1], outside[0]
    while a != (middle := (a + b) / 2) != b:
        at_middle = f(middle)
        if math.isnan(at_middle):
            b = middle
        else:
            a, value = middle, at_middle
    return [] if a == inside[0] else [(a, value)]


class _Tracer:
    """One curve in one picture."""

    def __init__(self, f: Function, x: Axis, y: Axis) -> None:
        self.f = f
        self.x = x
        self.y = y

    def pieces(self, points: Sequence[Point]) -> list[Points]:
        """Halve where it is needed, pass by pass, so that what there are too many of are spread evenly."""
        segments = [(a, b, False) for a, b in pairwise(points)]
        for _ in range(_PASSES):
            if all(is_settled for _, _, is_settled in segments) or len(segments) >= _MOST_POINTS:
                break
            segments = [half for segment in segments for half in self._halves(*segment)]
        pieces = [[points[0]]]
        for a, b, is_settled in segments:
            if not is_settled and self._is_torn(a, b):  # neighbours are far from each other however close they come
                pieces.append([])
            pieces[-1].append(b)
        return [tuple(piece) for piece in pieces]

    def _halves(self, a: Point, b: Point, is_settled: bool) -> list[tuple[Point, Point, bool]]:
        middle = None if is_settled else self._middle(a, b)
        if middle is None:
            return [(a, b, is_settled)]
        is_flat = self._is_flat(a, middle, b)
        return [(a, middle, is_flat), (middle, b, is_flat)]

    def _middle(self, a: Point, b: Point) -> Point | None:
        first, second = self.x.fraction(a[0]), self.x.fraction(b[0])
        at = self.x.at((first + second) / 2)
        low, high = sorted((self.y.fraction(a[1]), self.y.fraction(b[1])))
        if second - first < _NARROWEST or not a[0] < at < b[0] or low > 2 or high < -1:  # far out of the picture
            return None
        value = self.f(at)
        return None if math.isnan(value) else (at, value)

    def _is_flat(self, a: Point, middle: Point, b: Point) -> bool:
        first, between, second = (self.y.fraction(point[1]) for point in (a, middle, b))
        sag = abs(between - (first + second) / 2)
        steep = max(1.0, abs(second - first) / max(1e-12, self.x.fraction(b[0]) - self.x.fraction(a[0])))
        return not sag > _FLAT * min(steep, 20)

    def _is_torn(self, a: Point, b: Point) -> bool:
        """Pursue the greater step. Where both halves keep having one, the curve is only steep, or goes up and down."""
        steep = 0
        while self._step(a, b) > _TORN and steep < _STEEP:
            at = (a[0] + b[0]) / 2
            if not a[0] < at < b[0]:
                return True
            middle = at, self.f(at)
            if math.isnan(middle[1]):
                return True
            first, second = self._step(a, middle), self._step(middle, b)
            steep += min(first, second) > _TORN / 2
            a, b = (a, middle) if first > second else (middle, b)
        return False

    def _step(self, a: Point, b: Point) -> float:
        """How far apart two points are in height, parts out of the picture not counted."""
        first, second = (min(2.0, max(-1.0, self.y.fraction(point[1]))) for point in (a, b))
        return abs(second - first)
