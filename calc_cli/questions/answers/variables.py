"""The variables of a function: which they are, in which order, and the values that a point gives them."""

from collections.abc import Iterable, Sequence, Set as AbstractSet
from dataclasses import replace
from typing import Any

import sympy as sp

from calc_cli.algebra.assumptions import assumed_conditions
from calc_cli.algebra.evaluate import all_hold
from calc_cli.algebra.functions import TypedFunction, in_order, symbol
from calc_cli.errors import UnknownNameError, UsageError
from calc_cli.questions.declaration import ParsedSubject
from calc_cli.questions.lowering import lowered_coordinate
from calc_cli.questions.texts import Coordinate, usual_variable

Variables = tuple[sp.Symbol, ...]


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


def with_variables(f: TypedFunction, parsed: ParsedSubject[Any]) -> TypedFunction:
    """Return the function with its variables, and with the notes on them."""
    variables, notes = chosen_variables(parsed, f.typed.free_symbols)
    return replace(f, variables=variables, notes=(*f.notes, *notes))


def chosen_variables(parsed: ParsedSubject[Any], free: AbstractSet[sp.Symbol]) -> tuple[Variables, tuple[str, ...]]:
    """Return the variables and notes: as asked, else all, x2 before x10."""
    names = parsed.wrt
    if not names:
        found = in_order(free)
        return tuple(found or _of_the_point(parsed.point)), () if found else ("the expression is constant",)
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise UsageError(f"{twice} is given twice", hint="name each variable once, as in --wrt x,y")
    absent = [name for name in names if symbol(name) not in free]
    return tuple(map(symbol, names)), tuple(f"{name} does not occur in the expression" for name in absent)


def _of_the_point(point: Sequence[Coordinate]) -> list[sp.Symbol]:
    names = [coordinate.name for coordinate in point if coordinate.name is not None]
    if not names:
        raise UsageError("there is no variable to differentiate in", hint="name them, as in --wrt x,y")
    return [symbol(name) for name in dict.fromkeys(names)]


def values_of(
    coordinates: Sequence[Coordinate], known: Iterable[sp.Symbol], *, by_name: bool = False, option: str = "--at"
) -> dict[sp.Symbol, sp.Expr]:
    """Return the values that coordinates give to the `known` letters; one without a name belongs to the only letter.

    Raises UsageError for a value that is given twice, or to no letter in particular, as one without a name always is
    if they have to be given `by_name`; UnknownNameError for a name that does not occur.
    """
    names = [x.name for x in known]
    values: dict[sp.Symbol, sp.Expr] = {}
    for coordinate in coordinates:
        if not names and (coordinate.name is None or not by_name):
            raise UsageError("there is no variable to give a value to")
        if coordinate.name is None and (by_name or len(names) > 1):
            raise UsageError(
                f"{option} gives values by name"
                if by_name
                else f"which variable has this value? there are {', '.join(names)}",
                source=coordinate.source,
                span=coordinate.value.span,
                hint=f"for example {option} {names[0]}=1",
            )
        name = symbol(coordinate.name or names[0])
        if name.name not in names:
            listed = f"the variable{'s are' if names[1:] else ' is'} {', '.join(names)}" if names else None
            raise UnknownNameError(f"{name} does not occur in the expression", hint=listed)
        if name in values:
            raise UsageError(f"{name} is given twice")
        values[name] = lowered_coordinate(coordinate)
    return values


def point_of(
    coordinates: Sequence[Coordinate], free: AbstractSet[sp.Symbol], variables: Variables
) -> dict[sp.Symbol, sp.Expr] | None:
    """Return the point, the variables first and in their order, None if there is none.

    Values without names belong to the variables in turn. Raises the errors of `values_of`, and UsageError if a variable
    has no value, or if the point is not within the assumptions.
    """
    if not coordinates:
        return None
    coordinates = named_in_turn(coordinates, variables) if variables[1:] else coordinates
    values = values_of(coordinates, [*variables, *in_order(free - {*variables})])
    require_values((x for x in variables if x not in values), "the point gives no value to")
    if all_hold(assumed_conditions(values), values) is False:
        raise UsageError("the point is not within the assumptions")
    return {x: values[x] for x in (*variables, *sorted(values.keys() - {*variables}, key=str))}


def named_in_turn(coordinates: Sequence[Coordinate], variables: Sequence[sp.Symbol]) -> Sequence[Coordinate]:
    """Return the coordinates of `1, 2` as those of x and y, where there are as many variables as values."""
    if len(coordinates) != len(variables) or any(coordinate.name is not None for coordinate in coordinates):
        return coordinates
    return [replace(c, name=x.name) for c, x in zip(coordinates, variables, strict=True)]


def vector_of(components: Sequence[Coordinate], variables: Variables) -> list[sp.Expr]:
    """Return a vector with one component a variable; of named ones, those that are left out are 0.

    Raises UsageError if there are too many or too few.
    """
    if len(components) != len(variables) and all(component.name is None for component in components):
        listed = ", ".join(map(str, variables))
        raise UsageError(
            f"the direction has {len(components)} component{'s' * (len(components) != 1)}, "
            f"but there {'are' if variables[1:] else 'is'} {len(variables)} "
            f"variable{'s' * (len(variables) != 1)}: {listed}"
        )
    values = values_of(named_in_turn(components, variables), variables, option="--along")
    return [values.get(x, sp.S.Zero) for x in variables]


def require_values(missing: Iterable[sp.Symbol], lead: str = "no value for") -> None:
    """Raise UsageError, with the `lead`, if letters are left that have no value."""
    names = sorted(map(str, missing))
    if names:
        hint = f"for example --at {','.join(f'{name}=1' for name in names)}"
        raise UsageError(f"{lead} {' and '.join(names)}", hint=hint)
