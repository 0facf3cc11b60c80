"""Whether a series converges, and for which x a power series does.

Of terms without their signs, b_n, the ratio b_(n+1)/b_n goes to r: the series converges where r < 1, and does not where
r > 1. Where r is 1, n b'/b goes to -p and (n b'/b + p) ln n to -q as they do for n^(-p) ln(n)^(-q), with which b_n is
compared. Terms of alternating signs that decrease to 0 have a sum in any case (Leibniz).
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

import sympy as sp

from calc_cli.calculus.limits.neighbourhood import Approach
from calc_cli.calculus.limits.one_sided import limit_by_algebra
from calc_cli.errors import UnsupportedError

Convergence = Literal["absolutely", "conditionally", "not"]


@cache
def convergence(term: sp.Expr, n: sp.Symbol) -> Convergence:
    """Return how the sum of the terms converges. Raises UnsupportedError if that is not known."""
    are_alternating, b = _without_signs(term, n)
    ratio = _limit(sp.gammasimp(sp.combsimp(b.xreplace({n: n + 1}) / b)), n)
    if ratio != 1:
        return "absolutely" if ratio < 1 else "not"
    speed = sp.cancel(sp.simplify(n * sp.diff(b, n) / b))
    p = -_limit(speed, n)
    q = -_limit((speed + p) * sp.log(n), n) if p in (0, 1) else sp.S.Zero
    if p > 1 or (p == 1 and q > 1):
        return "absolutely"
    slowest = {(1, 1): b * n * sp.log(n), (0, 0): b if are_alternating else sp.S.One}.get((p, q), sp.S.One)
    if _limit(slowest, n) == 0:  # 1/(n ln(n) ln(ln(n))^2), (-1)^n/ln(ln(n))
        raise UnsupportedError("whether this converges is not known")
    return "conditionally" if are_alternating and (p > 0 or q > 0) else "not"


@dataclass(frozen=True, slots=True)
class PowerSeries:
    """The sum of the terms, of a power of x: it converges between `low` and `high`."""

    term: sp.Expr
    n: sp.Symbol
    x: sp.Symbol
    low: sp.Expr
    high: sp.Expr

    @property
    def radius(self) -> sp.Expr:
        return (self.high - self.low) / 2

    def converges(self, place: sp.Expr) -> bool:
        """Return True if it does at a place, which may be an end. Raises UnsupportedError if that is not known."""
        if place in (self.low, self.high) and self.low != self.high:
            return convergence(sp.powsimp(self.term.xreplace({self.x: place})), self.n) != "not"
        return place == self.low or bool(self.low < place < self.high)


def power_series(term: sp.Expr, n: sp.Symbol) -> PowerSeries | None:
    """Return where a series converges whose terms have the factor (a x + b)^(k n + m); None if they have not."""
    letters = term.free_symbols - {n}
    if len(letters) != 1:
        return None
    (x,) = letters
    factors = [factor.as_base_exp() for factor in sp.Mul.make_args(sp.powsimp(term)) if factor.has(x)]
    if len(factors) != 1:
        return None
    base, exponent = factors[0]
    slope, k = sp.diff(base, x), sp.diff(exponent, n)
    if not (slope.is_number and slope != 0 and k.is_positive):
        return None
    b = _without_signs(term / base**exponent, n)[1]
    ratio = _limit(sp.gammasimp(sp.combsimp(b.xreplace({n: n + 1}) / b)), n)
    radius = sp.S.Infinity if ratio == 0 else ratio ** (-1 / k) / abs(slope)
    center = sp.solve(base, x)[0]
    return PowerSeries(term, n, x, center - radius, center + radius)


def _without_signs(term: sp.Expr, n: sp.Symbol) -> tuple[bool, sp.Expr]:
    """Return whether the signs alternate, and the terms without. Raises UnsupportedError if they change otherwise."""
    turns, b = sp.S.Zero, sp.S.One
    for factor in sp.Mul.make_args(sp.powsimp(term)):
        base, exponent = factor.as_base_exp()
        is_turning = base.is_negative and exponent.has(n)
        turns += sp.diff(exponent, n) if is_turning else 0
        b *= (-base) ** exponent if is_turning else abs(factor) if factor.is_number else factor
    if b.has(sp.cos, sp.sin) or any(e.base.is_negative for e in b.atoms(sp.Pow) if e.exp.has(n)):
        raise UnsupportedError("the signs of the terms are not known")
    return turns % 2 == 1, b


def _limit(e: sp.Expr, n: sp.Symbol) -> sp.Expr:
    found = limit_by_algebra(e, Approach(n, sp.oo, -1)).exact_limit
    if found is None:
        raise UnsupportedError("whether this converges is not known")
    return found
