"""`calc chain` as typed: the exit status and what comes out."""

import json
import subprocess
import sys

import pytest

from tests.invoke import invoke

CHAINS = [
    # arguments                                             status  standard output, error has
    (["y = u^2", "u = sin x"], 0, "2*sin(x)*cos(x)\n", ""),
    (["y = u^2; u = sin x"], 0, "2*sin(x)*cos(x)\n", ""),
    (["-u^2 = y", "u = x"], 2, "", "name of a variable"),
    (["y = -u^2", "u = x", "--at", "-1"], 0, "2\n", ""),
    (["y = u", "u = y"], 2, "", "y → u → y"),
    (["y = |u|", "u = x", "--at", "0"], 1, "", "not differentiable"),
    (["y = u^2", "u = sin x", "--check", "2u"], 1, "incorrect\n", ""),
    (["y = u^2", "u = sin x", "--check", "sin 2x"], 0, "correct\n", ""),
    (
        ["y = u^2", "u = sin(2x)", "--steps"],
        0,
        "power rule: d/du (u**2) = 2*u\n"
        "chain rule, derivative of sine, constant multiple rule: d/dx (sin(2*x)) = 2*cos(2*x)\n"
        "4*sin(2*x)*cos(2*x)\n",
        "",
    ),
    (["y = u^2"], 2, "", "two equations or more"),
    (["y = u^2", "y = x"], 2, "", "defined twice"),
    (["y = u^2", "u = x", "--wrt", "q"], 2, "", "q occurs in no equation"),
]


@pytest.mark.parametrize(("arguments", "status", "out", "err"), CHAINS, ids=[" ".join(row[0]) for row in CHAINS])
def test_chain(arguments, status, out, err):
    result = invoke("chain", *arguments)
    assert (result.exit_code, result.stdout) == (status, out)
    assert err in result.stderr


def test_a_batch_of_chains():
    lines = ["y = u^2; u = x", '{"equations": ["z = u + t", "u = t^2"], "at": "3"}', "y = u", '{"at": "1"}']
    result = subprocess.run(
        [sys.executable, "-m", "calc_cli", "chain"], input="\n".join(lines), capture_output=True, text=True, timeout=60
    )
    assert result.returncode == 1
    assert result.stdout.splitlines() == ["2*x", "7", "", ""]
    assert "line 3: a chain needs two equations" in result.stderr
    assert "line 4: the key 'equations' is missing" in result.stderr


def test_steps_in_a_batch_stay_out_of_the_line_and_in_the_object():
    lines = '{"equations": ["y = u^2", "u = x"], "steps": true}'
    plain, as_json = (
        subprocess.run(
            [sys.executable, "-m", "calc_cli", "chain", "-f", form],
            input=lines, capture_output=True, text=True, timeout=60,
        ).stdout
        for form in ("plain", "json")
    )  # fmt: skip
    assert plain == "2*x\n"
    assert [step["rule"] for step in json.loads(as_json)["steps"]] == ["power rule", "derivative of the variable"]


def test_steps_in_latex_are_displays():
    found = invoke("chain", "y = u^2", "u = x", "--steps", "-f", "latex").stdout.splitlines()
    assert [line for line in found if line.startswith(("\\begin{align*}", "\\end", "\\[", "\\]"))] == [
        "\\begin{align*}",
        "\\end{align*}",
        "\\[",
        "\\]",
    ]
