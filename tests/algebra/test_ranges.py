"""Ranges and signs: what they promise contains every value that mpmath finds."""

from math import inf
from random import Random

import mpmath
import pytest
from mpmath import mp

from calc_cli.algebra.evaluate import lower
from calc_cli.algebra.ranges import bounds, signs_of
from calc_cli.syntax.parser import parse
from tests.expressions import NotRealError, random_expression, real
from tests.tally import Tally

SIGNS = [
    # every sign that it has, no more
    ("2 + sin x",      {1}),
    ("sin x - 1",      {-1, 0}),
    ("x^2",            {0, 1}),
    ("x^2 + 1",        {1}),
    ("-e^x",           {-1}),
    ("sigmoid(x) - 1", {-1}),
    ("tanh(x) + 1",    {1}),
    ("x",              {-1, 0, 1}),
    ("ln(sin x)",      {-1, 0}),
    ("max(x, 1)",      {1}),
    ("|x|",            {0, 1}),
    ("sec x",          {-1, 1}),
    ("csch x",         {-1, 1}),
    ("coth x",         {-1, 1}),
    ("acsc x",         {-1, 1}),
    ("acoth x",        {-1, 1}),
    ("gamma(x)",       {-1, 1}),
    ("1/sin(x)^2",     {1}),
    ("-3",             {-1}),
    ("0",              {0}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "signs"), SIGNS, ids=[row[0] for row in SIGNS])
def test_signs(text: str, signs: set[int]) -> None:
    assert signs_of(lower(parse(text).tree)) == signs


BOUNDS = [
    ("3 + 2 sin x", (1, 5)),
    ("cos(x)^2",    (0, 1)),
    ("x^2 - 4",     (-4, inf)),
    ("atan x",      (-1.5707963267948966, 1.5707963267948966)),
    ("min(x, 2)",   (-inf, 2)),
    ("e^x + 1",     (1, inf)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BOUNDS, ids=[row[0] for row in BOUNDS])
def test_bounds_are_outside_and_near(text: str, expected: tuple[float, float]) -> None:
    low, high = bounds(lower(parse(text).tree))
    assert low <= expected[0] <= low + 1e-4 or low == expected[0]
    assert high - 1e-4 <= expected[1] <= high or high == expected[1]


@pytest.mark.parametrize("first", range(0, 200, 100))
def test_random_expressions_stay_within(first: int) -> None:
    tally = Tally()
    for seed in range(first, first + 100):
        text, f = random_expression(Random(f"ranges {seed}"), 3)
        values = sampled(f)
        with tally.on(text):
            if not values:
                continue
            e = lower(parse(text).tree)
            (low, high), signs = bounds(e), signs_of(e)
            for value in values:
                assert low <= value <= high
                assert int(mp.sign(value)) in signs
                tally.compared += 1
    tally.demand(compared=500, refused=5)


def sampled(f) -> list[mpmath.mpf]:
    found = []
    with mp.workdps(40):
        for n in (-29, -13, -4, 0, 2, 5, 7, 11, 23, 40):
            try:
                found.append(real(f(mp.mpf(n) / 7)))
            except (NotRealError, ZeroDivisionError, ValueError, OverflowError, TypeError):
                continue
    return found
