"""Whether two expressions are equal over the real numbers: what other checkers get wrong, and where not."""

import pytest

from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.equality.components import compare_components
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check
from calc_cli.render.check import AnswerWords
from calc_cli.syntax.parser import parse

WORDS = AnswerWords(expected="the first", given="the second")


def check(first: str, second: str) -> Check:
    return compare(*(lower_as_typed(parse(text).tree) for text in (first, second)))


REMARKS = [
    # first               second              verdict      remarks
    ("x - 1",             "sqrt(x^2 - 2x + 1)", "incorrect", ["equal only for x >= 1"]),
    ("|x - 3|",           "3 - x",            "incorrect", ["equal only for x <= 3"]),
    ("sqrt(x^2)",         "x",                "incorrect", ["equal only for x >= 0"]),
    ("ln(2x)",            "ln x",             "incorrect", ["they differ by the constant log(2)"]),
    ("x^2",               "x^2 + 10^-9",      "incorrect", ["they differ by the constant 1/1000000000"]),
    ("arctan(x) + arctan(1/x)", "pi/2",       "incorrect", ["equal only for x > 0", "they differ by pi for x < 0"]),
    ("x^2/3",             "0.333x^2",         "incorrect", ["equal to 3 significant digits, but not exactly"]),
    ("x/sqrt 2",          "0.7071x",          "incorrect", ["equal to 4 significant digits, but not exactly"]),
    ("1/sqrt 2",          "0.7071",           "incorrect", ["equal to 4 significant digits, but not exactly"]),
    ("pi",                "3.14",             "incorrect", ["equal to 3 significant digits, but not exactly"]),
    ("2/3",               "0.6666",           "incorrect", ["equal to 3 significant digits, but not exactly"]),
    ("2/3",               "0.66",             "incorrect", []),
    ("pi",                "3",                "incorrect", []),
    ("2ln x",             "ln(x^2)",          "correct",   ["the first is undefined for x < 0"]),
    ("ln(x^2)",           "2ln x",            "correct",   ["the second is undefined for x < 0"]),
    ("ln x",              "ln|x|",            "correct",   ["the first is undefined for x < 0"]),
    ("ln|x|",             "ln x",             "correct",   ["the second is undefined for x < 0"]),
    ("(x^m)^n",           "(x^n)^m",          "correct",   [
        "the second is undefined at x = -1, m = 2, n = 1/2, for example",
        "the first is undefined at x = -1, m = 1/2, n = 2, for example"]),
    ("sqrt(x)sqrt(x-1)",  "sqrt(x^2 - x)",    "correct",   ["the first is undefined for x <= 0"]),
    ("(x^2 - 1)/(x - 1)", "x + 1",            "correct",   ["the first is undefined at x = 1"]),
    ("x^2",               "x^2 + 0ln x",      "correct",   ["the second is undefined for x <= 0"]),
    ("(x^3)^(1/3)",       "x",                "correct",   []),
    ("1/x",               "sign(x)/|x|",      "correct",   []),
    ("x^x",               "e^(x ln x)",       "correct",   []),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "verdict", "remarks"), REMARKS, ids=[f"{r[0]} = {r[1]}" for r in REMARKS])
def test_verdict_tells_where(first: str, second: str, verdict: str, remarks: list[str]) -> None:
    found = check(first, second)
    assert (found.verdict, [WORDS.remark(remark) for remark in found.remarks]) == (verdict, remarks)
    assert (found.counterexample is not None) == (verdict == "incorrect")


APART = [
    # first            second           verdict
    ("ln x",           "ln(-x)",        "incorrect"),
    ("ln x",           "sqrt(-x - 1)",  "incorrect"),
    ("arccosh x",      "arctanh x",     "incorrect"),
    ("ln(x) + y",      "ln(-x) + y",    "incorrect"),  # x alone decides where they are defined
    ("ln(x - 10^6)",   "sqrt(-x - y)",  "incorrect"),  # defined together far off, for y < -x < -10^6
    ("ln(x y)",        "ln(-x y)",      "undecided"),  # no point is a proof that there is none
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "verdict"), APART, ids=[f"{r[0]} = {r[1]}" for r in APART])
def test_nowhere_defined_together_is_a_difference_only_if_proved(first: str, second: str, verdict: str) -> None:
    found = check(first, second)
    assert (found.verdict, found.certainty) == (verdict, "proved" if verdict == "incorrect" else None)
    assert (found.counterexample is not None) == (verdict == "incorrect")


def test_remarks_on_components_are_kept() -> None:
    texts = [("x/x", "1"), ("y", "y"), ("2ln x", "ln(x^2)")]
    pairs = [[lower_as_typed(parse(text).tree) for text in pair] for pair in texts]
    found = compare_components(*zip(*pairs, strict=True))
    assert [WORDS.remark(remark) for remark in found.remarks] == [
        "the first is undefined at x = 0",
        "the first is undefined for x < 0",
    ]
