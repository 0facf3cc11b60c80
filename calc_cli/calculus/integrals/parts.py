"""Integration by parts: the integral of u dv is u v less that of v du.

What becomes simpler when it is differentiated is u: a logarithm, an inverse function, an error function, then a power
of x before sines, cosines and exponentials. The constant in v is free: with u = ln(x + 1) and dv = dx, v = x + 1 leaves
nothing to do.
"""

from collections.abc import Iterator

import sympy as sp

from calc_cli.algebra.functions import record_of, symbol
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.integrals.search import Search
from calc_cli.calculus.integrals.work import Work, unfinished

_SIMPLER = {
    "log", "asin", "acos", "atan", "acot", "asec", "acsc", "asinh", "acosh", "atanh", "acoth", "asech", "acsch",
    "erf", "erfc", "erfi", "Ei", "Si", "Ci", "Shi", "li", "fresnels", "fresnelc",
}  # fmt: skip
"""Functions whose derivatives are simpler than they are."""


def by_parts(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Integrate by parts."""
    for u, dv in _choices(f, x):
        if dv.has(sp.Integral) or not u.has(x):
            continue
        inner = search.find(dv, x)
        if inner is None:
            continue
        du = tidy(differentiate(u, x))
        for v in _with_constants(inner.result, du, x):
            rest = sp.factor_terms(sp.powsimp(sp.expand_mul(v * du))) if v.is_Add else v * du
            rest = _simplified(rest, x)
            if rest == 0:
                return _work(f, x, u, v, du, (inner,), u * v)
            remaining = search.find(rest, x)
            if remaining is not None:
                return _work(f, x, u, v, du, (inner, remaining), u * v - remaining.result)
    return None


def _work(
    f: sp.Expr, x: sp.Symbol, u: sp.Expr, v: sp.Expr, du: sp.Expr, parts: tuple[Work, ...], result: sp.Expr
) -> Work:
    first, second = map(symbol, ("p", "q") if x.name in ("u", "v") else ("u", "v"))
    letters = ((first, u), (second, v))
    return Work("integration by parts", f, x, result, parts, letters, u * v - unfinished(v * du, x))


def _simplified(rest: sp.Expr, x: sp.Symbol) -> sp.Expr:
    return sp.cancel(rest) if rest.is_rational_function(x) else sp.powsimp(rest)


def _choices(f: sp.Expr, x: sp.Symbol) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """Yield u and the factor of dx in dv."""
    factors = sp.Mul.make_args(f)
    for factor in factors:
        base, exponent = factor.as_base_exp()
        record = record_of(type(base))
        if record is not None and record.name in _SIMPLER and exponent.is_Integer and exponent > 0:
            yield factor, f / factor
    if len(factors) < 2:
        return
    for divisor in sp.Mul.make_args(sp.denom(f)):
        base, exponent = divisor.as_base_exp()
        if exponent.is_Rational and exponent > 1 and base.has(x):
            dv = differentiate(base, x) / divisor
            yield sp.cancel(f / dv) if f.is_rational_function(x) else sp.powsimp(sp.factor_terms(f / dv)), dv
    for factor in factors:
        if isinstance(factor, sp.exp) and (inner := factor.args[0]).is_polynomial(x) and sp.degree(inner, x) > 1:
            yield sp.cancel(f / factor / sp.diff(inner, x)), sp.diff(inner, x) * factor
    polynomial = sp.Mul(*(factor for factor in factors if factor.is_polynomial(x)))
    if polynomial.has(x) and polynomial != f:
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
