"""Integrals within expressions: how they are written, Leibniz's rule, values, limits."""

import mpmath
import pytest
import sympy as sp

from calc_cli.algebra.enclosures import operations
from calc_cli.algebra.evaluate import lower
from calc_cli.errors import DomainError, ExpressionSyntaxError, UnsupportedError
from calc_cli.questions.diff import diff
from calc_cli.questions.integrate import integrate
from calc_cli.questions.limit import limit
from calc_cli.questions.same import same
from calc_cli.render.latex import latex
from calc_cli.render.plain import plain
from calc_cli.syntax.parser import parse

WRITTEN = [
    # typed                              the integral
    (r"\int_0^x e^{-t^2}\,dt",           "Integral(exp(-t**2), (t, 0, x))"),
    ("int_0^x e^(-t^2) dt",              "Integral(exp(-t**2), (t, 0, x))"),
    ("∫₀¹ x² + 1 dx",                    "Integral(x**2 + 1, (x, 0, 1))"),
    (r"\int_0^{\pi} \frac{d\theta}{2 + \cos\theta}", "Integral(1/(cos(theta) + 2), (theta, 0, pi))"),
    ("∫_0^1 x dx/(1+x^2)",               "Integral(x/(x**2 + 1), (x, 0, 1))"),
    (r"\int_0^1 \int_0^x y\,dy\,dx",     "Integral(Integral(y, (y, 0, x)), (x, 0, 1))"),
    ("∫_0^1 x dx/(1+x^2) + 1",           "Integral(x/(x**2 + 1), (x, 0, 1)) + 1"),
    ("2 int_0^1 t dt + x",               "x + 2*Integral(t, (t, 0, 1))"),
    ("Integral(t**2, (t, 0, x))",        "Integral(t**2, (t, 0, x))"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "written"), WRITTEN)
def test_written(typed, written):
    e = lower(parse(typed).tree)
    assert plain(e) == written
    assert lower(parse(written).tree) == lower(parse(latex(e)).tree) == e


LEIBNIZ = [
    ("integral(e^(-t^2), t, 0, x^2)", "2*x*exp(-x**4)"),
    ("integral(sin(x t)/t, t, 1, 2)", "Integral(cos(x*t), (t, 1, 2))"),
    ("integral(f(t), t, x, 1)", "-f(x)"),
    ("integral(x, x, 0, 1)", "0"),
    ("integral(floor(t), t, 0, x)", "floor(x)"),
    ("integral(e^(-t^2), t, x, inf)", "-exp(-x**2)"),
    ("integral(atan2(t, x), t, 0, 1)", "Integral(-t/(x**2 + t**2), (t, 0, 1))"),
    ("integral(t (1-x) if t < x else x (1-t), t, 0, 1)", "Integral(Piecewise((-t, t < x), (1 - t, True)), (t, 0, 1))"),
]


@pytest.mark.parametrize(("f", "derivative"), LEIBNIZ)
def test_leibniz(f, derivative):
    assert plain(diff(f, "x").result) == derivative


def test_leibniz_leaves_out_where_the_integrand_jumps():
    assert [plain(c) for c in diff("integral(sign(t), t, 0, x)").domain] == ["x != 0"]
    assert diff("integral(|t - 1|, t, 0, x)").domain == ()


@pytest.mark.parametrize(
    "f",
    [  # 2 - 2x, whose derivative is -2, and 2 sqrt(x): the rule would have 0, and no number
        "integral(sign(t - x), t, 0, 2)",
        "integral(1 if t < x else 2, t, 0, x)",
        "integral(floor(t x), t, 0, 1)",
        "integral(1/sqrt(x - t), t, 0, x)",
        "integral(|t - x|/(t - x), t, 0, 2)",
        "integral(e^(-x t), t, 0, inf)",
    ],
)
def test_leibniz_refuses_where_it_does_not_hold(f):
    with pytest.raises(UnsupportedError, match="Leibniz"):
        diff(f, "x")


