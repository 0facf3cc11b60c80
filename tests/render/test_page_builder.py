"""Equations on a page: what stands beside each other, and what goes below where there is no room."""

from collections.abc import Callable
from typing import Any

import pytest
import sympy as sp

from calc_cli import integrate, limit
from calc_cli.algebra.evaluate import lower
from calc_cli.questions.diff import DiffQuestion
from calc_cli.render.display import Display
from calc_cli.render.page_builder import PageBuilder
from calc_cli.syntax.parser import parse

SHOWN = [
    # width  e              behind      after        the page
    (40, "x + 1",          "",         "",          "f(x) = x + 1"),
    (40, "sqrt(2)",        " ≈ 1.41",  "",          "f(x) = √2 ≈ 1.41"),
    (16, "sqrt(2)",        " ≈ 1.414", "",          "f(x) = √2\n  ≈ 1.414"),
    (40, "1/x",            "",         "for x ≠ 0", "f(x) = 1/x   for x ≠ 0"),
    (18, "1/x",            "",         "for x ≠ 0", "f(x) = 1/x\n  for x ≠ 0"),
    (14, "x^3 + x^2 + x",  "",         "",          "f(x) = x³ + x²\n       + x"),
    (16, "x^3 + x^2 + x",  "",         "",          "f(x)\n  = x³ + x² + x"),
    (30, "x^3 + x^2 + x",  "",         "",          "f(x) = x³ + x² + x"),
]  # fmt: skip


@pytest.mark.parametrize(("width", "text", "behind", "after", "expected"), SHOWN, ids=[f"{r[1]} {r[0]}" for r in SHOWN])
def test_an_equation_goes_below_where_there_is_no_room(
    width: int, text: str, behind: str, after: str, expected: str
) -> None:
    page = PageBuilder(None, Display("diff", "", width=width))
    page.formula("f(x)", lower(parse(text).tree), behind=behind, after=after)
    assert page.sheet.text(color=False) == expected


def test_a_colon_stays_on_its_line() -> None:
    page = PageBuilder(None, Display("diff", "", width=14))
    page.equation("at x = 1", page.notation.box(sp.Integer(10) ** 9, None), sign=":")
    assert page.sheet.text(color=False) == "at x = 1:\n  1000000000"


ABOUT = [
    # value                  decimals
    (sp.Integer(2),          ""),
    (sp.Rational(1, 4),      " = 0.25"),
    (sp.Rational(1, 3),      " ≈ 0.333333"),
    (sp.sqrt(2),             " ≈ 1.41421"),
    (sp.Float("0.5"),        ""),
    (sp.Symbol("a"),         ""),
]  # fmt: skip


@pytest.mark.parametrize(("value", "expected"), ABOUT, ids=[str(row[0]) for row in ABOUT])
def test_decimals_stand_behind_what_is_exact(value: sp.Expr, expected: str) -> None:
    assert PageBuilder(None, Display("diff", "")).about(value) == expected
    assert PageBuilder(None, Display("diff", "", digits=5)).about(value) == ""


@pytest.mark.parametrize("width", [80, 100, 200])
def test_the_name_of_a_rule_stands_near_its_formula(width: int) -> None:
    question = DiffQuestion("x^2 sin x", steps=True)
    page = question.page().pretty(question.read().answer(), Display("diff", "", width=width))
    (column,) = {line.index("product rule") for line in page.splitlines() if "product rule" in line}
    assert 0.6 * min(width, 80) - 1 <= column <= 60


JUDGED = [
    # ask                                                           the page ends with
    (lambda: limit("(1 + 1/x)^x", "inf", check="2.72"),            "the answer 2.72 is correct to 3 digits"),
    (lambda: limit("sin(x)/x", 0, check="0"),                      "the answer 0 is incorrect\n  0/0 is not a number"),
    (lambda: limit("1/x", 0, check="dne"),                         "the answer no limit is correct"),
    (lambda: integrate("x^2", from_=0, to=1, check="-1/3"),        "is incorrect\n  the sign is wrong"),
    (lambda: integrate("e^x", from_=0, to=1, check="1.718"),       "the answer 1.718 is correct to 4 digits"),
]  # fmt: skip


@pytest.mark.parametrize(("ask", "end"), JUDGED, ids=[row[1] for row in JUDGED])
def test_a_number_is_judged_in_its_own_digits_and_with_the_reason(ask: Callable[[], Any], end: str) -> None:
    assert end in str(ask())
