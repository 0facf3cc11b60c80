"""A picture as an SVG, PNG or PDF file, drawn by matplotlib in the look of a textbook: small, with grid and legend.

The same picture has the same bytes: no dates, no random names, no settings of the user.
"""

import os
from io import BytesIO
from typing import TYPE_CHECKING, Any

from calc_cli.calculus.plot.axis import Axis
from calc_cli.calculus.plot.plot import Plot, PlottedCurve
from calc_cli.render.plot.labels import Labels
from calc_cli.render.pretty import Typography

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis as AnyAxis

    from calc_cli.calculus.plot.field import Field, Level

SIZE = (3.5, 2.5)
"""Inches."""

_RESOLUTION = 200
"""Dots per inch of a PNG."""

_SETTINGS: dict[Any, object] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "calc",
    "pdf.fonttype": 42,
    "font.size": 8,
    "legend.fontsize": 7,
    "axes.grid": True,
    "grid.color": "#dddddd",
    "grid.linewidth": 0.6,
    "axes.linewidth": 0.6,
    "lines.linewidth": 1.3,
    "axes.axisbelow": True,
    "text.parse_math": False,
}

_METADATA: dict[str, dict[str, None]] = {
    "svg": {"Date": None},
    "png": {"Software": None},
    "pdf": {"CreationDate": None, "Producer": None, "Creator": None},
}

_DASHES = {
    "function": "-", "derivative": "-.", "tangent": (0, (4, 2)), "secant": (0, (1, 1.5)), "limit": (0, (1, 1.5)),
    "antiderivative": "-.", "bound": (0, (1, 1.5)), "asymptote": (0, (4, 3)), "walk": "-",
}  # fmt: skip

_COLORS = ("#1f75d7", "#bd5800", "#22864b", "#c1459c", "#10828c", "#d63d3d", "#8e5ad6", "#79791e")
"""Of the curves; these and all below have a contrast of 4.5 both to white and to black."""

_LOW_TO_HIGH = ("#3c76c6", "#21837b", "#2d862d", "#667e20", "#9b6d11", "#c65116", "#cf4540")
"""The colours of the levels, from cold to warm."""

_SHADES = {1: "#22864b", -1: "#d63d3d"}
"""Of areas that count as positive and as negative."""

_MARKED = "#b846b8"

_MARKS = {"local maximum": "^", "local minimum": "v", "saddle point": "x", "undecided": "D", None: "o"}
"""How matplotlib draws points over level lines."""

_GREY = "#757575"

_INSIDE = 0.93
"""Levels are written no closer to the edge of the picture."""

_AS_GIVEN: dict[str, Any] = {"angles": "xy", "scale_units": "xy", "scale": 1}
"""Arrows in units of the axes."""

_FAR = 1e3
"""Points so many heights away from the picture are moved closer, as renderers round large numbers."""


