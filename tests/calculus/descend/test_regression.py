"""Losses of vectors and matrices, trained as by a loop written by hand in NumPy."""

import numpy as np
import pytest
from click.testing import CliRunner

import calc_cli
from calc_cli.cli.group import calc
from calc_cli.errors import UsageError

RANDOM = np.random.default_rng(1)
X = RANDOM.normal(size=(60, 4)).round(3)
Y = np.where(X @ [1, -2, 0.5, 0] + RANDOM.normal(size=60) > 0, 1.0, -1.0)


def logistic(w):
    return -X.T @ (Y / (1 + np.exp(Y * (X @ w))))


LOSSES = [
    # typed                               rate   gradient
    ("||X w - y||^2",                     0.004, lambda w: 2 * X.T @ (X @ w - Y)),
    ("||X w - y||^2 + 3||w||^2",          0.004, lambda w: 2 * X.T @ (X @ w - Y) + 6 * w),
    ("sum(ln(1 + exp(-y .* (X w))))",     0.05,  logistic),
    ("sum(softplus(-y .* (X w)))",        0.05,  logistic),
    ("sum((X w - y).^4)/60",              0.01,  lambda w: 4 * X.T @ (X @ w - Y) ** 3 / 60),
    ("sum(tanh(X w - y).^2)/60",          0.5,
     lambda w: 2 * X.T @ (np.tanh(X @ w - Y) / np.cosh(X @ w - Y) ** 2) / 60),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "rate", "gradient"), LOSSES, ids=[row[0] for row in LOSSES])
def test_training_is_that_of_numpy(typed, rate, gradient):
    found = calc_cli.descend(typed, wrt="w", at={"X": X.tolist(), "y": Y.tolist()}, rate=rate, steps=100)
    w = np.zeros(4)
    for visit in found.visits:
        np.testing.assert_allclose(visit.at, w, rtol=1e-12, atol=1e-12)
        w = w - rate * gradient(w)
    assert len(found.visits) == 101


def test_the_closed_form_of_least_squares_and_ridge_regression():
    for typed, ridge, formula in (
        ("||X w - y||^2", 0, "(XᵀX)⁻¹Xᵀy"),
        ("||X w - y||^2 + 3||w||^2", 3, "(XᵀX + 3I)⁻¹Xᵀy"),
    ):
        found = calc_cli.descend(typed, wrt="w", at={"X": X.tolist(), "y": Y.tolist()}, rate="0.004")
        expected = np.linalg.solve(X.T @ X + ridge * np.eye(4), X.T @ Y)
        np.testing.assert_allclose(found.objective.closed_form.value, expected, rtol=1e-12)
        np.testing.assert_allclose(found.last.at, expected, rtol=1e-7)
        assert f"w = {formula}" in str(found).replace("\n", " ")


def test_a_loss_without_closed_form_has_none():
    found = calc_cli.descend("sum(ln(1 + exp(-y .* (X w))))", wrt="w", at={"X": X.tolist(), "y": Y.tolist()}, steps=3)
    assert found.objective.closed_form is None
    singular = {"X": [[1, 1], [2, 2]], "y": [1, 1]}
    assert calc_cli.descend("||X w - y||^2", wrt="w", at=singular, rate="0.01", steps=3).objective.closed_form is None


def test_a_matrix_and_a_start():
    found = calc_cli.descend("||A W - B||^2", wrt="W", at={"A": [[1, 2], [3, 4]], "B": [[1, 0], [0, 1]]},
                             from_={"W": [[1, 1], [0, 0]]}, rate="0.01", steps=20)  # fmt: skip
    a, w = np.array([[1.0, 2], [3, 4]]), np.array([[1.0, 1], [0, 0]])
    for _ in range(20):
        w = w - 0.02 * a.T @ (a @ w - np.eye(2))
    np.testing.assert_allclose(found.last.at.reshape(2, 2), w, rtol=1e-12)


def test_files_between_commas(tmp_path):
    np.savetxt(tmp_path / "X.csv", X, delimiter=",")
    np.savetxt(tmp_path / "y.csv", Y)
    at = f"X=@{tmp_path}/X.csv,y=@{tmp_path}/y.csv"
    argv = ["descend", "||X w - y||^2", "--wrt", "w", "--at", at, "--rate", "0.004", "--timeout", "0"]
    found = CliRunner().invoke(calc, argv, prog_name="calc")
    numbers = np.array([float(part) for part in found.stdout.strip("[]\n").split(",")])
    np.testing.assert_allclose(numbers, np.linalg.solve(X.T @ X, X.T @ Y), rtol=1e-7)


REFUSED = [
    ("||X w - y||^2", {"wrt": "w", "at": {"X": [[1, 2]]}},          "no value for y"),
    ("X w",           {"wrt": "w", "at": {"X": [[1, 2]]}},          "only a scalar"),
    ("||w||^2",       {"wrt": "w"},                                 "how large is w"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "options", "says"), REFUSED, ids=[row[2] for row in REFUSED])
def test_refusals(typed, options, says):
    with pytest.raises(UsageError, match=says):
        calc_cli.descend(typed, **options)
