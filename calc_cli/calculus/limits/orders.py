"""How fast expressions in several variables vanish at the origin, which bounds them and so proves a limit.

With weights p, q, ... for the variables x, y, ... let rho = max(|x|^(1/p), |y|^(1/q), ...). An expression has the order
n if |e| <= C rho^n near the origin; n > 0 squeezes it to 0. A polynomial has its least weighted degree for order.
A divisor needs a bound from below, |e| >= c rho^n, and has it where the terms of least degree together vanish at the
origin alone. Analytic expressions are told by their Taylor polynomials. Polar coordinates are the weights 1, 1.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import sympy as sp

from calc_cli.algebra.evaluate import sign_at, truth_at, value_at
from calc_cli.algebra.formulas import condition
from calc_cli.algebra.functions import record_of
from calc_cli.algebra.lower import U
from calc_cli.algebra.occurrences import parts
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.limits.functions_at_limits import has_bounds
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.errors import UndefinedError, UnsupportedError

Weights = tuple[int, ...]

_HIGHEST = 10
"""Taylor polynomials end at this weighted degree at most."""

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
        if e.is_Add or isinstance(e, sp.Max | sp.Min):
            return _least([self.order(part) for part in e.args if not part.is_zero])
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
        taylor = self._taylor(e)
        if taylor is None:
            return None
        by_degree: dict[int, list[sp.Expr]] = {}
        for exponents, coefficient in sp.Poly(taylor, *self.variables).terms():
            monomial = sp.Mul(coefficient, *(v**n for v, n in zip(self.variables, exponents, strict=True)))
            by_degree.setdefault(self._degree(exponents), []).append(monomial)
        for degree in sorted(by_degree):
            form = sp.Add(*by_degree[degree])
            if form != 0:
                return sp.Integer(degree), form
        return None

    def _degree(self, exponents: tuple[int, ...]) -> int:
        return sum(w * n for w, n in zip(self.weights.values(), exponents, strict=True))

    def _taylor(self, e: sp.Expr) -> sp.Expr | None:
        """Return a polynomial that differs from `e` by O(rho^(_HIGHEST + 1)); `e` itself if it is a polynomial."""
        if not e.has(*self.variables) or e.is_polynomial(*self.variables):
            return e
        if e.is_Add or e.is_Mul:
            parts = [self._taylor(part) for part in e.args]
            return None if None in parts else self._cut(e.func(*parts))
        if not (record_of(e.func) or (e.is_Pow and not e.exp.has(*self.variables))):
            return None
        inner = self._taylor(e.args[0])
        if inner is None:
            return None
        if e.is_Pow and e.exp.is_Integer and e.exp > 0:
            return self._cut(inner**e.exp)
        return self._composed(e, inner)

    def _composed(self, e: sp.Expr, inner: sp.Expr) -> sp.Expr | None:
        """Return the Taylor polynomial of an analytic function or a power of `inner`."""
        z = sp.Dummy("z", real=True)
        center = inner.xreplace(self.origin)
        lead = self.leading(inner - center)
        if lead is None or not (sign_at(center, {}) == 1 if e.is_Pow else _is_analytic(e.func, center)):
            return None
        f = e.func(z, *e.args[1:])
        total, power, factor = sp.S.Zero, sp.S.One, sp.S.One
        for k in range(_HIGHEST // int(lead[0]) + 1):
            try:
                total += value_at(f, {z: center}) / factor * power
            except (UndefinedError, UnsupportedError):
                return None
            f, factor = differentiate(f, z), factor * (k + 1)
            power = self._cut(power * (inner - center))
        return self._cut(total)

    def _cut(self, e: sp.Expr) -> sp.Expr:
        terms = sp.Poly(e, *self.variables).terms()
        return sp.Add(
            *(
                sp.Mul(coefficient, *(v**n for v, n in zip(self.variables, exponents, strict=True)))
                for exponents, coefficient in terms
                if self._degree(exponents) <= _HIGHEST
            )
        )

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
    return record is not None and record.is_odd and _is_analytic(function, sp.S.Zero)


def _is_analytic(function: type[sp.Basic], center: sp.Expr) -> bool:
    """Return True if a known function of one argument is certainly analytic near `center`."""
    record = record_of(function)
    if record is None or record.arity[0] != 1 or len(record.derivative) != 1:
        return False
    return all(truth_at(condition(text), {U: center}) for text in (record.defined, record.smooth) if text)


def _least(orders: list[sp.Expr | None]) -> sp.Expr | None:
    known = [n for n in orders if n is not None]
    return min(known) if len(known) == len(orders) else None


def _total(orders: list[sp.Expr | None]) -> sp.Expr | None:
    known = [n for n in orders if n is not None]
    return sum(known, sp.S.Zero) if len(known) == len(orders) else None
