"""What sums of positive terms that grow without end are asymptotically equal to: 1 + 1/2 + ... + 1/n to ln n.

If the quotient of a term a(n) and the one before goes to q > 1, the sum is equal to a(n) q/(q - 1), as a geometric one
is. If q = 1, let (g a)' / a go to c > 0 for g = n, n ln n or n ln n ln ln n; then g a/c has the differences a, and by
the theorem of Stolz and Cesaro the sum is equal to it: for 1/n c is 0 with g = n, and 1 with g = n ln n. Where c < 0,
or q is in (-1, 1), the sum converges.
"""

from collections.abc import Mapping

import sympy as sp

from calc_cli.algebra.evaluate import evaluator
from calc_cli.calculus.limits.neighbourhood import Approach, Neighbourhood
from calc_cli.calculus.limits.numbers import sign_of_number
from calc_cli.calculus.limits.one_sided import limit_by_algebra
from calc_cli.calculus.limits.sums import formula_up_to, integral_of_terms, sums_up_to


class NoGrowthError(Exception):
    """A sum converges, or it is not known how it grows; the arguments are what that depends on the signs of."""


class AlternatingError(NoGrowthError):
    """The terms of a sum have one sign and the other in turn, and grow like a geometric sequence at least."""


def asymptotically(f: sp.Expr, n: sp.Symbol) -> sp.Expr:
    """Return a product of constant powers of sums up to n and others, by what the sums are asymptotically equal to.

    Raises NoGrowthError.
    """
    grown: Mapping[sp.Expr, sp.Expr | None] = {
        part: _equal(part, n) if isinstance(part, sp.Sum) else formula_up_to(part, n) for part in sums_up_to(f, n)
    }
    powers = [factor.as_base_exp() for factor in sp.Mul.make_args(f)]
    are_powers = all(not u.has(n) if base in grown else not sums_up_to(base**u, n) for base, u in powers)
    if None in grown.values() or not are_powers:
        raise NoGrowthError
    return f.xreplace(grown)


def _equal(part: sp.Sum, n: sp.Symbol) -> sp.Expr:
    body, (k, first, last), *more = part.args
    if not more and body.has(n):
        return _integral(part, n)
    if more or first.has(n):
        raise NoGrowthError
    a = evaluator().value(asymptotically(body, k))
    q = _limit(sp.gammasimp(sp.combsimp(a.xreplace({k: k + 1}) / a)), k)
    signs = {e: sign_of_number(e) for e in (q - 1, q + 1)}
    if signs[q + 1] == -1:
        raise AlternatingError
    if None in signs.values() or signs[q - 1] == -1:
        raise NoGrowthError(*(e for e, sign in signs.items() if sign is None))
    far = Neighbourhood(Approach(k, sp.oo, -1))
    if far.germs.sign(far.germ(a)) != 1:
        raise NoGrowthError(*far.germs.open)
    grown = _like_powers(a, k) if signs[q - 1] == 0 else a if q is sp.oo else a * q / (q - 1)
    return grown.xreplace({k: last})


def _integral(part: sp.Sum, n: sp.Symbol) -> sp.Expr:
    """Return the integral of terms f(k, n) that fall or rise in k: the sum is off by no more than an outer term."""
    body, (k, *ends) = part.args
    positive = {s: sp.Dummy(s.name, positive=True) for s in (k, n)}
    whole = integral_of_terms(part, n)
    are_signs_known = all(sp.factor(e.xreplace(positive)).is_nonzero for e in (body, sp.diff(body, k)))
    is_monotone = are_signs_known and ends[0].xreplace(positive).is_nonnegative
    if whole and is_monotone and all(_limit(body.xreplace({k: end}) / whole, n) == 0 for end in ends):
        return whole
    raise NoGrowthError


def _like_powers(a: sp.Expr, k: sp.Symbol) -> sp.Expr:
    """Return what the sum is equal to if the quotients of the terms go to 1."""
    for g in (k, k * sp.log(k), k * sp.log(k) * sp.log(sp.log(k))):
        c = _limit(sp.expand(sp.diff(g * a, k) / a), k)
        sign = sign_of_number(c)
        if c is sp.oo:
            return a**2 / sp.diff(a, k)
        if sign == 1:
            return g * a / c
        if sign != 0:
            raise NoGrowthError(*(() if sign else (c,)))
    raise NoGrowthError


def _limit(e: sp.Expr, k: sp.Symbol) -> sp.Expr:
    found = limit_by_algebra(e, Approach(k, sp.oo, -1))
    if found.exact_limit is None:
        raise NoGrowthError(*found.open)
    return found.exact_limit
