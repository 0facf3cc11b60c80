"""The steps to an integral: what a textbook does, and that each is true by numbers."""

import pytest

from calc_cli.calculus.integrals.confirmed import Agreement, agreement
from calc_cli.questions.integrate import integrate
from calc_cli.render.plain import plain

TOLD = [
    ("x e^(x^2)",         ["substitution u = x**2, du/dx = 2*x", "exponential"]),
    ("x ln x",            ["integration by parts u = log(x), v = x**2/2", "power rule"]),
    ("x e^x",             ["integration by parts u = x, v = exp(x)", "exponential"]),
    ("x^2 sin x",         ["integration by parts u = x**2, v = -cos(x)", "integration by parts u = x, v = sin(x)",
                           "integral of sine"]),
    ("e^x sin x",         ["integration by parts, twice u = sin(x), v = exp(x)",
                           "integration by parts u = cos(x), v = exp(x)"]),
    ("sin(x)^3",          ["substitution u = cos(x), du/dx = -sin(x)", "power rule"]),
    ("1/(x^2-1)",         ["partial fractions", "reciprocal", "reciprocal"]),
    ("1/(1+cos x)",       ["substitution of the half-angle u = tan(x/2), du/dx = sec(x/2)**2/2", "constant"]),
    ("1/(x^2+2x+5)",      ["complete the square u = x + 1, du/dx = 1", "integral of 1/(x^2 + a^2) a = 2"]),
    ("x/(x^2+1)",         ["substitution u = x**2 + 1, du/dx = 2*x", "reciprocal"]),
    ("(2x+5)/(x^2+4)",    ["split the numerator", "substitution u = x**2 + 4, du/dx = 2*x", "reciprocal",
                           "integral of 1/(x^2 + a^2) a = 2"]),
    ("(2x^2+1) e^(x^2)",  ["multiply out", "integration by parts u = x, v = exp(x**2)",
                           "substitution u = x**2, du/dx = 2*x", "exponential"]),
    ("sqrt(4-x^2)",       ["trigonometric substitution x = 2*sin(t), t = asin(x/2), dx/dt = 2*cos(t)",
                           "products of sines and cosines as sums", "integral of cosine"]),
]  # fmt: skip


def told(step):
    letters = ", ".join(f"{plain(letter)} = {plain(meaning)}" for letter, meaning in step.letters)
    return f"{step.rule} {letters}".strip()


@pytest.mark.parametrize(("f", "rules"), TOLD)
def test_rules(f, rules):
    found = integrate(f, steps=True)
    assert [told(part) for part in found.steps[0].walk()] == rules
    assert found.steps[-1].result == found.result


@pytest.mark.parametrize("f", [f for f, _ in TOLD])
def test_every_step_is_true(f):
    for step in integrate(f, steps=True).steps[0].walk():
        integrand, (x,) = step.input.args
        assert agreement(step.result, integrand, x) is Agreement.SAME


def test_the_bounds_are_put_in():
    *_, put_in, last = integrate("x^2", from_=1, to=2, steps=True).steps
    assert plain(put_in.result, typed=True) == "8/3 - 1/3"
    assert plain(last.result) == "7/3"
