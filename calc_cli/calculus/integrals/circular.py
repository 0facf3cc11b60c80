"""Functions of sines and cosines, circular or hyperbolic, of whole multiples of one angle t = ax + b.

With S and C for sine and cosine of t, C^2 + k S^2 = 1, where k is 1 for circular and -1 for hyperbolic ones. What is
odd in S becomes rational by u = C, what is odd in C by u = S, what stays as it is when both change their signs by
u = S/C, and all else by u = tan(t/2), for which

    S = 2u/(1 + k u^2),   C = (1 - k u^2)/(1 + k u^2),   dt = 2 du/(1 + k u^2).

These are Bioche's rules. Sines and cosines that are multiplied only are written as a sum of those of multiples.
"""

from collections.abc import Iterator, Sequence

import sympy as sp

from calc_cli.algebra.identities import (
    CIRCULAR,
    HYPERBOLIC,
    KINDS,
    SQUARES,
    greatest_common,
    of_multiple,
    products_as_sums,
)
from calc_cli.calculus.integrals.basic import rewritten, slope, termwise
from calc_cli.calculus.integrals.search import Search
from calc_cli.calculus.integrals.substitution import letter, substituted
from calc_cli.calculus.integrals.work import Work, unfinished

Kinds = Sequence[type[sp.Function]]

_S, _C = sp.Dummy("S", real=True), sp.Dummy("C", real=True)
_MOST_MULTIPLE = 12


