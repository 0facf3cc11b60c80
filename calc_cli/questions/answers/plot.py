"""How a question about a picture becomes an answer."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.evaluate import sign_at
from calc_cli.algebra.functions import symbol
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.algebra.substitute import substitute
from calc_cli.calculus.plot.plot import Plot, Wishes, draw
from calc_cli.calculus.plot.subject import Function
from calc_cli.errors import UnknownNameError, UsageError
from calc_cli.questions.lowering import lowered_coordinate, lowered_function
from calc_cli.questions.plot import PlotQuestion, PlotRequest, TypedFunction
from calc_cli.questions.texts import Coordinate
from calc_cli.syntax.tree import Vector

if TYPE_CHECKING:
    from calc_cli.calculus.plot.field import Field


def answer(question: PlotQuestion) -> "Plot | Field":
    """Draw the picture as numbers. Raises any CalcError, with the text and span at fault."""
    typed = [_lowered(function) for function in question.functions]
    free = set().union(*(e.free_symbols for e in typed))
    given = _given(question, free)
    plane = _plane(question, free, given)
    if plane is not None:
        return _field(question, typed[0], plane, given)
    if question.request.gradient:
        raise UsageError("a gradient needs two variables", hint="--derivative draws the derivative")
    variable = _variable(question, free, given)
    functions = [
        Function(substitute(e, given) if given else e, lowered_function(f.reading).subs(given), variable, f.left.name)
        for e, f in zip(typed, question.functions, strict=True)
    ]
    return draw(functions, _wishes(question, variable), name=_upwards(question.functions), notes=_notes(question))


def _notes(question: PlotQuestion) -> tuple[str, ...]:
    return tuple(dict.fromkeys(note for f in question.functions for note in f.reading.notes))


def _given(question: PlotQuestion, free: set[sp.Symbol]) -> dict[sp.Symbol, sp.Expr]:
    """The values that --at gives."""
    values: dict[sp.Symbol, sp.Expr] = {}
    for coordinate in question.point:
        if coordinate.name is None:
            raise UsageError(
                "--at gives values by name",
                source=coordinate.source,
                span=coordinate.value.span,
                hint=f"for example --at {min(free, key=str) if free else 'a'}={coordinate.source.strip()}",
            )
        name = symbol(coordinate.name)
        if name not in free:
            raise UnknownNameError(f"{name} does not occur in the expression")
        if name in values:
            raise UsageError(f"{name} is given twice")
        values[name] = lowered_coordinate(coordinate)
    return values


def _plane(
    question: PlotQuestion, free: set[sp.Symbol], given: Mapping[sp.Symbol, sp.Expr]
) -> tuple[sp.Symbol, sp.Symbol] | None:
    """The two variables of a picture of level lines; None if it is to be one of curves."""
    asked = tuple(map(symbol, question.wrt))
    if len(asked) > 2:
        raise UsageError("a picture has one variable, or two", hint="for example --wrt x,y")
    if len(asked) == 2:
        return asked[0], asked[1]
    if asked or any(f.left.argument for f in question.functions) or _is_of_curves(question.request):
        return None
    unknown = sorted(free - given.keys(), key=str)
    everything = sorted(free, key=str)
    if len(unknown) != 2 and len(everything) == 2 and (question.request.gradient or not unknown):
        unknown = everything
    if question.request.gradient and {symbol("x"), symbol("y")} <= free and len(unknown) != 2:
        unknown = [symbol("x"), symbol("y")]
    return (unknown[0], unknown[1]) if len(unknown) == 2 else None


def _is_of_curves(request: PlotRequest) -> bool:
    """Whether something is asked for that only functions of one variable have."""
    return bool(request.tangent or request.secant or request.derivative or "log" in (request.x_scale, request.y_scale))


def _field(
    question: PlotQuestion, typed: sp.Expr, plane: tuple[sp.Symbol, sp.Symbol], given: Mapping[sp.Symbol, sp.Expr]
) -> "Field":
    from calc_cli.calculus.plot.field import draw_field  # which curves need not load

    request = question.request
    if len(question.functions) > 1:
        raise UsageError("a picture of level lines has one function")
    if _is_of_curves(request):
        raise UsageError("tangents, secants, derivatives and logarithmic scales are for functions of one variable")
    point = {v: given[v] for v in plane if v in given}
    if len(point) == 1:
        missing = next(v for v in plane if v not in given)
        raise UsageError(f"the point gives no value to {missing}", hint=f"for example --at {missing}=1")
    values = {name: value for name, value in given.items() if name not in plane}
    _check_complete(typed.free_symbols - values.keys() - set(plane))
    function = question.functions[0]
    return draw_field(
        substitute(typed, values),
        lowered_function(function.reading).subs(values),
        plane,
        at=point or None,
        with_gradient=request.gradient,
        ranges=(_range(question.range, log=False), _range(question.y_range, log=False)),
        name=function.left.name,
        notes=_notes(question),
    )


def _check_complete(missing: set[sp.Symbol]) -> None:
    names = sorted(map(str, missing))
    if names:
        raise UsageError(
            f"no value for {' and '.join(names)}", hint=f"for example --at {','.join(f'{name}=1' for name in names)}"
        )


def _upwards(functions: Sequence[TypedFunction]) -> str | None:
    """What all functions are called: u of u = f(x) = x^2, else f(x)."""
    names = {function.left.dependent or function.left.name for function in functions}
    return names.pop() if len(names) == 1 else None


def _lowered(function: TypedFunction) -> sp.Expr:
    reading = function.reading
    if isinstance(reading.tree, Vector):
        raise UsageError(
            "write the functions one after the other, not as a list", source=reading.text, span=reading.tree.span
        )
    lowered_function(reading)
    typed = lower_as_typed(reading.tree)
    unknown = sorted({type(f).__name__ for f in typed.atoms(AppliedUndef)})
    if unknown:
        raise UsageError(f"{unknown[0]} is an unknown function: it has no picture", source=reading.text)
    return typed


def _variable(question: PlotQuestion, free: set[sp.Symbol], given: Mapping[sp.Symbol, sp.Expr]) -> sp.Symbol:
    """The variable to draw along: as asked, else x, else t, else the only one."""
    unknown = sorted(free - given.keys(), key=str)
    asked = [*map(symbol, question.wrt), *(symbol(f.left.argument) for f in question.functions if f.left.argument)]
    usual = [symbol(name) for name in ("x", "t") if symbol(name) in unknown]
    variable = [*asked, *usual, *unknown, *sorted(given, key=str), symbol("x")][0]
    if variable in given:
        raise UsageError(
            f"{variable} is the variable of the picture", hint=f"--tangent {given[variable]} draws the tangent there"
        )
    _check_complete(set(unknown) - {variable})
    return variable


def _wishes(question: PlotQuestion, variable: sp.Symbol) -> Wishes:
    request = question.request
    return Wishes(
        tangents=_places(question.tangents, variable),
        secants=_places(question.secants, variable),
        derivative=request.derivative,
        x_range=_range(question.range, log=request.x_scale == "log"),
        y_range=_range(question.y_range, log=request.y_scale == "log"),
        x_log=request.x_scale == "log",
        y_log=request.y_scale == "log",
    )


def _places(coordinates: Sequence[Coordinate], variable: sp.Symbol) -> tuple[sp.Expr, ...]:
    for coordinate in coordinates:
        if coordinate.name not in (None, variable.name):
            raise UsageError(f"the variable of the picture is {variable}, not {coordinate.name}")
    return tuple(dict.fromkeys(map(lowered_coordinate, coordinates)))


def _range(ends: tuple[Coordinate, Coordinate] | None, *, log: bool) -> tuple[sp.Expr, sp.Expr] | None:
    if ends is None:
        return None
    low, high = map(lowered_coordinate, ends)
    text = f"{ends[0].source}:{ends[1].source}"
    if sign_at(high - low, {}) != 1:
        raise UsageError(f"the range {text} is empty", hint="the smaller end comes first")
    if log and sign_at(low, {}) != 1:
        raise UsageError(f"the range {text} is not positive, as a logarithmic scale needs it")
    return low, high
