"""The sign chart of a function: the places where f' or f'' may change sign, and what holds at them and between.

Places are where f is not defined, not continuous or not smooth, the zeros of f' and those of f'', and the ends of the
region. Between two neighbours f is defined everywhere or nowhere, and f' and f'' keep their signs, which one number in
between tells. Where places accumulate, a chart tells of `parts` of the region, and leaves open what is between them.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Literal, TypeAlias

import sympy as sp
from sympy.core.relational import Relational

from calc_cli.algebra.conditions import definedness
from calc_cli.algebra.enclosures.enclosure import sign
from calc_cli.algebra.evaluate import all_hold, approximate, sign_at, value_on
from calc_cli.algebra.functions import TypedFunction
from calc_cli.algebra.root import ABOUT_ZERO, BITS, DIGITS, Root, Roots, in_order, together, value_at_roots
from calc_cli.algebra.zero_test import vanishes
from calc_cli.calculus.differentiability.definition import NotDifferentiableError, Slopes, derivative_at
from calc_cli.calculus.study.region import OpenInterval, Region, cells
from calc_cli.calculus.study.zeros import breaks, limit_towards, zeros
from calc_cli.errors import CalcError, UndefinedError, UnsupportedError

_STEP = sp.Rational(1, 2**150)
MOST_PLACES = 40
Gap: TypeAlias = Literal["pole", "hole", "jump", "edge"]
Nature: TypeAlias = Literal["stationary", "corner", "cusp", "vertical tangent", "end", "jump", "isolated"]


@dataclass(frozen=True, slots=True)
class CurvePlace:
    """A place on the x axis, the `value` of f there, None where f is not defined, and the limits from both sides.

    A limit is None where a side is outside of the domain or the region, and nan if there is none or it is not known;
    `before` and `after` are the pieces on both sides. `slope` and `bend` are f' and f'' there, None where they do not
    exist; `nature` tells why a place is critical.
    """

    root: Root
    value: sp.Expr | None
    left: sp.Expr | None
    right: sp.Expr | None
    before: "CurvePiece | None" = None
    after: "CurvePiece | None" = None
    slope: sp.Expr | None = None
    bend: sp.Expr | None = None
    nature: Nature | None = None

    @property
    def x(self) -> sp.Expr:
        """The place, in decimals if it is not known exactly."""
        return self.root.shown

    @property
    def gap(self) -> Gap | None:
        """How the curve is interrupted there: it has a pole, a hole, a jump, or an end that does not belong to it."""
        sides = [side for side in (self.left, self.right) if side is not None]
        if any(side.is_infinite for side in sides):
            return "pole"
        if not all(side.is_finite for side in sides) or not sides or self.is_continuous:
            return None
        if len(sides) == 1:
            return "edge" if self.value is None else None
        return "hole" if is_same(*sides) else "jump"

    @property
    def is_continuous(self) -> bool:
        """True if f is defined, and its limits from the sides that it has are its value."""
        sides = [side for side in (self.left, self.right) if side is not None]
        return self.value is not None and all(is_same(side, self.value) for side in sides)


@dataclass(frozen=True, slots=True)
class CurvePiece:
    """An open interval between neighbouring places: whether f is defined on it, and the signs of f' and f''.

    These are None where places accumulate, and nothing is told.
    """

    cell: OpenInterval
    is_defined: bool
    rise: int | None = 0
    bend: int | None = 0

    @property
    def is_constant(self) -> bool:
        """True if f has one value on it."""
        return self.is_defined and self.rise == 0


def is_same(a: sp.Expr, b: sp.Expr) -> bool:
    """Return True if two numbers are equal, decimals up to what is known of them; infinity is none."""
    if a is sp.nan or b is sp.nan or not (a.is_finite and b.is_finite):
        return False
    if a.has(sp.Float) or b.has(sp.Float):
        return bool(abs(a - b) <= 10 ** (3 - DIGITS) * (1 + abs(b)))
    difference = sp.expand(a - b)
    sign_of_difference = sign_at(difference, {})
    return sign_of_difference == 0 or (sign_of_difference is None and vanishes(difference, ()))


class SignChart:
    """The chart of `f` with the derivatives `first` and `second` in a region."""

    def __init__(
        self,
        f: TypedFunction,
        first: sp.Expr,
        second: sp.Expr,
        region: Region,
        accumulations: tuple[sp.Expr, ...] = (),
        parts: tuple[Region, ...] = (),
    ) -> None:
        self.f, self.first, self.second, self.region = f, first, second, region
        self.accumulations, self.parts = accumulations, parts or (region,)
        x = self.x = f.variable
        inside = [Roots((Root(at),), True) for at in accumulations if at.is_finite]
        found, breaks_are_told = self._found(lambda part, depth: breaks(f.typed, x, part, depth))
        self.breaks = together([*inside, found])
        self.critical, rise_is_told = self.zeros_of(first)
        self.turns, bend_is_told = self.zeros_of(second)
        self.told_everywhere = {"rise": breaks_are_told and rise_is_told, "bend": breaks_are_told and bend_is_told}

    def _found(self, find: Callable[[Region, int], Roots]) -> tuple[Roots, bool]:
        """Return all places in the region, else those in the parts; and whether it is told of the whole region.

        Where places accumulate, the region is not searched, which is what `find` does not do at a depth.
        """
        if self.accumulations:
            with suppress(UnsupportedError):
                found = find(self.region, 1)
                if found.are_all:
                    return found, True
        return together([find(part, 0) for part in self.parts]), not self.accumulations

    def zeros_of(self, e: sp.Expr) -> tuple[Roots, bool]:
        """Return where a function is 0, nowhere if it is so everywhere, and whether it is told of the whole region."""
        return self._found(lambda part, depth: zeros(e, self.x, part, depth))

    @cached_property
    def roots(self) -> tuple[Root, ...]:
        """All places, the finite ends of the region among them."""
        ends = [Root(end) for part in (self.region, *self.parts) for end in (part.low, part.high) if end.is_finite]
        return in_order([*ends, *self.breaks.roots, *self.critical.roots, *self.turns.roots])

    @cached_property
    def pieces(self) -> tuple[CurvePiece, ...]:
        """The intervals between the places. Raises UnsupportedError if they are too many to tell of."""
        if len(self.roots) > MOST_PLACES:
            raise UnsupportedError(
                f"there are more than {MOST_PLACES} places to tell of", hint="study a part, as in --range 1:10"
            )
        return tuple(map(self._piece, cells(self.roots, self.region)))

    def _piece(self, cell: OpenInterval) -> CurvePiece:
        at = {self.x: cell.inside}
        is_defined = all_hold(definedness(self.f.typed), at)
        if is_defined is None:
            raise UnsupportedError(f"whether the function is defined at {self.x} = {cell.inside} is not decided")
        if not is_defined:
            return CurvePiece(cell, False)
        is_in_part = any(part.holds(Root(cell.inside)) for part in self.parts)
        signs = {}
        for aspect, e in (("rise", self.first), ("bend", self.second)):
            is_told = is_in_part or self.told_everywhere[aspect]
            signs[aspect] = sign_at(e, at) if is_told else None
            if is_told and signs[aspect] is None:
                raise UnsupportedError(f"the sign of the derivative at {self.x} = {cell.inside} is not decided")
        return CurvePiece(cell, True, **signs)

    @property
    def is_mirrored(self) -> bool:
        """True if with each place where f may break there is the opposite one."""
        pairs = zip(self.breaks.roots, reversed(self.breaks.roots), strict=True)
        return all(abs(approximate(a.middle + b.middle, {}, 5)) < 1e-30 for a, b in pairs)

    @cached_property
    def places(self) -> tuple[CurvePlace, ...]:
        """The places with what holds there. Of one period the last piece is to the left of the first place."""
        first, last = (self.pieces[-1], self.pieces[0]) if self.region.period is not None else (None, None)
        row: list[CurvePiece | None] = [*self.pieces]
        row = [first, *row] if self.region.low.is_finite else row
        row = [*row, last] if self.region.high.is_finite else row
        return tuple(self._place(root, *pieces) for root, pieces in zip(self.roots, pairwise(row), strict=True))

    @property
    def told_places(self) -> tuple[CurvePlace, ...]:
        """The places without the end of a period, which is its beginning."""
        return self.places[: None if self.region.period is None else -1]

    def _place(self, root: Root, left: CurvePiece | None, right: CurvePiece | None) -> CurvePlace:
        value, is_break = self.value(root), self.breaks.has(root)
        before, after = (
            None if piece is None or not piece.is_defined else self._limit(root, side) if is_break else value
            for piece, side in ((left, -1), (right, 1))
        )
        place = CurvePlace(root, value, before, after, left, right)
        if is_break or value is None:
            return place if value is None else self._at_break(place)
        slope, bend = (self._derivative(e, root) for e in (self.first, self.second))
        is_end = before is None or after is None
        nature: Nature | None = "end" if is_end else "stationary" if self.critical.has(root) else None
        return replace(place, slope=slope, bend=bend, nature=nature)

    def value(self, root: Root) -> sp.Expr | None:
        """Return f there, in decimals where the place or the value is not known exactly; None if it is not defined."""
        if root.exact is None:
            return self._decimal_value(root)
        if all_hold(definedness(self.f.typed), {self.x: root.exact}) is not True:
            return None
        with suppress(UndefinedError):
            return value_at_roots(self.f.typed, {self.x: root})
        return None

    def _decimal_value(self, root: Root) -> sp.Expr | None:
        """Return f at a place that is not known exactly; None if a condition that excludes equality is an equality."""
        for condition in definedness(self.f.typed):
            for relation in condition.atoms(Relational):
                difference = value_on(relation.lhs - relation.rhs, {self.x: root.value(0)}, BITS)
                if isinstance(relation, sp.Ne | sp.Gt | sp.Lt) and (difference is None or not sign(difference)):
                    return None
        near = (root.middle, root.low - _STEP, root.high + _STEP)
        defined = (at for at in near if all_hold(definedness(self.f.typed), {self.x: at}))
        at = next(defined, None)
        return None if at is None else value_at_roots(self.f.typed, {self.x: Root(None, at, at)})

    def _derivative(self, formula: sp.Expr, root: Root) -> sp.Expr | None:
        """Return the value of a derivative where f is smooth; 0 at its zeros."""
        if (self.critical if formula is self.first else self.turns).has(root):
            return sp.S.Zero
        with suppress(CalcError):
            return value_at_roots(formula, {self.x: root})
        return None

    def _limit(self, root: Root, side: int) -> sp.Expr:
        """Return the limit from a side, oo or -oo if it is infinite, nan if there is none or none is known."""
        if root.exact is None:
            return self._approached(self.f.typed, root, side)
        return limit_towards(self.f.typed, self.x, root.exact, side)

    def _approached(self, e: sp.Expr, root: Root, side: int) -> sp.Expr:
        """Return what values near a place suggest that is not known exactly."""
        near = [root.middle + side * sp.Rational(1, 2**k) for k in (80, 110, 140)]
        try:
            a, b, c = (approximate(e, {self.x: at}, DIGITS) for at in near)
        except CalcError:
            return sp.nan
        if abs(c) > 2 * abs(b) > 4 * abs(a):
            return sp.oo if c > 0 else -sp.oo
        if abs(c - b) > abs(b - a):
            return sp.nan
        return sp.S.Zero if abs(c) < ABOUT_ZERO else sp.Float(c, DIGITS)

    def _at_break(self, place: CurvePlace) -> CurvePlace:
        """Return a place at which f is defined with its derivatives, by their definition, or why there are none."""
        if place.left is None and place.right is None:
            return replace(place, nature="isolated")
        if not place.is_continuous:
            return replace(place, nature="jump")
        if place.root.exact is None:
            return self._at_decimal(place)
        at = {self.x: place.root.exact}
        try:
            slope = derivative_at(self.f.typed, self.first, self.x, at)
        except NotDifferentiableError as error:
            return replace(place, nature=_nature(error, place))
        except CalcError:
            return replace(place, nature="corner")
        place = replace(place, slope=slope, nature="stationary" if slope.is_zero else None)
        with suppress(CalcError):
            return replace(place, bend=derivative_at(self.f.typed, self.second, self.x, at, order=2))
        return place

    def _at_decimal(self, place: CurvePlace) -> CurvePlace:
        """Return the same where the place is not known exactly, by values near it."""
        if None in (place.left, place.right):
            return replace(place, nature="end")
        left, right = (self._approached(self.first, place.root, side) for side in (-1, 1))
        if left.is_infinite and right.is_infinite:
            return replace(place, nature="vertical tangent" if left == right else "cusp")
        return replace(place, slope=left) if is_same(left, right) else replace(place, nature="corner")


def _nature(error: NotDifferentiableError, place: CurvePlace) -> Nature:
    if None in (place.left, place.right):
        return "end"
    if error.is_vertical_tangent:
        return "vertical tangent"
    reason = error.reason
    kinds = {s.kind for s in (reason.left, reason.right) if s is not None} if isinstance(reason, Slopes) else set()
    return "cusp" if kinds == {"+inf", "-inf"} else "corner"
