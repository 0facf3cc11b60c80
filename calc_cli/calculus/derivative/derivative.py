"""The derivative of a function of one variable: formula, domain, truth at a point, and the experiment."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import mpmath
import sympy as sp

from calc_cli.algebra.conditions import depends_on_terms
from calc_cli.algebra.domain import domain, is_nowhere, is_scattered
from calc_cli.algebra.evaluate import approximate, as_float, sign_at, value_at
from calc_cli.algebra.functions import Pending, TypedFunction
from calc_cli.algebra.occurrences import is_larger
from calc_cli.algebra.ranges import signs_of
from calc_cli.algebra.tidy import tidy
from calc_cli.algebra.unevaluated import outermost
from calc_cli.calculus.differentiability.definition import derivative_at
from calc_cli.calculus.differentiate.differentiate import differentiate, isolated_points
from calc_cli.calculus.result import Checked, Exact, Fields, NoAnswer, Notes, Notice, Result, Typeset
from calc_cli.errors import DomainError, ExitStatus, UndefinedError, UnsupportedError

if TYPE_CHECKING:  # few questions have steps, a tangent or an answer to check
    from calc_cli.calculus.derivative.tangent import Tangents
    from calc_cli.calculus.equality.verdict import Check
    from calc_cli.calculus.steps import Step

STEPS = tuple(sp.Rational(1, 10**k) for k in range(1, 6))
"""The h of the experiment: 0.1, 0.01, ... 0.00001."""

_LOOK_AT, _LONG = (8, 16, 32, 64), 40
"""At a point, if the formula of one of these orders has more parts than that, higher ones are sought in the series."""

_DIGITS_OF_SERIES = 15

_FAR = sp.Integer(10**6)
"""From here on an integral to infinity is looked at, and as near to a bound one that may be unbounded there."""

DIGITS = 20
"""Significant digits of a difference quotient in the experiment."""


@dataclass(frozen=True, slots=True)
class Quotient:
    """A row of the experiment: `value` is (f(a + h) - f(a))/h."""

    h: sp.Rational
    value: mpmath.mpf


@dataclass(frozen=True, kw_only=True)
class DerivativeResult(Result):
    """What every derivative answers that has a formula `result`, and perhaps a `value` at a point or `tangents` there.

    `missing` says why there is no value, where the steps are to show it.
    """

    result: sp.Expr
    value: sp.Expr | None = None
    check: "Check | None" = None
    tangents: "Tangents | None" = None
    missing: str | None = None
    notes: Notes = ()

    @property
    def status(self) -> ExitStatus:
        """That there is no derivative is a definite no, also where there are half-tangents."""
        is_missing = self.tangents is not None and self.value is None and self.check is None
        return ExitStatus.NO if is_missing else super().status

    @property
    def answer(self) -> sp.Basic | NoAnswer:
        """The tangent if it was asked for, else the value at the point, else the derivative."""
        if self.tangents is not None:
            return self.tangents.answer
        if self.missing is not None:
            return NoAnswer(ExitStatus.NO, self.missing)
        return self.result if self.value is None else self.value

    @property
    def approx(self) -> float | None:
        """The value as a float."""
        return as_float(self.value)

    @property
    def fields(self) -> Fields:
        sides = "the derivative" if self.tangents is None else "the tangent"
        return {
            "result": self.result,
            "latex": Typeset(self.result),
            "value": self.value,
            "approx": self.approx,
            **({} if self.tangents is None else self.tangents.fields),
            "check": None if self.check is None else Checked(self.check, sides),
        }


@dataclass(frozen=True)
class Derivative(DerivativeResult):
    """`result` is the derivative of `expression`, taken `order` times in `variable`, as a textbook prints it.

    `typed` is the expression unevaluated, as it was written; `name` its left-hand side, if it had one;
    `previous` the derivative of one order less. At a point, `value` is the derivative there, which need
    not be what `result` gives there. `check` is about an answer that was given;
    `steps` are the derivation and `picture` is that of the function, if they were asked for.
    """

    typed: sp.Expr
    expression: sp.Expr
    name: str | None
    variable: sp.Symbol
    order: int
    previous: sp.Expr
    at: Mapping[sp.Symbol, sp.Expr] | None
    experiment: tuple[Quotient, ...]
    steps: tuple["Step", ...] = ()
    picture: Result | None = None

    @property
    def function(self) -> TypedFunction:
        """The function that was differentiated."""
        return TypedFunction(self.typed, self.expression, (self.variable,), self.name)

    @property
    def fields(self) -> Fields:
        return {
            **super().fields,
            "expr": Exact(self.typed),
            "wrt": (self.variable,),
            "order": self.order,
            "at": self.at,
            "table": [{"h": float(row.h), "value": float(row.value)} for row in self.experiment],
        }

    @cached_property
    def domain(self) -> tuple[sp.Basic, ...]:
        """The conditions under which `result` holds, none if for every real number.

        Found when it is asked for, since that can take longer than the derivative.
        """
        f = self.typed if self.order == 1 else sp.Add(self.typed, self.previous, evaluate=False)
        conditions = domain(f, self.variable, of_derivative=True)
        return tuple(condition for condition in conditions if not self._holds_nevertheless(condition))

    def _holds_nevertheless(self, condition: sp.Basic) -> bool:
        """Return True if `condition` leaves out one point where the derivative exists and is what `result` gives."""
        if not (isinstance(condition, sp.Ne) and condition.lhs == self.variable and condition.rhs.is_number):
            return False
        return _is_true_at(condition.rhs, self.result, self.typed, self.variable, self.order)


def derive(
    f: TypedFunction,
    *,
    order: int = 1,
    at: Mapping[sp.Symbol, sp.Expr] | None = None,
    experiment: bool = False,
    with_tangents: bool = False,
    digits: int | None = None,
) -> Derivative:
    """Differentiate `f` in its only variable, and say where that holds and what it is at a point, perhaps the tangent.

    As typed, the function knows where it is defined: x/x is not at 0. A value of high order that has no short formula
    is in decimals, as many as `digits` or 15.
    Raises DomainError if the function is real nowhere, UndefinedError if it has no derivative at the
    point, UnsupportedError if calc has no rule for a function in it or cannot decide.
    """
    typed, variable = f.typed, f.variable
    _require_interval(typed, variable)
    _require_convergence(f.expression)
    previous, result, value = _of_order(f, order, at, digits or _DIGITS_OF_SERIES)
    tangents, notes = None, _notes(typed, result, variable)
    if value is not None and value.is_Float:
        notes = (*notes, Notice("rounded", (digits or _DIGITS_OF_SERIES,)))
    if at is not None and value is None and not with_tangents:
        value = derivative_at(typed, result, variable, at, order=order)
    elif at is not None and with_tangents:
        value, tangents, more = _with_tangents(f, result, at, order)
        notes = (*notes, *more)
    return Derivative(
        typed=typed,
        expression=f.expression,
        name=f.name,
        variable=variable,
        order=order,
        previous=previous,
        result=result,
        at=at,
        value=value,
        experiment=quotients(typed if order == 1 else previous, variable, at) if experiment and at else (),
        notes=(*f.notes, *notes),
        tangents=tangents,
    )


def _of_order(
    f: TypedFunction, order: int, at: Mapping[sp.Symbol, sp.Expr] | None, digits: int
) -> tuple[sp.Expr, sp.Expr, sp.Expr | None]:
    """Return the formulas of the order before and of this one; where they are long, pending, with the value there."""
    x = f.variable
    previous, result = f.expression, _differentiated(f.expression, f.typed, x, 1)
    for n in range(2, order + 1):
        if previous.is_zero:
            break
        is_sought = n in _LOOK_AT and is_larger(result, _LONG)
        if is_sought and at is not None and (value := _by_series(f, at, order, digits)) is not None:
            return Pending(f.expression, x, sp.Integer(order - 1)), Pending(f.expression, x, sp.Integer(order)), value
        previous, result = result, _differentiated(result, f.typed, x, n)
    return previous, result, None


def _with_tangents(
    f: TypedFunction, result: sp.Expr, at: Mapping[sp.Symbol, sp.Expr], order: int
) -> tuple[sp.Expr | None, "Tangents", tuple[str, ...]]:
    """Return the derivative and the tangent at the point, or without one half-tangents and why there is none."""
    from calc_cli.calculus.derivative.tangent import half_tangents, tangent  # few ask for it

    try:
        value = derivative_at(f.typed, result, f.variable, at, order=order)
    except UndefinedError as error:
        return None, half_tangents(f, at, error), (error.message,)
    return value, tangent(f, value, result, at), ()


def _require_interval(typed: sp.Expr, variable: sp.Symbol) -> None:
    """Raise DomainError if it is certain that the function is defined nowhere, or at single points only."""
    if is_nowhere(typed, variable):
        raise DomainError("this function has a real value nowhere, or at most at single points: it has no derivative")
    if is_scattered(typed, variable):
        raise DomainError("this function has a derivative nowhere: it is defined at single points only")


def _require_convergence(f: sp.Expr) -> None:
    """Raise DomainError if an integral in `f` certainly diverges at a bound that is a number, or infinite."""
    for part in f.atoms(sp.Integral):
        body, t, bounds = outermost(part)
        for bound, side in zip(bounds, (1, -1), strict=False):
            if body.free_symbols != {t} or bound.free_symbols:
                continue
            from calc_cli.calculus.integrals.definite import as_number, is_improper  # few have integrals
            from calc_cli.calculus.limits.neighbourhood import Approach

            if not is_improper(body, Approach(t, bound, side)):
                continue
            near = -side * _FAR if bound.is_infinite else bound + side / _FAR
            low, high = (bound, near)[::side]
            found = as_number(body, t, low, high)
            if found.diverges is not None and found.diverges.a == bound:
                raise DomainError(f"the integral diverges at {bound}: the function has a value nowhere")


def _by_series(f: TypedFunction, at: Mapping[sp.Symbol, sp.Expr], order: int, digits: int) -> sp.Expr | None:
    """Return the derivative at the point from the Taylor series there; None if the function has none that is known.

    It is exact where the series is rational, else in decimals.
    """
    from calc_cli.calculus.differentiability.taylor import NoSeriesError, taylor

    derivative_at(f.typed, None, f.variable, at)  # it is differentiable there as typed
    with suppress(NoSeriesError):
        return taylor(f.expression, f.variable, at[f.variable], order, digits)
    return None


def _notes(typed: sp.Expr, result: sp.Expr, x: sp.Symbol) -> Notes:
    """Return what `domain` cannot say, where the terms of a sum or the factors of a product are many."""
    notes = (Notice("depends on terms"),) if depends_on_terms(typed, x) else ()
    may_vanish = any(product.has(x) and 0 in signs_of(product.function) for product in result.atoms(sp.Product))
    return (*notes, Notice("no zero factor")) if may_vanish else notes


def _value_at(a: sp.Expr, result: sp.Expr, typed: sp.Expr, x: sp.Symbol, order: int) -> sp.Expr | None:
    """Return the derivative at a, None if there is none that is known."""
    with suppress(UndefinedError, UnsupportedError):
        return derivative_at(typed, result, x, {x: a}, order=order)
    return None


def _is_true_at(a: sp.Expr, result: sp.Expr, typed: sp.Expr, x: sp.Symbol, order: int) -> bool:
    """Return True if the derivative exists at a and is what `result` gives."""
    value = _value_at(a, result, typed, x, order)
    with suppress(UndefinedError, UnsupportedError):
        return value is not None and sign_at(value - value_at(result, {x: a}), {}) == 0
    return False


def _differentiated(previous: sp.Expr, typed: sp.Expr, x: sp.Symbol, order: int) -> sp.Expr:
    """Return the formula of this order, where a single point is a case with the value that the definition gives there.

    A point has no slope of its own: where the definition gives none, the case is left out.
    """
    result = tidy(differentiate(previous, x))
    if not isinstance(result, sp.Piecewise) or result.free_symbols != {x}:
        return result
    points = isolated_points([condition for _, condition in result.args], x)
    cases: list[tuple[sp.Expr, sp.Basic]] = []
    outside: sp.Basic = sp.true
    for (value, condition), alone in zip(result.args, points, strict=True):
        values = {_value_at(a, result, typed, x, order) for a in alone} or {value}
        if len(values) == 1 and (known := values.pop()) is not None:
            cases.append((known, sp.And(condition, outside)))
        else:
            outside = sp.And(outside, sp.Not(condition))
    if not cases:
        raise DomainError("this function has a derivative nowhere: it is defined at single points only")
    return result if [value for value, _ in cases] == [value for value, _ in result.args] else sp.Piecewise(*cases)


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
