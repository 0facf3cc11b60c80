"""Derivatives of inverses, against textbook answers and against differences of inverses found by mpmath."""

import mpmath
import pytest
import sympy as sp

from calc_cli.errors import DomainError, UndefinedError, UnknownNameError, UnsupportedError, UsageError
from calc_cli.questions.diff import DiffQuestion
from calc_cli.render.notes import words
from calc_cli.render.plain import plain


def ask(function, at=None, **options):
    return DiffQuestion(function, inverse=True, at=at, **options).read().answer()


RESULTS = [
    # function          result                   conditions on y
    ("x^3 + x", "1/(3*x**2 + 1)", 0),
    ("e^x", "1/y", 1),
    ("e^(2x+1)", "1/(2*y)", 1),
    ("ln x", "exp(y)", 0),
    ("x^3", "1/(3*y**(2/3))", 0),
    ("sqrt(x)", "2*y", 1),
    ("(x+1)/(x-2)", "-3/(y - 1)**2", 1),
    ("tan x", "cos(x)**2", 0),
    ("atan x", "sec(y)**2", 2),
    ("2^x", "1/(y*log(2))", 1),
    ("a x + b", "1/a", 1),
    ("sigmoid(x)", "1/(y*(1 - y))", 2),
    ("x^2", "1/(2*x)", 0),  # y has two places, so it stays in x
    ("f(x)", "1/f'(x)", 0),
    ("t = s^3", "1/(3*t**(2/3))", 0),
]


@pytest.mark.parametrize(("function", "result", "conditions"), RESULTS, ids=[row[0] for row in RESULTS])
def test_result(function, result, conditions):
    found = ask(function)
    assert len(found.domain) == conditions
    if "'" in result:
        assert plain(found.result) == result
        return
    expected = sp.sympify(result)
    difference = found.result - expected.subs({s: sp.Symbol(s.name, real=True) for s in expected.free_symbols})
    assert abs(sp.N(difference.subs({s: sp.Rational(3, 8) for s in difference.free_symbols}))) < 1e-12


VALUES = [
    # function               at          preimage    value
    ("x^3 + x", "2", "1", "1/4"),
    ("x^3 + x", "x=1", "1", "1/4"),
    ("x^3 + x", "y=2", "1", "1/4"),
    ("y = x^5 + x + 1", "y=3", "1", "1/6"),
    ("x + e^x", "1", "0", "1/2"),
    ("x^2", "x=-2", "-2", "-1/4"),
    ("sin x", "x=pi/6", "pi/6", "2*sqrt(3)/3"),
    ("cbrt(x)", "0", "0", "0"),  # f has a vertical tangent, the inverse x^3 a horizontal one
    ("x|x| + x", "0", "0", "1"),
    ("x^2 + 4 if x > 0 else x", "5", "1", "1/2"),
    ("ln x", "0", "1", "1"),
    ("x + sin(x)/2", "pi/2 + 1/2", "pi/2", "1"),
]


@pytest.mark.parametrize(("function", "at", "preimage", "value"), VALUES, ids=[f"{r[0]} at {r[1]}" for r in VALUES])
def test_value(function, at, preimage, value):
    found = ask(function, at)
    assert (found.preimage, found.value) == (sp.sympify(preimage), sp.sympify(value))


NUMERIC = [
    # function, the same to mpmath                                     at, near
    ("x^3 + x", lambda x: x**3 + x, "3", 1.2),
    ("x^5 + x", lambda x: x**5 + x, "3", 1.1),
    ("x + e^x", lambda x: x + mpmath.exp(x), "2", 0.4),
    ("x + sin(x)/2", lambda x: x + mpmath.sin(x) / 2, "1", 0.7),
    ("x + sin x", lambda x: x + mpmath.sin(x), "1", 0.5),  # whose derivative is 0 at pi, and never negative
    ("2x + atan(x)", lambda x: 2 * x + mpmath.atan(x), "1", 0.3),
]


@pytest.mark.parametrize("digits", [12, 60])
@pytest.mark.parametrize(("function", "f", "at", "near"), NUMERIC, ids=[row[0] for row in NUMERIC])
def test_decimals_are_correct_where_the_place_is_not_exact(function, f, at, near, digits):
    found = ask(function, at, digits=digits)
    assert not found.notes
    with mpmath.workdps(200):
        h = mpmath.mpf("1e-80")
        ends = [mpmath.findroot(lambda x, y=y: f(x) - y, near) for y in (mpmath.mpf(at) + h, mpmath.mpf(at) - h)]
        expected = (ends[0] - ends[1]) / (2 * h)
        assert abs(mpmath.mpf(str(found.value)) - expected) < mpmath.mpf(10) ** -digits


FAULTS = [
    # function, at                                error            says
    ("x^2", "4", UsageError, "x = -2, 2"),
    ("x^2", "-1", UndefinedError, "-1 is no value"),
    ("x^2", "0", UndefinedError, "vertical tangent if it exists"),
    ("x^3", "0", UndefinedError, "vertical tangent"),
    ("sin x", "1/2", UsageError, "pi/6, 5*pi/6"),
    ("sin x", "2", UnsupportedError, "no x was found"),
    ("sqrt(x)", "-1", UndefinedError, "-1 is no value"),
    ("sqrt(x)", "0", UndefinedError, "the values of the function end there"),
    ("asin(x)", "pi/2", UndefinedError, "end there"),
    ("(x+1)/(x-2)", "1", UndefinedError, "1 is no value"),
    ("|x| + 2x", "0", UndefinedError, "slope 1 from the left, 3 from the right"),
    ("x + 2x^2 sin(1/x) if x != 0 else 0", "x=0", UnsupportedError, "not decided"),  # f'(0) = 1, yet no inverse
    ("3", None, UsageError, "constant"),
    ("floor(x)", None, DomainError, "is 0"),
    ("a x", "z=1", UnknownNameError, "neither x nor"),
    ("a b + c", None, UsageError, "with respect to which variable"),
    ("[x, x]", None, UsageError, "not a list"),
    ("x^3", "1,2", UsageError, "one number"),
]


@pytest.mark.parametrize(("function", "at", "error", "says"), FAULTS, ids=[f"{r[0]} at {r[1]}" for r in FAULTS])
def test_fault(function, at, error, says):
    with pytest.raises(error) as caught:
        ask(function, at)
    assert says in caught.value.message


def test_that_other_places_are_not_excluded_is_told():
    assert "proves nothing" in words(ask("x^x", "4").notes[0])


CHECKS = [
    # function  at    answer                   verdict
    ("x^3 + x", "2", "1/4", "correct"),
    ("x^3 + x", "2", "4", "incorrect"),
    ("x^3 + x", None, "1/(3x^2 + 1)", "correct"),
    ("x^3", None, "1/(3x^2)", "correct"),
    ("x^3", None, "y^(-2/3)/3", "correct"),
    ("x^3", None, "x^(-2/3)/3", "correct"),  # x being written for the value
    ("x^3", None, "3x^2", "incorrect"),
    ("x^2", None, "1/(2 sqrt y)", "incorrect"),  # for x > 0 alone
    ("e^x", None, "1/y", "correct"),
    ("x^3", "0", "none", "correct"),
    ("x^3", "0", "0", "incorrect"),
]


@pytest.mark.parametrize(("function", "at", "answer", "verdict"), CHECKS, ids=[f"{r[0]}: {r[2]}" for r in CHECKS])
def test_check(function, at, answer, verdict):
    assert ask(function, at, check=answer).check.verdict == verdict
