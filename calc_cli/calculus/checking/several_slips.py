"""Several slips in one derivation that together give an answer: one mistake wherever it can be made, or two mistakes.

Of places none of which is within another the changes add up. What many pairs give says nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from itertools import combinations, permutations, takewhile

from calc_cli.calculus.checking.replay import Numbers, Replay, minus, numbers, plus, same, times
from calc_cli.calculus.checking.slips import SELDOM, Slip, line_of
from calc_cli.calculus.equality.verdict import Diagnosis

_MOST = 6
"""The most places of one mistake, and the most pairs that give an answer."""


def several_slips(
    replay: Replay, found: Sequence[Slip], given: Numbers, is_over: Callable[[], bool]
) -> Iterator[Diagnosis]:
    """Yield one mistake made wherever it can be, if it gives the answer, else the first pair, if few pairs do."""
    target = minus(given, replay.whole.slope)
    by_mistake: dict[str, list[Slip]] = {}
    for slip in found:
        by_mistake.setdefault(slip.mistake.formula or slip.mistake.name, []).append(slip)
    for made in by_mistake.values():
        apart = not any(_is_within(a, b) for a, b in permutations(made[:_MOST], 2))
        if 1 < len(made) <= _MOST and apart and same(reduce(plus, (slip.change for slip in made)), target):
            yield made[0].diagnosis(replay.x).after(f"{len(made)} times, as here:")
            return
    in_time = takewhile(lambda _: not is_over(), combinations(found, 2))
    pairs = [pair for pair in in_time if same(_change(replay, *pair), target)]
    if not 0 < len(pairs) <= _MOST or is_over():
        return
    a, b = (slip.diagnosis(replay.x) for slip in pairs[0])
    shifted = b.place.replace("{0}", "{3}").replace("{2}", "{5}")
    said = "possibly two slips. One: {}. The other: {}"
    message, place = said.format(a.message, b.message), said.format(a.place, shifted)
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
