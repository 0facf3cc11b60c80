"""Floats against mpmath, which knows nothing of the compiled closures, also where terms cancel."""

import math
import random

import mpmath
import pytest
import sympy as sp

from calc_cli.algebra.functions import symbol
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.plot.subject import FloatFunction
from calc_cli.syntax.parser import parse

mp = mpmath.mp

CASES = [
    # typed                        the same at 40 digits                                       from  to
    ("3x^2 - 4x", lambda x: 3 * x**2 - 4 * x, -3, 3),
    ("(1 - cos x)/x^2", lambda x: (1 - mp.cos(x)) / x**2, 1e-9, 1e-6),
    ("sin(1/x)", lambda x: mp.sin(1 / x), 0.001, 1),
    ("x^x", lambda x: x**x, 0.001, 3),
    ("(1 + 1/x)^x", lambda x: (1 + 1 / x) ** x, 1, 1e9),
    ("cbrt(x)", lambda x: mp.sign(x) * mp.cbrt(abs(x)), -8, 8),
    ("x^(2/3)", lambda x: mp.cbrt(abs(x)) ** 2, -8, 8),
    ("sqrt(x + 1) - sqrt(x)", lambda x: mp.sqrt(x + 1) - mp.sqrt(x), 1e6, 1e15),
    ("e^(-1000(x-1)^2)", lambda x: mp.exp(-1000 * (x - 1) ** 2), 0.9, 1.1),
    ("tan x + sec x + csc x + cot x", lambda x: mp.tan(x) + mp.sec(x) + mp.csc(x) + mp.cot(x), 0.1, 1.5),
    ("asin x + acos x + atan x", lambda x: mp.asin(x) + mp.acos(x) + mp.atan(x), -1, 1),
    ("acsc x + asec x + acot x", lambda x: mp.acsc(x) + mp.asec(x) + mp.atan(1 / x), 1.01, 5),
    ("sinh x + cosh x + tanh x + sech x", lambda x: mp.sinh(x) + mp.cosh(x) + mp.tanh(x) + mp.sech(x), -5, 5),
    ("csch x + coth x + asinh x", lambda x: mp.csch(x) + mp.coth(x) + mp.asinh(x), 0.1, 5),
    ("acosh x + acoth x + acsch x", lambda x: mp.acosh(x) + mp.acoth(x) + mp.acsch(x), 1.1, 9),
    ("atanh x + asech x", lambda x: mp.atanh(x) + mp.asech(x), 0.1, 0.9),
    ("x! + gamma(x) + digamma(x)", lambda x: mp.gamma(x + 1) + mp.gamma(x) + mp.digamma(x), 0.1, 5),
    ("erf x + erfc(2x)", lambda x: mp.erf(x) + mp.erfc(2 * x), -2, 2),
    ("polygamma(1, x)", lambda x: mp.psi(1, x), 0.5, 3),
    ("floor x + ceil(2x) + sign x", lambda x: mp.floor(x) + mp.ceil(2 * x) + mp.sign(x), -3, 3),
    ("max(x, 1/x) - min(x, 2)", lambda x: max(x, 1 / x) - min(x, 2), 0.1, 3),
    ("sigmoid x + softplus x + relu x", lambda x: 1 / (1 + mp.exp(-x)) + mp.log(1 + mp.exp(x)) + max(x, 0), -9, 9),
    ("x^2 if x < 1 else 3 - x", lambda x: x**2 if x < 1 else 3 - x, -2, 4),
    ("1 if x > 0 and x < 2 else 0", lambda x: 1 if 0 < x < 2 else 0, -1, 3),
    ("heaviside x + |x - 1|", lambda x: (x > 0) + abs(x - 1), -3, 3),
]


def evaluator(text, *names):
    return FloatFunction(lower_as_typed(parse(text).tree), [symbol(name) for name in names or ("x",)])


@pytest.mark.parametrize(("typed", "truth", "low", "high"), CASES, ids=[row[0] for row in CASES])
def test_values_are_correct_to_eight_digits(typed, truth, low, high):
    f, rng = evaluator(typed), random.Random(typed)
    for _ in range(40):
        x = rng.uniform(low, high)
        with mpmath.workdps(40):
            expected = truth(mpmath.mpf(x))
            assert abs(f(x) - expected) <= 2e-8 * abs(expected), x


@pytest.mark.parametrize(
    ("typed", "x"),
    [
        ("sqrt x", -1.0),
        ("ln x", 0.0),
        ("1/x", 0.0),
        ("tan(x)^(1/2)", 2.0),
        ("x^x", -0.5),
        ("x^(1/x)", -2.5),
        ("x^(1/x)", -2.9916666666666667),
        ("x^(1/(x + 1))", -3.3),
        ("asin x", 1.1),
        ("x!", -2.0),
    ],
)
def test_outside_the_domain_there_is_no_value(typed, x):
    assert math.isnan(evaluator(typed)(x))


def test_two_variables():
    assert evaluator("x^2 + 3y^2", "x", "y")(1.0, 2.0) == 13


def test_a_step_at_its_very_edge_is_decided_exactly():
    f = evaluator("floor(3x)")
    below, above = math.nextafter(1 / 3, 0), math.nextafter(1 / 3, 1)
    assert f(below) == int(sp.floor(3 * sp.Rational(below)))
    assert f(above) == int(sp.floor(3 * sp.Rational(above)))
