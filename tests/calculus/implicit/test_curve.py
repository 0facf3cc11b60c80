"""Curves: slopes against finite differences along branches that are known by a formula."""

import pytest
import sympy as sp

from calc_cli.algebra.functions import symbol
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.implicit.curve import Curve
from calc_cli.errors import UndefinedError
from calc_cli.syntax.parser import parse

X, Y = symbol("x"), symbol("y")

BRANCHES = [
    # equation                a branch y(x)                  places
    ("x^2 + y^2", "25",       sp.sqrt(25 - X**2),            [-3, 0, 4]),
    ("x^2 + y^2", "25",       -sp.sqrt(25 - X**2),           [-3, 0, 4]),
    ("x y", "1",              1 / X,                         [-2, 1, 3]),
    ("y^3", "x",              sp.Pow(X, sp.Rational(1, 3)),  [1, 8, 27]),
    ("e^y", "x",              sp.log(X),                     [1]),
    ("y^2 - 2 x y", "3",      X + sp.sqrt(X**2 + 3),         [1, -1]),
]  # fmt: skip


def curve(left: str, right: str) -> Curve:
    return Curve(*(lower_as_typed(parse(side).tree) for side in (left, right)), X, Y)


@pytest.mark.parametrize(("left", "right", "branch", "places"), BRANCHES, ids=[f"{r[0]} = {r[1]}" for r in BRANCHES])
def test_slope_is_that_of_the_branch(left: str, right: str, branch: sp.Expr, places: list[int]) -> None:
    c = curve(left, right)
    for a in places:
        h = sp.Rational(1, 10**8)
        difference = sp.N((branch.subs(X, a + h) - branch.subs(X, a - h)) / (2 * h), 30)
        at = {X: sp.S(a), Y: sp.simplify(branch.subs(X, a))}
        assert abs(sp.N(c.slope_at(at), 30) - difference) < 1e-12
        assert abs(sp.N(c.slope().subs(at), 30) - difference) < 1e-12


OFF = [("x^2 + y^2", "25", (1, 1)), ("x y", "1", (2, 1))]


@pytest.mark.parametrize(("left", "right", "point"), OFF)
def test_a_point_off_the_curve_is_told(left: str, right: str, point: tuple[int, int]) -> None:
    with pytest.raises(UndefinedError):
        curve(left, right).check_on(dict(zip((X, Y), map(sp.S, point), strict=True)))


def test_what_the_equation_makes_shorter() -> None:
    c = curve("x^2 + y^2", "25")
    assert c.shortest((X**2 + Y**2) / Y**3) == 25 / Y**3
    assert c.is_polynomial
    assert not curve("e^y", "x").is_polynomial
