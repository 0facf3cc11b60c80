"""Derivatives of high order at a point, against series that are known from books and against mpmath."""

from math import comb, factorial

import mpmath
import pytest
import sympy as sp

from calc_cli import diff
from calc_cli.algebra.evaluate import approximate, lower
from calc_cli.algebra.functions import symbol
from calc_cli.calculus.differentiability.taylor import NoSeriesError, taylor
from calc_cli.errors import UndefinedError
from calc_cli.render.notes import words
from calc_cli.syntax.parser import parse

X = symbol("x")


def bell(n: int) -> int:
    numbers = [1]
    for k in range(n):
        numbers.append(sum(comb(k, i) * numbers[i] for i in range(k + 1)))
    return numbers[n]


KNOWN = [
    # f                   a      order  f^(order)(a)
    ("x^100 e^x",         "0",   100,   factorial(100)),
    ("tan x",             "0",   40,    0),
    ("1/(1-x)",           "0",   1000,  factorial(1000)),
    ("e^(-x^2)",          "0",   1000,  factorial(1000) // factorial(500)),
    ("atan x",            "0",   999,   -factorial(998)),
    ("e^(e^x - 1)",       "0",   50,    bell(50)),
    ("ln(1+x)",           "0",   30,    -factorial(29)),
    ("1/(1-x-x^2)",       "0",   12,    233 * factorial(12)),
    ("x sinh x",          "0",   500,   500),
]  # fmt: skip


@pytest.mark.parametrize(("function", "at", "order", "value"), KNOWN, ids=[row[0] for row in KNOWN])
def test_known_series(function: str, at: str, order: int, value: int) -> None:
    assert taylor(lower(parse(function).tree), X, lower(parse(at).tree), order, 15) == value


NUMBERS = [
    (sp.exp(sp.sin(X)), 0, 0, lambda t: mpmath.exp(mpmath.sin(t))),
    (sp.tan(X), 0, 0, mpmath.tan),
    (sp.exp(X) * sp.sin(X), 1, 1, lambda t: mpmath.exp(t) * mpmath.sin(t)),
    (X**X, 1, 1, lambda t: t**t),
    (sp.sqrt(X), 4, 4, mpmath.sqrt),
    (sp.log(X) * sp.cosh(X), 2, 2, lambda t: mpmath.log(t) * mpmath.cosh(t)),
    (sp.sin(X) * sp.sinh(2 * X), 1, 1, lambda t: mpmath.sin(t) * mpmath.sinh(2 * t)),
    (X ** sp.Rational(-2, 3) * sp.cos(X), 8, 8, lambda t: t ** (-mpmath.mpf(2) / 3) * mpmath.cos(t)),
    (sp.asin(X) * sp.atanh(X) / (X + 2), 0, 0, lambda t: mpmath.asin(t) * mpmath.atanh(t) / (t + 2)),
]


@pytest.mark.parametrize(("f", "a", "at", "g"), NUMBERS, ids=[str(row[0]) for row in NUMBERS])
def test_against_numerical_series(f: sp.Expr, a: int, at: int, g: object) -> None:
    with mpmath.workdps(60):
        wanted = mpmath.taylor(g, at, 15)[15] * mpmath.factorial(15)
    assert float(approximate(taylor(f, X, sp.Integer(a), 15, 15), {}, 20)) == pytest.approx(float(wanted), rel=1e-9)


@pytest.mark.parametrize("f", [sp.sqrt(X), sp.log(X), 1 / X, sp.Abs(X)], ids=str)
def test_no_such_series(f: sp.Expr) -> None:
    with pytest.raises(NoSeriesError):
        taylor(f, X, sp.S.Zero, 9, 15)


def test_a_high_order_at_a_point_needs_no_formula() -> None:
    assert diff("x^100 e^x", order=100, at="0").value == factorial(100)


IN_DECIMALS = [
    # f                  a       order  the same in mpmath
    ("tan x",            "1",    20,    mpmath.tan),
    ("e^(sin x)",        "1",    24,    lambda t: mpmath.exp(mpmath.sin(t))),
    ("x^pi sin x",       "3",    16,    lambda t: t**mpmath.pi * mpmath.sin(t)),
    ("x^x/(1 + x^2)",    "2",    16,    lambda t: t**t / (1 + t * t)),
    ("cbrt(cos x) + x",  "2",    18,    lambda t: t - mpmath.cbrt(-mpmath.cos(t))),
    ("tanh(x)^2",        "1/3",  20,    lambda t: mpmath.tanh(t) ** 2),
    ("arcsec x",         "2",    18,    lambda t: mpmath.acos(1 / t)),
    ("sigmoid(x)",       "2",    30,    lambda t: 1 / (1 + mpmath.exp(-t))),
]  # fmt: skip


@pytest.mark.parametrize(("function", "at", "order", "g"), IN_DECIMALS, ids=[row[0] for row in IN_DECIMALS])
def test_decimals_where_the_exact_value_is_long(function: str, at: str, order: int, g: object) -> None:
    found = diff(function, order=order, at=at)
    with mpmath.workdps(120):
        wanted = mpmath.taylor(g, mpmath.mpf(sp.Rational(at).p) / sp.Rational(at).q, order)[order]
        wanted *= mpmath.factorial(order)
        assert abs(found.value._to_mpmath(60) / wanted - 1) < mpmath.mpf("5e-15")
    assert "rounded to 15 digits" in words(found.notes[-1])


def test_the_function_as_typed_counts() -> None:
    with pytest.raises(UndefinedError, match="not defined at x = 0"):
        diff("(x^3-x^3)/x + e^(x^2)", order=50, at="0")
