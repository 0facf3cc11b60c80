"""The mistake by its name: wrong answers as students give them, and those of a differentiator that errs once."""

import signal

import pytest

import calc_cli
from calc_cli.calculus.equality.verdict import Check
from calc_cli.render.check import AnswerWords
from tests.calculus.checking.mistaken import exercise, right_answer

WORDS = AnswerWords()


def check(function: str, answer: str, **options) -> Check:
    found = calc_cli.diff(function, check=answer, **options).check
    assert found is not None
    return found


MISTAKES = [
    # function         answer                     the mistakes that give it
    ("sin(3x)",        "cos(3x)",                 ["inner derivative missing"]),
    ("sin(4x^3)",      "-12x^2 cos(4x^3)",        ["sign gained"]),
    ("cos(5x)",        "5sin(5x)",                ["sign lost"]),
    ("x^2(x-1)^3",     "x(x-1)^2(2(x-1) + 3)",    ["arithmetic slip"]),
    ("e^(-2x)",        "2e^(-2x)",                ["sign of the inner derivative lost"]),
    ("x ln x",         "1/x",                     ["product of the derivatives"]),
    ("x^2/(x+1)",      "(2x-x^2)/(x+1)",          ["cancelled in one summand only"]),
    ("e^x/(x+3)",      "(e^x-e^x)/(x+3)",         ["cancelled in one summand only"]),
    ("arcsin(2x)",     "2/sqrt(1-2x^2)",          ["factor outside the power"]),
    ("arctan(3x)",     "3/(1+3x^2)",              ["factor outside the power"]),
    ("(x^3)^2",        "5x^4",                    ["exponents added"]),
    ("x^2*x^3",        "6x^5",                    ["exponents multiplied"]),
    ("(3x+1)^4",       "36(3x+1)^3",              ["inner derivative twice"]),
    ("e^(x^3)",        "x^3 e^(x^3-1)",           ["power rule on an exponential"]),
    ("ln(5x)",         "1/(5x)",                  ["inner derivative missing"]),
    ("sqrt(3x + 1)",   "1/(2sqrt(3x + 1))",       ["inner derivative missing"]),
    ("e^(x^2)",        "e^(x^2)",                 ["not differentiated", "inner derivative missing"]),
    ("sin^3(2x)",      "6cos^2(2x)",              ["outer derivative taken at the inner derivative"]),
    ("cos^3 x",        "-3sin^2 x",               ["outer derivative taken at the inner derivative"]),
    ("sin(cos x)",     "-cos(sin x)",             ["outer derivative taken at the inner derivative"]),
    ("x^2 sin x",      "x + cos x",               []),
    ("ln(x^2+1)",      "ln x",                    []),
    ("sin(x^2)",       "cos(2x)",                 ["outer derivative taken at the inner derivative"]),
    ("sin(x^2)",       "x^2 cos(x^2)",            ["inner function in place of its derivative"]),
    ("x^2 sin x",      "2x cos x",                ["product of the derivatives"]),
    ("x^2 sin x",      "2x sin x",                ["second term of the product rule missing"]),
    ("x^2 e^x sin x",  "2x e^x cos x",            ["product of the derivatives"]),
    ("sin(x)/x",       "cos x",                   ["quotient of the derivatives"]),
    ("(x+1)/(x-1)",    "2/(x-1)^2",               ["numerator the wrong way round"]),
    ("(x^2+1)/(x-3)",  "(2x(x-3) + x^2+1)/(x-3)^2", ["plus in the numerator"]),
    ("(x^2+1)/(x-3)",  "(2x(x-3) - x^2+1)/(x-3)^2", ["minus not distributed"]),
    ("(x^2+1)/(x-3)",  "(2x(x-3) - (x^2+1))/(x-3)", ["denominator not squared"]),
    ("x^5",            "5x^5",                    ["exponent not lowered"]),
    ("x^5",            "x^4",                     ["exponent not brought down"]),
    ("x^-2",           "-2x^-1",                  ["exponent raised"]),
    ("x^(3/2)",        "3/2 x^(5/2)",             ["exponent raised"]),
    ("1/x^3",          "1/(3x^2)",                ["reciprocal of the derivative"]),
    ("2^x",            "x*2^(x-1)",               ["power rule on an exponential"]),
    ("2^x",            "2^x",                     ["not differentiated", "ln a missing"]),
    ("e^x",            "x e^(x-1)",               ["power rule on an exponential"]),
    ("x^3",            "x^3 ln x",                ["exponential rule on a power"]),
    ("x^x",            "x*x^(x-1)",               ["power rule with a variable exponent", "not differentiated"]),
    ("log_2(x)",       "1/x",                     ["ln b missing"]),
    ("x^2/(x-1)",      "(x^2-2x)/(x^2-1)",        ["pulled apart"]),
    ("(x^2+1)/(x^2-1)", "-4x/(x^4-1)",            ["pulled apart"]),
    ("sqrt(4x^2+1)",   "4x/(2x+1)",               ["pulled apart"]),
    ("(x^2+3x)(2x-1)", "(2x+3)(2x-1) + 2(x^2+3)", ["arithmetic slip"]),
    ("(2x+1)^2(x-1)",  "4(2x+1)(x-1)+(2x^2+1)",   ["arithmetic slip"]),
    ("3/x^2",          "-6x^3",                   ["sign slip"]),
    ("5x^2",           "2x/5",                    ["constant factor"]),
    ("ln(x^3)",        "3/x^3",                   ["power dropped"]),
    ("x^2 sin x",      "x e^x",                   []),
    ("arctan(2x)",     "2/(x+3)",                 []),
    ("sqrt(x^2+4)",    "x e^x",                   []),
    ("ln x",           "1/ln x",                  ["reciprocal of the logarithm"]),
    ("sqrt(x)",        "1/sqrt(x)",               ["2 below the bar missing"]),
    ("3x^2 + 7",       "6x + 7",                  ["constant kept"]),
    ("x^5/5",          "x^4/5",                   ["exponent not brought down"]),
    ("(x+1) sin x",    "1 + (x+1) cos x",         ["other factor lost"]),
    ("5x^2",           "2x",                      ["constant factor dropped"]),
    ("x^2 + e^3",      "2x + 3e^2",               ["constant taken for a variable"]),
    ("x^2 e^3",        "2x e^3 + 3x^2 e^2",       ["constant taken for a variable"]),
    ("cos x",          "sin x",                   ["sign lost", "integrated"]),
    ("x^2 + cos x",    "2x + sin x",              ["sign lost"]),
    ("cot x",          "1/sin(x)^2",              ["sign lost"]),
    ("sec x",          "sec(x)^2",                ["derivative of the tangent"]),
    ("arctan x",       "1/sqrt(1 + x^2)",         ["root gained"]),
    ("x^3 + 5x^2 - x", "3x^2 - 1",                ["a term dropped"]),
    ("sin x",          "pi/180 cos x",            ["degrees"]),
    ("a x^3",          "x^3",                     ["wrong variable"]),
    ("x y^2",          "y^2 + 2x y",              ["parameter taken for a variable"]),
    ("x^4 + 2x",       "x^4 + 2x",                ["not differentiated"]),
    ("x^3",            "x^4/4",                   ["integrated"]),
    ("x^3",            "6x",                      ["another order"]),
    ("x^2 tan x",      "-2x tan x - x^2 sec(x)^2", ["sign turned"]),
    ("sqrt(x^2 + 9)",  "1",                       ["pulled apart"]),
    ("e^(2x + 3)",     "2e^(2x)",                 ["pulled apart"]),
    ("x^3 + ln x",     "3x^2 + 1/x + 4",          ["off by a constant"]),
    ("x^3",            "3x^2 + 1e-20",            ["off by a constant"]),
    ("x^2 sin x",      "2x sin x + 3x^2 cos x",   ["arithmetic slip"]),
    ("(x+1)(x^2+4)",   "3x^2 + 2x - 4",           ["sign slip"]),
    ("x^2 sin(3x)",    "2x cos(3x)",              ["product of the derivatives, inner derivative missing"]),
    ("4x^3 + 2x",      "12x^2 + 3",               ["arithmetic slip"]),
    ("x^3 sin x",      "3x^2 sin x * x^3 cos x",  ["terms multiplied"]),
    ("(3x^2+1)^5",     "15x^2 (3x^2+1)^4",        ["a term not differentiated"]),
    ("cos(x^2)^2",     "-sin(x^2)^2",             ["outer function not differentiated"]),
    ("cot(x^2)",       "-2x csc(x^2) cot(x^2)",   ["derivative of the cosecant"]),
    ("ln(5)*x^2",      "2x/5",                    ["constant taken for a variable"]),
    ("(x^2+5x)/x",     "6",                       ["a term cancelled", "brackets lost"]),
    ("-(x^2-4x+1)",    "-2x-4",                   ["minus not distributed"]),
    ("(x^2+1)^2",      "4x^3+1",                  ["brackets lost"]),
    ("3^(x^2)",        "3^(x^2)*2x",              ["ln a missing"]),
    ("5/x",            "5/x^2",                   ["sign lost"]),
    ("6x^(1/3)",       "2x^(2/3)",                ["sign of the lowered exponent lost"]),
    ("arctan(sqrt x)", "1/(2sqrt(x)(1+sqrt(x)))", ["square missing"]),
    ("(x^2+2)^3",      "27",                      ["inner derivative missing"]),
    ("x^2 + 3x",       "17x^5 - 4",               []),
    ("sin x",          "ln(x + 2)",               []),
    ("x^2",            "2y",                      []),
]  # fmt: skip


