"""The real roots of a function of one variable, exactly, where undoing one function after another finds them.

x^2 = 9 is x = 3 or x = -3, e^u = 5 is u = ln 5, a product is 0 where a factor is, and polynomials have rational roots
or radicals. Found as well is where the function is not defined or jumps: together these are all places at which its
sign can change. What has other roots (sin x) is left to algebra/roots.py.
"""

from collections.abc import Callable, Iterable
from functools import cmp_to_key

import sympy as sp
from sympy.core.relational import Relational

from calc_cli.algebra.evaluate import sign_at, value_at
from calc_cli.algebra.functions import WITH_CASES, cases_of
from calc_cli.errors import UndefinedError, UnsupportedError, raised_as

_MOST_DEGREE = 30
_MOST_OPERATIONS = 150
_MOST_PARTS = 4
"""Of so many moduli, maxima and the like all cases are looked at."""

BY_CASES = (sp.Abs, sp.sign, *WITH_CASES)
"""What has one formula here and another there, so that it may be 0 on an interval."""


class NotExactError(Exception):
    """The numbers, or their order, are not found exactly."""


def ordered(points: Iterable[sp.Expr]) -> tuple[sp.Expr, ...]:
    """Numbers in order, each once."""

    def compare(a: sp.Expr, b: sp.Expr) -> int:
        sign = sign_at(a - b, {})
        if sign is None:
            raise NotExactError
        return sign

    found: list[sp.Expr] = []
    for point in sorted(points, key=cmp_to_key(compare)):
        if not found or compare(found[-1], point):
            found.append(point)
    return tuple(found)


def exact_roots(u: sp.Expr, x: sp.Symbol, target: sp.Expr = sp.S.Zero) -> set[sp.Expr]:
    """Where u = target, and where u stops being defined or continuous. Raises NotExactError."""
    if not u.has(x):
        return set()
    if u.free_symbols != {x}:
        raise NotExactError
    if u == x:
        return {target}
    if u.is_polynomial(x):
        return _polynomial_roots(u - target, x)
    rule = _ROOTS.get(type(u))
    if rule is None:
        raise NotExactError
    return rule(u, x, target)


def _sum_roots(u: sp.Add, x: sp.Symbol, target: sp.Expr) -> set[sp.Expr]:
    constant, rest = u.as_independent(x, as_Add=True)
    return _rational_roots(u, x, target) if rest.is_Add else exact_roots(rest, x, target - constant)


def _product_roots(u: sp.Mul, x: sp.Symbol, target: sp.Expr) -> set[sp.Expr]:
    constant, rest = u.as_independent(x, as_Add=False)
    if not rest.is_Mul:
        return exact_roots(rest, x, target / constant)
    if target.is_zero:
        return set().union(*(exact_roots(factor, x) for factor in rest.args))
    return _rational_roots(u, x, target)


def _rational_roots(u: sp.Expr, x: sp.Symbol, target: sp.Expr) -> set[sp.Expr]:
    if not u.is_rational_function(x):
        return _radical_roots(u - target, x)
    top, bottom = sp.fraction(sp.together(u - target))
    return exact_roots(top, x) | exact_roots(bottom, x)


