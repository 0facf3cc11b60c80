"""The sign of an expression for all small t > 0: by its factors, its limit, its leading term or its derivatives.

Only where none of these tells the sign does the sign at many small t stand in, which is an assumption.
"""

import mpmath
import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.evaluate import approximate
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.limits.behaviour import Assumption, GermBehaviour
from calc_cli.calculus.limits.laws import leading_term, limit_by_laws
from calc_cli.calculus.limits.numbers import sign_of_number
from calc_cli.calculus.limits.oscillation import bounds, is_restless, sign_of_range
from calc_cli.errors import UndefinedError, UnsupportedError

_PROBES = tuple(sp.Rational(1000 + 577 * k, 2003 * 7 ** (2 * k + 3)) for k in range(10)) + tuple(
    sp.Rational(1, 11 ** (2**k)) for k in range(5, 8)
)
"""Small t at which a sign is sampled where no law tells it."""

_MOST_DERIVATIVES = 6


def sign_for_small_t(near: GermBehaviour, g: sp.Expr) -> int | None:
    """Return -1, 0 or 1; None if the sign is not known, or not the same for all small t."""
    if not g.has(near.t):
        return sign_of_number(g)
    if g.is_Mul:
        signs = [near.sign(factor) for factor in g.args]
        return None if None in signs else int(sp.prod(signs))
    if g.is_Pow and g.exp.is_Rational:
        base = near.sign(g.base)
        return base if base is None or g.exp.p % 2 else base * base
    if g.is_rational_function(near.t):
        return near.sign(leading_term(near, g)[0])
    if not g.is_Add and g.is_positive:  # of sums SymPy finds it slowly
        return 1
    limit = limit_by_laws(near, g)
    if limit is not None and (sign := near.sign(limit)):
        return sign
    if limit is None and is_restless(near, g) and (sign := sign_of_range(near, bounds(near, g))):
        return sign
    sign = _sign_by_derivatives(near, g) if limit == 0 else None
    return _sampled_sign(near, g) if sign is None else sign


def _sign_by_derivatives(near: GermBehaviour, g: sp.Expr) -> int | None:
    """If g, g', ... tend to 0 and the next derivative to c, g has the sign of c (mean value theorem)."""
    for _ in range(_MOST_DERIVATIVES):
        try:
            g = differentiate(g, near.t)
        except UnsupportedError:
            return None
        limit = limit_by_laws(near, g)
        if limit != 0 or not g.has(near.t):
            return None if limit is None else near.sign(limit) or None
    return None


def _sampled_sign(near: GermBehaviour, g: sp.Expr) -> int | None:
    if g.free_symbols != {near.t} or g.has(AppliedUndef):
        return None
    signs = set()
    for t in _PROBES:
        try:
            signs.add(int(mpmath.sign(approximate(g, {near.t: t}, 5, quick=True))))
        except UnsupportedError:
            continue
        except UndefinedError:
            return None
        if len(signs) > 1 or 0 in signs:
            return None
    if not signs:
        return None
    near.assume(Assumption.SAMPLED_SIGN)
    return signs.pop()
