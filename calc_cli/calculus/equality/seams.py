"""Where a function of one variable may change its nature, and simple points in every region between.

Such places are the zeros of denominators, of what stands under an even root, in a logarithm or between bars, the seams
of cases, and all other edges of the conditions in algebra/conditions.py. They are exact where
algebra/solution_set.py finds them, else bracketed: by Sturm's theorem for polynomials, for other functions by a search
for changes of sign.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import sympy as sp

from calc_cli.algebra.conditions import compared, definedness, smoothness
from calc_cli.algebra.evaluate import approximate
from calc_cli.algebra.exact_roots import NotExactError, exact_roots, ordered
from calc_cli.algebra.functions import record_of
from calc_cli.algebra.ranges import signs_of
from calc_cli.algebra.root import Root, recognised
from calc_cli.algebra.root_search import Interval
from calc_cli.algebra.roots import sign_changes
from calc_cli.algebra.solution_set import near_fractions, simplest

_MOST_QUANTITIES = 12
MOST_SEAMS = 40
_STEPS = 3
"""Of a step function so many jumps are looked at, on both sides of 0."""

_SEARCHED = sp.Rational(-161, 16), sp.Rational(161, 16)
_BITS = 50
_SAME = 1e-12


@dataclass(frozen=True, slots=True)
class Seams:
    """Numbers in order. `are_all` unless there may be others or one is known only roughly."""

    points: tuple[sp.Expr, ...]
    are_all: bool


def seams(functions: Iterable[sp.Expr], x: sp.Symbol, *, searched: Interval = _SEARCHED) -> Seams:
    """Return the seams of the functions of x alone, all as typed; those that are no exact roots on `searched`."""
    found: list[Root] = []
    are_all = True
    for u in _quantities(functions, x):
        zeros, is_complete = _zeros(u, x, searched)
        found += zeros
        are_all = are_all and is_complete
    exact = {root.exact for root in found if root.exact is not None}
    try:
        points = _distinct(ordered({root.middle for root in found}), exact)
        near_fractions(points)
    except NotExactError:
        return Seams((), are_all=False)
    return Seams(points[:MOST_SEAMS], are_all and len(points) <= MOST_SEAMS)


def witnesses(conditions: Iterable[sp.Basic]) -> Iterator[sp.Expr]:
    """Yield expressions that are defined where the conditions hold, so that the edges of these are seams."""
    for condition in conditions:
        if condition is not sp.true and condition is not sp.false:
            yield sp.Piecewise((sp.S.Zero, condition), (sp.S.One, True), evaluate=False)


def _distinct(points: Sequence[sp.Expr], exact: Set[sp.Expr]) -> tuple[sp.Expr, ...]:
    """Return the points in order, of one that was found both exactly and by a search the exact one."""
    found: list[sp.Expr] = []
    for point in points:
        is_rough = found and not {point, found[-1]} <= exact
        if is_rough and approximate(point - found[-1], {}, 5) < _SAME:
            found[-1] = point if point in exact else found[-1]
        else:
            found.append(point)
    return tuple(found)


def _quantities(functions: Iterable[sp.Expr], x: sp.Symbol) -> list[sp.Expr]:
    """Return what the conditions compare with 0."""
    found: dict[sp.Expr, None] = {}
    for f in functions:
        found |= dict.fromkeys(_edges_of_saturation(f, x))
        steps = [c for cases in f.atoms(sp.Piecewise) for _, c in cases.args if c.has(sp.floor, sp.ceiling)]
        edges = compared((*definedness(f), *smoothness(f, x), *sorted(steps, key=str)))
        found |= dict.fromkeys(u for u in edges if u.free_symbols == {x} and 0 in signs_of(u))
    return list(found)[:_MOST_QUANTITIES]


def _edges_of_saturation(f: sp.Expr, x: sp.Symbol) -> Iterator[sp.Expr]:
    """Yield what is 0 where a function like erf(1000x) goes from one of its limits to the other."""
    for part in sorted(f.atoms(sp.Function), key=sp.default_sort_key):
        record = record_of(part.func)
        if record is not None and record.saturation and (u := part.args[0]).free_symbols == {x}:
            yield u


def _zeros(u: sp.Expr, x: sp.Symbol, searched: Interval) -> tuple[list[Root], bool]:
    """Where u is 0 or not continuous, and whether that is all and exact."""
    if u.has(sp.floor, sp.ceiling):
        level = -u.as_coeff_Add()[0]
        near = {level - 1, level, level + 1} if level.is_Integer else set()
        jumps = set().union(*(_jumps(step.args[0], x, near) for step in u.atoms(sp.floor, sp.ceiling)))
        return list(map(Root, jumps)), False
    found = sign_changes(u, x, searched=searched, bits=_BITS)
    places = [recognised(u, x, root) for root in (*found.roots, *found.possible)]
    return places, found.are_all and all(root.exact is not None for root in places)


def _jumps(u: sp.Expr, x: sp.Symbol, near: set[sp.Expr]) -> set[sp.Expr]:
    """Return where u is one of the first whole numbers, or one of those `near` to what its steps are compared with."""
    try:
        return set().union(*(exact_roots(u, x, k) for k in {*map(sp.Integer, range(-_STEPS, _STEPS + 1)), *near}))
    except NotExactError:
        return set()


def in_every_region(points: Sequence[sp.Expr]) -> list[list[sp.Expr]]:
    """For each region between and around the points: simple numbers in it, near its ends and far off."""
    near = near_fractions(points)
    if not near:
        return [_EVERYWHERE]
    regions = [_beyond(-near[0], -1)]
    regions += [_within(a, b) for a, b in pairwise(near)]
    return [*regions, _beyond(near[-1], 1)]


_EVERYWHERE = [sp.Rational(text) for text in ("1/3", "-2/5", "7/4", "-11/3", "1/1000", "-1/1000", "30", "-41")]


_INNER = [tuple(map(Fraction, bounds)) for bounds in (("1/3", "2/3"), ("1/50", "1/4"), ("3/4", "49/50"))]
_NEAR = tuple(Fraction(1, 10**k) for k in (4, 7, 10))
"""Of the width of a region: so near to its ends it is looked at, where a steep function is still on its way."""


def _beyond(end: Fraction, side: int) -> list[sp.Expr]:
    first = Fraction(int(end // 1) + 1)
    near = [simplest(end, end + width) for width in (Fraction(1, 2), Fraction(1, 100), *_NEAR)]
    found = [first, first + 1, *near, first + 30]
    return [sp.Rational(side * q.numerator, q.denominator) for q in dict.fromkeys(found)]


def _within(a: Fraction, b: Fraction) -> list[sp.Expr]:
    width = b - a
    found = [simplest(a + width * low, a + width * high) for low, high in _INNER]
    found += [end for part in _NEAR for end in (simplest(a, a + width * part), simplest(b - width * part, b))]
    return [sp.Rational(q.numerator, q.denominator) for q in dict.fromkeys(found)]
