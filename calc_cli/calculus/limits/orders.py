"""How fast expressions in several variables vanish at the origin, which bounds them and so proves a limit.

With weights p, q, ... for the variables x, y, ... let rho = max(|x|^(1/p), |y|^(1/q), ...). An expression has the order
n if |e| <= C rho^n near the origin; n > 0 squeezes it to 0. A polynomial has its least weighted degree for order.
A divisor needs a bound from below, |e| >= c rho^n, and has it where the terms of least degree together vanish at the
origin alone. Analytic expressions are told by their Taylor polynomials. Polar coordinates are the weights 1, 1.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import sympy as sp

from calc_cli.algebra.evaluate import sign_at
from calc_cli.algebra.functions import record_of
from calc_cli.algebra.occurrences import parts
from calc_cli.calculus.limits.expansion import UnknownExpansionError
from calc_cli.calculus.limits.functions_at_limits import has_bounds, is_analytic
from calc_cli.calculus.limits.germs import Germs
from calc_cli.calculus.limits.gruntz import leading_term
from calc_cli.calculus.limits.numbers import INFINITE

Weights = tuple[int, ...]

_LARGEST_WEIGHT = 6
_A_LITTLE = sp.Rational(1, 1000)
"""ln rho grows more slowly than rho to the power of minus this."""


def weights_for(e: sp.Expr, variables: Sequence[sp.Symbol]) -> list[Weights]:
    """1, 1, ... and the weights that make two monomials of one polynomial in `e` equally large."""
    ones = (1,) * len(variables)
    found = {ones: None}
    if len(variables) == 2:
        for exponents in _exponents(e, variables):
            for (a, b), (c, d) in combinations(exponents, 2):
                if (a - c) * (d - b) > 0:
                    ratio = sp.Rational(d - b, a - c)
                    found[(int(ratio.p), int(ratio.q))] = None
    return [weights for weights in found if max(weights) <= _LARGEST_WEIGHT]


def at_origin(f: sp.Expr, to: Mapping[sp.Symbol, sp.Expr]) -> tuple[sp.Expr, list[sp.Symbol]]:
    """Return the function with the point moved to the origin, and its variables there, u > 0 for x = 1/u -> oo."""
    moved = {v: sp.Dummy(v.name, positive=True) if a in INFINITE else v for v, a in to.items()}
    at = {v: sp.sign(a) / moved[v] if a in INFINITE else a + v for v, a in to.items()}
    return f.xreplace(at), list(moved.values())


def _exponents(e: sp.Expr, variables: Sequence[sp.Symbol]) -> Iterator[list[tuple[int, ...]]]:
    """Yield the exponents of the monomials of every sum in `e` that is a polynomial, |x| taken for x."""
    for part in parts(sp.together(e).xreplace({sp.Abs(v): v for v in variables})):
        if isinstance(part, sp.Add) and part.is_polynomial(*variables):
            yield sp.Poly(part, *variables).monoms()


class Orders:
    """Orders of expressions at the origin of `variables`, for certain weights."""

    def __init__(self, variables: Sequence[sp.Symbol], weights: Weights) -> None:
        self.variables = tuple(variables)
        self.weights = dict(zip(variables, weights, strict=True))
        self.origin = dict.fromkeys(variables, sp.S.Zero)

    def order(self, e: sp.Expr) -> sp.Expr | None:
        """Return an n with |e| <= C rho^n near the origin, None if none is found."""
        lead = self.leading(e)
        if lead is not None:
            return lead[0]
        if e.is_Add or isinstance(e, sp.Max | sp.Min | sp.Piecewise):
            parts = [part.args[0] for part in e.args] if e.is_Piecewise else e.args
            return _least([self.order(part) for part in parts if not part.is_zero])
        if e.is_Mul:
            return _total([self.order(part) for part in e.args])
        if isinstance(e, sp.Abs):
            return self.order(e.args[0])
        if e.is_Pow and e.exp.is_Rational:
            inner = self.order(e.base) if e.exp > 0 else self.order_below(e.base)
            return None if inner is None else e.exp * inner
        return self._order_of_function(e)

    def _order_of_function(self, e: sp.Expr) -> sp.Expr | None:
        inner = self.order(e.args[0]) if len(e.args) == 1 else None
        if inner is not None and inner > 0 and _is_odd(e.func):
            return inner
        if has_bounds(type(e)) or (isinstance(e, sp.exp) and inner is not None and inner >= 0):
            return sp.S.Zero
        if isinstance(e, sp.log) and inner is not None and self.order_below(e.args[0]) is not None:
            return -_A_LITTLE if inner >= 0 else None
        return None

    def order_below(self, e: sp.Expr) -> sp.Expr | None:
        """Return an n with |e| >= c rho^n near the origin, None if none is found."""
        lead = self.leading(e)
        if lead is not None:
            return lead[0] if self.is_definite(lead[1]) else None
        if e.is_Mul:
            return _total([self.order_below(part) for part in e.args])
        if isinstance(e, sp.Abs):
            return self.order_below(e.args[0])
        if e.is_Pow and e.exp.is_Rational:
            inner = self.order_below(e.base) if e.exp > 0 else self.order(e.base)
            return None if inner is None else e.exp * inner
        return self._order_of_positive_terms(e) if e.is_Add else None

    def _order_of_positive_terms(self, e: sp.Expr) -> sp.Expr | None:
        """|x| + y^2 is at least as large as its terms, of which each variable must have one of its own."""
        if not all(term.is_nonnegative for term in e.args):
            return None
        own: dict[sp.Symbol, sp.Expr] = {}
        for term in e.args:
            if len(term.free_symbols) == 1 and (n := self._order_in_one(term)) is not None:
                (v,) = term.free_symbols
                own[v] = min(n, own.get(v, n))
        return max(own.values()) if own.keys() == self.weights.keys() else None

    def _order_in_one(self, term: sp.Expr) -> sp.Expr | None:
        (v,) = term.free_symbols
        return Orders([v], (self.weights[v],)).order_below(term) if v in self.weights else None

    def leading(self, e: sp.Expr) -> tuple[sp.Expr, sp.Expr] | None:
        """Return the least weighted degree of the Taylor series and the terms of that degree; None if not known."""
        near = Germs()
        scaled = e.xreplace({v: v * near.t**weight for v, weight in self.weights.items()})
        try:
            lead = leading_term(near, scaled) if self._is_analytic(e) else None
        except UnknownExpansionError:
            return None
        return None if lead is None else (lead[1], sp.expand(lead[0]))

    def _is_analytic(self, e: sp.Expr) -> bool:
        """Return True if `e` is certainly analytic at the origin."""
        if not e.has(*self.variables) or not all(map(self._is_analytic, e.args)):
            return not e.has(*self.variables)
        if e.is_Symbol or e.is_Add or e.is_Mul:
            return True
        center = [argument.xreplace(self.origin) for argument in e.args]
        if e.is_Pow:
            is_whole = e.exp.is_Integer and e.exp > 0
            return not e.exp.has(*self.variables) and (is_whole or sign_at(center[0], {}) == 1)
        return is_analytic(e.func, center)

    def is_definite(self, form: sp.Expr) -> bool:
        """Return True if a weighted homogeneous polynomial vanishes at the origin alone."""
        if not form.has(*self.variables):
            return bool(sign_at(form, {}))
        if form.free_symbols - set(self.variables):
            return False
        if len(self.variables) == 1:
            return True
        return self._has_no_zero(form) if len(self.variables) == 2 else self._is_diagonal(form)

    def _has_no_zero(self, form: sp.Expr) -> bool:
        """In two variables: on the curves that stand for all directions, the polynomial in one variable has no root."""
        x, y = self.variables
        if any(sign_at(form, {x: sp.S.Zero, y: sp.Integer(s)}) in (0, None) for s in _signs(y)):
            return False
        sections = [sp.Poly(form.xreplace({x: sp.Integer(s)}), y) for s in _signs(x)]
        least = 0 if y.is_positive else None
        return all(section.domain in (sp.ZZ, sp.QQ) and section.count_roots(least) == 0 for section in sections)

    def _is_diagonal(self, form: sp.Expr) -> bool:
        """Positive coefficients and even powers but of what is positive, each variable with a power of its own."""
        polynomial = sp.Poly(form, *self.variables)
        pure = set()
        for exponents, coefficient in polynomial.terms():
            odd = [v for v, n in zip(self.variables, exponents, strict=True) if n % 2]
            if not all(v.is_positive for v in odd) or sign_at(coefficient, {}) != 1:
                return False
            pure |= {v for v, n in zip(self.variables, exponents, strict=True) if n == sum(exponents)}
        return pure == set(self.variables)

    def sign_of_definite(self, form: sp.Expr) -> int | None:
        """Return the sign that a definite polynomial has off the origin; None if it has both."""
        point = dict.fromkeys(self.variables, sp.S.Zero)
        signs = {sign_at(form, {**point, v: sp.Integer(s)}) for v in self.variables for s in _signs(v)}
        return signs.pop() if len(signs) == 1 else None


def _signs(v: sp.Symbol) -> tuple[int, ...]:
    """Return the signs that a variable has near the origin."""
    return (1,) if v.is_positive else (1, -1)


def _is_odd(function: type[sp.Basic]) -> bool:
    """Return True if f is odd and analytic at 0, so that |f(u)| <= C |u| near 0."""
    record = record_of(function)
    return record is not None and record.is_odd and is_analytic(function, (sp.S.Zero,))


def _least(orders: list[sp.Expr | None]) -> sp.Expr | None:
    known = [n for n in orders if n is not None]
    return min(known) if len(known) == len(orders) else None


def _total(orders: list[sp.Expr | None]) -> sp.Expr | None:
    known = [n for n in orders if n is not None]
    return sum(known, sp.S.Zero) if len(known) == len(orders) else None
