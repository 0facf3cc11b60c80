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
    FUNCTION,
    HYPERBOLIC,
    KINDS,
    SQUARES,
    C,
    S,
    of_one_angle,
    products_as_sums,
)
from calc_cli.calculus.integrals.basic import slope
from calc_cli.calculus.integrals.search import Search, Work, unfinished
from calc_cli.calculus.integrals.substitution import letter, substituted

Kinds = Sequence[type[sp.Function]]

_MOST_MULTIPLE = 12


def circular(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Integrate by Bioche's rules, if x occurs in circular, or only in hyperbolic functions of one angle."""
    kinds: Kinds = CIRCULAR if f.has(*CIRCULAR) else HYPERBOLIC
    found = of_one_angle(f, x, kinds, _MOST_MULTIPLE)
    if found is None or (found[1].is_polynomial(S, C) and len({e.args for e in f.atoms(*kinds)}) > 1):
        return None
    angle, g = found
    k, t = 1 if kinds is CIRCULAR else -1, [kind(angle) for kind in kinds]
    written = [g, *(h for h in (_even(g, C, 1 - k * S**2), _even(g, S, (1 - C**2) / k)) if h is not None)]
    polynomial = next((h for h in written if h.is_polynomial(S, C)), None)
    if polynomial is not None and (polynomial != g or f.has(*kinds[2:])):
        h = polynomial.xreplace({S: t[0], C: t[1]})
        return search.rewritten("write with sine and cosine", f, x, h)
    u = letter(search)
    for place, h in _substitutions(sp.together(g), u, angle, kinds):
        rule = "substitution of the half-angle" if place == kinds[2](angle / 2) else "substitution"
        work = substituted(search, f, x, u, place, h / slope(angle, x), rule=rule)
        if work is not None:
            return work
    return None


_REDUCED = {
    # function: what goes with the power less by two, its derivative's factor, and whether n - 2 of n - 1 come back
    sp.sec: (sp.tan, 1, True),
    sp.csc: (sp.cot, -1, True),
    sp.tan: (sp.tan, 1, False),
    sp.cot: (sp.cot, -1, False),
}


def reduced(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Integrate a power of a tangent, or an odd one of a secant, by that of the power less by two."""
    base, n = _one_power(f).as_base_exp()
    a = slope(base.args[0], x) if type(base) in _REDUCED else None
    if a is None or not n.is_Integer or n < 2:
        return None
    kind, sign, is_secant = _REDUCED[type(base)]
    if is_secant and n.is_even:
        return None
    known = sign * base ** (n - 2) * kind(base.args[0]) / ((n - 1) * a)
    factor = (n - 2) / (n - 1) if is_secant else sp.S.NegativeOne
    return search.reduced("reduction formula", f, x, known + factor * unfinished(base ** (n - 2), x))


def in_secants(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Write an even power of the tangent beside an odd one of the secant by the secant; cotangents likewise."""
    powers = dict(factor.as_base_exp() for factor in sp.Mul.make_args(f))
    for secant in (base for base in powers if isinstance(base, sp.sec | sp.csc)):
        tangent = _REDUCED[type(secant)][0](secant.args[0])
        n, m = powers[secant], powers.get(tangent, sp.S.Zero)
        if len(powers) == 2 and n.is_odd and m.is_even and m > 0 and n + m > 0:
            return search.rewritten("write with secants", f, x, sp.expand((secant**2 - 1) ** (m / 2) * secant**n))
    return None


def _one_power(f: sp.Expr) -> sp.Expr:
    """Return tan(u)^n for sin(u)^n/cos(u)^n, and cotangents likewise."""
    powers = {type(base): (base, n) for base, n in (factor.as_base_exp() for factor in sp.Mul.make_args(f))}
    if len(powers) == len(f.args) == 2 and powers.keys() == {sp.sin, sp.cos}:
        (sine, n), (cosine, m) = powers[sp.sin], powers[sp.cos]
        if sine.args == cosine.args and n == -m:
            return sp.tan(sine.args[0]) ** n if n.is_positive else sp.cot(sine.args[0]) ** m
    return f


def _substitutions(g: sp.Expr, u: sp.Symbol, angle: sp.Expr, kinds: Kinds) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """Yield what u stands for, and the integrand in it, in the order of Bioche's rules; r is S, C or 1/sqrt(1 + ku^2).

    A function of roots, which follows none of them, is tried with the tangent all the same.
    """
    k, r = 1 if kinds is CIRCULAR else -1, sp.Dummy("r")
    sine, cosine, tangent, *_ = kinds
    below = 1 + k * u**2
    rows = (
        # u               S               C                     dt/du       r^2
        (cosine(angle),   r,              u,                    -k / r,     k * (1 - u**2)),
        (sine(angle),     u,              r,                    1 / r,      1 - k * u**2),
        (tangent(angle),  u * r,          r,                    r**2,       1 / below),
    )  # fmt: skip
    for place, s, c, rate, square in rows[: 2 if g.is_polynomial(S, C) else 3]:
        if (h := _even(g.xreplace({S: s, C: c}) * rate, r, square)) is not None:
            yield place, h
    if not g.is_rational_function(S, C):
        h = sp.powdenest(g.xreplace({S: u / sp.sqrt(below), C: 1 / sp.sqrt(below)}) / below, force=True)
        yield tangent(angle), sp.factor_terms(sp.powsimp(sp.expand_mul(sp.expand_power_base(h, force=True))))
    if not g.is_polynomial(S, C):
        h = g.xreplace({S: 2 * u / below, C: (1 - k * u**2) / below}) * 2 / below
        yield tangent(angle / 2), sp.cancel(sp.together(h))


def _even(g: sp.Expr, s: sp.Symbol, square: sp.Expr) -> sp.Expr | None:
    """Return g, if it is even in s, with `square` for s^2; None if it is not."""
    g = sp.cancel(sp.together(g))
    is_even = sp.cancel(g - g.xreplace({s: -s})) == 0
    return sp.cancel(sp.together(g.xreplace({s: sp.sqrt(square)}))) if is_even else None


def linearized(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Write products and powers of sines and cosines as sums of those of multiples."""
    waves = [e for e in f.atoms(sp.sin, sp.cos) if e.has(x)]
    if not waves or not f.is_polynomial(*waves):
        return None
    g, rule = products_as_sums(f), "products of sines and cosines as sums"
    return None if g == f else search.termwise(rule, f, x, sp.Add.make_args(g))


def root_of_square(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Write 1 + cos t as 2 cos(t/2)^2 under a root, 1 - cos t, 1 + sin t, 1 - sin t likewise; 1 + tan^2 as sec^2."""
    roots = {p: half for p in f.atoms(sp.Pow) if p.exp.is_Rational and p.exp.q == 2 and (half := _square(p.base, x))}
    g = f.xreplace({p: a**p.exp * sp.Abs(wave) ** (2 * p.exp) for p, (a, wave) in roots.items()})
    return search.rewritten("root of a square", f, x, g)


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
    return (b * factor, FUNCTION[other](wave.args[0])) if p.degree() == 2 and a == -b * free else None
