"""The sign and the limit, as t -> 0+, of an expression in t > 0 that is smooth for small t.

Limits follow from those of the parts by the laws of limits (laws.py), exactly, with squeezing by bounded factors. What
these leave open, an indeterminate form, yields to the rule of l'Hôpital or goes to SymPy's limit (Gruntz's algorithm),
whose answer is kept only if it is a real number or a signed infinity; `is_proved` then says that it needs a second
witness. Signs follow from limits and leading terms; only where those leave them open does the sign of many samples
stand in.

Coefficients may hold parameters: a divisor that is not 0 as an expression is then taken not to be 0. With `generic`
this is taken of roots and moduli too: the limit then holds for most values of the parameters.
"""

from collections.abc import Callable

import mpmath
import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.evaluate import approximate
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.limits.functions_at_limits import FORMULAS
from calc_cli.calculus.limits.laws import Laws, exponential_of, leading_term
from calc_cli.calculus.limits.numbers import INFINITE, number_or_none, sign_of_number
from calc_cli.calculus.limits.oscillation import is_restless, oscillation, sign_of_range, without_close_pairs
from calc_cli.errors import UndefinedError, UnsupportedError

_PROBES = tuple(sp.Rational(1000 + 577 * k, 2003 * 7 ** (2 * k + 3)) for k in range(10)) + tuple(
    sp.Rational(1, 11 ** (2**k)) for k in range(5, 8)
)
"""Small t at which a sign is sampled where no law tells it."""

_MOST_DERIVATIVES, _ROOM = 6, 30

_MOST_WITHIN = 2
"""A quotient that l'Hôpital's rule makes may need the rule again for one of its parts, but not without end."""

_FAILS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    sp.PoleError,
)
"""What SymPy's limit raises when it does not know."""


