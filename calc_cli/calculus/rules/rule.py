"""A rule of differentiation: a formula, where it holds, and what people write in its place.

The rules of the known functions follow from their records, and their derivatives in each argument; the notation of that
of an unknown function is f'(u).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import sympy as sp

from calc_cli.algebra.formulas import filled
from calc_cli.algebra.functions import abstract, record_of
from calc_cli.errors import UnsupportedError
from calc_cli.functions import FUNCTIONS, Function, Mistake


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table: d/dx of `pattern` is `derivative`, under the condition `where`.

    All formulas are in calc's own input language. In them f(x), g(x) are parts with the variable, f'(x), g'(x) their
    derivatives; F is an outer function, F' its derivative; c, n, a and b are constants; u is the variable of an
    elementary function, which the chain rule replaces by anything. `typical` is an expression of this kind, and
    `values` the interval of the values of an elementary function.
    """

    key: str
    name: str
    group: str
    pattern: str
    derivative: str
    typical: str
    where: str = ""
    mistakes: tuple[Mistake, ...] = ()
    aliases: tuple[str, ...] = ()
    values: str = ""
    source: str = ""


def function_rules() -> list[Rule]:
    """Return a rule for each function of one argument that has a derivative, in the order of the records."""
    return [
        _function_rule(function)
        for function in FUNCTIONS
        if function.arity[0] == 1 and len(function.derivative) == 1 and function.derivative[0]
    ]


def _function_rule(function: Function) -> Rule:
    """Return the rule of a function; the mistake of one without any is that the sign is turned."""
    (derivative,) = function.derivative
    turned = () if derivative == "0" else (Mistake("sign turned", f"-({derivative})", "the sign is turned"),)
    return Rule(
        key=function.name,
        name="exponential rule" if function.name == "exp" else f"derivative of {title_of(function)}",
        group=function.group,
        pattern=f"{function.name}(u)",
        derivative=derivative,
        typical=f"{function.name}(x)",
        where=function.smooth or function.defined,
        mistakes=function.mistakes or turned,
        aliases=function.aliases,
        values=function.range if function.is_bounded else "",
        source=function.source,
    )


def title_of(function: Function) -> str:
    """Return what a function is called in words: its title, or how its documentation begins."""
    return function.title or function.doc.partition(";")[0].partition(",")[0]


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
