"""Implicit differentiation: dy/dx on the curve of an equation, of any order, with the tangent at a point."""

from dataclasses import dataclass, replace
from functools import cached_property

import sympy as sp

from calc_cli.algebra import unevaluated
from calc_cli.algebra.domain import domain
from calc_cli.algebra.evaluate import Point, evaluator, sign_at, substitute, value_at
from calc_cli.algebra.functions import OrdinaryPendingRate, PendingRate
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.derivation.derivation import derivation
from calc_cli.calculus.derivation.equations import equation, of_both_sides
from calc_cli.calculus.derivation.tidying import looks, tidying
from calc_cli.calculus.derivative.derivative import DerivativeResult
from calc_cli.calculus.derivative.tangent import Approximation, Tangent, Tangents, position
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check, Given, with_check
from calc_cli.calculus.implicit.curve import Curve
from calc_cli.calculus.implicit.on_curve import compare_on_curve
from calc_cli.calculus.result import Exact, Fields
from calc_cli.calculus.steps import Step
from calc_cli.errors import DomainError, UndefinedError, UnsupportedError, UsageError, raised_as


@dataclass(frozen=True)
class Implicit(DerivativeResult):
    """`result` is the derivative of `order` of y in x on the `curve`, in x and y.

    `derivatives` are those of orders 1, 2, ... up to it; `uses_equation` if the equation made one of them shorter.
    At a point of the curve, `value` is the derivative there, `slope` the first one.
    """

    curve: Curve
    derivatives: tuple[sp.Expr, ...]
    at: Point | None = None
    slope: sp.Expr | None = None
    uses_equation: bool = False
    with_steps: bool = False
    every_step: bool = False

    @property
    def order(self) -> int:
        """How many times y is differentiated."""
        return len(self.derivatives)

    @property
    def fields(self) -> Fields:
        curve = self.curve
        return {
            **super().fields,
            "expr": Exact(sp.Eq(curve.left, curve.right, evaluate=False)),
            "wrt": (curve.x,),
            "implicit": curve.y,
            "order": self.order,
            "at": self.at,
            **({} if self.tangent is None else {"tangent": sp.Eq(curve.y, self.tangent, evaluate=False)}),
        }

    @property
    def tangent(self) -> sp.Expr | None:
        """The tangent at the point, as a function of x, unless it is vertical."""
        y, at = self.curve.y, self.at
        return None if at is None or self.slope is None else Tangent(y, at, at[y], (self.slope,)).equation.rhs

    @property
    def rate(self) -> PendingRate:
        """dy/dx, as the lines of the derivation have it, with ∂ where there are other variables."""
        x, y = self.curve.x, self.curve.y
        return (PendingRate if self.curve.typed.free_symbols - {x, y} else OrdinaryPendingRate)(y, x, sp.S.One)

    @cached_property
    def derivation(self) -> tuple[tuple[Step, ...], ...]:
        """Of each order, the steps that lead to it; of the first they make an equation of the one before.

        None if they are not told.
        """
        try:
            return (self._of_first(), *(self._of_next(order) for order in range(2, self.order + 1)))
        except (UndefinedError, UnsupportedError):
            return ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """The derivation if it was asked for."""
        return tuple(step for steps in self.derivation for step in steps) if self.with_steps else ()

    def _of_first(self) -> tuple[Step, ...]:
        """Both sides differentiated, dy/dx collected, and the equation solved for it."""
        curve, rate = self.curve, self.rate
        both = of_both_sides(equation(curve.left, curve.right), curve.x, {curve.y: rate}, every_step=self.every_step)
        value = evaluator().value(curve.typed)
        across, along = tidy(differentiate(value, curve.y)), tidy(-differentiate(value, curve.x))
        collected = equation(unevaluated.mul([across, rate]), along)
        solved = equation(rate, self.derivatives[0])
        lines = [collected, solved] if looks(collected) not in (looks(both.result), looks(solved)) else [solved]
        names = [f"{verb} d{curve.y}/d{curve.x}" for verb in ("collect", "solve for")][-len(lines) :]
        befores = [both.result, *lines]
        return both, *(Step(*row, final=True) for row in zip(names, befores, lines, strict=False))

    def _of_next(self, order: int) -> tuple[Step, ...]:
        """Differentiate once more, put dy/dx in, and use the equation where that makes it shorter."""
        curve, rate, slope = self.curve, self.rate, self.derivatives[0]
        before, derivative = self.derivatives[order - 2 : order]
        first = derivation(before, curve.x, every_step=self.every_step, typed=False, rates={curve.y: rate})
        put_in = _put_in(first.result, rate, slope)
        direct = tidy(curve.rate(before, slope))
        steps = [replace(first, order=order), *tidying(put_in, direct, typed=False)]
        if put_in != first.result:
            steps.insert(1, Step("put in", first.result, put_in, at={rate: slope}))
        if looks(derivative) != looks(direct):
            steps.append(Step("use", direct, derivative, at={curve.left: curve.right}, final=True))
        return tuple(steps)

    @cached_property
    def domain(self) -> tuple[sp.Basic, ...]:
        """The conditions on x and y under which the result holds, besides the equation."""
        curve = self.curve
        across = sp.Pow(tidy(curve.partials[1]), -1, evaluate=False)
        whole = sp.Add(curve.left, curve.right, across, self.result, evaluate=False)
        return domain(whole, curve.x, curve.y, of_derivative=True)


