"""The derivative of every known function, read from the one table in syntax/names.py.

The table's formulas are text in calc's own language, with u and v for the arguments. Each is parsed once, on
first use, and becomes a tree of constructors that rebuilds it for any arguments: simultaneous substitution
(an argument may itself contain u) at the price of building the result and nothing more.
"""

from collections.abc import Callable
from functools import cache

import sympy as sp

from calc_cli.algebra.absolute import absolute
from calc_cli.algebra.functions import OWN, RENAMED, symbol
from calc_cli.algebra.lower import lower
from calc_cli.errors import UnsupportedError
from calc_cli.syntax.names import BY_NAME
from calc_cli.syntax.parser import parse

Arguments = tuple[sp.Basic, ...]
Formula = Callable[[Arguments], sp.Basic]

_NAMES = {function: name for name, function in (RENAMED | OWN).items()}


def outer_derivative(e: sp.Expr, i: int) -> sp.Expr:
    """The derivative of the function e = f(u, v, ...) in its argument number `i` from 0, at e's own arguments.

    Raises UnsupportedError if the table has no formula for it.
    """
    return _formula(e.func, i)(e.args)


def table_name(function: type) -> str:
    """The name of a SymPy class in the table of known functions."""
    return _NAMES.get(function, function.__name__)


@cache
def _formula(function: type, i: int) -> Formula:
    name = table_name(function)
    row = BY_NAME.get(name)
    text = row.derivative[i] if row is not None and i < len(row.derivative) else ""
    if not text:
        argument = "" if i == 0 else f" in its argument number {i + 1}"
        raise UnsupportedError(f"calc has no rule for the derivative of {name}{argument}")
    return _compiled(lower(parse(text).tree))


def _compiled(template: sp.Basic) -> Formula:
    """The function of (u, v) that `template` stands for."""
    if template == symbol("u"):
        return lambda arguments: arguments[0]
    if template == symbol("v"):
        return lambda arguments: arguments[1]
    if not template.has(symbol("u"), symbol("v")):
        return lambda _: template
    build = absolute if template.func is sp.Abs else template.func
    parts = [_compiled(part) for part in template.args]
    if len(parts) == 1:
        (part,) = parts
        return lambda arguments: build(part(arguments))
    return lambda arguments: build(*[part(arguments) for part in parts])
