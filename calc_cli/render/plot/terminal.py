"""Curves as lines of text, in braille or ASCII."""

from calc_cli.calculus.plot.plot import Plot, PlottedCurve
from calc_cli.render.display import Display
from calc_cli.render.plot.canvas import Cell, Pen
from calc_cli.render.plot.frame import COLORS, Frame
from calc_cli.render.plot.labels import Labels
from calc_cli.render.pretty import Typography

_LETTERS = "*+x#%&$="

_DASHES = ((1, 0), (4, 2), (1, 2), (6, 2))
"""Of the curves, which colours may not tell apart."""

_DASHES_OF = {
    "tangent": (3, 3),
    "derivative": (5, 2),
    "antiderivative": (5, 2),
    "secant": (1, 3),
    "limit": (1, 3),
    "bound": (1, 3),
    "asymptote": (2, 3),
}

_SIGNS = {True: {"open": "○", "closed": "●", "point": "●"}, False: {"open": "o", "closed": "@", "point": "@"}}

_SHADES = {
    True: {1: Cell("░", 29), -1: Cell("▒", 163)},
    False: {1: Cell("/", 29), -1: Cell("\\", 163)},
}
"""Of areas that count as positive and as negative."""


def terminal(plot: Plot, display: Display) -> str:
    """Return the picture, as wide as the terminal and not higher."""
    labels = Labels(Typography(display.unicode), plot.variable.name, plot.name or "y")
    frame = Frame(display, labels, plot.x, plot.y, below=len(plot.curves) + len(plot.shades and "+-") + len(plot.notes))
    pens = [_pen(plot, i, display) for i in range(len(plot.curves))]
    frame.grid(at for curve in plot.curves for at in curve.asymptotes)
    for pen, curve in zip(pens, plot.curves, strict=True):
        for piece in curve.pieces:
            frame.draw(piece, pen)
    for pen, curve in zip(pens, plot.curves, strict=True):
        for mark in curve.marks:
            frame.put(mark.x, mark.y, _SIGNS[display.unicode][mark.kind], pen.color)
    legend = [(frame.sample(pen), labels.curve(curve)) for pen, curve in zip(pens, plot.curves, strict=True)]
    for sign in sorted({shade.sign for shade in plot.shades}, reverse=True):
        cell = _SHADES[display.unicode][sign]
        for shade in plot.shades:
            if shade.sign == sign:
                frame.shade(shade.points, cell)
        legend.append(([cell] * 3, labels.shade(sign)))
    return frame.text(legend)


def _pen(plot: Plot, i: int, display: Display) -> Pen:
    curve: PlottedCurve = plot.curves[i]
    dash = _DASHES_OF.get(curve.role, (1, 0))
    if curve.role == "function":
        before = sum(other.role == "function" for other in plot.curves[:i])
        dash = _DASHES[(before // len(COLORS) if display.color else before) % len(_DASHES)]
    return Pen(COLORS[i % len(COLORS)], _LETTERS[i % len(_LETTERS)], dash)
