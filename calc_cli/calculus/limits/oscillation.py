"""Oscillations: the ranges that sin(u), tan(u) and the fractional part of u go through as u grows.

Where such parts occur, neither samples nor SymPy's limit are believed by themselves: 1/(1 + x^6 sin(x)^2) is 1 at
points that no sample meets. But what stays between bounds may be multiplied by 0, or added to what goes to infinity.
"""

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
    """Return the range that g = c + k sin(u)^n goes through again and again as u grows; cos, tan ... likewise."""
    if is_periodic(type(g)):
        is_continuous = not g.args[0].has(sp.frac)
        return range_of_period(type(g)) if is_continuous and near.limit(g.args[0]) in INFINITE else None
    if g.is_Pow and g.exp.is_Integer:
        return _of_power(near, g)
    if isinstance(g, sp.Abs):
        inner = oscillation(near, g.args[0])
        ends = None if inner is None else _ends(near, g, *inner)
        return (sp.Min(*ends), sp.Max(*ends)) if ends else None
    if not (g.is_Add or g.is_Mul):
        return None
    found = [(part, near.limit(part)) for part in g.args]
    moving = [part for part, limit in found if limit is None]
    ranges = [oscillation(near, part) for part in moving]
    if not moving:
        return None
    still = near.limit(g.func(*(part for part, limit in found if limit is not None)))
    if g.is_Mul and len(moving) == 1 and _runs_to_poles(near, moving[0]):
        return _EVERYTHING if all(near.sign(part) for part, limit in found if limit is not None) else None
    unbounded = [i for i, each in enumerate(ranges) if each == _EVERYTHING]
    if g.is_Add and len(unbounded) == 1 and still is not None and still not in INFINITE:
        rest = moving[: unbounded[0]] + moving[unbounded[0] + 1 :]
        return _EVERYTHING if all(is_bounded(near, part) for part in rest) else None
    (first, *others) = ranges
    return None if others or first is None or still is None else _moved(near, g.func, still, first)


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
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if g.is_Add:
        ends = [sp.Add(*(low for low, _ in known)), sp.Add(*(high for _, high in known))]
    elif isinstance(g, sp.Max | sp.Min):
        ends = [g.func(*side) for side in zip(*known, strict=True)]
    elif g.is_Mul:
        ends = [sp.Mul(*corner) for corner in product(*known)]
    else:
        ends = _ends(near, g, *known[0])
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
    if g.is_Pow and (signs[0] == 1 or (g.exp > 0 and (signs[0] == 0 or g.exp.is_Integer))):
        return [low**g.exp, high**g.exp]
    return [low**g.exp, high**g.exp] if g.is_Pow and g.exp.is_Integer and signs[1] == -1 else []


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


def _of_power(near: Behaviour, g: sp.Expr) -> Range | None:
    inner = oscillation(near, g.base)
    if inner is None or g.exp > 0:
        return None if inner is None else _power_of_range(near, inner, g.exp)
    low, high = map(near.sign, inner)
    if low == -1 and high == 1:
        return _EVERYTHING if g.exp % 2 else (sp.Max(inner[1], -inner[0]) ** g.exp, sp.oo)
    if low in (0, 1):
        return inner[1] ** g.exp, sp.oo if low == 0 else inner[0] ** g.exp
    return None


def _runs_to_poles(near: Behaviour, g: sp.Expr) -> bool:
    """Return True if `g` goes from -oo to oo again and again between two points, and c(x) g with it for c(x) > 0."""
    is_reciprocal = g.is_Pow and g.exp.is_Integer and g.exp < 0
    return (is_reciprocal or is_periodic(type(g))) and oscillation(near, g) == _EVERYTHING


def _moved(near: Behaviour, by: type[sp.Add] | type[sp.Mul], still: sp.Expr, moving: Range) -> Range | None:
    """Return the range of a sum or a product of what has the limit `still` and what goes through the range `moving`."""
    low, high = moving
    if still in INFINITE:
        zero_inside = near.sign(low) == -1 and near.sign(high) == 1
        return _EVERYTHING if by is sp.Mul and zero_inside else None
    order = near.sign(still) if by is sp.Mul else 1
    ends = by(still, low), by(still, high)
    return None if not order or sp.nan in ends else ends if order > 0 else ends[::-1]


def _power_of_range(near: Behaviour, moving: Range, n: sp.Integer) -> Range:
    low, high = moving
    ends = low**n, high**n
    if n % 2 == 1:
        return ends
    zero_inside = near.sign(low) == -1 and near.sign(high) == 1
    return sp.S.Zero if zero_inside else sp.Min(*ends), sp.Max(*ends)
