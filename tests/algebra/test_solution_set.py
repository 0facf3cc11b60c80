"""Where conditions hold on the line, against their truth at many places by plain arithmetic."""

import math
from fractions import Fraction
from itertools import pairwise

import pytest
import sympy as sp

from calc_cli.algebra.functions import symbol
from calc_cli.algebra.solution_set import interleaved, solution_set

X = symbol("x")
PLACES = [Fraction(n, 6) for n in range(-40, 41)]

SETS = [
    # conditions                                    the same in Python
    ([X > 1],                                       lambda x: x > 1),
    ([X >= 1, X < 3],                               lambda x: 1 <= x < 3),
    ([sp.Ne(X, 2)],                                 lambda x: x != 2),
    ([X**2 - 4 > 0],                                lambda x: x * x > 4),
    ([X**2 - 4 >= 0, sp.Ne(X, 3)],                  lambda x: x * x >= 4 and x != 3),
    ([1 / X > 1],                                   lambda x: x != 0 and 1 / x > 1),
    ([sp.Or(X < -1, X > 2)],                        lambda x: x < -1 or x > 2),
    ([abs(X - 1) < 2],                              lambda x: abs(x - 1) < 2),
    ([X**3 - X > 0],                                lambda x: x**3 > x),
    ([sp.log(X) > 0],                               lambda x: x > 1),
    ([sp.exp(X) - 2 > 0],                           lambda x: math.exp(x) > 2),
    ([abs(X) < X**2],                               lambda x: abs(x) > 1),
    ([sp.Max(X, -1) < 1],                           lambda x: x < 1),
    ([abs(X - 1) < abs(X + 1)],                     lambda x: x > 0),
    ([sp.sign(X) * X**2 > X],                       lambda x: x > 1 or -1 < x < 0),
    ([sp.Min(X, abs(X), 2 - X) > -1],               lambda x: -1 < x < 3),
    ([X > 3, X < 1],                                lambda x: 3 < x < 1),
]  # fmt: skip


@pytest.mark.parametrize(("conditions", "holds"), SETS, ids=[str(row[0]) for row in SETS])
def test_solution_set(conditions, holds) -> None:
    found = solution_set(conditions, X)
    assert len(found.holds) == 2 * len(found.points) + 1
    for x in PLACES:
        before = sum(bool(p < x) for p in found.points)
        at_point = any(sp.Eq(p, sp.Rational(x.numerator, x.denominator)) == sp.true for p in found.points)
        assert found.holds[2 * before + at_point] == holds(x), x


@pytest.mark.parametrize("conditions", [row[0] for row in SETS], ids=[str(row[0]) for row in SETS])
def test_conditions_say_the_same(conditions) -> None:
    said = solution_set(solution_set(conditions, X).conditions(X), X)
    assert said.conditions(X) == solution_set(conditions, X).conditions(X)


def test_every_region_has_a_number() -> None:
    points = (sp.sqrt(2), sp.Rational(3, 2), sp.pi)
    cells = interleaved(points)
    assert cells[1::2] == list(points)
    assert all(bool(a < b) for a, b in pairwise(cells))
