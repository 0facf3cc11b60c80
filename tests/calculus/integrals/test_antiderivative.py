"""Antiderivatives, in the form in which they are shown; that they are right is told by their derivatives."""

import pytest
import sympy as sp

from calc_cli.algebra.evaluate import approximate
from calc_cli.questions.integrate import integrate
from calc_cli.render.plain import plain
from tests.cases import lines

FORMS = [
    ("x^3", "x**4/4"),
    ("1/x", "log(Abs(x))"),
    ("x e^(x^2)", "exp(x**2)/2"),
    ("ln x", "x*log(x) - x"),
    ("sqrt(|x|)", "2*sign(x)*Abs(x)**(3/2)/3"),
    ("sign(x)/(2 sqrt(|x|))", "sqrt(Abs(x))"),
    ("|x| sqrt(1-x^2)", "Piecewise(((1 - x**2)**(3/2)/3, x < 0), (2/3 - (1 - x**2)**(3/2)/3, True))"),
    ("1/(x^2 + a^2)", "atan(x/a)/a"),
    ("sec(2x)^2", "tan(2*x)/2"),
    ("sqrt(1-x^2)", "x*sqrt(1 - x**2)/2 + asin(x)/2"),
    ("sqrt(x^2-4)", "x*sqrt(x**2 - 4)/2 - 2*log(Abs(x + sqrt(x**2 - 4)))"),
    ("sqrt(x^2-1)/x^2", "log(Abs(x + sqrt(x**2 - 1))) - sqrt(x**2 - 1)/x"),
    ("tan(x)^2 sec(x)", "sec(x)*tan(x)/2 - log(Abs(sec(x) + tan(x)))/2"),
    ("e^sqrt(x)", "2*(sqrt(x) - 1)*exp(sqrt(x))"),
    ("x/(x^4+1)", "atan(x**2)/2"),
    ("x^2/(x sin(x) + cos(x))^2", "(sin(x) - x*cos(x))/(x*sin(x) + cos(x))"),
    ("(2x + sin(2x))/(x sin(x) + cos(x))^2", "-2*cos(x)/(x*sin(x) + cos(x))"),
    ("|x|", "x*Abs(x)/2"),
    ("x asec x", "x**2*asec(x)/2 - sign(x)*sqrt(x**2 - 1)/2"),
    ("atan(x)/x^2", "log(Abs(x)) - log(x**2 + 1)/2 - atan(x)/x"),
    ("ln(x + sqrt(x^2+1))", "x*log(x + sqrt(x**2 + 1)) - sqrt(x**2 + 1)"),
    ("1/sqrt(x(1-x))", "asin(2*x - 1)"),
    ("1/sqrt(1+e^x)", "log(Abs(sqrt(exp(x) + 1) - 1)) - log(sqrt(exp(x) + 1) + 1)"),
    ("|sin x|", "-sign(sin(x))*cos(x)"),
    ("ln|x|/|x|", "sign(x)*log(Abs(x))**2/2"),
    ("1/(1 + a cos x)", "-2*atan((a*tan(x/2) - tan(x/2))/sqrt(1 - a**2))/sqrt(1 - a**2)"),
]


@pytest.mark.parametrize(("f", "form"), FORMS, ids=lambda text: text)
def test_form(f, form):
    found = integrate(f)
    assert found.certainty == "proved"
    assert plain(found.result) == form


CHECKED = [
    ("2x", "x^2 + 7", True),
    ("2x", "x^2 + C", True),
    ("sin(2x)", "-cos(x)^2", True),
    ("sin(2x)", "sin(x)^2", True),
    ("cos(2x)", "sin(2x)", False),
    ("1/x", "ln(x)", True),
]


@pytest.mark.parametrize(("f", "answer", "is_right"), CHECKED)
def test_an_answer_is_right_whatever_its_constant(f, answer, is_right):
    assert integrate(f, check=answer).check.is_correct is is_right