@pytest.mark.parametrize(("function", "answer", "names"), MISTAKES, ids=[f"{r[0]}: {r[1]}" for r in MISTAKES])
def test_mistake_is_named(function: str, answer: str, names: list[str]) -> None:
    found = check(function, answer)
    assert found.verdict == "incorrect"
    assert [mistake.rule for mistake in found.diagnosis] == names


OTHER_QUESTIONS = [
    # function    answer       options                       mistakes
    ("x^3",       "3x^2",      {"order": 2},                 ["another order"]),
    ("x^4",       "16x^6",     {"order": 2},                 ["derivative raised to a power"]),
    ("(2x+1)^5",  "20(2x+1)^3", {"order": 2},                ["inner derivative missing"]),
    ("sin(3x)",   "-3 sin(3x)", {"order": 2},     ["inner derivative missing"]),
    ("x^2",       "9",         {"at": "3"},                  ["value of the function"]),
    ("x^3",       "48",        {"at": {"x": 2}},             ["exponent raised"]),
    ("x^3 + x",   "12",        {"at": "2"},                  ["a term dropped", "another order"]),
    ("x^3 + x^2", "16",        {"at": "-2"},                 ["another point"]),
    ("sin(3x)",   "cos(3x)",   {"at": "1"},                  ["inner derivative missing"]),
    ("x^2 y",     "x^2",       {"at": {"x": 1, "y": 2}},     ["wrong variable"]),
    ("x^2 y",     "2",         {"at": {"x": 1, "y": 3}},     ["constant factor dropped"]),
    ("x^5 + 3x",  "4",         {"at": "2"},                  []),
    ("sin(2x)",   "1",         {"at": "0"},                  ["inner derivative missing"]),
    ("(x^2+1)^3", "12",        {"at": "1"},                  ["inner derivative missing"]),
    ("x^2 e^x",   "2e", {"at": "1"}, ["product of the derivatives"]),
]  # fmt: skip


