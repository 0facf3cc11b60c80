"""The leading term of an expression in several variables that go to 0 independently: what it is asymptotic to.

A product is led by the leading terms of its factors. Of a sum one term must dominate, so that the ratio of each other
to it has a limit: x^2 + x y^3 - y x^2 is led by x^2 if y^3/x goes to a number, which a chart tells (charts.py). Where
the terms cancel, as in e^(x y) - 1 - x y, functions are replaced by Taylor polynomials, with a remainder w^n s, where s
is a parameter with bounds (swings.py), and the terms compared again.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import sympy as sp

from calc_cli.calculus.limits.behaviour import Swing, is_analytic
from calc_cli.calculus.limits.expansion import UnknownExpansionError
from calc_cli.calculus.limits.germs import Germs
from calc_cli.calculus.limits.gruntz import certain, taylor_series
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.calculus.limits.tractable import tractable


class SplitError(Exception):
    """The question has an answer only in each of the `charts`."""

    def __init__(self, charts: Sequence[Mapping[sp.Symbol, sp.Expr]]) -> None:
        super().__init__(charts)
        self.charts = charts


_ORDERS = (2, 4, 8)
"""Taylor polynomials with so many terms are tried in turn."""


def leading_product(near: Germs, g: sp.Expr) -> sp.Expr:
    """Return a product P of powers, logarithms and exponentials with g/P -> 1, or 0 if `g` is 0.

    Raises UnknownExpansionError if it is not known.
    """
    if not near.varies(g) or g in near.variables or (isinstance(g, sp.log) and g.args[0] in near.variables):
        return g
    if g.is_Mul:
        return sp.Mul(*(leading_product(near, factor) for factor in g.args))
    if g.is_Add:
        return _of_sum(near, g)
    if g.is_Pow:
        return _of_power(near, *g.args)
    return _of_function(near, g)


def _of_power(near: Germs, base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
    if near.varies(exponent):
        return leading_product(near, sp.exp(exponent * sp.log(base)))
    lead = leading_product(near, base)
    if not exponent.is_Integer and near.signs(sp.Mul.make_args(lead)) != 1:
        raise UnknownExpansionError
    return sp.expand_power_base(lead**exponent, force=True)


def _of_function(near: Germs, g: sp.Expr) -> sp.Expr:
    limit = near.by_laws(g)
    if limit not in (None, 0, *INFINITE) and (near.swings_in(limit) or near.sign(limit)):
        return limit
    if isinstance(g, sp.exp):
        return g
    inner = certain(near.tendency(g.args[-1]))
    if isinstance(g, sp.log) and inner in (0, sp.oo):
        return _of_sum(near, sp.expand_log(sp.log(leading_product(near, g.args[0])), force=True))
    if inner in INFINITE or not _is_analytic(near, g, inner):
        return leading_product(near, _rewritten(near, g))
    return _of_sum(near, sp.Add(*_taylor(near, g, g.args[-1], inner, _ORDERS[0]), evaluate=False))


def _of_sum(near: Germs, g: sp.Expr) -> sp.Expr:
    """Return the leading term of a sum, by Taylor polynomials if the terms cancel."""
    above, below = sp.fraction(sp.together(g)) if g.is_rational_function(*near.variables) else (g, sp.S.One)
    if near.varies(below):
        return leading_product(near, sp.expand(above) / below)
    far = (f for f in g.atoms(sp.Function) - g.atoms(sp.exp, sp.log) if near.tendency(f.args[-1]) in INFINITE)
    terms = sp.Add.make_args(g.xreplace({f: _rewritten(near, f) for f in far}))
    cancelled, common = g, sp.S.One
    for order in (0, *_ORDERS):
        if order:
            terms = sp.Add.make_args(sp.expand(expanded(near, cancelled, order)))
        if terms == (sp.S.Zero,):
            return sp.S.Zero
        lead = _dominant(near, terms)
        ratios = [sp.powsimp(sp.expand_power_base(term / lead)) for term in terms]
        limits = [certain(near.tendency(ratio)) for ratio in ratios]
        whole = sp.expand(sp.Add(*limits))
        sign = near.sign(whole)
        if sign or (near.swings_in(whole) and order in (0, _ORDERS[-1])):
            return whole * lead * leading_product(near, common)
        if sign is None and not near.swings_in(whole):
            raise UnknownExpansionError
        if not order:
            first = next((term for term, limit in zip(terms, limits, strict=True) if limit != 0), sp.S.One)
            common = sp.Mul(*(f for f in sp.Mul.make_args(first) if isinstance(f, sp.exp)))
            cancelled = sp.Add(*(sp.powsimp(term / common) for term in terms))
    raise UnknownExpansionError


def _dominant(near: Germs, terms: Sequence[sp.Expr]) -> sp.Expr:
    """Return a leading product to which each term has a ratio with a finite limit.

    Two terms that are not compared in this chart need not be, if a third dominates both.
    """
    leads = [leading_product(near, term) for term in terms]
    leads = [sp.Mul(*(f for f in sp.Mul.make_args(lead) if near.varies(f))) for lead in leads]
    unknown: list[Exception] = []
    for best in dict.fromkeys(leads):
        try:
            if not any(certain(near.tendency(lead / best)) in INFINITE for lead in leads):
                return best
        except (SplitError, UnknownExpansionError) as error:
            unknown.append(error)
    raise unknown[0] if unknown else UnknownExpansionError


def expanded(near: Germs, e: sp.Expr, order: int = _ORDERS[0]) -> sp.Expr:
    """Return `e` with Taylor polynomials for the functions in it whose arguments have finite limits."""
    if not near.varies(e) or e in near.variables:
        return e
    if e.is_Add or e.is_Mul or (e.is_Pow and e.exp.is_Integer and e.exp > 0):
        return e.func(*(expanded(near, part, order) for part in e.args))
    if e.is_Pow and near.varies(e.exp):
        return expanded(near, sp.exp(e.exp * sp.log(e.base)), order)
    u = _argument(e)
    inner = near.tendency(u)
    if e.is_Pow or (isinstance(e, sp.log) and inner in (0, sp.oo)):
        lead = leading_product(near, u)
        rest = sp.Add(*_taylor(near, e, sp.expand(expanded(near, u, order) / lead), sp.S.One, order))
        return lead**e.exp * rest if e.is_Pow else sp.expand_log(sp.log(lead), force=True) + rest
    if inner is None or inner in INFINITE or near.swings_in(inner) or not _is_analytic(near, e, inner):
        return e
    return sp.Add(*_taylor(near, e, expanded(near, u, order), inner, order))


def _taylor(near: Germs, f: sp.Expr, u: sp.Expr, c: sp.Expr, order: int) -> Iterator[sp.Expr]:
    """Yield the terms of the Taylor polynomial of f(u) around c and the remainder."""
    w, place = sp.expand(u - c), 0 if f.is_Pow else len(f.args) - 1
    for k, (coefficient, _) in enumerate(islice(taylor_series(f, place, c), order + 1)):
        if k == order:
            bound = 1 + abs(coefficient)
            coefficient = sp.Dummy("s", real=True)
            near.swings[coefficient] = Swing(coefficient, (-bound, bound), is_filled=False)
        yield coefficient * w**k


def _argument(f: sp.Expr) -> sp.Expr:
    return f.base if f.is_Pow else f.args[-1]


def _is_analytic(near: Germs, f: sp.Expr, c: sp.Expr) -> bool:
    return near.sign(c) == 1 if f.is_Pow else is_analytic(f.func, [*f.args[:-1], c])


def _rewritten(near: Germs, f: sp.Expr) -> sp.Expr:
    """Return a function by others: arctan(u) with u -> oo is pi/2 - arctan(1/u), and tan(u) sin(u)/cos(u)."""
    written = tractable(near, f)
    if written == f:
        raise UnknownExpansionError
    return written
