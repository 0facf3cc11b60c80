"""Expand the shorthand of a working: names that stand for functions, and derivatives that are still to be taken."""

from collections.abc import Mapping

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra import unevaluated
from calc_cli.algebra.functions import Pending, symbol
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.differentiate.differentiate import differentiate

MOST_NESTED = 20
"""Names within names."""


def expand_names(e: sp.Expr, functions: Mapping[str, sp.Expr], x: sp.Symbol, depth: int = 0) -> sp.Expr:
    """Put the `functions` of x in for their names, as in u, u(x) and u'(x), and take the derivatives that are pending.

    What has neither stays as it was typed. Raises what `differentiate` raises, RecursionError for u = u + 1.
    """
    if depth > MOST_NESTED:
        raise RecursionError
    if isinstance(e, sp.Symbol) and e.name in functions:
        return expand_names(functions[e.name], functions, x, depth + 1)
    if isinstance(e, AppliedUndef) and e.func.__name__.rstrip("'") in functions and len(e.args) == 1:
        name = e.func.__name__
        bare = name.rstrip("'")
        f = _derivative(expand_names(functions[bare], functions, x, depth + 1), x, len(name) - len(bare))
        return f.xreplace({x: expand_names(e.args[0], functions, x, depth)})
    if not e.args or not e.has(Pending, AppliedUndef, *map(symbol, functions)):
        return e
    if isinstance(e, Pending):
        of, variable, order = e.args
        return _derivative(expand_names(of, functions, x, depth), variable, int(order))
    return unevaluated.build(e.func, [expand_names(part, functions, x, depth) for part in e.args])


def _derivative(e: sp.Expr, x: sp.Symbol, order: int) -> sp.Expr:
    for _ in range(order):
        e = tidy(differentiate(e, x))
    return e