@pytest.mark.parametrize(("function", "answer", "options", "names"), OTHER_QUESTIONS)
def test_mistake_of_higher_order_or_at_a_point(function, answer, options, names) -> None:
    found = check(function, answer, **options)
    assert found.verdict == "incorrect"
    assert [mistake.rule for mistake in found.diagnosis] == names


def test_what_is_said() -> None:
    (found,) = check("sin(3x)", "cos(3x)").diagnosis
    assert WORDS.mistake(found) == "the inner derivative is missing: d/dx sin(3*x) is cos(3*x)*3, not cos(3*x)"
    (found,) = check("x^2 sin x", "2x sin x + 3x^2 cos x").diagnosis
    assert WORDS.mistake(found) == "there is a slip: 3*x**2*cos(x) should be x**2*cos(x)"


@pytest.mark.parametrize("seed", range(60))
def test_injected_mistake_is_found(seed: int) -> None:
    """One slip is always found: the one that was made, or one that gives the same answer."""
    made = exercise(seed)
    found = check(made.function, made.answer)
    assert found.verdict == "incorrect"
    assert found.diagnosis, made
    assert not found.diagnosis[0].message.startswith("possibly"), made


@pytest.mark.parametrize("seed", range(40))
def test_right_answer_has_no_mistake(seed: int) -> None:
    function, answer = right_answer(seed)
    found = check(function, answer)
    assert (found.verdict, found.diagnosis) == ("correct", ())


def test_search_ends_before_the_timer_does(monkeypatch) -> None:
    monkeypatch.setattr(signal, "getitimer", lambda _: (1e-9, 0.0))
    assert check("x^2 sin(3x)", "2x cos(3x)").diagnosis == ()


def test_long_expression_is_given_up_in_time() -> None:
    terms = " + ".join(f"sin({k}x)^{k}" for k in range(1, 200))
    assert check(terms, "x").verdict == "incorrect"
