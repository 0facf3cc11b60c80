"""The frame of a picture in the terminal: axes with round numbers around a canvas, and a legend below."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from calc_cli.calculus.plot.axis import Points
from calc_cli.calculus.plot.plot import Mark, MarkKind, Plot, Shade
from calc_cli.render.display import Display
from calc_cli.render.plot.canvas import Canvas, Cell, Pen
from calc_cli.render.plot.labels import Labels
from calc_cli.render.pretty import Typography

if TYPE_CHECKING:
    from calc_cli.calculus.plot.field import Field

DIM = 243
"""The colour of what stands behind the curves, of 256."""

COLORS = (63, 131, 29, 163, 98)
"""Such that have a contrast of 4.5 both to white and to black, of which there are few."""

_LEAST_ROWS = 5

_TALLEST = 0.3
"""Of the width, in rows: a cell is about twice as high as it is wide."""

_FAR = 1e6

_LEAST_COLUMNS = 8

_MARKS: dict[MarkKind, str] = {
    "open": "○o", "closed": "●@", "point": "●@",
    "local maximum": "▲^", "local minimum": "▼v", "saddle point": "✕x", "undecided": "◆?",
}  # fmt: skip
"""How points are drawn, in Unicode and in ASCII."""

Entry = tuple[Sequence[Cell], str]
"""A line of the legend: a sample, and what it stands for."""


class Frame:
    """A picture as wide as the terminal and not higher, with so many lines `below`."""

    def __init__(self, picture: "Plot | Field", display: Display, *, below: int) -> None:
        self.display = display
        self.labels = labels = Labels(Typography(display.unicode), *picture.names)
        self.x, self.y = x, y = picture.x, picture.y
        square = picture.is_square
        columns, lines = map(round, display.size or (display.width, display.height))
        rows = max(
            _LEAST_ROWS,
            min(lines - below - 4, lines if display.size else round(columns * (0.45 if square else _TALLEST))),
        )
        widest = max((len(text) for _, text in labels.ticks(y, max(2, rows // 3))), default=0)
        columns = max(_LEAST_COLUMNS, columns - widest - len(labels.x) - 4)
        if square:
            ratio = (x.high - x.low) / (y.high - y.low)
            across = min(columns, round(2 * rows * ratio))
            columns, rows = max(_LEAST_COLUMNS, across), max(_LEAST_ROWS, round(across / ratio / 2))
        self.canvas = Canvas(columns, rows, braille=display.unicode)
        self.y_ticks = labels.ticks(y, max(2, rows // 3))
        self.gutter = max((len(text) for _, text in self.y_ticks), default=0) + 1
        widest = max((len(text) for _, text in labels.ticks(x, 6)), default=1)
        self.x_ticks = labels.ticks(x, max(2, columns // (widest + 6)))

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the plane as fractions of the canvas, at most `_FAR` away from it."""
        return _near(self.x.fraction(x)), _near(self.y.fraction(y))

    def curve(self, pieces: Iterable[Points], pen: Pen) -> None:
        """Draw each piece."""
        for piece in pieces:
            self.draw(piece, pen)

    def draw(self, points: Sequence[tuple[float, float]], pen: Pen) -> None:
        """Draw the lines from point to point; a single point is a dot."""
        places = [self.place(*point) for point in points]
        for start, end in zip(places, places[1:] or places, strict=False):
            self.canvas.line(start, end, pen)

    def put(self, x: float, y: float, text: str, color: int | None) -> None:
        """Put a character, or several from there to the right, before all lines."""
        cell = self.canvas.cell(*self.place(x, y))
        if cell is not None:
            start = max(0, min(cell[0], self.canvas.columns - len(text)))
            for i, character in enumerate(text):
                self.canvas.put(start + i, cell[1], Cell(character, color))

    def marks(self, marks: Iterable[Mark], color: int) -> None:
        """Put the sign of each point."""
        for mark in marks:
            self.put(mark.x, mark.y, self.sign(mark.kind), color)

    def sign(self, kind: MarkKind) -> str:
        """Return how a point is drawn."""
        return _MARKS[kind][not self.display.unicode]

    def grid(self, poles: Iterable[float] = ()) -> None:
        """Put dots where the round numbers meet, the axes through 0, and the asymptotes, behind everything."""
        dot, across, up, pole = "·╌╎┊" if self.display.unicode else ".-:|"
        rows = [self.y.fraction(tick) for tick, _ in self.y_ticks]
        self._behind(dot, [(self.x.fraction(tick), row) for tick, _ in self.x_ticks for row in rows])
        everywhere = [(column / (self.canvas.columns - 1), self.y.fraction(0)) for column in range(self.canvas.columns)]
        self._behind(across, [] if self.y.log or self.y.low == 0 else everywhere)
        self._behind(up, [] if self.x.log or self.x.low == 0 else self._column(0.0))
        for at in set(poles):
            self._behind(pole, self._column(at))

    def shade(self, shade: Shade, cell: Cell) -> None:
        """Put a character, behind all lines, wherever a cell lies between the curve and the height of its base."""
        middle = [1 - (row + 0.5) / self.canvas.rows for row in range(self.canvas.rows)]
        base = self.y.fraction(shade.base)
        for start, end in pairwise(shade.points):
            (x0, y0), (x1, y1) = self.place(*start), self.place(*end)
            for column in range(self.canvas.columns):
                at = (column + 0.5) / self.canvas.columns
                if x0 <= at < x1:
                    low, high = sorted((base, y0 + (y1 - y0) * (at - x0) / (x1 - x0)))
                    for row, height in enumerate(middle):
                        if low < height < high:
                            self.canvas.put(column, row, cell, behind=True)

    def _column(self, at: float) -> list[tuple[float, float]]:
        return [(self.x.fraction(at), row / (self.canvas.rows - 1)) for row in range(self.canvas.rows)]

    def _behind(self, sign: str, points: Iterable[tuple[float, float]]) -> None:
        for point in points:
            cell = self.canvas.cell(*point)
            if cell is not None:
                self.canvas.put(*cell, Cell(sign, DIM), behind=True)

    def text(self, legend: Iterable[Entry]) -> str:
        """Return the picture with what is measured upwards above, and the legend below."""
        name = [" " * max(0, self.gutter - len(self.labels.y) + 1), self.labels.y]
        entries = (["  ", *self._cells(sample), " ", words] for sample, words in legend)
        return "\n".join("".join(line).rstrip() for line in (name, *self._rows(), *self._below(), *entries))

    def _rows(self) -> Iterable[list[str]]:
        numbers: dict[int, str] = {}
        for tick, text in self.y_ticks:
            if cell := self.canvas.cell(0, self.y.fraction(tick)):
                numbers.setdefault(cell[1], text)
        bar, notch = ("│", "┤") if self.display.unicode else ("|", "+")
        for row in range(self.canvas.rows):
            label = numbers.get(row, "").rjust(self.gutter - 1)
            yield [label, " ", self._colored(notch if row in numbers else bar, DIM), *self._cells(self.canvas.row(row))]

    def _cells(self, cells: Iterable[Cell]) -> Iterable[str]:
        """Neighbours of one colour together."""
        run, color = "", None
        for cell in cells:
            if cell.color != color:
                yield self._colored(run, color)
                run, color = "", cell.color
            run += cell.text
        yield self._colored(run.rstrip() if color is None else run, color)

    def _colored(self, text: str, color: int | None) -> str:
        if not text or color is None or not self.display.color:
            return text
        return f"\x1b[38;5;{color}m{text}\x1b[0m"

    def _below(self) -> Iterable[list[str]]:
        """Return the lower axis with its numbers, each under its notch, and the name of the variable."""
        corner, plain, notch = "└─┬" if self.display.unicode else "+-+"
        line = [plain] * self.canvas.columns
        numbers = [" "] * (self.canvas.columns + self.gutter + 2)
        end = 0
        for tick, text in self.x_ticks:
            cell = self.canvas.cell(self.x.fraction(tick), 0)
            if cell is None:
                continue
            line[cell[0]] = notch
            start = min(max(0, self.gutter + 1 + cell[0] - (len(text) - 1) // 2), len(numbers) - len(text))
            if start > end or not end:
                numbers[start : start + len(text)] = text
                end = start + len(text)
        yield [" " * self.gutter, self._colored("".join([corner, *line]), DIM), " ", self.labels.x]
        yield numbers

    def sample(self, pen: Pen) -> list[Cell]:
        """Return what a pen draws, for the legend."""
        if not self.display.unicode:
            return [Cell(pen.letter * 3, pen.color)]
        strip = Canvas(3, 1, braille=True)
        strip.line((0, 0.4), (1, 0.4), Pen(pen.color, pen.letter, pen.dash))
        return list(strip.row(0))


def _near(fraction: float) -> float:
    return max(-_FAR, min(_FAR, fraction))
