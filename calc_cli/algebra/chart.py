"""Conditions on one variable solved by a sign chart: where may they change, and what holds in between.

The breakpoints are the roots of what is compared, found exactly for polynomials and for logarithms,
exponentials, powers and absolute values around them. Between two neighbours nothing changes, so one
point of each interval decides it. What has other roots (sin x) has no chart.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cmp_to_key
from itertools import pairwise

import mpmath
import sympy as sp
from sympy.core.relational import Relational

from calc_cli.algebra.evaluate import approximate, sign_at, truth_at, value_at
from calc_cli.algebra.exact import depth
from calc_cli.errors import UndefinedError, UnsupportedError

_MOST_DEGREE = 30

_MOST_DEPTH = 15
"""The ways to reach a root double with every function that is undone."""


class NoChartError(Exception):
    """The breakpoints are not found by the simple means of this module."""


@dataclass(frozen=True, slots=True)
class Chart:
    """`points` in order; `holds` for the intervals and points in turn, from the left: 2n + 1 of them for n points."""

    points: tuple[sp.Expr, ...]
    holds: tuple[bool, ...]

    def conditions(self, x: sp.Symbol) -> tuple[sp.Basic, ...]:
        """The set as conditions on x, all of which must hold: intervals first, then single points left out."""
        holes = [
            i for i in range(1, len(self.holds), 2) if self.holds[i - 1] and self.holds[i + 1] and not self.holds[i]
        ]
        filled = [hold or i in holes for i, hold in enumerate(self.holds)]
        left_out = tuple(sp.Ne(x, self.points[i // 2]) for i in holes)
        if all(filled):
            return left_out
        pieces = [self._piece(x, first, last) for first, last in _runs(filled)]
        within = pieces[0] if len(pieces) == 1 else (sp.Or(*(sp.And(*piece) for piece in pieces)),)
        return (*within, *left_out)

    def _piece(self, x: sp.Symbol, first: int, last: int) -> tuple[sp.Basic, ...]:
        """The cells from `first` to `last`, as bounds on x."""
        if first == last and first % 2:
            return (sp.Eq(x, self.points[first // 2]),)
        low = () if first == 0 else (self.points[(first - 1) // 2],)
        high = () if last == len(self.holds) - 1 else (self.points[last // 2],)
        below, above = (sp.Le if first % 2 else sp.Lt), (sp.Le if last % 2 else sp.Lt)
        if low and high:
            return (sp.And(below(low[0], x), above(x, high[0])),)
        return (*((sp.Ge if first % 2 else sp.Gt)(x, a) for a in low), *(above(x, b) for b in high))


def _runs(filled: Sequence[bool]) -> list[tuple[int, int]]:
    """First and last index of every run of True."""
    edges = [i for i, (a, b) in enumerate(pairwise([False, *filled, False])) if a != b]
    return [(a, b - 1) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def chart(conditions: Iterable[sp.Basic], x: sp.Symbol) -> Chart:
    """Where all the conditions hold. Raises NoChartError."""
    conditions = tuple(conditions)
    points = ordered({p for condition in conditions for p in breakpoints(condition, x)})
    cells = interleaved(points)
    return Chart(points, tuple(all(_holds(condition, x, at) for condition in conditions) for at in cells))


def _holds(condition: sp.Basic, x: sp.Symbol, at: sp.Expr) -> bool:
    try:
        found = truth_at(condition, {x: at})
    except UndefinedError:
        return False
    if found is None:
        raise NoChartError
    return found


def ordered(points: Iterable[sp.Expr]) -> tuple[sp.Expr, ...]:
    """Numbers in order, each once."""

    def compare(a: sp.Expr, b: sp.Expr) -> int:
        sign = sign_at(a - b, {})
        if sign is None:
            raise NoChartError
        return sign

    found: list[sp.Expr] = []
    for point in sorted(points, key=cmp_to_key(compare)):
        if not found or compare(found[-1], point):
            found.append(point)
    return tuple(found)


def interleaved(points: Sequence[sp.Expr]) -> list[sp.Expr]:
    """The points, with one of each interval between and around them, which is as simple as can be."""
    if not points:
        return [sp.S.Zero]
    cells = [sp.Integer(mpmath.floor(_near(points[0]))) - 1]
    for a, b in pairwise(points):
        cells += [a, _between(a, b)]
    return [*cells, points[-1], sp.Integer(mpmath.ceil(_near(points[-1]))) + 1]


def _near(point: sp.Expr) -> mpmath.mpf:
    try:
        return approximate(point, {}, 30)
    except (UndefinedError, UnsupportedError):
        raise NoChartError from None


def _between(a: sp.Expr, b: sp.Expr) -> sp.Expr:
    low, high = _near(a), _near(b)
    with mpmath.workprec(200):
        unit = sp.Integer(2) ** int(mpmath.ceil(1 - mpmath.log(high - low, 2)))
        step = max(unit, sp.S.One)
        return sp.Integer(mpmath.floor((low + high) / 2 * int(step))) / step if step > 1 else _integer(low, high)


def _integer(low: mpmath.mpf, high: mpmath.mpf) -> sp.Integer:
    """The integer of smallest size well between two numbers that are at least 2 apart."""
    first, last = int(mpmath.floor(low)) + 1, int(mpmath.ceil(high)) - 1
    return sp.Integer(0 if first <= 0 <= last else first if first > 0 else last)


def breakpoints(condition: sp.Basic, x: sp.Symbol) -> set[sp.Expr]:
    """Numbers between which the truth of the condition does not change."""
    if not condition.has(x):
        return set()
    if isinstance(condition, Relational):
        if max(depth(side, {}) for side in condition.args) > _MOST_DEPTH:
            raise NoChartError
        return roots(condition.lhs - condition.rhs, x)
    return set().union(*(breakpoints(part, x) for part in condition.args))


def roots(u: sp.Expr, x: sp.Symbol, target: sp.Expr = sp.S.Zero) -> set[sp.Expr]:
    """Where u = target, and where u stops being defined or continuous. Raises NoChartError."""
    if not u.has(x):
        return set()
    if u.free_symbols != {x}:
        raise NoChartError
    if u == x:
        return {target}
    if u.is_polynomial(x):
        return _polynomial_roots(u - target, x)
    rule = _ROOTS.get(type(u))
    if rule is None:
        raise NoChartError
    return rule(u, x, target)


def _sum_roots(u: sp.Add, x: sp.Symbol, target: sp.Expr) -> set[sp.Expr]:
    constant, rest = u.as_independent(x, as_Add=True)
    if not rest.is_Add:
        return roots(rest, x, target - constant)
    if not u.is_rational_function(x):
        raise NoChartError
    top, bottom = sp.fraction(sp.together(u - target))
    return roots(top, x) | roots(bottom, x)


def _product_roots(u: sp.Mul, x: sp.Symbol, target: sp.Expr) -> set[sp.Expr]:
    constant, rest = u.as_independent(x, as_Add=False)
    if not rest.is_Mul:
        return roots(rest, x, target / constant)
    if target.is_zero:
        return set().union(*(roots(factor, x) for factor in rest.args))
    if not u.is_rational_function(x):
        raise NoChartError
    top, bottom = sp.fraction(sp.together(u - target))
    return roots(top, x) | roots(bottom, x)


def _power_roots(u: sp.Pow, x: sp.Symbol, target: sp.Expr) -> set[sp.Expr]:
    base, n = u.args
    if base.has(x) and n.has(x):
        raise NoChartError
    sign = sign_at(target, {})
    if n.has(x):
        return roots(n, x, sp.log(target) / sp.log(base) if sign == 1 else sp.S.Zero)
    if sign is None:
        raise NoChartError
    found = roots(base, x)
    if sign == 1 or (sign == -1 and n.is_Rational and n.p % 2 and n.q % 2):
        try:
            size = value_at(sp.Pow(sign * target, 1 / n, evaluate=False), {})
        except (UndefinedError, UnsupportedError):
            raise NoChartError from None
        found = found | roots(base, x, sign * size)
        if n.is_Rational and n.p % 2 == 0:
            found = found | roots(base, x, -size)
    return found


def _exponential_roots(u: sp.Expr, x: sp.Symbol, target: sp.Expr) -> set[sp.Expr]:
    return roots(u.args[0], x, sp.log(target) if sign_at(target, {}) == 1 else sp.S.Zero)


def _logarithm_roots(u: sp.Expr, x: sp.Symbol, target: sp.Expr) -> set[sp.Expr]:
    return roots(u.args[0], x) | roots(u.args[0], x, sp.exp(target))


def _absolute_roots(u: sp.Expr, x: sp.Symbol, target: sp.Expr) -> set[sp.Expr]:
    return roots(u.args[0], x, target) | roots(u.args[0], x, -target)


_ROOTS = {
    sp.Add: _sum_roots,
    sp.Mul: _product_roots,
    sp.Pow: _power_roots,
    sp.exp: _exponential_roots,
    sp.log: _logarithm_roots,
    sp.Abs: _absolute_roots,
}


def _polynomial_roots(u: sp.Expr, x: sp.Symbol) -> set[sp.Expr]:
    if u.is_Mul:
        return set().union(*(_polynomial_roots(factor, x) for factor in u.args))
    if u.is_Pow and u.exp.is_Integer:
        return _polynomial_roots(u.base, x)
    if not u.has(x):
        return set()
    polynomial = sp.Poly(u, x)
    if polynomial.degree() > 2 and polynomial.domain.is_ZZ | polynomial.domain.is_QQ:
        if polynomial.degree() > _MOST_DEGREE:
            raise NoChartError
        return set().union(*(_factor_roots(factor) for factor, _ in polynomial.factor_list()[1]))
    return _factor_roots(polynomial)


def _factor_roots(p: sp.Poly) -> set[sp.Expr]:
    """The real roots of an irreducible polynomial, if radicals write them simply. A constant changes nowhere."""
    if p.degree() <= 0:
        return set()
    if p.degree() == 1:
        a, b = p.all_coeffs()
        return {-b / a}
    if p.degree() == 2:
        return _quadratic_roots(*p.all_coeffs())
    lead, *middle, last = p.all_coeffs()
    if any(middle):
        if not (p.domain.is_ZZ or p.domain.is_QQ) or p.count_roots():
            raise NoChartError
        return set()
    size = sp.Pow(abs(last / lead), sp.Rational(1, p.degree()))
    sign = sign_at(-last / lead, {})
    return {sign * size} if p.degree() % 2 else {size, -size} if sign == 1 else set()


def _quadratic_roots(a: sp.Expr, b: sp.Expr, c: sp.Expr) -> set[sp.Expr]:
    discriminant = sp.expand(b**2 - 4 * a * c)
    sign = sign_at(discriminant, {})
    if sign is None:
        raise NoChartError
    root = sp.sqrt(discriminant)
    return {sp.expand((-b + root) / (2 * a)), sp.expand((-b - root) / (2 * a))} if sign >= 0 else set()
