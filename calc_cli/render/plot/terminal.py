"""Pictures as lines of text, in braille or ASCII: curves, or level lines with arrows that point uphill."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from calc_cli.calculus.plot.plot import Plot
from calc_cli.render.display import Display
from calc_cli.render.plot.canvas import Cell, Pen
from calc_cli.render.plot.frame import COLORS, DIM, Entry, Frame
from calc_cli.render.plot.labels import DASHES

if TYPE_CHECKING:
    from calc_cli.calculus.plot.field import Arrow, Field

_LETTERS = "*+x#%&$="

_DASHES = ((1, 0), (4, 2), (1, 2), (6, 2))
"""Of the curves, which colours may not tell apart."""

_SHADES = {
    True: {1: Cell("░", 29), -1: Cell("▒", 163), 0: Cell("░", DIM)},
    False: {1: Cell("/", 29), -1: Cell("\\", 163), 0: Cell(":", DIM)},
}
"""Of areas that count as positive and as negative, and of ranges."""

_LOW_TO_HIGH = (63, 98, 163, 131)
"""The colours of the levels, of 256, from cold to warm."""

_ARROW, _MARKED = DIM, 29

_ARROWS = {True: "→↗↑↖←↙↓↘", False: ">/^\\</v\\"}

_INSIDE = 0.92
"""Levels are written no closer to the edge of the picture."""


def terminal(picture: "Plot | Field", display: Display) -> str:
    """Return the picture, as wide as the terminal and not higher; of level lines one unit as long across as up."""
    if isinstance(picture, Plot):
        below = len(picture.curves) + len(picture.shades and "+-")
        frame = Frame(picture, display, below=below + len(picture.notes))
        return frame.text(_curves(picture, frame))
    frame = Frame(picture, display, below=2 + len(picture.notes))
    return frame.text(_levels(picture, frame))


def _curves(plot: Plot, frame: Frame) -> list[Entry]:
    """Draw the curves, and return the legend."""
    pens = [_pen(plot, i, frame.display) for i in range(len(plot.curves))]
    frame.grid(at for curve in plot.curves for at in curve.asymptotes)
    for pen, curve in zip(pens, plot.curves, strict=True):
        frame.curve(curve.pieces, pen)
    for pen, curve in zip(pens, plot.curves, strict=True):
        frame.marks(curve.marks, pen.color)
    legend: list[Entry] = [
        (frame.sample(pen), frame.labels.curve(curve)) for pen, curve in zip(pens, plot.curves, strict=True)
    ]
    for sign in sorted({shade.sign for shade in plot.shades}, reverse=True):
        cell = _SHADES[frame.display.unicode][sign]
        for shade in plot.shades:
            if shade.sign == sign:
                frame.shade(shade, cell)
        legend.append(([cell] * 3, frame.labels.shade(sign)))
    return legend


def _pen(plot: Plot, i: int, display: Display) -> Pen:
    role = plot.curves[i].role
    dash = DASHES.get(role, (1, 0))
    if role == "function":
        before = sum(other.role == "function" for other in plot.curves[:i])
        dash = _DASHES[(before // len(COLORS) if display.color else before) % len(_DASHES)]
    return Pen(COLORS[i % len(COLORS)], _LETTERS[i % len(_LETTERS)], dash)


def _levels(field: "Field", frame: Frame) -> list[Entry]:
    """Draw the level lines, each with its level, and what stands over them, and return the legend."""
    labels, uphill = frame.labels, _ARROWS[frame.display.unicode]
    colors = [_LOW_TO_HIGH[i * len(_LOW_TO_HIGH) // len(field.levels)] for i in range(len(field.levels))]
    legend: list[Entry] = []
    if field.levels or not field.overlays:
        said = f"level lines of {labels.function(field.typed, field.name)}"
        legend.append((frame.sample(Pen(_LOW_TO_HIGH[0], "*")), said))
    frame.grid()
    for level, color in zip(field.levels, colors, strict=True):
        frame.curve(level.lines, Pen(color, "*"))
    for arrow in field.arrows:
        frame.put(arrow.x, arrow.y, _sign(arrow, uphill), _ARROW)
    if field.point is not None:
        arrow = field.point.arrow
        frame.curve(field.point.level.lines, Pen(_MARKED, "+", (2, 2)))
        frame.draw([(arrow.x, arrow.y), (arrow.x + arrow.dx, arrow.y + arrow.dy)], Pen(_MARKED, "#"))
        if arrow.dx or arrow.dy:
            frame.put(arrow.x + arrow.dx, arrow.y + arrow.dy, _sign(arrow, uphill), _MARKED)
        frame.put(arrow.x, arrow.y, frame.sign("point"), _MARKED)
        legend.append(([Cell(frame.sign("point"), _MARKED), Cell("  ")], labels.gradient(field.point)))
    elif field.arrows:
        legend.append(([Cell(uphill[1], _ARROW), Cell("  ")], "direction of the gradient"))
    legend += _overlays(field, frame)
    texts = [labels.tick(level.value) for level in field.levels]
    room = (max(map(len, texts), default=0) + 1) / frame.canvas.columns, 1 / frame.canvas.rows
    for i, place in field.labelled(_INSIDE, room):
        frame.put(*place, texts[i], colors[i])
    frame.marks(field.marks, _MARKED)
    for kind in dict.fromkeys(mark.kind for mark in field.marks if mark.kind != "point"):
        legend.append(([Cell(frame.sign(kind), _MARKED), Cell("  ")], kind))
    return legend


def _overlays(field: "Field", frame: Frame) -> Iterator[Entry]:
    """Draw what stands over the level lines, curves in colours of their own, and yield the legend."""
    for i, overlay in enumerate(field.overlays):
        pen = Pen(COLORS[i % len(COLORS)], _LETTERS[i % len(_LETTERS)])
        pen = pen if overlay.role == "curve" else Pen(_MARKED, "#")
        frame.curve(overlay.pieces, pen)
        yield frame.sample(pen), frame.labels.curve(overlay)


def _sign(arrow: "Arrow", signs: str) -> str:
    """Return the nearest of eight directions."""
    return signs[round(math.atan2(arrow.dy, arrow.dx) / (math.pi / 4)) % 8]
