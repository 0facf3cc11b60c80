"""Wrong answers to limits: which mistake is named."""

import pytest

import calc_cli

MISTAKES = [
    # function             to      answer   mistakes
    ("|x|/x",              "0",    "1",     ["one side only"]),
    ("1/x",                "0",    "-inf",  ["one side only"]),
    ("sin(3x)/x",          "0",    "0",     ["indeterminate form"]),
    ("sin(3x)/x",          "0",    "1",     ["known limit with another factor", "factor ignored"]),
    ("sin(5x)/(2x)",       "0",    "1",     ["known limit with another factor", "indeterminate form"]),
    ("(x^2-1)/(x^2+3x-4)", "1",    "1",     ["degrees compared at a finite place", "indeterminate form"]),
    ("(1 + 2/x)^x",        "inf",  "e",     ["factor ignored"]),
    ("(3x^2+1)/(2x^3-x)",  "inf",  "3/2",   ["degrees compared wrongly"]),
    ("(3x^2+1)/(2x^2-x)",  "inf",  "inf",   ["degrees compared wrongly", "indeterminate form"]),
    ("sin(x)/x",           "inf",  "1",     ["known limit at the wrong end"]),
    ("x/(x + 2)",          "0",    "1",     ["l'Hopital's rule on a determinate form"]),
    ("((3+h)^2 - 9)/h",    "h=0",  "9",     ["value in place of the slope"]),
    ("(sqrt(x+4) - 2)/x",  "0",    "1/2",   ["half of the conjugate"]),
    ("x sin(1/x)",         "0",    "1",     ["known limit at the wrong end"]),
    ("(sqrt(x+9) - 3)/x",  "0",    "1/3",   ["half of the conjugate"]),
    ("1/(x-3)^2",          "3",    "0",     ["infinity overlooked"]),
    ("(x^2 - 4)/(x - 2)",  "2",    "0",     ["indeterminate form"]),
    ("sqrt(x^2 + x) - x",  "inf",  "0",     ["indeterminate form"]),
    ("(1 + 1/x)^x",        "inf",  "1",     ["indeterminate form"]),
    ("(1 + 2/x)^x",        "inf",  "1",     ["indeterminate form"]),
    ("(3x + 1)/(x - 2)",   "inf",  "1",     ["factor ignored", "indeterminate form"]),
    ("x*(e^(2/x) - 1)",    "inf",  "0",     ["indeterminate form"]),
    ("sin(3x)/x",          "0",    "1/3",   ["upside down"]),
    ("sin(3x)/x",          "0",    "-3",    ["sign turned"]),
    ("-1/x^2",             "0",    "inf",   ["sign turned"]),
    ("(1 - cos x)/x",      "0",    "1/2",   ["quotient rule for l'Hopital's"]),
    ("sin(3x)/x",          "0",    "dne",   ["limit overlooked"]),
    ("1/x^2",              "0",    "dne",   ["infinite limit"]),
    ("sin(3x)/x",          "0",    "17",    []),
    ("x^2 + 1",            "0",    "0",     []),
    ("sin(3x)/x",          "0",    "3",     []),
    ("|x|/x",              "0",    "dne",   []),
    ("(x^2 - 9)/(x - 3)",  "3",    "inf",   ["indeterminate form", "bound overlooked"]),
    ("sqrt(x^2 + 4x) - x", "inf",  "4",     ["half of the conjugate"]),
    ("(sqrt(x+4) - 2)/x",  "0",    "inf",   ["indeterminate form", "bound overlooked"]),
    ("(1 + 2/x)^(3x)",     "inf",  "e^5",   ["exponents added"]),
    ("sqrt(4x^2 + 1)/x",   "inf",  "4",     ["root of the coefficient"]),
    ("(x^2 + 1)/(x + 2)",  "0",    "2x",    ["l'Hopital's rule on a determinate form"]),
    ("(x-4x^3)/(2x^3+1)",  "inf",  "1/2",   ["degrees compared wrongly"]),
    ("sin(3x)/(2x)",       "0",    "6",     ["factor on the wrong side"]),
    ("x^2 if x != 1 else 5", "1",  "5",     ["value in place of the limit"]),
    ("(x^2 + sin x)/x",    "0",    "2",     []),
    ("(e^x - x)/(x + 2)",  "0",    "0",     ["l'Hopital's rule on a determinate form"]),
    ("(x^3 - 8)/(x - 2)",  "2",    "inf",   ["indeterminate form", "bound overlooked"]),
    ("(e^(2x) - 1 - 2x)/x^2", "0", "4",     []),
    ("x*y/(x^2 + y^2)",    "x=0,y=0", "0",  ["one path only"]),
    ("x*y/(x^2 + y^2)",    "x=0,y=0", "3",  []),
    ("(1 + a/x)^x",        "x=inf", "e",    ["factor ignored"]),
    ("sin(a x)/(b x)",     "x=0",  "1/b",   ["factor ignored"]),
    ("((x+h)^2 - x^2)/h",  "h=0",  "2x + h", ["variable kept"]),
    ("(sqrt(x+h) - sqrt(x))/h", "h=0", "2/sqrt(x)", ["2 above the bar"]),
]  # fmt: skip


@pytest.mark.parametrize(("function", "to", "answer", "names"), MISTAKES)
def test_mistake_is_named(function, to, answer, names) -> None:
    found = calc_cli.limit(function, to, check=answer).check
    assert found is not None
    assert [mistake.rule for mistake in found.diagnosis] == names
