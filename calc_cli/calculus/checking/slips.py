"""One slip in a derivation, or two: the mistakes of the table of rules, each at every place."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import sympy as sp

from calc_cli.algebra import unevaluated
from calc_cli.algebra.functions import Pending
from calc_cli.calculus.checking.replay import Numbers, PlacedRule, Replay, Written, in_symbols, minus, plus, same, times
from calc_cli.calculus.equality.verdict import Diagnosis
from calc_cli.calculus.rules.application import Application, ChainRule, Combination, Elementary
from calc_cli.calculus.rules.functions import outer_derivative


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake at a place: its `name`, a sentence on it, the rule as written, and by how much the whole changes."""

    place: PlacedRule
    name: str
    sentence: str
    rule: Written
    parts: tuple[PlacedRule, ...]
    change: Numbers

    @property
    def wrong(self) -> sp.Expr:
        """Return what is written at the place instead of its derivative."""
        return self.rule.result([part.written for part in self.parts])

    def diagnosis(self, x: sp.Symbol) -> Diagnosis:
        """Return what to say of it: what was done, where, and what is right."""
        parts = (Pending(self.place.input, x, sp.S.One), self.place.written, self.wrong)
        return Diagnosis(self.name, f"{self.sentence}: {{}} is {{}}, not {{}}", parts)


@dataclass(frozen=True, slots=True)
class _Fixed:
    """Writes the same whatever the parts."""

    written: sp.Expr

    def result(self, slopes: Sequence[sp.Expr]) -> sp.Expr:  # noqa: ARG002 - they are lost
        return self.written


@dataclass(frozen=True, slots=True)
class _PartMistaken:
    """Writes the rule with the derivative of one part multiplied by `factor`, and `plus` added."""

    rule: Application
    i: int
    factor: sp.Expr
    plus: sp.Expr = sp.S.Zero

    def result(self, slopes: Sequence[sp.Expr]) -> sp.Expr:
        mistaken = unevaluated.add([unevaluated.mul([self.factor, slopes[self.i]]), self.plus])
        return self.rule.result([*slopes[: self.i], mistaken, *slopes[self.i + 1 :]])


@dataclass(frozen=True, slots=True)
class _Plus:
    """Writes one term more than the rule does."""

    rule: Application
    term: sp.Expr

    def result(self, slopes: Sequence[sp.Expr]) -> sp.Expr:
        return unevaluated.add([self.rule.result(slopes), self.term])


def compound(place: PlacedRule) -> Iterator[tuple[str, str, Written, tuple[PlacedRule, ...]]]:
    """Yield the mistakes in an outer function whose inner derivative is missing besides."""
    if isinstance(place.rule, ChainRule):
        for m in place.rule.outer.rule.mistakes:
            written = place.rule.mistaken_outside(m.formula).mistaken("F'(g(x))")
            yield m.name, f"{m.sentence}; and the inner derivative is missing", written, place.parts


def slips(replay: Replay, mistakes: Callable[[PlacedRule], "Mistaken"] | None = None) -> Iterator[Slip]:
    """Yield every mistake at every place, the outermost places first."""
    mistakes = mistakes or _mistakes
    for place in reversed(replay.places):
        for name, sentence, rule, parts in mistakes(place):
            change = times(place.weight, minus(replay.local(in_symbols(rule, parts), parts), place.slope))
            yield Slip(place, name, sentence, rule, parts, change)


_LEFT_AS_IT_IS = "a term not differentiated"
_SIGN_OF_TERM = "sign of a term turned"
_DROPPED = "a term dropped"

_TELLS_ALL = {_DROPPED, "inner derivative missing"}
"""Mistakes with which others within come to the same: of f(3x) the inner derivative is lost with the factor 3."""

_TELLS_LITTLE = {_LEFT_AS_IT_IS, _SIGN_OF_TERM}
"""Mistakes that give way to one in the term, which tells more if it gives the answer too."""

Mistaken = Iterator[tuple[str, str, Written, tuple[PlacedRule, ...]]]


def _mistakes(place: PlacedRule) -> Mistaken:
    for rule, parts in ((place.rule, place.parts), *place.others):
        for m in rule.rule.mistakes:
            if m.name in _SIGNS and not _has_sign(rule, parts):
                continue
            yield m.name, m.sentence, rule.mistaken(m.formula), parts
        if isinstance(rule, ChainRule):
            for m in rule.outer.rule.mistakes:
                if m.name in _SIGNS and not _has_sign(rule.outer, parts):
                    continue
                yield m.name, m.sentence, rule.mistaken_outside(m.formula), parts
    yield from _forgotten_parts(place)
    yield from _constant_differentiated(place)


_SIGNS = ("sign of the exponent lost", "sign of the inner derivative lost")


def _has_sign(rule: Application, parts: tuple[PlacedRule, ...]) -> bool:
    """Return True if there is a minus that can have been lost: of the exponent, or of the inner derivative."""
    if isinstance(rule, ChainRule):
        return bool(parts[0].written.could_extract_minus_sign())
    n = rule.letters.get("n") if isinstance(rule, Elementary) else None
    return n is None or bool(n.could_extract_minus_sign())


