"""Two slips in one derivation that together give an answer; what many pairs give says nothing."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from calc_cli.calculus.checking.question import WrongAnswer
from calc_cli.calculus.checking.replay import Numbers, PlacedRule, Replay, minus, plus, same, times
from calc_cli.calculus.checking.slips import SELDOM, Slip, line_of
from calc_cli.calculus.equality.verdict import Diagnosis

MOST_PAIRS = 6
"""The most pairs of slips that are tried: what more of them give tells nothing."""


def two_slips(
    replay: Replay, found: Sequence[Slip], q: WrongAnswer, is_over: Callable[[], bool]
) -> Iterator[Diagnosis]:
    """Yield the first pair that gives the answer, as a possibility, if there are few in all."""
    told: list[Diagnosis] = []
    for first, second in _pairs(replay, found, replay.whole.slope, q.wrong):
        a, b = first.diagnosis(q.x), second.diagnosis(q.x)
        message = f"possibly two slips. One: {a.message}. The other: {b.message}"
        shifted = b.place.replace("{0}", "{3}").replace("{2}", "{5}")
        place = f"possibly two slips. One: {a.place}. The other: {shifted}"
        told.append(Diagnosis(f"{a.rule}, {b.rule}", message, a.parts + b.parts, SELDOM, place))
        if len(told) > MOST_PAIRS or is_over():
            return
    yield from told[:1]


def _pairs(replay: Replay, found: Sequence[Slip], right: Numbers, given: Numbers) -> Iterator[tuple[Slip, Slip]]:
    """Yield two slips at different places that together give the answer.

    Of two places none of which is within the other the changes add up.
    """
    target = minus(given, right)
    known = [(slip, float(slip.change[0])) for slip in found if slip.change[0] is not None]
    wanted = float(target[0] or 0)
    for (first, a), (second, b) in combinations(known, 2):
        is_near = abs(a + b - wanted) <= _NEAR * (abs(a) + abs(b) + abs(wanted))
        if is_near and are_apart(first.place, second.place) and same(plus(first.change, second.change), target):
            yield first, second
    yield from _nested(replay, found, right, given)


_NEAR = 1e-9
"""The relative difference of floats up to which it is worth to look at all digits."""


def are_apart(a: PlacedRule, b: PlacedRule) -> bool:
    """Return True if none of the places is within the other."""
    return b not in line_of(a) and a not in line_of(b)


def _nested(replay: Replay, found: Sequence[Slip], right: Numbers, given: Numbers) -> Iterator[tuple[Slip, Slip]]:
    """Yield a slip within the part of another: the outer formula is written with the wrong derivative of that part."""
    by_place: dict[PlacedRule, list[Slip]] = {}
    for slip in found:
        by_place.setdefault(slip.place, []).append(slip)
    for inner in found:
        place = inner.place
        slope = replay.local(inner.write, inner.parts)
        while (above := place.above) is not None:
            changed = {place: slope}
            for outer in by_place.get(above, ()):
                wrong = replay.local(outer.write, outer.parts, changed)
                if same(plus(right, times(above.weight, minus(wrong, above.slope))), given):
                    yield outer, inner
            slope = replay.local(above.rule.result, above.parts, changed)
            place = above
