"""Indeterminate forms: methods for a limit that the laws leave open, 0/0, oo - oo, 0 · oo, sin(u) - sin(v) ...

A method is a function of what is known of the parts and of one expression. It mostly replaces the expression by another
with the same limit, and asks for that; it returns None if it does not apply. METHODS are tried in turn. Where a part
goes up and down for ever only `squeezed` and the two after it are, since the others assume a limit of every part.
Sources: l'Hôpital's rule and Stirling's formula as in Rudin, Principles of Mathematical Analysis (3rd ed., 1976),
theorems 5.13 and 8.22; Gruntz, On Computing Limits in a Symbolic Manipulation System (1996), for SymPy's limit.
"""

from collections.abc import Callable

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.functions import FormulaFunction
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.limits.behaviour import Assumption, GermBehaviour
from calc_cli.calculus.limits.known_limits import known_limit
from calc_cli.calculus.limits.laws import is_generic, limit_by_laws
from calc_cli.calculus.limits.numbers import INFINITE, number_or_none
from calc_cli.calculus.limits.oscillation import (
    bounds,
    exponential_of,
    is_bounded,
    is_restless,
    sign_of_range,
    without_close_pairs,
)
from calc_cli.errors import UnsupportedError

Method = Callable[[GermBehaviour, sp.Expr], sp.Expr | None]

_MOST_DERIVATIVES, _ROOM = 6, 30

_FAILS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    sp.PoleError,
)
"""SymPy's limit raises one of these when it does not know."""


# Where a part goes up and down for ever


def squeezed(near: GermBehaviour, g: sp.Expr) -> sp.Expr | None:
    """0 times what is bounded, infinity times what stays away from 0, or sin(u) - sin(v) with u - v -> 0."""
    if g.is_Add:
        rest = without_close_pairs(near, g)
        return None if rest == g else near.limit(rest)
    moving: list[sp.Expr] = []
    calm: list[sp.Expr] = []
    for factor in sp.Mul.make_args(g):
        (moving if is_restless(near, factor) else calm).append(factor)
    limit = near.limit(sp.Mul(*calm))
    if limit == 0 and all(is_bounded(near, factor) for factor in moving):
        return sp.S.Zero
    if limit in INFINITE:
        signs = [sign_of_range(near, bounds(near, factor)) for factor in moving]
        return limit * sp.Mul(*signs) if all(signs) else None
    written_out = sp.expand_mul(g)
    return near.limit(written_out) if written_out.is_Add else None


def by_largest_terms(near: GermBehaviour, g: sp.Expr) -> sp.Expr | None:
    """Replace factors such as x + sin x by their largest term: the quotient of the two tends to 1."""
    factors = [_with_base(factor, lambda u: _largest_term(near, u)) for factor in sp.Mul.make_args(g)]
    for other in (sp.Mul(*factors), tidy(g)):
        if other != g and sp.count_ops(other) < sp.count_ops(g):
            return near.limit(other)
    return None


def by_equivalents(near: GermBehaviour, g: sp.Expr) -> sp.Expr | None:
    """In a product, put u for sin u, e^u - 1 and the like where u -> 0: the quotient of the two tends to 1."""
    other = sp.Mul(*(_with_base(factor, lambda u: _equivalent(near, u)) for factor in sp.Mul.make_args(g)))
    return None if other == g else near.limit(other)


def _equivalent(near: GermBehaviour, g: sp.Expr) -> sp.Expr:
    known = known_limit(g)
    return g if known is None or near.limit(known.inner) != 0 else known.c * known.v


def _largest_term(near: GermBehaviour, g: sp.Expr) -> sp.Expr:
    """Return the term of a sum beside which all others vanish; `g` itself if there is none."""
    for term in g.args if g.is_Add else ():
        rest = [near.limit(other / term) for other in g.args if other is not term]
        if all(limit == 0 for limit in rest) and near.sign(term):
            return term
    return g


# Where no part does


def by_cancelled_factorials(near: GermBehaviour, g: sp.Expr) -> sp.Expr | None:
    """Write (n + 1)!/n! as n + 1."""
    other = sp.combsimp(g) if g.has(sp.factorial, sp.gamma) else g
    return near.limit(other) if sp.count_ops(other) < sp.count_ops(g) else None


def by_stirling(near: GermBehaviour, g: sp.Expr) -> sp.Expr | None:
    """In a product, sqrt(2 pi u) (u/e)^u may stand for u! as u -> oo: their quotient tends to 1. So with ln u!."""
    other = sp.Mul(*(_with_base(factor, lambda u: _stirling(near, u)) for factor in sp.Mul.make_args(g)))
    return None if other == g else near.limit(other)


