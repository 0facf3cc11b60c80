"""A grid of terminal cells to draw lines on: eight dots of braille in each, or one character in plain ASCII.

Our own, as of the terminal plotters at hand one takes 0.1 s to load and keeps its state in a module, another needs
NumPy, and none has round numbers on its axes, open circles, and lines that end where they should.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

_BRAILLE = 0x2800
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bits of the dots of a cell, by row and column."""


@dataclass(slots=True)
class Pen:
    """`color` is a code of the 256 colours, `letter` what ASCII draws, `dash` how many dots are drawn and left out."""

    color: int
    letter: str
    dash: tuple[int, int] = (1, 0)
    drawn: int = field(default=0)

    def next(self) -> bool:
        """Return True if the next dot is drawn."""
        on, off = self.dash
        self.drawn += 1
        return (self.drawn - 1) % (on + off) < on


@dataclass(frozen=True, slots=True)
class Cell:
    """The content of a cell: a character, and its colour if it has one."""

    text: str
    color: int | None = None


class Canvas:
    """`columns` by `rows` cells; a point is given as fractions of width and height, from the lower left corner."""

    def __init__(self, columns: int, rows: int, *, braille: bool) -> None:
        self.columns = columns
        self.rows = rows
        self.braille = braille
        self.across, self.down = (2, 4) if braille else (1, 1)
        self._dots: dict[tuple[int, int], int] = {}
        self._pens: dict[tuple[int, int], Pen] = {}
        self._front: dict[tuple[int, int], Cell] = {}
        self._back: dict[tuple[int, int], Cell] = {}

    def cell(self, x: float, y: float) -> tuple[int, int] | None:
        """Return column and row of a point, None outside."""
        if not (0 <= x <= 1 and 0 <= y <= 1):
            return None
        dot_x, dot_y = self._dot(x, y)
        return dot_x // self.across, dot_y // self.down

    def _dot(self, x: float, y: float) -> tuple[int, int]:
        return round(x * (self.columns * self.across - 1)), round((1 - y) * (self.rows * self.down - 1))

    def line(self, start: tuple[float, float], end: tuple[float, float], pen: Pen) -> None:
        """Draw what can be seen of a straight line."""
        inside = _clipped(start, end)
        if inside is None:
            return
        (x0, y0), (x1, y1) = (self._dot(*point) for point in inside)
        steps = max(abs(x1 - x0), abs(y1 - y0))
        for i in range(steps + 1):
            share = i / steps if steps else 0.0
            self._set(round(x0 + (x1 - x0) * share), round(y0 + (y1 - y0) * share), pen)

    def _set(self, x: int, y: int, pen: Pen) -> None:
        cell = x // self.across, y // self.down
        bit = _DOTS[y % 4][x % 2] if self.braille else 1
        if self._dots.get(cell, 0) & bit and self._pens[cell] is pen:
            return
        if pen.next():
            self._dots[cell] = self._dots.get(cell, 0) | bit
            self._pens[cell] = pen

    def put(self, column: int, row: int, cell: Cell, *, behind: bool = False) -> None:
        """Put a character before all lines, or behind them."""
        (self._back if behind else self._front)[column, row] = cell

    def row(self, row: int) -> Iterator[Cell]:
        """Yield the cells of a row."""
        for column in range(self.columns):
            place = column, row
            if place in self._front:
                yield self._front[place]
            elif place in self._dots:
                pen = self._pens[place]
                yield Cell(chr(_BRAILLE + self._dots[place]) if self.braille else pen.letter, pen.color)
            else:
                yield self._back.get(place, Cell(" "))


def _clipped(
    start: tuple[float, float], end: tuple[float, float]
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Return the part of a line within the unit square (Liang and Barsky's method)."""
    (x, y), dx, dy = start, end[0] - start[0], end[1] - start[1]
    first, last = 0.0, 1.0
    for step, room in ((-dx, x), (dx, 1 - x), (-dy, y), (dy, 1 - y)):
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            first = max(first, room / step)
        else:
            last = min(last, room / step)
    if not first <= last:
        return None
    return (x + first * dx, y + first * dy), (x + last * dx, y + last * dy)
