"""Two expressions at many points: the simplest first, then at least two in every region of each variable.

The points are the same each time: the small numbers that a person would try; exponents such as 2 and 1/2 with negative
bases; numbers of every size; then what seams.py finds along a line through each of two places for the other variables.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

import sympy as sp

from calc_cli.algebra.assumptions import assumed_conditions, within
from calc_cli.algebra.comparison import Meeting, detail, meet
from calc_cli.algebra.conditions import definedness
from calc_cli.algebra.evaluate import all_hold, substitute
from calc_cli.algebra.functions import Point
from calc_cli.algebra.ranges import signs_of
from calc_cli.algebra.solution_set import SolutionSet, interleaved
from calc_cli.calculus.equality.seams import Seams, in_every_region, seams, witnesses
from calc_cli.errors import UndefinedError, UnsupportedError

_SIMPLE = tuple(
    sp.Rational(text) for text in ("0", "1", "2", "-1", "-2", "3", "-3", "1/2", "-1/2", "3/2", "-3/2", "4", "5", "10")
)
_ANGLES = tuple(sp.pi * sp.Rational(text) for text in ("1", "1/2", "1/4", "1/3", "1/6", "-1/2", "-1/4", "-2/3"))
_OTHERS = tuple(sp.Rational(text) for text in ("3/2", "-7/5", "5/3", "-2/3", "9/4", "-1/4", "7/3", "-12/5"))
_EXPONENTS = tuple(sp.Rational(text) for text in ("2", "1/2", "1/3", "3", "-1", "2/3", "1", "1/4"))
_BASES = tuple(sp.Rational(text) for text in ("-1", "1/2", "8"))
_SCALES = tuple(side * sp.Integer(10) ** k for k in (-2, 2, -4, 3, -6, 5, -8, 7, -12, 12) for side in (1, -1))
_MOST_SIMPLE = 40
_MOST_EXPONENTS = 64
_LINES = 2
_MOST_VARIABLES = 4
"""Of more variables, only so many are moved on their own."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A point, and what is known of the two expressions there."""

    at: Point
    meeting: Meeting


@dataclass(frozen=True, slots=True)
class Regions:
    """The line of one variable: its seams, and the samples in every region in between, and at the seams."""

    x: sp.Symbol
    seams: Seams
    inside: tuple[tuple[Sample, ...], ...]
    at_seams: tuple[Sample, ...]

    def where(self, *kinds: Meeting) -> tuple[sp.Basic, ...] | None:
        """Return the conditions on x under which the samples are of these kinds; None if they do not tell them."""
        if not self.seams.are_all:
            return None
        holds = [all(sample.meeting in kinds for sample in self.inside[0])]
        for at, region in zip(self.at_seams, self.inside[1:], strict=True):
            holds += [at.meeting in kinds, all(sample.meeting in kinds for sample in region)]
        return SolutionSet(self.seams.points, tuple(holds)).conditions(self.x) if any(holds) else (sp.false,)


