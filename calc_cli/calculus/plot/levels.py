"""Level lines of a function of two variables, by marching squares: contourpy, which is what matplotlib draws them with.

A line crosses a side of a square where f - c changes its sign between the corners. There it is pursued by halving, so
that it is on the line and not only near it; where the values do not come together it was a pole or a jump, and no line.
"""

from collections.abc import Callable, Iterator
from typing import Any

from calc_cli.calculus.plot.axis import Axis, Point, Points

Function = Callable[[float, float], float]

CELLS = 72
"""Squares along each axis."""

_HALVINGS = 12

_TOGETHER = 0.05
"""Values so close, as a part of the step between the corners, have come together."""


class Grid:
    """The values of a function at the corners of squares that cover the picture."""

    def __init__(self, f: Function, x: Axis, y: Axis) -> None:
        import numpy as np  # with contourpy, only for a picture of the plane
        from contourpy import contour_generator

        self.f, self.x, self.y = f, x, y
        self.xs = [x.at(i / CELLS) for i in range(CELLS + 1)]
        self.ys = [y.at(j / CELLS) for j in range(CELLS + 1)]
        self.values = [[f(x, y) for x in self.xs] for y in self.ys]
        known = np.ma.masked_invalid(self.values)
        self._squares = contour_generator(self.xs, self.ys, known, corner_mask=False)

    def finite(self) -> list[float]:
        """Return the values that are numbers, in order."""
        return sorted(v for row in self.values for v in row if abs(v) < float("inf"))

    def lines(self, level: float) -> tuple[Points, ...]:
        """Return the lines on which the function is `level`."""
        found: list[Any] = [*self._squares.lines(level)]
        return tuple(piece for line in found for piece in self._pieces(line.tolist(), level))

    def _pieces(self, line: list[list[float]], level: float) -> Iterator[Points]:
        """Yield what is left of a line where the function goes through the level, and does not leap over it."""
        piece: list[Point] = []
        for crossing in (*(self._crossing(x, y, level) for x, y in line), None):
            if crossing is None:
                if len(piece) > 1:
                    yield tuple(piece)
                piece = []
            elif crossing not in piece[-1:]:  # at a corner, two sides are crossed at once
                piece.append(crossing)

    def _crossing(self, x: float, y: float, level: float) -> Point | None:
        """Return where the side of a square on which the point lies is crossed; None at a pole or a jump."""
        a, at_a, b, at_b = self._side(x, y)
        if (at_a >= level) == (at_b >= level):  # the function is `level` at a corner
            return x, y
        together = _TOGETHER * abs(at_b - at_a)
        halvings = 0
        while not abs(at_b - at_a) <= together:
            if halvings == _HALVINGS:
                return None
            halvings += 1
            middle = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
            value = self.f(*middle)
            if value != value:
                return None
            if (value >= level) == (at_a >= level):
                a, at_a = middle, value
            else:
                b, at_b = middle, value
        share = (level - at_a) / (at_b - at_a) if at_b != at_a else 0.0
        return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share

    def _side(self, x: float, y: float) -> tuple[Point, float, Point, float]:
        """Return the ends of the side, with the values there."""
        u = self.x.fraction(x) * CELLS
        v = self.y.fraction(y) * CELLS
        goes_right = abs(v - round(v)) < abs(u - round(u))
        i, j = (min(int(u), CELLS - 1), round(v)) if goes_right else (round(u), min(int(v), CELLS - 1))
        k, m = i + goes_right, j + (not goes_right)
        return (self.xs[i], self.ys[j]), self.values[j][i], (self.xs[k], self.ys[m]), self.values[m][k]
