"""A picture as an SVG, PNG or PDF file, drawn by matplotlib in the look of a textbook: small, with grid and legend.

The same picture has the same bytes: no dates, no random names, no settings of the user.
"""

import os
from io import BytesIO
from typing import TYPE_CHECKING, Any

from calc_cli.calculus.plot.plot import Curve, Plot
from calc_cli.render.plot.labels import Labels
from calc_cli.render.pretty import Notation

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis as AnyAxis

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

_DASHES = {"function": "-", "derivative": "-.", "tangent": (0, (4, 2)), "secant": (0, (1, 1.5))}

_FAR = 1e3
"""Points so many heights away from the picture are moved closer, as renderers round large numbers."""


def figure(plot: Plot, form: str, size: tuple[float, float] | None) -> bytes:
    """Return the file of this form."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # each thread would reserve memory, of which little is allowed
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_SETTINGS)
        drawing = Figure(figsize=size or SIZE, layout="constrained")
        _draw(plot, drawing.subplots())
        stream = BytesIO()
        drawing.savefig(stream, format=form, dpi=_RESOLUTION, metadata=_METADATA[form])
    return stream.getvalue()


def _draw(plot: Plot, axes: "Axes") -> None:
    labels = Labels(plot, Notation(unicode=True))
    axes.set_xlabel(labels.x)
    axes.set_ylabel(labels.y)
    axes.set_xscale("log" if plot.x.log else "linear")
    axes.set_yscale("log" if plot.y.log else "linear")
    axes.set_xlim(plot.x.low, plot.x.high)
    axes.set_ylim(plot.y.low, plot.y.high)
    _number(axes.xaxis, plot.x.ticks(7), labels)
    _number(axes.yaxis, plot.y.ticks(6), labels)
    for at in sorted({at for curve in plot.curves for at in curve.asymptotes}):
        axes.axvline(at, color="#999999", linewidth=0.7, linestyle=":", zorder=1)
    for i, curve in enumerate(plot.curves):
        _curve(plot, curve, f"C{i % 10}", labels.curve(curve), axes)
    axes.legend(loc="best", framealpha=0.8, handlelength=2.2)


def _number(axis: "AnyAxis", ticks: list[float], labels: Labels) -> None:
    axis.set_ticks(ticks, [labels.tick(tick) for tick in ticks])
    axis.set_ticks([], minor=True)


def _curve(plot: Plot, curve: Curve, color: str, label: str, axes: "Axes") -> None:
    low, high = (plot.y.low / 1e9, plot.y.high * 1e9) if plot.y.log else (plot.y.at(-_FAR), plot.y.at(_FAR))
    for piece in curve.pieces:
        heights = [min(high, max(low, y)) for _, y in piece]
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
