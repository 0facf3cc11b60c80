"""The critical points of a function of several variables, also on the set where constraints hold, and their kinds.

Without a constraint they are where the gradient is 0. On g = 0 they are, by Lagrange, where ∇f is a combination of the
∇g: where the matrix of all these rows has not its full rank, which also holds at points where the ∇g themselves depend
on each other. With the multipliers λ = (G Gᵀ)⁻¹ G ∇f, G being the matrix of the ∇g, the signs of the leading minors of
the Hessian of L = f - Σ λ g, bordered by G, tell the kind (kinds.py).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

import sympy as sp

from calc_cli.algebra.conditions import smoothness
from calc_cli.algebra.domain import domain
from calc_cli.algebra.evaluate import all_hold, as_float
from calc_cli.algebra.functions import TypedFunction, symbol
from calc_cli.calculus.partials.definiteness import Kind
from calc_cli.calculus.partials.partials import partials
from calc_cli.calculus.result import Exact, Fields, Result, present
from calc_cli.calculus.study.accumulation import evenly_spaced
from calc_cli.calculus.study.kinds import PointTest
from calc_cli.calculus.study.region import Region
from calc_cli.calculus.study.systems import Equations, Solution, circles, solve
from calc_cli.calculus.study.zeros import factors_of
from calc_cli.errors import UnsupportedError, UsageError

if TYPE_CHECKING:
    from calc_cli.calculus.plot.field import Field


@dataclass(frozen=True, slots=True)
class CriticalPoint:
    """A point `at` which f has the `value`, and all that are whole `periods` away from it."""

    at: Mapping[sp.Symbol, sp.Expr]
    value: sp.Expr
    kind: Kind
    multipliers: tuple[sp.Expr, ...] = ()
    periods: Mapping[sp.Symbol, sp.Expr] = field(default_factory=dict)

    @property
    def fields(self) -> Fields:
        """Return what JSON has of it."""
        numbers = [as_float(each) for each in (*self.at.values(), self.value)]
        told = {"value": self.value, "approx": numbers, "kind": self.kind, "multipliers": self.multipliers}
        places = {"at": self.at, "period": self.periods or None}
        return present({**{k: v and {x.name: a for x, a in v.items()} for k, v in places.items()}, **told})


@dataclass(frozen=True)
class CriticalPoints(Result):
    """The critical `points` of `function`, with `families` of infinitely many, under `constraints` that are 0.

    `gradient` is that of f; `are_all` if there are certainly no other points in the region.
    """

    function: TypedFunction
    gradient: tuple[sp.Expr, ...]
    constraints: Equations
    points: tuple[CriticalPoint, ...]
    families: tuple[Equations, ...]
    are_all: bool
    region: Region
    notes: tuple[str, ...] = ()

    @property
    def answer(self) -> tuple[sp.Tuple, ...]:
        """The points, a list each."""
        return tuple(sp.Tuple(*point.at.values()) for point in self.points)

    @cached_property
    def multipliers(self) -> tuple[sp.Symbol, ...]:
        """The letters λ, one a constraint."""
        names = ["lambda"] if len(self.constraints) == 1 else [f"lambda_{i + 1}" for i in range(len(self.constraints))]
        return tuple(symbol(name) for name in names)

    @property
    def conditions(self) -> tuple[sp.Eq, ...]:
        """The equations that the critical points satisfy, Lagrange's if there are constraints."""
        borders = [partials(g, self.function.variables) for g in self.constraints]
        rows = []
        for i, p in enumerate(self.gradient):
            pull = sp.Add(*(m * border[i] for m, border in zip(self.multipliers, borders, strict=True)))
            rows.append(sp.Eq(p, pull, evaluate=False))
        return (*rows, *(sp.Eq(g, 0, evaluate=False) for g in self.constraints))

    @cached_property
    def domain(self) -> tuple[sp.Basic, ...]:
        """Where the gradient exists; critical points elsewhere are not looked for."""
        return domain(self.function.typed, *self.function.variables, of_derivative=True)

    @cached_property
    def picture(self) -> "Field | None":
        """The points on level lines, with the constraint; None of more than two variables, or if it cannot be drawn."""
        from calc_cli.calculus.study.picture import plane  # only who wants to see it pays for this import

        return plane(self)

    @property
    def fields(self) -> Fields:
        return {
            "expr": Exact(self.function.typed),
            "wrt": self.function.variables,
            "equations": [*self.conditions],
            "range": (self.region.low, self.region.high) if self.region.is_bounded else None,
            "critical": [
                *(point.fields for point in self.points),
                *({"family": [sp.Eq(e, 0, evaluate=False) for e in family]} for family in self.families),
            ],
            "certainty": "proved" if self.are_all else "numeric",
            "unproved": () if self.are_all else ("others",),
        }


