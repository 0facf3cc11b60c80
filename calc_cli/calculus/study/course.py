"""The course of a curve, read off its chart: where it rises and bends, extrema, inflections and bounds, asymptotes.

How it is found is told as steps: the derivations, the zeros, and values between them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cmp_to_key
from typing import TYPE_CHECKING, Literal, TypeAlias

import sympy as sp

from calc_cli.algebra.evaluate import sign_at
from calc_cli.algebra.functions import TypedFunction
from calc_cli.algebra.ranges import signs_of
from calc_cli.algebra.root import Root, Roots, value_at_roots
from calc_cli.calculus.derivative.derivative import derive
from calc_cli.calculus.result import Fields
from calc_cli.calculus.steps import Step
from calc_cli.calculus.study.repetition import Repetition
from calc_cli.calculus.study.sign_chart import CurvePiece, CurvePlace, SignChart, is_same
from calc_cli.calculus.study.zeros import limit_towards
from calc_cli.errors import UnsupportedError

if TYPE_CHECKING:
    from calc_cli.calculus.study.study import Study

ExtremumKind: TypeAlias = Literal["local maximum", "local minimum"]
Aspect: TypeAlias = Literal["rise", "bend"]


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`; an end that is `closed` belongs to it. `direction` is 1, -1, or 0 of a constant piece."""

    low: sp.Expr
    high: sp.Expr
    closed: tuple[bool, bool]
    direction: int

    def holds(self, x: sp.Expr) -> bool:
        """Return True if the number is in the interval. Raises UnsupportedError if that is not decided."""
        above, below = compare(x, self.low), compare(self.high, x)
        return (above == 1 or (above == 0 and self.closed[0])) and (below == 1 or (below == 0 and self.closed[1]))


@dataclass(frozen=True, slots=True)
class Extremum:
    """A local extremum at a place; at a global one f has its greatest or least value, None if that is not known."""

    place: CurvePlace
    kind: ExtremumKind
    is_global: bool | None = None


@dataclass(frozen=True, slots=True)
class Extreme:
    """The greatest or least value of f; if it is not `attained`, the bound that f comes near to, perhaps infinite."""

    value: sp.Expr
    attained: bool
    places: tuple[CurvePlace, ...] = ()
    constant_at: tuple[sp.Expr, ...] = ()
    """One number in each piece on which f is constant and has the value."""

    @property
    def fields(self) -> Fields:
        """Return what JSON has of it."""
        return {"value": self.value, "attained": self.attained, "at": [place.x for place in self.places]}


def intervals(chart: SignChart, aspect: Aspect) -> tuple[Interval, ...]:
    """Return the longest intervals on which f rises, falls or is constant, or on which its graph bends one way."""
    by_end = {place.root.middle: place for place in chart.places}
    found: list[Interval] = []
    before: CurvePiece | None = None
    for piece in chart.pieces:
        low, high = by_end.get(piece.cell.low), by_end.get(piece.cell.high)
        if piece.is_defined and piece.rise is not None:
            closed = _reaches(low, low and low.right), _reaches(high, high and high.left)
            ends = (piece.cell.low if low is None else low.x, piece.cell.high if high is None else high.x)
            here = Interval(*ends, closed, getattr(piece, aspect))
            if before is not None and low is not None and _goes_on(before, low, piece, aspect):
                here = replace(here, low=found[-1].low, closed=(found[-1].closed[0], here.closed[1]))
                found.pop()
            found.append(here)
        before = piece
    return tuple(_joined_over_the_period(found, chart, aspect))


def _reaches(place: CurvePlace | None, limit: sp.Expr | None) -> bool:
    return place is not None and place.value is not None and limit is not None and is_same(limit, place.value)


def _goes_on(left: CurvePiece, place: CurvePlace, right: CurvePiece, aspect: Aspect) -> bool:
    """Return True if what holds to the left of a place goes on to the right of it."""
    if not left.is_defined or getattr(left, aspect) != getattr(right, aspect) or not place.is_continuous:
        return False
    return aspect == "rise" or place.slope is not None


