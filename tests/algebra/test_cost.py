"""The length of a form: pairs of which a reader prefers the first."""

from math import inf

import pytest
import sympy as sp

from calc_cli.algebra.cost import cost, is_negated
from calc_cli.algebra.evaluate import lower
from calc_cli.syntax.parser import parse


def read(text: str) -> sp.Expr:
    return lower(parse(text).tree)


SHORTER = [
    # this                       rather than this
    ("3x^2 - 2x", "x*(3x - 2)"),
    ("5x^4 + 3x^2 + 6x", "x*(5x^3 + 3x + 6)"),
    ("(x^2-2x-1)/(x-1)^2", "2x/(x-1) - (x^2+1)/(x-1)^2"),
    ("(1 - ln(x))/x^2", "1/x^2 - ln(x)/x^2"),
    ("(x*cos(x) - sin(x))/x^2", "cos(x)/x - sin(x)/x^2"),
    ("sec(x)^2", "1/cos(x)^2"),
    ("tan(x)*sec(x)", "sin(x)/cos(x)^2"),
    ("1 - x", "-x - 1"),
    ("(1-x)*e^(-x)", "e^(-x) - x*e^(-x)"),
    ("2x", "-2x"),
]


@pytest.mark.parametrize(("shorter", "longer"), SHORTER, ids=[row[0] for row in SHORTER])
def test_shorter(shorter: str, longer: str) -> None:
    assert cost(read(shorter)) < cost(read(longer))


def test_what_is_not_real_is_never_chosen() -> None:
    assert cost(sp.I) == cost(sp.oo + sp.Symbol("x")) == inf


def test_negated() -> None:
    assert [is_negated(read(text)) for text in ("-x", "-2", "-x/2", "x", "2 - x")] == [True, True, True, False, False]