def figure(picture: "Plot | Field", form: str, size: tuple[float, float] | None) -> bytes:
    """Return the file of this form."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # each thread would reserve memory, of which little is allowed
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_SETTINGS)
        drawing = Figure(figsize=size or SIZE, layout="constrained")
        axes = drawing.subplots()
        if isinstance(picture, Plot):
            _curves(picture, axes)
        else:
            _levels(picture, axes)
        stream = BytesIO()
        drawing.savefig(stream, format=form, dpi=_RESOLUTION, metadata=_METADATA[form])
    return stream.getvalue()


def _curves(plot: Plot, axes: "Axes") -> None:
    labels = Labels(Typography(unicode=True), plot.variable.name, plot.name or "y")
    _frame(axes, plot.x, plot.y, labels)
    ends = [y for curve in plot.curves if curve.role == "bound" for ((_, y), _) in curve.pieces]
    if ends:
        axes.axhspan(min(ends), max(ends), color=_MARKED, alpha=0.08)
    for at in sorted({at for curve in plot.curves for at in curve.asymptotes}):
        axes.axvline(at, color=_GREY, linewidth=0.7, linestyle=":", zorder=1)
    for i, curve in enumerate(plot.curves):
        _curve(plot, curve, _COLORS[i % len(_COLORS)], labels.curve(curve), axes)
    for sign, color in _SHADES.items():
        label = labels.shade(sign)
        for points in (shade.points for shade in plot.shades if shade.sign == sign):
            heights = [_visible(plot, y) for _, y in points]
            axes.fill_between([x for x, _ in points], heights, color=color, alpha=0.3, linewidth=0, label=label)
            label = "_"
    axes.legend(loc="best", framealpha=0.8, handlelength=2.2)


def _levels(field: "Field", axes: "Axes") -> None:
    first, second = field.variables
    labels = Labels(Typography(unicode=True), first.name, second.name)
    _frame(axes, field.x, field.y, labels)
    if field.is_square:
        axes.set_aspect("equal")
    for i, level in enumerate(field.levels):
        color = _LOW_TO_HIGH[i * len(_LOW_TO_HIGH) // len(field.levels)]
        for line in level.lines:
            axes.plot(*zip(*line, strict=True), color=color, linewidth=0.9, label="_")
        _write(axes, field, level, color, labels)
    if field.arrows:
        starts, ends = zip(*(((a.x, a.y), (a.dx, a.dy)) for a in field.arrows), strict=True)
        axes.quiver(*zip(*starts, strict=True), *zip(*ends, strict=True), color=_GREY, width=0.005, **_AS_GIVEN)
    _overlays(field, axes, labels)
    if field.point is not None:
        arrow = field.point.arrow
        for line in field.point.level.lines:
            axes.plot(*zip(*line, strict=True), color=_MARKED, linewidth=1.1, linestyle="--", label="_")
        axes.quiver([arrow.x], [arrow.y], [arrow.dx], [arrow.dy], color=_MARKED, width=0.011, zorder=5, **_AS_GIVEN)
        axes.plot([arrow.x], [arrow.y], "o", color=_MARKED, markersize=4, zorder=6, label="_")
        axes.set_title(labels.gradient(field.point), fontsize=7)
    else:
        axes.set_title(labels.function(field.typed, field.name), fontsize=7)


def _overlays(field: "Field", axes: "Axes", labels: Labels) -> None:
    """Draw lines and points over the level lines, and tell what they are."""
    for overlay in field.overlays:
        form, label = "o-" if overlay.role == "walk" else "-", labels.overlay(overlay)
        for line in overlay.lines:
            axes.plot(*zip(*line, strict=True), form, color=_MARKED, linewidth=0.9, markersize=2, label=label)
            label = "_"
    for kind in dict.fromkeys(mark.kind for mark in field.marks):
        places = zip(*((mark.x, mark.y) for mark in field.marks if mark.kind == kind), strict=True)
        axes.plot(*places, _MARKS[kind], color=_MARKED, markersize=4, zorder=6, label=kind or "_")
    if field.overlays or field.marks:
        axes.figure.legend(loc="outside lower center", handlelength=2.2)


def _write(axes: "Axes", field: "Field", level: "Level", color: str, labels: Labels) -> None:
    """Write the level on its line, to the upper right."""
    places = [(field.x.fraction(x), field.y.fraction(y), (x, y)) for line in level.lines for x, y in line]
    inside = [(a + b, point) for a, b, point in places if min(a, b) > 1 - _INSIDE and max(a, b) < _INSIDE]
    if inside:
        x, y = max(inside)[1]
        ground = {"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.8}
        axes.text(x, y, labels.tick(level.value), color=color, fontsize=6, ha="center", va="center", bbox=ground)


def _frame(axes: "Axes", x: Axis, y: Axis, labels: Labels) -> None:
    for scale, axis in (axes.set_xscale, x), (axes.set_yscale, y):
        if axis.log and axis.low < 0:
            scale("symlog", linthresh=-axis.high)
        else:
            scale("log" if axis.log else "linear")
    axes.set_xlabel(labels.x)
    axes.set_ylabel(labels.y)
    axes.set_xlim(x.low, x.high)
    axes.set_ylim(y.low, y.high)
    _number(axes.xaxis, labels.ticks(x, 7))
    _number(axes.yaxis, labels.ticks(y, 6))


def _number(axis: "AnyAxis", ticks: list[tuple[float, str]]) -> None:
    axis.set_ticks([tick for tick, _ in ticks], [text for _, text in ticks])
    axis.set_ticks([], minor=True)


def _visible(plot: Plot, y: float) -> float:
    """Return a height, or one that is out of the picture as well if it is far away."""
    low, high = (plot.y.low / 1e9, plot.y.high * 1e9) if plot.y.log else (plot.y.at(-_FAR), plot.y.at(_FAR))
    return min(high, max(low, y))


def _curve(plot: Plot, curve: PlottedCurve, color: str, label: str, axes: "Axes") -> None:
    for piece in curve.pieces:
        heights = [_visible(plot, y) for _, y in piece]
        axes.plot([x for x, _ in piece], heights, color=color, linestyle=_DASHES[curve.role], label=label)
        label = "_"
    for mark in curve.marks:
        fill = "white" if mark.kind == "open" else color
        axes.plot(
            [mark.x],
            [mark.y],
            "o",
            color=color,
            markerfacecolor=fill,
            markersize=3.5,
            markeredgewidth=1,
            label="_",
            clip_on=False,
        )
