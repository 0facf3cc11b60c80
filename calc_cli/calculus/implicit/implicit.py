"""Implicit differentiation: dy/dx on the curve of an equation, of any order, with the tangent at a point."""

from dataclasses import dataclass, replace
from functools import cached_property

import sympy as sp

from calc_cli.algebra.domain import domain_of_gradient
from calc_cli.algebra.evaluate import as_float, evaluator, sign_at, value_at
from calc_cli.algebra.substitute import substitute
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.derivative.tangent import Approximation, Tangent, Tangents, position
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.equality.answer import with_check
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check, Given
from calc_cli.calculus.implicit.curve import Curve, Point
from calc_cli.calculus.implicit.on_curve import compare_on_curve
from calc_cli.calculus.result import Checked, Conditions, Exact, Fields, Result, Typeset
from calc_cli.calculus.steps import Step
from calc_cli.errors import DomainError, ExitStatus, UndefinedError, UnsupportedError, UsageError

Rated = tuple[sp.Expr, sp.Expr]
"""A derivative a + b dy/dx: a and b."""


@dataclass(frozen=True)
class Implicit(Result):
    """`result` is the derivative of `order` of y in x on the `curve`, in x and y.

    `derivatives` are those of orders 1, 2, ... up to it; `uses_equation` if the equation made one of them shorter.
    At a point of the curve, `value` is the derivative there, `slope` the first one.
    """

    curve: Curve
    derivatives: tuple[sp.Expr, ...]
    at: Point | None = None
    slope: sp.Expr | None = None
    value: sp.Expr | None = None
    check: Check | None = None
    uses_equation: bool = False
    with_steps: bool = False
    notes: tuple[str, ...] = ()
    tangents: Tangents | None = None

    @property
    def status(self) -> ExitStatus:
        """That there is no derivative is a definite no, also where there is a vertical tangent."""
        return ExitStatus.NO if self.tangents is not None and self.value is None else super().status

    @property
    def order(self) -> int:
        """How many times y is differentiated."""
        return len(self.derivatives)

    @property
    def result(self) -> sp.Expr:
        """The derivative, in x and y."""
        return self.derivatives[-1]

    @property
    def answer(self) -> sp.Basic:
        """The tangent if it was asked for, else the value at the point, else the derivative."""
        if self.tangents is not None:
            return self.tangents.answer
        return self.result if self.value is None else self.value

    @property
    def fields(self) -> Fields:
        curve = self.curve
        return {
            "expr": Exact(sp.Eq(curve.left, curve.right, evaluate=False)),
            "wrt": (curve.x,),
            "implicit": curve.y,
            "order": self.order,
            "result": self.result,
            "latex": Typeset(self.result),
            "at": self.at,
            "value": self.value,
            "approx": self.approx,
            "tangent": None if self.tangent is None else sp.Eq(curve.y, self.tangent, evaluate=False),
            **({} if self.tangents is None else self.tangents.fields),
            "domain": Conditions(self.domain),
            "check": None if self.check is None else Checked(self.check, "the derivative"),
        }

    @property
    def approx(self) -> float | None:
        """The value as a float."""
        return as_float(self.value)

    @property
    def tangent(self) -> sp.Expr | None:
        """The tangent at the point, as a function of x."""
        if self.at is None or self.slope is None:
            return None
        x, y = self.curve.x, self.curve.y
        return sp.expand(self.slope * (x - self.at[x]) + self.at[y])

    @property
    def rate(self) -> sp.Derivative:
        """dy/dx, as the lines of the derivation have it."""
        others = sorted(self.curve.typed.free_symbols - {self.curve.x, self.curve.y}, key=str)
        return sp.Derivative(sp.Function(self.curve.y.name, real=True)(self.curve.x, *others), self.curve.x)

    @cached_property
    def differentiated(self) -> tuple[Rated, Rated]:
        """Both sides differentiated, the first line of the derivation."""
        left, right = (evaluator().value(side) for side in (self.curve.left, self.curve.right))
        return self._rated(left), self._rated(right)

    def _rated(self, side: sp.Expr) -> "Rated":
        return tidy(differentiate(side, self.curve.x)), tidy(differentiate(side, self.curve.y))

    @property
    def collected(self) -> tuple[sp.Expr, sp.Expr]:
        """The factor of dy/dx, and what the product is equal to when all else is on the other side."""
        (left, left_factor), (right, right_factor) = self.differentiated
        return tidy(left_factor - right_factor), tidy(right - left)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The derivation if it was asked for: each step makes an equation of the one before."""
        if not self.with_steps:
            return ()
        (left, left_factor), (right, right_factor) = self.differentiated
        rate, (across, other) = self.rate, self.collected
        lines = [
            (
                sp.Eq(left + left_factor * rate, right + right_factor * rate, evaluate=False),
                "both sides differentiated",
            ),
            (sp.Eq(across * rate, other, evaluate=False), "dy/dx collected"),
            (sp.Eq(rate, self.derivatives[0], evaluate=False), "solved for dy/dx"),
        ]
        for order, derivative in enumerate(self.derivatives[1:], 2):
            higher = sp.Derivative(rate.expr, (self.curve.x, order))
            lines.append((sp.Eq(higher, derivative, evaluate=False), "differentiated again, dy/dx put in"))
        before: sp.Basic = sp.Eq(self.curve.left, self.curve.right, evaluate=False)
        found = []
        for equation, rule in lines:
            found.append(Step(rule.replace("dy/dx", f"d{self.curve.y}/d{self.curve.x}"), before, equation))
            before = equation
        return tuple(found)

    @cached_property
    def domain(self) -> tuple[sp.Basic, ...]:
        """The conditions on x and y under which the result holds, besides the equation."""
        curve = self.curve
        across = sp.Pow(tidy(curve.partials[1]), -1, evaluate=False)
        whole = sp.Add(curve.left, curve.right, across, self.result, evaluate=False)
        return domain_of_gradient(whole, (curve.x, curve.y))


def implicit(
    curve: Curve,
    *,
    order: int = 1,
    at: Point | None = None,
    given: Given | None = None,
    steps: bool = False,
    with_tangents: bool = False,
    notes: tuple[str, ...] = (),
) -> Implicit:
    """Differentiate y in x, `order` times, on the curve; at a point perhaps with the tangents there.

    Raises UsageError if the equation does not determine y, DomainError if no real point satisfies it; at a point
    UndefinedError if it is not on the curve or has no slope, UnsupportedError if that is not decided.
    """
    _check_real(curve)
    derivatives = [curve.slope()]
    uses_equation = False
    for _ in range(1, order):
        direct = tidy(curve.rate(derivatives[-1], derivatives[0]))
        derivatives.append(curve.shortest(direct))
        uses_equation = uses_equation or derivatives[-1] != direct
    found = Implicit(curve, tuple(derivatives), uses_equation=uses_equation, with_steps=steps, notes=notes)
    locate = _with_tangents if with_tangents else _at
    return with_check(lambda point: locate(found, point), at, given, lambda located: _judge(located, given))


def _check_real(curve: Curve) -> None:
    if sign_at(curve.equation, {}) in (1, -1):
        raise DomainError(f"no real {curve.x} and {curve.y} satisfy this equation")
    if not curve.equation.free_symbols:
        raise UsageError("this equation holds always or never, whatever the variables are")


def _at(found: Implicit, at: Point | None) -> Implicit:
    if at is None:
        return found
    slope = found.curve.slope_at(at)
    return replace(found, at=at, slope=slope, value=slope if found.order == 1 else _value(found, at))


def _with_tangents(found: Implicit, at: Point | None) -> Implicit:
    """Return the result at a point with its tangent, or tangents where the curve crosses itself."""
    if at is None:
        return found
    curve = found.curve
    slopes = curve.slopes_at(at)
    lines = tuple(Tangent(curve.x, curve.y, at[curve.x], at[curve.y], slope) for slope in slopes)
    if len(slopes) > 1 or slopes[0] is sp.oo:
        return replace(found, at=at, tangents=Tangents(lines))
    second = value_at(curve.rate(found.derivatives[0], found.derivatives[0]), at)
    sign = sign_at(second, {})
    told = Approximation(lines[0].equation.rhs, position(2, sign), 2, second) if sign != 0 else None
    return replace(_at(found, at), tangents=Tangents(lines, told or Approximation(lines[0].equation.rhs)))


def _value(found: Implicit, at: Point) -> sp.Expr:
    """Return the value of a higher derivative; the formula may have a gap that the derivative has not."""
    try:
        return value_at(found.result, at)
    except UndefinedError:
        raise UnsupportedError(f"the formula {found.result} has no value at this point") from None


def _judge(found: Implicit, given: Given | None) -> Check:
    if given is None or given == "none":
        return Check("none", False, "proved")
    if found.value is not None and found.at is not None:
        return replace(compare(found.value, substitute(given, found.at)), given=given)
    return compare_on_curve(found.curve, found.result, given)
