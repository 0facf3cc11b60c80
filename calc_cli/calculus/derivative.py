"""The derivative of a function of one variable: formula, domain, truth at a point, and the experiment."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import mpmath
import sympy as sp

from calc_cli.algebra.domain import domain, is_nowhere
from calc_cli.algebra.evaluate import approximate, sign_at, value_at
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.differentiability import derivative_at
from calc_cli.calculus.differentiate import differentiate
from calc_cli.errors import DomainError, UndefinedError, UnsupportedError

STEPS = tuple(sp.Rational(1, 10**k) for k in range(1, 6))
"""The h of the experiment: 0.1, 0.01, ... 0.00001."""

DIGITS = 20
"""Significant digits of a difference quotient in the experiment."""


@dataclass(frozen=True, slots=True)
class Quotient:
    """A row of the experiment: `value` is (f(a + h) - f(a))/h."""

    h: sp.Rational
    value: mpmath.mpf


@dataclass(frozen=True)
class Derivative:
    """`result` is the derivative of `expression`, taken `order` times in `variable`, as a textbook prints it.

    `typed` is the expression unevaluated, as it was written; `name` its left-hand side, if it had one;
    `previous` the derivative of one order less. At a point, `value` is the derivative there, which need
    not be what `result` gives there; `approx` is the same as a float.
    """

    typed: sp.Expr
    expression: sp.Expr
    name: str | None
    variable: sp.Symbol
    order: int
    previous: sp.Expr
    result: sp.Expr
    at: Mapping[sp.Symbol, sp.Expr] | None
    value: sp.Expr | None
    approx: float | None
    experiment: tuple[Quotient, ...]
    notes: tuple[str, ...]

    @cached_property
    def domain(self) -> tuple[sp.Basic, ...]:
        """The conditions under which `result` holds, none if for every real number.

        Found when it is asked for, since that can take longer than the derivative.
        """
        f = self.typed if self.order == 1 else sp.Add(self.typed, self.previous, evaluate=False)
        conditions = domain(f, self.variable, of_derivative=True).conditions
        return tuple(condition for condition in conditions if not self._holds_nevertheless(condition))

    def _holds_nevertheless(self, condition: sp.Basic) -> bool:
        """Whether `condition` leaves out one point where the derivative exists and is what `result` gives."""
        if not (isinstance(condition, sp.Ne) and condition.lhs == self.variable and condition.rhs.is_number):
            return False
        point = {self.variable: condition.rhs}
        try:
            value = derivative_at(self.typed, self.result, self.variable, point, order=self.order)
            return sign_at(value - value_at(self.result, point), {}) == 0
        except (UndefinedError, UnsupportedError):
            return False


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
    if is_nowhere(typed, variable, of_derivative=True):
        if is_nowhere(typed, variable, of_derivative=False):
            raise DomainError("this function has a real value nowhere, so it has no derivative")
        raise DomainError("this function has a derivative nowhere: it is defined at single points only")
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
        previous=previous,
        result=result,
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
