"""The formulas of the records and of the rules, filled in: derivatives, inverses, the functions themselves, mistakes.

The formulas are text in calc's own language; u and v stand for the arguments of a record. Each is parsed once, on
first use, and becomes a tree of constructors that rebuilds it for any arguments: simultaneous substitution
(an argument may itself contain u) at the price of building the result and nothing more, some thousand a second.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational

from calc_cli.algebra import unevaluated
from calc_cli.algebra.functions import absolute, record_of
from calc_cli.algebra.lower import U, V, lower_formula
from calc_cli.algebra.unevaluated import Build
from calc_cli.syntax.parser import parse
from calc_cli.syntax.tree import Cases

Bindings = Mapping[str, Any]
"""By letter: `c`, `n`, `u`, `x` to an expression; `f`, `f'` to a part and its slope; `F`, `F'` to a function of one."""

Formula = Callable[[Bindings], sp.Basic]


def filled(text: str, arguments: Sequence[sp.Basic], **functions: Callable[[sp.Expr], sp.Expr]) -> sp.Expr:
    """Return the formula `text` with the arguments for u and v, and the functions for F, G ..."""
    return _formula(text)({**dict(zip("uv", arguments, strict=False)), **functions})


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
    return _formula(text)({}) if text else sp.nan


@cache
def _formula(text: str) -> Formula:
    return _compiled(lower_formula(parse(text).tree), _evaluated)


def _evaluated(function: Callable[..., sp.Basic], parts: Sequence[sp.Basic]) -> sp.Basic:
    try:
        return absolute(*parts) if function is sp.Abs else function(*parts)
    except ValueError:  # Max and Min, which with some orders of its facts take -x - 0*x as typed for what is not real
        if not sp.Tuple(*parts).free_symbols:
            raise
        return function(*parts, evaluate=False)


@cache
def formula(text: str) -> Formula:
    """Return the function of bindings that `text` stands for, which writes it down unevaluated, as on a blackboard."""
    return _compiled(lower_formula(parse(text).tree), unevaluated.build)


def _compiled(e: sp.Basic, build: Build) -> Formula:
    """Return the function of bindings that `e` stands for; letters without a binding stay themselves."""
    if isinstance(e, sp.Symbol):
        name = e.name
        return lambda bindings: bindings.get(name, e)
    if isinstance(e, AppliedUndef):
        return _part(e, build)
    if not e.args:
        return lambda _: e
    if isinstance(e, sp.Sum | sp.Product):
        return _under_sign(e, build)
    function, parts = e.func, [_compiled(part, build) for part in e.args]
    if not e.has(sp.Symbol):
        number = build(function, [part({}) for part in parts])
        return lambda _: number
    return lambda bindings: build(function, [part(bindings) for part in parts])


def _under_sign(e: sp.Sum | sp.Product, build: Build) -> Formula:
    """Return a sum or product over the `limits` that are given, or those of the text."""
    function, body, limits = e.func, _compiled(e.function, build), e.limits
    return lambda bindings: function(body(bindings), *bindings.get("limits", limits))


def _part(e: AppliedUndef, build: Build) -> Formula:
    """f(x), which is a part whatever x, or the outer function F of what is in its brackets."""
    name = e.func.__name__
    if name[0].islower():
        return lambda bindings: bindings.get(name, e)
    argument = _compiled(e.args[0], build)
    unknown = e.func
    return lambda bindings: bindings.get(name, unknown)(argument(bindings))
