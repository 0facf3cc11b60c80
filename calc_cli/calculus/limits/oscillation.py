"""Oscillations: the ranges that sin(u), tan(u) and the fractional part of u go through as u grows.

Where such parts occur, neither samples nor SymPy's limit are believed by themselves: 1/(1 + x^6 sin(x)^2) is 1 at
points that no sample meets. But what stays between bounds may be multiplied by 0, or added to what goes to infinity.
"""

from collections.abc import Sequence
from itertools import combinations, product

import sympy as sp

from calc_cli.calculus.limits.behaviour import Behaviour
from calc_cli.calculus.limits.functions_at_limits import Range, has_bounds, is_periodic, range_of, range_of_period
from calc_cli.calculus.limits.numbers import INFINITE

_EVERYTHING = (-sp.oo, sp.oo)


def is_restless(near: Behaviour, g: sp.Expr) -> bool:
    """Return True if a part of `g` may go up and down for ever."""
    return any(_is_unsettled(near, part) for part in sp.preorder_traversal(g) if is_periodic(type(part)))


def _is_unsettled(near: Behaviour, part: sp.Expr) -> bool:
    limit = near.limit(part.args[0])
    return limit is None or limit in INFINITE


def oscillation(near: Behaviour, g: sp.Expr) -> Range | None:
    """Return the range that g goes through again and again as u grows, where sin(u), tan(u) or the like occurs once."""
    if is_periodic(type(g)):
        is_continuous = not g.args[0].has(sp.frac)
        return range_of_period(type(g)) if is_continuous and near.limit(g.args[0]) in INFINITE else None
    if isinstance(g, sp.floor | sp.ceiling) or (g.is_Pow and not g.exp.is_Rational):
        return None
    parts = {part: near.limit(part) for part in (g.args[:1] if g.is_Pow else g.args)}
    moving = [part for part, limit in parts.items() if limit is None]
    ranges = [oscillation(near, part) for part in moving]
    if g.is_Mul and len(moving) == 1 and _runs_to_poles(near, moving[0]):
        return _EVERYTHING if all(near.sign(part) for part in parts if part not in moving) else None
    if g.is_Add and ranges.count(_EVERYTHING) == 1 and not set(INFINITE) & set(parts.values()):
        return _EVERYTHING if all(is_bounded(near, part) for part in moving if not _runs_to_poles(near, part)) else None
    if len(moving) != 1 or ranges[0] is None or (isinstance(g, sp.exp | sp.log) and set(INFINITE) & set(ranges[0])):
        return None
    if len(parts) > 1:
        still = near.limit(g.func(*(part for part in parts if part not in moving)))
        if still is None or (g.is_Mul and near.sign(still) is None):
            return None
        found = _image(near, g, [ranges[0], (still, still)])
    else:
        found = _image(near, g, ranges)
    return found if found is not None and found[0] != found[1] and near.sign(found[1] - found[0]) else None


def is_bounded(near: Behaviour, g: sp.Expr) -> bool:
    """Return True if |g| is certainly bounded for small t."""
    found = bounds(near, g)
    return found is not None and not set(found) & set(INFINITE)


def bounds(near: Behaviour, g: sp.Expr) -> Range | None:
    """Return numbers between which, or as near as need be, `g` stays for small t: its limit, or by interval arithmetic.

    The values need not come near the bounds: of sin(u) cos(u) they are -1 and 1.
    """
    limit = near.limit(g)
    if limit is not None:
        return limit, limit
    if has_bounds(type(g)):
        return range_of(type(g))
    if not g.args:
        return None
    if g.is_Pow and not g.exp.is_Rational:
        return bounds(near, sp.exp(g.exp * sp.log(g.base), evaluate=False))
    parts = [bounds(near, part) for part in (g.args[:1] if g.is_Pow else g.args)]
    return _image(near, g, parts)


