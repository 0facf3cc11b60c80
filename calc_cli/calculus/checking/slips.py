"""One slip in a derivation, or two: the mistakes of the table of rules, each at every place."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import sympy as sp

from calc_cli.algebra import kept
from calc_cli.calculus.checking.replay import Numbers, Place, Replay, minus, plus, same, slope_symbol, times
from calc_cli.calculus.rules.application import Chain

Write = Callable[[Sequence[sp.Expr]], sp.Expr]
"""What is written at a place for the derivatives of its parts."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake at a place: its `name`, an explanation, what is written, and by how much the whole changes."""

    place: Place
    name: str
    explanation: str
    write: Write
    change: Numbers

    @property
    def wrong(self) -> sp.Expr:
        """What is written at the place instead of its derivative."""
        return self.write([part.written for part in self.place.parts])


def slips(replay: Replay) -> Iterator[Slip]:
    """Every mistake at every place that changes the whole, the outermost places first."""
    for place in reversed(replay.places):
        symbols = [slope_symbol(i) for i in range(len(place.parts))]
        for name, explanation, write in _mistakes(place, replay.x):
            change = times(place.weight, minus(replay.local(place, write(symbols)), place.slope))
            if not same(change, tuple(0 * c if c is not None else None for c in change)):
                yield Slip(place, name, explanation, write, change)


def _mistakes(place: Place, x: sp.Symbol) -> Iterator[tuple[str, str, Write]]:
    rule = place.rule
    for m in rule.rule.mistakes:
        yield m.name, m.message, lambda slopes, text=m.formula: rule.result(slopes, text)
    if isinstance(rule, Chain):
        for m in rule.outer.rule.mistakes:
            yield m.name, m.message, lambda slopes, text=m.formula: rule.result(slopes, None, text)
    yield from _forgotten_parts(place)
    if not place.input.has(x):
        yield from _constant_differentiated(place.input)


def _forgotten_parts(place: Place) -> Iterator[tuple[str, str, Write]]:
    """Of a sum or product of many, which the table's formulas in two letters do not reach."""
    if place.rule.rule.key not in ("sum", "difference", "product") or len(place.parts) < 3:
        return
    for i, part in enumerate(place.parts):
        for name, explanation, instead in (
            ("a term dropped", "every part of it is differentiated; one is missing", lambda d, _: 0 * d),
            ("a term not differentiated", "every part of it is differentiated; one was left as it is", lambda _, p: p),
            ("sign of a term turned", "the sign of one term is turned", lambda d, _: kept.mul([sp.S.NegativeOne, d])),
        ):
            yield (
                name,
                explanation,
                lambda slopes, i=i, part=part, instead=instead: place.rule.result(
                    [instead(slope, part.input) if i == k else slope for k, slope in enumerate(slopes)]
                ),
            )


def _constant_differentiated(c: sp.Expr) -> Iterator[tuple[str, str, Write]]:
    """(e^3)' = 3e^2, (ln 3)' = 1/3: the number in it taken for the variable."""
    name, explanation = "constant taken for a variable", "this is a constant, and its derivative is 0"
    if c.is_Pow and c.exp.is_number or isinstance(c, sp.exp):
        base, exponent = c.as_base_exp()
        yield name, explanation, lambda _: kept.mul([exponent, kept.power(base, exponent - 1)])
    elif isinstance(c, sp.Function) and len(c.args) == 1 and c.is_number:
        u = sp.Dummy("u", real=True)
        yield name, explanation, lambda _: c.func(u).diff(u).subs(u, c.args[0])


def single(found: Sequence[Slip], right: Numbers, given: Numbers) -> list[Slip]:
    """The slips that give the answer by themselves."""
    return [slip for slip in found if same(plus(right, slip.change), given)]


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
            if known[at][1] > i and _are_apart(slip.place, other.place) and same(plus(slip.change, other.change), target):
                yield slip, other
            at += 1


def _are_apart(a: Place, b: Place) -> bool:
    return b not in _line(a) and a not in _line(b)


def _line(place: Place | None) -> list[Place]:
    """The place and all those around it."""
    line = []
    while place is not None:
        line.append(place)
        place = place.above
    return line


def _nested(replay: Replay, found: Sequence[Slip], right: Numbers, given: Numbers) -> Iterator[tuple[Slip, Slip]]:
    """A slip within the part of another: the outer formula is written with the wrong derivative of that part."""
    by_place: dict[Place, list[Slip]] = {}
    for slip in found:
        by_place.setdefault(slip.place, []).append(slip)
    for inner in found:
        place, growth = inner.place, minus(replay.local(inner.place, _in_symbols(inner)), inner.place.slope)
        while (above := place.above) is not None:
            changed = {place: plus(place.slope, growth)}
            for outer in by_place.get(above, ()):
                wrong = replay.local(above, _in_symbols(outer), changed)
                change = times(above.weight, minus(wrong, above.slope))
                if same(plus(right, change), given):
                    yield outer, inner
            right_formula = above.rule.result([slope_symbol(i) for i in range(len(above.parts))])
            growth = minus(replay.local(above, right_formula, changed), above.slope)
            place = above


def _in_symbols(slip: Slip) -> sp.Expr:
    return slip.write([slope_symbol(i) for i in range(len(slip.place.parts))])
