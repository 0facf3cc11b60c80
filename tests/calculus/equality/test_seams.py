"""Where two expressions are sampled: the simplest numbers, one set for each region between seams."""

from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import assume, given, strategies as st

from calc_cli.algebra.functions import symbol
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.equality.seams import in_every_region, seams, simplest
from calc_cli.syntax.parser import parse

X = symbol("x")
FRACTIONS = st.fractions(min_value=-20, max_value=20, max_denominator=60)


@given(FRACTIONS, FRACTIONS)
def test_simplest_has_the_least_denominator_in_between(one: Fraction, other: Fraction) -> None:
    assume(one != other)
    a, b = sorted((one, other))
    found = simplest(a, b)
    assert a < found < b
    for denominator in range(1, found.denominator):
        assert Fraction(a.numerator * denominator // a.denominator + 1, denominator) >= b, denominator


SEAMS = [
    # functions              seams among those found
    (["1/(x - 2)"],          {2}),
    (["sqrt(x)", "ln(x+3)"], {-3, 0}),
    (["|x^2 - 2|"],          {-sp.sqrt(2), sp.sqrt(2)}),
    (["x if x < 5 else 0"],  {5}),
    (["1/(x^2 + 1)"],        set()),
    (["x^2 + 3x"],           set()),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "expected"), SEAMS, ids=[str(row[0]) for row in SEAMS])
def test_seams(texts: list[str], expected: set[object]) -> None:
    found = seams([lower_as_typed(parse(text).tree) for text in texts], X)
    assert found.are_all
    assert set(found.points) >= expected
    assert list(found.points) == sorted(found.points, key=float)


def test_periodic_seams_are_not_all() -> None:
    assert not seams([lower_as_typed(parse("1/sin(x)").tree)], X).are_all


@pytest.mark.parametrize("points", [[], [0], [-1, 2], [sp.sqrt(2), sp.Rational(3, 2)]], ids=str)
def test_each_region_is_sampled(points: list[object]) -> None:
    ends = [-sp.oo, *map(sp.sympify, points), sp.oo]
    regions = in_every_region([sp.sympify(p) for p in points])
    assert len(regions) == len(points) + 1
    for inside, low, high in zip(regions, ends, ends[1:], strict=False):
        assert len(inside) >= 3
        assert all(bool(low < q) and bool(q < high) for q in inside)
