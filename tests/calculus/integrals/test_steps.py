"""The steps to an integral: what a textbook does, and that each is true by numbers."""

import pytest

from calc_cli.calculus.integrals.confirmed import Agreement, agreement
from calc_cli.questions.integrate import integrate
from calc_cli.render.plain import plain

TOLD = [
    ("x e^(x^2)",         ["substitution u = x**2", "constant factor", "exponential"]),
    ("x ln x",            ["integration by parts u = log(x), v = x**2/2", "constant factor", "power rule"]),
    ("x e^x",             ["integration by parts u = x, v = exp(x)", "exponential", "exponential"]),
    ("sin(x)^3",          ["substitution u = cos(x)", "power rule"]),
    ("1/(x^2-1)",         ["partial fractions", "constant factor", "reciprocal", "constant factor", "reciprocal"]),
    ("1/(1+cos x)",       ["substitution of the half-angle u = tan(x/2)", "constant"]),
    ("1/(x^2+2x+5)",      ["complete the square"]),
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
