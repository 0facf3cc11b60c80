"""The strategies for a limit of several variables: as those of one (strategies.py), and two of its own.

(1 - cos(x y))/(x y)^2 is a function of u = x y alone, and where that goes to 0 it has the limit of (1 - cos u)/u^2. And
|x^2 y/(x^2 + y^2)| is at most |y|, for a sum of what is not negative is at least each of its terms; it is at least
2 sqrt(a b) for two of them, too.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations, product

import sympy as sp

from calc_cli.calculus.limits.behaviour import has_bounds, range_of
from calc_cli.calculus.limits.limit_point import LimitPoint, Move
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.calculus.limits.rewriting_strategies import by_conjugate, cancelled
from calc_cli.calculus.limits.several_variables import as_function_of_one
from calc_cli.calculus.limits.strategies import (
    Strategy,
    by_known_limits,
    by_powers,
    plain,
    substituted,
    within_continuous,
)

_AT_MOST_ITS_ARGUMENT = (sp.sin, sp.atan, sp.tanh)


def by_combination(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """Of a function of one combination u of the variables, take the limit as u goes where it goes."""
    found = as_function_of_one(e, place.to)
    if found is None:
        return ()
    u, part, g, goal, side = found
    return (Move("substitution", g, letter=(u, part), place=LimitPoint(u, goal, side)),)


def by_bound(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """|f - L| is at most what goes to 0, each term of f - L divided by a part of the divisor."""
    limit = place.limit(e)
    if limit is None or limit in INFINITE:
        return ()
    finite = {x: a for x, a in place.to.items() if a not in INFINITE}
    offsets, back = {x: x + a for x, a in finite.items()}, {x: x - a for x, a in finite.items()}
    above, below = sp.fraction(sp.together((e - limit).xreplace(offsets)))
    root, p = below.as_base_exp()
    least = [part**p for part in _least(root)] if p.is_positive else []
    terms = sp.Add.make_args(sp.expand(above))
    found = [_bound(place, back, term, least) for term in terms]
    if None in found:
        return ()
    bound = sp.Le(sp.Abs(sp.Add(e, -limit), evaluate=False), sp.Add(*filter(None, found)), evaluate=False)
    return (Move("squeeze", limit, bound=bound),)


def _least(u: sp.Expr) -> Sequence[sp.Expr]:
    """Return what `u` is at least: terms of a sum, 2 sqrt(a b) for two; of a + b + c with c^2 = k a b, (1 - k/4) a."""
    parts = sp.Add.make_args(u)
    mixed = [part for part in parts if not part.is_nonnegative]
    if not mixed:
        return (*parts, *(2 * sp.sqrt(a * b) for a, b in combinations(parts, 2)))
    squares = [part for part in parts if part.is_nonnegative]
    k = sp.cancel(mixed[0] ** 2 / sp.Mul(*squares))
    is_definite = len(squares) == 2 == len(parts) - 1 and k.is_number and k < 4
    return [(1 - k / 4) * part for part in squares] if is_definite else []


def by_radius(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """Of a product of powers of x and y with a function of u = x^2 + y^2: |x| and |y| are at most sqrt(u)."""
    u, square = sp.Dummy("u", positive=True), sp.Add(*(x**2 for x in place.to))
    factors = sp.Mul.make_args(e.xreplace({square: u}))
    powers = [f.as_base_exp() for f in factors if place.varies(f)]
    if len(powers) == len(factors) or not all(x in place.to and n.is_positive for x, n in powers):
        return ()
    largest = sp.Mul(*(sp.Abs(f).xreplace(dict.fromkeys(place.to, sp.sqrt(u))) for f in factors)).xreplace({u: square})
    if set(place.to.values()) != {0} or place.limit(largest) != 0:
        return ()
    return (Move("squeeze", sp.S.Zero, bound=sp.Le(sp.Abs(e, evaluate=False), largest, evaluate=False)),)


def _bound(
    place: LimitPoint, back: Mapping[sp.Symbol, sp.Expr], term: sp.Expr, least: Sequence[sp.Expr]
) -> sp.Expr | None:
    """Return what a term over one of the `least` is at most, if it is seen that this goes to 0."""
    largest = product(*map(_at_most, sp.Mul.make_args(term)))
    ratios = (_modulus(sp.Mul(*most) / part).xreplace(back) for most in largest for part in least)
    return next((ratio for ratio in ratios if place.limit(ratio) == 0 and place.is_plain(ratio)), None)


def _modulus(product: sp.Expr) -> sp.Expr:
    powers = (f.as_base_exp() for f in sp.Mul.make_args(product.replace(sp.Abs, lambda u: u)))
    return sp.Mul(*(sp.Abs(base) ** exponent for base, exponent in powers))


def _at_most(f: sp.Expr) -> list[sp.Expr]:
    """Return bounds of a factor's modulus: |sin u| is at most |u|, and 1."""
    if not has_bounds(type(f)):
        return [f]
    ends = [abs(end) for end in range_of(type(f)) or ()]
    return [*([f.args[0]] if type(f) in _AT_MOST_ITS_ARGUMENT else []), sp.Max(*ends)]


JOINT_STRATEGIES: tuple[Strategy, ...] = (
    substituted,
    cancelled,
    by_known_limits,
    by_combination,
    by_conjugate,
    plain,
    by_bound,
    by_radius,
    by_powers,
    within_continuous,
)
