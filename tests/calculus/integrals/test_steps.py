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
    ("sin(x)^3 cos(x)^2", ["substitution u = cos(x), du/dx = -sin(x)", "multiply out", "power rule"]),
    ("(x^3-1)/(x-1)",     ["polynomial division", "power rule"]),
    ("1/(2x^2+2)",        ["constant factor", "integral of 1/(x^2 + a^2) a = 1"]),
    ("2/(4x^2+9)",        ["constant factor", "integral of 1/(x^2 + a^2) a = 3/2"]),
    ("1/(2-3x^2)",        ["constant factor", "integral of 1/(x^2 - a^2) a = sqrt(6)/3"]),
    ("1/(x^2+a^2)",       ["integral of 1/(x^2 + k^2) k = a"]),
    ("1/(x^2+a)",         ["integral of 1/(x^2 + k^2) k = sqrt(a)"]),
    ("1/(x^2-1)",         ["partial fractions", "reciprocal", "reciprocal"]),
    ("1/(1+cos x)",       ["substitution of the half-angle u = tan(x/2), du/dx = sec(x/2)**2/2", "constant"]),
    ("1/(x^2+2x+5)",      ["complete the square u = x + 1, du/dx = 1", "integral of 1/(x^2 + a^2) a = 2"]),
    ("x/(x^2+1)",         ["substitution u = x**2 + 1, du/dx = 2*x", "reciprocal"]),
    ("(2x+5)/(x^2+4)",    ["split the numerator", "substitution u = x**2 + 4, du/dx = 2*x", "reciprocal",
                           "integral of 1/(x^2 + a^2) a = 2"]),
    ("(2x^2+1) e^(x^2)",  ["multiply out", "integration by parts u = x, v = exp(x**2)",
                           "substitution u = x**2, du/dx = 2*x", "exponential"]),
    ("tan(x)^3",          ["reduction formula", "integral of tangent"]),
    ("1/(x sqrt(x^2+4))", ["substitution u = sqrt(x**2 + 4), du/dx = x/sqrt(x**2 + 4)", "partial fractions",
                           "reciprocal", "reciprocal"]),
    ("x^3 (x^4+2)^5",     ["substitution u = x**4 + 2, du/dx = 4*x**3", "power rule"]),
    ("sqrt(4-x^2)",       ["trigonometric substitution x = 2*sin(t), t = asin(x/2), dx/dt = 2*cos(t)",
                           "products of sines and cosines as sums", "integral of cosine"]),
    ("e^(-x)/sqrt(x)",    ["substitution u = sqrt(x), du/dx = 1/(2*sqrt(x))", "higher function"]),
]  # fmt: skip


def told(step):
    letters = ", ".join(f"{plain(letter)} = {plain(meaning)}" for letter, meaning in step.letters)
    return f"{step.rule} {letters}".strip()


@pytest.mark.parametrize(("f", "rules"), TOLD)
def test_rules(f, rules):
    found = integrate(f, wrt="x", steps=True)
    assert [told(part) for part in found.steps[0].walk()] == rules
    assert found.steps[-1].result == found.result


@pytest.mark.parametrize("f", [f for f, _ in TOLD])
def test_every_step_is_true(f):
    whole, *parts = integrate(f, wrt="x", steps=True).steps[0].walk()
    for step in (whole, *parts):
        integrand, (x,) = step.input.args
        assert agreement(step.result.xreplace({whole.input: whole.result}), integrand, x) is Agreement.SAME


@pytest.mark.parametrize(("f", "result"), [
    ("e^x sin x",         "Integral(exp(x)*sin(x), x) + exp(x)*cos(x)"),
    ("e^(2x) cos(3x)",    "exp(2*x)*sin(3*x)/4 - 3*Integral(exp(2*x)*cos(3*x), x)/4"),
])  # fmt: skip
def test_what_comes_back_is_not_yet_known(f, result):
    *_, last = integrate(f, steps=True).steps[0].walk()
    assert plain(last.result) == result


def test_the_bounds_are_put_in():
    *_, put_in, last = integrate("x^2", from_=1, to=2, steps=True).steps
    assert plain(put_in.result, typed=True) == "8/3 - 1/3"
    assert plain(last.result) == "7/3"


@pytest.mark.parametrize(("f", "low", "high", "first", "told"), [
    ("|x^2-1|",      "0",   "2",    "by cases", "Integral(1 - x**2, (x, 0, 1)) + Integral(x**2 - 1, (x, 1, 2))"),
    ("|x-1|",        "3",   "0",    "by cases", "Integral(x - 1, (x, 3, 1)) + Integral(1 - x, (x, 1, 0))"),
    ("e^(-x)",       "0",   "inf",  "exponential", "lim_(x->oo) (-exp(-x)) - (-1)"),
    ("e^-x |sin x|", "0",   "inf",  "geometric series of the periods", "(Integral(exp(-x)*sin(x), (x, 0, pi))"
                                    " + Integral(-exp(-x)*sin(x), (x, pi, 2*pi)))/(1 - q)"),
    ("sec(x)^2/2",   "0",   "pi/4", "constant factor", "1/2 - 0"),
    ("x",            "0",   "pi/2 - 1", "power rule", "(pi/2 - 1)**2/2 - 0"),
])  # fmt: skip
def test_the_way_to_a_number(f, low, high, first, told):
    steps = integrate(f, from_=low, to=high, steps=True).steps
    assert steps[0].rule == first
    assert plain(steps[1].result if steps[1:] else steps[0].applied, typed=True) == told


def test_of_cases_each_is_told():
    (by_cases,) = integrate("|x^2-1|", steps=True).steps
    assert [plain(part.input) for part in by_cases.children] == ["Integral(x**2 - 1, x)", "Integral(1 - x**2, x)"]
    assert by_cases.used == ("with constants, so that the pieces meet",)


AS_BOOKS_DO = [
    # integrand             first rule                       what it makes of the integral
    ("x e^x/(1+x)^2",       "integration by parts",          "Integral(exp(x), x) - x*exp(x)/(x + 1)"),
    ("x^2 (1-x)^20",        "substitution",                  "Integral(-u**22 + 2*u**21 - u**20, u)"),
    ("sqrt(x) ln x",        "integration by parts",          "2*x**(3/2)*log(x)/3 - 2*Integral(sqrt(x), x)/3"),
    ("sqrt(x) (x-1)",       "multiply out",                  "Integral(x**(3/2) - sqrt(x), x)"),
    ("cos(x)^2/sin(x)^2",   "reduction formula",             "-Integral(1, x) - cot(x)"),
    ("sqrt(x^2-4)/x",       "substitution",                  "Integral(u**2/(u**2 + 4), u)"),
    ("1/(e^x+e^(-x))",      "substitution",                  "Integral(1/(u**2 + 1), u)"),
    ("e^x sinh x",          "write with exponentials",       "Integral(exp(2*x) - 1, x)/2"),
]  # fmt: skip


@pytest.mark.parametrize(("f", "rule", "becomes"), AS_BOOKS_DO, ids=lambda text: text)
def test_what_a_book_does_first(f, rule, becomes):
    first = integrate(f, steps=True).steps[0]
    assert (first.rule, plain(first.applied)) == (rule, becomes)


def test_a_gap_of_the_function_is_told_once():
    found = integrate("1/(4 - 5cos x)")
    assert [str(condition) for condition in found.gaps] == ["Ne(cos(x/2), 0)"]