def _radical_roots(u: sp.Expr, x: sp.Symbol) -> set[sp.Expr]:
    """Where u = a + b sqrt(c) is 0, a^2 - b^2 c is as well, in which there is a root less."""
    if pieces := [part for part in u.atoms(*BY_CASES) if part.has(x)]:
        return _case_roots(u, x, min(pieces, key=lambda part: (part.count_ops(), str(part))))
    roots = [p for p in u.atoms(sp.Pow) if p.exp.is_Rational and p.exp.q == 2 and p.has(x)]
    if not roots or u.count_ops() > _MOST_OPERATIONS:
        raise NotExactError
    c, r = max(roots, key=lambda p: (p.base.count_ops(), str(p))).base, sp.Dummy()
    top, bottom = sp.fraction(sp.together(u.xreplace({p: r ** (2 * p.exp) for p in roots if p.base == c})))
    if not (top.is_polynomial(r) and bottom.is_polynomial(r) and sp.degree(top, r) <= _MOST_DEGREE):
        raise NotExactError
    found = exact_roots(c, x)
    for part in (top, bottom):
        terms = sp.Poly(part, r).terms()
        a, b = (sp.Add(*(k * c ** (n // 2) for (n,), k in terms if n % 2 == odd)) for odd in (0, 1))
        found = found | exact_roots(sp.expand(a**2 - b**2 * c), x)
    return found


def _case_roots(u: sp.Expr, x: sp.Symbol, part: sp.Expr) -> set[sp.Expr]:
    """Where u is 0 if a modulus, or a maximum, in it is one of its values, or where that changes over to that."""
    if u.count_ops() > _MOST_OPERATIONS or len(u.atoms(*BY_CASES)) > _MOST_PARTS:
        raise NotExactError
    found: set[sp.Expr] = set()
    for value, condition in cases_of(part):
        found |= exact_roots(u.xreplace({part: value}), x)
        found |= set().union(*(exact_roots(seam.lhs - seam.rhs, x) for seam in condition.atoms(Relational)))
    return found


def _power_roots(u: sp.Pow, x: sp.Symbol, target: sp.Expr) -> set[sp.Expr]:
    base, n = u.args
    if base.has(x) and n.has(x):
        raise NotExactError
    sign = sign_at(target, {})
    if n.has(x):
        return exact_roots(n, x, sp.log(target) / sp.log(base) if sign == 1 else sp.S.Zero)
    if sign is None:
        raise NotExactError
    found = exact_roots(base, x)
    if sign == 1 or (sign == -1 and n.is_Rational and n.p % 2 and n.q % 2):
        with raised_as(NotExactError(), UndefinedError, UnsupportedError):
            size = value_at(sp.Pow(sign * target, 1 / n, evaluate=False), {})
        found = found | exact_roots(base, x, sign * size)
        if n.is_Rational and n.p % 2 == 0:
            found = found | exact_roots(base, x, -size)
    return found


_ROOTS: dict[type[sp.Basic], Callable[[sp.Expr, sp.Symbol, sp.Expr], set[sp.Expr]]] = {
    sp.Add: _sum_roots,
    sp.Mul: _product_roots,
    sp.Pow: _power_roots,
    sp.exp: lambda u, x, c: exact_roots(u.args[0], x, sp.log(c) if sign_at(c, {}) == 1 else sp.S.Zero),
    sp.log: lambda u, x, c: exact_roots(u.args[0], x) | exact_roots(u.args[0], x, sp.exp(c)),
    **dict.fromkeys(BY_CASES, lambda u, x, c: _case_roots(u - c, x, u)),
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
            raise NotExactError
        return set().union(*(_factor_roots(factor) for factor, _ in polynomial.factor_list()[1]))
    return _factor_roots(polynomial)


def _factor_roots(p: sp.Poly) -> set[sp.Expr]:
    """Return the real roots of an irreducible polynomial, if radicals write them simply. A constant changes nowhere."""
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
            raise NotExactError
        return set()
    size = sp.Pow(abs(last / lead), sp.Rational(1, p.degree()))
    sign = sign_at(-last / lead, {})
    return {sign * size} if p.degree() % 2 else {size, -size} if sign == 1 else set()


def _quadratic_roots(a: sp.Expr, b: sp.Expr, c: sp.Expr) -> set[sp.Expr]:
    discriminant = sp.expand(b**2 - 4 * a * c)
    sign = sign_at(discriminant, {})
    if sign is None:
        raise NotExactError
    root = sp.sqrt(discriminant)
    return {sp.expand((-b + root) / (2 * a)), sp.expand((-b - root) / (2 * a))} if sign >= 0 else set()
