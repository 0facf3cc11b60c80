"""The sign and the limit, as t -> 0+, of an expression in t > 0 that is smooth for small t.

Limits follow from those of the parts by the laws of limits, exactly, with squeezing by bounded factors. What these
leave open, an indeterminate form, yields to the rule of l'Hôpital or goes to SymPy's limit (Gruntz's algorithm),
whose answer is kept only if it is a real number or a signed infinity; `is_proved` then says that it needs a second
witness. Signs follow from limits and leading terms; only where those leave them open does the sign of many samples
stand in.

Coefficients may hold parameters: a divisor that is not 0 as an expression is then taken not to be 0.
"""

from collections.abc import Callable

import mpmath
import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.evaluate import approximate, sign_at, value_at
from calc_cli.algebra.power import power
from calc_cli.calculus.differentiate import differentiate
from calc_cli.calculus.functions_at_limits import AT_INFINITY, BOUNDED, CONTINUOUS, FORMULAS, QUOTIENTS
from calc_cli.errors import UndefinedError, UnsupportedError

_PROBES = tuple(sp.Rational(1000 + 577 * k, 2003 * 7 ** (2 * k + 3)) for k in range(10)) + tuple(
    sp.Rational(1, 11 ** (2**k)) for k in range(5, 8)
)
"""Small t at which a sign is sampled where no law tells it."""

_MOST_DERIVATIVES, _ROOM = 6, 30

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

INFINITE = (sp.oo, -sp.oo)

Range = tuple[sp.Expr, sp.Expr]


class Germs:
    """What is known of expressions in `t`."""

    def __init__(self) -> None:
        self.t = sp.Dummy("t", positive=True)
        self.limits: dict[sp.Basic, sp.Expr | None] = {}
        self.signs: dict[sp.Basic, int | None] = {}
        self.is_proved = True

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
            return sign_of_number(_leading(g, self.t)[0])
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
                signs.add(int(mpmath.sign(approximate(g, {self.t: t}, 5))))
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
            self.limits[g] = self._limit(g)
        return self.limits[g]

    def by_laws(self, g: sp.Expr) -> sp.Expr | None:
        """The same, from the laws of limits alone."""
        if not g.has(self.t):
            return _number(g)
        if g is self.t:
            return sp.S.Zero
        if g.is_rational_function(self.t):
            return self._rational_limit(g)
        law = _LAWS.get(type(g))
        return law(self, g) if law else self._continuous(g)

    def _limit(self, g: sp.Expr) -> sp.Expr | None:
        found = self.by_laws(g)
        if found is not None or self.oscillation(g) is not None:
            return found
        found = self._by_derivatives(g)
        return self._indeterminate(g) if found is None else found

    def _by_derivatives(self, g: sp.Expr) -> sp.Expr | None:
        """The rule of l'Hôpital for 0/0, as far as it does not make the quotient much longer."""
        top, bottom = sp.fraction(sp.together(g) if g.is_Add else g)
        longest = 2 * sp.count_ops(top) + _ROOM
        for _ in range(_MOST_DERIVATIVES):
            if self.by_laws(top) != 0 or self.by_laws(bottom) != 0:
                return None
            try:
                top, bottom = differentiate(top, self.t), differentiate(bottom, self.t)
            except UnsupportedError:
                return None
            if sp.count_ops(top) + sp.count_ops(bottom) > longest or not self.sign(bottom):
                return None
            found = self.by_laws(top / bottom)
            if found is not None:
                return found
            top, bottom = sp.fraction(top / bottom)
        return None

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
        number = _number(found)
        self.is_proved = self.is_proved and number is None
        return number

    def _rational_limit(self, g: sp.Expr) -> sp.Expr | None:
        coefficient, order = _leading(g, self.t)
        if order < 0:
            return _signed_infinity(sign_of_number(coefficient))
        return sp.S.Zero if order > 0 else _number(coefficient)

    def sum(self, g: sp.Expr) -> sp.Expr | None:
        limits = [(term, self.limit(term)) for term in g.args]
        infinite = {limit for _, limit in limits if limit in INFINITE}
        unknown = [term for term, limit in limits if limit is None]
        if len(infinite) == 1 and all(map(self.is_bounded, unknown)):
            return infinite.pop()
        if infinite or unknown:
            return None
        return _number(sp.Add(*(limit for _, limit in limits)))

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
            return _number(sp.Mul(*limits))
        signs = [sign_of_number(limit) for limit in limits if limit is not None]
        return None if None in signs else _signed_infinity(int(sp.prod(signs)))

    def power(self, g: sp.Expr) -> sp.Expr | None:
        base, exponent = g.args
        if exponent.has(self.t):
            growth = self.limit(exponent * sp.log(base))
            return None if growth is None else _exponential(growth)
        limit = self.limit(base)
        sign = None if limit is None else sign_of_number(limit)
        rate = sign_of_number(exponent)
        if limit is None or sign is None or not rate:
            return None
        if limit in INFINITE or sign == 0:
            if (rate > 0) == (sign == 0):
                return sp.S.Zero
            near = self.sign(base)
            odd = exponent.is_Rational and exponent.p % 2 == 1
            return None if near is None else _signed_infinity(near if odd else near * near)
        return _real(power(limit, exponent))

    def exponential(self, g: sp.Expr) -> sp.Expr | None:
        limit = self.limit(g.args[0])
        return None if limit is None else _exponential(limit)

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
        if None in limits or isinstance(g, AppliedUndef | sp.Sum | sp.Product):
            return None
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
        limit = self.limit(g)
        return limit is not None and limit not in INFINITE

    def oscillation(self, g: sp.Expr) -> Range | None:
        """The range that g = c + k sin(u)^n goes through again and again, as u grows without end; cos likewise."""
        if isinstance(g, sp.sin | sp.cos):
            return (-sp.S.One, sp.S.One) if self.limit(g.args[0]) in INFINITE else None
        if g.is_Pow and g.exp.is_Integer and g.exp.is_positive:
            inner = self.oscillation(g.base)
            return None if inner is None else _power_of_range(inner, g.exp)
        if not (g.is_Add or g.is_Mul):
            return None
        limits = [self.limit(part) for part in g.args]
        moving = [part for part, limit in zip(g.args, limits, strict=True) if limit is None]
        ranges = [self.oscillation(part) for part in moving]
        still = g.func(*(limit for limit in limits if limit is not None))
        unbounded = [i for i, found in enumerate(ranges) if found == (-sp.oo, sp.oo)]
        if g.is_Add and len(unbounded) == 1 and still.is_finite:
            rest = moving[: unbounded[0]] + moving[unbounded[0] + 1 :]
            return (-sp.oo, sp.oo) if all(map(self.is_bounded, rest)) else None
        return _moved(g.func, still, ranges[0]) if len(ranges) == 1 and ranges[0] is not None else None


