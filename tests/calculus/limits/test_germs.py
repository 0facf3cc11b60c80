"""The engine of limits on expressions in t -> 0+: limits, signs, what is proved, and what is left open."""

import pytest
import sympy as sp

from calc_cli.algebra.evaluate import lower
from calc_cli.calculus.limits.germs import Germs
from calc_cli.calculus.limits.oscillation import oscillation
from calc_cli.calculus.limits.swings import is_restless
from calc_cli.syntax.parser import parse


def germ(germs: Germs, text: str) -> sp.Expr:
    e = lower(parse(text).tree)
    return e.xreplace({s: germs.t for s in e.free_symbols if s.name == "t"})


LIMITS = [
    # expression              limit   how
    ("3",                     "3",    "a constant"),
    ("t^2 + 5",               "5",    "a rational function"),
    ("(t + 1)/t^3",           "oo",   "a rational function"),
    ("e^(-1/t) + cos t",      "1",    "the laws of sums and exponentials"),
    ("ln(t)",                 "-oo",  "the law of logarithms"),
    ("arctan(1/t)",           "pi/2", "a record tells of infinity"),
    ("sin(t)/t",              "1",    "the leading term"),
    ("(1 - cos t)/t^2",       "1/2",  "the leading term"),
    ("t sin(1/t)",            "0",    "squeezed"),
    ("1/t + sin(1/t)",        "oo",   "infinity and what is bounded"),
    ("ln(1/t)^9 t",           "0",    "the leading term"),
    ("sin(1/t)",              None,   "oscillates"),
    ("f(t)",                  "f(0)", "an unknown function is continuous"),
    ("t ln t",                  "0",    "the leading term"),
    ("t^t",                     "1",    "the leading term"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "how"), LIMITS, ids=[row[0] for row in LIMITS])
def test_limit_is_found(text, expected, how):
    germs = Germs()
    limit = germs.limit(germ(germs, text))
    assert (None if limit is None else str(limit)) == expected, how


SIGNS = [
    ("t - t^2", 1), ("-t", -1), ("cos(t) - 1", -1), ("t - sin t", 1), ("sqrt(t)", 1), ("1 - e^t", -1), ("0 t", 0),
    ("sin(1/t)", None), ("a t", None), ("e^t - 1 - t - t^2/2 - t^3/6 - t^4/24 - t^5/120 - t^6/720 - t^7/5040", 1),
    ("sin(t)^2 + cos(t)^2 - 1", 0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sign"), SIGNS)
def test_sign_for_small_t(text, sign):
    germs = Germs()
    assert germs.sign(germ(germs, text)) == sign


RANGES = [
    # expression          range         restless
    ("sin(1/t)",          (-1, 1),      True),
    ("2 + 3 cos(1/t)",    (-1, 5),      True),
    ("sin(1/t)^2",        (0, 1),       True),
    ("tan(1/t)",          (-sp.oo, sp.oo), True),
    ("sin(1/t)/t",        (-sp.oo, sp.oo), True),
    ("(sin(1/t) + t)/(1 + t)", (-1, 1), True),
    ("sin(1/t) + cos(1/t)", None,       True),
    ("sin(t)",            None,         False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "restless"), RANGES)
def test_range_of_an_oscillation(text, expected, restless):
    germs = Germs()
    g = germ(germs, text)
    assert oscillation(germs, g) == expected
    assert is_restless(germs, g) is restless
    assert (germs.tendency(g) is not None) is (expected != (-sp.oo, sp.oo))
