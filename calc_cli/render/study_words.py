"""What a study tells, line by line, for every format: a label, and items of words and mathematics.

A word is a text, mathematics an expression: each format writes these in its own way.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import sympy as sp

from calc_cli.algebra.functions import symbol
from calc_cli.calculus.study.course import Extreme, Extremum, Interval
from calc_cli.calculus.study.sign_chart import CurvePlace
from calc_cli.calculus.study.study import Study

Item = tuple["str | sp.Basic", ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A line: a `label` and its items; one that is not proved is found by a search."""

    label: str
    items: tuple[Item, ...]
    is_proved: bool = True

    @property
    def doubt(self) -> str:
        """That it is not proved."""
        return "" if self.is_proved else " (numeric)"


def facts(s: Study) -> Iterator[Fact]:
    """Yield the lines in the order of a textbook, those left out that have nothing to tell."""
    return (fact for fact in _Telling(s).facts() if fact.items)


class _Telling:
    """One study, and the name of its variable and function."""

    def __init__(self, s: Study) -> None:
        self.s = s
        self.x = s.function.variable
        self.k = s.counter
        self.f = symbol(s.function.letter)

    def facts(self) -> Iterator[Fact]:
        s, x = self.s, self.x
        yield Fact("domain", ((sp.And(*s.domain, evaluate=False),),) if s.domain else (("all real ", x),))
        yield Fact("accumulation", tuple(self.accumulations()))
        yield Fact("symmetry", () if s.symmetry is None else ((_SYMMETRY[s.symmetry],),))
        yield Fact("period", tuple(self.repeats()))
        yield Fact("zeros", (*self.zeros(), *self.intervals(s.vanishing, 0)) or (("none",),), "zeros" not in s.unproved)
        yield Fact(f"{s.function.letter}(0)", () if s.at_zero is None else ((s.at_zero,),))
        yield Fact("holes", tuple((*self.place(p.x), ", limit ", p.left) for p in s.gaps("hole") if p.left is not None))
        yield Fact("jumps", tuple((*self.place(p.x), ": ", *_sides(p)) for p in s.gaps("jump")))
        yield Fact("poles", tuple((*self.place(p.x), ": ", *_sides(p)) for p in s.gaps("pole")))
        at_edges = ((p.x, limit) for p in s.gaps("edge") for limit in (p.left, p.right) if limit is not None)
        limits = (*((to, limit) for to, limit in s.ends if limit is not sp.nan), *at_edges)
        yield Fact("limits", tuple((self.f, " → ", limit, " as ", x, " → ", to) for to, limit in limits))
        yield Fact("asymptotes", tuple(self.asymptotes()))
        is_proved = "course" not in s.unproved
        for label, direction in (("rises", 1), ("falls", -1), ("constant", 0)):
            yield Fact(label, tuple(self.intervals(s.monotony, direction)), is_proved)
        for label, kind in (("maxima", "local maximum"), ("minima", "local minimum")):
            yield Fact(label, tuple(self.extremum(e) for e in s.extrema if e.kind == kind), is_proved)
        for label, extreme in (("greatest", s.greatest), ("least", s.least)):
            yield Fact(f"{label} value", self.bound(extreme, label), is_proved)
        is_proved = "concavity" not in s.unproved
        for label, direction in (("bends up", 1), ("bends down", -1), ("straight", 0)):
            yield Fact(label, tuple(self.intervals(s.bending, direction)), is_proved)
        yield Fact("inflections", tuple(self.inflection(p) for p in s.inflections), is_proved)

    def accumulations(self) -> Iterator[Item]:
        """Tell where places accumulate, and where they are told of."""
        for at, oscillates in self.s.accumulations:
            words = (", where ", self.f, " has no limit") if oscillates else ()
            yield ("places without end as ", self.x, " → ", at, *words)
        if self.s.accumulations:
            parts = [
                Interval(part.low, part.high, (part.low.is_finite, part.high.is_finite), 0)
                for part in self.s.chart.parts
            ]
            what = "told" if not self.s.chart.told_everywhere["rise"] else "bending told"
            for part in self.intervals(parts, 0):
                yield (f"{what} on ", *part)

    def repeats(self) -> Iterator[Item]:
        found = self.s.repetition
        if found is None:
            return
        if found.is_periodic:
            yield (found.period,)
            return
        times: Item = () if found.factor == 1 else (found.factor, "·")
        sign = " − " if found.step.could_extract_minus_sign() else " + "
        more: Item = () if found.step == 0 else (sign, abs(found.step))
        yield (self.f, "(", self.x + found.period, ") = ", *times, self.f, "(", self.x, ")", *more)

    def place(self, at: sp.Expr, repeated: bool = True) -> Item:
        """Return x = 1; of what repeats, x = 1 + 2πk."""
        return (self.x, " = ", *self.number(at, repeated))

    def number(self, at: sp.Expr, repeated: bool = True) -> Item:
        found = self.s.repetition
        if found is None or not repeated or at.is_infinite:
            return (at,)
        turns = found.period * self.k
        return (turns,) if at.is_zero else (at, " + ", turns)

    def zeros(self) -> Iterator[Item]:
        s = self.s
        alone = (root for root in s.zeros.roots if not any(each.holds(root.middle) for each in s.vanishing))
        yield from (self.place(root.shown, s.zeros_repeat) for root in alone)
        for family in s.zero_families:
            yield (self.x, " = ", family, *_NUMBERS.get(s.signs_of_counter(family), ()))

    def asymptotes(self) -> Iterator[Item]:
        for p in self.s.gaps("pole"):
            yield self.place(p.x)
        lines = {a.line: [b.to for b in self.s.asymptotes if b.line == a.line] for a in self.s.asymptotes}
        y = "y" if self.x.name != "y" else "z"
        for line, ends in lines.items():
            to: Item = ("±", sp.oo) if len(ends) == 2 else (ends[0],)
            yield (symbol(y), " = ", line, " as ", self.x, " → ", *to)

    def intervals(self, found: Iterable[Interval], direction: int) -> Iterator[Item]:
        for each in found:
            if each.direction == direction:
                low, high = ("[" if each.closed[0] else "("), ("]" if each.closed[1] else ")")
                yield (low, *self.number(each.low), ", ", *self.number(each.high), high)

    def point(self, p: CurvePlace) -> Item:
        """Return f(1) = 2."""
        assert p.value is not None
        repetition = self.s.repetition
        value = p.value if repetition is None else repetition.after(p.value, self.k)
        return (self.f, "(", *self.number(p.x), ") = ", value)

    def extremum(self, e: Extremum) -> Item:
        nature = {"stationary": "", "end": " at the end", None: ""}.get(e.place.nature, f" at a {e.place.nature}")
        return (*self.point(e.place), nature) if nature else self.point(e.place)

    def inflection(self, p: CurvePlace) -> Item:
        slope: Item = (", vertical tangent",) if p.slope is None else (", slope ", p.slope)
        if p.slope is not None and self.s.repetition is not None and self.s.repetition.factor != 1:
            slope = ()
        return (*self.point(p), *slope)

    def bound(self, found: Extreme | None, label: str) -> tuple[Item, ...]:
        if found is None:
            return ()
        if found.value.is_infinite:
            return (("none, ", self.f, f" has no {'upper' if label == 'greatest' else 'lower'} bound"),)
        if not found.attained:
            return (("none, ", self.f, " comes near to ", found.value),)
        places = [p for p in found.places if any(p is own for own in self.s.places)]
        at = [part for p in places for part in (*self.place(p.x), " and ")][:-1]
        flat = [each for each in self.s.monotony if any(map(each.holds, found.constant_at))]
        if flat:
            at = [part for item in self.intervals(flat, 0) for part in (*item, " and ")][:-1]
        is_short = len(places) <= 4 and not self.s.accumulations
        return ((found.value, " on " if flat else " at ", *at) if is_short else (found.value,),)


_NUMBERS = {(0, 1): (", k = 0, 1, 2, ...",), (1,): (", k = 1, 2, 3, ...",), (-1, 1): (", k = ±1, ±2, ...",)}
"""For which whole numbers k, if not for all, by the signs that k can have."""

_SYMMETRY = {"even": "even, symmetric about the y axis", "odd": "odd, symmetric about the origin"}


def _sides(p: CurvePlace) -> Item:
    """Return the limits: −∞ from the left, ∞ from the right."""
    sides = ((p.left, " from the left"), (p.right, " from the right"))
    told = [part for limit, words in sides if limit is not None for part in (limit, words, ", ")]
    return tuple(told[:-1])
