"""Wrong antiderivatives and integrals: which mistake is named. The answers were made by hand, with the one slip."""

import pytest

import calc_cli

MISTAKES = [
    # function        answer                  the mistakes
    ("sin x",         "cos x",                ["sign turned", "differentiated"]),
    ("cos(3x)",       "3 sin(3x)",            ["multiplied by the inner derivative"]),
    ("cos(3x)",       "sin(3x)",              ["inner derivative missing"]),
    ("cos(3x)",       "-sin(3x)/3",           ["sign turned"]),
    ("e^(2x)",        "e^(2x)",               ["not integrated", "inner derivative missing"]),
    ("e^(2x)",        "e^(2x+1)/(2x+1)",      ["power rule on an exponential"]),
    ("x^3 + 2x",      "x^4 + x^2",            ["not divided by the exponent"]),
    ("x^3 + 2x",      "7x^4 + x^2",           ["arithmetic slip"]),
    ("1/x^2",         "ln(x^2)",              ["logarithm of a power"]),
    ("x^4",           "x^5/4",                ["divided by the old exponent"]),
    ("x^3 + 2x",      "x^4/4 + 2",            ["a term dropped", "differentiated"]),
    ("sec^2(x)",      "sec x tan x",          ["differentiated"]),
    ("1/x",           "1",                    ["power rule on 1/x"]),
    ("x cos x",       "x^2/2 sin x",          ["product of the integrals"]),
    ("(3x^2 + 1)/x",  "(x^3 + x)/(x^2/2)",    ["quotient of the integrals"]),
    ("x^2 e^(2x)",    "x^2 e^(2x)/2 - x e^(2x) + e^(2x)/2", ["inner derivative missing"]),
    ("x cos x",       "x sin x - cos x",      ["sign turned"]),
    ("(2x+1)^4",      "(2x+1)^5/5",           ["inner derivative missing"]),
    ("sqrt(x)",       "2/3 x^(1/2)",          ["exponent not raised"]),
    ("x/(x^2 + 1)",   "ln(x^2 + 1)",          ["inner derivative missing"]),
    ("x(x^2 + 1)^3",  "(x^2 + 1)^4/4",        ["inner derivative missing"]),
    ("1/(x^2 + 4)",   "arctan(x/2)",          ["constant factor"]),
    ("1/(x^2 + 4)",   "arctan(x/4)/4",        ["square in place of its root"]),
    ("1/sqrt(9-x^2)", "arcsin(x/9)",          ["square in place of its root"]),
    ("sec x tan x",   "tan x",                ["another function"]),
    ("1/sqrt(1-x^2)", "arctan x",             ["another function"]),
    ("2x cos(x^2)",   "x^2 sin(x^2)",         ["factor integrated in a substitution"]),
    ("2x cos(x^2)",   "2x sin(x^2)",          ["factor kept in a substitution"]),
    ("e^(x^2)",       "e^(x^2)/(2x)",         ["divided by the inner derivative"]),
    ("(x^2+1)^2",     "(x^2+1)^3/(6x)",       ["divided by the inner derivative"]),
    ("sin^2 x",       "sin^3 x/(3cos x)",     ["divided by the inner derivative"]),
    ("cos(x^2)",      "sin(x^2)",             ["inner function taken for the variable"]),
    ("x sqrt(x)",     "x^2/2 * 2/3 x^(3/2)",  ["product of the integrals"]),
    ("sqrt(x)",       "3/2 x^(3/2)",          ["multiplied by the exponent"]),
    ("2x(x^2+1)^3",   "(x^2+1)^4",            ["not divided by the exponent"]),
    ("cos x sin^2 x", "sin^3 x",              ["not divided by the exponent"]),
    ("1/(2x+1)",      "ln|2x+1|",             ["inner derivative missing"]),
    ("x sin x",       "-x cos x",             ["second part missing"]),
    ("ln x",          "x ln x + x",           ["sign turned"]),
    ("x e^(2x)",      "x e^(2x)/2 - e^(2x)/2", ["inner derivative missing"]),
    ("(x+2)^2",       "x^3/3 + 4x",           ["pulled apart"]),
    ("x^2 + 3",       "x^3/3 + 3",            ["a term dropped", "differentiated"]),
    ("2^x",           "2^x ln 2",             ["multiplied by ln a", "differentiated"]),
    ("x ln x",        "(x^2/2) ln(x) - x^2/2", ["not divided by the exponent", "divided by the old exponent"]),
    ("x e^x",         "x e^x + e^x",          ["sign turned", "differentiated"]),
    ("2x/(x^2 + 1)",  "ln x^2 + 1",           ["brackets missing"]),
    ("1/x^3",         "-1/(4x^4)",            ["exponent lowered"]),
    ("1/(x^2 + 4)",   "ln(x^2 + 4)",          ["logarithm of the denominator"]),
    ("sec^2 x",       "sec^3(x)/3",           ["power rule on a composition"]),
    ("x^2",           "17 ln(x + 5)",         []),
    ("sin(x)^3*cos(x)^4*tan(x)^2 + e^(3x)/(1+e^(2x)) + (2x+1)^7/(x^2+x+1)^3", "x^3 + e^(3x)", []),  # in time
]  # fmt: skip