def _joined_over_the_period(found: list[Interval], chart: SignChart, aspect: Aspect) -> list[Interval]:
    """Return the intervals, the last one of a period joined with the first of the next."""
    period = chart.region.period
    if period is None or not _goes_on(chart.pieces[-1], chart.places[0], chart.pieces[0], aspect):
        return found
    if len(found) == 1:
        return [replace(found[0], low=-sp.oo, high=sp.oo, closed=(False, False))]
    first, *middle, last = found
    return [replace(first, low=last.low - period, closed=(last.closed[0], first.closed[1])), *middle]


def extrema(chart: SignChart, greatest: Extreme | None, least: Extreme | None) -> tuple[Extremum, ...]:
    """Return the local extrema, those at the ends of the domain or of the interval among them."""
    found = []
    for place in chart.told_places:
        signs = {_excess(place, place.left, place.before, -1), _excess(place, place.right, place.after, 1)} - {None}
        if len(signs) == 1 and (sign := signs.pop()):
            extreme = greatest if sign == 1 else least
            is_global = None if extreme is None else any(place is other for other in extreme.places)
            found.append(Extremum(place, "local maximum" if sign == 1 else "local minimum", is_global))
    return tuple(found)


def _excess(place: CurvePlace, limit: sp.Expr | None, piece: CurvePiece | None, side: int) -> int | None:
    """Return 1 if f is greater at the place than near it on a side, -1 if it is less, else 0; None without a side."""
    if limit is None or place.value is None or piece is None:
        return None
    if limit is sp.nan or piece.rise is None:
        return 0
    return -side * piece.rise if is_same(limit, place.value) else compare(place.value, limit)


def inflections(chart: SignChart) -> tuple[CurvePlace, ...]:
    """Return the places with a tangent at which the graph begins to bend the other way."""
    turning = (p for p in chart.told_places if p.before and p.after and {p.before.bend, p.after.bend} == {1, -1})
    return tuple(p for p in turning if p.is_continuous and (p.slope is not None or p.nature == "vertical tangent"))


def compare(a: sp.Expr, b: sp.Expr) -> int:
    """Return the sign of a - b. Raises UnsupportedError if it is not decided."""
    if a == b or is_same(a, b):
        return 0
    if a.is_infinite or b.is_infinite:
        return 1 if a is sp.oo or b is -sp.oo else -1
    sign = sign_at(a - b, {})
    if sign is None:
        raise UnsupportedError("which of two values is greater is not decided")
    return sign


def extreme(chart: SignChart, ends: Iterable[sp.Expr], sign: int, repetition: Repetition | None) -> Extreme | None:
    """Return the greatest value of f, with `sign` -1 the least; None if unknown. `ends` are limits at infinity."""
    found = _extreme_of_chart(chart, ends, sign)
    if found is None:
        return None
    if not chart.told_everywhere["rise"]:
        return found if found.attained and sign not in signs_of(chart.f.expression - found.value) else None
    if repetition is None or repetition.is_periodic:
        return found
    side = sign if repetition.factor == 1 else compare(found.value, sp.S.Zero)
    return found if side == 0 else Extreme(sp.oo * sign if side == sign else sp.S.Zero, False)


def _extreme_of_chart(chart: SignChart, ends: Iterable[sp.Expr], sign: int) -> Extreme | None:
    places = [place for place in chart.places if place.value is not None]
    limits = [*ends, *(side for place in chart.places for side in (place.left, place.right) if side is not None)]
    flat = {piece.cell.inside: chart.value(Root(piece.cell.inside)) for piece in chart.pieces if piece.is_constant}
    values = [*limits, *(value for value in flat.values() if value is not None)]
    values += [place.value for place in places if place.value is not None]
    if not chart.told_everywhere["rise"]:  # where there is no limit, and only a bound tells more
        values = [value for value in values if value is not sp.nan]
    if sp.nan in values or not values:
        return None
    try:
        best = max(values, key=cmp_to_key(lambda a, b: sign * compare(a, b)))
        at = tuple(place for place in places if place.value is not None and compare(place.value, best) == 0)
        on = tuple(inside for inside, value in flat.items() if value is not None and compare(value, best) == 0)
    except UnsupportedError:
        return None
    return Extreme(best, bool(at or on), at, on)


