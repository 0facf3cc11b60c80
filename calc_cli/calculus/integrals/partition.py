"""The parts of an interval between the places at which a function may not be continuous: poles, jumps, seams."""

from collections.abc import Iterator
from itertools import pairwise

import mpmath
import sympy as sp

from calc_cli.algebra.angles import multiples
from calc_cli.algebra.conditions import definedness
from calc_cli.algebra.evaluate import all_hold, approximate
from calc_cli.algebra.exact_roots import NotExactError
from calc_cli.algebra.identities import CIRCULAR
from calc_cli.algebra.root_search import Interval
from calc_cli.calculus.equality.seams import MOST_SEAMS, in_every_region, seams
from calc_cli.calculus.integrals.cases import has_cases
from calc_cli.calculus.limits.numbers import INFINITE, sign_of_number
from calc_cli.errors import UndefinedError, UnsupportedError, raised_as

_HALVINGS = 4
"""So often an interval with too many seams is halved."""

FAR = sp.Integer(50)
"""As far as cuts are looked for where an end is infinite."""


def parts_of(functions: list[sp.Expr], x: sp.Symbol, a: sp.Expr, b: sp.Expr) -> list[tuple[sp.Expr, sp.Expr]]:
    """Return the parts of an interval between the places where one of the functions may not be continuous.

    Raises UndefinedError if the first function, as typed, is not defined on one of them.
    """
    parts = list(pairwise([a, *_cuts(functions, x, a, b), b]))
    conditions = definedness(functions[0])
    for low, high in parts:
        if all_hold(conditions, {x: inside(low, high)}) is False:
            raise UndefinedError(f"the function is not defined between {x} = {low} and {x} = {high}")
    return parts


def _cuts(functions: list[sp.Expr], x: sp.Symbol, a: sp.Expr, b: sp.Expr) -> list[sp.Expr]:
    """Return the places between the bounds. Raises UnsupportedError if there are too many to be known."""
    steps = {part for f in functions for part in f.atoms(sp.floor, sp.ceiling) if part.has(x)}
    if not (a.is_finite and b.is_finite) and (steps or any(_has_waves_in_cases(f, x) for f in functions)):
        raise UnsupportedError("there are infinitely many cases between the bounds")
    low = -FAR if a is -sp.oo else a
    high = FAR if b is sp.oo else b
    bounds = sp.floor(low) - sp.Rational(1, 16), sp.ceiling(high) + sp.Rational(1, 16)
    found = set(_searched(functions, x, bounds, _HALVINGS))
    for u in {step.args[0] for step in steps}:
        levels = multiples(u, x, (low, high))
        if levels is None or len(levels) > 2 * MOST_SEAMS:
            raise UnsupportedError("there are too many jumps between the bounds")
        for level in levels:
            found |= set(seams([sp.Abs(u - level)], x, searched=bounds).points)
    between = [point for point in found if sign_of_number(point - a) == sign_of_number(b - point) == 1]
    between.sort(key=lambda point: (-len(str(point)), str(point)))
    values = {point: approximate(point, {}, 20) for point in between}
    by_value = {mpmath.nstr(value, 18): point for point, value in values.items()}  # one may be found twice
    return sorted(by_value.values(), key=values.__getitem__)


def _searched(functions: list[sp.Expr], x: sp.Symbol, bounds: Interval, halvings: int) -> Iterator[sp.Expr]:
    """Yield the seams between two places, in halves if they are too many for one search."""
    found, middle = seams(functions, x, searched=bounds), (bounds[0] + bounds[1]) / 2
    if len(found.points) < MOST_SEAMS:
        yield from found.points
    elif not halvings:
        raise UnsupportedError("there are too many places between the bounds at which the function may jump")
    else:
        yield from _searched(functions, x, (bounds[0], middle), halvings - 1)
        yield from _searched(functions, x, (middle, bounds[1]), halvings - 1)


def _has_waves_in_cases(f: sp.Expr, x: sp.Symbol) -> bool:
    return has_cases(f, x) and any(has_cases(part, x) and part.has(*CIRCULAR) for part in f.atoms(sp.Function))


def inside(low: sp.Expr, high: sp.Expr) -> sp.Expr:
    """Return a place between two, either of which may be infinite. Raises UnsupportedError if they are not in order."""
    points = [end for end in (low, high) if end not in INFINITE]
    with raised_as(UnsupportedError("the order of the bounds could not be decided"), NotExactError):
        regions = in_every_region(points)
    return regions[0][0] if not points else regions[1][0] if len(points) == 2 or high is sp.oo else regions[0][0]
