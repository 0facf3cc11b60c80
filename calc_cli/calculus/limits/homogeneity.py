"""Quotients of analytic functions by their leading forms, as one does by polar coordinates.

Give x and y weights a and b and put x = t^a X, y = t^b Y. Where N is analytic it is t^m (P + o(1)), P a polynomial in X
and Y, and so is D = t^k (Q + o(1)), evenly for all X and Y of a bounded set. If Q is not 0 but at X = Y = 0, then
N/D = t^(m - k) (P/Q + o(1)): it goes to 0 for m > k, to P/Q for m = k if that is a number, and is infinite for m < k if
P, too, has no other zero. For example sin(x^2 y)/(x^4 + y^2) with a = 1 and b = 2: X^2 Y/(X^4 + Y^2) is no number.

What is not analytic but continuous and has such a form itself, as |x| or the root of x^2 + y^2, is one more variable.
"""

from collections.abc import Iterable, Mapping

import sympy as sp

from calc_cli.algebra.evaluate import evaluator
from calc_cli.algebra.functions import Point
from calc_cli.calculus.limits.charts import sign_around
from calc_cli.calculus.limits.divisibility import is_analytic_at
from calc_cli.calculus.limits.expansion import UnknownExpansionError
from calc_cli.calculus.limits.germs import Germs
from calc_cli.calculus.limits.gruntz import leading_term
from calc_cli.calculus.limits.numbers import INFINITE, sign_of_number
from calc_cli.errors import UndefinedError, UnsupportedError


def limit_by_forms(f: sp.Expr, to: Point) -> sp.Expr | None:
    """Return the limit, where the divisor has a form without other zeros; None if it is not known."""
    if set(to.values()) & set(INFINITE) or f.free_symbols - to.keys():
        return None
    offsets = {x: sp.Dummy(x.name, real=True) for x in to}  # of whose signs nothing is known, as may be of that of x
    small = tuple(offsets.values())
    try:
        at_origin = evaluator().value(f.xreplace({x: a + offsets[x] for x, a in to.items()}))
        above, below = sp.fraction(sp.together(at_origin))
        weights = {x: 1 / _degree_alone(below, x, small) for x in small}
        (p, m), (q, k) = (_Forms(weights).form(e) for e in (above, below))
        if not (sign := _sign(q, small)):
            return None
        ratio = sp.S.Zero if m > k else sp.simplify(p / q) if m == k else _sign(p, small) * sign * sp.oo
    except (UnknownExpansionError, UndefinedError, UnsupportedError):
        return None
    return None if ratio.free_symbols or ratio is sp.nan else ratio


def _degree_alone(e: sp.Expr, x: sp.Symbol, variables: Iterable[sp.Symbol]) -> sp.Expr:
    """Return the degree of `e` in x where the other variables are 0. In weights 1 over it, it is 1 for each of them."""
    _, degree = _Forms({x: sp.S.One}).form(e.xreplace({y: sp.S.Zero for y in variables if y != x}))
    if not degree.is_positive:
        raise UnknownExpansionError
    return degree


class _Forms:
    """The leading forms of expressions in variables that go to 0 and have `weights`."""

    def __init__(self, weights: Mapping[sp.Symbol, sp.Expr]) -> None:
        self.weights = dict(weights)
        self.forms: dict[sp.Symbol, sp.Expr] = {x: x for x in weights}

    def form(self, e: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
        """Return P and m. Raises UnknownExpansionError if `e` is not analytic."""
        while parts := [part for part in e.atoms(sp.Abs, sp.Pow) if self._has_corner(part)]:
            part = min(parts, key=sp.count_ops)
            inner, degree = self.form(part.args[0])
            power = part.exp if part.is_Pow else sp.S.One
            new = sp.Dummy(real=True)
            self.weights[new], self.forms[new] = degree * power, part.func(inner, *part.args[1:])
            e = e.xreplace({part: new})
        if not is_analytic_at(e, dict.fromkeys(self.weights, sp.S.Zero)):
            raise UnknownExpansionError
        germs = Germs(generic=True)
        lead = leading_term(germs, e.xreplace({x: x * germs.t**weight for x, weight in self.weights.items()}))
        if lead is None:
            raise UnknownExpansionError
        return lead[0].xreplace(self.forms), lead[1]

    def _has_corner(self, part: sp.Expr) -> bool:
        """Return True for a modulus or root of what goes to 0."""
        is_root = part.is_Pow and part.exp.is_Rational and part.exp.is_positive and not part.exp.is_Integer
        at_origin = part.args[0].xreplace(dict.fromkeys(self.weights, sp.S.Zero))
        return (is_root or isinstance(part, sp.Abs)) and sign_of_number(at_origin) == 0


def _sign(form: sp.Expr, variables: tuple[sp.Symbol, ...]) -> int:
    """Return the sign that a form has wherever not all variables are 0, else 0."""
    factor, rest = form.as_coeff_Mul()
    base, exponent = rest.as_base_exp()
    polynomial = sp.Poly(base, *variables) if base.is_polynomial(*variables) else None
    if polynomial is not None and polynomial.is_homogeneous and polynomial.total_degree() == 2:
        matrix = sp.hessian(base, variables)
        sign = int(matrix.is_positive_definite) - int(matrix.is_negative_definite)
        return int(sp.sign(factor)) * (sign if exponent.is_odd else sign * sign)
    return sign_around(form, dict.fromkeys(variables, sp.S.Zero)) or 0
