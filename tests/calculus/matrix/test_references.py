"""Every formula of cases/matrix_gradients.txt, at rectangular and square numbers, against complex steps in NumPy."""

import re

import numpy as np
import pytest

from calc_cli.errors import UndefinedError, UnsupportedError
from calc_cli.questions.grad import GradQuestion
from tests.cases import lines

ROWS = [[part.strip() for part in re.split(r" \| ", line)] for line in lines("matrix_gradients")]
SIZES = {
    "rectangular": {"m": 4, "n": 3, "p": 2, "q": 5, "r": 4},
    "the other way": {"m": 2, "n": 3, "p": 4, "q": 2, "r": 3},
    "square": dict.fromkeys("mnpqr", 3),
}
NUMPY = {
    "np": np,
    "inv": np.linalg.inv,
    "det": np.linalg.det,
    "tr": np.trace,
    "norm": lambda a: np.sqrt((a * a).sum()),  # without absolute values, which complex steps do not pass
    "sigmoid": lambda u: 1 / (1 + np.exp(-u)),
    "softmax": lambda u: np.exp(u) / np.exp(u).sum(),
    "row_softmax": lambda u: np.exp(u) / np.exp(u).sum(axis=1, keepdims=True),
    "absolute": lambda u: np.where(u.real > 0, u, -u),
}
STEP = 1e-30


def shape_of(source):
    """What a source asks of its matrices: `PP 126 (B=symmetric C=symmetric)`."""
    return tuple(re.findall(r"\w=[\w,]+", source))


@pytest.mark.parametrize(("f", "letter", "reference", "_", "source"), ROWS)
def test_gradient_is_that_of_the_reference(f, letter, reference, _, source):
    given = GradQuestion(f, wrt=letter, check=reference, shape=shape_of(source)).read().answer()
    assert given.check.verdict == "correct"


@pytest.mark.parametrize("sizes", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize(("f", "letter", "function"), [(row[0], row[1], row[3]) for row in ROWS])
def test_gradient_is_the_limit_of_differences(f, letter, function, sizes):
    shapes = GradQuestion(f, wrt=letter).read().answer().shapes
    values, expected = defined(function, shapes, letter, sizes)
    at = tuple(f"{name}={np.asarray(value).tolist()}" for name, value in values.items())
    try:
        value = np.array(GradQuestion(f, wrt=letter, at=at).read().answer().value, dtype=float)
    except (UndefinedError, UnsupportedError):
        pytest.skip("singular at these sizes: X X^T for a tall X")
    assert value.shape == expected.shape
    np.testing.assert_allclose(value, expected, rtol=1e-8, atol=1e-8 * abs(expected).max() + 1e-12)


def defined(function, shapes, letter, sizes):
    """Numbers at which the function is defined, and its derivatives there."""
    for seed in range(20):
        values = numbers(shapes, sizes, np.random.default_rng(seed))
        try:
            with np.errstate(all="raise"):
                return values, differences(function, values, letter)
        except (np.linalg.LinAlgError, FloatingPointError):
            pass
    pytest.skip("not defined at these sizes")


def numbers(shapes, sizes, random):
    found = {}
    for name, shape in shapes.items():
        dims = [sizes.get(dim, dim) for dim in shape]
        entries = random.uniform(0.1, 0.9, dims) + (2 * np.eye(*dims) if 1 not in dims else 0)
        found[name] = np.round(entries, 3) if shape != (1, 1) else round(random.uniform(0.5, 2), 3)
    return found


def differences(function, values, letter):
    """The derivatives of `function` in every entry of a letter, by complex steps."""
    x = np.asarray(values[letter], dtype=complex)
    found = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        moved = x.copy()
        moved[place] += STEP * 1j
        value = eval(function, NUMPY | {"lam": values.get("lambda")} | values | {letter: moved})
        found[place] = np.imag(np.sum(value)) / STEP
    return found
