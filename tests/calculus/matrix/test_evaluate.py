"""Matrix expressions evaluated and put together, against NumPy on random matrices."""

import mpmath
import numpy as np
import pytest

from calc_cli.calculus.matrix import arithmetic
from calc_cli.calculus.matrix.evaluate import Evaluator
from calc_cli.calculus.matrix.expression import Expr, symbols
from calc_cli.calculus.matrix.records import simplified
from tests.calculus.matrix.test_shapes import ROWS, SIZES, Values, typed

FURTHER = [
    ("A^T A + 2 S",              lambda v: v.A.T @ v.A + 2 * v.S),
    ("(A B)^T y",                lambda v: (v.A @ v.B).T @ v.y),
    ("sigmoid(x)",               lambda v: 1 / (1 + np.exp(-v.x))),
    ("mean(x)",                  lambda v: np.array([[v.x.mean()]])),
    ("S^3",                      lambda v: v.S @ v.S @ v.S),
    ("||A||_F^2",                lambda v: np.array([[(v.A**2).sum()]])),
    ("||x||_1",                  lambda v: np.array([[abs(v.x).sum()]])),
    ("x.^2 ./ (x.^2 + 1)",       lambda v: v.x**2 / (v.x**2 + 1)),
    ("dot(x, S x) c",            lambda v: v.c * (v.x.T @ v.S @ v.x)),
    ("diag(x) S",                lambda v: v.x * v.S),
    ("I + S",                    lambda v: np.eye(3) + v.S),
]  # fmt: skip


def evaluated(e: Expr) -> np.ndarray:
    values = {name: SIZES[name] if name in SIZES else getattr(Values(), name) for name in symbols(e)}
    return np.atleast_2d(np.array(Evaluator(values, SIZES, mpmath.fp).value(e), dtype=float))


@pytest.mark.parametrize(("text", "in_numpy"), ROWS + FURTHER, ids=[row[0] for row in ROWS + FURTHER])
def test_value_is_that_of_numpy(text: str, in_numpy) -> None:
    expected = np.atleast_2d(in_numpy(Values()))
    found = evaluated(typed(text))
    assert found.size == expected.size
    assert found.reshape(expected.shape) == pytest.approx(expected)


@pytest.mark.parametrize(("text", "in_numpy"), ROWS + FURTHER, ids=[row[0] for row in ROWS + FURTHER])
def test_simplifying_keeps_the_value_and_the_shape(text: str, in_numpy) -> None:  # noqa: ARG001 - one table for both
    e = typed(text)
    assert simplified(e).shape == e.shape
    assert evaluated(simplified(e)) == pytest.approx(evaluated(e))


@pytest.mark.parametrize("text", [row[0] for row in ROWS + FURTHER])
def test_a_transpose_is_the_transpose(text: str) -> None:
    e = simplified(typed(text))
    if 1 in e.shape:  # vectors are arrays of one dimension here
        return
    assert evaluated(arithmetic.transpose(e)) == pytest.approx(evaluated(e).T)


def test_like_terms_are_collected_and_inverses_vanish() -> None:
    a, s = typed("A + 0 A"), typed("S")
    assert arithmetic.is_zero(arithmetic.add(a, arithmetic.negative(a)))
    assert arithmetic.multiply(s, arithmetic.inverse(s)) == arithmetic.identity("n")
    assert arithmetic.transpose(arithmetic.transpose(s)) == s