def _forgotten_parts(place: PlacedRule) -> Mistaken:
    """Of a sum or product of many, which the table's formulas in two letters do not reach."""
    if place.rule.rule.key not in ("sum", "difference", "product") or len(place.parts) < 3:
        return
    said = "every part of it is differentiated"
    for i, part in enumerate(place.parts):
        yield _DROPPED, said, _PartMistaken(place.rule, i, sp.S.Zero), place.parts
        as_it_is = _PartMistaken(place.rule, i, sp.S.Zero, part.input)
        yield _LEFT_AS_IT_IS, said, as_it_is, place.parts
        turned = _PartMistaken(place.rule, i, sp.S.NegativeOne)
        yield _SIGN_OF_TERM, _SIGN_OF_TERM, turned, place.parts


def _constant_differentiated(place: PlacedRule) -> Mistaken:
    """(e^3)' = 3e^2, (ln 3)' = 1/3, (e^3 x)' = 3e^2 x + e^3: the number in a constant taken for the variable."""
    rule = place.rule
    c = rule.letters.get("c") if isinstance(rule, Combination | Elementary) else None
    wrong = None if c is None else _as_if_variable(c)
    if wrong is not None:
        sentence = "a number is a constant, however it is written"
        written = _Fixed(wrong) if place.input == c else _Plus(rule, unevaluated.mul([wrong, *place.rule.parts]))
        yield "constant taken for a variable", sentence, written, place.parts


def _as_if_variable(c: sp.Expr) -> sp.Expr | None:
    if c.free_symbols:
        return None
    if c.is_Pow or isinstance(c, sp.exp):
        base, exponent = c.as_base_exp()
        return unevaluated.mul([exponent, unevaluated.power(base, exponent - 1)])
    return outer_derivative(c, 0) if isinstance(c, sp.Function) and len(c.args) == 1 else None


def single(found: Sequence[Slip], right: Numbers, given: Numbers) -> list[Slip]:
    """Return the slips that alone give the answer, one at each place: what others do there comes to the same."""
    matching = {slip.place: slip for slip in reversed(found) if same(plus(right, slip.change), given)}
    slips = sorted(matching.values(), key=found.index)
    whole = [slip.place for slip in slips if slip.name in _TELLS_ALL]
    slips = [slip for slip in slips if not any(place in _line(slip.place.above) for place in whole)]
    return [slip for slip in slips if slip.name not in _TELLS_LITTLE] or slips


def pairs(replay: Replay, found: Sequence[Slip], right: Numbers, given: Numbers) -> Iterator[tuple[Slip, Slip]]:
    """Two slips at different places that together give the answer."""
    yield from _apart(found, right, given)
    yield from _nested(replay, found, right, given)


def _apart(found: Sequence[Slip], right: Numbers, given: Numbers) -> Iterator[tuple[Slip, Slip]]:
    """Of two places none of which is within the other the changes add up: looked for in a sorted list."""
    target = minus(given, right)
    if target[0] is None:
        return
    known = sorted((float(slip.change[0]), i) for i, slip in enumerate(found) if slip.change[0] is not None)
    for i, slip in enumerate(found):
        if slip.change[0] is None:
            continue
        rest = float(target[0] - slip.change[0])
        near = 1e-9 * (abs(rest) + abs(float(target[0])) + abs(float(slip.change[0])))
        at = bisect_left(known, (rest - near, -1))
        while at < len(known) and known[at][0] <= rest + near:
            other = found[known[at][1]]
            if (
                known[at][1] > i
                and _are_apart(slip.place, other.place)
                and same(plus(slip.change, other.change), target)
            ):
                yield slip, other
            at += 1


def _are_apart(a: PlacedRule, b: PlacedRule) -> bool:
    return b not in _line(a) and a not in _line(b)


def _line(place: PlacedRule | None) -> list[PlacedRule]:
    """Return the place and all those around it."""
    line = []
    while place is not None:
        line.append(place)
        place = place.above
    return line


def _nested(replay: Replay, found: Sequence[Slip], right: Numbers, given: Numbers) -> Iterator[tuple[Slip, Slip]]:
    """Yield a slip within the part of another: the outer formula is written with the wrong derivative of that part."""
    by_place: dict[PlacedRule, list[Slip]] = {}
    for slip in found:
        by_place.setdefault(slip.place, []).append(slip)
    for inner in found:
        place = inner.place
        slope = replay.local(in_symbols(inner.rule, inner.parts), inner.parts)
        while (above := place.above) is not None:
            changed = {place: slope}
            for outer in by_place.get(above, ()):
                wrong = replay.local(in_symbols(outer.rule, outer.parts), outer.parts, changed)
                if same(plus(right, times(above.weight, minus(wrong, above.slope))), given):
                    yield outer, inner
            slope = replay.local(in_symbols(above.rule, above.parts), above.parts, changed)
            place = above