class Germs(Laws):
    """What is known of expressions in `t`."""

    def __init__(self, *, generic: bool) -> None:
        super().__init__(generic=generic)
        self.limits: dict[sp.Basic, sp.Expr | None] = {}
        self.signs: dict[sp.Basic, int | None] = {}
        self.is_proved = True
        self.within = 0

    def sign(self, g: sp.Expr) -> int | None:
        """-1, 0 or 1; None if it is unknown or not the same for all small t."""
        if g not in self.signs:
            self.signs[g] = self._sign(g)
        return self.signs[g]

    def _sign(self, g: sp.Expr) -> int | None:
        if not g.has(self.t):
            return sign_of_number(g)
        if g.is_Mul:
            signs = [self.sign(factor) for factor in g.args]
            return None if None in signs else int(sp.prod(signs))
        if g.is_Pow and g.exp.is_Rational:
            base = self.sign(g.base)
            return base if base is None or g.exp.p % 2 else base * base
        if g.is_rational_function(self.t):
            return sign_of_number(leading_term(g, self.t)[0])
        if not g.is_Add and g.is_positive:  # of sums SymPy finds it slowly
            return 1
        limit = self.by_laws(g)
        if limit is not None and (sign := sign_of_number(limit)):
            return sign
        found = self._sign_by_derivatives(g) if limit == 0 else None
        return self._sampled_sign(g) if found is None else found

    def _sign_by_derivatives(self, g: sp.Expr) -> int | None:
        """If g, g', ... tend to 0 and the next derivative to c, g has the sign of c (mean value theorem)."""
        for _ in range(_MOST_DERIVATIVES):
            try:
                g = differentiate(g, self.t)
            except UnsupportedError:
                return None
            limit = self.by_laws(g)
            if limit != 0 or not g.has(self.t):
                return None if limit is None else sign_of_number(limit) or None
        return None

    def _sampled_sign(self, g: sp.Expr) -> int | None:
        if g.free_symbols != {self.t} or g.has(AppliedUndef):
            return None
        signs = set()
        for t in _PROBES:
            try:
                signs.add(int(mpmath.sign(approximate(g, {self.t: t}, 5, quick=True))))
            except UnsupportedError:
                continue
            except UndefinedError:
                return None
            if len(signs) > 1 or 0 in signs:
                return None
        self.is_proved = self.is_proved and not signs
        return signs.pop() if signs else None

    def limit(self, g: sp.Expr) -> sp.Expr | None:
        """The limit of a germ as t -> 0+, exactly: a number, oo or -oo; None if unknown or none exists."""
        if g not in self.limits:
            self.limits[g] = None  # until it is known, so that no law leads round in a circle
            self.limits[g] = self._limit(g)
        return self.limits[g]

    def _limit(self, g: sp.Expr) -> sp.Expr | None:
        found = self.by_laws(g)
        if found is not None or oscillation(self, g) is not None:
            return found
        if is_restless(self, g):
            found = self._squeezed(g)
            return self._by_largest_terms(g) if found is None else found
        if self.within > _MOST_WITHIN:
            return None
        self.within += 1
        found = None
        for method in (self._by_stirling, self._by_derivatives, self._by_growth, self._indeterminate):
            found = method(g) if found is None else found
        self.within -= 1
        return found

    def _squeezed(self, g: sp.Expr) -> sp.Expr | None:
        """0 times what is bounded, infinity times what stays away from 0, or sin(u) - sin(v) with u - v -> 0."""
        if g.is_Add:
            rest = without_close_pairs(self, g)
            return None if rest == g else self.limit(rest)
        parts: dict[bool, list[sp.Expr]] = {True: [], False: []}
        for factor in sp.Mul.make_args(g):
            parts[is_restless(self, factor)].append(factor)
        calm = self.limit(sp.Mul(*parts[False]))
        if calm == 0 and all(map(self.is_bounded, parts[True])):
            return sp.S.Zero
        if calm in INFINITE:
            signs = [sign_of_range(oscillation(self, factor)) for factor in parts[True]]
            return calm * sp.Mul(*signs) if all(signs) else None
        return None

    def _by_stirling(self, g: sp.Expr) -> sp.Expr | None:
        """In a product, sqrt(2 pi u) (u/e)^u may stand for u! as u -> oo: their quotient tends to 1. So with ln u!."""
        factors = [_with_base(factor, self._stirling) for factor in sp.Mul.make_args(g)]
        other = sp.Mul(*factors)
        return None if other == g else self.limit(other)

    def _stirling(self, g: sp.Expr) -> sp.Expr:
        inner = g.args[0] if isinstance(g, sp.log) else g
        if not isinstance(inner, sp.factorial | sp.gamma) or self.limit(inner.args[0]) is not sp.oo:
            return g
        u = inner.args[0]
        log = u * sp.log(u) - u + sp.log(2 * sp.pi * (u if isinstance(inner, sp.factorial) else 1 / u)) / 2
        return sp.expand(sp.expand_log(log)) if isinstance(g, sp.log) else sp.exp(log)

    def _has_plain_logarithm(self, g: sp.Expr) -> bool:
        """Whether it helps to take the logarithm of g."""
        return g is self.t or isinstance(g, sp.exp | sp.log) or self.limit(g) != 0

    def _by_growth(self, g: sp.Expr) -> sp.Expr | None:
        """A product of positive factors, by the largest of their logarithms: ln(x)^9/x is e^(9 ln ln x - ln x)."""
        if not g.is_Mul or g.free_symbols != {self.t} or not all(self.sign(factor) == 1 for factor in g.args):
            return None
        if not all(self._has_plain_logarithm(factor.base if factor.is_Pow else factor) for factor in g.args):
            return None
        terms = sp.expand(sp.expand_log(sp.Add(*(_logarithm(factor) for factor in g.args))))
        largest = self._largest_term(terms)
        growth = None if largest.is_Add else self.limit(largest)
        return None if growth is None else exponential_of(growth)

    def _by_largest_terms(self, g: sp.Expr) -> sp.Expr | None:
        """Replace factors such as x + sin x by their largest term: the quotient of the two tends to 1."""
        factors = [_with_base(factor, self._largest_term) for factor in sp.Mul.make_args(g)]
        for other in (sp.Mul(*factors), tidy(g)):
            if other != g and sp.count_ops(other) < sp.count_ops(g):
                return self.limit(other)
        return None

    def _largest_term(self, g: sp.Expr) -> sp.Expr:
        for term in g.args if g.is_Add else ():
            rest = [self.limit(other / term) for other in g.args if other is not term]
            if all(limit == 0 for limit in rest) and self.sign(term):
                return term
        return g

    def _by_derivatives(self, g: sp.Expr) -> sp.Expr | None:
        """The rule of l'Hôpital, as far as it does not make the quotient much longer."""
        top, bottom = sp.fraction(sp.together(g) if g.is_Add else g)
        longest = 2 * sp.count_ops(top) + _ROOM
        for _ in range(_MOST_DERIVATIVES):
            ends = self.by_laws(top), self.by_laws(bottom)
            if ends != (0, 0) and not (ends[0] in INFINITE and ends[1] in INFINITE):
                return None
            try:
                top, bottom = differentiate(top, self.t), differentiate(bottom, self.t)
            except UnsupportedError:
                return None
            if sp.count_ops(top) + sp.count_ops(bottom) > longest or not self._is_nonzero(bottom):
                return None
            found = self.by_laws(top / bottom)
            if found is not None:
                return found
            top, bottom = sp.fraction(top / bottom)
        return None

    def _is_nonzero(self, g: sp.Expr) -> bool:
        """Whether g is not 0 for small t, as far as parameters go for most of their values."""
        if self.sign(g):
            return True
        return self.is_generic(self.limit(g))

    def _indeterminate(self, g: sp.Expr) -> sp.Expr | None:
        """SymPy's limit, where it is a real number or a signed infinity."""
        if g.has(AppliedUndef):
            return None
        for function, formula in FORMULAS.items():
            g = g.replace(function, formula)
        try:
            found = sp.limit(g, self.t, 0, "+")
        except _FAILS:
            return None
        if found.has(self.t, sp.nan, sp.zoo, sp.I, sp.AccumBounds, sp.Limit, sp.Order):
            return None
        if found in INFINITE:
            self.is_proved = False
            return found
        if found.has(sp.oo, -sp.oo) or found.is_extended_real is False:
            return None
        number = number_or_none(found)
        self.is_proved = self.is_proved and number is None
        return number


def _logarithm(factor: sp.Expr) -> sp.Expr:
    """Of a positive power, in terms of its base."""
    if isinstance(factor, sp.exp):
        return factor.args[0]
    return factor.exp * sp.log(factor.base) if factor.is_Pow else sp.log(factor)


def _with_base(factor: sp.Expr, change: Callable[[sp.Expr], sp.Expr]) -> sp.Expr:
    """The factor b^n with another b, for a constant n."""
    return sp.Pow(change(factor.base), factor.exp) if factor.is_Pow and factor.exp.is_number else change(factor)
