"""A picture of functions of one variable, with tangents, secants and derivatives, as numbers."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

import sympy as sp

from calc_cli.calculus.plot.axis import Axis, Points
from calc_cli.calculus.plot.places import Break, breaks_within, number
from calc_cli.calculus.plot.subject import Derived, FloatFunction, Line, PlottedFunction, secants, tangent
from calc_cli.calculus.plot.trace import Sketch, refined, samples
from calc_cli.calculus.plot.window import choose_window, features, height_range, is_of_angles
from calc_cli.calculus.result import Exact, Fields, Notes, Result, present
from calc_cli.errors import CalcError, DomainError, ExitStatus, UndefinedError, UnsupportedError

Role = Literal[
    "function", "derivative", "antiderivative", "tangent", "secant", "limit", "bound", "asymptote", "walk",
    "constraint", "critical", "curve",
]  # fmt: skip
MarkKind = Literal["open", "closed", "point", "local minimum", "local maximum", "saddle point", "undecided"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A point: "open" where a curve does not reach it, "closed" where a piece ends, a critical one, else a "point"."""

    x: float
    y: float
    kind: MarkKind


@dataclass(frozen=True, slots=True)
class Shade:
    """The area between a height, `base`, and a part of a curve.

    An integral counts it with this `sign`, 1 or -1; with 0 it is what an oscillation runs through.
    """

    sign: int
    points: Points
    base: float = 0.0


@dataclass(frozen=True, slots=True)
class PlottedCurve:
    """A line in the picture: `pieces` of points that belong together; what lies between them is not drawn.

    `of` is the number of its function, from 0. A tangent or secant has its `line`. `asymptotes` are the poles.
    """

    role: Role
    of: int
    expression: sp.Expr
    name: str | None
    pieces: tuple[Points, ...]
    marks: tuple[Mark, ...] = ()
    asymptotes: tuple[float, ...] = ()
    line: Line | None = None

    @property
    def fields(self) -> Fields:
        """Return what JSON has of it."""
        line = self.line
        is_vertical = self.expression is sp.oo
        return present(
            {
                "role": self.role,
                "of": self.of,
                "name": self.name,
                "expr": None if is_vertical else Exact(self.expression, typed=self.role in ("function", "curve")),
                "at": None if line is None else Exact(line.a, typed=False),
                "h": None if line is None or line.h is None else Exact(line.h, typed=False),
                "slope": None if line is None else Exact(line.slope, typed=False),
                "points": [[point for point in piece if math.isfinite(point[1])] for piece in self.pieces],
                "marks": [{"x": mark.x, "y": mark.y, "kind": mark.kind} for mark in self.marks],
                "asymptotes": self.asymptotes,
            }
        )


@dataclass(frozen=True, slots=True)
class Plot(Result):
    """The picture of functions of `variable`, within the axes `x` and `y`."""

    variable: sp.Symbol
    x: Axis
    y: Axis
    curves: tuple[PlottedCurve, ...]
    name: str | None = None
    """The name of the upward axis, if it has one."""
    notes: Notes = ()
    status: ExitStatus = ExitStatus.DONE
    shades: tuple[Shade, ...] = ()
    is_square: ClassVar[bool] = False

    @property
    def names(self) -> tuple[str, str]:
        """What is measured across and upwards."""
        return self.variable.name, self.name or "y"

    def level(self, role: Role, height: sp.Expr) -> PlottedCurve:
        """Return a straight line from side to side, at a height that may vary with the variable."""
        ends = tuple((at, number(height.subs(self.variable, sp.Rational(at)))) for at in (self.x.low, self.x.high))
        return PlottedCurve(role, 0, height, None, (ends,))

    @property
    def answer(self) -> tuple[sp.Basic, ...]:
        """The functions that are drawn."""
        return tuple(curve.expression for curve in self.curves)

    @property
    def fields(self) -> Fields:
        return {
            "wrt": (self.variable,),
            "range": (self.x.low, self.x.high),
            "y_range": (self.y.low, self.y.high),
            "curves": [curve.fields for curve in self.curves],
        }


@dataclass(frozen=True, slots=True)
class Contents:
    """The things that a picture shall show beside its functions; an axis that is None is chosen.

    Whatever is chosen, `points` of the x axis and `heights` of the y axis are in it.
    """

    tangents: tuple[sp.Expr, ...] = ()
    secants: tuple[sp.Expr, ...] = ()
    points: tuple[sp.Expr, ...] = ()
    heights: tuple[sp.Expr, ...] = ()
    derivative: bool = False
    x: Axis | None = None
    y: Axis | None = None
    x_log: bool = False
    y_log: bool = False


