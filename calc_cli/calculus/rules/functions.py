"""The derivative of every known function, by the formula of its record."""

import sympy as sp

from calc_cli.algebra.formulas import filled
from calc_cli.algebra.functions import record_of
from calc_cli.errors import UnsupportedError


def outer_derivative(e: sp.Expr, i: int) -> sp.Expr:
    """Return the derivative of the function e = f(u, v, ...) in its argument number `i` from 0, at e's own arguments.

    Raises UnsupportedError if its record has no formula for it.
    """
    record = record_of(e.func)
    text = record.derivative[i] if record is not None and i < len(record.derivative) else ""
    if not text:
        argument = "" if i == 0 else f" in its argument number {i + 1}"
        raise UnsupportedError(
            f"calc has no rule for the derivative of {table_name(e.func)}{argument}",
            hint="it has no elementary derivative",
        )
    return filled(text, e.args)


def table_name(function: type) -> str:
    """Return the name of a class of SymPy in the table of known functions."""
    record = record_of(function)
    return function.__name__ if record is None else record.name
