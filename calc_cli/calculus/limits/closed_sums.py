"""Sums up to a variable written without the sum sign, so that a limit of them is one of a function: 1 + ... + n."""

import sympy as sp


def without_sums(e: sp.Expr, x: sp.Symbol) -> sp.Expr | None:
    """Replace each sum whose bounds hold `x` by its formula, for polynomial and geometric terms; None for others.

    The formula continues the sum to real x without going up and down between the integers, so it has the same limit.
    """
    for part in e.atoms(sp.Sum, sp.Product):
        if any(bound.has(x) for limits in part.limits for bound in limits[1:]):
            formula = _formula(part)
            if formula is None:
                return None
            e = e.xreplace({part: formula})
    return e


def _formula(part: sp.Expr) -> sp.Expr | None:
    body, (k, first, last), *more = part.args
    if more or not isinstance(part, sp.Sum):
        return None
    ratio = sp.powsimp(sp.combsimp(body.subs(k, k + 1) / body))
    if not (body.is_polynomial(k) or (ratio.is_number and ratio.is_positive)):
        return None
    found = sp.summation(body, (k, first, last))
    return None if found.has(sp.Sum, sp.Piecewise) else found