@pytest.mark.parametrize(("function", "answer", "names"), MISTAKES, ids=[f"{r[0]}: {r[1]}" for r in MISTAKES])
def test_mistake_is_named(function: str, answer: str, names: list[str]) -> None:
    check = calc_cli.integrate(function, check=answer).check
    assert check is not None
    assert (check.verdict, [mistake.rule for mistake in check.diagnosis]) == ("incorrect", names)


BOUNDS = [
    ("-7/3", ["bounds swapped"]),
    ("8/3", ["lower bound forgotten"]),
    ("3", ["bounds added"]),
    ("-3", ["bounds added"]),
    ("7", ["not divided by the exponent"]),
    ("2", ["differentiated"]),
]


@pytest.mark.parametrize(("answer", "names"), BOUNDS)
def test_mistake_with_the_bounds_is_named(answer: str, names: list[str]) -> None:
    check = calc_cli.integrate("x^2", from_=1, to=2, check=answer).check
    assert check is not None
    assert [mistake.rule for mistake in check.diagnosis] == names


JUMPS = [
    # function,           answer,                         where it jumps, None if it is right
    ("1/x^2",             "-1/x + (1 if x > 5 else 0)",   "5"),
    ("2x if x > 0 else 0", "x^2 if x > 0 else 1",         "0"),
    ("2x",                "x^2 + (1 if x > 1 else 0) + C", "1"),
    ("|x|",               "x|x|/2 + C",                   None),
    ("1/x",               "ln|x| + (3 if x > 0 else 5)",  None),  # on each interval
    ("floor x",           "x floor x",                    None),
    ("sign x",            "|x|",                          None),
]  # fmt: skip


@pytest.mark.parametrize(("function", "answer", "place"), JUMPS)
def test_an_antiderivative_does_not_jump_where_the_function_is_continuous(
    function: str, answer: str, place: str | None
) -> None:
    check = calc_cli.integrate(function, check=answer).check
    assert check.is_correct is (place is None)
    assert [str(e) for d in check.diagnosis for e in d.parts] == ([] if place is None else ["x", place])


def test_an_antiderivative_is_refuted_where_it_has_a_value() -> None:
    check = calc_cli.integrate("1/(x^2 - 1)", check="ln(x^2 - 1)").check
    assert check is not None
    assert check.counterexample is not None
    assert list(check.counterexample.at.values()) == [2]


@pytest.mark.parametrize("answer", ["-cos x + C", "7 - cos x", "-cos(x)"])
def test_any_constant_is_right(answer: str) -> None:
    assert calc_cli.integrate("sin x", check=answer).check.verdict == "correct"


OVERLOOKED = [
    # function, bounds, answer, the mistake
    ("|x|",     -1, 1, "0",        ["modulus dropped"]),
    ("2x(x^2+1)^3", 0, 1, "1/4",   ["bounds not substituted"]),
    ("|x - 1|",  0, 3, "3/2",      ["modulus dropped"]),
    ("1/x",     -2, 3, "ln(3/2)",  ["pole between the bounds"]),
    ("1/x^2",   -1, 1, "-2",       ["pole between the bounds"]),
    ("1/x",      0, 1, "1",        ["diverges"]),
    ("1/x^2",    1, 2, "diverges", ["converges"]),
    ("1/x",      0, 1, "-oo",      []),
]  # fmt: skip


@pytest.mark.parametrize(("function", "low", "high", "answer", "names"), OVERLOOKED)
def test_what_is_overlooked_between_the_bounds(
    function: str, low: int, high: int, answer: str, names: list[str]
) -> None:
    check = calc_cli.integrate(function, from_=low, to=high, check=answer).check
    assert check is not None
    assert (check.verdict, [mistake.rule for mistake in check.diagnosis]) == ("incorrect", names)
