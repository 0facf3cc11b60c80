"""The derivative of any order at a point in decimals, from the Taylor series there with coefficients that Arb encloses.

Arithmetic and composition of power series keep the errors certain (F. Johansson, Arb: efficient arbitrary-precision
midpoint-radius interval arithmetic, 2017), so the precision is raised until the coefficient is known to the digits
asked for. An odd root of a negative number is the real one; a function that Arb has no series of has its formula.
"""

from functools import reduce
from math import factorial
from operator import add, mul

import sympy as sp
from flint import arb_series, ctx

from calc_cli.algebra.enclosures.enclosure import UndecidedError, as_float, decimal, precision, precision_of, sign
from calc_cli.algebra.enclosures.precision import raised
from calc_cli.algebra.evaluate import value_on
from calc_cli.algebra.formulas import expanded
from calc_cli.algebra.functions import record_of
from calc_cli.errors import UndefinedError, UnsupportedError

_MOST_BITS = 4_000
_GUARD_BITS = 40


class NoSeriesError(Exception):
    """The function has no such series, or none is found."""


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
        self.known: dict[sp.Expr, arb_series] = {x: _constant(a) + arb_series([0, 1])}

    def of(self, e: sp.Expr) -> arb_series:
        """Return the series of a part."""
        if e not in self.known:
            self.known[e] = self._of_parts(e) if e.free_symbols else _constant(e)
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


def _constant(c: sp.Expr) -> arb_series:
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
