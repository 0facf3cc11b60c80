"""Powers over the real numbers, against their definition: b^(p/q) with odd q is the real root, also of b < 0."""

from fractions import Fraction

import pytest
import sympy as sp

from calc_cli.algebra.evaluate import approximate
from calc_cli.algebra.functions import symbol
from calc_cli.algebra.power import power
from calc_cli.errors import UndefinedError

X = symbol("x")
BASES = [sp.Rational(b) for b in ("-8", "-27/8", "-2", "-1", "1", "4", "8/27")]
EXPONENTS = [Fraction(*e) for e in ((1, 3), (2, 3), (-1, 3), (-2, 3), (5, 3), (3, 5), (-4, 5), (2, 1), (-3, 1))]


def real_power(base: float, exponent: Fraction) -> float:
    sign = -1.0 if base < 0 and exponent.numerator % 2 else 1.0
    return sign * abs(base) ** float(exponent)


@pytest.mark.parametrize("exponent", EXPONENTS, ids=str)
@pytest.mark.parametrize("base", BASES, ids=str)
def test_number(base: sp.Rational, exponent: Fraction) -> None:
    found = power(base, sp.Rational(exponent.numerator, exponent.denominator))
    assert float(found) == pytest.approx(real_power(float(base), exponent))


@pytest.mark.parametrize("exponent", EXPONENTS, ids=str)
def test_of_a_variable_it_is_the_same_on_both_sides(exponent: Fraction) -> None:
    formula = power(X, sp.Rational(exponent.numerator, exponent.denominator))
    for base in BASES:
        assert float(approximate(formula, {X: base}, 20)) == pytest.approx(real_power(float(base), exponent))


def test_roots_of_even_roots_are_one_root() -> None:
    assert power(power(X, sp.Rational(3, 2)), sp.Rational(1, 2)) == sp.Pow(X, sp.Rational(3, 4))
    assert power(power(X, sp.Rational(3, 2)), sp.Rational(2, 3)) != X  # which is defined for x < 0, too


UNDEFINED = [(0, 0), (0, -1), (0, sp.Rational(-1, 3)), (-2, sp.Rational(1, 2)), (-1, sp.Rational(3, 4)), (-2, sp.pi)]


@pytest.mark.parametrize(("base", "exponent"), UNDEFINED, ids=str)
def test_no_real_value(base: object, exponent: object) -> None:
    with pytest.raises(UndefinedError):
        approximate(sp.Pow(base, exponent, evaluate=False), {}, 20)
    found = power(sp.S(base), sp.S(exponent))
    assert not found.is_real or (base, exponent) == (0, 0)  # SymPy makes 1 of 0^0, which is told where it is read
