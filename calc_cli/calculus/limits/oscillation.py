"""The range that a function goes through again and again, of which the ends are told where it has no limit."""

from collections.abc import Iterator
from itertools import combinations

import sympy as sp

from calc_cli.calculus.limits.behaviour import Behaviour, Range
from calc_cli.calculus.limits.expansion import UnknownExpansionError
from calc_cli.calculus.limits.functions_at_limits import is_periodic, range_of
from calc_cli.calculus.limits.gruntz import leading_term
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.calculus.limits.swings import bounds, image

_EVERYTHING = (-sp.oo, sp.oo)


def oscillation(near: Behaviour, g: sp.Expr) -> Range | None:
    """Return the range that `g` goes through again and again, where one parameter tells it, or poles do."""
    found = near.tendency(g)
    if found is not None:
        return _range(near, found)
    if _runs_through_poles(near, g):
        return _EVERYTHING
    if g.is_Mul or g.is_Add:
        ranges = [_range(near, c) for c in _growing(near, g)]
        return _EVERYTHING if any(ends and ends[0] < 0 < ends[1] for ends in ranges) else None
    inner = oscillation(near, g.args[0]) if len(g.args) == 1 or (g.is_Pow and g.exp.is_Rational) else None
    is_known = inner and not isinstance(g, sp.exp | sp.log | sp.floor | sp.ceiling)
    return image(near, g, [inner]) if is_known else None


def _range(near: Behaviour, c: sp.Expr) -> Range | None:
    """Return all values of an expression in parameters that take all of their own, each alone, and occur once."""
    swings = near.swings_in(c)
    if not all(near.swings[s].is_filled and c.count(s) == 1 for s in swings) or c.has(sp.floor, sp.ceiling):
        return None
    angles = [_angle(near, s) for s in swings]
    are_free = all(_is_free(near, u, v) for u, v in combinations(angles, 2))
    if not are_free or not near.sign(c.as_independent(*swings, as_Add=False)[0]):
        return None
    ends = bounds(near, c)
    return ends if ends is not None and near.sign(ends[1] - ends[0]) else None


def _angle(near: Behaviour, s: sp.Symbol) -> sp.Expr:
    return near.swings[s].part.args[0]


def _is_free(near: Behaviour, u: sp.Expr, v: sp.Expr) -> bool:
    """Return True if one angle grows so much faster that it runs through a whole turn while the other stands."""
    return near.limit(u / v) in (0, *INFINITE)


def _runs_through_poles(near: Behaviour, g: sp.Expr) -> bool:
    """Return True if `g` goes from -oo to oo again and again between two points."""
    if is_periodic(type(g)):
        return range_of(type(g)) == _EVERYTHING and near.limit(g.args[0]) in INFINITE
    if g.is_Pow and g.exp.is_Integer:
        return g.exp < 0 and (inner := oscillation(near, g.base)) is not None and image(near, g, [inner]) == _EVERYTHING
    wild = [part for part in g.args if g.is_Mul or g.is_Add if _runs_through_poles(near, part)]
    if len(wild) != 1:
        return False
    others = [part for part in g.args if part is not wild[0]]
    if g.is_Add:
        return near.tendency(sp.Add(*others)) not in (None, *INFINITE)
    u = next(part.args[0] for part in sp.preorder_traversal(wild[0]) if is_periodic(type(part)))
    return all((near.limit(part) is not None and near.sign(part)) or _is_another_wave(near, part, u) for part in others)


def _is_another_wave(near: Behaviour, g: sp.Expr, u: sp.Expr) -> bool:
    """Return True if `g` goes up and down for ever with other angles, so that it is not always 0 at poles in u."""
    c = near.tendency(g)
    swings = [] if c is None else near.swings_in(c)
    return bool(swings) and near.limit(g) is None and all(_is_free(near, _angle(near, s), u) for s in swings)


def _growing(near: Behaviour, g: sp.Expr) -> Iterator[sp.Expr]:
    """Yield the factor in bounded parameters if the other of the leading term goes to infinity."""
    try:
        lead = leading_term(near, g)
    except UnknownExpansionError:
        return
    slow, moving = (sp.S.One, sp.S.Zero) if lead is None else lead[0].as_independent(*near.swings, as_Add=False)
    rate = None if lead is None else near.sign(lead[1])
    if near.sign(slow) and not near.varies(moving) and (rate == -1 or (rate == 0 and near.limit(slow) in INFINITE)):
        yield moving
