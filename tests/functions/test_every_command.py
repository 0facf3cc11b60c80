"""Every command on every record: one that is not enough for some command fails here."""

import json
from math import isclose

import mpmath
import pytest
import sympy as sp

from calc_cli.algebra.conditions import definedness, smoothness
from calc_cli.algebra.evaluate import approximate, lower, truth_at
from calc_cli.algebra.functions import symbol
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.functions import FUNCTIONS, Function
from calc_cli.functions.special import NOTATION
from calc_cli.questions.diff import DiffQuestion
from calc_cli.syntax.parser import parse
from tests.invoke import invoke

X = symbol("x")
POINTS = [sp.Rational(text) for text in ("7/10", "17/10", "-7/10", "-17/10")]

APPLIED = {
    "max": "max(x, 2)",
    "min": "min(x, 2)",
    "polygamma": "polygamma(1, x)",
    "root": "root(x, 3)",
    "binomial": "binomial(x, 3)",
}
"""Others are applied to x, or to x and 2."""

WITHOUT_DERIVATIVE = {"zeta"}
"""calc says that they have no elementary derivative."""

NOT_OF_ENTRIES = {"zeta", "sinc", "Si", "Shi", "digamma", "harmonic", "fibonacci", "exp2", "exp10"}
"""Functions without a gradient in matrix expressions, or with one that has cases."""

RECORDS = [record for record in FUNCTIONS if record not in NOTATION]


@pytest.fixture(scope="module", autouse=True)
def loaded():
    DiffQuestion("x").mathematics()


def text_of(record: Function) -> str:
    return APPLIED.get(record.name) or (f"{record.name}(x)" if record.arity[0] == 1 else f"{record.name}(x, 2)")


def run(command: str, *argv: str) -> tuple[int, str, str]:
    found = invoke(command, *argv)
    return found.exit_code, found.stdout, found.stderr


def place(record: Function) -> sp.Rational:
    """Return a point inside the domain, where the function is smooth."""
    typed = lower_as_typed(parse(text_of(record)).tree)
    conditions = [*definedness(typed), *smoothness(typed, X)]
    return next(at for at in POINTS if all(truth_at(c, {X: at}) for c in conditions))


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.name)
def test_derivative(record):
    text, at = text_of(record), place(record)
    if record.name in WITHOUT_DERIVATIVE:
        status, _, stderr = run("diff", text)
        assert status == 3
        assert "no elementary derivative" in stderr
        return
    results = {form: run("diff", text, "-f", form) for form in ("plain", "json", "latex", "mathml", "pretty")}
    assert {status for status, *_ in results.values()} == {0}, results
    derivative = json.loads(results["json"][1])["result"]
    assert run("diff", text, "--steps")[0] == 0
    assert run("diff", text, "--check", derivative)[:2] == (0, "correct\n")
    status, stdout, stderr = run("diff", text, "--at", str(at), "--digits", "12")
    assert (status, stderr) == (0, "")
    assert isclose(float(stdout), difference_quotient(text, at), rel_tol=1e-9, abs_tol=1e-9)


def difference_quotient(text: str, at: sp.Rational) -> float:
    """Return the central difference of the values of the function itself, which knows no rule of derivatives."""
    f, h = lower(parse(text).tree), sp.Rational(1, 10**12)
    with mpmath.workdps(50):
        above, below = (mpmath.mpf(approximate(f, {X: at + side * h}, 40)) for side in (1, -1))
        return float((above - below) / (2 * mpmath.mpf(1) / 10**12))


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.name)
def test_limits(record):
    text, at = text_of(record), place(record)
    for to, expected in zip(("-inf", "inf"), record.ends, strict=True):
        if expected:
            status, stdout, stderr = run("limit", text, "--to", to, "-f", "json")
            assert status == 0, stderr
            assert same_number(json.loads(stdout)["result"], expected), (to, stdout)
    status, stdout, stderr = run("limit", text, "--to", str(at), "-f", "json")
    assert status == 0, stderr
    value = float(approximate(lower(parse(json.loads(stdout)["result"]).tree), {}, 15))
    assert isclose(value, float(approximate(lower(parse(text).tree), {X: at}, 15)), rel_tol=1e-12, abs_tol=1e-12)


def same_number(one: str, other: str) -> bool:
    return one == {"inf": "oo", "-inf": "-oo"}.get(other) or lower(parse(one).tree) == lower(parse(other).tree)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.name)
def test_other_commands(record):
    text, at = text_of(record), place(record)
    assert run("same", text, text)[:2] == (0, "correct\n")
    status, stdout, stderr = run("graph", text, "--at", f"x={at}")
    assert (status, stderr) == ((3 if record.name in WITHOUT_DERIVATIVE else 0), stderr), stderr
    status, stdout, stderr = run("plot", text, "--range", f"{at - sp.Rational(1, 10)}:{at}", "-f", "json")
    assert status == 0, stderr
    assert "null" not in stdout
    status, stdout, stderr = run("study", text, "--range", f"{at - sp.Rational(1, 10)}:{at}", "-f", "json")
    assert status == (3 if record.name in WITHOUT_DERIVATIVE else 0), stderr
    if record.name not in WITHOUT_DERIVATIVE:
        derivative = run("diff", text)[1].strip()
        lines = f"f(x) = {text}\nf'(x) = {derivative}\n"
        working = invoke("check", "-", input=lines)
        assert working.exit_code == 0, working.output


@pytest.mark.parametrize("record", [r for r in RECORDS if r.arity == (1, 1)], ids=lambda record: record.name)
def test_entries_of_matrices(record):
    text = f"sum({record.name}(X))"
    results = [run("grad", text, "--wrt", "X", "-f", form) for form in ("plain", "pretty")]
    statuses = {status for status, *_ in results}
    assert statuses == ({3} if record.name in NOT_OF_ENTRIES else {0}), results
    if record.name not in NOT_OF_ENTRIES:
        status, _, stderr = run("hessian", f"sum({record.name}(x))", "--wrt", "x", "--shape", "x=n")
        assert status in (0, 3), stderr
