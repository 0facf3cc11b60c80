"""The derivative of any order at a point, from the Taylor series there: f^(n)(a) is n! times the coefficient of t^n.

Series are multiplied, inverted and composed by FLINT, with rational coefficients. What is not rational at the point is
a factor in front: with t = x - a, e^x at 1 is e·exp(t), sin x at 2 is sin 2·cos t + cos 2·sin t. So a series is a sum
of constants times rational series, and a function is taken of it if what varies in it is rational. Knuth, The Art of
Computer Programming 2, 4.7.

Where there is no such series, or its coefficient is long, Arb's has coefficients that are enclosed: arithmetic and
composition keep the errors certain (F. Johansson, Arb: efficient arbitrary-precision midpoint-radius interval
arithmetic, 2017), and the precision is raised until the coefficient is known to the digits asked for. An odd root of a
negative number is the real one; a function that Arb has no series of has its formula.
"""

from collections.abc import Callable, Mapping
from functools import reduce
from math import factorial
from operator import add, mul

import sympy as sp
from flint import arb_series, ctx, fmpq, fmpq_series

from calc_cli.algebra.enclosures.enclosure import UndecidedError, as_float, decimal, precision, precision_of, sign
from calc_cli.algebra.enclosures.precision import raised
from calc_cli.algebra.evaluate import value_on
from calc_cli.algebra.exact import simple_number
from calc_cli.algebra.formulas import expanded
from calc_cli.algebra.functions import record_of
from calc_cli.algebra.power import power
from calc_cli.errors import UndefinedError, UnsupportedError

_MOST_NODES = 300

_MOST_ORDER = 1_000

_MOST_BITS, _GUARD_BITS = 4_000, 40

Series = Mapping[sp.Expr, fmpq_series]
"""The sum of constants times series in t = x - a."""


class NoSeriesError(Exception):
    """The function has no such series, or none is found."""


def taylor(e: sp.Expr, x: sp.Symbol, a: sp.Expr, order: int) -> sp.Expr:
    """Return the derivative of `order` of the analytic function `e` in `x` at the number `a`, exactly.

    Raises NoSeriesError where parts are not analytic, or where what varies in the argument of one is not rational.

    >>> x = sp.Symbol("x", real=True)
    >>> taylor(sp.tan(x), x, sp.S.Zero, 7), taylor(sp.exp(2 * x), x, sp.S.One, 3)
    (272, 8*exp(2))
    """
    is_short = all(i < _MOST_NODES for i, _ in enumerate(sp.preorder_traversal(e)))
    if order > _MOST_ORDER or not is_short or e.free_symbols - {x} or a.free_symbols:
        raise NoSeriesError
    before, ctx.cap = ctx.cap, order + 1
    try:
        series = _series(e, {x: _sum([_constant(a), {sp.S.One: fmpq_series([0, 1])}])})
        terms = [c * sp.Rational(int(s[order].p), int(s[order].q)) for c, s in series.items()]
        return simple_number(sp.Add(*(term * factorial(order) for term in terms)))
    except (ValueError, ZeroDivisionError) as error:  # FLINT's, of a constant term that does not fit
        raise NoSeriesError from error
    finally:
        ctx.cap = before


def _series(e: sp.Expr, known: dict[sp.Expr, Series]) -> Series:
    if e not in known:
        known[e] = _of_parts(e, known) if e.free_symbols else _constant(e)
    return known[e]


def _of_parts(e: sp.Expr, known: dict[sp.Expr, Series]) -> Series:
    if e.is_Pow and not e.exp.is_Rational:
        e = sp.exp(e.exp * sp.log(e.base), evaluate=False)
    parts = [_series(part, known) for part in e.args]
    if e.is_Add:
        return _sum(parts)
    if e.is_Mul:
        return _product(parts)
    if e.is_Pow:
        return _power(parts[0], e.exp)
    c, s = _split(parts[0])
    if e.func in _RULES:
        return _RULES[e.func](c, s)
    record = record_of(e.func)
    method = None if record is None else getattr(fmpq_series, record.arb or "", None)
    if method is None or not c.is_zero:
        raise NoSeriesError
    return {sp.S.One: method(s)}


def _constant(c: sp.Expr) -> Series:
    if c.is_Rational:
        return {sp.S.One: _number(c)}
    return {c: fmpq_series([1])}


def _number(c: sp.Rational) -> fmpq_series:
    return fmpq_series([fmpq(int(c.p), int(c.q))])


def _sum(terms: list[Series]) -> Series:
    total: dict[sp.Expr, fmpq_series] = {}
    for term in terms:
        for c, s in term.items():
            total[c] = total[c] + s if c in total else s
    return total


def _product(factors: list[Series]) -> Series:
    result: Series = _constant(sp.S.One)
    for factor in factors:
        result = _sum([_times(c, d, s * r) for c, s in result.items() for d, r in factor.items()])
    return result


def _times(c: sp.Expr, d: sp.Expr, s: fmpq_series) -> Series:
    rational, rest = sp.Mul(c, d).as_coeff_Mul()
    return {rest: s * _number(rational)}