def implicit(
    curve: Curve,
    *,
    order: int = 1,
    at: Point | None = None,
    given: Given | None = None,
    steps: bool = False,
    every_step: bool = False,
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
    found = Implicit(
        curve,
        tuple(derivatives),
        result=derivatives[-1],
        uses_equation=uses_equation,
        with_steps=steps,
        every_step=every_step,
        notes=notes,
    )
    locate = _with_tangents if with_tangents else _at
    return with_check(
        lambda point: found if point is None else locate(found, point),
        at,
        given,
        lambda located: _judge(located, given),
    )


def _put_in(e: sp.Expr, rate: sp.Expr, slope: sp.Expr) -> sp.Expr:
    """Return `e`, unevaluated, with the slope in the place of dy/dx."""
    if e == rate:
        return slope
    return unevaluated.build(e.func, [_put_in(part, rate, slope) for part in e.args]) if e.has(rate) else e


def _check_real(curve: Curve) -> None:
    if sign_at(curve.equation, {}) in (1, -1):
        raise DomainError(f"no real {curve.x} and {curve.y} satisfy this equation")
    if not curve.equation.free_symbols:
        raise UsageError("this equation holds always or never, whatever the variables are")


def _at(found: Implicit, at: Point) -> Implicit:
    """Return the result at a point; the formula of a higher derivative may have a gap that the derivative has not."""
    slope = found.curve.slope_at(at)
    with raised_as(UnsupportedError(f"the formula {found.result} has no value at this point"), UndefinedError):
        value = slope if found.order == 1 else value_at(found.result, at)
    return replace(found, at=at, slope=slope, value=value)


def _with_tangents(found: Implicit, at: Point) -> Implicit:
    """Return the result at a point with its tangent."""
    curve = found.curve
    slope = curve.direction_at(at)
    tangent = Tangent(curve.y, {curve.x: at[curve.x]}, at[curve.y], (slope,))
    if slope is sp.oo:
        return replace(found, at=at, tangents=Tangents((tangent,)))
    second = value_at(curve.rate(found.derivatives[0], found.derivatives[0]), at)
    sign = sign_at(second, {})
    told = Approximation(position(2, sign), 2, second) if sign != 0 else Approximation()
    return replace(_at(found, at), tangents=Tangents((tangent,), told))


def _judge(found: Implicit, given: Given | None) -> Check:
    if given is None or given == "none":
        return Check("none", False, "proved")
    if found.value is not None and found.at is not None:
        return replace(compare(found.value, substitute(given, found.at)), given=given)
    return compare_on_curve(found.curve, found.result, given)
