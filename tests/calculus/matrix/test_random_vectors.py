"""Random functions of vectors, as machine learning has them: no shape is declared, and NumPy's differences are true."""

import random

import numpy as np
import pytest

from calc_cli.questions.grad import GradQuestion
from calc_cli.syntax.matrix_words import is_matrix_text
from tests.tally import Tally

VECTORS = """
    softmax(V)                   | softmax(V)
    exp(V) ./ sum(exp(V))        | softmax(V)
    (V) - mean(V)                | V - (V).mean()
    log(softmax(V))              | np.log(softmax(V))
    sigmoid(V)                   | 1/(1 + np.exp(-(V)))
    (V) .* (W)                   | (V)*(W)
    tanh(V)                      | np.tanh(V)
    max(V, W)                    | np.maximum(V, W)
    (V)/sqrt(1 + mean((V).^2))   | (V)/np.sqrt(1 + ((V)**2).mean())
    (S)*(V)                      | (S)*(V)
    A (V)                        | A@(V)
    relu(V)                      | np.maximum(V, 0)
    (V).^2 ./ sum(1 + (V).^2)    | (V)**2/(1 + (V)**2).sum()
    (V) + (W)                    | (V) + (W)
    outer(V, W) (W)              | np.outer(V, W)@(W)
"""
SCALARS = """
    sum(V)                       | (V).sum()
    mean(V)                      | (V).mean()
    logsumexp(V)                 | np.log(np.exp(V).sum())
    log(sum(exp(V)))             | np.log(np.exp(V).sum())
    (V)^T (W)                    | (V)@(W)
    ||V||^2                      | ((V)**2).sum()
    tanh(S)                      | np.tanh(S)
    -sum((V) .* log(softmax(W))) | -((V)*np.log(softmax(W))).sum()
"""
FORMS = {
    kind: [tuple(part.strip() for part in line.split(" | ")) for line in text.strip().splitlines()]
    for kind, text in (("V", VECTORS), ("S", SCALARS))
}
LETTERS = [("x", "x"), ("y", "y"), ("A x", "A@x")]


def function(r: random.Random, kind: str, depth: int) -> tuple[str, str]:
    """Return a random expression for calc and for NumPy, in which V and W are vectors and S is a scalar."""
    here, there = r.choice(LETTERS if kind == "V" and depth < 1 else FORMS[kind])
    if depth < -2 and kind == "S":
        here, there = "sum(x)", "x.sum()"
    found = {letter: function(r, "S" if letter == "S" else "V", depth - 1) for letter in "VWS" if letter in here}
    for letter, (inner, in_numpy) in found.items():
        here, there = here.replace(letter, inner), there.replace(letter, in_numpy)
    return here, there


def softmax(u: np.ndarray) -> np.ndarray:
    return np.exp(u) / np.exp(u).sum()


def differences(text: str, values: dict[str, np.ndarray]) -> np.ndarray:
    """Return the central differences of a text of NumPy in x, a column for each entry."""
    columns = []
    for unit in np.eye(len(values["x"])) * 1e-5:
        names = {"np": np, "softmax": softmax} | values
        ahead, behind = (eval(text, names | {"x": values["x"] + h}) for h in (unit, -unit))
        columns.append(np.ravel((ahead - behind) / 2e-5))
    return np.array(columns).T


def case(seed: int) -> tuple[str, str]:
    """Return a random expression that has x."""
    r = random.Random(seed)
    text, in_numpy = function(r, r.choice("VVS"), 2)
    if "x" in text.replace("exp", "").replace("max", "") and is_matrix_text(text):
        return text, in_numpy
    return f"{text} + sum(x)", f"{in_numpy} + x.sum()"


def compare(seed: int, text: str, in_numpy: str) -> None:
    """Hold the derivative in x at a random point against differences."""
    numbers = np.random.default_rng(seed)
    values = {"x": numbers.uniform(-1, 1, 3), "y": numbers.uniform(-1, 1, 3), "A": numbers.uniform(-1, 1, (3, 3))}
    at = [f"{name}={value.tolist()}" for name, value in values.items() if name in text]
    shape = "A=n,n" if "A" in text else None
    question = GradQuestion(text, wrt="x", at=at, shape=shape, layout="numerator")
    found = np.array(question.read().answer().value, dtype=float)
    expected = differences(in_numpy, values)
    np.testing.assert_allclose(found.reshape(expected.shape), expected, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("first", [0, 8])
def test_derivative_of_a_random_function_of_vectors(first: int) -> None:
    tally = Tally()
    for seed in range(first, first + 8):
        text, in_numpy = case(seed)
        with tally.on(text):
            compare(seed, text, in_numpy)
            tally.compared += 1
    tally.demand(compared=8, refused=0)
