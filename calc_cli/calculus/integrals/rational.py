"""Rational functions: polynomial division, partial fractions, Hermite's reduction of repeated factors.

A multiple of q' over q gives a logarithm of q. Of a linear numerator over a q of degree 2 such a multiple is split off;
what is left gives, with the square completed, an inverse tangent, or where q has real roots two logarithms. A q of
higher degree is taken apart over the real numbers, if its roots can be written with square roots or as points of a
circle: a pair of conjugate roots a + bi, a - bi with the residues c and its conjugate gives

    Re(c) ln((x - a)^2 + b^2) - 2 Im(c) arctan((x - a)/b).

If the roots are not seen, Rothstein and Trager's way finds the residues alone: of x^6 - 5x^4 + 5x^2 + 4, say.

Source: M. Bronstein, Symbolic Integration I, 2nd edition, 2005, sections 2.2, 2.4 and 2.8.
"""

from collections.abc import Sequence

import sympy as sp
from sympy.integrals.rationaltools import ratint, ratint_ratpart

from calc_cli.algebra.evaluate import sign_at
from calc_cli.algebra.functions import absolute, symbol
from calc_cli.calculus.integrals.basic import slope
from calc_cli.calculus.integrals.search import CONSTANT_FACTOR, POWER, Search, Work, unfinished
from calc_cli.calculus.integrals.substitution import derivative_divides, letter, substituted

_REDUCTION = "reduction of a repeated factor"

_MOST_DEGREE = 12

_HIGH = 3
"""A power so high is not multiplied out where a substitution does it."""

_MOST_ROOTS = 2

_MOST_BY_FRACTIONS = 6
"""A rational antiderivative is found without partial fractions if the degree is higher."""