BEYOND_A_FIRST_YEAR = (
    "e^x (1-x-x^2)/sqrt(1-x^2)",
    "sin(x)/cos(2x)^(5/2)",
    "sin(2x)^(3/2)/sin(x)^5",
    "cosh(x)/sqrt(cosh(2x))",
    "1/(a^5 + x^5)",
    "asec(x)^2/x^3",
    "e^atan(x) x/(1+x^2)^(3/2)",
    "e^(2x)/(x^2-3x+2)",
    "(1+x^2)/((1-x^2) sqrt(1+x^4))",
    "(x + sqrt(x^2 + a))^b",
    "x atan(x)^2 ln(1+x^2)",
    "(x^2 + 2)/(x^3 + 2x) e^(x/(2+x^2)) (2-x^2)/(2+x^2)",
    "e^(x + 1/ln(x)) ((1+x) ln(x)^2 - 1)/ln(x)^2",
    "e^(atan x)/(1+x^2)^(3/2)",
    "sin(2 atan x)",
    "e^(asinh x)",
    "x^(ln x)",
    "1/sqrt(-2-5x-3x^2)",
    "(1+2x^8) sqrt(1+x^8)/(x + 2x^9 + x^17)",
    "1/(1-cos(3x))^(3/2)",
    "x/(a e^(p x) + b e^(-p x))^2",
    "sin(2x+1)/(x+3)",
)


@pytest.mark.parametrize("f", BEYOND_A_FIRST_YEAR)
def test_beyond_a_first_year(f):
    assert integrate(f, wrt="x").result is not None, "not found"


def test_nothing_is_invented():
    found = integrate("x^x")
    assert found.result is None
    assert found.status == 3


@pytest.mark.parametrize("f", lines("integrals")[::7])
def test_textbook(f):
    found = integrate(f)
    assert found.result is not None, "not found"
    assert found.certainty is not None


PIECES = [
    # integrand                   at      from below and above alike
    ("|x^2-1|",                   (-1, 1)),
    ("max(x, x^2)",               (0, 1)),
    ("x if x < 1 else x^2",       (1,)),
    ("e^|x|",                     (0,)),
    ("heaviside(x)",              (0,)),
    ("sign(x - 1) x",             (1,)),
    ("sign(x^2 - 1)",             (-1, 1)),
    ("1 if 0 < x < 1 else 0",     (0, 1)),
]  # fmt: skip


@pytest.mark.parametrize(("f", "seams"), PIECES)
def test_pieces_meet(f, seams):
    found = integrate(f)
    x, h = found.variable, sp.Rational(1, 10**9)
    for seam in seams:
        left, right = (approximate(found.result, {x: seam + side * h}, 15) for side in (-1, 1))
        assert abs(left - right) < 1e-8


def test_parameters_are_told():
    found = integrate("1/(x^2 + a)", wrt="x")
    assert plain(found.result) == "atan(x/sqrt(a))/sqrt(a)"
    assert [str(condition) for condition in found.conditions] == ["a > 0", "Ne(a + x**2, 0)"]
    assert [str(condition) for condition in integrate("a^x", wrt="x").conditions] == ["Ne(a, 1)", "a > 0"]


JUMPS = [
    # integrand          at
    ("|sin x|",          0),
    ("x floor(x)",       2),
    ("floor(x)",         1),
    ("x sign(sin x)",    sp.pi),
    ("sign(x)",          0),
    ("max(sin x, cos x)", sp.pi / 4),
]  # fmt: skip


@pytest.mark.parametrize(("f", "place"), JUMPS)
def test_where_an_antiderivative_jumps_is_left_out(f, place):
    found = integrate(f)
    below, above = (found.result.subs(found.variable, place + side * sp.Rational(1, 10**9)) for side in (-1, 1))
    assert bool(found.gaps) == (abs(sp.N(above - below)) > 1e-6)
