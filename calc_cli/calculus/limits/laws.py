"""The laws of limits: the limit of a sum, a product, a power ... as t -> 0+ from the limits of its parts.

What the laws leave open, an indeterminate form, is None here; germs.py goes on from there.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.evaluate import value_at
from calc_cli.algebra.power import power
from calc_cli.calculus.limits.functions_at_limits import AT_INFINITY, BOUNDED, CONTINUOUS, QUOTIENTS
from calc_cli.calculus.limits.numbers import INFINITE, number_or_none, real_number, sign_of_number, signed_infinity
from calc_cli.calculus.limits.oscillation import oscillation, sign_of_range
from calc_cli.errors import UndefinedError, UnsupportedError


class Laws(ABC):
    """What follows for expressions in `t` from `limit` and `sign` of their parts."""

    def __init__(self, *, generic: bool) -> None:
        self.generic = generic
        self.t = sp.Dummy("t", positive=True)

    @abstractmethod
    def sign(self, g: sp.Expr) -> int | None: ...

    @abstractmethod
    def limit(self, g: sp.Expr) -> sp.Expr | None: ...

    def by_laws(self, g: sp.Expr) -> sp.Expr | None:
        """The same, from the laws of limits alone."""
        if not g.has(self.t):
            return number_or_none(g)
        if g is self.t:
            return sp.S.Zero
        if g.is_rational_function(self.t):
            return self._rational_limit(g)
        law = _LAWS.get(type(g))
        return law(self, g) if law else self._continuous(g)

    def _rational_limit(self, g: sp.Expr) -> sp.Expr | None:
        coefficient, order = leading_term(g, self.t)
        if order < 0:
            return signed_infinity(sign_of_number(coefficient))
        return sp.S.Zero if order > 0 else number_or_none(coefficient)

    def sum(self, g: sp.Expr) -> sp.Expr | None:
        limits = [(term, self.limit(term)) for term in g.args]
        infinite = {limit for _, limit in limits if limit in INFINITE}
        unknown = [term for term, limit in limits if limit is None]
        if len(infinite) == 1 and all(map(self.is_bounded, unknown)):
            return infinite.pop()
        if infinite or unknown:
            return None
        return number_or_none(sp.Add(*(limit for _, limit in limits)))

    def product(self, g: sp.Expr) -> sp.Expr | None:
        limits = [self.limit(factor) for factor in g.args]
        unknown = [factor for factor, limit in zip(g.args, limits, strict=True) if limit is None]
        infinite = any(limit in INFINITE for limit in limits)
        zero = any(limit is not None and limit.is_zero for limit in limits)
        if zero and not infinite and all(map(self.is_bounded, unknown)):
            return sp.S.Zero
        if unknown or (zero and infinite):
            return None
        if not infinite:
            return number_or_none(sp.Mul(*limits))
        signs = [sign_of_number(limit) for limit in limits if limit is not None]
        return None if None in signs else signed_infinity(int(sp.prod(signs)))

    def power(self, g: sp.Expr) -> sp.Expr | None:
        base, exponent = g.args
        if exponent.has(self.t):
            return self._variable_power(base, exponent)
        limit = self.limit(base)
        sign = None if limit is None else sign_of_number(limit)
        if sign == 1 and limit is not sp.oo:
            return real_number(power(limit, exponent))
        rate = sign_of_number(exponent)
        if limit is None or sign is None or not rate:
            return real_number(power(limit, exponent)) if self.is_generic(limit) else None
        if limit in INFINITE or sign == 0:
            if (rate > 0) == (sign == 0):
                return sp.S.Zero
            near = self.sign(base)
            odd = exponent.is_Rational and exponent.p % 2 == 1
            return None if near is None else signed_infinity(near if odd else near * near)
        return real_number(power(limit, exponent))

    def _variable_power(self, base: sp.Expr, exponent: sp.Expr) -> sp.Expr | None:
        limits = self.limit(base), self.limit(exponent)
        if None in limits or limits[0] in INFINITE or limits[1] in INFINITE:
            return self._growth(base, exponent)
        is_positive = self.is_generic(limits[0]) or sign_of_number(limits[0]) == 1
        return sp.Pow(*limits) if is_positive else self._growth(base, exponent)

    def _growth(self, base: sp.Expr, exponent: sp.Expr) -> sp.Expr | None:
        growth = self.limit(exponent * sp.log(base))
        return None if growth is None else exponential_of(growth)

    def exponential(self, g: sp.Expr) -> sp.Expr | None:
        limit = self.limit(g.args[0])
        return None if limit is None else exponential_of(limit)

    def logarithm(self, g: sp.Expr) -> sp.Expr | None:
        limit = self.limit(g.args[0])
        if limit is None or limit is sp.oo:
            return limit
        sign = sign_of_number(limit)
        if not sign:
            return -sp.oo if sign == 0 and self.sign(g.args[0]) == 1 else None
        return sp.log(limit) if sign > 0 else None

    def _continuous(self, g: sp.Expr) -> sp.Expr | None:
        """A function that is continuous wherever it is defined; at infinity as the table says."""
        limits = [self.limit(argument) for argument in g.args]
        if None in limits or isinstance(g, sp.Sum | sp.Product):
            return None
        if isinstance(g, AppliedUndef):
            return None if any(limit in INFINITE for limit in limits) else g.func(*limits)
        if len(limits) == 1 and limits[0] in INFINITE:
            ends = AT_INFINITY.get(type(g))
            end = sp.nan if ends is None else ends[limits[0] is sp.oo]
            return None if end is sp.nan else end
        if len(limits) > 1 or type(g) not in CONTINUOUS:
            return None
        try:
            return value_at(g.func(*limits, evaluate=False), {})
        except (UndefinedError, UnsupportedError):
            return None

    def quotient(self, g: sp.Expr) -> sp.Expr | None:
        """The functions with poles, as quotients."""
        found = self._continuous(g)
        return self.limit(QUOTIENTS[type(g)](g.args[0])) if found is None else found

    def is_bounded(self, g: sp.Expr) -> bool:
        """Whether |g| is certainly bounded for small t."""
        if type(g) in BOUNDED or not g.has(self.t):
            return True
        if g.is_Add or g.is_Mul or (g.is_Pow and g.exp.is_Integer and g.exp > 0):
            return all(map(self.is_bounded, g.args))
        if (isinstance(g, sp.exp) and self.is_bounded(g.args[0])) or sign_of_range(oscillation(self, g)):
            return True
        limit = self.limit(g)
        return limit is not None and limit not in INFINITE

    def is_generic(self, limit: sp.Expr | None) -> bool:
        """Whether a limit with parameters in it is taken not to be 0."""
        return self.generic and limit is not None and bool(limit.free_symbols) and sign_of_number(limit) is None


def exponential_of(limit: sp.Expr) -> sp.Expr:
    """Return the limit of e^u where u has this one."""
    return sp.S.Zero if limit is -sp.oo else limit if limit is sp.oo else sp.exp(limit)


def leading_term(g: sp.Expr, t: sp.Symbol) -> tuple[sp.Expr, int]:
    """Of a rational function that behaves as c t^n, c and n: the lowest n that parameters leave possible."""
    top, bottom = (_lowest(part, t) for part in sp.fraction(sp.together(g)))
    return top[0] / bottom[0], top[1] - bottom[1]


def _lowest(polynomial: sp.Expr, t: sp.Symbol) -> tuple[sp.Expr, int]:
    """The coefficient and the exponent of the lowest power whose coefficient is not known to be 0."""
    for (n,), coefficient in reversed(sp.Poly(polynomial, t).terms()):
        if sign_of_number(coefficient) != 0:
            return coefficient, n
    return sp.S.Zero, 0


# Laws of limits

_LAWS: dict[type, Callable[[Laws, sp.Expr], sp.Expr | None]] = {
    sp.Add: Laws.sum,
    sp.Mul: Laws.product,
    sp.Pow: Laws.power,
    sp.exp: Laws.exponential,
    sp.log: Laws.logarithm,
    **dict.fromkeys((sp.tan, sp.cot, sp.sec, sp.csc, sp.coth, sp.csch, sp.atanh, sp.acoth), Laws.quotient),
}
