"""Quotients of analytic functions whose numerator vanishes wherever the divisor does: they have a limit.

Near a point where N and D are analytic, let D be a product of powers P^m of distinct factors with a gradient there. On
each curve P = 0 let N be 0, with its derivatives up to the (m-1)-th across the curve. Then P^m divides N as a power
series (Hadamard's lemma), and so does D, since power series factor uniquely: N/D is analytic, and its limit is the one
along any path. For example (sin(x + y) - sin x - sin y)/(x y): the numerator is 0 where x is, and where y is. The limit
along x = y is that of (sin 2t - 2 sin t)/t^2, which is 0.
"""

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.conditions import definedness, smoothness
from calc_cli.algebra.evaluate import all_hold
from calc_cli.algebra.functions import Point
from calc_cli.algebra.zero_test import vanishes
from calc_cli.calculus.limits.numbers import INFINITE, sign_of_number


def is_analytic_quotient(f: sp.Expr, to: Point) -> bool:
    """Return True if `f` is certainly a quotient N/D that is analytic at the point once D is cancelled."""
    if set(to.values()) & set(INFINITE) or f.free_symbols - to.keys():
        return False
    above, below = sp.fraction(sp.together(f))
    below = sp.factor(below)
    if not (below.is_polynomial(*to) and is_analytic_at(above, to)):
        return False
    powers = (factor.as_base_exp() for factor in sp.Mul.make_args(below))
    return all(_divides(factor, int(m), above, to) for factor, m in powers)


def _divides(factor: sp.Expr, m: int, above: sp.Expr, to: Point) -> bool:
    if sign_of_number(factor.xreplace(to)):
        return True
    for x in to:
        slope = sp.diff(factor, x)
        if slope.has(x) or not sign_of_number(slope.xreplace(to)):
            continue
        on_curve = {x: sp.cancel(x - factor / slope)}
        return all(vanishes(sp.diff(above, x, k).xreplace(on_curve)) for k in range(m))
    return False


def is_analytic_at(e: sp.Expr, to: Point) -> bool:
    """Return True if all parts of `e` are certainly analytic at the point: smooth, and none a root of 0, as x^(5/3)."""
    if e.has(sp.Sum, sp.Product, sp.Integral, AppliedUndef):
        return False
    powers = (p for p in e.atoms(sp.Pow) if p.has(*to) and not (p.exp.is_Integer and p.exp > 0))
    has_roots_of_zero = not all(sign_of_number(p.base.xreplace(to)) for p in powers)
    return not has_roots_of_zero and all_hold((*definedness(e), *smoothness(e, *to)), to) is True