def _image(near: Behaviour, g: sp.Expr, found: Sequence[Range | None]) -> Range | None:
    """Return the bounds of a sum, product, power or function from those of its parts; None if they are not known."""
    parts = [part for part in found if part is not None]
    if len(parts) < len(found):
        return None
    if g.is_Add:
        ends = [sp.Add(*(low for low, _ in parts)), sp.Add(*(high for _, high in parts))]
    elif isinstance(g, sp.Max | sp.Min):
        ends = [g.func(*side) for side in zip(*parts, strict=True)]
    elif g.is_Mul:
        ends = [sp.Mul(*corner) for corner in product(*parts)]
    else:
        ends = _ends(near, g, *parts[0])
    if not ends or any(end not in INFINITE and end.has(sp.nan, sp.zoo, sp.oo, -sp.oo) for end in ends):
        return None  # with a parameter it is oo*a, which is no number
    return sp.Min(*ends), sp.Max(*ends)


def _ends(near: Behaviour, g: sp.Expr, low: sp.Expr, high: sp.Expr) -> list[sp.Expr]:
    """Return values of a function between whose least and greatest it stays where its argument does so."""
    signs = near.sign(low), near.sign(high)
    if isinstance(g, sp.floor | sp.ceiling):
        return [] if {low, high} & set(INFINITE) else [sp.floor(low) - 1, sp.ceiling(high) + 1]
    if isinstance(g, sp.Abs) or (g.is_Pow and g.exp.is_Integer and g.exp % 2 == 0 and g.exp > 0):
        return [*([sp.S.Zero] if signs[0] != signs[1] else []), *(g.func(end, *g.args[1:]) for end in (low, high))]
    if isinstance(g, sp.exp):
        return [exponential_of(end) for end in (low, high)]
    if isinstance(g, sp.log) and signs[0] in (0, 1):
        return [-sp.oo if near.sign(end) == 0 else sp.log(end) for end in (low, high)]
    if not g.is_Pow or not (g.exp.is_Integer or signs[0] in (0, 1)):
        return []
    if g.exp > 0 or signs[0] == 1 or signs[1] == -1:
        return [low**g.exp, high**g.exp]
    if None in signs:
        return []
    ends = [end**g.exp for end, sign in zip((low, high), signs, strict=True) if sign]
    if g.exp % 2 == 0 or signs[0] == 0:  # beside 0 a reciprocal is infinite
        return [sp.Min(*ends), sp.oo]
    return [-sp.oo, sp.oo if signs[1] else ends[0]]


def exponential_of(limit: sp.Expr) -> sp.Expr:
    """Return the limit of e^u where u has this one."""
    return sp.S.Zero if limit is -sp.oo else limit if limit is sp.oo else sp.exp(limit)


def sign_of_range(near: Behaviour, found: Range | None) -> int:
    """Return the sign of all of a bounded range that stays away from 0; 0 if there is none."""
    signs = {near.sign(end) for end in found} if found and not set(found) & set(INFINITE) else {0}
    return (signs.pop() or 0) if len(signs) == 1 else 0


def without_close_pairs(near: Behaviour, g: sp.Expr) -> sp.Expr:
    """Leave out sin(u) - sin(v) from a sum if u - v -> 0: it is at most |u - v|. Likewise for cos."""
    terms = list(g.args)
    for one, other in combinations(g.args, 2):
        (c, f), (d, h) = one.as_coeff_Mul(), other.as_coeff_Mul()
        is_pair = c == -d and type(f) is type(h) and isinstance(f, sp.sin | sp.cos)
        if is_pair and {one, other} <= set(terms) and near.limit(f.args[0] - h.args[0]) == 0:
            terms.remove(one)
            terms.remove(other)
    return sp.Add(*terms)


def _runs_to_poles(near: Behaviour, g: sp.Expr) -> bool:
    """Return True if `g` goes from -oo to oo again and again between two points, and c(x) g with it for c(x) > 0."""
    is_reciprocal = g.is_Pow and g.exp.is_Integer and g.exp < 0
    return (is_reciprocal or is_periodic(type(g))) and oscillation(near, g) == _EVERYTHING