# At infinity

Ends: TypeAlias = tuple[tuple[sp.Expr, sp.Expr], ...]
"""The infinities to which the domain extends, each with the limit there, nan if there is none."""


@dataclass(frozen=True, slots=True)
class Asymptote:
    """The `line` that the curve nears as x goes `to` an infinity, as a function of x."""

    to: sp.Expr
    line: sp.Expr


def ends(f: TypedFunction, chart: SignChart, repetition: Repetition | None) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """Yield each infinity to which the domain extends, with the limit there; none of what only repeats its values."""
    is_whole = repetition is not None and not repetition.is_periodic and all(p.is_defined for p in chart.pieces)
    for to, piece in ((-sp.oo, chart.pieces[0]), (sp.oo, chart.pieces[-1])):
        if is_whole or (to in (piece.cell.low, piece.cell.high) and piece.is_defined):
            yield to, _limit(f.typed, f.variable, to)


def _limit(e: sp.Expr, x: sp.Symbol, to: sp.Expr) -> sp.Expr:
    return limit_towards(e, x, to, -1 if to is sp.oo else 1)


def asymptotes(f: TypedFunction, chart: SignChart, found: Ends) -> Iterator[Asymptote]:
    """Yield the lines that f nears at infinity: y = b, or y = m x + b with m = lim f/x and b = lim (f - m x)."""
    x = f.variable
    for to, limit in found:
        piece = chart.pieces[0 if to is -sp.oo else -1]
        if piece.bend == 0 or limit is sp.nan:
            continue  # a straight line is its own asymptote
        if limit.is_finite:
            yield Asymptote(to, limit)
            continue
        slope = _limit(f.expression / x, x, to)
        if slope is not sp.nan and slope.is_finite and not slope.is_zero:
            height = _limit(f.expression - slope * x, x, to)
            if height is not sp.nan and height.is_finite:
                yield Asymptote(to, slope * x + height)


# How it was found


def work(s: "Study") -> Iterator[Step]:
    """Yield the derivations of f' and f''; then, of f, f' and f'', each zero and one value in each interval."""
    from calc_cli.calculus.derivative.steps import with_steps  # only who wants to read steps pays for this import

    x, f = s.function.variable, s.function.typed
    yield from with_steps(derive(s.function, order=2)).steps
    zeros: tuple[tuple[str, sp.Expr, Roots], ...] = (
        ("f", f, s.zeros), ("f'", s.first, s.chart.critical), ("f''", s.second, s.chart.turns),
    )  # fmt: skip
    for name, e, found in zeros:
        factored = sp.factor(e)
        if found.roots and e.is_Add and factored.is_Mul:
            yield Step(f"{name} in factors", e, factored, at={})
        yield from (Step(f"{name} is 0 at", e, sp.S.Zero, at={x: root.shown}) for root in found.roots)
        if name != "f":
            inside = (piece.cell.inside for piece in s.chart.pieces if piece.is_defined)
            yield from (Step(f"{name} at", e, value_at_roots(e, {x: Root(at)}), at={x: at}) for at in inside)
    for place in s.chart.places:
        for side, limit in (("left", place.left), ("right", place.right)):
            if limit is not None and limit is not sp.nan and not place.is_continuous:
                yield Step(f"limit from the {side} at", f, limit, at={x: place.x})
    yield from (Step("limit at", f, limit, at={x: to}) for to, limit in s.ends if limit is not sp.nan)
