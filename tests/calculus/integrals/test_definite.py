"""Definite integrals, their values from textbooks, and where they diverge."""

import mpmath
import pytest
import sympy as sp

from calc_cli.algebra.evaluate import approximate
from calc_cli.algebra.functions import symbol
from calc_cli.calculus.integrals.quadrature import measured
from calc_cli.errors import UndefinedError, UnsupportedError
from calc_cli.questions.integrate import integrate

VALUES = [
    # function             from    to      value
    ("x^2",                "0",    "1",    "1/3"),
    ("x^2",                "1",    "0",    "-1/3"),
    ("1/x",                "1",    "2",    "log(2)"),
    ("1/sqrt(x)",          "0",    "1",    "2"),
    ("ln x",               "0",    "1",    "-1"),
    ("e^-x",               "0",    "inf",  "1"),
    ("1/(1+x^2)",          "-inf", "inf",  "pi"),
    ("1/x^2",              "1",    "inf",  "1"),
    ("sqrt(1-x^2)",        "-1",   "1",    "pi/2"),
    ("1/sqrt(1-x^2)",      "-1",   "1",    "pi"),
    ("|x|",                "-1",   "2",    "5/2"),
    ("x e^(-x^2)",         "0",    "inf",  "1/2"),
]  # fmt: skip


@pytest.mark.parametrize(("f", "low", "high", "value"), VALUES, ids=lambda text: text)
def test_both_witnesses_give_the_value(f, low, high, value):
    found = integrate(f, from_=low, to=high)
    assert sp.simplify(found.value - sp.sympify(value)) == 0
    assert found.definite.agree


DIVERGENT = [
    ("1/x", "-1", "1", "0"),
    ("1/x", "1", "inf", "oo"),
    ("sin x", "0", "inf", "oo"),
    ("tan x", "0", "pi", "pi/2"),
    ("1/x^2", "-1", "1", "0"),
    ("|sin x|", "0", "inf", "oo"),
    ("sign(cos x)", "-inf", "0", "-oo"),
]


@pytest.mark.parametrize(("f", "low", "high", "place"), DIVERGENT, ids=lambda text: text)
def test_what_diverges_is_told_with_its_place(f, low, high, place):
    found = integrate(f, from_=low, to=high)
    assert found.status == 1
    assert found.definite.diverges.a == sp.sympify(place)


def test_a_number_without_an_antiderivative():
    found = integrate("x^x", from_=0, to=1)
    assert found.antiderivative is None
    assert mpmath.almosteq(found.definite.measured.value, mpmath.quad(lambda x: x**x, [0, 1]), 1e-12)


def test_a_function_that_is_not_defined_on_a_part_is_refused():
    with pytest.raises(UndefinedError, match="not defined between x = -1 and x = 0"):
        integrate("sqrt(x)", from_=-1, to=1)


PRINCIPAL = [
    ("1/x", "-1", "2", "log(2)"),
    ("1/(x^2-1)", "0", "3", "-log(2)/2"),
    ("x/(1+x^2)", "-inf", "inf", "0"),
]


@pytest.mark.parametrize(("f", "low", "high", "value"), PRINCIPAL, ids=lambda text: text)
def test_principal_values_are_given_only_if_asked_for(f, low, high, value):
    assert integrate(f, from_=low, to=high).status == 1
    found = integrate(f, from_=low, to=high, principal=True)
    assert sp.simplify(found.value - sp.sympify(value)) == 0
    assert found.definite.agree


def test_there_is_not_always_a_principal_value():
    assert integrate("1/x^2", from_=-1, to=1, principal=True).status == 1


BY_CASES = [
    ("max(sin x, cos x)", "0", "2pi", "2*sqrt(2)"),
    ("|sin x|", "0", "2pi", "4"),
    ("floor(x^2)", "0", "2", "5 - sqrt(2) - sqrt(3)"),
    ("x floor(3x)", "0", "3", "74/3"),
    ("floor(x)", "0", "50", "1225"),
    ("floor(1/x)", "1/4", "1", "13/12"),
    ("|sin(50x)|", "0", "pi", "2"),
    ("1/(x-2)^(2/3)", "0", "4", "6*2**(1/3)"),
    ("1/(2 + cos x)", "0", "2pi", "2*pi/sqrt(3)"),
    ("x^(-4/3)", "1", "inf", "3"),
    ("1/cosh x", "-inf", "inf", "pi"),
    ("e^(-x) |sin x|", "0", "inf", "(exp(pi) + 1)/(2*(exp(pi) - 1))"),
    ("e^(-|x|) |sin x|", "-inf", "inf", "(exp(pi) + 1)/(exp(pi) - 1)"),
    ("e^(-floor(x))", "1", "inf", "1/(E - 1)"),
]


@pytest.mark.parametrize(("f", "low", "high", "value"), BY_CASES, ids=lambda text: text)
def test_cases_and_jumps(f, low, high, value):
    found = integrate(f, from_=low, to=high, steps=True)
    assert sp.simplify(found.value - sp.sympify(value)) == 0
    assert found.definite.agree


@pytest.mark.parametrize("f", ["floor(x) e^(-x)", "|sin(x)|/x^2"])
def test_infinitely_many_cases_are_no_number(f):
    with pytest.raises(UnsupportedError, match="infinitely many cases"):
        integrate(f, from_=1, to="inf")


