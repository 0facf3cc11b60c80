"""Trees as expressions in which the derivatives that are asked for within them are taken: d/dx(x^2) + x is 2x + x."""

import sympy as sp

from calc_cli.algebra import evaluate, unevaluated
from calc_cli.algebra.functions import Pending
from calc_cli.algebra.tidy import tidy
from calc_cli.algebra.unevaluated import Build
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.syntax.tree import Node


def lower(node: Node) -> sp.Expr:
    """Return the expression of `node`, evaluated. Raises what `lower_twice` raises."""
    return lower_twice(node)[1]


def lower_twice(node: Node) -> tuple[sp.Expr, sp.Expr]:
    """Return the expression of `node` as it was written, with derivatives as textbooks print them, and evaluated.

    Raises what lowering and differentiating raise.
    """
    typed, value = evaluate.lower_twice(node)
    if not typed.has(Pending):
        return typed, value
    taken = _with_derivatives(value, lambda function, parts: function(*parts))
    return _with_derivatives(typed, unevaluated.build), taken


def _with_derivatives(e: sp.Basic, build: Build) -> sp.Basic:
    if not e.has(Pending):
        return e
    parts = [_with_derivatives(part, build) for part in e.args]
    if not isinstance(e, Pending):
        return build(e.func, parts)
    derivative, variable, order = parts
    for _ in range(int(order)):
        derivative = tidy(differentiate(derivative, variable))
    return derivative
