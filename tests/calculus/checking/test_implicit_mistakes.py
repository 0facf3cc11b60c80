"""Wrong slopes of curves: which mistake is named. The answers were derived by hand, with the one slip."""

import pytest

import calc_cli

MISTAKES = [
    # equation               answer                at               the mistake
    ("x^2 + y^2 = 16",       "x/y",                None,            ["sign lost"]),
    ("x y = 6",              "y/x",                None,            ["sign lost"]),
    ("x^3 + y^3 = 9x*y",     "-x^2/(y^2-3)",       None,            ["product of the derivatives"]),
    ("x^2 + x*y + y^2 = 7",  "-2x/(1+2y)",         None,            ["product of the derivatives"]),
    ("x^3 + y^3 = 9x*y",     "(3y-x^2)/y^2",       None,            ["second term of the product rule missing"]),
    ("x^2 + x*y + y^2 = 7",  "-2x/(x+2y)",         None,            ["first term of the product rule missing"]),
    ("x^2 + y^2 = 25",       "-y/x",               None,            ["upside down"]),
    ("sin y = x",            "cos y",              None,            ["upside down"]),
    ("x^2 + 4y^2 = 8",       "-x/y",               None,            ["constant factor dropped"]),
    ("x^2 + y^2 = 2x y + 5", "(y-x)/y",            None,            ["second term of the product rule missing"]),
    ("e^y = x + y",          "1/(e^y+1)",          None,            ["sign of a term turned"]),
    ("x^2 y = 4",            "-2x*y",              None,            ["not divided"]),
    ("x^2 + y^3 = 5",        "-2x/(3y)",           None,            ["exponent lowered by two"]),
    ("y^2 = x^3",            "3x^2/2",             None,            ["outer derivative taken at the inner derivative"]),
    ("3x^2 - 2y^3 = 7",      "x/y^3",              None,            ["exponent not lowered"]),
    ("x^2 + y^2 = 25",       "3/4",                "x=3,y=4",       ["sign lost"]),
    ("x^3 + y^3 = 9x*y",     "(y-3x^2)/(3y^2-x)",  None,            ["constant factor dropped"]),
    ("tan y = x y",          "y/(sec(y)-x)",       None,            ["square missing"]),
    ("sin(x y) = x",         "1/cos(x y)",         None,            ["product of the derivatives"]),
    ("x^2 + y^2 = 25",       "-x*y/(x^2-25)",      None,            ["sign lost"]),
    ("x + sin y = 1",        "1/cos y",            None,            ["sign lost"]),
    ("x^2 + 3x y + y^2 = 5", "-(2x+3)/(2y)",       None,            ["product of the derivatives"]),
    ("x^2 + 3x y + y^2 = 5", "-(5x+3y)/(2y)",      None,            ["derivative of the function forgotten"]),
    ("sin y = x",            "cos x",              None,            ["letters exchanged"]),
    ("y^2 = x",              "1/(2x)",             None,            ["one letter for the other"]),
    ("y^2 = x^3",            "3",                  "x=1,y=1",       ["not divided"]),
    ("x^2 + y^2 = 25",       "17x + y",            None,            []),
]  # fmt: skip


@pytest.mark.parametrize(("equation", "answer", "at", "names"), MISTAKES, ids=[f"{r[0]}: {r[1]}" for r in MISTAKES])
def test_mistake_is_named(equation: str, answer: str, at: str | None, names: list[str]) -> None:
    check = calc_cli.diff(equation, implicit="y", at=at, check=answer).check
    assert check is not None
    assert (check.verdict, [mistake.rule for mistake in check.diagnosis]) == ("incorrect", names)


SECOND = [
    # answer              the mistake
    ("-1/y",              ["y held constant"]),
    ("25/y^3",            ["sign lost"]),
    ("-x/y",              ["another order"]),
    ("(x^2-y^2)/y^3",     ["plus in the numerator"]),
    ("17x + y",           []),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "names"), SECOND)
def test_mistake_in_the_second_derivative_is_named(answer: str, names: list[str]) -> None:
    check = calc_cli.diff("x^2 + y^2 = 25", implicit="y", order=2, check=answer).check
    assert check is not None
    assert (check.verdict, [mistake.rule for mistake in check.diagnosis]) == ("incorrect", names)


@pytest.mark.parametrize(
    ("equation", "answer", "where"),
    [
        ("sin y = x", "1/sqrt(1 - x^2)", "cos(y) > 0"),
        ("x^2 + y^2 = 25", "-x/sqrt(25 - x^2)", "y > 0"),
        ("y^2 = x", "-1/(2sqrt(x))", "y < 0"),
    ],
)
def test_the_branch_is_told_on_which_an_answer_in_x_alone_is_right(equation: str, answer: str, where: str) -> None:
    check = calc_cli.diff(equation, implicit="y", check=answer).check
    assert check is not None
    assert (check.verdict, [str(part) for remark in check.remarks for part in remark.where]) == ("incorrect", [where])