CLASSICAL = [
    # function                        from    to       value
    ("sin(x)^3/(sin(x)^3+cos(x)^3)",  "0",    "pi/2",  "pi/4"),
    ("x sin(x)/(1+cos(x)^2)",         "0",    "pi",    "pi**2/4"),
    ("cos(x)/(1+e^x)",                "-pi/2", "pi/2", "1"),
    ("ln(x)/(1+x^2)",                 "0",    "inf",   "0"),
    ("cos(x)/(1+x^2)",                "0",    "inf",   "pi*exp(-1)/2"),
    ("x sin(x)/(1+x^2)",              "0",    "inf",   "pi*exp(-1)/2"),
    ("sin(x)^2/x^2",                  "0",    "inf",   "pi/2"),
    ("x^3/(e^x-1)",                   "0",    "inf",   "pi**4/15"),
    ("(cos(x)-cos(2x))/x",            "0",    "inf",   "log(2)"),
    ("(x^2-x)/ln x",                  "0",    "1",     "log(3/2)"),
    ("e^(-x^4)",                      "0",    "inf",   "gamma(1/4)/4"),
]  # fmt: skip


@pytest.mark.parametrize(("f", "low", "high", "value"), CLASSICAL, ids=lambda text: text)
def test_values_known_by_symmetry_or_by_heart(f, low, high, value):
    found = integrate(f, from_=low, to=high)
    assert mpmath.almosteq(
        approximate(found.value, {}, 20), mpmath.mpf(sp.N(sp.sympify(value, rational=True), 20)), 1e-15
    )
    assert found.definite.agree


@pytest.mark.parametrize("f", ["sin(x)/x", "e^(-x) sin x", "cos(x)/x^2"])
def test_waves_to_infinity_have_no_wrong_number(f):
    found = integrate(f, from_=1, to="inf")
    with mpmath.workdps(20):
        expected = mpmath.quadosc(lambdas[f], [1, mpmath.inf], omega=1)
    value = found.definite.measured.value if found.value is None else approximate(found.value, {}, 20)
    assert mpmath.almosteq(value, expected, 1e-9)


def test_a_peak_among_waves_has_no_wrong_number():
    x = symbol("x")
    wide, narrow = (measured(sp.cos(x) / ((x - 5) ** 2 + c), x, sp.S.Zero, sp.oo) for c in (1, sp.Rational(1, 10)))
    assert abs(wide.value - mpmath.mpf("0.316640992899299842")) < wide.error  # by mpmath, wave by wave, to 25 digits
    assert narrow is None or abs(narrow.value - mpmath.mpf("2.04228201794944441")) < narrow.error


lambdas = {
    "sin(x)/x": lambda x: mpmath.sin(x) / x,
    "e^(-x) sin x": lambda x: mpmath.exp(-x) * mpmath.sin(x),
    "cos(x)/x^2": lambda x: mpmath.cos(x) / x**2,
}


PARAMETERS = [
    # function      from   to     known                 value
    ("x^p",         "0",   "1",   {},                   "1/(p + 1)"),
    ("x^p",         "0",   "1",   {"assume": "p < -1"}, "None"),  # it diverges
    ("x^a",         "1",   "inf", {"assume": "a < -1"}, "-1/(a + 1)"),
    ("1/x^p",       "1",   "inf", {"assume": "p > 1"},  "1/(p - 1)"),
    ("1/x^p",       "0",   "1",   {"assume": "p < 1"},  "-1/(p - 1)"),
    ("1/x^p",       "1",   "inf", {"assume": "0<p<1"},  "None"),  # it diverges
    ("1/(x^2+a^2)", "0",   "inf", {"assume": "a < 0"},  "-pi/(2*a)"),
    ("1/cos(x)^2",  "0",   "a",   {"assume": "a > 2"},  "None"),  # it diverges at pi/2
    ("1/(x-a)^2",   "0",   "1",   {"assume": "0<a<1"},  "None"),  # it diverges at a
    ("e^x",         "0",   "a",   {},                   "exp(a) - 1"),
    ("sin(a x)/x",  "0",   "inf", {"assume": "a > 0"},  "pi/2"),
    ("|x - a|",     "0",   "1",   {"assume": "0<a<1"},  "a**2 - a + 1/2"),
    ("1/(a+cos x)", "0",  "2pi", {"assume": "a > 1"},  "2*pi/sqrt(a**2 - 1)"),
]  # fmt: skip


@pytest.mark.parametrize(("f", "low", "high", "known", "value"), PARAMETERS)
def test_no_formula_is_told_where_it_is_known_to_fail(f, low, high, known, value):
    assert str(integrate(f, wrt="x", from_=low, to=high, **known).value) == value


CASES = [
    # function      from   to     value            where                                   else
    ("1/x^p",       "1",   "inf", "1/(p - 1)",     "p > 1",                                "p <= 1"),
    ("x^p",         "0",   "1",   "1/(p + 1)",     "p > -1",                               "p <= -1"),
    ("e^(-a x)",    "0",   "inf", "1/a",           "a > 0",                                "a <= 0"),
    ("e^(-a x^2)",  "-inf", "inf", "sqrt(pi)/sqrt(a)", "a > 0",                            "a <= 0"),
    ("1/(x^2+a^2)", "0",   "inf", "pi/(2*Abs(a))", "Ne(a, 0)",                             "Eq(a, 0)"),
    ("x^n ln x",    "0",   "1",   "-1/(n + 1)**2", "n > -1",                               "n <= -1"),
    ("x^n e^(-x)",  "0",   "inf", "gamma(n + 1)",  "n > -1",                               ""),
]  # fmt: skip


@pytest.mark.parametrize(("f", "low", "high", "value", "where", "divergent"), CASES, ids=lambda text: text)
def test_it_is_told_for_which_parameters_an_integral_converges(f, low, high, value, where, divergent):
    found = integrate(f, wrt="x", from_=low, to=high)
    assert str(found.value) == value
    assert [str(condition) for condition in found.domain] == [where]
    told = [str(part) for note in found.notes if note.kind == "diverges where" for part in note.parts]
    assert told == ([divergent] if divergent else [])
