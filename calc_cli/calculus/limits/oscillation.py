"""What goes up and down for ever: the ranges that sin(u), tan(u) and the fractional part of u go through as u grows.

Where such parts occur, neither samples nor SymPy's limit are believed by themselves: 1/(1 + x^6 sin(x)^2) is 1 at
points that no sample meets.
"""

from itertools import combinations
from typing import Protocol

import sympy as sp

from calc_cli.calculus.limits.functions_at_limits import PERIODIC
from calc_cli.calculus.limits.numbers import INFINITE, sign_of_number

Range = tuple[sp.Expr, sp.Expr]

_EVERYTHING = (-sp.oo, sp.oo)


class Limits(Protocol):
    """What knows limits."""

    def limit(self, g: sp.Expr) -> sp.Expr | None: ...

    def sign(self, g: sp.Expr) -> int | None: ...

    def is_bounded(self, g: sp.Expr) -> bool: ...


def is_restless(limits: Limits, g: sp.Expr) -> bool:
    """Whether a part of `g` may go up and down for ever."""
    return any(_is_unsettled(limits, part) for part in sp.preorder_traversal(g) if type(part) in PERIODIC)


def _is_unsettled(limits: Limits, part: sp.Expr) -> bool:
    limit = limits.limit(part.args[0])
    return limit is None or limit in INFINITE


def oscillation(limits: Limits, g: sp.Expr) -> Range | None:
    """The range that g = c + k sin(u)^n goes through again and again as u grows continuously; cos, tan ... likewise."""
    if type(g) in PERIODIC:
        is_continuous = not g.args[0].has(sp.frac)
        return PERIODIC[type(g)] if is_continuous and limits.limit(g.args[0]) in INFINITE else None
    if g.is_Pow and g.exp.is_Integer:
        return _of_power(limits, g)
    if not (g.is_Add or g.is_Mul):
        return None
    found = [(part, limits.limit(part)) for part in g.args]
    moving = [part for part, limit in found if limit is None]
    ranges = [oscillation(limits, part) for part in moving]
    if not moving:
        return None
    still = limits.limit(g.func(*(part for part, limit in found if limit is not None)))
    if g.is_Mul and len(moving) == 1 and _runs_to_poles(limits, moving[0]):
        return _EVERYTHING if all(limits.sign(part) for part, limit in found if limit is not None) else None
    unbounded = [i for i, each in enumerate(ranges) if each == _EVERYTHING]
    if g.is_Add and len(unbounded) == 1 and still is not None and still not in INFINITE:
        rest = moving[: unbounded[0]] + moving[unbounded[0] + 1 :]
        return _EVERYTHING if all(map(limits.is_bounded, rest)) else None
    (first, *others) = ranges
    return None if others or first is None or still is None else _moved(g.func, still, first)


def sign_of_range(found: Range | None) -> int:
    """The sign of all of a bounded range that stays away from 0; 0 if there is none."""
    signs = {sign_of_number(end) for end in found} if found and not set(found) & set(INFINITE) else {0}
    return (signs.pop() or 0) if len(signs) == 1 else 0


def without_close_pairs(limits: Limits, g: sp.Expr) -> sp.Expr:
    """Leave out sin(u) - sin(v) from a sum if u - v -> 0: it is at most |u - v|. Likewise for cos."""
    terms = list(g.args)
    for one, other in combinations(g.args, 2):
        (c, f), (d, h) = one.as_coeff_Mul(), other.as_coeff_Mul()
        is_pair = c == -d and type(f) is type(h) and isinstance(f, sp.sin | sp.cos)
        if is_pair and {one, other} <= set(terms) and limits.limit(f.args[0] - h.args[0]) == 0:
            terms.remove(one)
            terms.remove(other)
    return sp.Add(*terms)


def _of_power(limits: Limits, g: sp.Expr) -> Range | None:
    inner = oscillation(limits, g.base)
    if inner is None or g.exp > 0:
        return None if inner is None else _power_of_range(inner, g.exp)
    low, high = map(sign_of_number, inner)
    if low == -1 and high == 1:
        return _EVERYTHING if g.exp % 2 else (sp.Max(inner[1], -inner[0]) ** g.exp, sp.oo)
    if low in (0, 1):
        return inner[1] ** g.exp, sp.oo if low == 0 else inner[0] ** g.exp
    return None


def _runs_to_poles(limits: Limits, g: sp.Expr) -> bool:
    """Whether `g` goes from -oo to oo again and again between two points, and c(x) g with it for c(x) > 0."""
    is_reciprocal = g.is_Pow and g.exp.is_Integer and g.exp < 0
    return (is_reciprocal or type(g) in PERIODIC) and oscillation(limits, g) == _EVERYTHING


def _moved(by: type[sp.Add] | type[sp.Mul], still: sp.Expr, moving: Range) -> Range | None:
    """The range of a sum or a product of what has the limit `still` and what goes through the range `moving`."""
    low, high = moving
    if still in INFINITE:
        zero_inside = sign_of_number(low) == -1 and sign_of_number(high) == 1
        return _EVERYTHING if by is sp.Mul and zero_inside else None
    order = sign_of_number(still) if by is sp.Mul else 1
    ends = by(still, low), by(still, high)
    return None if not order or sp.nan in ends else ends if order > 0 else ends[::-1]


def _power_of_range(moving: Range, n: sp.Integer) -> Range:
    low, high = moving
    ends = low**n, high**n
    if n % 2 == 1:
        return ends
    zero_inside = sign_of_number(low) == -1 and sign_of_number(high) == 1
    return sp.S.Zero if zero_inside else sp.Min(*ends), sp.Max(*ends)
