"""Every operation on matrices in every command and format, and its rule against differences of NumPy."""

import numpy as np
import pytest

from calc_cli.calculus.matrix.expression import Expr
from calc_cli.calculus.matrix.records import OPERATIONS
from tests.invoke import invoke

IN_NUMPY = {
    # rule                  its example in NumPy                                      the letters
    "sum":                  (lambda v: v["a"] @ v["x"] + v["b"] @ v["x"],             "x a b"),
    "product":              (lambda v: np.trace(v["A"] @ v["X"] @ v["B"]),            "X A B"),
    "transpose":            (lambda v: np.trace(v["A"] @ v["X"].T),                   "X A"),
    "inverse":              (lambda v: v["a"] @ np.linalg.inv(v["X"]) @ v["b"],       "X a b"),
    "determinant":          (lambda v: np.linalg.det(v["X"]),                         "X"),
    "trace":                (lambda v: np.trace(v["X"]),                              "X"),
    "norm":                 (lambda v: np.linalg.norm(v["x"] - v["a"]),               "x a"),
    "power":                (lambda v: np.linalg.norm(v["x"]) ** 2,                   "x"),
    "function of entries":  (lambda v: np.exp(v["X"]).sum(),                          "X"),
    "product of entries":   (lambda v: (v["x"] * v["y"]).sum(),                       "x y"),
    "power of entries":     (lambda v: (v["x"] ** 3).sum(),                           "x"),
    "sum of entries":       (lambda v: v["X"].sum(),                                  "X"),
    "softmax":              (lambda v: v["b"] @ np.exp(v["x"]) / np.exp(v["x"]).sum(), "x b"),
    "logsumexp":            (lambda v: np.log(np.exp(v["A"] @ v["x"]).sum()),         "x A"),
    "diagonal matrix":      (lambda v: np.trace(np.diag(v["x"]) @ v["A"]),            "x A"),
    "diagonal":             (lambda v: v["b"] @ np.diag(v["X"]),                      "X b"),
}  # fmt: skip


def values(letters: str) -> dict[str, np.ndarray]:
    random = np.random.default_rng(3)
    return {name: random.uniform(0.2, 1.5, (3, 3) if name.isupper() else 3) for name in letters.split()}


def differences(f, at: dict[str, np.ndarray], letter: str) -> np.ndarray:
    found = np.zeros_like(at[letter])
    for place in np.ndindex(found.shape):
        step = np.zeros_like(found)
        step[place] = 1e-6
        found[place] = (f(at | {letter: at[letter] + step}) - f(at | {letter: at[letter] - step})) / 2e-6
    return found


def run(record, command: str, *options: str) -> str:
    expr, letter, _ = record.example
    result = invoke(command, expr, "--wrt", letter, *options)
    assert result.exit_code == 0 or (command == "hessian" and letter == "X" and result.exit_code == 3), result.output
    return result.stdout


def test_there_is_a_record_of_every_operation() -> None:
    leaves = {"Rational", "Irrational", "Symbol", "Identity", "Ones", "Zero"}
    assert {kind.__name__ for kind in Expr.__subclasses__()} - leaves == {r.kind.__name__ for r in OPERATIONS}
    assert IN_NUMPY.keys() == {record.title for record in OPERATIONS}


@pytest.mark.parametrize("record", OPERATIONS, ids=lambda record: record.title)
def test_the_rule_in_every_command(record) -> None:
    assert run(record, "grad") == f"{record.example[2]}\n"
    for form in ("latex", "mathml", "json", "pretty", "torch"):
        assert run(record, "grad", "-f", form, "--steps")
    assert record.title in run(record, "grad", "-f", "pretty", "--steps")
    assert run(record, "grad", "--check", record.example[2]) == "correct\n"
    assert run(record, "jacobian")
    run(record, "hessian")


@pytest.mark.parametrize("record", OPERATIONS, ids=lambda record: record.title)
def test_the_rule_and_its_code_are_the_limit_of_differences(record) -> None:
    f, letters = IN_NUMPY[record.title]
    letter, at = record.example[1], values(letters)
    expected = differences(f, at, letter)
    point = [word for name, value in at.items() for word in ("--at", f"{name}={value.tolist()}")]
    np.testing.assert_allclose(np.array(eval(run(record, "grad", *point)), dtype=float), expected, rtol=1e-6, atol=1e-8)
    names: dict = {}
    code = run(record, "grad", "-f", "numpy")
    exec(code, names)
    order = code.partition("gradient(")[2].partition(")")[0].split(", ")
    np.testing.assert_allclose(names["gradient"](*(at[name] for name in order)), expected, rtol=1e-6, atol=1e-8)