def rational(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Integrate a rational function of x."""
    if not f.is_rational_function(x) or not f.has(x):
        return None
    field = _field(f, x)
    p, q = (sp.Poly(part, x, **field) for part in sp.fraction(sp.cancel(sp.together(f))))
    if q.degree() == 0:
        return _of_polynomial(search, f, x)
    if p.degree() < q.degree():
        return _proper(search, p, q, f)
    whole, rest = sp.div(p, q)
    if rest.is_zero:
        return _of_polynomial(search, f, x)
    fraction = sp.factor_terms(rest.as_expr() / q.as_expr())
    return search.termwise("polynomial division", f, x, (whole.as_expr(), fraction))


def _field(f: sp.Expr, x: sp.Symbol) -> dict[str, bool]:
    """Return that polynomials with the few roots in f for coefficients are to be factored over their field.

    SymPy does not factor them otherwise, so that an integral after Euler's substitution with sqrt(2) would be lost.
    """
    roots = [p for p in f.atoms(sp.Pow) if p.is_number and not p.exp.is_Integer]
    is_simple = 0 < len(roots) <= _MOST_ROOTS and all(p.base.is_Rational and p.exp.is_Rational for p in roots)
    return {"extension": True} if is_simple and f.free_symbols == {x} else {}


def _of_polynomial(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    if any(p.exp >= _HIGH and p.base.is_Add for p in f.atoms(sp.Pow)) and (found := derivative_divides(search, f, x)):
        return found
    p = sp.Poly(sp.cancel(f), x)
    for base in (e.base for e in f.atoms(sp.Pow) if e.exp > _HIGH and slope(e.base, x) not in (None, e.base / x)):
        u = letter(search)
        g = sp.expand(f.subs(x, (u - base.subs(x, 0)) / slope(base, x)) / slope(base, x))
        if len(sp.Add.make_args(g)) < len(p.terms()):
            return substituted(search, f, x, u, base, g)
    if sp.expand(f) == f:
        return Work(POWER, f, x, p.integrate(x).as_expr())
    return search.rewritten("multiply out" if f.is_polynomial(x) else "polynomial division", f, x, p.as_expr())


def _proper(search: Search, p: sp.Poly, q: sp.Poly, f: sp.Expr) -> Work | None:
    x = p.gen
    content, inner = sp.primitive(q.as_expr())
    ratio = sp.cancel(p.as_expr() / sp.diff(inner, x))
    if not ratio.has(x) and q.degree() > 1:
        u = letter(search, positive=q.degree() == 2 and _is_definite(q) and bool(q.LC().is_positive))
        return substituted(search, f, x, u, inner, ratio / (content * u))
    return derivative_divides(search, f, x) or _by_factors(search, p, q, f)


def _by_factors(search: Search, p: sp.Poly, q: sp.Poly, f: sp.Expr) -> Work | None:
    x = p.gen
    _, factors = q.factor_list()
    base, _ = factors[0]
    if max(factor.degree() for factor, _ in factors) > 2 and (work := _scaled(search, [q for q, _ in factors], f)):
        return work
    is_repeated = any(multiple > 1 for _, multiple in factors)
    known, rest = ratint_ratpart(p, q, x) if is_repeated else (sp.S.Zero, f)
    if rest == 0 and q.degree() > _MOST_BY_FRACTIONS:
        return Work(_REDUCTION, f, x, sp.factor_terms(known))
    if len(factors) > 1 or base.degree() == 1:
        terms = sp.Add.make_args(sp.apart(p.as_expr() / q.as_expr(), x, **_field(f, x)))
        if len(terms) == 1:
            return search.rewritten("factor", f, x, sp.factor_terms(terms[0]))
        if (work := search.termwise("partial fractions", f, x, terms)) is not None:
            return work
    if is_repeated:
        return search.reduced(_REDUCTION, f, x, sp.factor_terms(known) + unfinished(sp.cancel(rest), x))
    if len(factors) > 1:
        return None
    if base.degree() == 2:
        return _over_quadratic(search, p, q, f)
    result = _over_the_reals(p, q)
    return None if result is None else Work("factors over the real numbers", f, x, result)


def _scaled(search: Search, factors: Sequence[sp.Poly], f: sp.Expr) -> Work | None:
    """Substitute x = k u where that leaves no letter but in a factor: of 1/(a^5 + x^5), k is a."""
    x, u = factors[0].gen, letter(search)
    for q in factors:
        (n,), (low,) = q.monoms() if len(q.monoms()) == 2 else ((0,), (0,))
        ratio = q.nth(low) / q.LC()
        k = sp.Pow(-ratio if ratio.could_extract_minus_sign() else ratio, sp.Rational(1, max(n - low, 1)))
        g = sp.factor(f.subs(x, k * u) * k)
        if k.free_symbols and g.as_independent(u, as_Add=False)[1].free_symbols == {u}:
            return substituted(search, f, x, u, x / k, g)
    return None


def _over_quadratic(search: Search, p: sp.Poly, q: sp.Poly, f: sp.Expr) -> Work | None:
    """Integrate p/q, p linear and q = ax^2 + bx + c; with letters, as if 4ac - b^2 were positive."""
    x = q.gen
    a, b, c = q.all_coeffs()
    multiple = p.nth(1) / (2 * a)
    if multiple != 0:
        below = q.as_expr()
        terms = multiple * (sp.diff(below, x) / below), sp.cancel(p.nth(0) - multiple * b) / below
        return search.termwise("split the numerator", f, x, terms)
    if b != 0 or a.is_Add:
        u, (n, inner) = letter(search), sp.primitive(2 * a * x + b)
        g = sp.cancel(2 * n * p.as_expr() / (n**2 * u**2 + sp.factor(4 * a * c - b**2)))
        return substituted(search, f, x, u, inner, g, rule="complete the square")
    factor, square = p.as_expr() / a, sp.cancel(c / a)
    if factor != 1:
        return search.reduced(CONSTANT_FACTOR, f, x, factor * unfinished(1 / (x**2 + square), x))
    taken = {*search.letters, *(letter.name for letter in f.free_symbols)}
    name = next(name for name in ("a", "k", "m", "A") if name not in taken)
    if _is_definite(q):
        rule, k = f"integral of 1/(x^2 + {name}^2)", sp.sqrt(square)
        result = sp.atan(x / k) / k
    else:
        rule, k = f"integral of 1/(x^2 - {name}^2)", sp.sqrt(-square)
        above, below = (sp.log(absolute(sp.primitive(x + sign * k)[1])) for sign in (-1, 1))
        result = (above - below) / (2 * k)
    return Work(rule, f, x, result, letters=((symbol(name), k),))


def _is_definite(q: sp.Poly) -> bool:
    """Return True if ax^2 + bx + c has no real zero; with letters, unless it is seen to have one."""
    a, b, c = q.all_coeffs()
    gap = sp.factor(4 * a * c - b**2)
    return sign_at(gap, {}) == 1 if gap.is_number else not gap.is_negative


def _over_the_reals(p: sp.Poly, q: sp.Poly) -> sp.Expr | None:
    """Integrate p/q by the roots of q, which occur once each; where these are not seen, by Rothstein and Trager."""
    x = q.gen
    if q.degree() > _MOST_DEGREE or q.free_symbols - {x}:
        return None
    roots = (
        _of_biquadratic(q) or _of_binomial(q) or [_simple(root) for root in sp.roots(q, quartics=False, cubics=False)]
    )
    if len(roots) < q.degree():
        found = ratint(p.as_expr() / q.as_expr(), x)
        return None if found.has(sp.RootSum) else found.replace(sp.log, lambda u: sp.log(absolute(u)))
    result, slope = sp.S.Zero, q.diff(x)
    for root in roots:
        a, b = map(_simple, root.as_real_imag())
        sign = sign_at(b, {})
        residue = _simple(p.as_expr().subs(x, root) / slope.as_expr().subs(x, root))
        real, imaginary = map(_simple, residue.as_real_imag())
        if sign == 0:
            result += real * sp.log(absolute(x - a))
        elif sign == 1:  # the other root of the pair is below the real line
            square = sp.expand(x**2 - 2 * a * x + _simple(sp.expand(a**2 + b**2)))
            result += real * sp.log(square) - 2 * imaginary * sp.atan(sp.expand((x - a) * _simple(1 / b)))
    return result


def _of_biquadratic(q: sp.Poly) -> list[sp.Expr]:
    """Return the roots of x^4 + bx^2 + c with b^2 < 4c, written with real roots, which SymPy does not."""
    a, c3, b, c1, c = (q.nth(i) for i in (4, 3, 2, 1, 0))
    if q.degree() != 4 or c3 or c1 or b**2 >= 4 * a * c:
        return []
    root = sp.sqrt(c / a)
    real, imaginary = (sp.sqrtdenest(sp.sqrt((2 * root - sign * b / a) / 4)) for sign in (1, -1))
    return [s * real + t * sp.I * imaginary for s in (1, -1) for t in (1, -1)]


def _of_binomial(q: sp.Poly) -> list[sp.Expr]:
    """Return the roots of ax^n + b with an even n, on a circle; of an odd n SymPy's are shorter."""
    n, a, b = q.degree(), q.LC(), q.nth(0)
    if len(q.terms()) > 2 or b == 0 or n % 2:
        return []
    size, start = sp.Pow(abs(b / a), sp.Rational(1, n)), 1 if b / a > 0 else 0
    angles = (sp.pi * (start + 2 * k) / n for k in range(n))
    return [size * (sp.cos(angle) + sp.I * sp.sin(angle)) for angle in angles]


def _simple(number: sp.Expr) -> sp.Expr:
    return sp.radsimp(sp.sqrtdenest(sp.expand(sp.expand_complex(number))))
