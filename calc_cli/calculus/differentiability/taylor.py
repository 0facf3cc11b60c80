"""The derivative of any order at a point, from the Taylor series there: f^(n)(a) is n! times the coefficient of t^n.

Series in t = x - a are multiplied, inverted and composed by FLINT, with rational coefficients where the point and all
values there are rational, as those of e^x at 0. Elsewhere Arb's have coefficients that are enclosed: arithmetic and
composition keep the errors certain (F. Johansson, Arb: efficient arbitrary-precision midpoint-radius interval
arithmetic, 2017), and the precision is raised until the coefficient is known to the digits asked for. An odd root of a
negative number is the real one; a function that FLINT has no series of has its formula.
"""

from contextlib import suppress
from functools import reduce
from math import factorial
from operator import add, mul
from typing import Any

import sympy as sp
from flint import arb_series, ctx, fmpq, fmpq_series

from calc_cli.algebra.enclosures.enclosure import UndecidedError, as_float, decimal, precision, precision_of, sign
from calc_cli.algebra.enclosures.precision import raised
from calc_cli.algebra.evaluate import value_on
from calc_cli.algebra.formulas import expanded
from calc_cli.algebra.functions import record_of
from calc_cli.algebra.occurrences import is_larger
from calc_cli.errors import UndefinedError, UnsupportedError

_MOST_NODES = 300

_MOST_ORDER = 1_000

_MOST_BITS, _GUARD_BITS = 4_000, 40

_FAULTS = (ValueError, ZeroDivisionError, UndefinedError, UnsupportedError)
"""Of FLINT and our own, of a constant term that does not fit, or is not known well enough."""


class NoSeriesError(Exception):
    """The function has no such series, or none is found."""


def taylor(e: sp.Expr, x: sp.Symbol, a: sp.Expr, order: int, digits: int) -> sp.Expr:
    """Return the derivative of `order` of the analytic function `e` in `x` at the number `a`.

    It is exact where the series is rational, else rounded to `digits`. Raises NoSeriesError where a part has no series
    that is known, or where that precision is out of reach.

    >>> x = sp.Symbol("x", real=True)
    >>> taylor(sp.tan(x), x, sp.S.Zero, 7, 5), taylor(sp.tan(x), x, sp.S.One, 100, 5)
    (272, 3.6763e+182)
    """
    if order > _MOST_ORDER or is_larger(e, _MOST_NODES) or e.free_symbols - {x} or a.free_symbols:
        raise NoSeriesError

    def ask() -> sp.Float:
        coefficient = _Series(x, a, arb_series).of(e)[order] * factorial(order)
        if decimal(coefficient, digits) is None:
            raise UndecidedError((e, ()), coefficient)
        return as_float(coefficient, digits)

    before, ctx.cap = ctx.cap, order + 1
    try:
        with suppress(NoSeriesError, *_FAULTS):
            exact = _Series(x, a, fmpq_series).of(e)[order] * factorial(order)
            return sp.Rational(int(exact.p), int(exact.q))
        return raised(ask, lambda *_: False, precision_of(digits) + _GUARD_BITS, _MOST_BITS)
    except _FAULTS as error:
        raise NoSeriesError from error
    finally:
        ctx.cap = before


class _Series:
    """The series of an expression and its parts, each once, in t = x - a; those of Arb at the working precision."""

    def __init__(self, x: sp.Symbol, a: sp.Expr, kind: type[Any]) -> None:
        self.kind = kind
        self.known = {x: self._constant(a) + kind([0, 1])}

    def of(self, e: sp.Expr) -> Any:
        """Return the series of a part."""
        if e not in self.known:
            self.known[e] = self._of_parts(e) if e.free_symbols else self._constant(e)
        return self.known[e]

    def _constant(self, c: sp.Expr) -> Any:
        if self.kind is fmpq_series and not c.is_Rational:
            raise NoSeriesError
        value = fmpq(int(c.p), int(c.q)) if self.kind is fmpq_series else value_on(c, {}, precision())
        if value is None:
            raise NoSeriesError
        return self.kind([value])

    def _of_parts(self, e: sp.Expr) -> Any:
        if e.is_Pow:
            return self._power(*e.args)
        if e.is_Add or e.is_Mul:
            return reduce(add if e.is_Add else mul, map(self.of, e.args))
        record = record_of(e.func)
        if record is None:
            raise NoSeriesError
        method = getattr(self.kind, record.arb, None) if record.arb else None
        if method is not None:
            return _known(method(self.of(e.args[0])))
        if isinstance(e, sp.Abs):
            return _side(self.of(e.args[0])) * self.of(e.args[0])
        formula = expanded(e)
        if formula is None or formula.has(sp.Piecewise):
            raise NoSeriesError
        return self.of(formula)

    def _power(self, base: sp.Expr, exponent: sp.Expr) -> Any:
        if base is sp.E:
            return self.of(exponent).exp()
        b = self.of(base)
        if exponent.is_Integer:
            power = b ** abs(int(exponent))
            return power if exponent > 0 else 1 / power
        side = _side(b) if exponent.is_Rational and exponent.q % 2 else 1
        root = _known((self.of(exponent) * (side * b).log()).exp())
        return -root if side < 0 and exponent.p % 2 else root


def _side(series: Any) -> int:
    """Return the sign of the constant term."""
    side = sign(series[0])
    if not side:
        raise NoSeriesError
    return side


def _known(series: Any) -> Any:
    """Return the series, unless its constant term is unknown: the function is not defined there."""
    if isinstance(series, arb_series) and not series[0].is_finite():
        raise NoSeriesError
    return series
