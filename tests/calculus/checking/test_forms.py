"""The form of an answer as it was typed, apart from its value."""

import pytest

from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.checking.forms import judge_form
from calc_cli.render.plain import plain
from calc_cli.syntax.parser import parse

FORMS = [
    # demanded     answer                    better, None where the demand is met
    ("factored",   "x(x+1)",                 None),
    ("factored",   "x^2 + x",                "x*(x + 1)"),
    ("factored",   "x^2 + 1",                None),
    ("factored",   "x^2 - 2",                None),
    ("factored",   "(x-1)(x+1)",             None),
    ("factored",   "2x - 2",                 "2*(x - 1)"),
    ("factored",   "(2x-2)(x+1)",            "2*(x - 1)"),
    ("factored",   "x^2 + 2x + 1",           "(x + 1)**2"),
    ("factored",   "(x+1)(x+1)",             None),
    ("factored",   "-x - 1",                 None),
    ("factored",   "x^4 + 4",                "(x**2 - 2*x + 2)*(x**2 + 2*x + 2)"),
    ("factored",   "e^x sin x + e^x cos x",  "exp(x)*(sin(x) + cos(x))"),
    ("factored",   "(x+1)/(x^2-4)",          "(x - 2)*(x + 2)"),
    ("factored",   "-2x(x-3)/(x+1)^2",       None),
    ("factored",   "3x^2",                   None),
    ("expanded",   "x(x+1)",                 "x**2 + x"),
    ("expanded",   "x^2 + x",                None),
    ("expanded",   "(x+1)^2",                "x**2 + 2*x + 1"),
    ("expanded",   "-(x+1)",                 "-x - 1"),
    ("expanded",   "(2x)^2",                 "4*x**2"),
    ("expanded",   "(x+1)/x",                "1 + 1/x"),
    ("expanded",   "sin(2(x+1))",            None),
    ("expanded",   "1/(x(x+1))",             None),
    ("expanded",   "e^x(x+1)",               "x*exp(x) + exp(x)"),
    ("expanded",   "-x^2 + 2x",              None),
    ("simplified", "2x",                     None),
    ("simplified", "(1-x)(1+x)/(x^2+1)^2",   None),
    ("simplified", "(1/2)x^(-1/2)",          None),
    ("simplified", "x^(-1/2)/2",             None),
    ("simplified", "1/cos^2 x",              None),
    ("simplified", "-sin x/cos x",           None),
    ("simplified", "x sqrt(x)",              None),
    ("simplified", "x/sqrt(x)",              "sqrt(x)"),
    ("simplified", "x + x",                  "2*x"),
    ("simplified", "2*3x",                   "6*x"),
    ("simplified", "4/6",                    "2/3"),
    ("simplified", "x*x",                    "x**2"),
    ("simplified", "(x^2-1)/(x-1)",          "x + 1"),
    ("simplified", "sin(x)^2 + cos(x)^2",    "1"),
    ("simplified", "1*x",                    "x"),
    ("simplified", "x^1 + 0",                "x"),
    ("simplified", "-(-x)",                  "x"),
    ("simplified", "sqrt(12)",               "2*sqrt(3)"),
    ("simplified", "x(x+2)",                 None),
    ("simplified", "x^2 + 2x",               None),
    ("simplified", "1/sqrt(x)",              None),
    ("simplified", "x^(-1/2)",               None),
    ("simplified", "cos(3x)*3",              None),
    ("simplified", "(x+1)(x-1)",             None),
    ("simplified", "(2x^2-2x)/(x-1)^2",      "2*x/(x - 1)"),
]  # fmt: skip


@pytest.mark.parametrize(("demand", "typed", "better"), FORMS, ids=[f"{r[1]} {r[0]}" for r in FORMS])
def test_form_is_judged_as_typed(demand: str, typed: str, better: str | None) -> None:
    form = judge_form(lower_as_typed(parse(typed).tree), demand)
    assert form.is_met == (better is None)
    assert (form.better and plain(form.better)) == better
