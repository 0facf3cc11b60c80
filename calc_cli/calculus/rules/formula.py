"""Formulas of the table as functions that write themselves down for given parts, as on a blackboard.

A text is parsed once, on first use, and becomes a tree of constructors. Filling it in for other parts, or filling in a
mistaken formula for the right one, then costs no more than building what is written: some thousand formulas a second.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra import unevaluated
from calc_cli.algebra.lower import lower_formula
from calc_cli.syntax.parser import parse

Bindings = Mapping[str, Any]
"""By letter: `c`, `n`, `u`, `x` to an expression; `f`, `f'` to a part and its slope; `F`, `F'` to a function of one."""

Formula = Callable[[Bindings], sp.Basic]


@cache
def formula(text: str) -> Formula:
    """Return the function of bindings that `text` stands for. Letters without a binding stay themselves."""
    return _compiled(lower_formula(parse(text).tree, as_typed=True))


def _compiled(e: sp.Basic) -> Formula:
    if isinstance(e, sp.Symbol):
        name = e.name
        return lambda bindings: bindings.get(name, e)
    if isinstance(e, AppliedUndef):
        return _part(e)
    if not e.has(sp.Symbol):
        return lambda _: e
    if isinstance(e, sp.Sum | sp.Product):
        return _under_sign(e)
    function, parts = e.func, [_compiled(part) for part in e.args]
    return lambda bindings: unevaluated.build(function, [part(bindings) for part in parts])


def _under_sign(e: sp.Sum | sp.Product) -> Formula:
    """Return a sum or product over the `limits` that are given, or those of the text."""
    function, body, limits = e.func, _compiled(e.function), e.limits
    return lambda bindings: function(body(bindings), *bindings.get("limits", limits))


def _part(e: AppliedUndef) -> Formula:
    """f(x), which is a part whatever x, or the outer function F of what is in its brackets."""
    name = e.func.__name__
    if name[0].islower():
        return lambda bindings: bindings.get(name, e)
    argument = _compiled(e.args[0])
    unknown = e.func
    return lambda bindings: bindings.get(name, unknown)(argument(bindings))
