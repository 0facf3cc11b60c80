"""The value of a power over the real numbers.

A positive base has any power, 0 those with a positive exponent, a negative base those whose exponent is a fraction with
an odd denominator in lowest terms: (-8)^(1/3) = -2. 0^0 is undefined, except where the exponent counts the terms of a
sum, as in every power series.
"""

from collections.abc import Callable
from fractions import Fraction

import sympy as sp
from flint import fmpq

from calc_cli.algebra.enclosures import arithmetic, enclosure
from calc_cli.algebra.enclosures.compilation import Compiler, Evaluation, Part
from calc_cli.algebra.enclosures.enclosure import ImpreciseError, NotRealError, Value
from calc_cli.errors import UndefinedError

_MOST_DENOMINATOR = 1_000
"""Of a negative number, roots of a higher degree are only taken if the exponent is written as a fraction."""


def power(c: Compiler, e: sp.Basic) -> Part:
    """Return the function for the value of base^exponent."""
    base, exponent = e.args
    if base is sp.E:
        return c.of(sp.exp(exponent, evaluate=False))
    base_at = c.asked(base)
    is_simple = exponent.is_Rational and exponent.p
    raised_to = _simple_power(exponent) if is_simple else _general_power(c, e)

    def value(at: Evaluation) -> Value:
        b = base_at(at)
        try:
            return raised_to(at, b)
        except ImpreciseError:
            raise at.undecided(base, b) from None
        except ZeroDivisionError:
            raise UndefinedError("division by zero") from None
        except NotRealError:
            n = c.of(exponent)(at)
            name = f"sqrt({enclosure.text(b)})" if n == fmpq(1, 2) else f"({enclosure.text(b)})^({enclosure.text(n)})"
            raise UndefinedError(f"{name} is not a real number") from None

    return value


def _simple_power(exponent: sp.Rational) -> Callable[[Evaluation, Value], Value]:
    p, q = int(exponent.p), int(exponent.q)
    return lambda _, b: arithmetic.rational_power(b, p, q)


def _general_power(c: Compiler, e: sp.Basic) -> Callable[[Evaluation, Value], Value]:
    """Return the function that raises a base to an exponent that has to be computed."""
    base, exponent = e.args
    exponent_at, sign = c.asked(exponent), c.sign(base)

    def raised_to(at: Evaluation, b: Value) -> Value:
        n = exponent_at(at)
        exact = enclosure.exactly(n)
        if exact is None:
            return _irrational_power(c, e, at, b, n)
        if exact:
            return arithmetic.rational_power(b, int(exact.p), int(exact.q))
        if not _is_index(exponent, at) and sign(at) == 0:
            raise UndefinedError("0^0 is not defined")
        return fmpq(1)

    return raised_to


def _is_index(exponent: sp.Basic, at: Evaluation) -> bool:
    """Return True if `exponent` counts the terms of a sum, as k does in x^k: there x^0 is 1 for every x."""
    return bool(exponent.free_symbols) and exponent.free_symbols <= {index for index, _ in at.bound}


def _irrational_power(c: Compiler, e: sp.Basic, at: Evaluation, b: Value, n: Value) -> Value:
    """Return a power whose exponent is not known as a fraction, though it may be one that it is near to."""
    exponent = e.args[1]
    side = enclosure.sign(b)
    if side is None:
        raise ImpreciseError
    if side > 0:
        return arithmetic.positive_power(b, n)
    if side == 0:
        if c.sign(exponent)(at) < 0:
            raise ZeroDivisionError
        return fmpq()
    if enclosure.size(n) > enclosure.precision() / 2:
        raise at.undecided(exponent, n)
    near = Fraction(*enclosure.fraction(n)).limit_denominator(_MOST_DENOMINATOR)
    gap = sp.Add(sp.Mul(near.denominator, exponent, evaluate=False), -near.numerator, evaluate=False)
    if c.sign(gap)(at) != 0:
        raise NotRealError
    return arithmetic.rational_power(b, near.numerator, near.denominator)
