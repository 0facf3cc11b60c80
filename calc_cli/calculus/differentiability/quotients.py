"""The derivative at a point where no formula gives it: the one-sided limits of the difference quotient.

They are found from the function's germ on each side: if f is continuous at a and f'(x) has a limit as x -> a, the
one-sided derivative is that limit (a corollary of the mean value theorem); if f'(x) has none, the difference quotient
(f(x) - f(a))/(x - a) itself is examined. For higher orders the same is asked of f', whose value at a is known by then,
and so on.
"""

from dataclasses import dataclass, replace

import sympy as sp

from calc_cli.algebra.evaluate import sign_at
from calc_cli.calculus.differentiability.definition import (
    At,
    NotContinuous,
    NotDifferentiableError,
    Slopes,
    place_of,
    shown,
)
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.limits.neighbourhood import Approach, Neighbourhood, UnknownBranchError
from calc_cli.calculus.limits.one_sided import limit_of_germ
from calc_cli.calculus.limits.verdict import Verdict
from calc_cli.errors import UndefinedError, UnsupportedError


@dataclass(frozen=True, slots=True)
class SideOfPoint:
    """f near a, on one side: `germ` is None where f is not defined there."""

    name: str
    near: Neighbourhood
    germ: sp.Expr | None


class DifferenceQuotients:
    """The definition of the derivative of f, applied on each side of x = a, from order to order."""

    def __init__(self, f: sp.Expr, at: At) -> None:
        self.f = f
        self.at = at
        self.a = at.point[at.x]
        self.others = {symbol: value for symbol, value in at.point.items() if symbol != at.x}
        self.free = sorted((f.free_symbols | self.a.free_symbols) - at.point.keys(), key=str)

    def derivative(self, value: sp.Expr, order: int) -> sp.Expr:
        """Return the derivative of `order` at a, where f has the `value`. Raise as `derivative_at` does."""
        sides = [self.side("left", -1), self.side("right", 1)]
        self._check_continuity(sides, value)
        for step in range(1, order + 1):
            slopes = [None if side.germ is None else self.slope(side, side.germ, value) for side in sides]
            value = self._common(slopes, sides, step)
            sides = [
                side
                if side.germ is None
                else replace(side, germ=side.near.direction * differentiate(side.germ, side.near.t))
                for side in sides
            ]
            if value.is_zero and all(side.germ is not None and side.germ.is_zero for side in sides):
                break  # so are all further ones
        return value

    def side(self, name: str, side: int) -> SideOfPoint:
        """Return f on the side to the left of a, -1, or to the right."""
        near = Neighbourhood(Approach(self.at.x, self.a, side), self.others)
        try:
            defined = near.is_defined(self.f)
            if defined is None and not self.free:
                raise self._undecided(f"it is not known whether it is defined to the {name} of that")
            return SideOfPoint(name, near, None if defined is False else near.germ(self.f))
        except UndefinedError:
            return SideOfPoint(name, near, None)
        except UnknownBranchError as error:
            if isinstance(error.part, sp.Sum | sp.Product):
                raise self._undecided("its terms are too many to look at each") from None
            raise self._undecided(f"it is not known what holds to the {name}: {shown(error.part)}") from None

    def _check_continuity(self, sides: list[SideOfPoint], value: sp.Expr) -> None:
        limits = [None if side.germ is None else limit_of_germ(side.near, side.germ) for side in sides]
        for side, limit in zip(sides, limits, strict=True):
            if limit is not None and limit.kind == "undecided":
                raise self._undecided(f"the limit from the {side.name} is not known")
        known = [limit for limit in limits if limit is not None]
        if not all(limit.kind == "finite" and self._same(limit.value, value) for limit in known):
            raise NotDifferentiableError(self.at, NotContinuous(value, *limits))

    def slope(self, side: SideOfPoint, germ: sp.Expr, value: sp.Expr) -> Verdict:
        """Return the one-sided derivative at a of the function with this germ and this value at a."""
        near = side.near
        rate = near.direction * differentiate(germ, near.t)
        found = limit_of_germ(near, rate)
        if found.kind in ("finite", "+inf", "-inf") and found.value is not None:
            limit = limit_of_germ(near, germ)
            if limit.kind == "finite" and self._same(limit.value, value):
                return found
        return limit_of_germ(near, near.direction * sp.Add(*[part / near.t for part in sp.Add.make_args(germ - value)]))

    def _common(self, slopes: list[Verdict | None], sides: list[SideOfPoint], step: int) -> sp.Expr:
        """Return the slope that both sides have."""
        left, right = slopes
        for slope, side in zip(slopes, sides, strict=True):
            if slope is not None and (slope.kind == "undecided" or (slope.kind == "finite" and slope.value is None)):
                raise self._undecided(f"the slope from the {side.name} is not known exactly")
        if left is not None and right is not None and left.kind == right.kind == "finite":
            assert left.value is not None
            if self._same(left.value, right.value):
                return left.value
        raise NotDifferentiableError(self.at, Slopes(left, right), step)

    def _same(self, a: sp.Expr | None, b: sp.Expr | None) -> bool:
        """Return True if two numbers are equal."""
        if a is None or b is None:
            raise self._undecided("a limit is not known exactly")
        sign = sign_at(sp.expand(a - b), {})
        if sign is None:
            raise self._undecided(f"it is not known whether {shown(a)} and {shown(b)} are equal")
        return sign == 0

    def _undecided(self, reason: str) -> UnsupportedError:
        question = f"whether {shown(self.at.function)} is differentiable at {place_of(self.at)}"
        if self.free:
            names = ", ".join(map(str, self.free))
            hint = f"give {names} a value, as in --at {self.at.x}=1,{self.free[0]}=2"
            return UnsupportedError(f"{question} depends on {names}", hint=hint)
        return UnsupportedError(f"{question} is not decided: {reason}")