def critical_points(
    f: TypedFunction, constraints: Sequence[sp.Expr] = (), interval: tuple[sp.Expr, sp.Expr] | None = None
) -> CriticalPoints:
    """Find the critical points of `f`, where all `constraints` are 0, with every coordinate in the interval.

    Raises UsageError if there are as many constraints as variables, UnsupportedError if calc has no rule for a part.
    """
    x, region = f.variables, Region() if interval is None else Region(*interval)
    if len(constraints) >= len(x):
        raise UsageError("there must be fewer constraints than variables")
    gradient = partials(f.expression, x)
    borders = [partials(g, x) for g in constraints]
    if any(p.has(sp.Piecewise) for row in (gradient, *borders) for p in row):
        raise UnsupportedError("the critical points of a function by cases are not looked for")
    on = circles([f.expression, *constraints], x) if interval is None else ()
    found = solve([*constraints, *_lagrange(gradient, borders, x)], x, region, on)
    test = PointTest(f, gradient, borders)
    points = [point for solution in found.points if (point := _point(test, solution)) is not None]
    return CriticalPoints(
        function=f,
        gradient=gradient,
        constraints=tuple(constraints),
        points=tuple(_merged(points, found.periods)),
        families=found.families,
        are_all=found.are_all,
        region=region,
        notes=f.notes,
    )


def _lagrange(
    gradient: Sequence[sp.Expr], borders: Sequence[Sequence[sp.Expr]], x: Sequence[sp.Symbol]
) -> Iterator[sp.Expr]:
    """Yield what is 0 where the gradient is a combination of the borders, or these depend on each other."""
    if not borders:
        yield from gradient
        return
    matrix = sp.Matrix([gradient, *borders])
    if all(entry.is_number for border in borders for entry in border):
        null = sp.Matrix(borders).nullspace()
        yield from (sp.expand((matrix[0, :] * vector)[0]) for vector in null)
        return
    for columns in combinations(range(len(x)), len(borders) + 1):
        minor = matrix[:, list(columns)].det()
        yield sp.Mul(*factors_of(minor)) if minor.free_symbols else minor


def _point(test: PointTest, solution: Solution) -> CriticalPoint | None:
    """Return a solution as a critical point; None if f is not defined and smooth there."""
    value = test.number(test.f.typed, solution)
    middle = {x: root.middle for x, root in solution.items()}
    if value is sp.nan or all_hold(smoothness(test.f.typed, *test.x), middle) is not True:
        return None
    multipliers = tuple(test.number(e, solution) for e in test.at(solution)[0])
    known = () if sp.nan in multipliers else multipliers  # the gradients of the constraints depend on each other
    return CriticalPoint({x: root.shown for x, root in solution.items()}, value, test.kind(solution), known)


def _merged(points: list[CriticalPoint], periods: Mapping[sp.Symbol, sp.Expr]) -> list[CriticalPoint]:
    """Return the points of one period with their periods, as one those that lie evenly and are alike."""
    for x, period in periods.items():
        alike: dict[tuple[object, ...], list[CriticalPoint]] = {}
        for p in points:
            others = frozenset((y, a) for y, a in p.at.items() if y != x)
            alike.setdefault((p.value, p.kind, p.multipliers, others, *p.periods.values()), []).append(p)
        points = [
            replace(group[0], at={**group[0].at, x: first}, periods={**group[0].periods, x: step})
            for group in alike.values()
            for first, step in evenly_spaced([p.at[x] for p in group], period)
        ]
    return points
