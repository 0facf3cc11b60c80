"""`calc grad` as typed: exit status, standard output and standard error."""

import json
import subprocess
import sys

import pytest

from calc_cli.questions.grad import GradQuestion
from tests.invoke import invoke


@pytest.fixture(scope="module", autouse=True)
def loaded():
    GradQuestion("x").mathematics()


def run(*argv: str):
    return invoke("grad", *argv)


ANSWERS = [
    # argv                                                      status  stdout
    (["x^2 + y^2"], 0, "[2*x, 2*y]\n"),
    (["x^2 + y^2", "--at", "x=1,y=2"], 0, "[2, 4]\n"),
    (["x^2 + y^2", "--at", "1,2"], 0, "[2, 4]\n"),
    (["x^2 + y^2", "--wrt", "y,x"], 0, "[2*y, 2*x]\n"),
    (["-x y", "--along", "0,-1"], 0, "x\n"),
    (["speed^2 time", "--wrt", "speed,time"], 0, "[2*speed*time, speed**2]\n"),
    (["x^2/3 + y", "--at", "1,1", "--digits", "4"], 0, "[0.6667, 1]\n"),
    (["x y", "-f", "latex"], 0, "\\left[y, x\\right]\n"),
    (["x y", "--check", "[y, x]"], 0, "correct\n"),
    (["x y", "--check", "[x, y]"], 1, "incorrect\n"),
    (["x y", "--check", "[x]"], 1, "incorrect\n"),
    (["|x| y", "--at", "0,1"], 1, ""),
    (["x y", "--along", "1,1,1"], 2, ""),
    (["f(x, y) = 2x y"], 0, "[2*y, 2*x]\n"),
]


@pytest.mark.parametrize(("argv", "status", "stdout"), ANSWERS, ids=[" ".join(row[0]) for row in ANSWERS])
def test_answer(argv, status, stdout):
    found = run(*argv)
    assert (found.exit_code, found.stdout) == (status, stdout)


def test_json_has_the_keys_in_their_order():
    found = json.loads(run("x^2 y", "--at", "x=1,y=3", "--along", "1,0", "--check", "[3, 1]", "--json").stdout)
    assert found == {
        "ok": True,
        "command": "grad",
        "input": "x^2 y",
        "expr": "x**2*y",
        "wrt": ["x", "y"],
        "result": ["2*x*y", "x**2"],
        "latex": "\\left[2 x y, x^{2}\\right]",
        "at": {"x": "1", "y": "3"},
        "value": ["6", "1"],
        "approx": [6.0, 1.0],
        "directional": "6",
        "directional_approx": 6.0,
        "check": {
            "verdict": "incorrect",
            "certainty": "proved",
            "counterexample": {"at": {"x": "1", "y": "3"}, "expected": "6", "given": "3"},
            "diagnosis": [
                {
                    "rule": "value of the function",
                    "message": "this is the value of the function, not of its derivative",
                },
            ],
            "component": "df/dx",
        },
    }
    assert list(found)[:5] == ["ok", "command", "input", "expr", "wrt"]


def test_a_batch_may_override_every_option():
    lines = [
        "x y",
        '{"expr": "a x + y", "wrt": "x,y", "at": {"x": 1, "y": 2}}',
        '{"expr": "x^2 + y^2", "along": [3, 4]}',
        '{"expr": "x y", "check": "[y, x]"}',
        '{"expr": "x y", "at": "0"}',
    ]
    command = [sys.executable, "-m", "calc_cli", "grad"]
    text = "\n".join(lines) + "\n"
    found = subprocess.run(command, input=text, capture_output=True, text=True, timeout=30, check=False)
    assert found.returncode == 1
    assert found.stdout == "[y, x]\n[a, 1]\n6*x/5 + 8*y/5\ncorrect\n\n"
    assert "line 5: which variable has this value?" in found.stderr