def circular(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Integrate by Bioche's rules, if x occurs in circular, or only in hyperbolic functions of one angle."""
    kinds: Kinds = CIRCULAR if f.has(*CIRCULAR) else HYPERBOLIC
    angle, g = _of_one_angle(f, x, kinds)
    if angle is None or (g.is_polynomial(_S, _C) and len({e.args for e in f.atoms(*kinds)}) > 1):
        return None
    waves = [kind(angle) for kind in kinds]
    k = 1 if kinds is CIRCULAR else -1
    written = [g, *(h for h in (_even(g, _C, 1 - k * _S**2), _even(g, _S, (1 - _C**2) / k)) if h is not None)]
    polynomial = next((h for h in written if h.is_polynomial(_S, _C)), None)
    if polynomial is not None and (polynomial != g or f.has(*kinds[2:])):
        h = polynomial.xreplace({_S: waves[0], _C: waves[1]})
        return rewritten(search, f, x, "write with sine and cosine", h)
    for u, place, h in _substitutions(search, sp.together(g), angle, kinds):
        rule = "substitution of the half-angle" if place == kinds[2](angle / 2) else "substitution"
        work = substituted(search, f, x, u, place, h / slope(angle, x), rule=rule)
        if work is not None:
            return work
    return None


def _of_one_angle(f: sp.Expr, x: sp.Symbol, kinds: Kinds) -> tuple[sp.Expr | None, sp.Expr]:
    """Return the angle and f by S and C of it; None and f if x occurs elsewhere."""
    angle = _angle(f, x, kinds)
    if angle is None:
        return None, f
    g = f.xreplace({e: _by_sine_and_cosine(e, angle, x) for e in f.atoms(*kinds) if e.has(x)})
    return (None, f) if g.has(x) else (angle, g)


_REDUCED = {
    # function: what goes with the power less by two, its derivative's factor, and whether n - 2 of n - 1 come back
    sp.sec: (sp.tan, 1, True),
    sp.csc: (sp.cot, -1, True),
    sp.tan: (sp.tan, 1, False),
    sp.cot: (sp.cot, -1, False),
}


def reduced(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Integrate a power of a tangent, or an odd one of a secant, by that of the power less by two."""
    base, n = f.as_base_exp()
    a = slope(base.args[0], x) if type(base) in _REDUCED else None
    if a is None or not n.is_Integer or n < 2:
        return None
    kind, sign, is_secant = _REDUCED[type(base)]
    if is_secant and n.is_even:
        return None
    known = sign * base ** (n - 2) * kind(base.args[0]) / ((n - 1) * a)
    factor = (n - 2) / (n - 1) if is_secant else sp.S.NegativeOne
    rest = search.find(base ** (n - 2), x)
    if rest is None:
        return None
    becomes = known + factor * unfinished(rest.integrand, x)
    return Work("reduction formula", f, x, known + factor * rest.result, (rest,), becomes=becomes)


def _by_sine_and_cosine(function: sp.Expr, angle: sp.Expr, x: sp.Symbol) -> sp.Expr:
    """Return a function of n t + c by S and C of the angle t, itself if n is no small whole number."""
    n = sp.cancel(sp.diff(function.args[0], x) / sp.diff(angle, x))
    if not n.is_Integer or abs(n) > _MOST_MULTIPLE:
        return function
    return of_multiple(type(function), int(n), sp.expand(function.args[0] - n * angle), _S, _C)


def _angle(f: sp.Expr, x: sp.Symbol, kinds: Kinds) -> sp.Expr | None:
    """Return the angle of which the others are whole multiples, but for a constant."""
    angles = sorted({e.args[0] for e in f.atoms(*kinds) if e.has(x)}, key=sp.default_sort_key)
    slopes = [a for angle in angles if (a := slope(angle, x)) is not None]
    if not angles or len(slopes) < len(angles):
        return None
    ratios = [sp.cancel(a / slopes[0]) for a in slopes]
    if not all(ratio.is_Rational for ratio in ratios):
        return None
    common = greatest_common(ratios)
    for angle, ratio in zip(angles, ratios, strict=True):
        if ratio == common:
            return angle
    return sp.expand(common * slopes[0]) * x


def _substitutions(
    search: Search, g: sp.Expr, angle: sp.Expr, kinds: Kinds
) -> Iterator[tuple[sp.Symbol, sp.Expr, sp.Expr]]:
    """Yield a new variable, what it stands for, and the integrand in it, in the order of Bioche's rules."""
    u, k = letter(search), 1 if kinds is CIRCULAR else -1
    sine, cosine, tangent, *_ = kinds
    if (h := _even(g / (-k * _S), _S, (1 - _C**2) / k)) is not None:
        yield u, cosine(angle), h.xreplace({_C: u})
    if (h := _even(g / _C, _C, 1 - k * _S**2)) is not None:
        yield u, sine(angle), h.xreplace({_S: u})
    if g.is_polynomial(_S, _C):
        return
    below = 1 + k * u**2
    if (h := _even(g.xreplace({_S: u * _C}) * _C**2, _C, 1 / below)) is not None:
        yield u, tangent(angle), h
    if not g.is_rational_function(_S, _C):
        h = sp.powdenest(g.xreplace({_S: u / sp.sqrt(below), _C: 1 / sp.sqrt(below)}) / below, force=True)
        yield u, tangent(angle), sp.factor_terms(sp.powsimp(sp.expand_mul(sp.expand_power_base(h, force=True))))
    h = g.xreplace({_S: 2 * u / below, _C: (1 - k * u**2) / below}) * 2 / below
    yield u, tangent(angle / 2), sp.cancel(sp.together(h))


def _even(g: sp.Expr, s: sp.Symbol, square: sp.Expr) -> sp.Expr | None:
    """Return g, if it is even in s, with `square` for s^2; None if it is not."""
    roots = [p for p in g.atoms(sp.Pow) if p.base.has(s) and not p.exp.is_Integer]
    inner = {p: _even(p.base, s, square) for p in roots}
    if None in inner.values():
        return None
    hidden = {p: sp.Dummy() for p in roots}
    g = g.xreplace(hidden)
    if not g.is_rational_function(s):
        return None
    above, below = (sp.Poly(part, s) for part in sp.fraction(sp.cancel(sp.together(g))))
    parities = {m % 2 for p in (above, below) for (m,) in p.monoms()}
    if len(parities) > 1:
        return None
    odd = parities.pop()
    above, below = (sum(c * square ** ((m - odd) // 2) for (m,), c in p.terms()) for p in (above, below))
    return sp.cancel(sp.together(above / below)).xreplace({hidden[p]: u**p.exp for p, u in inner.items()})


def linearized(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Write products and powers of sines and cosines as sums of those of multiples."""
    waves = [e for e in f.atoms(sp.sin, sp.cos) if e.has(x)]
    if not waves or not f.is_polynomial(*waves):
        return None
    g = products_as_sums(f)
    rule = "products of sines and cosines as sums"
    return termwise(search, f, x, rule, g.args) if g.is_Add and g != f else rewritten(search, f, x, rule, g)


def root_of_square(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Write 1 + cos t as 2 cos(t/2)^2 under a root, 1 - cos t, 1 + sin t, 1 - sin t likewise; 1 + tan^2 as sec^2."""
    roots = {p: half for p in f.atoms(sp.Pow) if p.exp.is_Rational and p.exp.q == 2 and (half := _square(p.base, x))}
    g = f.xreplace({p: a**p.exp * sp.Abs(wave) ** (2 * p.exp) for p, (a, wave) in roots.items()})
    return rewritten(search, f, x, "root of a square", g)


def _square(base: sp.Expr, x: sp.Symbol) -> tuple[sp.Expr, sp.Expr] | None:
    """Return a and w with a w^2 for the base: 2a and cos(t/2) for a (1 + cos t), a and sec t for a (1 + tan^2 t)."""
    waves = [wave for wave in base.atoms(*CIRCULAR, *HYPERBOLIC) if wave.has(x)]
    if len(waves) != 1 or not base.is_polynomial(*waves):
        return None
    (wave,) = waves
    p = sp.Poly(base, wave)
    a, b = p.nth(0), p.LC()
    if len(p.monoms()) != 2 or a == 0 or abs(a) != abs(b):
        return None
    if p.degree() == 1 and a.is_positive and isinstance(wave, sp.sin | sp.cos):
        angle = wave.args[0] - (sp.pi / 2 if isinstance(wave, sp.sin) else 0)
        return 2 * a, (sp.cos if b == a else sp.sin)(sp.expand(angle / 2))
    free, factor, other = SQUARES[KINDS[type(wave)]]  # w^2 is free + factor g^2
    other_wave = next(kind for kind, name in KINDS.items() if name == other)(wave.args[0])
    return (b * factor, other_wave) if p.degree() == 2 and a == -b * free else None
