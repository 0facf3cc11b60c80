"""What the laws leave open where a part goes up and down for ever: squeezing, and factors that may stand for others.

A method is a function of what is known of the parts and of one expression. It mostly replaces the expression by another
with the same limit, and asks for that; it returns None if it does not apply. METHODS are tried in turn.
"""

from collections.abc import Callable

import sympy as sp

from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.limits.behaviour import GermBehaviour
from calc_cli.calculus.limits.known_limits import known_limit
from calc_cli.calculus.limits.numbers import INFINITE, number_or_none
from calc_cli.calculus.limits.oscillation import (
    bounds,
    is_bounded,
    is_restless,
    sign_of_range,
    without_close_pairs,
)

Method = Callable[[GermBehaviour, sp.Expr], sp.Expr | None]


def squeezed(near: GermBehaviour, g: sp.Expr) -> sp.Expr | None:
    """0 times what is bounded, infinity times what stays away from 0, or sin(u) - sin(v) with u - v -> 0."""
    if g.is_Add:
        rest = without_close_pairs(near, g)
        settled = sp.Add(*(term for term in g.args if not is_restless(near, term)))
        if rest == g and settled != 0:
            limits = near.limit(settled), near.limit(g - settled)
            return None if None in limits or set(limits) & set(INFINITE) else number_or_none(sp.Add(*limits))
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


def _with_base(factor: sp.Expr, change: Callable[[sp.Expr], sp.Expr]) -> sp.Expr:
    """Return the factor b^n with another b, for a constant n."""
    return sp.Pow(change(factor.base), factor.exp) if factor.is_Pow and factor.exp.is_number else change(factor)


METHODS: tuple[Method, ...] = (squeezed, by_largest_terms, by_equivalents)
