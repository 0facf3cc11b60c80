"""A derivation as a tree of places, with numbers at sample points, so that a slip anywhere is seen in the whole.

At every place a rule is applied to a part of the expression. The derivative of the whole is linear in that of each
part, so a slip at one place changes the whole by (wrong - right) times the place's weight: what another answer would
look like costs one small formula, however long the expression is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from operator import add, mul, sub, truediv
from zlib import crc32

import mpmath
import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.evaluate import approximate
from calc_cli.calculus.rules.application import Application
from calc_cli.calculus.rules.match import Matcher
from calc_cli.errors import UndefinedError, UnsupportedError

DIGITS = 40
"""To which numbers are computed."""

_ALIKE = mpmath.mpf("1e-25")
_NOTHING = mpmath.mpf("1e-32")

MOST_PLACES = 200

Sample = Mapping[sp.Symbol, sp.Expr]
Numbers = tuple[mpmath.mpf | None, ...]
"""A value at each sample point, None where there is none."""


Writing = Callable[[Sequence[sp.Expr]], sp.Expr]
"""A rule, rightly or wrongly applied: writes a derivative from those of the parts."""


@dataclass(eq=False, slots=True)
class PlacedRule:
    """A rule at its place: `slope` is the derivative of its input, `weight` what the whole changes by with it.

    `others` are rules that would do as well, each with the places of its own parts.
    """

    rule: Application
    parts: tuple["PlacedRule", ...]
    slope: Numbers = ()
    weight: Numbers = ()
    above: "PlacedRule | None" = None
    written: sp.Expr = field(default=sp.S.Zero)
    others: tuple[tuple[Application, tuple["PlacedRule", ...]], ...] = ()

    def replaced(self, instead: Mapping["PlacedRule", sp.Expr]) -> sp.Expr:
        """Write the derivative, with other results in the place of some."""
        if self in instead:
            return instead[self]
        return self.rule.result([part.replaced(instead) for part in self.parts])


@cache
def slope_symbol(i: int) -> sp.Symbol:
    """Return what stands for the derivative of part number i in a formula."""
    return sp.Dummy(f"slope{i}", real=True)


class Replay:
    """The derivation of `e` in `x`, at the sample points: `places` has the parts before the whole, which is `whole`.

    Raises UnsupportedError for what has no rule, or is too long.
    """

    def __init__(self, e: sp.Expr, x: sp.Symbol, samples: Sequence[Sample]) -> None:
        self.x = x
        self.samples = samples
        self._ones: Numbers = tuple(mpmath.mpf(1) for _ in samples)
        self.places: list[PlacedRule] = []
        self._matcher = Matcher(x)
        self._known: dict[sp.Expr, PlacedRule] = {}
        self.whole = self._place(e)
        self._weigh()

    def _place(self, e: sp.Expr) -> PlacedRule:
        if len(self.places) >= MOST_PLACES:
            raise UnsupportedError("this is too long to be replayed")
        rule, *others = self._matcher.applications(e)
        place = PlacedRule(rule, tuple(map(self._place, rule.parts)))
        place.slope = self.local(rule.result, place.parts)
        place.written = rule.result([part.written for part in place.parts])
        place.others = tuple((other, tuple(map(self._aside, other.parts))) for other in others)
        for part in place.parts:
            part.above = place
        self.places.append(place)
        self._known[e] = place
        return place

    def _aside(self, e: sp.Expr) -> PlacedRule:
        """Return the place of a part of another way, on which the whole does not rest."""
        if e not in self._known:
            before = list(self.places)
            self._place(e)
            self.places = before
        return self._known[e]

    def local(
        self, write: Writing, parts: Sequence[PlacedRule], changed: Mapping[PlacedRule, Numbers] | None = None
    ) -> Numbers:
        """Return the values at the samples of what is written for `parts`, of which some may have a `changed` slope."""
        formula = write([slope_symbol(i) for i in range(len(parts))])
        slopes = [(changed or {}).get(part, part.slope) for part in parts]
        return tuple(_filled(formula, sample, [s[k] for s in slopes]) for k, sample in enumerate(self.samples))

    def _weigh(self) -> None:
        self.whole.weight = self._ones
        for place in reversed(self.places):
            for part in place.parts:
                part.weight = times(place.weight, self._sensitivity(place, part))

    def _sensitivity(self, place: PlacedRule, part: PlacedRule) -> Numbers:
        """By how much the derivative at `place` grows as that of `part` does, in which it is linear."""
        one_more = plus(part.slope, self._ones)
        return minus(self.local(place.rule.result, place.parts, {part: one_more}), place.slope)


def replayed(e: sp.Expr, x: sp.Symbol, samples: Sequence[Sample]) -> Replay | None:
    """Return the derivation, None if there is none."""
    try:
        return Replay(e, x, samples)
    except (UndefinedError, UnsupportedError):
        return None


def _filled(formula: sp.Expr, sample: Sample, slopes: Sequence[mpmath.mpf | None]) -> mpmath.mpf | None:
    if None in slopes:
        return None
    return number(formula, {**sample, **{slope_symbol(i): slope for i, slope in enumerate(slopes)}})


def number(e: sp.Expr, at: Sample) -> mpmath.mpf | None:
    """Return the value at a point, None where there is none or it is out of reach."""
    if e in (sp.oo, -sp.oo):
        return mpmath.inf if e is sp.oo else -mpmath.inf
    unknown = e.atoms(AppliedUndef, sp.Derivative)
    try:
        if unknown:
            e = e.xreplace({u: _any_value(u, at) for u in unknown})
        with mpmath.workdps(DIGITS):
            return approximate(e, at, DIGITS, quick=True)
    except (UndefinedError, UnsupportedError, ValueError):  # ValueError is SymPy's, of max((-9/10)^(1/3), 2)
        return None


def _any_value(u: sp.Expr, at: Sample) -> sp.Rational:
    """Return a value of f(u) or f'(u), which may have any: the same wherever that stands, or f of an equal number."""
    arguments = [number(argument, at) for argument in u.args] if isinstance(u, AppliedUndef) else [None]
    known = None not in arguments
    text = f"{u.func} {[mpmath.nstr(argument, DIGITS // 2) for argument in arguments]}" if known else str(u)
    return sp.Rational(crc32(text.encode()) % 10**9 + 1, 10**8)


def numbers(e: sp.Expr, samples: Sequence[Sample]) -> Numbers:
    """Return the values at sample points."""
    return tuple(number(e, sample) for sample in samples)


def _combined(operation: Callable[[mpmath.mpf, mpmath.mpf], mpmath.mpf], a: Numbers, b: Numbers) -> Numbers:
    with mpmath.workdps(DIGITS):
        return tuple(None if u is None or v is None else operation(u, v) for u, v in zip(a, b, strict=True))


times, over, minus, plus = (partial(_combined, operation) for operation in (mul, truediv, sub, add))


def same(a: Numbers, b: Numbers) -> bool:
    """Return True if the numbers agree wherever both are known, and somewhere they are."""
    pairs = [(u, v) for u, v in zip(a, b, strict=True) if u is not None and v is not None]
    with mpmath.workdps(DIGITS):
        return bool(pairs) and all(
            u == v or (mpmath.isfinite(u - v) and abs(u - v) <= max(abs(u), abs(v)) * _ALIKE + _NOTHING)
            for u, v in pairs
        )
