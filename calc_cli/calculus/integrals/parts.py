"""Integration by parts: the integral of u dv is u v less that of v du.

What becomes simpler when it is differentiated is u: a logarithm, an inverse function, an error function, then a power
of x before sines, cosines and exponentials. The constant in v is free: with u = ln(x + 1) and dv = dx, v = x + 1 leaves
nothing to do.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

import sympy as sp

from calc_cli.algebra.functions import record_of, symbol
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.integrals.basic import elementary_sum
from calc_cli.calculus.integrals.search import Letters, Search, Work, unfinished

_SIMPLER = {
    "log", "asin", "acos", "atan", "acot", "asec", "acsc", "asinh", "acosh", "atanh", "acoth", "asech", "acsch",
    "erf", "erfc", "erfi", "Ei", "Si", "Ci", "Shi", "li", "fresnels", "fresnelc",
}  # fmt: skip
"""Functions whose derivatives are simpler than they are."""

_WAVES = (sp.exp, sp.sin, sp.cos, sp.sinh, sp.cosh)
"""Functions whose second derivatives are multiples of them, if the argument is linear."""


def by_parts(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Integrate by parts, of a sum one term, so that what remains of it goes together with the others."""
    if any(factor.is_Add and not factor.is_polynomial(x) for factor in sp.Mul.make_args(f) if factor != f):
        return None  # to be multiplied out
    for term in sp.Add.make_args(f):
        waves = [] if term == f else [factor for factor in sp.Mul.make_args(term) if isinstance(factor, _WAVES)]
        choices = chain(_choices(term), _divisors(term, x), _powers(term, x), ((term / w, w) for w in waves))
        most = None if term == f else sp.count_ops(f)
        work = _chosen(search, f, x, choices, term, lambda rest: most is None or sp.count_ops(rest) < most)  # noqa: B023
        if work is not None:
            return work
    return None


