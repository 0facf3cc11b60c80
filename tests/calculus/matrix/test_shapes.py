"""Shapes of expressions, against NumPy's; and the smart constructors, against NumPy's arithmetic."""

import numpy as np
import pytest

from calc_cli.calculus.matrix.expression import Expr
from calc_cli.calculus.matrix.infer import infer
from calc_cli.calculus.matrix.shapes import Declared, Dimensions, Mismatch, in_words
from calc_cli.errors import CalcError
from calc_cli.syntax.parser import parse_matrices
from calc_cli.syntax.words import Names

SIZES = {"m": 2, "n": 3, "k": 4}
SHAPES = {"A": ("m", "n"), "B": ("n", "k"), "S": ("n", "n"), "x": ("n", 1), "y": ("m", 1), "c": (1, 1)}
DECLARED = {name: Declared(shape) for name, shape in SHAPES.items()}

ROWS = [
    # expression              the same in NumPy
    ("A x",                   lambda v: v.A @ v.x),
    ("A B",                   lambda v: v.A @ v.B),
    ("A^T y",                 lambda v: v.A.T @ v.y),
    ("x^T S x",               lambda v: v.x.T @ v.S @ v.x),
    ("x y^T",                 lambda v: v.x @ v.y.T),
    ("c A",                   lambda v: v.c * v.A),
    ("S^-1 x",                lambda v: np.linalg.inv(v.S) @ v.x),
    ("x .* x",                lambda v: v.x * v.x),
    ("tanh(A x)",             lambda v: np.tanh(v.A @ v.x)),
    ("diag(x)",               lambda v: np.diag(v.x[:, 0])),
    ("tr(S) + det(S)",        lambda v: np.array([[np.trace(v.S) + np.linalg.det(v.S)]])),
    ("sum(A)",                lambda v: np.array([[v.A.sum()]])),
    ("||A x||",               lambda v: np.array([[np.linalg.norm(v.A @ v.x)]])),
    ("outer(x, y)",           lambda v: np.outer(v.x, v.y)),
]  # fmt: skip


class Values:
    def __init__(self) -> None:
        rng = np.random.default_rng(0)
        for name, shape in SHAPES.items():
            setattr(self, name, rng.normal(size=[SIZES.get(d, d) for d in shape]))


def typed(text: str) -> Expr:
    return infer(parse_matrices(text, Names(SHAPES)).tree, text, DECLARED).expression


@pytest.mark.parametrize(("text", "in_numpy"), ROWS, ids=[row[0] for row in ROWS])
def test_shape_is_that_of_numpy(text: str, in_numpy) -> None:
    found = typed(text).shape
    assert tuple(SIZES.get(d, d) for d in found) == np.shape(in_numpy(Values()))


MISFITS = ["A A", "A + B", "x^T y", "A^2", "tr(A)", "det(B)", "x .* y", "A^-1", "x + y"]


@pytest.mark.parametrize("text", MISFITS)
def test_what_does_not_fit_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(CalcError) as caught:
        typed(text)
    assert caught.value.span is not None


def test_dimensions_are_unified() -> None:
    dims = Dimensions()
    a, b = dims.unknown(), dims.unknown()
    dims.unify(a, b)
    dims.unify(b, "n")
    assert dims.shape((a, b)) == ("n", "n")
    with pytest.raises(Mismatch):
        dims.unify(a, "m")


@pytest.mark.parametrize(("shape", "words"), [((1, 1), "a scalar"), (("n", "m"), "n×m"), (("n", 1), "n×1")])
def test_shapes_in_words(shape, words: str) -> None:
    assert in_words(shape) == words
