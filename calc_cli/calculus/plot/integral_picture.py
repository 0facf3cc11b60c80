"""The picture of an integral: the area that it measures, part by part with its sign, and the antiderivative.

An antiderivative may jump where the function does not: (2/√3) arctan(tan(x/2)/√3), of 1/(2 + cos x), jumps at odd
multiples of π. It is drawn without these jumps; between bounds with the constant that makes it 0 at the lower one, so
that its height is the area so far.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import sympy as sp

from calc_cli.algebra.functions import TypedFunction
from calc_cli.calculus.integrals.antiderivative import Antiderivative, found
from calc_cli.calculus.integrals.integral import Integral
from calc_cli.calculus.plot.axis import Axis, Points
from calc_cli.calculus.plot.illustration import illustrated, plotted
from calc_cli.calculus.plot.places import Window, breaks_within, number
from calc_cli.calculus.plot.plot import Contents, Plot, Shade, draw
from calc_cli.calculus.plot.subject import PlottedFunction
from calc_cli.calculus.plot.window import choose_window

_MARGIN = 0.15
"""Of the width between the bounds, so much more is shown on either side."""


class Mended(PlottedFunction):
    """An antiderivative without its jumps within a window, 0 at the place `start` if there is one."""

    def __init__(self, formula: sp.Expr, x: sp.Symbol, window: Window, start: sp.Expr | None) -> None:
        super().__init__(TypedFunction(formula, formula, (x,)))
        self.constant: sp.Expr = sp.S.Zero
        self.jumps: list[tuple[float, sp.Expr]] = []
        self.jumps = [
            (b.x, sp.Float(b.left - b.right))
            for b in breaks_within(self, window)
            if b.kind == "jump" and b.left is not None and b.right is not None
        ]
        kind, value = ("", None) if start is None else self.limit(start, 1)
        if kind == "finite" and value is not None:
            self.constant = -value
            self.shown = formula if self.jumps else formula - value

    def raised(self, at: float, side: int = 0) -> sp.Expr:
        """Return what is added at a place, or on a side of it: the constant, and the jumps on the way there."""
        return sp.Add(self.constant, *(up for place, up in self.jumps if (place, 0) < (at, side)))

    def __call__(self, *at: float) -> float:
        return super().__call__(*at) + number(self.raised(at[0]))

    def exactly(self, at: sp.Expr) -> sp.Expr:
        """Return the exact value. Raises UndefinedError or UnsupportedError."""
        return super().exactly(at) + self.raised(number(at))

    def limit(self, at: sp.Expr, side: int) -> tuple[str, sp.Expr | None]:
        """Return the limit of the formula, raised."""
        kind, exact = super().limit(at, side)
        return kind, exact + self.raised(number(at), side) if kind == "finite" and exact is not None else exact


def illustrate_integral(
    result: Antiderivative | Integral, f: TypedFunction, *, with_antiderivative: bool
) -> Antiderivative | Integral:
    """Add the function, the area between the bounds, and the antiderivative, without bounds always."""
    if isinstance(result, Integral):
        formula = result.antiderivative
        if with_antiderivative and formula is None and (answer := found(f)) is not None:
            formula = answer.result
        return illustrated(result, lambda: _area(result, f, formula if with_antiderivative else None))
    return illustrated(result, lambda: _both(result, f))


def _both(result: Antiderivative, f: TypedFunction) -> Plot:
    function = plotted(f)
    if result.result is None:
        return draw([function], Contents())
    formula = PlottedFunction(TypedFunction(result.result, result.result, (f.variable,)))
    axis = choose_window([function, formula], [], log=False)
    return _drawn(function, result.result, axis, None)


def _area(result: Integral, f: TypedFunction, formula: sp.Expr | None) -> Plot:
    """Return the picture with the area, which counts the other way round if the bounds do."""
    function = plotted(f)
    first, last = (result.low, result.high) if result.sign > 0 else (result.high, result.low)
    plot = _drawn(function, formula, _around(function, first, last), result.low)
    low, high = number(first), number(last)
    shades = (shade for piece in plot.curves[0].pieces for shade in _shades(piece, low, high, result.sign))
    return replace(plot, shades=tuple(shades))


def _around(function: PlottedFunction, low: sp.Expr, high: sp.Expr) -> Axis:
    """Return the part of the x axis to show: a little more than lies between the bounds, if both are finite."""
    ends = [number(end) for end in (low, high) if end.is_finite]
    if len(ends) < 2 or ends[0] == ends[1]:
        window = choose_window([function], ends, log=False)
        width = window.high - window.low
        return Axis(ends[0] - _MARGIN * width if low.is_finite else window.low, window.high) if ends else window
    margin = _MARGIN * (ends[1] - ends[0])
    return Axis(ends[0] - margin, ends[1] + margin)


def _drawn(function: PlottedFunction, formula: sp.Expr | None, axis: Axis, start: sp.Expr | None) -> Plot:
    functions = [function]
    if formula is not None:
        functions.append(Mended(formula, function.x, (axis.low, axis.high), start))
    points = () if start is None or not start.is_finite else (start,)
    plot = draw(functions, Contents(x=axis, points=points, heights=(sp.S.Zero,)))
    curves = (plot.curves[0], *(replace(c, role="antiderivative", of=0, marks=()) for c in plot.curves[1:]))
    return replace(plot, curves=curves)


def _shades(piece: Points, low: float, high: float, sign: int) -> Iterator[Shade]:
    """Yield the parts of a piece of the curve between the bounds, each on one side of the axis."""
    run: list[tuple[float, float]] = []
    for point in _with_crossings(piece, low, high):
        run.append(point)
        if point[1] == 0 and len(run) > 1:
            yield _shade(run, sign)
            run = [point]
    if len(run) > 1:
        yield _shade(run, sign)


def _shade(run: Sequence[tuple[float, float]], sign: int) -> Shade:
    middle = max((y for _, y in run), key=abs)
    return Shade(sign if middle >= 0 else -sign, tuple(run))


def _with_crossings(piece: Points, low: float, high: float) -> Iterator[tuple[float, float]]:
    """Yield the points between the bounds, with those at the bounds and on the axis, found along straight lines."""
    for (x0, y0), (x1, y1) in pairwise(piece):
        shares = {0.0, *((end - x0) / (x1 - x0) for end in (low, high))} | ({y0 / (y0 - y1)} if y0 * y1 < 0 else set())
        for share in sorted(share for share in shares if 0 <= share < 1):
            x, y = x0 + (x1 - x0) * share, y0 + (y1 - y0) * share
            if low <= x <= high:
                yield x, 0.0 if share and share == y0 / (y0 - y1 or 1) else y
    if piece and low <= piece[-1][0] <= high:
        yield piece[-1]
