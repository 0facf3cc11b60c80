"""Why a function has no limit: the range that it goes through again and again, or two sequences of points.

Sequences of points on which a part of a function that goes up and down for ever is replaced by something calm.

As u -> oo, sin u takes every value between -1 and 1 again and again, and those of a continuous function v with such
values too: by the intermediate value theorem sin u = v has solutions as far out as you like. A limit of the function
would be the limit with v for sin u; two choices of v with two limits prove that there is none. For example
((1 + sin x)/2)^x goes to 1 where sin x = 1 and to 0 where sin x = 0.
"""

from collections.abc import Iterator
from itertools import combinations

import sympy as sp

from calc_cli.algebra.occurrences import parts
from calc_cli.calculus.limits.behaviour import Behaviour, Range, is_periodic, range_of
from calc_cli.calculus.limits.expansion import UnknownExpansionError
from calc_cli.calculus.limits.gruntz import leading_term
from calc_cli.calculus.limits.neighbourhood import Approach, Neighbourhood, UnknownBranchError
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.calculus.limits.swings import bounds, image
from calc_cli.errors import UndefinedError

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


# Sequences of points

Choice = tuple[sp.Expr, sp.Expr]
"""A part of the function, and what it is on the points of a sequence."""

_ANGLES = tuple(sp.pi * sp.Rational(n, 12) for n in (0, 6, 12, 18, 2, 3, 4, 8, 14, 20))


def sequences(f: sp.Expr, approach: Approach) -> Iterator[tuple[Choice, sp.Expr]]:
    """Yield choices of the only part of `f` that goes up and down for ever, and `f` with each."""
    moving = list(dict.fromkeys(part for part in parts(f) if _runs_through(part, approach)))
    arguments = {part.args[0] for part in moving}
    for power in parts(f):
        if power.is_Pow and power.base is sp.S.NegativeOne and set(moving) == {power.exp}:  # (-1)^floor(u)
            yield from (((power, sign), f.xreplace({power: sign})) for sign in (sp.S.One, sp.S.NegativeOne))
            return
    if len(arguments) != 1:
        return
    (u,) = arguments
    if len(moving) == 1:
        (part,) = moving
        for v in _values(part, approach):
            yield (part, v), f.xreplace({part: v})
    elif not any(isinstance(part, sp.frac | sp.floor | sp.ceiling) for part in moving):
        for angle in _ANGLES:
            yield (u, angle), f.xreplace({part: part.func(angle) for part in moving})


def _runs_through(part: sp.Basic, approach: Approach) -> bool:
    """Return True for sin(u), floor(u) and the like if u goes to infinity and is calm itself."""
    if not (is_periodic(part.func) or isinstance(part, sp.floor | sp.ceiling)) or not part.has(approach.x):
        return False
    near = Neighbourhood(approach)
    try:
        u = near.germ(part.args[0])
    except (UndefinedError, UnknownBranchError):
        return False
    return near.germs.limit(u) in INFINITE and not any(is_periodic(inner.func) for inner in parts(u))


def _values(part: sp.Expr, approach: Approach) -> Iterator[sp.Expr]:
    """Yield what a part may be on the points of a sequence."""
    t = sp.sign(approach.a) / approach.x if approach.a in INFINITE else approach.side * (approach.x - approach.a)
    if isinstance(part, sp.floor | sp.ceiling):
        sign = -1 if isinstance(part, sp.floor) else 1
        yield from (part.args[0] + sign * v for v in (sp.S.Zero, sp.S.Half, 1 - t, t))
        return
    low, high = range_of(part.func) or (-sp.oo, sp.oo)
    if low in INFINITE:
        yield from (sp.S.Zero, sp.S.One, -sp.S.One, 1 / t, -1 / t, sp.exp(1 / t))
    elif low == -1:
        small = t, sp.exp(-1 / t)
        yield from (high, low, sp.S.Zero, sp.S.Half, -sp.S.Half, *small, -t, high - t, *(low + v for v in small))
    elif (low, high) == (0, 1):  # the fractional part, which is never 1
        yield from (low, sp.S.Half, t, 1 - t)
