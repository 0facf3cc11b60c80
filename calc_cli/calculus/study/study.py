"""The study of a curve: domain, symmetry, zeros, asymptotes, where it rises and bends, extrema and inflections.

All follows from the chart (sign_chart.py): f rises where f' > 0, has a local extremum where that changes, bends upwards
where f'' > 0. Its greatest value, if there is one, is the greatest of those at the places, provided that no limit at an
open end exceeds it: on a closed interval this is the comparison of the candidates. A statement is "proved" if all zeros
that it rests on are certainly known, else "numeric": it holds as far as was searched.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.domain import domain, is_nowhere
from calc_cli.algebra.evaluate import as_float, sign_at
from calc_cli.algebra.functions import TypedFunction, symbol
from calc_cli.algebra.root import Root, Roots, in_order
from calc_cli.calculus.derivative.derivative import derive
from calc_cli.calculus.result import Exact, Fields, Result, present
from calc_cli.calculus.steps import Step
from calc_cli.calculus.study import course
from calc_cli.calculus.study.accumulation import chart_of, families, oscillates
from calc_cli.calculus.study.region import LINE, Region
from calc_cli.calculus.study.repetition import Repetition, period_of, repetition, symmetry
from calc_cli.calculus.study.sign_chart import CurvePlace, Gap, SignChart
from calc_cli.calculus.study.zeros import zeros
from calc_cli.errors import DomainError, UsageError

if TYPE_CHECKING:
    from calc_cli.calculus.plot.plot import Plot

_DIRECTIONS = {
    "rise": {1: "rises", -1: "falls", 0: "constant"}, "bend": {1: "up", -1: "down", 0: "straight"},
}  # fmt: skip


@dataclass(frozen=True)
class Study(Result):
    """The study of a `function` with the derivatives `first` and `second`, on an interval if one was asked for.

    `ends` are the limits at infinity, nan where there is none. `zeros` and the places of the `chart` are those of one
    period, if there is a `repetition`; zeros only if they repeat.
    """

    function: TypedFunction
    first: sp.Expr
    second: sp.Expr
    chart: SignChart
    zeros: Roots
    ends: course.Ends = ()
    asymptotes: tuple[course.Asymptote, ...] = ()
    symmetry: Literal["even", "odd"] | None = None
    repetition: Repetition | None = None
    zeros_repeat: bool = False
    zero_families: tuple[sp.Expr, ...] = ()
    """Zeros that are infinitely many, by a whole number, the `counter`."""
    counter: sp.Symbol | None = None
    with_steps: bool = False

    @property
    def steps(self) -> tuple[Step, ...]:
        """The work if it was asked for: the derivations, the zeros, and the signs between them."""
        return tuple(course.work(self)) if self.with_steps else ()

    def signs_of_counter(self, family: sp.Expr) -> tuple[int, ...]:
        """Return the signs of the whole numbers for which a formula is a zero."""
        places = {n: family.subs(self.counter, n) for n in (-1, 0, 1)}
        are_real = {n: at for n, at in places.items() if at.is_real and at.is_finite}
        return tuple(n for n, at in are_real.items() if self.chart.value(Root(at)) is not None)

    @cached_property
    def accumulations(self) -> tuple[tuple[sp.Expr, bool], ...]:
        """Where places accumulate, and whether f has no limit there."""
        return tuple((at, oscillates(self.function, at)) for at in self.chart.accumulations)

    @property
    def notes(self) -> tuple[str, ...]:
        """Return how the function was read."""
        return self.function.notes

    @property
    def answer(self) -> tuple[sp.Expr, ...]:
        """The derivatives that all is read off."""
        return self.first, self.second

    @cached_property
    def picture(self) -> "Plot | None":
        """The curve with its asymptotes and all points that are told of; None if it cannot be drawn."""
        from calc_cli.calculus.study.picture import picture

        return picture(self)

    @property
    def interval(self) -> Region | None:
        """The interval that was asked for."""
        region = self.chart.region
        return None if self.repetition is not None or region == LINE else region

    @cached_property
    def unproved(self) -> tuple[str, ...]:
        """The statements that rest on a search."""
        chart = self.chart
        rests_on = {
            "course": (chart.critical, chart.breaks),
            "concavity": (chart.turns, chart.breaks),
            "zeros": (self.zeros,),
        }
        return tuple(name for name, zeros in rests_on.items() if not all(each.are_all for each in zeros))

    @cached_property
    def vanishing(self) -> tuple[course.Interval, ...]:
        """The intervals on which f is 0."""
        inside = [piece.cell.inside for piece in self.chart.pieces if piece.is_constant]
        zeros = [at for at in inside if self.chart.value(Root(at)) == 0]
        return tuple(each for each in self.monotony if each.direction == 0 and any(map(each.holds, zeros)))

    @property
    def places(self) -> tuple[CurvePlace, ...]:
        """The places of the chart."""
        return self.chart.told_places

    @cached_property
    def domain(self) -> tuple[sp.Basic, ...]:
        """The conditions under which f is defined."""
        return domain(self.function.typed, self.function.variable)

    @cached_property
    def at_zero(self) -> sp.Expr | None:
        """The value at 0, None if it is not defined there or 0 is not in the interval."""
        zero = Root(sp.S.Zero)
        is_asked = self.interval is None or self.interval.holds(zero)
        return self.chart.value(zero) if is_asked else None

    def gaps(self, kind: Gap) -> tuple[CurvePlace, ...]:
        """Return the places at which the curve is interrupted in this way."""
        return tuple(place for place in self.places if place.gap == kind)

    @cached_property
    def monotony(self) -> tuple[course.Interval, ...]:
        """The intervals on which f rises, falls or is constant."""
        return course.intervals(self.chart, "rise")

    @cached_property
    def bending(self) -> tuple[course.Interval, ...]:
        """The intervals on which the curve bends upwards, downwards or is straight."""
        return course.intervals(self.chart, "bend")

    @cached_property
    def extrema(self) -> tuple[course.Extremum, ...]:
        """The local extrema."""
        return course.extrema(self.chart, self.greatest, self.least)

    @cached_property
    def inflections(self) -> tuple[CurvePlace, ...]:
        """The inflections."""
        return course.inflections(self.chart)

    @cached_property
    def greatest(self) -> course.Extreme | None:
        """The greatest value, or the bound, or oo; None if it is not known."""
        return self._extreme(1)

    @cached_property
    def least(self) -> course.Extreme | None:
        """The least value, or the bound, or -oo; None if it is not known."""
        return self._extreme(-1)

    def _extreme(self, sign: int) -> course.Extreme | None:
        if "course" in self.unproved:
            return None
        limits = [] if self.repetition is not None else [limit for _, limit in self.ends]
        return course.extreme(self.chart, limits, sign, self.repetition)

    @property
    def fields(self) -> Fields:
        return {
            "expr": Exact(self.function.typed),
            "wrt": (self.function.variable,),
            "accumulations": [{"to": at, "oscillates": oscillates} for at, oscillates in self.accumulations],
            "parts": [(part.low, part.high) for part in self.chart.parts] if self.chart.accumulations else (),
            "derivatives": [self.first, self.second],
            "range": None if self.interval is None else (self.interval.low, self.interval.high),
            "symmetry": self.symmetry,
            "period": None if self.repetition is None else self.repetition.fields,
            "intercepts": {
                "zeros": [
                    *(_point(root.shown) for root in self.zeros.roots),
                    *({"family": e, "signs_of_k": self.signs_of_counter(e)} for e in self.zero_families),
                    *(_interval(each, "rise") for each in self.vanishing),
                ],
                "at_zero": self.at_zero,
            },
            "holes": [_point(p.x, p.value, limit=p.left) for p in self.gaps("hole")],
            "poles": [_point(p.x, p.value, left=p.left, right=p.right) for p in self.gaps("pole")],
            "jumps": [_point(p.x, p.value, left=p.left, right=p.right) for p in self.gaps("jump")],
            "ends": [
                *({"to": to, "limit": None if limit is sp.nan else limit} for to, limit in self.ends),
                *({"to": p.x, "limit": p.right if p.left is None else p.left} for p in self.gaps("edge")),
            ],
            "asymptotes": [{"to": each.to, "line": each.line} for each in self.asymptotes],
            "monotony": [_interval(each, "rise") for each in self.monotony],
            "critical": [_point(p.x, p.value, nature=p.nature) for p in self.places if p.nature is not None],
            "extrema": [
                _point(e.place.x, e.place.value, **{"kind": e.kind, "global": e.is_global}) for e in self.extrema
            ],
            "bounds": present({
                "greatest": None if self.greatest is None else self.greatest.fields,
                "least": None if self.least is None else self.least.fields,
            }),
            "concavity": [_interval(each, "bend") for each in self.bending],
            "inflections": [_point(p.x, p.value, slope=p.slope) for p in self.inflections],
            "certainty": "numeric" if self.unproved else "proved",
            "unproved": self.unproved,
        }  # fmt: skip


def _point(x: sp.Expr, value: sp.Expr | None = None, **more: object) -> Fields:
    """Return a place with the value there, and both as floats."""
    numbers = [as_float(number) for number in (x, value) if number is not None]
    return present({"x": x, "value": value, "approx": numbers, **more})


def _interval(each: course.Interval, aspect: str) -> Fields:
    return {
        "from": each.low,
        "to": each.high,
        "closed": list(each.closed),
        "direction": _DIRECTIONS[aspect][each.direction],
    }


def study(f: TypedFunction, interval: tuple[sp.Expr, sp.Expr] | None = None) -> Study:
    """Study `f`, a function of its only variable without parameters, on the whole line or a closed interval.

    Raises DomainError if it is real nowhere, UsageError if it has parameters, UnsupportedError if calc has no rule for
    a function in it or a sign is not decided.
    """
    x = f.variable
    if f.typed.free_symbols - {x} or f.typed.has(AppliedUndef):
        raise UsageError("a curve is studied in numbers, without letters for others and unknown functions")
    if is_nowhere(f.typed, x):
        raise DomainError("this function has a real value nowhere")
    first = derive(f).result
    repeats = repetition(f) if interval is None else None
    region = LINE if interval is None else Region(*interval)
    region = region if repeats is None else period_of(f, repeats.period)
    chart = chart_of(f, first, derive(f, order=2).result, region)
    is_repeated = repeats is not None and repeats.step == 0
    counter = symbol("k" if x.name != "k" else "n")
    all_zeros = families(f.expression, x, counter) if chart.accumulations and interval is None else None
    alone, formulas = all_zeros or ((), ())
    found = Roots(tuple(root for root in alone if chart.value(root) is not None), True)
    if all_zeros is None:
        found = _zeros_of(f, chart, region if repeats is None or is_repeated else LINE)
    limits = tuple(course.ends(f, chart, repeats))
    kind = symmetry(f) if interval is None else None
    return Study(
        function=f,
        first=first,
        second=chart.second,
        chart=chart,
        zeros=found,
        ends=limits,
        asymptotes=tuple(course.asymptotes(f, chart, limits)),
        symmetry=kind if repeats is not None or chart.is_mirrored else None,
        repetition=repeats,
        zeros_repeat=is_repeated,
        zero_families=formulas,
        counter=counter,
    )


def _zeros_of(f: TypedFunction, chart: SignChart, region: Region) -> Roots:
    """Return the zeros of f, those at the edges of its domain among them; of one period the end is not told twice."""
    found = chart.zeros_of(f.expression)[0] if region == chart.region else zeros(f.expression, f.variable, region)
    edges = [place.root for place in chart.places if place.value == 0 and region == chart.region]
    roots = in_order([root for root in (*found.roots, *edges) if chart.value(root) is not None])
    if region.period is not None and len(roots) > 1:
        is_twice = sign_at(roots[-1].middle - roots[0].middle - region.period, {}) == 0
        roots = roots[:-1] if is_twice else roots
    return Roots(roots, found.are_all)
