"""Level lines and gradients as lines of text: each line with its level, arrows that point uphill."""

import math
from collections.abc import Iterator

from calc_cli.calculus.partials.definiteness import Kind
from calc_cli.calculus.plot.field import Arrow, Field, Level
from calc_cli.render.display import Display
from calc_cli.render.plot.canvas import Cell, Pen
from calc_cli.render.plot.frame import DIM, Entry, Frame
from calc_cli.render.plot.labels import Labels
from calc_cli.render.pretty import Typography

_LOW_TO_HIGH = (63, 98, 163, 131)
"""The colours of the levels, of 256, from cold to warm."""

_ARROW, _MARKED = DIM, 29

_ARROWS = {True: "→↗↑↖←↙↓↘", False: ">/^\\</v\\"}

_MARKS: dict[Kind | None, str] = {
    "local maximum": "▲^", "local minimum": "▼v", "saddle point": "✕x", "undecided": "◆?", None: "●@",
}  # fmt: skip
"""How points are drawn, in Unicode and in ASCII."""

_INSIDE = 0.92
"""Levels are written no closer to the edge of the picture."""


def terrain(field: Field, display: Display) -> str:
    """Return the picture, as wide as the terminal and not higher, one unit as long across as up."""
    first, second = field.variables
    labels = Labels(Typography(display.unicode), first.name, second.name)
    frame = Frame(display, labels, field.x, field.y, below=2 + len(field.notes), square=field.is_square)
    frame.grid()
    for i, level in enumerate(field.levels):
        _draw(frame, level, Pen(_LOW_TO_HIGH[i * len(_LOW_TO_HIGH) // len(field.levels)], "*"))
    signs = _ARROWS[display.unicode]
    for arrow in field.arrows:
        frame.put(arrow.x, arrow.y, _sign(arrow, signs), _ARROW)
    if field.point is not None:
        arrow, pen = field.point.arrow, Pen(_MARKED, "#")
        _draw(frame, field.point.level, Pen(_MARKED, "+", (2, 2)))
        frame.draw([(arrow.x, arrow.y), (arrow.x + arrow.dx, arrow.y + arrow.dy)], pen)
        if arrow.dx or arrow.dy:
            frame.put(arrow.x + arrow.dx, arrow.y + arrow.dy, _sign(arrow, signs), _MARKED)
        frame.put(arrow.x, arrow.y, "●" if display.unicode else "@", _MARKED)
    for overlay in field.overlays:
        for line in overlay.lines:
            frame.draw(line, Pen(_MARKED, "#"))
    for i, level in enumerate(field.levels):
        _write(frame, level, labels, _LOW_TO_HIGH[i * len(_LOW_TO_HIGH) // len(field.levels)])
    for mark in field.marks:
        frame.put(mark.x, mark.y, _MARKS[mark.kind][not display.unicode], _MARKED)
    return frame.text(_legend(field, frame, labels, display))


def _draw(frame: Frame, level: Level, pen: Pen) -> None:
    for line in level.lines:
        frame.draw(line, pen)


def _write(frame: Frame, level: Level, labels: Labels, color: int) -> None:
    """Write the level on its line, to the upper right."""
    places = [(frame.place(*point), point) for line in level.lines for point in line]
    inside = [(a + b, point) for (a, b), point in places if min(a, b) > 1 - _INSIDE and max(a, b) < _INSIDE]
    if inside:
        frame.put(*max(inside)[1], labels.tick(level.value), color)


def _sign(arrow: Arrow, signs: str) -> str:
    """Return the nearest of eight directions."""
    return signs[round(math.atan2(arrow.dy, arrow.dx) / (math.pi / 4)) % 8]


def _legend(field: Field, frame: Frame, labels: Labels, display: Display) -> Iterator[Entry]:
    yield frame.sample(Pen(_LOW_TO_HIGH[0], "*")), f"level lines of {labels.function(field.typed, field.name)}"
    if field.point is not None:
        yield [Cell("●" if display.unicode else "@", _MARKED), Cell("  ")], labels.gradient(field.point)
    elif field.arrows:
        yield [Cell(_ARROWS[display.unicode][1], _ARROW), Cell("  ")], "direction of the gradient"
    for overlay in field.overlays:
        yield frame.sample(Pen(_MARKED, "#")), labels.overlay(overlay)
    for kind in dict.fromkeys(mark.kind for mark in field.marks if mark.kind is not None):
        yield [Cell(_MARKS[kind][not display.unicode], _MARKED), Cell("  ")], kind
