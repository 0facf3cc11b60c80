"""How a question about a picture becomes an answer."""

from collections.abc import Sequence

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.evaluate import sign_at
from calc_cli.algebra.functions import symbol
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.algebra.put import put
from calc_cli.calculus.plot.plot import Plot, Wishes, draw
from calc_cli.calculus.plot.subject import Function
from calc_cli.errors import UnknownNameError, UsageError
from calc_cli.jobs.lowering import lowered_coordinate, lowered_function
from calc_cli.jobs.request import Coordinate
from calc_cli.jobs.requests.plot import PlotQuestion, TypedFunction
from calc_cli.syntax.tree import Vector


def answer(question: PlotQuestion) -> Plot:
    """Draw the picture as numbers. Raises any CalcError, with the text and span at fault."""
    typed = [_lowered(function) for function in question.functions]
    free = set().union(*(e.free_symbols for e in typed))
    variable, values = _variable(question, free)
    functions = [
        Function(put(e, values), lowered_function(f.reading).subs(values), variable, f.left.name)
        for e, f in zip(typed, question.functions, strict=True)
    ]
    notes = tuple(dict.fromkeys(note for f in question.functions for note in f.reading.notes))
    return draw(functions, _wishes(question, variable), name=_upwards(question.functions), notes=notes)


def _upwards(functions: Sequence[TypedFunction]) -> str | None:
    """What all functions are called: u of u = f(x) = x^2, else f(x)."""
    names = {function.dependent or function.left.name for function in functions}
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


def _variable(question: PlotQuestion, free: set[sp.Symbol]) -> tuple[sp.Symbol, dict[sp.Symbol, sp.Expr]]:
    """The variable to draw along, and the values of all others."""
    values: dict[sp.Symbol, sp.Expr] = {}
    for coordinate in question.point:
        if coordinate.name is None:
            raise UsageError(
                "--at gives values by name",
                source=coordinate.source,
                span=coordinate.value.span,
                hint="for example --at a=2",
            )
        name = symbol(coordinate.name)
        if name not in free:
            raise UnknownNameError(f"{name} does not occur in the expression")
        values[name] = lowered_coordinate(coordinate)
    open_names = sorted(free - values.keys(), key=str)
    asked = [*map(symbol, question.wrt), *(symbol(f.left.argument) for f in question.functions if f.left.argument)]
    variable = asked[0] if asked else next((symbol(n) for n in ("x", "t") if symbol(n) in open_names), None)
    variable = variable or (open_names[0] if open_names else symbol("x"))
    missing = [name for name in open_names if name != variable]
    if variable in values:
        raise UsageError(
            f"{variable} is the variable of the picture", hint=f"--tangent {values[variable]} draws the tangent there"
        )
    if missing:
        raise UsageError(
            f"no value for {' and '.join(map(str, missing))}",
            hint=f"for example --at {','.join(f'{m}=1' for m in missing)}",
        )
    return variable, values


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
