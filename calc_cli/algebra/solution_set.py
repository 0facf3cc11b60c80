"""Conditions on one variable solved: the set of numbers on which they hold, as intervals and points.

The breakpoints are the roots of what is compared, found exactly for polynomials and for logarithms,
exponentials, powers and absolute values around them. Between two neighbours nothing changes, so one
point of each interval decides it. What has other roots (sin x) has no exact solution set here.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

import mpmath
import sympy as sp
from sympy.core.relational import Relational

from calc_cli.algebra.evaluate import all_hold, approximate
from calc_cli.algebra.exact import depth
from calc_cli.algebra.exact_roots import NotExactError, exact_roots, ordered
from calc_cli.errors import UndefinedError, UnsupportedError

_MOST_DEPTH = 15
"""The ways to reach a root double with every function that is undone."""


_DIGITS = (25, 60, 200)
"""Decimals to which points are rounded, more if there are others as near."""


@dataclass(frozen=True, slots=True)
class SolutionSet:
    """A set whose ends are the `points`, in order: `holds` for the intervals and points in turn, from the left.

    They are 2n + 1 for n points.
    """

    points: tuple[sp.Expr, ...]
    holds: tuple[bool, ...]

    def conditions(self, x: sp.Symbol) -> tuple[sp.Basic, ...]:
        """Return the set as conditions on x, all of which must hold: intervals first, then single points left out."""
        holes = [
            i for i in range(1, len(self.holds), 2) if self.holds[i - 1] and self.holds[i + 1] and not self.holds[i]
        ]
        filled = [hold or i in holes for i, hold in enumerate(self.holds)]
        left_out = tuple(sp.Ne(x, self.points[i // 2]) for i in holes)
        if all(filled):
            return left_out
        pieces = [self._piece(x, first, last) for first, last in _runs(filled)]
        within = pieces[0] if len(pieces) == 1 else (sp.Or(*(sp.And(*piece) for piece in pieces)),)
        return (*within, *left_out)

    def _piece(self, x: sp.Symbol, first: int, last: int) -> tuple[sp.Basic, ...]:
        """Return the cells from `first` to `last`, as bounds on x."""
        if first == last and first % 2:
            return (sp.Eq(x, self.points[first // 2]),)
        low = () if first == 0 else (self.points[(first - 1) // 2],)
        high = () if last == len(self.holds) - 1 else (self.points[last // 2],)
        below, above = (sp.Le if first % 2 else sp.Lt), (sp.Le if last % 2 else sp.Lt)
        if low and high:
            return (sp.And(below(low[0], x), above(x, high[0])),)
        return (*((sp.Ge if first % 2 else sp.Gt)(x, a) for a in low), *(above(x, b) for b in high))


def _runs(filled: Sequence[bool]) -> list[tuple[int, int]]:
    """First and last index of every run of True."""
    edges = [i for i, (a, b) in enumerate(pairwise([False, *filled, False])) if a != b]
    return [(a, b - 1) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def solution_set(conditions: Iterable[sp.Basic], x: sp.Symbol) -> SolutionSet:
    """Return where all the conditions hold. Raises NotExactError."""
    conditions = tuple(conditions)
    points = ordered({p for condition in conditions for p in breakpoints(condition, x)})
    cells = interleaved(points)
    return SolutionSet(points, tuple(_hold(conditions, x, at) for at in cells))


def _hold(conditions: Iterable[sp.Basic], x: sp.Symbol, at: sp.Expr) -> bool:
    holds = all_hold(conditions, {x: at})
    if holds is None:
        raise NotExactError
    return holds


def interleaved(points: Sequence[sp.Expr]) -> list[sp.Expr]:
    """Return the points, with one of each interval between and around them, which is as simple as can be."""
    if not points:
        return [sp.S.Zero]
    near = near_fractions(points)
    cells: list[sp.Expr] = [sp.Integer(floor(near[0]) - 1)]
    for point, a, b in zip(points, near, near[1:], strict=False):
        cells += [point, sp.Rational(simplest((3 * a + b) / 4, (a + 3 * b) / 4))]
    return [*cells, points[-1], sp.Integer(ceil(near[-1]) + 1)]


def near_fractions(points: Sequence[sp.Expr]) -> list[Fraction]:
    """Return the points, which are in order, so finely rounded that they stay so. Raises NotExactError."""
    with suppress(UndefinedError, UnsupportedError):
        for digits in _DIGITS:
            near = [_near(point, digits) for point in points]
            if all(a < b for a, b in pairwise(near)):
                return near
    raise NotExactError


def _near(point: sp.Expr, digits: int) -> Fraction:
    if point.is_Rational:
        return Fraction(int(point.p), int(point.q))
    value = approximate(point, {}, digits + 5)
    with mpmath.workdps(digits + 15):
        return Fraction(int(mpmath.floor(value * 10**digits)), 10**digits)


def simplest(a: Fraction, b: Fraction) -> Fraction:
    """Return the number of least denominator strictly between a and b, by the continued fractions of both."""
    if a < 0 < b:
        return Fraction(0)
    if b <= 0:
        return -simplest(-b, -a)
    whole = a.numerator // a.denominator
    if whole + 1 < b:
        return Fraction(whole + 1)
    rest, above = a - whole, b - whole
    return whole + 1 / simplest(1 / above, 1 / rest) if rest else whole + Fraction(1, int(1 / above) + 1)


def breakpoints(condition: sp.Basic, x: sp.Symbol) -> set[sp.Expr]:
    """Numbers between which the truth of the condition does not change."""
    if not condition.has(x):
        return set()
    if isinstance(condition, Relational):
        is_of_integers = any(power.base.is_negative and power.exp.has(x) for power in condition.atoms(sp.Pow))
        if is_of_integers or max(depth(side, {}) for side in condition.args) > _MOST_DEPTH:
            raise NotExactError
        return exact_roots(condition.lhs - condition.rhs, x)
    return set().union(*(breakpoints(part, x) for part in condition.args))
