"""The derivative of every known function, by the formula of its record, and the notation of that of an unknown one."""

from collections.abc import Callable, Iterable

import sympy as sp

from calc_cli.algebra.formulas import filled
from calc_cli.algebra.functions import abstract, record_of
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


def primed(e: sp.Expr, u: sp.Expr | None = None) -> sp.Expr:
    """Return f'(u) for f(u), f''(u) for f'(u); `u` stands for the argument if it is given."""
    name = e.func.__name__
    bare = name.rstrip("'")
    return abstract(bare, len(name) - len(bare) + 1)(e.args[0] if u is None else u)


def check_has_partials(f: sp.Expr) -> None:
    """Raise UnsupportedError unless `f` is an unknown function of distinct variables: only that has a notation."""
    if len(set(f.args)) < len(f.args) or not all(isinstance(argument, sp.Symbol) for argument in f.args):
        raise UnsupportedError(
            f"calc has no notation for the partial derivatives of {f}",
            hint="write an unknown function of several arguments with distinct variables, as f(x, y)",
        )


def check_fixed(bounds: Iterable[sp.Expr], varies: Callable[[sp.Expr], bool], x: sp.Symbol) -> None:
    """Raise UnsupportedError if a bound of a sum or product varies with `x`."""
    if any(map(varies, bounds)):
        raise UnsupportedError(f"calc has no rule for bounds that vary with {x}: they count whole numbers")
