"""What an answer's formula does not say of where it holds."""

import pytest

import calc_cli
from calc_cli.calculus.where import unsaid

CASES = [
    # command      typed               unsaid
    ("diff",       "ln x",             "x > 0"),
    ("diff",       "ln(ln x)",         "x > 1"),
    ("diff",       "(x^2-1)/(x-1)",    "x != 1"),
    ("diff",       "|x|",              "x != 0"),
    ("grad",       "ln(x y)",          "x*y > 0"),
    ("jacobian",   "[ln x, x y]",      "x > 0"),
    ("diff",       "(x^2+1)/(x-1)",    ""),  # a divisor is seen
    ("diff",       "sqrt(1 - x^2)",    ""),
    ("diff",       "x^x",              ""),
    ("grad",       "ln(x)^2 + y",      ""),  # ln x is still there
    ("integrate",  "x^n",              ""),
    ("diff",       "x^3 sin x",        ""),
    ("grad",       "ln(sum(x))",       ""),  # in matrices no condition is known to be seen, and none is told
]  # fmt: skip


@pytest.mark.parametrize(("command", "typed", "wanted"), CASES, ids=[row[1] for row in CASES])
def test_unsaid(command: str, typed: str, wanted: str) -> None:
    from calc_cli.render.plain import plain_conditions

    found = unsaid(getattr(calc_cli, command)(typed).asked[0])
    assert (plain_conditions(found) if found else "") == wanted