def _power(base: Series, n: sp.Rational) -> Series:
    if n.is_Integer and n.p > 0:
        half = _power(base, n // 2) if n > 1 else _constant(sp.S.One)
        return _product([half, half, base] if n % 2 else [half, half])
    c, s = _split(base)
    return {power(c, n): (_log(c, s) * _number(n)).exp()}


def _split(series: Series) -> tuple[sp.Expr, fmpq_series]:
    """Return the constant term and the rest, which has to be rational."""
    if any(c is not sp.S.One and s.length() > 1 for c, s in series.items()):
        raise NoSeriesError
    terms = {c: s[0] for c, s in series.items()}
    rational = terms.get(sp.S.One, fmpq())
    rest = series.get(sp.S.One, fmpq_series([0])) - fmpq_series([rational])
    return sp.Add(*(c * sp.Rational(int(n.p), int(n.q)) for c, n in terms.items())), rest


def _log(c: sp.Expr, s: fmpq_series) -> fmpq_series:
    """Return log(1 + s/c)."""
    if not c.is_Rational or not c:
        raise NoSeriesError
    return (1 + s * _number(1 / c)).log()


def _logarithm(c: sp.Expr, s: fmpq_series) -> Series:
    if not c.is_positive:
        raise NoSeriesError
    return _sum([_constant(sp.log(c)), {sp.S.One: _log(c, s)}])


def _by_two(
    first: Callable[[sp.Expr], sp.Expr], second: Callable[[sp.Expr], sp.Expr], sign: int, even: str, odd: str
) -> Callable[[sp.Expr, fmpq_series], Series]:
    """Return the rule f(c + s) = f(c) even(s) ± g(c) odd(s) of sine, cosine and their hyperbolic kin."""

    def rule(c: sp.Expr, s: fmpq_series) -> Series:
        at = [_product([_constant(first(c)), {sp.S.One: getattr(s, even)()}])]
        return _sum([*at, _product([_constant(sign * second(c)), {sp.S.One: getattr(s, odd)()}])])

    return rule


_RULES: Mapping[type[sp.Basic], Callable[[sp.Expr, fmpq_series], Series]] = {
    sp.exp: lambda c, s: _product([_constant(sp.exp(c)), {sp.S.One: s.exp()}]),
    sp.log: _logarithm,
    sp.sin: _by_two(sp.sin, sp.cos, 1, "cos", "sin"),
    sp.cos: _by_two(sp.cos, sp.sin, -1, "cos", "sin"),
    sp.sinh: _by_two(sp.sinh, sp.cosh, 1, "cosh", "sinh"),
    sp.cosh: _by_two(sp.cosh, sp.sinh, 1, "cosh", "sinh"),
}


def taylor_in_decimals(e: sp.Expr, x: sp.Symbol, a: sp.Expr, order: int, digits: int) -> sp.Float:
    """Return the derivative of `order` of the analytic function `e` in `x` at the number `a`, rounded to `digits`.

    Raises NoSeriesError where a part has no series that is known, or where that precision is out of reach.

    >>> x = sp.Symbol("x", real=True)
    >>> taylor_in_decimals(sp.tan(x), x, sp.S.One, 100, 5)
    3.6763e+182
    """

    def ask() -> sp.Float:
        series = _Series(x, a).of(e)
        coefficient = series[order] * factorial(order)
        if decimal(coefficient, digits) is None:
            raise UndecidedError((e, ()), coefficient)
        return as_float(coefficient, digits)

    before, ctx.cap = ctx.cap, order + 1
    try:
        return raised(ask, lambda *_: False, precision_of(digits) + _GUARD_BITS, _MOST_BITS)
    except (ValueError, ZeroDivisionError, UndefinedError, UnsupportedError) as error:
        raise NoSeriesError from error  # of a constant term that does not fit, or is not known well enough
    finally:
        ctx.cap = before


class _Series:
    """The series of an expression and its parts, each once, in t = x - a at the working precision."""

    def __init__(self, x: sp.Symbol, a: sp.Expr) -> None:
        self.known: dict[sp.Expr, arb_series] = {x: _enclosed(a) + arb_series([0, 1])}

    def of(self, e: sp.Expr) -> arb_series:
        """Return the series of a part."""
        if e not in self.known:
            self.known[e] = self._of_parts(e) if e.free_symbols else _enclosed(e)
        return self.known[e]

    def _of_parts(self, e: sp.Expr) -> arb_series:
        if e.is_Pow:
            return self._power(*e.args)
        if e.is_Add or e.is_Mul:
            return reduce(add if e.is_Add else mul, map(self.of, e.args))
        record = record_of(e.func)
        if record is None:
            raise NoSeriesError
        method = getattr(arb_series, record.arb, None) if record.arb else None
        if method is not None:
            return _known(method(self.of(e.args[0])))
        if isinstance(e, sp.Abs):
            return _side(self.of(e.args[0])) * self.of(e.args[0])
        formula = expanded(e)
        if formula is None or formula.has(sp.Piecewise):
            raise NoSeriesError
        return self.of(formula)

    def _power(self, base: sp.Expr, exponent: sp.Expr) -> arb_series:
        if base is sp.E:
            return self.of(exponent).exp()
        b = self.of(base)
        if exponent.is_Integer:
            power = b ** abs(int(exponent))
            return power if exponent > 0 else 1 / power
        side = _side(b) if exponent.is_Rational and exponent.q % 2 else 1
        root = _known((self.of(exponent) * (side * b).log()).exp())
        return -root if side < 0 and exponent.p % 2 else root


def _enclosed(c: sp.Expr) -> arb_series:
    value = value_on(c, {}, precision())
    if value is None:
        raise NoSeriesError
    return arb_series([value])


def _side(series: arb_series) -> int:
    """Return the sign of the constant term."""
    side = sign(series[0])
    if not side:
        raise NoSeriesError
    return side


def _known(series: arb_series) -> arb_series:
    """Return the series, unless its constant term is unknown: the function is not defined there."""
    if not series[0].is_finite():
        raise NoSeriesError
    return series
