"""Where a function of one variable may change its nature, and simple points in every region between.

Such places are the zeros of denominators, of what stands under an even root, in a logarithm or between bars, the seams
of cases, and all other edges of the conditions in algebra/conditions.py. They are exact where a sign chart finds them,
else bracketed: by Sturm's theorem for polynomials, for other functions by a search for changes of sign.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import mpmath
import sympy as sp
from sympy.core.relational import Relational

from calc_cli.algebra.chart import NoChartError, ordered, roots
from calc_cli.algebra.conditions import definedness, smoothness
from calc_cli.algebra.evaluate import approximate, sign_at
from calc_cli.algebra.ranges import signs_of
from calc_cli.errors import UndefinedError, UnsupportedError

_MOST_QUANTITIES = 12
_MOST_ROOTS = 40
_STEPS = 3
"""Of a step function so many jumps are looked at, on both sides of 0."""

_GRID = [sp.Rational(n, 16) for n in range(-161, 163, 5)]
_MULTIPLES_OF_PI = [sp.Rational(n, 12) * sp.pi for n in range(-24, 25) if any(n % d == 0 for d in (2, 3))]
_HALVINGS = 24


@dataclass(frozen=True, slots=True)
class Seams:
    """Numbers in order. `are_all` unless there may be others or one is known only roughly."""

    points: tuple[sp.Expr, ...]
    are_all: bool


def seams(functions: Iterable[sp.Expr], x: sp.Symbol) -> Seams:
    """The seams of the functions of x alone, all as typed."""
    found: set[sp.Expr] = set()
    are_all = True
    for u in _quantities(functions, x):
        zeros, is_complete = _zeros(u, x)
        found |= zeros
        are_all = are_all and is_complete
    try:
        points = ordered(found)
    except NoChartError:
        return Seams((), are_all=False)
    return Seams(points[:_MOST_ROOTS], are_all and len(points) <= _MOST_ROOTS)


def _quantities(functions: Iterable[sp.Expr], x: sp.Symbol) -> list[sp.Expr]:
    """What the conditions compare with 0."""
    found: dict[sp.Expr, None] = {}
    for f in functions:
        for condition in (*definedness(f), *smoothness(f, x)):
            for relation in condition.atoms(Relational):
                u = relation.lhs - relation.rhs
                if u.free_symbols == {x} and 0 in signs_of(u):
                    found[u] = None
    return list(found)[:_MOST_QUANTITIES]


def _zeros(u: sp.Expr, x: sp.Symbol) -> tuple[set[sp.Expr], bool]:
    """Where u is 0 or not continuous, and whether that is all and exact."""
    if u.has(sp.floor, sp.ceiling):
        return set().union(*(_jumps(step.args[0], x) for step in u.atoms(sp.floor, sp.ceiling))), False
    try:
        return roots(u, x), True
    except NoChartError:
        pass
    if u.is_polynomial(x) and sp.Poly(u, x).domain.is_ZZ | sp.Poly(u, x).domain.is_QQ:
        return {sp.Rational(a + b) / 2 for (a, b), _ in sp.Poly(u, x).intervals(eps=sp.Rational(1, 2**20))}, False
    return _searched(u, x), False


def _jumps(u: sp.Expr, x: sp.Symbol) -> set[sp.Expr]:
    try:
        return set().union(*(roots(u, x, sp.Integer(k)) for k in range(-_STEPS, _STEPS + 1)))
    except NoChartError:
        return set()


def _searched(u: sp.Expr, x: sp.Symbol) -> set[sp.Expr]:
    found = {at for at in _MULTIPLES_OF_PI if _sign(u, x, at) == 0}
    signs = [(at, _sign(u, x, at)) for at in _GRID]
    for (a, before), (b, after) in pairwise(signs):
        if before and after and before != after:
            low, high = _halved(u, x, a, b, before)
            if not any(low < approximate(known, {}, 15) < high for known in found):
                found.add((low + high) / 2)
    return found


def _sign(u: sp.Expr, x: sp.Symbol, at: sp.Expr) -> int | None:
    try:
        return sign_at(u, {x: at})
    except (UndefinedError, UnsupportedError):
        return None


def _halved(u: sp.Expr, x: sp.Symbol, a: sp.Rational, b: sp.Rational, before: int) -> tuple[sp.Rational, sp.Rational]:
    for _ in range(_HALVINGS):
        middle = (a + b) / 2
        a, b = (middle, b) if _sign(u, x, middle) == before else (a, middle)
    return a, b


def in_every_region(points: Sequence[sp.Expr]) -> list[list[sp.Expr]]:
    """For each region between and around the points: simple numbers in it, near its ends and far off."""
    near = [_fraction(point) for point in points]
    if not near:
        return [_EVERYWHERE]
    regions = [_beyond(-near[0], -1)]
    regions += [_within(a, b) for a, b in pairwise(near)]
    return [*regions, _beyond(near[-1], 1)]


_EVERYWHERE = [sp.Rational(text) for text in ("1/3", "-2/5", "7/4", "-11/3", "1/1000", "-1/1000", "30", "-41")]


def _beyond(end: Fraction, side: int) -> list[sp.Expr]:
    first = Fraction(int(end // 1) + 1)
    found = [first, first + 1, simplest(end, end + Fraction(1, 2)), simplest(end, end + Fraction(1, 100)), first + 30]
    return [sp.Rational(side * q.numerator, q.denominator) for q in dict.fromkeys(found)]


def _within(a: Fraction, b: Fraction) -> list[sp.Expr]:
    width = b - a
    found = [
        simplest(a + width * low, a + width * high)
        for low, high in (
            (Fraction(1, 3), Fraction(2, 3)),
            (Fraction(1, 50), Fraction(1, 4)),
            (Fraction(3, 4), Fraction(49, 50)),
        )
    ]
    return [sp.Rational(q.numerator, q.denominator) for q in dict.fromkeys(found)]


def _fraction(point: sp.Expr) -> Fraction:
    """The point rounded so finely that it makes no difference."""
    if point.is_Rational:
        return Fraction(int(point.p), int(point.q))
    value = approximate(point, {}, 30)
    with mpmath.workdps(40):
        return Fraction(int(mpmath.floor(value * 10**25)), 10**25)


def simplest(a: Fraction, b: Fraction) -> Fraction:
    """The number of least denominator strictly between a and b, by the continued fractions of both."""
    if a < 0 < b:
        return Fraction(0)
    if b <= 0:
        return -simplest(-b, -a)
    whole = a.numerator // a.denominator
    if whole + 1 < b:
        return Fraction(whole + 1)
    rest, above = a - whole, b - whole
    return whole + 1 / simplest(1 / above, 1 / rest) if rest else whole + Fraction(1, int(1 / above) + 1)
