"""Level lines of a function of two variables, by marching squares (Lorensen and Cline, 1987, in the plane).

A line crosses a side of a square where f - c changes its sign between the corners. The crossing is found by halving, so
that it is on the line and not only near it; where the values do not come together it was a pole or a jump, and no line.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from calc_cli.calculus.plot.axis import Axis

Point = tuple[float, float]
Points = tuple[Point, ...]
Function = Callable[[float, float], float]

CELLS = 72
"""Squares along each axis."""

_HALVINGS = 12

_TOGETHER = 0.05
"""Values so close, as a part of the step between the corners, have come together."""

_Side = tuple[int, int, bool]
"""The side of a square that goes right (True) or up from a corner."""


class Grid:
    """The values of a function at the corners of squares that cover the picture."""

    def __init__(self, f: Function, x: Axis, y: Axis) -> None:
        self.f = f
        self.xs = [x.at(i / CELLS) for i in range(CELLS + 1)]
        self.ys = [y.at(j / CELLS) for j in range(CELLS + 1)]
        self.values = [[f(x, y) for y in self.ys] for x in self.xs]

    def finite(self) -> list[float]:
        """Return the values that are numbers, in order."""
        return sorted(v for column in self.values for v in column if abs(v) < float("inf"))

    def lines(self, level: float) -> tuple[Points, ...]:
        """Return the lines on which the function is `level`."""
        return tuple(_joined(list(self._pieces(level))))

    def _pieces(self, level: float) -> Iterator[tuple[_Side, _Side, Point, Point]]:
        """One straight piece for each pair of crossed sides of a square."""
        crossings: dict[_Side, Point | None] = {}
        for i in range(CELLS):
            for j in range(CELLS):
                sides = self._crossed(i, j, level)
                for a, b in zip(sides[::2], sides[1::2], strict=True):
                    for side in (a, b):
                        if side not in crossings:
                            crossings[side] = self._crossing(side, level)
                    first, second = crossings[a], crossings[b]
                    if first is not None and second is not None:
                        yield a, b, first, second

    def _crossed(self, i: int, j: int, level: float) -> list[_Side]:
        """The crossed sides of a square, in pairs."""
        v = self.values
        corners = (v[i][j], v[i + 1][j], v[i + 1][j + 1], v[i][j + 1])
        if any(corner != corner for corner in corners):  # nan
            return []
        above = [corner >= level for corner in corners]
        sides = ((i, j, True), (i + 1, j, False), (i, j + 1, True), (i, j, False))
        crossed = [side for side, (a, b) in zip(sides, pairwise([*above, above[0]]), strict=True) if a != b]
        if len(crossed) == 4 and self._is_above_in_the_middle(i, j, level) == above[0]:
            return crossed
        return crossed[-1:] + crossed[:-1] if len(crossed) == 4 else crossed

    def _is_above_in_the_middle(self, i: int, j: int, level: float) -> bool:
        """Which of two opposite corners of a saddle belong together."""
        return self.f((self.xs[i] + self.xs[i + 1]) / 2, (self.ys[j] + self.ys[j + 1]) / 2) >= level

    def _crossing(self, side: _Side, level: float) -> Point | None:
        i, j, goes_right = side
        a, b = (self.xs[i], self.ys[j]), (self.xs[i + goes_right], self.ys[j + (not goes_right)])
        at_a, at_b = self.values[i][j], self.values[i + goes_right][j + (not goes_right)]
        apart = abs(at_b - at_a)
        for _ in range(_HALVINGS):
            middle = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
            value = self.f(*middle)
            if value != value:
                return None
            if (value >= level) == (at_a >= level):
                a, at_a = middle, value
            else:
                b, at_b = middle, value
        if not abs(at_b - at_a) <= _TOGETHER * apart:
            return None
        share = (level - at_a) / (at_b - at_a) if at_b != at_a else 0.0
        return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def _joined(pieces: Sequence[tuple[_Side, _Side, Point, Point]]) -> Iterator[Points]:
    """Pieces end to end: at each side of a square at most two meet."""
    meeting: dict[_Side, list[int]] = {}
    for k, (a, b, _, _) in enumerate(pieces):
        meeting.setdefault(a, []).append(k)
        meeting.setdefault(b, []).append(k)
    left = dict.fromkeys(range(len(pieces)))

    def follow(side: _Side) -> Iterator[Point]:
        """The points on from a side."""
        while following := [k for k in meeting[side] if k in left]:
            a, b, first, second = pieces[following[0]]
            del left[following[0]]
            side, point = (b, second) if a == side else (a, first)
            yield point

    while left:
        k = next(iter(left))
        a, b, first, second = pieces[k]
        del left[k]
        ahead, behind = list(follow(b)), list(follow(a))
        yield (*reversed(behind), first, second, *ahead)
