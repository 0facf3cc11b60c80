"""A derivation as a tree of places, with numbers at sample points, so that a slip anywhere is seen in the whole.

At every place a rule is applied to a part of the expression. The derivative of the whole is linear in that of each
part, so a slip at one place changes the whole by (wrong - right) times the place's weight: what another answer would
look like costs one small formula, however long the expression is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import mpmath
import sympy as sp

from calc_cli.algebra.evaluate import approximate
from calc_cli.calculus.rules.application import Application, application
from calc_cli.errors import UndefinedError, UnsupportedError

DIGITS = 40
"""To which numbers are computed."""

_ALIKE = mpmath.mpf("1e-25")
_NOTHING = mpmath.mpf("1e-32")

MOST_PLACES = 200

Sample = Mapping[sp.Symbol, sp.Expr]
Numbers = tuple[mpmath.mpf | None, ...]
"""A value at each sample point, None where there is none."""


@dataclass(eq=False, slots=True)
class Place:
    """A rule at its place: `slope` is the derivative of `input`, `weight` what the whole changes by with it."""

    rule: Application
    parts: tuple["Place", ...]
    slope: Numbers
    weight: Numbers = ()
    above: "Place | None" = None
    written: sp.Expr = field(default=sp.S.Zero)

    @property
    def input(self) -> sp.Expr:
        """What is differentiated here."""
        return self.rule.input

    def replaced(self, instead: Mapping["Place", sp.Expr]) -> sp.Expr:
        """Write the derivative, with other results in the place of some."""
        if self in instead:
            return instead[self]
        return self.rule.result([part.replaced(instead) for part in self.parts])


@cache
def slope_symbol(i: int) -> sp.Symbol:
    """What stands for the derivative of part number i in a formula."""
    return sp.Dummy(f"slope{i}", real=True)


class TooManyPlacesError(Exception):
    """The expression is too long to be replayed."""


@dataclass(slots=True)
class Replay:
    """The derivation of `e` in `x`, at the sample points."""

    x: sp.Symbol
    samples: Sequence[Sample]
    places: list[Place] = field(default_factory=list)

    def of(self, e: sp.Expr) -> Place:
        """Return the place of `e`, the parts before the whole in `places`.

        Raises UnsupportedError for what has no rule, TooManyPlacesError.
        """
        if len(self.places) >= MOST_PLACES:
            raise TooManyPlacesError
        rule = application(e, self.x)
        parts = tuple(map(self.of, rule.parts))
        place = Place(rule, parts, ())
        place.slope = self.local(place, place.rule.result(_symbols(parts)))
        place.written = rule.result([part.written for part in parts])
        for part in parts:
            part.above = place
        self.places.append(place)
        return place

    def local(self, place: Place, formula: sp.Expr, changed: Mapping[Place, Numbers] | None = None) -> Numbers:
        """What `formula`, in the symbols for the slopes of the parts, gives at the samples."""
        changed = changed or {}
        slopes = [changed.get(part, part.slope) for part in place.parts]
        return tuple(self._number(formula, sample, [s[k] for s in slopes]) for k, sample in enumerate(self.samples))

    def _number(self, formula: sp.Expr, sample: Sample, slopes: Sequence[mpmath.mpf | None]) -> mpmath.mpf | None:
        if None in slopes:
            return None
        return number(formula, {**sample, **dict(zip(map(slope_symbol, range(len(slopes))), slopes, strict=True))})

    def weigh(self, whole: Place) -> None:
        """Give every place under `whole` its weight."""
        whole.weight = tuple(mpmath.mpf(1) for _ in self.samples)
        for place in reversed(self.places):
            right = place.rule.result(_symbols(place.parts)) if place.parts else sp.S.Zero
            for part in place.parts:
                part.weight = times(place.weight, self.sensitivity(place, part, right))

    def sensitivity(self, place: Place, part: Place, formula: sp.Expr) -> Numbers:
        """By how much `formula` at `place` grows as the derivative of `part` does, in which it is linear."""
        one_more = tuple(None if s is None else s + 1 for s in part.slope)
        return minus(self.local(place, formula, {part: one_more}), self.local(place, formula))


def _symbols(parts: Sequence[Place]) -> list[sp.Symbol]:
    return [slope_symbol(i) for i in range(len(parts))]


def number(e: sp.Expr, at: Sample) -> mpmath.mpf | None:
    """The value at a point, None where there is none or it is out of reach."""
    try:
        return approximate(e, at, DIGITS, quick=True)
    except (UndefinedError, UnsupportedError):
        return None


def numbers(e: sp.Expr, samples: Sequence[Sample]) -> Numbers:
    """The values at sample points."""
    return tuple(number(e, sample) for sample in samples)


def _each(a: Numbers, b: Numbers) -> Iterator[tuple[mpmath.mpf, mpmath.mpf] | None]:
    return ((u, v) if u is not None and v is not None else None for u, v in zip(a, b, strict=True))


def times(a: Numbers, b: Numbers) -> Numbers:
    """a*b."""
    with mpmath.workdps(DIGITS):
        return tuple(None if pair is None else pair[0] * pair[1] for pair in _each(a, b))


def minus(a: Numbers, b: Numbers) -> Numbers:
    """a - b."""
    with mpmath.workdps(DIGITS):
        return tuple(None if pair is None else pair[0] - pair[1] for pair in _each(a, b))


def plus(a: Numbers, b: Numbers) -> Numbers:
    """a + b."""
    with mpmath.workdps(DIGITS):
        return tuple(None if pair is None else pair[0] + pair[1] for pair in _each(a, b))


def same(a: Numbers, b: Numbers) -> bool:
    """Whether the numbers agree wherever both are known, and somewhere they are."""
    pairs = [pair for pair in _each(a, b) if pair is not None]
    return bool(pairs) and all(abs(u - v) <= max(abs(u), abs(v)) * _ALIKE + _NOTHING for u, v in pairs)