def logarithm(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Integrate a power of x, or of its root, times one of a logarithm by parts."""
    base, exponent = f.xreplace(dict.fromkeys(f.atoms(sp.log), sp.S.One)).as_base_exp()
    return _chosen(search, f, x, _choices(f), f, lambda _: True) if base == x and exponent != -1 else None


def without_divisor(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Integrate by parts where that leaves nothing below: of x e^x/(x + 1)^2, with u = x e^x."""
    return _chosen(search, f, x, _divisors(f, x), f, lambda rest: not sp.denom(rest).has(x))


def _chosen(
    search: Search,
    f: sp.Expr,
    x: sp.Symbol,
    choices: Iterable[tuple[sp.Expr, sp.Expr]],
    term: sp.Expr,
    is_simpler: Callable[[sp.Expr], bool],
) -> Work | None:
    """Integrate a term of f by parts, with the first u and dv whose remaining integral is simpler, and found."""
    for u, dv in choices:
        inner = search.find(dv, x) if u.has(x) and not dv.has(sp.Integral) else None
        if inner is None:
            continue
        du = tidy(differentiate(u, x))
        for v in _with_constants(inner.result, du, x):
            product = sp.factor_terms(v) * sp.factor_terms(du)
            rest = sp.factor_terms(sp.powsimp(sp.expand_mul(v * du))) if v.is_Add else product
            rest = _simplified(rest - (f - term), x)
            if not is_simpler(rest):
                continue
            becomes, letters = u * v - unfinished(rest, x), _letters(x, u, v)
            if (work := search.reduced("integration by parts", f, x, becomes, letters, aside=inner)) is not None:
                return work
    return None


def expanded(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Multiply out, if then the terms, or one by parts, are integrated without higher functions."""
    g = sp.expand_mul(sp.expand_multinomial(f))
    if g == f or not g.is_Add:
        return None
    inner = elementary_sum(search, g, x) or by_parts(search, g, x)
    return None if inner is None else Work("multiply out", f, x, inner.result, (inner,), becomes=unfinished(g, x))


def twice_by_parts(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Integrate u dv with u'' = c u and v the integral of an integral of dv that is a multiple of it.

    The integral comes back with a factor c, so that it is found as the solution of a linear equation.
    """
    factors = [factor for factor in sp.Mul.make_args(f) if factor.has(x)]
    if len(factors) != 2 or not all(isinstance(e, _WAVES) or (e.is_Pow and not e.base.has(x)) for e in factors):
        return None
    dv, u = sorted(factors, key=lambda factor: not (factor.is_Pow or isinstance(factor, sp.exp)))
    du, inner = differentiate(u, x), search.find(dv, x)
    again = None if inner is None else search.find(inner.result, x)
    if inner is None or again is None:
        return None
    v, w = inner.result, again.result
    c = sp.cancel(differentiate(du, x) * w / (u * dv))
    if c.has(x) or c == 1:
        return None
    result = (u * v - du * w) / (1 - c)
    a, du = du.as_independent(x, as_Add=False)
    once = du * w - c / a * unfinished(f, x)
    back = Work("integration by parts", du * v, x, once, letters=_letters(x, du, w))
    becomes, letters = u * v - a * unfinished(du * v, x), _letters(x, u, v)
    return Work("integration by parts, twice", f, x, result, (back,), letters, becomes, aside=inner, comes_back=True)


def _letters(x: sp.Symbol, u: sp.Expr, v: sp.Expr) -> Letters:
    """Return the letters u and v with what they stand for; p and q if x has one of these names."""
    p, q = map(symbol, ("p", "q") if x.name in ("u", "v") else ("u", "v"))
    return (p, u), (q, v)


def _simplified(rest: sp.Expr, x: sp.Symbol) -> sp.Expr:
    if rest.has(sp.tan):
        rest = sp.expand(rest.replace(sp.sec, lambda u: sp.Pow(1 + sp.tan(u) ** 2, sp.S.Half)))
    return sp.cancel(rest) if rest.is_rational_function(x) else sp.powsimp(rest)


def _choices(f: sp.Expr) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """Yield for u what is simpler differentiated, and the factor of dx in dv."""
    for factor in sp.Mul.make_args(f):
        base, exponent = factor.as_base_exp()
        record = record_of(type(base))
        if record is not None and record.name in _SIMPLER and exponent.is_Integer and exponent > 0:
            yield factor, f / factor


def _divisors(f: sp.Expr, x: sp.Symbol) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """Yield for dv a power below, with the derivative of its base."""
    for divisor in sp.Mul.make_args(sp.denom(f)) if f.is_Mul else ():
        base, exponent = divisor.as_base_exp()
        if exponent.is_Rational and exponent > 1 and base.has(x):
            dv = differentiate(base, x) / divisor
            yield sp.cancel(f / dv) if f.is_rational_function(x) else sp.powsimp(sp.factor_terms(f / dv)), dv


def _powers(f: sp.Expr, x: sp.Symbol) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """Yield for u what is left of e^(x^2) and the like with its own derivative, then the polynomial in f."""
    factors = sp.Mul.make_args(f)
    is_exponential = False
    for factor in factors if len(factors) > 1 else ():
        if isinstance(factor, sp.exp) and (inner := factor.args[0]).is_polynomial(x) and sp.degree(inner, x) > 1:
            u, is_exponential = sp.cancel(f / factor / sp.diff(inner, x)), True
            if u.is_polynomial(x) or not (f / factor).is_polynomial(x):
                yield u, sp.diff(inner, x) * factor
    polynomial = sp.Mul(*(factor for factor in factors if factor.is_polynomial(x)))
    if polynomial.has(x) and polynomial != f and not is_exponential:
        yield polynomial, f / polynomial


def _with_constants(v: sp.Expr, du: sp.Expr, x: sp.Symbol) -> Iterator[sp.Expr]:
    """Yield v, before it with the constant that makes v du simple: a divisor of du also divides v."""
    if v.is_polynomial(x):
        for divisor in sp.Mul.make_args(sp.denom(sp.together(du))):
            base, exponent = divisor.as_base_exp()
            if exponent.is_Integer and base.is_polynomial(x) and 0 < sp.degree(base, x) <= sp.degree(v, x):
                rest = sp.rem(v, base, x)
                if not rest.has(x) and rest != 0:
                    yield sp.factor(v - rest)
    yield v
