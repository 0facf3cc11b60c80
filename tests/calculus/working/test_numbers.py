"""Workings with numbers: what is given, and what is reckoned with it."""

import pytest

import calc_cli
from tests.calculus.working.mistakes import first_mistake

PASS = """x = 2, w1 = 0.5, b1 = 0, w2 = -1, t = 1
z1 = w1 x + b1 = 1
h = relu(z1) = 1
y = w2 h = -1
L = (y - t)^2 = 4
dL/dy = 2(y - t) = -4
"""

WORKINGS = [
    # working, the first wrong line, whether all is read
    (PASS + "dL/dw2 = dL/dy * h = -4\ndL/dh = dL/dy * w2 = 4\ndL/dw1 = 4 * 2 = 8", None, True),
    (PASS + "dL/dw2 = dL/dy * h = -4\ndL/dh = dL/dy * w2 = -4\ndL/dz1 = -4", 8, True),
    (PASS + "dL/dh = dL/dy = -4", 7, True),  # the factor w2
    ("x = 3, w = 2\nz = w x = 5\na = z^2 = 25", 2, True),
    ("x = 0.5, w = 2, b = -1\nz = w x + b = 0\na = σ(z) = 0.5\nda/dz = a(1 - a) = 0.25", None, True),
    ("x = 0.5, w = 2, b = -1\nz = w x + b = 0\na = σ(z) = 0.5\nda/dz = a(1 - a) = 0.5", 4, True),
    ("x = 200\ny = x + 1 = 201\nz = x\nz = y", 4, True),  # near, but nothing was rounded
    ("x = 1\na = 1/(1 + e^(-x)) = 0.731\nb = 0.731 * 0.269 = 0.197", None, True),  # reckoned with rounded numbers
    ("x = 1, y = 2\nz = q x + y = 3\nv = x + y = 3", None, False),  # q has not been told
]  # fmt: skip


@pytest.mark.parametrize(("working", "line", "is_read"), WORKINGS, ids=[row[0] for row in WORKINGS])
def test_numbers_are_judged(working: str, line: int | None, is_read: bool) -> None:
    found = calc_cli.check(working)
    assert found.first_wrong is None if line is None else found.first_wrong and found.first_wrong.statement.line == line
    assert ("not checked" not in [judgement.verdict for judgement in found.judgements]) is is_read


def test_what_is_reckoned_with_a_wrong_number_follows() -> None:
    found = calc_cli.check("x = 3, w = 2\nz = w x = 5\na = z^2 = 25")
    assert [judgement.verdict for judgement in found.judgements][-1] == "follows"


def test_the_factor_that_is_missing_is_told() -> None:
    working = "x = 2, w = 3, y = 5\nz = w x = 6\nL = (z - y)^2 = 1\ndL/dz = 2(z - y) = 2\ndL/dw = 2"
    assert first_mistake(working) == "inner derivative missing"
