"""How series converge, and for which x powers of x do: what textbooks tell, and what the comparison leaves open."""

import pytest

from calc_cli.algebra.evaluate import lower
from calc_cli.algebra.functions import symbol
from calc_cli.calculus.limits.convergence import convergence, power_series
from calc_cli.errors import UnsupportedError
from calc_cli.syntax.parser import parse

TERMS = [
    # term                how its series converges
    ("1/n^2",             "absolutely"),
    ("1/n",               "not"),
    ("(-1)^n/n",          "conditionally"),
    ("(-1)^n/sqrt(n)",    "conditionally"),
    ("(-1)^n/ln(n)",      "conditionally"),
    ("(-1)^n",            "not"),
    ("(-1)^n n/(n + 1)",  "not"),
    ("n/2^n",             "absolutely"),
    ("n!/n^n",            "absolutely"),
    ("3^n/n!",            "absolutely"),
    ("1/(n ln n)",        "not"),
    ("1/(n ln(n)^2)",     "absolutely"),
    ("(-1)^n/n^(3/2)",    "absolutely"),
    ("ln(n)/n",           "not"),
    ("(-2)^n/n",          "not"),
]  # fmt: skip


@pytest.mark.parametrize(("term", "how"), TERMS)
def test_series_converge_as_they_are_compared(term: str, how: str) -> None:
    assert convergence(lower(parse(term).tree), symbol("n")) == how


@pytest.mark.parametrize("term", ["(-1)^n/ln(ln(n))", "sin(n)/n", "1/(n ln(n) ln(ln(n))^2)"])
def test_what_the_comparison_leaves_open_is_not_told(term: str) -> None:
    with pytest.raises(UnsupportedError):
        convergence(lower(parse(term).tree), symbol("n"))


POWERS = [
    # term              between these    and at them
    ("x^n/n",           ("-1", "1"),     (True, False)),
    ("x^n/n^2",         ("-1", "1"),     (True, True)),
    ("(x - 3)^n/n",     ("2", "4"),      (True, False)),
    ("(2x)^n/n",        ("-1/2", "1/2"), (True, False)),
    ("x^(2n)/4^n",      ("-2", "2"),     (False, False)),
    ("x^n/n!",          ("-oo", "oo"),   None),
]  # fmt: skip


@pytest.mark.parametrize(("term", "ends", "at_ends"), POWERS)
def test_powers_converge_between_two_places(
    term: str, ends: tuple[str, str], at_ends: tuple[bool, bool] | None
) -> None:
    found = power_series(lower(parse(term).tree), symbol("n"))
    assert found is not None
    assert (str(found.low), str(found.high)) == ends
    assert at_ends is None or (found.converges(found.low), found.converges(found.high)) == at_ends
