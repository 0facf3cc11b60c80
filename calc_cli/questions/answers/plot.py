"""Answer questions about a picture."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.evaluate import substitute, with_values
from calc_cli.algebra.functions import TypedFunction, in_order, symbol
from calc_cli.calculus.plot.axis import Axis
from calc_cli.calculus.plot.places import axis_between
from calc_cli.calculus.plot.plot import Contents, Plot, draw
from calc_cli.calculus.plot.subject import PlottedFunction
from calc_cli.errors import UsageError
from calc_cli.questions.answers.variables import require_values, values_of
from calc_cli.questions.lowering import lowered_coordinate, lowered_range, typed_function
from calc_cli.questions.plot import ParsedPlot, PlotQuestion
from calc_cli.questions.texts import Coordinate, ParsedFunction
from calc_cli.syntax.tree import Equation, names_in

if TYPE_CHECKING:
    from calc_cli.calculus.plot.field import Field


def answer(parsed: ParsedPlot) -> "Plot | Field":
    """Draw the picture as numbers. Raises any CalcError, with the text and span at fault."""
    if any(map(_is_curve, parsed.functions)):
        return _curves(parsed)
    typed = [_lowered(function) for function in parsed.functions]
    free = sp.Tuple(*(f.typed for f in typed)).free_symbols
    given = values_of(parsed.point, in_order(free), by_name=True)
    plane = _plane(parsed, free, given)
    if plane is not None:
        return _field(parsed, typed[0], plane, given)
    if parsed.question.gradient:
        raise UsageError("a gradient needs two variables", hint="--derivative draws the derivative")
    variable = _variable(parsed, free, given)
    functions = [PlottedFunction(replace(with_values(f, given), variables=(variable,))) for f in typed]
    notes = tuple(dict.fromkeys(note for f in typed for note in f.notes))
    names = {function.dependent or function.name for function in parsed.functions}  # u of u = f(x) = x^2, else f(x)
    name = names.pop() if len(names) == 1 else None
    return draw(functions, _contents(parsed, variable), name=name, notes=notes)


def _plane(
    parsed: ParsedPlot, free: set[sp.Symbol], given: Mapping[sp.Symbol, sp.Expr]
) -> tuple[sp.Symbol, sp.Symbol] | None:
    """Return the two variables of a picture of level lines; None if it is to be one of curves."""
    asked = tuple(map(symbol, parsed.wrt))
    if len(asked) > 2:
        raise UsageError("a picture has one variable, or two", hint="for example --wrt x,y")
    if len(asked) == 2:
        return asked[0], asked[1]
    if asked or any(f.argument for f in parsed.functions) or _is_of_curves(parsed.question):
        return None
    unknown = sorted(free - given.keys(), key=str)
    pairs = [unknown]
    if parsed.question.gradient or not unknown:
        pairs.append(sorted(free, key=str))
    if parsed.question.gradient:
        pairs.append([x for x in (symbol("x"), symbol("y")) if x in free])
    return next(((pair[0], pair[1]) for pair in pairs if len(pair) == 2), None)


def _is_of_curves(question: PlotQuestion) -> bool:
    """Return True if something is asked for that only functions of one variable have."""
    return bool(
        question.tangent or question.secant or question.derivative or "log" in (question.x_scale, question.y_scale)
    )


def _field(
    parsed: ParsedPlot, f: TypedFunction, plane: tuple[sp.Symbol, sp.Symbol], given: Mapping[sp.Symbol, sp.Expr]
) -> "Field":
    from calc_cli.calculus.plot.field import draw_field  # which curves need not load

    question = parsed.question
    if len(parsed.functions) > 1:
        raise UsageError("a picture of level lines has one function")
    if _is_of_curves(question):
        raise UsageError("tangents, secants, derivatives and logarithmic scales are for functions of one variable")
    point = {v: given[v] for v in plane if v in given}
    if point:
        require_values((v for v in plane if v not in given), "the point gives no value to")
    values = {name: value for name, value in given.items() if name not in plane}
    require_values(f.typed.free_symbols - values.keys() - set(plane))
    return draw_field(
        replace(with_values(f, values), variables=plane),
        at=point or None,
        with_gradient=question.gradient,
        axes=(_axis(parsed.range), _axis(parsed.y_range)),
        notes=f.notes,
    )


def _curves(parsed: ParsedPlot) -> "Field":
    """Draw the curves on which equations hold, y = f(x) among them."""
    from calc_cli.calculus.plot.field import draw_curves  # which functions need not load

    if parsed.question.gradient or _is_of_curves(parsed.question):
        raise UsageError(
            "tangents, derivatives, gradients and logarithmic scales are for functions",
            hint="calc diff ... --implicit y --at x=1,y=2 --tangent has the tangent of a curve",
        )
    equations = [[symbol("x" if f.name == "x" else "y"), *_sides(f)][-2:] for f in parsed.functions]
    free = {x for sides in equations for side in sides for x in side.free_symbols}
    given = values_of(parsed.point, in_order(free), by_name=True)
    unknown, usual = in_order(free - given.keys()), [symbol("x"), symbol("y")]
    first = [x for x in usual if x in unknown]
    plane = [*dict.fromkeys([*map(symbol, parsed.wrt), *first, *unknown, *usual])]
    for f, (left, right) in zip(parsed.functions, equations, strict=True):
        if not isinstance(f.tree, Equation) and left in right.free_symbols:
            raise UsageError("a function of two variables has level lines, and no curve", source=f.text)
    require_values(set(plane[2:]) & free)
    return draw_curves(
        [sp.Eq(*(substitute(side, given) for side in sides), evaluate=False) for sides in equations],
        (plane[0], plane[1]),
        axes=(_axis(parsed.range), _axis(parsed.y_range)),
        notes=tuple(dict.fromkeys(note for f in parsed.functions for note in f.notes)),
    )


def _is_curve(function: ParsedFunction) -> bool:
    """Return True for an equation, and for x = 2, which is no function of x."""
    return isinstance(function.tree, Equation) or (function.name == "x" and not names_in(function.tree))


def _sides(function: ParsedFunction) -> list[sp.Expr]:
    """Return both sides of an equation, of a function itself."""
    tree = function.tree
    nodes = (tree.left, tree.right) if isinstance(tree, Equation) else (tree,)
    return [_lowered(replace(function, tree=node)).typed for node in nodes]


def _lowered(function: ParsedFunction) -> TypedFunction:
    f = typed_function(function, "write the functions one after the other, not as a list")
    unknown = sorted({type(applied).__name__ for applied in f.typed.atoms(AppliedUndef)})
    if unknown:
        raise UsageError(f"{unknown[0]} is an unknown function: it has no picture", source=function.text)
    return f


def _variable(parsed: ParsedPlot, free: set[sp.Symbol], given: Mapping[sp.Symbol, sp.Expr]) -> sp.Symbol:
    """Return the variable to draw along: as asked, else x, else t, else the only one."""
    unknown = sorted(free - given.keys(), key=str)
    asked = [*map(symbol, parsed.wrt), *(symbol(f.argument) for f in parsed.functions if f.argument)]
    usual = [symbol(name) for name in ("x", "t") if symbol(name) in unknown]
    variable = [*asked, *usual, *unknown, *sorted(given, key=str), symbol("x")][0]
    if variable in given:
        raise UsageError(
            f"{variable} is the variable of the picture", hint=f"--tangent {given[variable]} draws the tangent there"
        )
    require_values(set(unknown) - {variable})
    return variable


def _contents(parsed: ParsedPlot, variable: sp.Symbol) -> Contents:
    question = parsed.question
    return Contents(
        tangents=_places(parsed.tangents, variable),
        secants=_places(parsed.secants, variable),
        derivative=question.derivative,
        x=_axis(parsed.range, log=question.x_scale == "log"),
        y=_axis(parsed.y_range, log=question.y_scale == "log"),
        x_log=question.x_scale == "log",
        y_log=question.y_scale == "log",
    )


def _axis(ends: tuple[Coordinate, Coordinate] | None, *, log: bool = False) -> Axis | None:
    return axis_between(lowered_range(ends, log=log), log=log)


def _places(coordinates: Sequence[Coordinate], variable: sp.Symbol) -> tuple[sp.Expr, ...]:
    for coordinate in coordinates:
        if coordinate.name not in (None, variable.name):
            raise UsageError(f"the variable of the picture is {variable}, not {coordinate.name}")
    return tuple(dict.fromkeys(map(lowered_coordinate, coordinates)))
