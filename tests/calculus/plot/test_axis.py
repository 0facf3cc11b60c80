"""Axes and the breaks on them, against what a person would draw."""

import math

import pytest
import sympy as sp

from calc_cli.algebra.evaluate import lower
from calc_cli.algebra.functions import TypedFunction, symbol
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.plot.axis import Axis
from calc_cli.calculus.plot.places import breaks_within, roots_within
from calc_cli.calculus.plot.subject import PlottedFunction
from calc_cli.syntax.parser import parse

X = symbol("x")

TICKS = [
    (Axis(0, 10), 5, [0, 2, 4, 6, 8, 10]),
    (Axis(-1, 1), 4, [-1, -0.5, 0, 0.5, 1]),
    (Axis(0.2, 0.31), 4, [0.2, 0.25, 0.3]),
    (Axis(1, 1000, log=True), 6, [1, 10, 100, 1000]),
]


@pytest.mark.parametrize(("axis", "most", "expected"), TICKS, ids=[str(row[0]) for row in TICKS])
def test_ticks(axis: Axis, most: int, expected: list[float]) -> None:
    assert axis.ticks(most) == pytest.approx(expected)


@pytest.mark.parametrize("axis", [Axis(-3, 7), Axis(0.01, 100, log=True)], ids=str)
def test_fraction_and_value_are_inverse(axis: Axis) -> None:
    for i in range(11):
        assert axis.fraction(axis.at(i / 10)) == pytest.approx(i / 10)


@pytest.mark.parametrize("least", [0.0013, 0.07, 1, 1.2, 3, 5.01, 999])
def test_steps_are_round_and_not_less(least: float) -> None:
    step = Axis(0, 10 * least).step(10)
    assert least * (1 - 1e-8) <= step <= 2.5 * least
    assert round(step / 10 ** math.floor(math.log10(step) + 1e-9), 9) in (1, 2, 5)


BREAKS = [
    ("1/x",                        [(0, "pole")]),
    ("1/(x^2 - 1)",                [(-1, "pole"), (1, "pole")]),
    ("(x^2 - 1)/(x - 1)",          [(1, "hole")]),
    ("floor(x/2)",                 [(-2, "jump"), (0, "jump"), (2, "jump")]),
    ("sqrt(x)",                    [(0, "edge")]),
    ("ln x",                       [(0, "pole")]),
    ("x if x < 1 else x + 1",      [(1, "jump")]),
    ("sin(1/x)",                   [(0, "oscillation")]),
    ("|x|",                        [(0, "joint")]),
    ("x^2",                        []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BREAKS, ids=[row[0] for row in BREAKS])
def test_breaks(text: str, expected: list[tuple[float, str]]) -> None:
    tree = parse(text).tree
    f = PlottedFunction(TypedFunction(lower_as_typed(tree), lower(tree), (X,)))
    found = [(b.x, b.kind) for b in breaks_within(f, (-3.0, 3.0)) if b.kind != "outside"]
    assert found == expected


ROOTS = [
    ("x^2 - 2",      [-math.sqrt(2), math.sqrt(2)]),
    ("sin x",        [-math.pi, 0, math.pi]),
    ("cos x - x",    [0.7390851332151607]),  # Dottie's number
    ("e^x - 3",      [math.log(3)]),
    ("x^5 - x - 1",  [1.1673039782614187]),
    ("x^2 + 1",      []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ROOTS, ids=[row[0] for row in ROOTS])
def test_roots_in_a_window(text: str, expected: list[float]) -> None:
    u = lower(parse(text).tree)
    assert sorted(float(sp.N(r)) for r in roots_within(u, X, (-4.0, 4.0))) == pytest.approx(expected, abs=1e-12)
