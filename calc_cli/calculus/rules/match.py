"""The rule that a teacher would name for an expression as it is typed, and the other rules that would do.

A product stays a product and a root a root; the expression is as algebra/lower.py's `lower_as_typed` leaves it.
"""

from collections.abc import Callable, Iterator

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra import unevaluated
from calc_cli.algebra.exact import is_closed
from calc_cli.algebra.formulas import Bindings
from calc_cli.calculus.rules import table
from calc_cli.calculus.rules.application import Application, ChainRule, Elementary, Many, Slopes
from calc_cli.calculus.rules.rule import Rule, check_fixed, check_has_partials, outer_derivative, primed, table_name
from calc_cli.calculus.steps import NO_RATES, Rates
from calc_cli.errors import UnsupportedError

Found = Iterator[Application]


def application(e: sp.Expr, x: sp.Symbol) -> Application:
    """Return the rule that a teacher would apply to `e`, differentiated with respect to `x`.

    Raises UnsupportedError if the table has none.
    """
    return Matcher(x).application(e)


class Matcher:
    """Finds rules for expressions in the variable `x`, and remembers which parts vary with it."""

    def __init__(self, x: sp.Symbol, rates: Rates = NO_RATES) -> None:
        self.x = x
        self.rates = rates
        self._varying: dict[sp.Basic, bool] = dict.fromkeys((x, *rates), True)

    def application(self, e: sp.Expr) -> Application:
        """Return the first of `applications`."""
        return next(self.applications(e))

    def applications(self, e: sp.Expr) -> Found:
        """Yield the rules that apply to `e`, the one that a teacher would name first. There is at least one.

        Raises UnsupportedError if the table has none.
        """
        if not self.varies(e):
            yield Elementary(table.CONSTANT, e, letters={"c": e}, variable=self.x)
        elif e == self.x:
            yield Elementary(table.IDENTITY, e, letters={"x": e}, variable=self.x)
        elif e in self.rates:
            yield Application(table.UNKNOWN, e, write=lambda _: self.rates[e])
        else:
            yield from self._rule(e)(self, e)

    def varies(self, e: sp.Basic) -> bool:
        """Return True if `e` depends on x."""
        found = self._varying.get(e)
        if found is None:
            own = isinstance(e, sp.Sum | sp.Product | sp.Derivative | sp.Integral)
            found = self.x in e.free_symbols if own else any(map(self.varies, e.args))
            self._varying[e] = found
        return found

    def _rule(self, e: sp.Expr) -> "Callable[[Matcher, sp.Expr], Found]":
        if e.func in _BY_CLASS:
            return _BY_CLASS[e.func]
        if isinstance(e, AppliedUndef):
            return Matcher.unknown
        if isinstance(e, sp.Function):
            return Matcher.known if table_name(e.func) in table.BY_KEY else Matcher.several
        raise UnsupportedError(f"calc has no rule for the derivative of {e.func.__name__}")

    # Sums and products

    def sum(self, e: sp.Expr) -> Found:
        terms = [_unsigned(term) for term in e.args]
        negative = tuple(minus for minus, _ in terms)
        rule = table.DIFFERENCE if negative == (False, True) else table.SUM
        yield Many(rule, e, tuple(body for _, body in terms), negative=negative)

    def product(self, e: sp.Expr) -> Found:
        factors = unevaluated.flat(e)
        constant = [factor for factor in factors if not self.varies(factor)]
        varying = [factor for factor in factors if self.varies(factor)]
        if self._is_logarithm(constant, varying):
            yield from self.elementary(e, table.LOGARITHM, varying[0].args[0], {"b": constant[0].base.args[0]})
        below = [factor.base for factor in varying if unevaluated.is_divisor(factor)]
        above = [factor for factor in varying if not unevaluated.is_divisor(factor)]
        number = unevaluated.mul(constant)
        if not constant and not below:
            yield Many(table.PRODUCT, e, tuple(varying))
            return
        if not below or (not above and number != 1):
            yield from self._multiple(e, constant, varying)
            return
        if not above:
            yield from self.reciprocal(e, below)
            return
        if _is_negative(number):
            opposite = unevaluated.mul([-number, *varying])
            yield Application(table.CONSTANT_MULTIPLE, e, (opposite,), {"c": sp.S.NegativeOne})
            return
        yield Application(table.QUOTIENT, e, (unevaluated.mul([number, *above]), unevaluated.mul(below)))
        inverted = (unevaluated.power(base, -n) for n, base in map(_as_power, below))
        yield Many(table.PRODUCT, e, (*([] if number == 1 else [number]), *above, *inverted))

    def _multiple(self, e: sp.Expr, constant: list[sp.Expr], varying: list[sp.Expr]) -> Found:
        f = unevaluated.mul(varying)
        number = unevaluated.mul(constant)
        if all(unevaluated.is_divisor(factor) for factor in constant if factor is not sp.S.One):
            divisor = unevaluated.mul([factor.base for factor in constant if factor is not sp.S.One])
            yield Application(table.CONSTANT_DIVISOR, e, (f,), {"c": divisor})
        else:
            yield Application(table.CONSTANT_MULTIPLE, e, (f,), {"c": number})
        if f.is_Pow and f.base == self.x and not self.varies(f.exp) and f.exp is not sp.S.NegativeOne:
            letters = {"c": number, "n": _arithmetic(f.exp)}
            yield Elementary(table.MULTIPLE_OF_POWER, e, letters=letters, variable=self.x)
        if len(varying) > 1 and not any(map(unevaluated.is_divisor, (*constant, *varying))):
            yield Many(table.PRODUCT, e, (unevaluated.mul([number, varying[0]]), *varying[1:]))

    def _is_logarithm(self, constant: list[sp.Expr], varying: list[sp.Expr]) -> bool:
        """Return True if the factors are ln(u) and 1/ln(b), as log(u, b) is."""
        return (
            len(constant) == len(varying) == 1
            and isinstance(varying[0], sp.log)
            and unevaluated.is_divisor(constant[0])
            and isinstance(constant[0].base, sp.log)
        )

    def reciprocal(self, e: sp.Expr, below: list[sp.Expr]) -> Found:
        """1/x^3 is a power, and so is 1/(x + 1)^3; other reciprocals have their own rule."""
        g = unevaluated.mul(below)
        n, base = _as_power(g)
        power = self.elementary(e, table.POWER, base, {"n": -n})
        quotient = Application(table.RECIPROCAL, e, (g,), names=("g",))
        if base == self.x or n != 1:
            yield from power
            yield quotient
        else:
            yield quotient
            yield from power

    # Powers and functions

    def power(self, e: sp.Expr) -> Found:
        base, exponent = e.args
        if self.varies(exponent):
            if self.varies(base):
                yield Application(table.GENERAL_POWER, e, (base, exponent))
            else:
                yield from self.elementary(e, table.EXPONENTIAL, exponent, {"a": base})
        elif exponent is sp.S.NegativeOne:
            yield from self.reciprocal(e, [base])
        elif _is_root(exponent):
            rule = table.SQRT if exponent.q == 2 else table.ROOT
            yield from self.elementary(e, rule, base, {"n": sp.Integer(exponent.q)})
            yield from self.elementary(e, table.POWER, base, {"n": exponent})
        else:
            yield from self.elementary(e, table.POWER, base, {"n": _arithmetic(exponent)})

    def known(self, e: sp.Expr) -> Found:
        (u, *_) = e.args
        if isinstance(e, sp.log) and isinstance(u, sp.Abs):
            yield from self.elementary(e, table.LN_ABS, u.args[0], {})
        yield from self.elementary(e, table.BY_KEY[table_name(e.func)], u, {})
        if isinstance(e, sp.log):
            yield from self._log_of_product(e, u.args[0] if isinstance(u, sp.Abs) else u)

    def _log_of_product(self, e: sp.Expr, u: sp.Expr) -> Found:
        """Logarithms of products, quotients and powers, unless the only factor that varies is no power."""
        powers = [_power_of(factor) for factor in unevaluated.flat(u) if self.varies(factor)]
        constant = all(not self.varies(n) for n, _ in powers)
        if constant and (len(powers) > 1 or powers[0][0] is not sp.S.One):
            exponents, parts = zip(*powers, strict=True)
            letters = dict(zip("ab", exponents, strict=False))
            below = [unevaluated.power(part, sp.S.NegativeOne) for part in parts]

            def write(slopes: Slopes) -> sp.Expr:
                return unevaluated.add(map(unevaluated.mul, zip(exponents, slopes, below, strict=True)))

            yield Application(table.LN_PRODUCT, e, parts, letters, write=write)

    def elementary(self, e: sp.Expr, rule: Rule, u: sp.Expr, letters: Bindings) -> Found:
        """Return the rule itself for the variable, the chain rule for anything else."""
        if u == self.x:
            yield Elementary(rule, e, letters=letters, variable=self.x)
        else:
            yield ChainRule(table.CHAIN, e, (u,), outer=Elementary(rule, e, letters=letters, variable=self.x))

    def unknown(self, e: sp.Expr) -> Found:
        if len(e.args) > 1:
            yield from self.partial(e)
            return
        yield from self.elementary(e, table.UNKNOWN, e.args[0], {"F": e.func, "F'": lambda u: primed(e, u)})

    def partial(self, e: sp.Expr) -> Found:
        check_has_partials(e.expr if isinstance(e, sp.Derivative) else e)
        yield Application(table.PARTIAL, e, write=lambda _: sp.Derivative(e, self.x))

    def several(self, e: sp.Expr) -> Found:
        varying = [(i, u) for i, u in enumerate(e.args) if self.varies(u)]
        parts = tuple(dict.fromkeys(u for _, u in varying))

        def write(slopes: Slopes) -> sp.Expr:
            slope = dict(zip(parts, slopes, strict=True))
            return unevaluated.add(unevaluated.mul([outer_derivative(e, i), slope[u]]) for i, u in varying)

        yield Application(table.SEVERAL, e, parts, write=write)

    # Cases and signs

    def piecewise(self, e: sp.Expr) -> Found:
        values, conditions = zip(*e.args, strict=True)

        def write(slopes: Slopes) -> sp.Expr:
            return sp.Piecewise(*map(unevaluated.case, slopes, conditions), evaluate=False)

        yield Application(table.PIECEWISE, e, values, write=write)

    def extreme(self, e: sp.Expr) -> Found:
        rule = table.MAXIMUM if isinstance(e, sp.Max) else table.MINIMUM
        yield Many(rule, e, e.args)

    def integral(self, e: sp.Expr) -> Found:
        limits = e.limits[0]
        if len(e.limits) > 1 or len(limits) != 3:
            raise UnsupportedError("Leibniz's rule is for one integral between two bounds")
        body, (t, low, high) = e.function, limits
        parts = tuple(dict.fromkeys(u for u in (high, low, *([body] if t != self.x else [])) if self.varies(u)))

        def write(slopes: Slopes) -> sp.Expr:
            slope = dict(zip(parts, slopes, strict=True))
            ends = [(sp.S.One, high), (sp.S.NegativeOne, low)]
            terms = [unevaluated.mul([sign, body.xreplace({t: u}), slope[u]]) for sign, u in ends if u in slope]
            return unevaluated.add([*terms, *([sp.Integral(slope[body], (t, low, high))] if body in slope else [])])

        yield Application(table.LEIBNIZ, e, parts, write=write)

    def under_sign(self, e: sp.Expr) -> Found:
        check_fixed((bound for _, *bounds in e.limits for bound in bounds), self.varies, self.x)
        rule = table.SERIES if isinstance(e, sp.Sum) else table.LONG_PRODUCT
        yield Application(rule, e, (e.function,), {"limits": e.limits})


