"""The inverse of a formula, held against the formula: f(inverse(y)) = y wherever the conditions hold."""

import pytest
import sympy as sp
from mpmath import mp

from calc_cli.algebra.evaluate import approximate, lower, truth_at
from calc_cli.algebra.functions import symbol
from calc_cli.algebra.inverse import invert
from calc_cli.syntax.parser import parse

X, Y = symbol("x"), symbol("y")
INVERTIBLE = [
    "3x - 2", "1/x", "(x+1)/(x-2)", "x^3", "x^3 + 1", "e^x", "e^(2x) - 3", "ln x", "2 ln(x+1)", "sqrt(x)", "cbrt(x)",
    "atan x", "asin(x/2)", "sinh x", "tanh x", "sigmoid(x)", "2^x", "1/(1 + e^(-x))", "softplus(x)", "asinh(x) + 1",
]  # fmt: skip


@pytest.mark.parametrize("text", INVERTIBLE)
def test_f_of_the_inverse_is_the_identity(text: str) -> None:
    f = lower(parse(text).tree)
    found = invert(f, X, Y)
    assert found is not None
    inverse, conditions = found
    compared = 0
    for y in (sp.Rational(n, 7) for n in (-23, -9, -4, -1, 2, 3, 6, 8, 15, 37)):
        if all(truth_at(condition, {Y: y}) for condition in conditions):
            with mp.workdps(50):
                x = approximate(inverse, {Y: y}, 40)
                assert abs(approximate(f, {X: x}, 30) - mp.mpf(int(y.p)) / int(y.q)) < mp.mpf("1e-25"), y
            compared += 1
    assert compared >= 3


@pytest.mark.parametrize("text", ["x + e^x", "x sin x", "x^x", "sin x + cos x"])
def test_none_is_found(text: str) -> None:
    assert invert(lower(parse(text).tree), X, Y) is None
