"""Trees as SymPy expressions, with errors that know the text at fault."""

import sympy as sp

from calc_cli.algebra.lower import lower
from calc_cli.algebra.power import has_outside_cases
from calc_cli.errors import CalcError, DomainError, UndefinedError
from calc_cli.jobs.request import Coordinate
from calc_cli.syntax.parser import Reading
from calc_cli.syntax.tree import Node


def lowered_function(reading: Reading) -> sp.Expr:
    """Return the expression, evaluated. Raises UndefinedError or DomainError if it is no real function."""
    expression = lowered(reading.tree, reading.text)
    if has_outside_cases(expression, sp.nan, sp.zoo, sp.oo, -sp.oo):
        raise UndefinedError("this is not a real number: it is infinite or undefined", source=reading.text)
    if has_outside_cases(expression, sp.I):
        raise DomainError("this is not a real function: it has a root or logarithm of what is never positive")
    return expression


def lowered(node: Node, source: str) -> sp.Expr:
    """Return a part of the text `source`, evaluated."""
    try:
        return lower(node)
    except CalcError as error:
        error.source = source
        raise


def lowered_coordinate(coordinate: Coordinate, *allowed: sp.Expr) -> sp.Expr:
    """Return the value of a coordinate: a real number, or one of `allowed`."""
    value = lowered(coordinate.value, coordinate.source)
    if value in allowed or value.is_real:
        return value
    raise UndefinedError(
        f"{coordinate.name or 'the point'} is not a real number", source=coordinate.source, span=coordinate.value.span
    )
