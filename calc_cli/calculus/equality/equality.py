"""Decide if two expressions are equal over the real numbers, and if not, where.

In this order: a point where both are defined and differ is a proof that they are not equal; algebra may prove that
they are; else values that agree in every region, to more digits than hide in them (algebra/comparison.py), make it as
good as certain, and `sampled` says so. An
expression counts as equal to another if it is wherever both are defined; where only one is, a remark tells.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.comparison import MOST_HIDDEN, Meeting
from calc_cli.algebra.conditions import definedness
from calc_cli.algebra.evaluate import approximate, nearest_decimal, sign_at, value_at
from calc_cli.algebra.functions import Point, symbol
from calc_cli.algebra.share import within
from calc_cli.algebra.unevaluated import is_alike
from calc_cli.calculus.equality.cells import Cells, conditions_of
from calc_cli.calculus.equality.proof import is_proved_equal
from calc_cli.calculus.equality.remarks import remarks_on
from calc_cli.calculus.equality.samples import Regions, Sample, Sampling
from calc_cli.calculus.equality.verdict import Check, Counterexample, Remark
from calc_cli.errors import UndefinedError, UnsupportedError

DIGITS = 30

_OPEN = {Meeting.HIDDEN, Meeting.UNKNOWN}

_ENOUGH = 4
"""Samples that agree."""


def compare(
    expected: sp.Expr, given: sp.Expr, *, where: Sequence[sp.Basic] = (), seconds: float | None = None
) -> Check:
    """Tell whether `given` equals `expected` wherever both are defined.

    Both may be as typed, which tells best where they are defined. `where` are further conditions for `expected` to
    hold. An answer that is not correct always comes with a counterexample; if the two are nowhere defined together,
    which counts only if it is proved, one of its values is None. A proof is sought for so many `seconds`, if these are
    given, before samples alone decide.

    >>> x = sp.Symbol("x", real=True)
    >>> compare(sp.Abs(x), x).counterexample.at
    {x: -1}
    """
    if expected == given and not where:
        return Check(given, True, "proved")
    first, second = _with_values(expected, given)
    return replace(_Comparison(first, second, where, seconds).check(), given=given, expected=expected)


def _with_values(*expressions: sp.Expr) -> list[sp.Expr]:
    """With variables named f(x), f'(x) for unknown functions, whose values are free."""
    unknown = set().union(*(e.atoms(AppliedUndef, sp.Derivative) for e in expressions))
    return [e.xreplace({u: symbol(str(u)) for u in unknown}) for e in expressions] if unknown else list(expressions)