@pytest.mark.parametrize(
    "f", ["integral(1/t, t, 0, x)", "integral(1/t, t, x, inf)", "integral(t, t, -inf, x)", "integral(sin t, t, x, inf)"]
)
def test_an_integral_that_diverges_has_no_derivative(f):
    with pytest.raises(DomainError, match="diverges"):
        diff(f, "x")


@pytest.mark.parametrize("f", ["integral(1/sqrt(t), t, 0, x)", "integral(ln t, t, 0, x)", "integral(e^t, t, -inf, x)"])
def test_an_improper_integral_that_converges_has_one(f):
    assert diff(f, "x").result.has(sp.Symbol("x", real=True))


def test_leibniz_is_told_as_a_step():
    found = diff("integral(sin(x t)/t, t, x, x^2)", "x", steps=True)
    assert found.steps[0].rule.startswith("Leibniz's rule")


def test_values_are_enclosed():
    value = diff("x integral(e^(-t^2), t, 0, x)", at=1).approx
    with mpmath.workdps(20):
        expected = mpmath.quad(lambda t: mpmath.exp(-(t**2)), [0, 1]) + mpmath.exp(-1)
    assert mpmath.almosteq(value, expected, 1e-14)


def test_what_ends_the_work_within_an_integrand_is_handed_on(monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt  # python-flint goes on, and Python makes a SystemError of it

    monkeypatch.setattr(operations, "ball_function", lambda *_: interrupted)
    with pytest.raises(KeyboardInterrupt):
        diff("x integral(e^(-t^2), t, 0, x)", at="7/5")


def test_limits_and_equality():
    assert limit("integral(sin(t^2), t, 0, x)/x^3", 0).value * 3 == 1
    assert same("integral(2t, t, 0, x)", "x^2").check.is_correct
    assert same("integral(t, t, 0, x)", "x^2").check.is_correct is False


ANTIDERIVATIVES = [
    (r"\int x^2\,dx", "x**3/3"),
    ("∫xdx",          "x**2/2"),
    ("2xdx",          "x**2"),
    ("dx/x",          "log(Abs(x))"),
    (r"t^2 \, dt",    "t**3/3"),
    ("θ dθ",          "theta**2/2"),
    ("a x dx",        "a*x**2/2"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ANTIDERIVATIVES)
def test_an_integral_is_the_question_itself_with_and_without_its_sign(text, expected):
    assert plain(integrate(text).result) == expected


def test_bounds_of_the_integral_that_is_the_question_itself():
    assert integrate(r"\int_0^1 \int_0^x y\,dy\,dx").value * 6 == 1
    assert integrate("∫ x dx", from_=0, to=1).value * 2 == 1
    assert integrate("∫_0^x t dt", from_=0, to=1).value * 6 == 1  # of an integral


@pytest.mark.parametrize("text", ["x dx + y dy", "x^2 dx +", "y = 2x dx"])
def test_a_differential_that_ends_no_integral_is_refused(text):
    with pytest.raises(ExpressionSyntaxError):
        integrate(text)


PARAMETERS = [
    ("e^(-a x)", "0", "inf", "1/a", "a > 0"),
    ("sin(a x)", "0", "pi", "(1 - cos(pi*a))/a", None),
    ("x", "a", "b", "b**2/2 - a**2/2", None),
    ("e^(-a x) sin(b x)", "0", "inf", "b/(a**2 + b**2)", "a > 0"),
    ("1/cos(x)^2", "0", "a", "tan(a)", "a > -pi/2, a < pi/2"),
    ("1/(1-x^2)", "0", "a", "log(Abs(a + 1))/2 - log(Abs(a - 1))/2", "a > -1, a < 1"),
]


@pytest.mark.parametrize(("f", "low", "high", "value", "where"), PARAMETERS)
def test_parameters(f, low, high, value, where):
    found = integrate(f, "x", from_=low, to=high)
    assert plain(found.value) == value
    assert ", ".join(map(str, found.domain)) == (where or "")
