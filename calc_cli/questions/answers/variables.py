"""The variables of a function: which they are, in which order, and the values that a point gives them."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Protocol

import sympy as sp

from calc_cli.algebra.function import TypedFunction
from calc_cli.algebra.functions import symbol
from calc_cli.errors import UnknownNameError, UsageError
from calc_cli.questions.lowering import lowered_coordinate, lowered_point
from calc_cli.questions.texts import Coordinate, ParsedFunction, usual_variable
from calc_cli.syntax.names import natural_order

Variables = tuple[sp.Symbol, ...]


class Asked(Protocol):
    """A question about variables: those of --wrt, those of f(x, y) = ..., and the values of the point."""

    @property
    def function(self) -> ParsedFunction: ...

    @property
    def wrt(self) -> tuple[str, ...]: ...

    @property
    def point(self) -> tuple[Coordinate, ...]: ...


def with_variable(f: TypedFunction, wrt: str | None, point: tuple[Coordinate, ...] = ()) -> TypedFunction:
    """Return the function with its variable: as asked, else the usual one; a constant is one in x.

    Raises UsageError if it is not clear which.
    """
    names = {s.name for s in f.typed.free_symbols}
    variable = wrt or usual_variable(names)
    notes: tuple[str, ...] = ()
    if variable is None:
        variable, notes = next((c.name for c in point if c.name), "x"), ("the expression is constant",)
    elif variable not in names:
        notes = (f"{wrt} does not occur in the expression",)
    return replace(f, variables=(symbol(variable),), notes=(*f.notes, *notes))


def required_variable(wrt: str | None, free: AbstractSet[sp.Symbol], where: str, constant: str) -> sp.Symbol:
    """Return the variable: as asked, else the usual one of the `free` symbols.

    Raises UnknownNameError if it does not occur `where` it should, UsageError, as `constant`, if there is none.
    """
    names = {s.name for s in free}
    name = wrt or usual_variable(names)
    if name is None:
        raise UsageError(constant)
    if name not in names:
        raise UnknownNameError(f"{name} does not occur in {where}")
    return symbol(name)


def with_variables(f: TypedFunction, parsed: Asked) -> TypedFunction:
    """Return the function with its variables, and with the notes on them."""
    variables, notes = chosen_variables(parsed, f.typed.free_symbols)
    return replace(f, variables=variables, notes=(*f.notes, *notes))


def chosen_variables(parsed: Asked, free: AbstractSet[sp.Symbol]) -> tuple[Variables, tuple[str, ...]]:
    """Return the variables and notes: those of --wrt, else the arguments of f(x, y) = ..., else all, x2 before x10."""
    names = parsed.wrt or parsed.function.arguments
    if not names:
        found = in_order(free)
        return tuple(found or _of_the_point(parsed.point)), () if found else ("the expression is constant",)
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise UsageError(f"{twice} is given twice", hint="name each variable once, as in --wrt x,y")
    absent = [name for name in names if symbol(name) not in free]
    return tuple(map(symbol, names)), tuple(f"{name} does not occur in the expression" for name in absent)


def in_order(free: AbstractSet[sp.Symbol]) -> list[sp.Symbol]:
    """Return symbols by name, x2 before x10."""
    return sorted(free, key=lambda x: natural_order(x.name))


def _of_the_point(point: Sequence[Coordinate]) -> list[sp.Symbol]:
    names = [coordinate.name for coordinate in point if coordinate.name is not None]
    if not names:
        raise UsageError("there is no variable to differentiate in", hint="name them, as in --wrt x,y")
    return [symbol(name) for name in dict.fromkeys(names)]


def point_of(parsed: Asked, free: AbstractSet[sp.Symbol], variables: Variables) -> dict[sp.Symbol, sp.Expr] | None:
    """Return the point, the variables first and in their order; values without names belong to them in turn."""
    coordinates = parsed.point
    if not coordinates:
        return None
    point = lowered_point(named_in_turn(coordinates, variables), free, variables)
    return {x: point[x] for x in (*variables, *sorted(point.keys() - {*variables}, key=str))}


def named_in_turn(coordinates: Sequence[Coordinate], variables: Sequence[sp.Symbol]) -> Sequence[Coordinate]:
    """Return the coordinates of `1, 2` as those of x and y, where there are as many variables as values."""
    if len(coordinates) != len(variables) or any(coordinate.name is not None for coordinate in coordinates):
        return coordinates
    return [replace(c, name=x.name) for c, x in zip(coordinates, variables, strict=True)]


def vector_of(components: Sequence[Coordinate], variables: Variables) -> list[sp.Expr]:
    """Return a vector with one component a variable; of named ones, those that are left out are 0.

    Raises UsageError if there are too many or too few.
    """
    listed = ", ".join(map(str, variables))
    if all(component.name is None for component in components):
        if len(components) != len(variables):
            raise UsageError(
                f"the direction has {len(components)} component{'s' * (len(components) != 1)}, "
                f"but there {'are' if variables[1:] else 'is'} {len(variables)} "
                f"variable{'s' * (len(variables) != 1)}: {listed}"
            )
        return [lowered_coordinate(component) for component in components]
    found: dict[sp.Symbol, sp.Expr] = {}
    for component in components:
        name = None if component.name is None else symbol(component.name)
        if name is None or name not in variables or name in found:
            what = "a component without a name" if name is None else f"{name} given twice" if name in found else name
            raise UsageError(
                f"the direction has {what}; the variables are {listed}", hint="for example --along x=1,y=1"
            )
        found[name] = lowered_coordinate(component)
    return [found.get(x, sp.S.Zero) for x in variables]


def parameters_of(coordinates: Sequence[Coordinate], free: AbstractSet[sp.Symbol]) -> dict[sp.Symbol, sp.Expr]:
    """Return the values that --at gives by name. Raises UsageError or UnknownNameError for what is none."""
    values: dict[sp.Symbol, sp.Expr] = {}
    for coordinate in coordinates:
        if coordinate.name is None:
            raise UsageError(
                "--at gives values by name",
                source=coordinate.source,
                span=coordinate.value.span,
                hint=f"for example --at {min(free, key=str) if free else 'a'}=1",
            )
        name = symbol(coordinate.name)
        if name not in free:
            raise UnknownNameError(f"{name} does not occur in the expression")
        if name in values:
            raise UsageError(f"{name} is given twice")
        values[name] = lowered_coordinate(coordinate)
    return values


def require_values(missing: AbstractSet[sp.Symbol]) -> None:
    """Raise UsageError if letters are left that have no value."""
    names = sorted(map(str, missing))
    if names:
        raise UsageError(
            f"no value for {' and '.join(names)}", hint=f"for example --at {','.join(f'{name}=1' for name in names)}"
        )
