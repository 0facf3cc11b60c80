"""A picture as an SVG, PNG or PDF file, drawn by matplotlib in the look of a textbook: small, with grid and legend.

The same picture has the same bytes: no dates, no random names, no settings of the user.
"""

import os
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from calc_cli.calculus.plot.axis import Axis, Points
from calc_cli.calculus.plot.plot import Plot
from calc_cli.render.plot.labels import DASHES, Labels
from calc_cli.render.pretty import Typography

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from calc_cli.calculus.plot.field import Arrow, Field

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

_COLORS = ("#1f75d7", "#bd5800", "#22864b", "#c1459c", "#10828c", "#d63d3d", "#8e5ad6", "#79791e")
"""Of the curves; these and all below have a contrast of 4.5 both to white and to black."""

_LOW_TO_HIGH = ("#3c76c6", "#21837b", "#2d862d", "#667e20", "#9b6d11", "#c65116", "#cf4540")
"""The colours of the levels, from cold to warm."""

_MARKED = "#b846b8"

_SHADES = {1: "#22864b", -1: "#d63d3d", 0: _MARKED}
"""Of areas that count as positive and as negative, and of ranges."""

_MARKS = {"local maximum": "^", "local minimum": "v", "saddle point": "x", "undecided": "D"}
"""How matplotlib draws points over level lines."""

_GREY = "#757575"

_INSIDE, _APART = 0.93, (0.08, 0.05)
"""Levels are written no closer to the edge of the picture, and so far from each other, as parts of it."""

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
        labels = Labels(Typography(unicode=True), *picture.names)
        _frame(axes, picture.x, picture.y, labels)
        if isinstance(picture, Plot):
            _curves(picture, axes, labels)
        else:
            _levels(picture, axes, labels)
        stream = BytesIO()
        drawing.savefig(stream, format=form, dpi=_RESOLUTION, metadata=_METADATA[form])
    return stream.getvalue()


def _draw(axes: "Axes", pieces: Iterable[Points], label: str, *form: str, **style: Any) -> None:
    """Draw the pieces of a line, with one label."""
    for piece in pieces:
        axes.plot(*zip(*piece, strict=True), *form, label=label, **style)
        label = "_"


def _curves(plot: Plot, axes: "Axes", labels: Labels) -> None:
    for at in sorted({at for curve in plot.curves for at in curve.asymptotes}):
        axes.axvline(at, color=_GREY, linewidth=0.7, linestyle=":", zorder=1)
    for i, curve in enumerate(plot.curves):
        color = _COLORS[i % len(_COLORS)]
        pieces = (_visible(plot, piece) for piece in curve.pieces)
        dashes = {"dashes": DASHES[curve.role]} if curve.role in DASHES else {}
        _draw(axes, pieces, labels.curve(curve), color=color, **dashes)
        for mark in curve.marks:
            fill = "white" if mark.kind == "open" else color
            style: dict[str, Any] = {"markerfacecolor": fill, "markersize": 3.5, "markeredgewidth": 1}
            axes.plot([mark.x], [mark.y], "o", color=color, **style, label="_", clip_on=False)
    for sign, color in _SHADES.items():
        label = labels.shade(sign)
        for shade in (shade for shade in plot.shades if shade.sign == sign):
            across, heights = zip(*_visible(plot, shade.points), strict=True)
            axes.fill_between(
                across, heights, shade.base, color=color, alpha=0.3 if sign else 0.08, linewidth=0, label=label
            )
            label = "_"
    legend = axes.legend(loc="best", framealpha=0.8, handlelength=2.2)
    legend.set_in_layout(False)  # one that is wider than the picture would leave no room for it


def _visible(plot: Plot, points: Points) -> Points:
    """Return the points, those far away from the picture moved to where they are out of it as well."""
    low, high = (plot.y.low / 1e9, plot.y.high * 1e9) if plot.y.log else (plot.y.at(-_FAR), plot.y.at(_FAR))
    return tuple((x, min(high, max(low, y))) for x, y in points)


def _levels(field: "Field", axes: "Axes", labels: Labels) -> None:
    if field.is_square:
        axes.set_aspect("equal")
    ground = {"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.8}
    lettering: dict[str, Any] = {"fontsize": 6, "ha": "center", "va": "center", "bbox": ground}
    labelled = dict(field.labelled(_INSIDE, _APART))
    for i, level in enumerate(field.levels):
        color = _LOW_TO_HIGH[i * len(_LOW_TO_HIGH) // len(field.levels)]
        _draw(axes, level.lines, "_", color=color, linewidth=0.9)
        if i in labelled:
            axes.text(*labelled[i], labels.tick(level.value), color=color, **lettering)
    _arrows(axes, field.arrows, color=_GREY, width=0.005)
    for i, overlay in enumerate(field.overlays):
        form = "o-" if overlay.role == "walk" else "-"
        color = _COLORS[i % len(_COLORS)] if overlay.role == "curve" else _MARKED
        _draw(axes, overlay.pieces, labels.curve(overlay), form, color=color, linewidth=0.9, markersize=2)
    for kind in dict.fromkeys(mark.kind for mark in field.marks):
        places = zip(*((mark.x, mark.y) for mark in field.marks if mark.kind == kind), strict=True)
        label = "_" if kind == "point" else kind
        axes.plot(*places, _MARKS.get(kind, "o"), color=_MARKED, markersize=4, zorder=6, label=label)
    if field.overlays or field.marks:
        axes.figure.legend(loc="outside lower center", handlelength=2.2)
    title = labels.function(field.typed, field.name) if field.levels or not field.overlays else ""
    if field.point is not None:
        arrow, title = field.point.arrow, labels.gradient(field.point)
        _draw(axes, field.point.level.lines, "_", color=_MARKED, linewidth=1.1, linestyle="--")
        _arrows(axes, [arrow], color=_MARKED, width=0.011, zorder=5)
        axes.plot([arrow.x], [arrow.y], "o", color=_MARKED, markersize=4, zorder=6, label="_")
    axes.set_title(title, fontsize=7)


def _arrows(axes: "Axes", arrows: "Sequence[Arrow]", **style: Any) -> None:
    """Draw arrows in units of the axes."""
    if arrows:
        columns = zip(*((a.x, a.y, a.dx, a.dy) for a in arrows), strict=True)
        axes.quiver(*columns, angles="xy", scale_units="xy", scale=1, **style)


def _frame(axes: "Axes", x: Axis, y: Axis, labels: Labels) -> None:
    sides = ((x, axes.set_xscale, axes.set_xlim, axes.xaxis, labels.x, 7),
             (y, axes.set_yscale, axes.set_ylim, axes.yaxis, labels.y, 6))  # fmt: skip
    for axis, scale, limits, drawn, name, most in sides:
        if axis.log and axis.low < 0:
            scale("symlog", linthresh=-axis.high)
        else:
            scale("log" if axis.log else "linear")
        drawn.set_label_text(name)
        limits(axis.low, axis.high)
        ticks = labels.ticks(axis, most)
        drawn.set_ticks([tick for tick, _ in ticks], [text for _, text in ticks])
        drawn.set_ticks([], minor=True)
