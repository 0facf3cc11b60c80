"""The curve of an equation in x and y: its slope by the implicit function theorem, and where that does not speak.

If F is continuously differentiable near a point of F(x, y) = 0 and ∂F/∂y is not 0 there, the curve is near that point
the graph of a function y of x, with the derivative -(∂F/∂x)/(∂F/∂y). Source: Rudin, Principles of Mathematical
Analysis (3rd ed., 1976), theorem 9.28.
"""

from dataclasses import dataclass
from functools import cached_property

import mpmath
import sympy as sp

from calc_cli.algebra.conditions import smoothness
from calc_cli.algebra.cost import cost
from calc_cli.algebra.evaluate import Point, all_hold, approximate, evaluator, sign_at, value_at
from calc_cli.algebra.tidy import tidy
from calc_cli.algebra.unevaluated import difference
from calc_cli.calculus.differentiability.definition import place
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.errors import UndefinedError, UnsupportedError, UsageError

_LONGEST_TOLD = 12

_LARGEST = 400
"""Longer formulas are not divided by the equation."""


@dataclass(frozen=True)
class Curve:
    """`left` = `right`, both as typed, x being independent and y dependent."""

    left: sp.Expr
    right: sp.Expr
    x: sp.Symbol
    y: sp.Symbol

    @cached_property
    def typed(self) -> sp.Expr:
        """F, as typed: the left side less the right side."""
        return difference(self.left, self.right)

    @cached_property
    def equation(self) -> sp.Expr:
        """F, evaluated; of a rational function the numerator without repeated factors: (x - y)^2 = 0 is x = y."""
        f = evaluator().value(self.typed)
        polynomial = _polynomial(sp.fraction(sp.together(f))[0]) if f.is_rational_function() else None
        return f if polynomial is None else polynomial.sqf_part().as_expr()

    @cached_property
    def is_polynomial(self) -> bool:
        """True if F, as `equation` has it, is a polynomial in all its variables with rational coefficients."""
        return _polynomial(self.equation) is not None

    @cached_property
    def partials(self) -> tuple[sp.Expr, sp.Expr]:
        """∂F/∂x and ∂F/∂y."""
        return differentiate(self.equation, self.x), differentiate(self.equation, self.y)

    def slope(self) -> sp.Expr:
        """dy/dx in x and y. Raises UsageError if the equation does not determine y at all."""
        along, across = self.partials
        if tidy(across).is_zero:
            raise UsageError(
                f"the equation does not depend on {self.y}", hint="name another variable, or use calc diff"
            )
        return tidy(_by_cases(-along / across))

    def rate(self, of: sp.Expr, slope: sp.Expr | sp.Symbol) -> sp.Expr:
        """Return the derivative in x of an expression in x and y along the curve, y having the derivative `slope`."""
        return differentiate(of, self.x) + differentiate(of, self.y) * slope

    def shortest(self, e: sp.Expr) -> sp.Expr:
        """`e`, or if that is shorter what it is equal to on the curve: x^2 + y^2 is 25 on the circle."""
        if not self.is_polynomial or not e.is_rational_function(self.x, self.y) or cost(e) > _LARGEST:
            return e
        top, bottom = sp.fraction(sp.together(e))
        candidates = [e]
        for order in ((self.y, self.x), (self.x, self.y)):
            _, rest = sp.reduced(top, [self.equation], *order, order="grlex")
            _, below = sp.reduced(bottom, [self.equation], *order, order="grlex")
            divisors = [divisor for divisor in (bottom, sp.factor(below)) if divisor != 0]
            candidates += [tidy(sp.factor(rest) / divisor) for divisor in divisors]
        return min(candidates, key=cost)

    # At a point

    def check_on(self, point: Point) -> None:
        """Raise UndefinedError, with both sides, if the point is not on the curve; UnsupportedError if that is open."""
        where = place(point)
        try:
            sides = [value_at(side, point) for side in (self.left, self.right)]
        except UndefinedError as error:
            raise UndefinedError(f"the equation is not defined at {where}: {error.message}") from None
        sign = sign_at(sp.expand(sides[0] - sides[1]), {})
        if sign == 0:
            return
        free = sorted(sp.Tuple(*sides).free_symbols, key=str)
        if sign is None or free:
            others = f" depends on {', '.join(map(str, free))}" if free else " is not decided"
            raise UnsupportedError(
                f"whether {where} is on the curve{others}", hint=f"add {free[0]}=1 to the point" if free else None
            )
        raise UndefinedError(
            f"{where} is not on the curve: the left side is {sides[0]} there and the right side {sides[1]}, "
            f"which differ by {_short(sides[0] - sides[1])}"
        )

    def slope_at(self, point: Point) -> sp.Expr:
        """Return the slope at a point of the curve. Raise UndefinedError if there is none, UnsupportedError if open."""
        slope = self.direction_at(point)
        if slope is sp.oo:
            raise UndefinedError(
                f"vertical tangent at {place(point)}: the line {place({self.x: point[self.x]})}; "
                f"d{self.y}/d{self.x} does not exist there"
            )
        return slope

    def direction_at(self, point: Point) -> sp.Expr:
        """Return the slope at a point of the curve, oo of a vertical tangent. Raise the other errors of `slope_at`."""
        self.check_on(point)
        for condition in smoothness(self.typed, self.x, self.y):
            if not all_hold([condition], point):
                raise UnsupportedError(
                    f"the slope at {place(point)} is not decided: there the equation itself is not differentiable "
                    f"or not known to be, as {condition.lhs if hasattr(condition, 'lhs') else condition} is at an edge"
                )
        along, across = (value_at(partial, point) for partial in self.partials)
        flat, upright = sign_at(along, {}), sign_at(across, {})
        if upright is None or (upright == 0 and flat is None):
            raise UnsupportedError(f"whether the tangent at {place(point)} is vertical is not decided")
        if upright == 0 == flat:
            raise UnsupportedError(
                f"singular point at {place(point)}: both partial derivatives are 0 there, and the equation alone does "
                "not tell the slope"
            )
        return tidy(-along / across) if upright else sp.oo


def _polynomial(f: sp.Expr) -> sp.Poly | None:
    """Return a polynomial in all its variables with rational coefficients; None if `f` is none."""
    if not f.free_symbols or not f.is_polynomial():
        return None
    found = sp.Poly(f, *sorted(f.free_symbols, key=str))
    return found if found.domain.is_QQ or found.domain.is_ZZ else None


def _short(number: sp.Expr) -> str:
    """Return a number as it is, if that is short, else a few digits of it."""
    text = str(number)
    return text if len(text) <= _LONGEST_TOLD else f"about {mpmath.nstr(approximate(number, {}, 5), 3)}"


def _by_cases(e: sp.Expr) -> sp.Expr:
    """`e` with its cases outside, without those in which it divides by 0: there the tangent is vertical."""
    if not e.has(sp.Piecewise):
        return e
    cases = sp.piecewise_fold(e)
    regular = [case for case in cases.args if not case[0].has(sp.zoo, sp.nan, sp.oo)] if cases.is_Piecewise else []
    if not regular:
        raise UnsupportedError("the slope could not be told case by case")
    return regular[0][0] if len({value for value, _ in regular}) == 1 else sp.Piecewise(*regular)
