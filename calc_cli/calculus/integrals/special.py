"""Integrals that are no elementary functions but have a name: erf, Ei, Si, Ci, Fresnel's.

Each follows from a quotient by a linear function or an exponent of degree 2:

    e^(ax + b)/(x + c)      e^(b - ac) Ei(a(x + c))
    sin(ax + b)/(x + c)     sin(b - ac) Ci|a(x + c)| + cos(b - ac) Si(a(x + c))
    e^(ax^2 + bx + c)       by completing the square, with erf for a < 0 and erfi for a > 0
    sin(ax^2 + bx + c)      likewise, with Fresnel's integrals

That there is no elementary antiderivative at all, Risch's algorithm may prove.

Source: DLMF 6.2, 7.2.
"""

from collections.abc import Callable

import sympy as sp
from sympy.integrals.heurisch import heurisch
from sympy.integrals.risch import NonElementaryIntegral, risch_integrate

from calc_cli.algebra.functions import sympy_class
from calc_cli.algebra.share import FAILURES, within
from calc_cli.calculus.integrals.basic import slope
from calc_cli.calculus.integrals.search import Search
from calc_cli.calculus.integrals.work import Work

_MOST_DEPTH = 2
"""So many methods may the search for coefficients rest on, which takes long."""

_SECONDS_OF_SEARCH, _SECONDS_OF_PROOF = 2.0, 1.0


def undetermined_coefficients(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Integrate as a sum of products of the functions in f with unknown coefficients: Risch and Norman's way."""
    free = sp.Dummy("x")  # of a real x SymPy would simplify moduli in between
    found = _asked(heurisch, f.xreplace({x: free}), free, _SECONDS_OF_SEARCH) if search.depth <= _MOST_DEPTH else None
    if found is None:
        return None
    result = found.replace(sp.log, lambda u: sp.log(sp.Abs(u))).xreplace({free: x})
    return Work("undetermined coefficients", f, x, result)


def is_proved_not_elementary(f: sp.Expr, x: sp.Symbol) -> bool:
    """Return True if Risch's algorithm, as SymPy has it, proves that no elementary function has the derivative f."""
    return isinstance(_asked(risch_integrate, f, x, _SECONDS_OF_PROOF), NonElementaryIntegral)


def _asked(method: Callable[..., sp.Expr | None], f: sp.Expr, x: sp.Symbol, seconds: float) -> sp.Expr | None:
    def work() -> sp.Expr | None:
        try:
            return method(f, x)
        except FAILURES:
            return None

    return within(seconds, work)


def special(_: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Integrate by a higher function."""
    factors = [factor for factor in sp.Mul.make_args(f) if factor.has(x)]
    if len(factors) == 1:
        result = _of_square(factors[0], x)
        return None if result is None else Work("higher function", f, x, f / factors[0] * result)
    if len(factors) != 2:
        return None
    for function, divisor in (factors, factors[::-1]):
        a = slope(1 / divisor, x)
        if a is not None and (result := _over_linear(function, sp.expand(1 / divisor / a), x)) is not None:
            return Work("higher function", f, x, f * divisor**-1 / function / a * result)
    return None


def _over_linear(function: sp.Expr, below: sp.Expr, x: sp.Symbol) -> sp.Expr | None:
    """Return an antiderivative of the function of ax + b over x + c."""
    if not isinstance(function, sp.exp | sp.sin | sp.cos | sp.sinh | sp.cosh):
        return None
    argument = function.args[0]
    a = slope(argument, x)
    if a is None:
        return None
    inner = a * below
    shift = sp.expand(argument - inner)
    if isinstance(function, sp.exp):
        return sp.exp(shift) * sympy_class("Ei")(inner)
    if isinstance(function, sp.sinh | sp.cosh):
        plus, minus = (sp.exp(s * shift) * sympy_class("Ei")(s * inner) / 2 for s in (1, -1))
        if shift == 0 and isinstance(function, sp.sinh):
            return sympy_class("Shi")(inner)
        return plus + minus if isinstance(function, sp.cosh) else plus - minus
    sine, cosine = sympy_class("Si")(inner), sympy_class("Ci")(sp.Abs(inner))
    if isinstance(function, sp.sin):
        return sp.sin(shift) * cosine + sp.cos(shift) * sine
    return sp.cos(shift) * cosine - sp.sin(shift) * sine


def _of_square(function: sp.Expr, x: sp.Symbol) -> sp.Expr | None:
    """Return an antiderivative of the function of a polynomial of degree 2."""
    if not isinstance(function, sp.exp | sp.sin | sp.cos):
        return None
    argument = function.args[0]
    if not argument.is_polynomial(x) or sp.degree(argument, x) != 2:
        return None
    a, b, c = (sp.Poly(argument, x).nth(i) for i in (2, 1, 0))
    shift = sp.cancel(c - b**2 / (4 * a))
    is_negative = bool(a.is_negative or a.could_extract_minus_sign())
    size = -a if is_negative else a
    inner = sp.sqrt(size) * (x + b / (2 * a))
    if isinstance(function, sp.exp):
        kind = sp.erf if is_negative else sp.erfi
        return sp.exp(shift) * sp.sqrt(sp.pi) / (2 * sp.sqrt(size)) * kind(sp.expand(inner))
    sign = -1 if is_negative else 1
    u = sp.expand(inner * sp.sqrt(2 / sp.pi))
    s, t = (sp.sqrt(sp.pi / (2 * size)) * kind(u) for kind in (sp.fresnels, sp.fresnelc))
    if isinstance(function, sp.sin):
        return sign * (sp.cos(shift) * s + sign * sp.sin(shift) * t)
    return sp.cos(shift) * t - sign * sp.sin(shift) * s