_BY_CLASS: dict[type, Callable[[Matcher, sp.Expr], Found]] = {
    sp.Add: Matcher.sum,
    sp.Mul: Matcher.product,
    sp.Pow: Matcher.power,
    sp.Piecewise: Matcher.piecewise,
    sp.Max: Matcher.extreme,
    sp.Min: Matcher.extreme,
    sp.Sum: Matcher.under_sign,
    sp.Product: Matcher.under_sign,
    sp.Integral: Matcher.integral,
    sp.Derivative: Matcher.partial,
}


def _unsigned(term: sp.Expr) -> tuple[bool, sp.Expr]:
    """Return True if the term is subtracted, and what is."""
    if _is_negative(term):
        return True, -term
    if term.is_Mul and _is_negative(term.args[0]):
        return True, unevaluated.mul([sp.S.NegativeOne, *term.args])
    return False, term


def _is_negative(e: sp.Expr) -> bool:
    return bool(e.is_Rational and e.p < 0)


def _is_root(exponent: sp.Expr) -> bool:
    """Return True for the exponent of a root: x^(1/2) as typed has a quotient for exponent, sqrt(x) a number."""
    return bool(exponent.is_Rational and exponent.p == 1 and exponent.q > 1)


def _as_power(e: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """N and u of e = u^n with a number n."""
    exponent = _arithmetic(e.exp) if e.is_Pow else None
    return (exponent, e.base) if exponent is not None and exponent.is_Rational else (sp.S.One, e)


def _power_of(e: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """N and u of a factor u^n, whatever n; also of 1/u^n."""
    if e.is_Pow and e.exp is sp.S.NegativeOne and e.base.is_Pow:
        return unevaluated.mul([sp.S.NegativeOne, _arithmetic(e.base.exp)]), e.base.base
    return (_arithmetic(e.exp), e.base) if e.is_Pow else (sp.S.One, e)


def _arithmetic(exponent: sp.Expr) -> sp.Expr:
    """Return a number as typed, such as 1/3, as the number that it is."""
    if exponent.is_Atom or not is_closed(exponent):
        return exponent
    value = exponent.doit()
    return value if value.is_Rational else exponent
