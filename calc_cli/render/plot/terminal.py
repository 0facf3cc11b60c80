"""A picture as lines of text: axes with round numbers, curves in braille or ASCII, and a legend."""

from collections.abc import Iterable, Sequence

from calc_cli.calculus.plot.plot import Curve, Mark, Plot
from calc_cli.render.look import Look
from calc_cli.render.plot.canvas import Canvas, Cell, Pen
from calc_cli.render.plot.labels import Labels
from calc_cli.render.pretty import Notation

_COLORS = (33, 208, 35, 170, 37, 160, 135, 100)
"""Of the 256 colours, such that are seen on a dark and on a light ground."""

_LETTERS = "*+x#%&$="

_DIM = 244

_DASHES = ((1, 0), (4, 2), (1, 2), (6, 2))
"""Of the curves, where colours do not tell them apart."""

_TANGENT, _DERIVATIVE, _SECANT = (3, 3), (5, 2), (1, 3)

_LEAST_ROWS = 5

_TALLEST = 0.3
"""Of the width, in rows: a cell is about twice as high as it is wide."""


def terminal(plot: Plot, look: Look) -> str:
    """Return the picture, as wide as the terminal and not higher."""
    return _Screen(plot, look).text()


class _Screen:
    """One picture, from the back to the front."""

    def __init__(self, plot: Plot, look: Look) -> None:
        self.plot = plot
        self.look = look
        self.labels = Labels(plot, Notation(look.unicode))
        columns, lines = map(round, look.size or (look.width, look.height))
        self.pens = [self._pen(i, curve) for i, curve in enumerate(plot.curves)]
        legend = len(plot.curves) + len(plot.notes)
        rows = max(_LEAST_ROWS, min(round(columns * _TALLEST), lines - legend - 4))
        self.y_ticks = [(tick, self.labels.tick(tick)) for tick in plot.y.ticks(max(2, rows // 3))]
        self.gutter = max((len(text) for _, text in self.y_ticks), default=0) + 1
        self.canvas = Canvas(max(8, columns - self.gutter - len(self.labels.x) - 3), rows, braille=look.unicode)
        widest = max(len(self.labels.tick(tick)) for tick in (*plot.x.ticks(6), 0.0))
        self.x_ticks = [
            (tick, self.labels.tick(tick)) for tick in plot.x.ticks(max(2, self.canvas.columns // (widest + 6)))
        ]

    def _pen(self, i: int, curve: Curve) -> Pen:
        others = sum(other.role == curve.role for other in self.plot.curves[:i])
        dash = {"tangent": _TANGENT, "derivative": _DERIVATIVE, "secant": _SECANT}.get(curve.role)
        if dash is None:
            dash = (1, 0) if self.look.color else _DASHES[others % len(_DASHES)]
        return Pen(_COLORS[i % len(_COLORS)], _LETTERS[i % len(_LETTERS)], dash)

    def text(self) -> str:
        self._grid()
        for pen, curve in zip(self.pens, self.plot.curves, strict=True):
            for piece in curve.pieces:
                self._piece(piece, pen)
        for pen, curve in zip(self.pens, self.plot.curves, strict=True):
            for mark in curve.marks:
                self._mark(mark, pen)
        return "\n".join(
            "".join(line).rstrip() for line in (self._name(), *self._rows(), *self._below(), *self._legend())
        )

    def _grid(self) -> None:
        """Dots where the round numbers meet, the axes through 0, and the asymptotes, behind everything."""
        x, y = self.plot.x, self.plot.y
        dot, across, up, pole = "·╌╎┊" if self.look.unicode else ".-:|"
        rows = [y.fraction(tick) for tick, _ in self.y_ticks]
        self._behind(dot, [(x.fraction(tick), row) for tick, _ in self.x_ticks for row in rows])
        everywhere = [(column / (self.canvas.columns - 1 or 1), y.fraction(0)) for column in range(self.canvas.columns)]
        self._behind(across, [] if y.log else everywhere)
        self._behind(up, [] if x.log or x.low == 0 else self._column(0.0))
        for at in {at for curve in self.plot.curves for at in curve.asymptotes}:
            self._behind(pole, self._column(at))

    def _column(self, at: float) -> list[tuple[float, float]]:
        return [(self.plot.x.fraction(at), row / (self.canvas.rows - 1)) for row in range(self.canvas.rows)]

    def _behind(self, sign: str, points: Iterable[tuple[float, float]]) -> None:
        for point in points:
            cell = self.canvas.cell(*point)
            if cell is not None:
                self.canvas.put(*cell, Cell(sign, _DIM), behind=True)

    def _piece(self, piece: Sequence[tuple[float, float]], pen: Pen) -> None:
        places = [(self.plot.x.fraction(x), self.plot.y.fraction(y)) for x, y in piece]
        for start, end in zip(places, places[1:] or places, strict=False):
            self.canvas.line(start, end, pen)

    def _mark(self, mark: Mark, pen: Pen) -> None:
        cell = self.canvas.cell(self.plot.x.fraction(mark.x), self.plot.y.fraction(mark.y))
        if cell is not None:
            signs = {"open": "○"} if self.look.unicode else {"open": "o"}
            closed = "●" if self.look.unicode else "@"
            self.canvas.put(*cell, Cell(signs.get(mark.kind, closed), pen.color))

    def _name(self) -> list[str]:
        """What is measured upwards, above its axis."""
        return [" " * max(0, self.gutter - len(self.labels.y) + 1), self.labels.y]

    def _rows(self) -> Iterable[list[str]]:
        numbers: dict[int, str] = {}
        for tick, text in self.y_ticks:
            if cell := self.canvas.cell(0, self.plot.y.fraction(tick)):
                numbers.setdefault(cell[1], text)
        bar, notch = ("│", "┤") if self.look.unicode else ("|", "+")
        for row in range(self.canvas.rows):
            label = numbers.get(row, "").rjust(self.gutter - 1)
            yield [
                label,
                " ",
                self._colored(notch if row in numbers else bar, _DIM),
                *self._cells(self.canvas.row(row)),
            ]

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
        if not text or color is None or not self.look.color:
            return text
        return f"\x1b[38;5;{color}m{text}\x1b[0m"

    def _below(self) -> Iterable[list[str]]:
        """The lower axis with its numbers, each under its notch, and the name of the variable."""
        unicode = self.look.unicode
        line = ["─" if unicode else "-"] * self.canvas.columns
        numbers = [" "] * (self.canvas.columns + self.gutter + 2)
        end = 0
        for tick, text in self.x_ticks:
            cell = self.canvas.cell(self.plot.x.fraction(tick), 0)
            if cell is None:
                continue
            line[cell[0]] = "┬" if unicode else "+"
            start = min(max(0, self.gutter + 1 + cell[0] - (len(text) - 1) // 2), len(numbers) - len(text))
            if start > end or not end:
                numbers[start : start + len(text)] = text
                end = start + len(text)
        corner = "└" if unicode else "+"
        yield [" " * self.gutter, self._colored("".join([corner, *line]), _DIM), " ", self.labels.x]
        yield numbers

    def _legend(self) -> Iterable[list[str]]:
        for pen, curve in zip(self.pens, self.plot.curves, strict=True):
            yield ["  ", self._sample(pen), " ", self.labels.curve(curve)]

    def _sample(self, pen: Pen) -> str:
        if not self.look.unicode:
            return pen.letter * 3
        sample = Canvas(3, 1, braille=True)
        stroke = Pen(pen.color, pen.letter, pen.dash)
        sample.line((0, 0.4), (1, 0.4), stroke)
        return "".join(self._cells(sample.row(0)))