def draw(
    functions: Sequence[PlottedFunction], contents: Contents, *, name: str | None = None, notes: Notes = ()
) -> Plot:
    """Return the picture of functions of the same variable. Raises DomainError if there is nothing to see in it."""
    variable = functions[0].x
    points = [number(a) for a in (*contents.tangents, *contents.secants, *contents.points)]
    x = contents.x or choose_window(functions, points, log=contents.x_log)
    refusals: list[CalcError] = []
    lines = list(_lines(functions, contents, x, refusals))
    sketches = list(_sketches(functions, contents, x, points))
    if not any(math.isfinite(y) for _, _, sketch in sketches for _, y in sketch.points):
        raise DomainError(
            f"nothing to draw: no real value for {variable} from {x.low:g} to {x.high:g}",
            hint="choose another part with --range",
        )
    heights = map(number, (*(line.points[-1][1] for _, line in lines), *contents.heights))
    y = contents.y or height_range([sketch for _, _, sketch in sketches], [*heights], x, log=contents.y_log)
    curves = [*(_curve(*sketch, x, y) for sketch in sketches), *(_line(i, line, variable, x, y) for i, line in lines)]
    told = tuple(dict.fromkeys(refusal.message for refusal in refusals))
    status = max((refusal.status for refusal in refusals), default=ExitStatus.DONE)
    if not x.log and x.high - x.low >= math.pi and is_of_angles(functions):
        x = replace(x, unit=math.pi)
    return Plot(variable, x, y, tuple(curves), name, (*notes, *told), status)


def _lines(
    functions: Sequence[PlottedFunction], contents: Contents, x: Axis, refusals: list[CalcError]
) -> Iterator[tuple[int, Line]]:
    """Yield secants first, so that the tangent is drawn over them; collect why there is no tangent."""
    unit = sp.Rational(str(x.step(5)))
    for i, f in enumerate(functions):
        for a in contents.secants:
            yield from ((i, line) for line in secants(f, a, unit))
        for a in dict.fromkeys((*contents.secants, *contents.tangents)):
            try:
                yield i, tangent(f, a)
            except (UndefinedError, UnsupportedError) as error:
                refusals.append(error)


def _line(i: int, line: Line, variable: sp.Symbol, x: Axis, y: Axis) -> PlottedCurve:
    """Return a tangent or a secant from side to side."""
    role: Role = "tangent" if line.h is None else "secant"
    marks = tuple(Mark(number(a), number(b), "point") for a, b in line.points)
    if line.slope is sp.oo:
        at = number(line.a)
        return PlottedCurve(role, i, sp.oo, None, (((at, y.low), (at, y.high)),), marks, line=line)
    height = line.height(variable)
    f = _on(y, FloatFunction(height, (variable,)))
    if x.log or y.log:
        (points,) = samples(f, x, (), ())
        pieces = tuple(refined(f, points, x, y))
    else:
        pieces = (tuple((at, f(at)) for at in (x.low, x.high)),)
    return PlottedCurve(role, i, height, None, pieces, marks, line=line)


def _curve(role: Role, i: int, sketch: Sketch, x: Axis, y: Axis) -> PlottedCurve:
    """Return the curve with as many points as the picture needs."""
    f, parts = sketch.f, sketch.parts
    if y.log:
        parts = [tuple((at, value if value > 0 else math.nan) for at, value in points) for points in parts]
    pieces = _joined([piece for points in parts for piece in refined(_on(y, f), points, x, y)], sketch.breaks)
    marks = tuple(mark for b in sketch.breaks for mark in _marks(b))
    poles = tuple(b.x for b in sketch.breaks if b.kind == "pole")
    return PlottedCurve(role, i, f.shown, f.name, pieces, marks, poles)


def _sketches(
    functions: Sequence[PlottedFunction], contents: Contents, x: Axis, points: Sequence[float]
) -> Iterator[tuple[Role, int, Sketch]]:
    """Yield each function, and after it its derivative if that is asked for."""
    window = x.low, x.high
    for i, f in enumerate(functions):
        derived: list[tuple[Role, PlottedFunction]] = [("derivative", Derived(f))] if contents.derivative else []
        for role, g in (("function", f), *derived):
            breaks = breaks_within(g, window)
            yield role, i, Sketch(g, breaks, samples(g, x, breaks, [*features(g, window), *points]))


def _on(y: Axis, f: Callable[[float], float]) -> Callable[[float], float]:
    """Return the function without what a logarithmic axis has no place for."""
    if not y.log:
        return f
    return lambda at: value if (value := f(at)) > 0 else math.nan


def _joined(pieces: Sequence[Points], breaks: Sequence[Break]) -> tuple[Points, ...]:
    """Return the pieces, those joined that meet where the function is continuous."""
    joints = {b.x for b in breaks if b.kind == "joint"}
    found: list[Points] = []
    for piece in pieces:
        if found and found[-1][-1] == piece[0] and piece[0][0] in joints:
            found[-1] += piece[1:]
        else:
            found.append(piece)
    return tuple(found)


def _marks(b: Break) -> Iterator[Mark]:
    """Open and closed ends; none where the function is continuous."""
    if b.kind == "joint":
        return
    ends = {side for side in (b.left, b.right) if side is not None and math.isfinite(side)}
    for y in sorted(ends):
        if b.value is None or not math.isclose(y, b.value, rel_tol=1e-9, abs_tol=1e-12):
            yield Mark(b.x, y, "open")
    if b.value is not None:
        yield Mark(b.x, b.value, "closed")
