"""Several slips in one derivation that together give an answer: one mistake wherever it can be made, or two mistakes.

Of places none of which is within another the changes add up. What many pairs give says nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from itertools import combinations, takewhile

from calc_cli.calculus.checking.replay import Numbers, Replay, minus, numbers, plus, same, times
from calc_cli.calculus.checking.slips import SELDOM, Slip, line_of
from calc_cli.calculus.equality.verdict import Diagnosis

_MOST = 6
"""The most places of one mistake, and the most pairs that give an answer."""


def repeated_slip(replay: Replay, found: Sequence[Slip], given: Numbers) -> Iterator[Diagnosis]:
    """Yield one mistake that gives the answer if it is made at every place where it can be."""
    by_mistake: dict[str, list[Slip]] = {}
    for slip in found:
        by_mistake.setdefault(slip.mistake.formula or slip.mistake.name, []).append(slip)
    for made in by_mistake.values():
        apart = all(not _is_within(a, b) and not _is_within(b, a) for a, b in combinations(made[:_MOST], 2))
        changed = reduce(plus, (slip.change for slip in made), replay.whole.slope)
        if 1 < len(made) <= _MOST and apart and same(changed, given):
            yield made[0].diagnosis(replay.x).after(f"{len(made)} times, as here:")


def two_slips(
    replay: Replay, found: Sequence[Slip], given: Numbers, is_over: Callable[[], bool]
) -> Iterator[Diagnosis]:
    """Yield the first pair that gives the answer, as a possibility, if there are few in all."""
    in_time = takewhile(lambda _: not is_over(), combinations(found, 2))
    target = minus(given, replay.whole.slope)
    pairs = [pair for pair in in_time if same(_change(replay, *pair), target)]
    if not 0 < len(pairs) <= _MOST or is_over():
        return
    a, b = (slip.diagnosis(replay.x) for slip in pairs[0])
    shifted = b.place.replace("{0}", "{3}").replace("{2}", "{5}")
    message, place = (
        f"possibly two slips. One: {one}. The other: {other}"
        for one, other in ((a.message, b.message), (a.place, shifted))
    )
    yield Diagnosis(f"{a.rule}, {b.rule}", message, a.parts + b.parts, SELDOM, place)


def _change(replay: Replay, first: Slip, second: Slip) -> Numbers:
    """Return by how much two slips change the whole; the outer one of two is written with the wrong inner part."""
    for outer, inner in ((first, second), (second, first)):
        if outer.place is inner.place:
            return (None,) * len(replay.samples)
        if _is_within(inner, outer):
            wrong = outer.write([part.replaced({inner.place: inner.wrong}) for part in outer.parts])
            return times(outer.place.weight, minus(numbers(wrong, replay.samples), outer.place.slope))
    return plus(first.change, second.change)


def _is_within(inner: Slip, outer: Slip) -> bool:
    return outer.place in line_of(inner.place)
