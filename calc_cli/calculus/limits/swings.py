"""Oscillations: what goes up and down for ever is written by parameters with bounds.

As u -> oo, sin u goes through all of [-1, 1] again and again. Put a parameter s with these bounds for it, and c for
cos u; sin(u + d) is then s cos d + c sin d. The laws of limits and Gruntz's algorithm go on with such parameters as
with numbers: x/(x + sin x) goes to 1, 3 + sin(x)/x to 3, and 2 + sin x tends to 2 + s, which by interval arithmetic is
the range [1, 3]. Where a sign decides it must be that of the whole range: x (2 + sin x) goes to oo, but of x sin x
nothing is said. That s and c belong together is not used, so that the bounds may be too wide, never too narrow.

Where such parts occur, neither samples nor SymPy's limit are believed by themselves: 1/(1 + x^6 sin(x)^2) is 1 at
points that no sample meets.
"""

from collections.abc import Sequence
from itertools import product

import sympy as sp

from calc_cli.calculus.limits.behaviour import Behaviour, Range, Swing, has_bounds, is_continuous, is_periodic, range_of
from calc_cli.calculus.limits.numbers import INFINITE

_STEPS = (sp.floor, sp.ceiling)


def is_restless(near: Behaviour, g: sp.Expr) -> bool:
    """Return True if a part of `g` may go up and down for ever."""
    periodic = (part.args[0] for part in sp.preorder_traversal(g) if is_periodic(type(part)))
    return any(near.limit(u) in (None, *INFINITE) for u in periodic)


def by_parameters(near: Behaviour, g: sp.Expr) -> sp.Expr | None:
    """Return a function that goes up and down for ever, as sin(u), by bounded parameters; None if it does not so."""
    if len(g.args) != 1:
        return None
    f, u = type(g), g.args[0]
    at = near.tendency(u)
    if at in INFINITE and is_periodic(f):
        if f in (sp.sin, sp.cos):
            return _by_angle(near, f, u)
        return bounded(near, g, range_of(f), is_filled=not u.has(sp.frac))
    if at is not None and (not near.swings_in(at) or is_continuous(f)):
        return None
    values = range_of(f) if has_bounds(f) else image(near, f(at), [bounds(near, at)]) if at and f in _STEPS else None
    return bounded(near, g, values, is_filled=False)


def by_weights(near: Behaviour, g: sp.Expr) -> sp.Expr:
    """Return the sum of the cases, each times a parameter that is 1 where it holds, else 0."""
    cases = [value.args[0] for value in g.args] if g.is_Piecewise else g.args
    is_case = (bounded(near, sp.Tuple(g, case), (sp.S.Zero, sp.S.One), is_filled=False) for case in cases)
    return sp.Add(*(s * case for s, case in zip(is_case, cases, strict=True)))


def bounded(near: Behaviour, part: sp.Basic, values: Range | None, *, is_filled: bool) -> sp.Symbol | None:
    """Return the parameter that stands for a part; None if that has no bounds."""
    if values is None or set(values) & set(INFINITE):
        return None
    known = (s for s, swing in near.swings.items() if swing.part == part)
    s = next(known, None) or sp.Dummy("s", real=True, nonnegative=True if values[0].is_nonnegative else None)
    near.swings[s] = Swing(part, values, is_filled)
    return s


def _by_angle(near: Behaviour, f: type[sp.Expr], u: sp.Expr) -> sp.Expr:
    """Return sin(u) or cos(u) by those of the first angle that is no more than a finite limit away."""
    angles = [swing.part.args[0] for swing in near.swings.values() if isinstance(swing.part, sp.sin)]
    angle = next((v for v in angles if near.limit(u - v) not in (None, *INFINITE)), u)
    s, c = (bounded(near, g(angle, evaluate=False), (-sp.S.One, sp.S.One), is_filled=True) for g in (sp.sin, sp.cos))
    d = sp.expand(u - angle)
    return s * sp.cos(d) + c * sp.sin(d) if f is sp.sin else c * sp.cos(d) - s * sp.sin(d)


def bounds(near: Behaviour, c: sp.Expr) -> Range | None:
    """Return numbers between which an expression in bounded parameters is, by interval arithmetic."""
    if c in near.swings:
        return near.swings[c].range
    if not near.swings_in(c):
        return c, c
    if c.is_Pow and not c.exp.is_Rational:
        return bounds(near, sp.exp(c.exp * sp.log(c.base), evaluate=False))
    return image(near, c, [bounds(near, part) for part in (c.args[:1] if c.is_Pow else c.args)])


def enclosure(near: Behaviour, g: sp.Expr) -> Range | None:
    """Return the ends between which a part stays that goes up and down for ever; of 1/sin(u)^2 one is infinite."""
    if len(near.variables) > 1:
        return None
    if (c := near.tendency(g)) is not None:
        return bounds(near, c)
    if is_periodic(type(g)) or (g.is_Pow and not g.exp.is_Rational):
        return range_of(type(g))
    return image(near, g, [enclosure(near, part) for part in (g.args[:1] if g.is_Pow else g.args)])


def image(near: Behaviour, g: sp.Expr, found: Sequence[Range | None]) -> Range | None:
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
        return range_of(type(g)) if has_bounds(type(g)) else None  # with a parameter it is oo*a, which is no number
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


def sign_of_range(near: Behaviour, found: Range | None) -> int | None:
    """Return the sign of all of a range that stays away from 0; None if there is none."""
    signs = {near.sign(end) for end in found or (sp.S.Zero,)}
    return (signs.pop() or None) if len(signs) == 1 else None
