"""Decimals, and expressions in decimals."""

import mpmath
import pytest
import sympy as sp

from calc_cli.algebra.functions import symbol
from calc_cli.render.numbers import decimal, in_decimals
from calc_cli.render.plain import plain

t, x = symbol("t"), symbol("x")

DECIMALS = [
    # number         digits  text
    (2,              5,      "2.0000"),
    (1 / 3,          5,      "0.33333"),
    (-0.5,           2,      "-0.50"),
    (123456,         3,      "123000"),
    (9.9999,         3,      "10.0"),
    (0.000012345,    3,      "0.0000123"),
    (1e-9,           3,      "1.00e-9"),
    (6.02214e23,     4,      "6.022e23"),
    (0,              3,      "0"),
    (7,              1,      "7"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "digits", "text"), DECIMALS)
def test_decimals(number, digits, text):
    assert decimal(number, digits) == text


def test_every_digit_is_right():
    with mpmath.workdps(1010):
        assert decimal(+mpmath.pi, 1000) == mpmath.nstr(mpmath.pi, 1000)
    assert decimal(mpmath.mpf(10) ** 1_000_000, 3) == "1.00e1000000"
    assert decimal(mpmath.mpf(2) ** (10**30), 3).partition("e")[2].startswith("30102999566398119521373889472")


@pytest.mark.parametrize("number", [mpmath.inf, mpmath.nan])
def test_what_is_no_number_has_no_decimals(number):
    with pytest.raises(ValueError, match="no decimals"):
        decimal(number, 5)


IN_DECIMALS = [
    (x / 3 + sp.pi * x**2 - sp.sqrt(2), "3.1416*x**2 + 0.33333*x - 1.4142"),
    (sp.sqrt(x) / 7,                    "0.14286*sqrt(x)"),
    (sp.log(2) * 2**x,                  "0.69315*2**x"),
    (7 * x**2 - 4,                      "7*x**2 - 4"),
    (sp.sin(x / 3),                     "sin(0.33333*x)"),
    (sp.Rational(22, 7),                "3.1429"),
    (sp.Integral(sp.exp(t**2) / 3, (t, 0, x)) / 7, "0.14286*Integral(exp(t**2)/3, (t, 0, x))"),
    (sp.Limit(sp.sin(x * t) / t, t, 0) / 7, "0.14286*(lim_(t->0+) (sin(x*t)/t))"),
    (sp.Function("f")(x) / 3 + sp.Derivative(sp.Function("f")(x), x) / 7, "0.14286*Derivative(f(x), x) + 0.33333*f(x)"),
]  # fmt: skip


@pytest.mark.parametrize(("e", "text"), IN_DECIMALS, ids=[row[1] for row in IN_DECIMALS])
def test_numbers_become_decimals_and_exponents_stay(e, text):
    assert plain(in_decimals(e, 5)) == text
