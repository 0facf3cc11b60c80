"""The first methods: constants, sums, powers, and the functions of the table at a linear argument.

Of a function f(u) with u = ax + b, an antiderivative is F(u)/a; F stands in the record of f.
"""

from functools import cache

import sympy as sp

from calc_cli.algebra.formulas import filled
from calc_cli.algebra.functions import absolute
from calc_cli.algebra.lower import U
from calc_cli.calculus.integrals.rulebook import TABLE
from calc_cli.calculus.integrals.search import CONSTANT, CONSTANT_FACTOR, POWER, SUM, Search, Work, unfinished
from calc_cli.calculus.rules.rule import Rule

_FEW = 4
"""So many terms a product may have that is multiplied out at once."""


def constant(_: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Integrate a constant."""
    return None if f.has(x) else Work(CONSTANT, f, x, f * x)


def constant_factor(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Take a constant factor out."""
    becomes = unfinished(f, x)
    return search.reduced(CONSTANT_FACTOR, f, x, becomes) if becomes.is_Mul else None


def sum_rule(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Integrate a sum term by term, rational terms together."""
    if not f.is_Add:
        return None
    rational = [term for term in f.args if term.is_rational_function(x) and not term.is_polynomial(x)]
    terms = [term for term in f.args if term not in rational] + ([sp.Add(*rational)] if rational else [])
    if len(terms) < 2:
        return None
    return search.termwise(SUM, f, x, terms)


def elementary_sum(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Integrate a sum term by term if no higher functions are needed, which may go away in another way."""
    work = sum_rule(search, f, x)
    return None if work is None or work.is_special else work


def slope(u: sp.Expr, x: sp.Symbol) -> sp.Expr | None:
    """Return a of u = ax + b; None if u is not linear in x."""
    if not u.is_polynomial(x) or sp.degree(u, x) != 1:
        return None
    return sp.expand(u).coeff(x, 1)


def power_rule(_: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Integrate (ax + b)^n and c^(ax + b)."""
    if not f.is_Pow and f != x and not isinstance(f, sp.exp):
        return None
    base, exponent = f.as_base_exp()
    if base is not sp.E and not exponent.has(x):
        a = slope(base, x)
        if a is None:
            return None
        if exponent == -1:
            return Work("reciprocal", f, x, sp.log(absolute(base)) / a)
        return Work(POWER, f, x, sp.Pow(base, exponent + 1) / (a * (exponent + 1)))
    if not base.has(x):
        a = slope(exponent, x)
        return None if a is None else Work("exponential", f, x, f / (a * sp.log(base)))
    return None


@cache
def _known() -> dict[sp.Expr, Rule]:
    return {filled(rule.pattern, [U]): rule for rule in TABLE}


def table(_: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Integrate a function of the table, sec^2, sec tan and their like."""
    inner = {part.args[0] for part in f.atoms(sp.Function) if part.has(x)}
    u = inner.pop() if len(inner) == 1 else x
    rule, a = _known().get(f.xreplace({u: U})), slope(u, x)
    return None if rule is None or a is None else Work(rule.name, f, x, filled(rule.derivative, [u]) / a)


def powers(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Multiply a power of x and a polynomial of few terms out: sqrt(x) (x - 1)."""
    g = sp.expand(f) if all(e.is_polynomial(x) or e.as_base_exp()[0] == x for e in sp.Mul.make_args(f)) else f
    return search.rewritten("multiply out", f, x, g) if len(g.args) <= _FEW else None


def partial_fractions(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Take the rational factor of a product apart, or where that leaves one fraction factor it."""
    rational = sp.Mul(*(factor for factor in sp.Mul.make_args(f) if factor.is_rational_function(x)))
    if f.is_rational_function(x) or not sp.denom(rational).has(x):
        return None
    apart = sp.apart(rational, x)
    rule = "partial fractions" if apart.is_Add else "factor"
    return search.rewritten(rule, f, x, sp.expand_mul(f / rational * apart))