class Sampling:
    """The samples of one comparison; `where` are further conditions for the first expression to count as defined."""

    def __init__(self, first: sp.Expr, second: sp.Expr, where: Sequence[sp.Basic] = ()) -> None:
        self.first = first
        self.second = second
        self.variables = sorted(first.free_symbols | second.free_symbols, key=str)
        self.assumed = (*assumed_conditions(self.variables), *_of_some_terms(first, second))
        self.conditions = (*where, *self.assumed)
        self.counts = set().union(*(limits.free_symbols for limits in _limits(first, second)))
        self.counts |= {x for x in self.variables if x.is_integer}
        self.bits = detail(first, second)
        self.known: dict[tuple[sp.Expr, ...], Sample] = {}

    def at(self, point: Point) -> Sample:
        """Return the sample at a point, computed once."""
        key = tuple(point[x] for x in self.variables)
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = Sample(point, self._meeting(point))
        return found

    def _meeting(self, point: Point) -> Meeting:
        """Choose what counts: the first only within its conditions; x^n, formally for x > 0, not alone outside.

        It counts alone beside another power that is not real there, as (x^2)^(1/2) does beside (x^(1/2))^2.
        """
        if all_hold(self.assumed, point) is False:
            return Meeting.NEITHER
        found = meet(self.first, self.second, point, self.bits)
        is_within = all_hold(self.conditions, point) is not False
        if found is Meeting.ONLY_FIRST and not is_within:
            return Meeting.NEITHER
        sides = [self.first, self.second]
        if found in (Meeting.SAME, Meeting.DIFFERENT) and not is_within:
            found = Meeting.ONLY_SECOND
            sides[0] = sp.nan
        if found in (Meeting.ONLY_FIRST, Meeting.ONLY_SECOND):
            alone, other = sides if found is Meeting.ONLY_FIRST else reversed(sides)
            if all_hold(definedness(alone), point) is False:
                is_power = other is not sp.nan and all_hold(definedness(other, formally=False), point) is not False
                return found if is_power else Meeting.NEITHER
        return found

    def simple(self) -> Iterator[Sample]:
        """At points that a person would try, the simplest first."""
        return map(self.at, map(within, _simple_points(self.variables)))

    def scattered(self) -> Iterator[Sample]:
        """Sample at whole and broken exponents of bases of both signs, then where one or all are large or small."""
        exponents = [x for x in self.variables if x in _exponents(self.first, self.second)]
        others = [x for x in self.variables if x not in exponents]
        if exponents:
            for k in range(len(_BASES)):
                bases = _placed(others, _BASES[k:] + _BASES[:k])
                for values in islice(product(_EXPONENTS, repeat=len(exponents)), _MOST_EXPONENTS):
                    yield self.at(within(bases | dict(zip(exponents, values, strict=True))))
        free = [x for x in self.variables if x not in self.counts]
        for at in _SCALES:
            if not self.counts:
                yield self.at(within(dict.fromkeys(free, at)))
            if len(self.variables) > 1:
                for x in free[:_MOST_VARIABLES]:
                    yield self.at(within({**self._others(x, 0), x: at}))

    def regions(self) -> Iterator[Regions]:
        """Along lines in the direction of each variable."""
        for x in self.variables[:_MOST_VARIABLES]:
            for k in range(_LINES if len(self.variables) > 1 else 1):
                yield self._line(x, self._others(x, k))

    def _others(self, x: sp.Symbol, k: int) -> Point:
        """Return one of the places for the variables beside x; those that count the terms of a sum are whole."""
        others = [v for v in self.variables if v != x]
        return within(
            {
                v: sp.Integer(3 + i + k) if v in self.counts else _OTHERS[(2 * i + k) % len(_OTHERS)]
                for i, v in enumerate(others)
            }
        )

    def _line(self, x: sp.Symbol, others: Point) -> Regions:
        functions = [substitute(e, others) for e in (self.first, self.second)] if others else [self.first, self.second]
        between = _seams([*functions, *witnesses(c.xreplace(others) for c in self.assumed)], x)
        inside = in_every_region(between.points)
        if between.are_all:
            inside = [[cell, *cells] for cell, cells in zip(interleaved(between.points)[::2], inside, strict=True)]
        return Regions(
            x,
            between,
            tuple(tuple(self.at({**others, x: at}) for at in region) for region in inside),
            tuple(self.at({**others, x: at}) for at in between.points),
        )


def _exponents(*functions: sp.Expr) -> set[sp.Symbol]:
    """Return the variables in exponents of what may be negative."""
    powers = set().union(*(e.atoms(sp.Pow) for e in functions))
    return set().union(*(p.exp.free_symbols for p in powers if p.exp.free_symbols and -1 in signs_of(p.base)))


def _limits(*functions: sp.Expr) -> Iterator[sp.Tuple]:
    """Yield the bounds of sums and products."""
    for part in set().union(*(e.atoms(sp.Sum, sp.Product) for e in functions)):
        yield from (sp.Tuple(*ends) for _, *ends in part.args[1:])


def _of_some_terms(*functions: sp.Expr) -> Iterator[sp.Basic]:
    """Yield that a sum has terms, if they depend on their number: of binomial(n, k) for k to n no book means n = -1."""
    for part in set().union(*(e.atoms(sp.Sum, sp.Product) for e in functions)):
        yield from (sp.Ge(high, low) for _, low, high in part.args[1:] if part.args[0].free_symbols & high.free_symbols)


def _seams(functions: Sequence[sp.Expr], x: sp.Symbol) -> Seams:
    try:
        return seams(functions, x)
    except (UndefinedError, UnsupportedError):
        return Seams((), are_all=False)


def _simple_points(variables: Sequence[sp.Symbol]) -> Iterator[Point]:
    if len(variables) <= 1:
        for at in (*_SIMPLE, *_ANGLES) if variables else (None,):
            yield {} if at is None else {variables[0]: at}
        return
    moved = variables[:_MOST_VARIABLES]
    few = range(5 if len(moved) == 2 else 3)
    ranked = sorted(product(few, repeat=len(moved)), key=lambda ranks: (sum(ranks), ranks))
    for ranks in islice(ranked, _MOST_SIMPLE):
        yield _placed(variables, [_SIMPLE[rank] for rank in ranks])
    for k in range(len(_OTHERS)):
        yield _placed(variables, [_OTHERS[(k + 3 * i) % len(_OTHERS)] for i in range(len(moved))])


def _placed(variables: Sequence[sp.Symbol], values: Sequence[sp.Expr]) -> dict[sp.Symbol, sp.Expr]:
    """Return the values in order; variables beyond them have the last ones again."""
    return {x: values[i % len(values)] for i, x in enumerate(variables)}