def _stirling(near: GermBehaviour, g: sp.Expr) -> sp.Expr:
    inner = g.args[0] if isinstance(g, sp.log) else g
    if not isinstance(inner, sp.factorial | sp.gamma) or near.limit(inner.args[0]) is not sp.oo:
        return g
    u = inner.args[0]
    log = u * sp.log(u) - u + sp.log(2 * sp.pi * (u if isinstance(inner, sp.factorial) else 1 / u)) / 2
    return sp.expand(sp.expand_log(log)) if isinstance(g, sp.log) else sp.exp(log)


def by_derivatives(near: GermBehaviour, g: sp.Expr) -> sp.Expr | None:
    """Apply l'Hôpital's rule, as far as it does not make the quotient much longer."""
    top, bottom = sp.fraction(sp.together(g) if g.is_Add else g)
    if not near.varies(bottom) and g.is_Mul:  # 0 · oo
        bottom = 1 / sp.Mul(*(factor for factor in g.args if factor.is_algebraic_expr(near.t)))
        top = g * bottom
    longest = 2 * sp.count_ops(top) + _ROOM
    for _ in range(_MOST_DERIVATIVES):
        ends = limit_by_laws(near, top), limit_by_laws(near, bottom)
        if ends != (0, 0) and not (ends[0] in INFINITE and ends[1] in INFINITE):
            return None
        try:
            top, bottom = differentiate(top, near.t), differentiate(bottom, near.t)
        except UnsupportedError:
            return None
        if sp.count_ops(top) + sp.count_ops(bottom) > longest:
            return None
        if not (near.sign(bottom) or is_generic(near, near.limit(bottom))):
            return None
        limit = limit_by_laws(near, top / bottom)
        if limit is not None:
            return limit
        top, bottom = sp.fraction(top / bottom)
    return None


def by_growth(near: GermBehaviour, g: sp.Expr) -> sp.Expr | None:
    """Of a product of positive factors, add the logarithms: ln(x)^9/x is e^(9 ln ln x - ln x), and -ln x is largest."""
    if not g.is_Mul or not all(near.sign(factor) == 1 for factor in g.args):
        return None
    if not all(_has_plain_logarithm(near, factor.base if factor.is_Pow else factor) for factor in g.args):
        return None
    terms = sp.expand(sp.expand_log(sp.Add(*(_logarithm(factor) for factor in g.args))))
    largest = _largest_term(near, terms)
    is_hard = largest.is_Add and not largest.is_rational_function(near.t)
    growth = None if is_hard else near.limit(largest)
    return None if growth is None else exponential_of(growth)


def _has_plain_logarithm(near: GermBehaviour, g: sp.Expr) -> bool:
    """Return True if it helps to take the logarithm of g."""
    return g is near.t or isinstance(g, sp.exp | sp.log) or near.limit(g) != 0


def _logarithm(factor: sp.Expr) -> sp.Expr:
    """Return the logarithm of a positive power, in terms of that of its base."""
    if isinstance(factor, sp.exp):
        return factor.args[0]
    return factor.exp * sp.log(factor.base) if factor.is_Pow else sp.log(factor)


def _with_base(factor: sp.Expr, change: Callable[[sp.Expr], sp.Expr]) -> sp.Expr:
    """Return the factor b^n with another b, for a constant n."""
    return sp.Pow(change(factor.base), factor.exp) if factor.is_Pow and factor.exp.is_number else change(factor)


def by_sympy(near: GermBehaviour, g: sp.Expr) -> sp.Expr | None:
    """Take SymPy's limit (Gruntz's algorithm) where it is a real number or a signed infinity; it is no proof."""
    if g.has(AppliedUndef):
        return None
    g = g.replace(lambda part: isinstance(part, FormulaFunction), FormulaFunction.expanded)
    try:
        limit = sp.limit(g, near.t, 0, "+")
    except _FAILS:
        return None
    if limit.has(near.t, sp.nan, sp.zoo, sp.I, sp.AccumBounds, sp.Limit, sp.Order):
        return None
    if limit not in INFINITE:
        if limit.has(sp.oo, -sp.oo) or limit.is_extended_real is False:
            return None
        limit = number_or_none(limit)
    if limit is not None:
        near.assume(Assumption.SYMPY)
    return limit


PROOFS: tuple[Method, ...] = (by_cancelled_factorials, by_stirling, by_equivalents, by_derivatives, by_growth)
METHODS: tuple[Method, ...] = (*PROOFS, by_sympy)
METHODS_FOR_RESTLESS: tuple[Method, ...] = (squeezed, by_largest_terms, by_equivalents)
