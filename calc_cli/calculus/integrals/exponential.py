"""Exponentials: of one kind, which a substitution makes rational, and polynomials times waves that grow.

The integral of p(x) e^(zx) with a polynomial p is e^(zx) (p/z - p'/z^2 + p''/z^3 - ...), for complex z as well: with
z = a + bi, its real and imaginary part are the integrals of p e^(ax) cos bx and p e^(ax) sin bx.
"""

from math import gcd, lcm

import sympy as sp

from calc_cli.algebra.identities import HYPERBOLIC, products_as_sums
from calc_cli.calculus.integrals.basic import rewritten, slope, termwise
from calc_cli.calculus.integrals.search import Search
from calc_cli.calculus.integrals.substitution import letter, substituted
from calc_cli.calculus.integrals.work import Work

_MOST_TERMS = 40
_MOST_PARTS = 3


def exponential_in_one(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Substitute u = e^(ax), if x occurs in whole multiples of one exponent only."""
    g = f.rewrite(sp.exp) if f.has(*HYPERBOLIC) else f
    exponents = {e: n for e in g.atoms(sp.Pow, sp.exp) if (n := _exponent(e, x)) is not None}
    slopes = {e: a for e, n in exponents.items() if (a := slope(n, x)) is not None}
    if not slopes or len(slopes) < len(exponents):
        return None
    first = min(slopes.values(), key=sp.default_sort_key)
    ratios = {e: sp.cancel(a / first) for e, a in slopes.items()}
    if not all(ratio.is_Rational for ratio in ratios.values()):
        return None
    q = lcm(*(int(ratio.q) for ratio in ratios.values()))
    unit = sp.Rational(gcd(*(int(ratio * q) for ratio in ratios.values())), q)
    a = first * unit * (-1 if first.could_extract_minus_sign() else 1)
    u = letter(search, positive=True)
    by_u = {e: sp.exp(sp.expand(n - slopes[e] * x)) * u ** sp.cancel(slopes[e] / a) for e, n in exponents.items()}
    h = g.xreplace(by_u)
    return substituted(search, f, x, u, sp.exp(a * x), sp.powsimp(sp.factor_terms(sp.together(h / (a * u)))))


def _exponent(e: sp.Expr, x: sp.Symbol) -> sp.Expr | None:
    """Return the exponent of an exponential with the base e."""
    base, exponent = e.as_base_exp()
    if base.has(x) or not exponent.has(x):
        return None
    return sp.expand(exponent * sp.log(base))


def growing_wave(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Integrate sums of p(x) e^(ax) cos(bx + c) and p(x) e^(ax) sin(bx + c)."""
    if not f.has(sp.sin, sp.cos, sp.exp, *HYPERBOLIC):
        return None
    if _is_for_parts(f, x):
        return None
    g = sp.expand(f.rewrite(sp.exp)) if f.has(*HYPERBOLIC) and f.has(sp.exp, sp.sin, sp.cos) else f
    waves = g.atoms(sp.sin, sp.cos)
    if not g.is_polynomial(*waves) and not g.has(sp.exp):
        return None
    g = sp.powsimp(products_as_sums(g) if waves else sp.expand(g))
    terms = sp.Add.make_args(g)
    if len(terms) > _MOST_TERMS:
        return None
    results = [_of_term(term, x) for term in terms]
    if None in results:
        return None
    result = sp.Add(*(part for part in results if part is not None))
    if len(terms) > 1 and g != f:
        rule = "products of sines and cosines as sums" if waves and g != sp.expand(f) else "multiply out"
        return termwise(search, f, x, rule, list(terms))
    return Work("integration by parts, again and again", f, x, result)


def _is_for_parts(f: sp.Expr, x: sp.Symbol) -> bool:
    """Return True for x^2 e^x and its like, which are integrated by parts a few times."""
    powers = [factor for factor in sp.Mul.make_args(f) if factor.is_polynomial(x)]
    others = [factor for factor in sp.Mul.make_args(f) if not factor.is_polynomial(x)]
    is_one = len(others) == 1 and isinstance(others[0], sp.exp | sp.sin | sp.cos)
    return is_one and 0 < sp.degree(sp.Mul(*powers), x) <= _MOST_PARTS


def _of_term(term: sp.Expr, x: sp.Symbol) -> sp.Expr | None:
    """Return an antiderivative of p(x) e^(ax + d) cos(bx + c), or of that with a sine, or without either."""
    polynomial, growth, wave = sp.S.One, sp.S.Zero, None
    for factor in sp.Mul.make_args(term):
        if factor.is_polynomial(x):
            polynomial *= factor
        elif isinstance(factor, sp.exp):
            growth += factor.exp
        elif isinstance(factor, sp.sin | sp.cos) and wave is None:
            wave = factor
        else:
            return None
    a = sp.S.Zero if growth == 0 else slope(growth, x)
    b = sp.S.Zero if wave is None else slope(wave.args[0], x)
    if a is None or b is None or (a == 0 and b == 0):
        return None
    size = a**2 + b**2
    real, imaginary = a / size, -b / size  # of 1/z, then of its powers with a sign
    factor_real, factor_imaginary = real, imaginary
    above, beside = sp.S.Zero, sp.S.Zero
    p, sign = polynomial, 1
    while p != 0:
        above += sign * p * factor_real
        beside += sign * p * factor_imaginary
        factor_real, factor_imaginary = (
            sp.cancel(factor_real * real - factor_imaginary * imaginary),
            sp.cancel(factor_real * imaginary + factor_imaginary * real),
        )
        p, sign = sp.diff(p, x), -sign
    above, beside = (sp.factor_terms(sp.cancel(part)) for part in (above, beside))
    if wave is None:
        return above * sp.exp(growth)
    cosine, sine = sp.cos(wave.args[0]), sp.sin(wave.args[0])
    both = above * cosine - beside * sine if isinstance(wave, sp.cos) else above * sine + beside * cosine
    return sp.exp(growth) * both


def as_exponentials(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Write powers with x in the exponent, and hyperbolic functions beside exponentials, by e."""
    g = f.replace(
        lambda e: e.is_Pow and not e.base.has(x) and e.exp.has(x) and e.base is not sp.E,
        lambda e: sp.exp(e.exp * sp.log(e.base)),
    )
    if g.has(sp.exp) and g.has(*HYPERBOLIC):
        g = sp.expand(g.rewrite(sp.exp))
    return rewritten(search, f, x, "write with e", g)
