"""The picture that belongs to a result: a derivative with its tangent, a limit with what the function does there."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.assumptions import within
from calc_cli.algebra.evaluate import with_values
from calc_cli.algebra.functions import TypedFunction, plain_symbol
from calc_cli.calculus.derivative.derivative import Derivative
from calc_cli.calculus.limits.limit import Limit
from calc_cli.calculus.limits.sums import sums_up_to
from calc_cli.calculus.plot.axis import Axis
from calc_cli.calculus.plot.field import Field, draw_field
from calc_cli.calculus.plot.places import number
from calc_cli.calculus.plot.plot import Contents, Mark, Plot, Role, Shade, draw
from calc_cli.calculus.plot.subject import PlottedFunction
from calc_cli.calculus.plot.window import choose_window
from calc_cli.calculus.result import Notice, Result
from calc_cli.errors import DomainError, UndefinedError, UnsupportedError, UsageError

if TYPE_CHECKING:
    from calc_cli.calculus.integrals.antiderivative import Antiderivative
    from calc_cli.calculus.integrals.integral import Integral

Illustrated = TypeVar("Illustrated", Derivative, Limit, "Antiderivative", "Integral")

_FARTHER = 3
"""Towards infinity, so many times the usual window is added."""

_LONG = (1.0, 30.0)
"""The terms of a sequence that are shown."""

_AROUND = 1
"""Half the side of the square around a limit in two variables."""

_FAR = (1.0, 1e4)
"""What is shown of a variable that goes to infinity, by powers of ten."""


def illustrate_derivative(d: Derivative) -> Derivative:
    """Add the function with its tangent at the point; without a point, with its derivative.

    Of a derivative of higher order, the function is the derivative of one order less.
    """
    at = dict(d.at or {})
    a = at.pop(d.variable, None)
    before = TypedFunction(d.previous, d.previous, (d.variable,))
    function = plotted(d.function if d.order == 1 else before, at)
    contents = Contents(derivative=True) if a is None else Contents(tangents=(a,))
    return illustrated(d, lambda: draw([function], contents))


def illustrate_limit(found: Limit, expression: sp.Expr) -> Limit:
    """Add the function near the point, and where it has a limit there, the height of that."""
    f = TypedFunction(found.typed, expression, tuple(found.to), found.name)
    return illustrated(found, lambda: (_around if len(found.to) > 1 else _near)(found, f))


def illustrated(found: Illustrated, picture: Callable[[], Result]) -> Illustrated:
    """Add a picture, or why there is none: the answer stands without it."""
    try:
        return replace(found, picture=picture())
    except (DomainError, UndefinedError, UnsupportedError) as error:
        return replace(found, notes=(*found.notes, Notice("no picture", (error,))))


def _near(found: Limit, f: TypedFunction) -> Plot:
    ((x, a),) = found.to.items()
    functions = list(_functions(found, f))
    role, heights = _levels(found)
    if a.is_finite:
        plot = draw(functions, Contents(points=(a,), heights=heights))
    else:
        window = choose_window(functions, [], log=False)
        low, high, width = window.low, window.high, _FARTHER * (window.high - window.low)
        axis = Axis(low, high + width) if a is sp.oo else Axis(low - width, high)
        plot = draw(functions, Contents(x=Axis(*_LONG) if _counts(found.typed, x) else axis, heights=heights))
    lines = [plot.level(role, height) for height in heights]
    if a.is_finite and len(lines) == 1:
        y = number(heights[0])
        mark = Mark(number(a), y, "open" if math.isnan(functions[0](number(a))) else "point")
        lines = [replace(lines[0], marks=(mark,))]
    ends = [number(height) for height in heights] if role == "bound" else []
    shades = [Shade(0, ((plot.x.low, max(ends)), (plot.x.high, max(ends))), min(ends))] if ends else []
    return replace(plot, curves=(*plot.curves, *lines), shades=tuple(shades))


def _levels(found: Limit) -> tuple[Role, tuple[sp.Expr, ...]]:
    """Return the height of the limit, those of the limits on two sequences, or the bounds of an oscillation."""
    side = found.sides[0] if found.sides and found.value is None else found
    limits = [along.limit for along in side.sequences] if found.value is None else [found.value]
    levels = [*map(sp.sympify, limits or side.range or ())]
    return "limit" if limits else "bound", tuple(level for level in levels if level.is_finite)


def _functions(found: Limit, f: TypedFunction) -> Iterator[PlottedFunction]:
    """Yield the function: of n by steps, and with parameters an example for each case."""
    if _counts(f.typed, f.variable):
        n = plain_symbol(f.variable.name)
        steps = {f.variable: sp.floor(n)}
        f = TypedFunction(f.typed.xreplace(steps), f.expression.xreplace(steps), (n,), f.name)
    for case in found.cases:
        known = within(dict.fromkeys({s for at in case.values.values() for s in at.free_symbols}, sp.S.One))
        values = {s: at.xreplace(dict(known)) for s, at in case.values.items() if isinstance(s, sp.Symbol)}
        example = plotted(replace(f, name=None), values)
        example.shown = example.expression  # x for 1x
        yield example
    if not found.cases:
        yield plotted(f)


def _counts(typed: sp.Expr, x: sp.Symbol) -> bool:
    return bool(x.is_integer or sums_up_to(typed, x))


def plotted(f: TypedFunction, values: Mapping[sp.Symbol, sp.Expr] | None = None) -> PlottedFunction:
    """Return the function as it is drawn, with values for its parameters. Raises UsageError if one is missing."""
    if f.typed.has(AppliedUndef):
        raise UsageError("an unknown function has no picture")
    f = with_values(f, values or {})
    missing = sorted(map(str, f.typed.free_symbols - {f.variable}))
    if missing:
        raise UsageError(f"a picture needs a value for {' and '.join(missing)}")
    return PlottedFunction(f)


def _around(found: Limit, f: TypedFunction) -> Field:
    if len(f.variables) > 2 or f.typed.free_symbols - set(f.variables):
        raise UsageError("a picture has one variable or two, and no parameters")
    near, far = _FAR
    outwards = {sp.oo: Axis(near, far, log=True), -sp.oo: Axis(-far, -near, log=True)}
    x, y = (outwards.get(a) or Axis(number(a - _AROUND), number(a + _AROUND)) for a in found.to.values())
    return draw_field(f, axes=(x, y))