class _Comparison:
    """One question; what is found is kept."""

    def __init__(
        self, expected: sp.Expr, given: sp.Expr, where: Sequence[sp.Basic], seconds: float | None = None
    ) -> None:
        self.expected = expected
        self.given = given
        self.sampling = Sampling(expected, given, where)
        self.seconds = seconds

    def check(self) -> Check:
        if not self.sampling.variables:
            return self.of_numbers()
        samples = list(self.sampling.simple())
        is_refuted = any(s.meeting is Meeting.DIFFERENT for s in samples)
        if not is_refuted and not is_alike(self.expected, self.given):  # for huge and tiny values are slow
            samples += self.sampling.scattered()
        regions = list(self.sampling.regions())
        samples += [s for line in regions for part in (line.at_seams, *line.inside) for s in part]
        meetings = {s.meeting for s in samples}
        is_open = Meeting.DIFFERENT not in meetings
        is_met = meetings & {Meeting.SAME, Meeting.HIDDEN}
        if is_open and is_met and self.is_proved():
            remarks = remarks_on(self.expected, self.given, samples, regions)
            return Check(self.given, True, "proved", remarks=remarks)
        cells = None
        if is_open and not (len(regions) == 1 and regions[0].seams.are_all):
            cells = Cells((self.expected, self.given), self.sampling.variables)
            samples += [self.sampling.at(place) for _, place in cells.points]
        return self.of_samples(samples, regions, cells)

    def is_proved(self) -> bool:
        """Return True if both are proved to be equal, in the time for it."""

        def proof() -> bool:
            return is_proved_equal(self.expected, self.given, self.sampling.conditions)

        return proof() if self.seconds is None else bool(within(self.seconds, proof))

    def of_samples(self, samples: Sequence[Sample], regions: Sequence[Regions], cells: Cells | None) -> Check:
        """Judge by samples: one that differs decides, and those that agree must be in every case of a definition."""
        remarks = remarks_on(self.expected, self.given, samples, regions)
        different = next((s for s in samples if s.meeting is Meeting.DIFFERENT), None)
        if different is not None:
            return Check(self.given, False, "proved", self.values(different.at), remarks=remarks)
        if not any(s.meeting in (Meeting.SAME, Meeting.HIDDEN) for s in samples):
            return self.apart(samples, regions, remarks)
        places = {tuple(s.at.values()): s.at for s in samples if s.meeting is Meeting.SAME}
        if len(places) < _ENOUGH:
            return Check(self.given, None, remarks=(*remarks, *_hidden(samples)))
        known = [s.at for s in samples if s.meeting not in (Meeting.HIDDEN, Meeting.UNKNOWN)]
        if cells is not None and (uncovered := cells.uncovered(known)) is not None:
            return Check(self.given, None, remarks=(*remarks, Remark("uncovered", conditions_of(uncovered))))
        if self.has_hidden_region(regions, cells, list(places.values())):
            return Check(self.given, None, remarks=(*remarks, *_hidden(samples)))
        return Check(self.given, True, "sampled", remarks=remarks)

    def has_hidden_region(self, lines: Iterable[Regions], cells: Cells | None, agreed: Sequence[Point]) -> bool:
        """Return True if there is a region or a cell in which no sample agrees, and one may or may not."""
        regions = [{s.meeting for s in region} for line in lines for region in line.inside]
        if any(Meeting.SAME not in meetings and meetings & _OPEN for meetings in regions):
            return True
        return cells is not None and any(
            self.sampling.at(place).meeting in _OPEN and not any(cells.is_in(cell, other) for other in agreed)
            for cell, place in cells.points
        )

    def of_numbers(self) -> Check:
        found = self.sampling.at({})
        if found.meeting in (Meeting.SAME, Meeting.UNKNOWN):
            return self.of_near_numbers()
        if found.meeting is Meeting.NEITHER:
            return Check(self.given, None)
        remarks = remarks_on(self.expected, self.given, [found], ())
        return Check(self.given, False, "proved", self.values({}), remarks=remarks)

    def of_near_numbers(self) -> Check:
        try:
            sign = sign_at(self.given - self.expected, {})
            if sign == 0:
                return Check(self.given, True, "proved")
            if sign is not None:
                return Check(self.given, False, "proved", self.values({}))
            if approximate(self.given - self.expected, {}, 3) == 0:
                return Check(self.given, True, "sampled")
        except (UndefinedError, UnsupportedError):
            pass
        return Check(self.given, None)

    def apart(self, samples: Iterable[Sample], regions: Sequence[Regions], remarks: tuple[Remark, ...]) -> Check:
        """Where no sample is one at which both are defined: a proof that there is none, or no verdict."""
        alone = next((s for s in samples if s.meeting in (Meeting.ONLY_FIRST, Meeting.ONLY_SECOND)), None)
        if alone is None or not any(map(self.tells_all, regions)):
            return Check(self.given, None, remarks=remarks)
        return Check(self.given, False, "proved", self.values(alone.at))

    def tells_all(self, line: Regions) -> bool:
        """Return True if the samples along a line tell where both are defined: its variable alone decides on that."""
        conditions = (*self.sampling.conditions, *definedness(self.expected), *definedness(self.given))
        samples = (*line.at_seams, *(s for region in line.inside for s in region))
        return (
            line.seams.are_all
            and all(condition.free_symbols <= {line.x} for condition in conditions)
            and all(sample.meeting is not Meeting.UNKNOWN for sample in samples)
        )

    def values(self, point: Mapping[sp.Symbol, sp.Expr]) -> Counterexample:
        return Counterexample(point, _value(self.expected, point), _value(self.given, point))


def _hidden(samples: Iterable[Sample]) -> Iterator[Remark]:
    if any(s.meeting is Meeting.HIDDEN for s in samples):
        yield Remark("hidden", value=sp.Integer(MOST_HIDDEN))


def _value(e: sp.Expr, point: Mapping[sp.Symbol, sp.Expr]) -> sp.Expr | None:
    """Exact where that is possible."""
    try:
        return value_at(e, point)
    except UndefinedError:
        return None
    except UnsupportedError:
        return nearest_decimal(e, point, 15)
