"""The formulas of the records, filled in for arguments: derivatives, inverses, and the functions themselves.

The formulas are text in calc's own language, with u and v for the arguments. Each is parsed once, on
first use, and becomes a tree of constructors that rebuilds it for any arguments: simultaneous substitution
(an argument may itself contain u) at the price of building the result and nothing more.
"""

from collections.abc import Callable, Sequence
from functools import cache

import sympy as sp
from sympy.core.relational import Relational

from calc_cli.algebra.absolute import absolute
from calc_cli.algebra.functions import record_of
from calc_cli.algebra.lower import U, V, lower_formula
from calc_cli.syntax.parser import parse
from calc_cli.syntax.tree import Cases

Filled = Callable[[Sequence[sp.Basic]], sp.Basic]


def filled(text: str, arguments: Sequence[sp.Basic]) -> sp.Expr:
    """Return the formula `text` with the arguments for u and v."""
    return _formula(text)(arguments)


def expanded(e: sp.Expr) -> sp.Expr | None:
    """Return the function `e` = f(u, v) by simpler functions; None if its record has no formula."""
    record = record_of(e.func)
    return filled(record.formula, e.args) if record is not None and record.formula else None


@cache
def condition(text: str) -> sp.Basic:
    """Return a condition of a record, about u and v; true for an empty text."""
    if not text:
        return sp.true
    tree = parse(f"1 if {text} else 0").tree  # a condition alone is no expression
    assert isinstance(tree, Cases)
    return lower_formula(tree.branches[0][1])


def condition_on(text: str, u: sp.Expr, v: sp.Expr) -> sp.Basic:
    """Return a condition of a record about the arguments `u` and `v`, without asking SymPy whether it holds."""
    return _put(condition(text), {U: u, V: v})


def _put(stated: sp.Basic, arguments: dict[sp.Symbol, sp.Expr]) -> sp.Basic:
    parts = [
        _put(part, arguments) if part.is_Boolean or part.is_Relational else part.xreplace(arguments)
        for part in stated.args
    ]
    return stated.func(*parts, evaluate=not isinstance(stated, Relational)) if parts else stated


@cache
def number(text: str) -> sp.Expr:
    """Return a number of a record, like -pi/2 or inf; nan for an empty text."""
    return lower_formula(parse(text).tree) if text else sp.nan


@cache
def _formula(text: str) -> Filled:
    return _compiled(lower_formula(parse(text).tree))


def _compiled(template: sp.Basic) -> Filled:
    """Return the function of (u, v) that `template` stands for."""
    if template == U:
        return lambda arguments: arguments[0]
    if template == V:
        return lambda arguments: arguments[1]
    if not template.has(U, V):
        return lambda _: template
    build = absolute if template.func is sp.Abs else template.func
    parts = [_compiled(part) for part in template.args]
    if len(parts) == 1:
        (part,) = parts
        return lambda arguments: build(part(arguments))
    return lambda arguments: build(*[part(arguments) for part in parts])