def _moved(by: type[sp.Add] | type[sp.Mul], still: sp.Expr, moving: Range) -> Range | None:
    """The range of a sum or a product of what has the limit `still` and what goes through the range `moving`."""
    low, high = moving
    if still in INFINITE:
        zero_inside = sign_of_number(low) == -1 and sign_of_number(high) == 1
        return (-sp.oo, sp.oo) if by is sp.Mul and zero_inside else None
    order = sign_of_number(still) if by is sp.Mul else 1
    ends = by(still, low), by(still, high)
    return None if not order or sp.nan in ends else ends if order > 0 else ends[::-1]


def _power_of_range(moving: Range, n: sp.Integer) -> Range:
    low, high = moving
    ends = low**n, high**n
    if n % 2 == 1:
        return ends
    zero_inside = sign_of_number(low) == -1 and sign_of_number(high) == 1
    return sp.S.Zero if zero_inside else sp.Min(*ends), sp.Max(*ends)


def _real(number: sp.Expr) -> sp.Expr | None:
    return None if number.has(sp.nan, sp.zoo, sp.oo, -sp.oo, sp.I) else number


def _number(number: sp.Expr) -> sp.Expr | None:
    """A number or an expression in parameters, simplified, if it is real."""
    try:
        return _real(value_at(number, {}))
    except (UndefinedError, UnsupportedError):
        return None


def sign_of_number(number: sp.Expr) -> int | None:
    """The sign of a number, of an infinity, or of an expression in parameters if it is always the same."""
    if number in INFINITE:
        return 1 if number is sp.oo else -1
    try:
        return sign_at(number, {})
    except UndefinedError:
        return None


def _signed_infinity(sign: int | None) -> sp.Expr | None:
    return sp.oo * sign if sign else None


def _exponential(limit: sp.Expr) -> sp.Expr:
    return sp.S.Zero if limit is -sp.oo else limit if limit is sp.oo else sp.exp(limit)


def _leading(g: sp.Expr, t: sp.Symbol) -> tuple[sp.Expr, int]:
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

_LAWS: dict[type, Callable[[Germs, sp.Expr], sp.Expr | None]] = {
    sp.Add: Germs.sum,
    sp.Mul: Germs.product,
    sp.Pow: Germs.power,
    sp.exp: Germs.exponential,
    sp.log: Germs.logarithm,
    **dict.fromkeys((sp.tan, sp.cot, sp.sec, sp.csc, sp.coth, sp.csch, sp.atanh, sp.acoth), Germs.quotient),
}
