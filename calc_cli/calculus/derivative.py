"""The derivative of a function of one variable: formula, domain, truth at a point, and the experiment."""

from collections.abc import Mapping
from dataclasses import dataclass

import mpmath
import sympy as sp

from calc_cli.algebra.domain import domain
from calc_cli.algebra.evaluate import approximate
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.differentiability import derivative_at
from calc_cli.calculus.differentiate import differentiate
from calc_cli.errors import DomainError

STEPS = tuple(sp.Rational(1, 10**k) for k in range(1, 6))
"""The h of the experiment: 0.1, 0.01, ... 0.00001."""

DIGITS = 20
"""Significant digits of a difference quotient in the experiment."""


@dataclass(frozen=True, slots=True)
class Quotient:
    """A row of the experiment: `value` is (f(a + h) - f(a))/h."""

    h: sp.Rational
    value: mpmath.mpf


@dataclass(frozen=True, slots=True)
class Derivative:
    """`result` is the derivative of `expression`, taken `order` times in `variable`, as a textbook prints it.

    `typed` is the expression unevaluated, as it was written; `name` its left-hand side, if it had one.
    `domain` are the conditions under which the result holds, none if it holds for every real number.
    At a point, `value` is the derivative there, which need not be what `result` gives there.
    """

    typed: sp.Expr
    expression: sp.Expr
    name: str | None
    variable: sp.Symbol
    order: int
    result: sp.Expr
    domain: tuple[sp.Basic, ...]
    at: Mapping[sp.Symbol, sp.Expr] | None
    value: sp.Expr | None
    approx: float | None
    experiment: tuple[Quotient, ...]
    notes: tuple[str, ...]


def derive(
    typed: sp.Expr,
    expression: sp.Expr,
    variable: sp.Symbol,
    *,
    order: int = 1,
    at: Mapping[sp.Symbol, sp.Expr] | None = None,
    experiment: bool = False,
    name: str | None = None,
    notes: tuple[str, ...] = (),
) -> Derivative:
    """Differentiate `expression` in `variable`, and say where that holds and what it is at a point.

    `typed` is the same function unevaluated, which knows where it is defined: x/x is not at 0.
    Raises DomainError if the function is real nowhere, UndefinedError if it has no derivative at the
    point, UnsupportedError if calc has no rule for a function in it or cannot decide.
    """
    where = domain(typed, variable, of_derivative=True)
    if where.is_empty:
        raise DomainError("this function has a real value nowhere, so it has no derivative")
    previous, result = expression, tidy(differentiate(expression, variable))
    for _ in range(order - 1):
        previous, result = result, tidy(differentiate(result, variable))
    value = None if at is None else derivative_at(typed, result, variable, at, order=order)
    return Derivative(
        typed=typed,
        expression=expression,
        name=name,
        variable=variable,
        order=order,
        result=result,
        domain=where.conditions,
        at=at,
        value=value,
        approx=None if value is None or value.free_symbols else float(approximate(value, {}, 17)),
        experiment=quotients(typed if order == 1 else previous, variable, at) if experiment and at else (),
        notes=notes,
    )


def quotients(f: sp.Expr, x: sp.Symbol, at: Mapping[sp.Symbol, sp.Expr]) -> tuple[Quotient, ...]:
    """Return the difference quotients of the definition at x = a for each h of STEPS."""
    a = at[x]
    value = approximate(f, at, 2 * DIGITS)
    rows = []
    for h in STEPS:
        ahead = approximate(f, {**at, x: a + h}, 2 * DIGITS)
        with mpmath.workdps(2 * DIGITS):
            rows.append(Quotient(h, (ahead - value) / mpmath.mpf(h.p) * h.q))
    return tuple(rows)
