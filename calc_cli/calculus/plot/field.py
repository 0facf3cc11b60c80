"""A picture of a function of two variables, as numbers: level lines, its gradient field, the gradient at a point."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import sympy as sp

from calc_cli.algebra.evaluate import value_at
from calc_cli.algebra.functions import TypedFunction
from calc_cli.calculus.implicit.curve import Curve
from calc_cli.calculus.partials.partials import partials
from calc_cli.calculus.partials.total import gradient_at
from calc_cli.calculus.plot.axis import Axis, Point, Points
from calc_cli.calculus.plot.levels import Grid
from calc_cli.calculus.plot.places import number
from calc_cli.calculus.plot.plot import Mark, PlottedCurve
from calc_cli.calculus.plot.subject import FloatFunction
from calc_cli.calculus.result import Exact, Fields, Notes, Notice, Result
from calc_cli.errors import DomainError, ExitStatus, UndefinedError, UnsupportedError

_HALF_WIDTH = 3.0

_AROUND = 0.3
"""Of the width of points, so much is shown on both sides of them."""

_INSIDE = 0.97
"""A curve is bounded if it is inside of this part of a square."""

_MOST_OBLONG = 6

_LEVELS = 9

_TAIL = 0.04
"""Of the values, this part at each end gets no level lines if it reaches far: a pole would take all of them."""

_FAR = 3.0

_ARROWS = 11
"""Along the longer side."""

_ARROW_LENGTH = 0.85
"""Of the longest, as a part of the distance between two."""

_MARKED_LENGTH = 0.22
"""Of the gradient at the point, as a part of the picture."""


@dataclass(frozen=True, slots=True)
class Level:
    """The lines on which the function is `value`."""

    value: float
    lines: tuple[Points, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """From (x, y), in the direction of the gradient; (dx, dy) is scaled to the picture."""

    x: float
    y: float
    dx: float
    dy: float


@dataclass(frozen=True, slots=True)
class PointGradient:
    """The gradient at a point, exact; `arrow` shows it, and `level` is the level line through the point."""

    at: Mapping[sp.Symbol, sp.Expr]
    value: sp.Expr
    gradient: tuple[sp.Expr, ...]
    arrow: Arrow
    level: Level


@dataclass(frozen=True, slots=True)
class Field(Result):
    """The picture of `typed` over the plane of the two `variables`; one unit is as long on both axes.

    Of curves alone there are no `levels`.
    """

    typed: sp.Expr
    name: str | None
    variables: tuple[sp.Symbol, sp.Symbol]
    x: Axis
    y: Axis
    levels: tuple[Level, ...]
    arrows: tuple[Arrow, ...] = ()
    point: PointGradient | None = None
    notes: Notes = ()
    status: ExitStatus = ExitStatus.DONE
    overlays: tuple[PlottedCurve, ...] = ()
    """Lines over the level lines: a walk, curves, or where the expression of a constraint or of points is 0."""
    marks: tuple[Mark, ...] = ()

    @property
    def names(self) -> tuple[str, str]:
        """What is measured across and upwards."""
        return self.variables[0].name, self.variables[1].name

    def labelled(self, inside: float, room: tuple[float, float]) -> Iterator[tuple[int, Point]]:
        """Yield the numbers of levels with the place where each is written, as far to the upper right as there is room.

        That is the part of a picture `inside`, and the width and height of a label as parts of it.
        """
        taken: list[Point] = []
        for i, level in enumerate(self.levels):
            places = [(self.x.fraction(p[0]), self.y.fraction(p[1]), p) for line in level.lines for p in line]
            shown = [place for place in places if min(place[:2]) > 1 - inside and max(place[:2]) < inside]
            for a, b, point in sorted(shown, key=lambda place: -place[0] - place[1]):
                if all(abs(a - c) >= room[0] or abs(b - d) >= room[1] for c, d in taken):
                    taken.append((a, b))
                    yield i, point
                    break

    @property
    def answer(self) -> sp.Expr | tuple[sp.Basic, ...]:
        """The function that is drawn, or the equations."""
        return self.typed if self.levels else tuple(curve.expression for curve in self.overlays)

    @property
    def fields(self) -> Fields:
        point = self.point
        levels = self.levels if point is None else (*self.levels, point.level)
        return {
            "expr": Exact(self.typed) if self.levels else None,
            "wrt": self.variables,
            "result": None if point is None else [Exact(slope, typed=False) for slope in point.gradient],
            "at": None if point is None else point.at,
            "value": None if point is None else Exact(point.value, typed=False),
            "range": (self.x.low, self.x.high),
            "y_range": (self.y.low, self.y.high),
            "levels": [{"value": level.value, "lines": level.lines} for level in levels],
            "arrows": [(arrow.x, arrow.y, arrow.dx, arrow.dy) for arrow in self.arrows],
            "curves": [curve.fields for curve in self.overlays],
        }

    @property
    def is_square(self) -> bool:
        """Return True if one unit can be as long on both axes; if not, right angles do not look right."""
        ratio = (self.x.high - self.x.low) / (self.y.high - self.y.low)
        return self.x.log == self.y.log and 1 / _MOST_OBLONG <= ratio <= _MOST_OBLONG


def draw_field(
    f: TypedFunction,
    *,
    at: Mapping[sp.Symbol, sp.Expr] | None = None,
    with_gradient: bool = False,
    axes: tuple[Axis | None, Axis | None] = (None, None),
    notes: Notes = (),
) -> Field:
    """Return the picture of a function of two variables. Raises DomainError if it has a real value nowhere in it."""
    first, second = f.variables
    places = [number(at[v]) if at else None for v in f.variables]
    x, y = (axis or _around(place) for axis, place in zip(axes, places, strict=True))
    grid = Grid(FloatFunction(f.typed, f.variables), x, y)
    values = grid.finite()
    if not values:
        raise DomainError(
            "nothing to draw: no real value in this part of the plane", hint="choose another with --range"
        )
    levels = tuple(Level(c, lines) for c in _chosen(values) if (lines := grid.lines(c)))
    if not levels:
        notes = (*notes, Notice("constant on the plane"))
    formulas = partials(f.expression, f.variables) if with_gradient or at is not None else ()
    arrows = tuple(_arrows([FloatFunction(p, f.variables) for p in formulas], grid)) if with_gradient else ()
    status, point = ExitStatus.DONE, None
    if at is not None:
        try:
            point = _point(f, formulas, at, grid)
        except (UndefinedError, UnsupportedError) as error:
            status, notes = error.status, (*notes, Notice("no gradient", (error,)))
    return Field(f.typed, f.name, (first, second), x, y, levels, arrows, point, notes, status)


def square_around(points: Sequence[Point]) -> tuple[Axis, Axis]:
    """Return the sides of a square in which all points are well inside."""
    sides = [(min(place), max(place)) for place in zip(*points, strict=True)]
    half = (0.5 + _AROUND) * max(high - low for low, high in sides) or max(1.0, *map(abs, points[0]))
    middles = [(low + high) / 2 for low, high in sides]
    x, y = (Axis(float(f"{at - half:.12g}"), float(f"{at + half:.12g}")) for at in middles)
    return x, y


def square_with(
    points: Sequence[Point], curves: Sequence[sp.Expr], variables: tuple[sp.Symbol, ...]
) -> tuple[Axis, Axis]:
    """Return the sides of a square with all points, and all of a curve that is bounded, where an expression is 0."""
    found = [*points]
    reach = _HALF_WIDTH * max([1.0, *(max(abs(a), abs(b)) for a, b in points)])
    for g in curves:
        for size in (reach, 10 * reach, 100 * reach):
            around = Axis(-size, size)
            curve = [point for line in lines_of(g, variables, around, around) for point in line]
            if curve and all(max(abs(a), abs(b)) < _INSIDE * size for a, b in curve):
                found += curve
                break
    return square_around(found or [(0.0, 0.0), (_HALF_WIDTH, 0.0), (-_HALF_WIDTH, 0.0)])


def draw_curves(
    equations: Sequence[sp.Eq],
    variables: tuple[sp.Symbol, sp.Symbol],
    *,
    axes: tuple[Axis | None, Axis | None] = (None, None),
    notes: Notes = (),
) -> Field:
    """Return the picture of the curves on which equations hold. Raises DomainError if none is found in it."""
    differences = [Curve(e.lhs, e.rhs, variables[0], variables[1]).equation for e in equations]
    x, y = axes
    if x is None or y is None:
        across, up = square_with((), differences, variables)
        x, y = x or across, y or up
    curves = tuple(
        PlottedCurve("curve", i, equation, None, lines_of(difference, variables, x, y))
        for i, (equation, difference) in enumerate(zip(equations, differences, strict=True))
    )
    if not any(curve.pieces for curve in curves):
        what = "this curve" if len(curves) == 1 else "these curves"
        raise DomainError(
            f"nothing to draw: no point of {what} was found in this part of the plane",
            hint="points at which the sides do not change order are not found; --range chooses another part",
        )
    return Field(differences[0], None, variables, x, y, (), overlays=curves, notes=notes)


def lines_of(g: sp.Expr, variables: tuple[sp.Symbol, ...], x: Axis, y: Axis) -> tuple[Points, ...]:
    """Return the lines on which `g` is 0."""
    return Grid(FloatFunction(g, variables), x, y).lines(0.0)


def _around(place: float | None) -> Axis:
    """Return an axis around 0 with the point well inside."""
    half = max(_HALF_WIDTH, 1.5 * abs(place or 0.0))
    step = Axis(-half, half).step(20)
    half = math.ceil(half / step - 1e-9) * step
    return Axis(-half, half)


def _chosen(values: list[float]) -> list[float]:
    """Round numbers among the values."""
    low, high = values[0], values[-1]
    core_low, core_high = values[int(_TAIL * len(values))], values[int((1 - _TAIL) * (len(values) - 1))]
    if high - low > _FAR * (core_high - core_low) > 0:
        low, high = core_low, core_high
    if not high - low > 1e-12 * max(abs(low), abs(high)):
        return []
    return [c for c in Axis(low, high).ticks(_LEVELS) if low < c < high]


def _arrows(slopes: Sequence[FloatFunction], grid: Grid) -> Iterator[Arrow]:
    """Arrows at the points of a lattice, as long as the square root of the slope, so that all can be seen."""
    (fx, fy), f, x, y = slopes, grid.f, grid.x, grid.y
    space = max(x.high - x.low, y.high - y.low) / _ARROWS
    columns, rows = (max(1, round((axis.high - axis.low) / space)) for axis in (x, y))
    places = [(x.at((i + 0.5) / columns), y.at((j + 0.5) / rows)) for i in range(columns) for j in range(rows)]
    found = [(a, b, fx(a, b), fy(a, b)) for a, b in places if math.isfinite(f(a, b))]
    sizes = sorted(size for _, _, u, v in found if math.isfinite(size := math.hypot(u, v)))
    if not sizes or not sizes[-1]:
        return
    steepest = sizes[int(0.9 * (len(sizes) - 1))] or sizes[-1]
    for a, b, u, v in found:
        size = math.hypot(u, v)
        if 0 < size < math.inf:
            length = _ARROW_LENGTH * space * min(1.0, math.sqrt(size / steepest))
            yield Arrow(a, b, u / size * length, v / size * length)


def _point(
    f: TypedFunction, formulas: tuple[sp.Expr, ...], at: Mapping[sp.Symbol, sp.Expr], grid: Grid
) -> PointGradient:
    value, x, y = value_at(f.typed, at), grid.x, grid.y
    components = gradient_at(f.typed, formulas, f.variables, at)
    u, v = map(number, components)
    size = math.hypot(u, v)
    length = _MARKED_LENGTH * min(x.high - x.low, y.high - y.low) / size if size else 0.0
    first, second = (number(at[s]) for s in f.variables)
    arrow = Arrow(first, second, u * length, v * length)
    level = Level(number(value), grid.lines(number(value)))
    return PointGradient(at, value, components, arrow, level)
