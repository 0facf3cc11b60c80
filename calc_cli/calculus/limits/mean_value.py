"""Quotients of differences, by Cauchy's mean value theorem: (F(u) - F(v))/(G(u) - G(v)) is F'(w)/G'(w), w between.

Where u and v go to one place, so does w, and the quotient has the limit of F'/G' there, if that exists. For example
(x ln x - y ln y)/(x - y) at (0, 0): F is t ln t, G is t, and ln w + 1 goes to -oo. For the theorem F and G must be
smooth near the place and G' not 0; where the place may lie between u and v, or be one of them, F and G must be
continuous there, and G' have one sign on both sides.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, product

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.conditions import smoothness
from calc_cli.algebra.evaluate import evaluator
from calc_cli.algebra.functions import Point
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.limits.charts import sign_around
from calc_cli.calculus.limits.neighbourhood import Approach, Neighbourhood, UnknownBranchError
from calc_cli.calculus.limits.numbers import INFINITE, are_equal, number_or_none
from calc_cli.calculus.limits.one_sided import limit_by_algebra
from calc_cli.errors import UndefinedError, UnsupportedError

_U, _V = (sp.Dummy(name, real=True) for name in "uv")


def limit_by_mean_value(f: sp.Expr, to: Point, limit: Callable[[sp.Expr, Point], sp.Expr | None]) -> sp.Expr | None:
    """Return the limit of a quotient of differences and a factor, of which `limit` finds the limit; None if unknown."""
    if f.free_symbols - to.keys() or f.has(
        AppliedUndef
    ):  # of f only f' is known to be there, not that it is continuous
        return None
    for u, v, above, below, factor in _differences(evaluator().value(f), to):
        place = limit(u, to)
        if place is None or place != limit(v, to):
            continue
        try:
            slope = _limit_of_slopes((above, below), _approaches((u, v), place, to))
        except (UndefinedError, UnsupportedError, UnknownBranchError):
            continue
        others = None if slope is None else limit(factor, to)
        if others is not None and (found := slope * others) is not sp.nan:
            return found
    return None


def _differences(f: sp.Expr, to: Point) -> Iterator[tuple[sp.Expr, ...]]:
    """Yield u and v, F(u) - F(v) and G(u) - G(v), or u - v, in those letters, and the factor that is left."""
    parts = {part for part in sp.preorder_traversal(f) if isinstance(part, sp.Expr) and part.has(*to) and part != f}
    for (u, part), sign in product(combinations(sorted(parts, key=_length), 2), (1, -1)):
        v = sign * part
        above, below = sp.fraction(f.xreplace({u: _U, -u: -_U, v: _V, -v: -_V}))
        over = next(filter(_is_difference, sp.Mul.make_args(above)), None)
        under = next(filter(_is_difference, sp.Mul.make_args(below)), _U - _V)
        if over is not None and not (over / under).is_rational_function(_U, _V):
            yield u, v, over, under, (above / over * under / below).xreplace({_U: u, _V: v})


def _length(part: sp.Expr) -> tuple[int, str]:
    return sp.count_ops(part), str(part)


def _is_difference(e: sp.Expr) -> bool:
    """Return True for F(u) - F(v)."""
    is_of_both = e.is_Add and e.free_symbols == {_U, _V}
    return is_of_both and e.xreplace({_V: _U}) == 0 and not differentiate(e, _U).has(_V)


def _approaches(ends: tuple[sp.Expr, sp.Expr], place: sp.Expr, to: Point) -> Sequence[Approach]:
    """Return from which sides w may come."""
    if place in INFINITE:
        return [Approach(_U, place, -1 if place is sp.oo else 1)]
    sides = {sign_around(end - place, to) or 0 for end in ends}
    return [Approach(_U, place, side) for side in ((-1, 1) if len(sides) > 1 or 0 in sides else sides)]


def _limit_of_slopes(differences: tuple[sp.Expr, sp.Expr], approaches: Sequence[Approach]) -> sp.Expr | None:
    """Return the limit of F'/G' where F and G are defined; None if the theorem does not hold there."""
    functions = [difference.as_independent(_U)[1] for difference in differences]
    rise, run = (differentiate(g, _U) for g in functions)
    limits: list[sp.Expr | None] = []
    signs: set[int | None] = set()
    inside: list[Approach] = []
    for approach in approaches:
        near = Neighbourhood(approach)
        if False in (is_defined := [near.is_defined(g) for g in functions]):
            continue
        if None in is_defined or not all(near.truth(c) for g in functions for c in smoothness(g, _U)):
            return None
        inside.append(approach)
        signs.add(near.germs.sign(near.germ(run)))
        limits.append(limit_by_algebra(rise / run, approach).exact_limit)
    if len(signs) != 1 or signs <= {0, None} or None in limits or not all(are_equal(c, limits[0]) for c in limits):
        return None
    return limits[0] if all(_is_continuous(g, inside) for g in functions) else None


def _is_continuous(g: sp.Expr, inside: Sequence[Approach]) -> bool:
    """Return True if `g` has one limit from all sides, its value if it has one; on one side only without, any."""
    place = inside[0].a
    value = None if place in INFINITE else number_or_none(g.xreplace({_U: place}))
    if value is None and len(inside) == 1:
        return True
    limits = [limit_by_algebra(g, approach).exact_limit for approach in inside]
    expected = limits[0] if value is None else value
    return all(limit not in (None, *INFINITE) and are_equal(limit, expected) for limit in limits)
