"""`calc diff --implicit` and `--inverse` as typed: the exit status and what comes out."""

import json
import subprocess
import sys

import pytest

from tests.invoke import invoke

ANSWERS = [
    # arguments                                                          status  standard output, error has
    (["x^2 + y^2 = 25", "--implicit", "y"], 0, "-x/y\n", ""),
    (["x^2 + y^2 = 25", "--implicit", "y", "--order", "2"], 0, "-25/y**3\n", ""),
    (["x^2 + y^2 = 25", "--implicit", "y", "--at", "x=3,y=4"], 0, "-3/4\n", ""),
    (["x^2 + y^2 = 25", "--implicit", "y", "--at", "3,4"], 0, "-3/4\n", ""),
    (["x^2 + y^2 = 25", "--implicit", "y", "--at", "x=3,y=5"], 1, "", "not on the curve"),
    (["x^2 + y^2 = 25", "--implicit", "y", "--at", "x=5,y=0"], 1, "", "vertical tangent"),
    (["x^2 + y^2 = 25", "--implicit", "y", "--check", "x/y"], 1, "incorrect\n", ""),
    (["x^2 + y^2 = 25", "--implicit", "y", "--at", "3,4", "--check", "(-3x/4)'"], 2, "", "only y' may be a derivative"),
    (["x^2 + y^2 = -1", "--implicit", "y"], 1, "", "no real x and y"),
    (["y^2 = x^3", "--implicit", "y", "--at", "x=0,y=0"], 3, "", "singular"),
    (["x^2 + y^2", "--implicit", "y"], 0, "-x/y\n", "taken to be equal to 0"),
    (["x^2 + y^2 = 25", "--implicit", "q"], 2, "", "q does not occur"),
    (["x^2 + y^2 = 25", "--implicit", "y", "--inverse"], 2, "", "exclude each other"),
    (["x^2 + y^2 = 25", "--implicit", "y", "--estimate", "--at", "x=3,y=4"], 2, "", "--estimate"),
    (["max(x, y) = 3", "--implicit", "y"], 0, "0\n", ""),  # where y is the greater: else the tangent is vertical
    (["x^2 + y^2 = 25"], 2, "", "an equation, not a function"),
    (["x^3 + x", "--inverse", "--at", "2"], 0, "1/4\n", ""),
    (["x^3 + x", "--inverse", "--at", "2", "--check", "1/4"], 0, "correct\n", ""),
    (["x^2", "--inverse", "--at", "4"], 2, "", "x = -2, 2"),
    (["x^2", "--inverse", "--at", "-1"], 1, "", "no value of this function"),
    (["-x", "--inverse"], 0, "-1\n", ""),
    (["x^2", "--inverse", "--logarithmic"], 2, "", "--logarithmic is for a function"),
    (["x^3", "--inverse", "--order", "2"], 2, "", "first derivative only"),
]


@pytest.mark.parametrize(("arguments", "status", "out", "err"), ANSWERS, ids=[" ".join(row[0]) for row in ANSWERS])
def test_answers(arguments, status, out, err):
    result = invoke("diff", *arguments)
    assert (result.exit_code, result.stdout) == (status, out)
    assert err in result.stderr


STEPS = """\
differentiate both sides, power rule, constant rule: 2*x + 2*y*dy/dx = 0
  chain rule, power rule: d/dx (y**2) = 2*y*dy/dx
collect dy/dx: 2*y*dy/dx = -2*x
solve for dy/dx: dy/dx = -x/y
second derivative, quotient rule with a constant factor: d/dx (-x/y) = -(y - x*dy/dx)/y**2
put in dy/dx = -x/y: -(y - x*dy/dx)/y**2 = -(x*x/y + y)/y**2
common denominator, cancel common factors: -(x*x/y + y)/y**2 = -(x**2 + y**2)/y**3
use x**2 + y**2 = 25: -(x**2 + y**2)/y**3 = -25/y**3
-25/y**3
"""


def test_steps():
    arguments = ["x^2 + y^2 = 25", "--implicit", "y", "--order", "2", "--steps"]
    assert invoke("diff", *arguments).stdout == STEPS
    found = json.loads(invoke("diff", *arguments, "--json").stdout)["steps"]
    lines = [line for line in STEPS.splitlines()[:-1] if not line.startswith(" ")]
    assert [step["rule"] for step in found] == [line.split(":")[0] for line in lines]
    found = invoke("diff", "x^3 + x", "--inverse", "--at", "2", "--steps").stdout.splitlines()
    assert found[0].startswith("sum rule")
    assert found[-2:] == ["the value at x = 1: 1/(3*x**2 + 1) = 1/4", "1/4"]


def test_both_are_keys_of_a_batch():
    lines = [
        '{"expr": "x^2 + y^2 = 25", "implicit": "y", "at": {"x": 3, "y": 4}}',
        '{"expr": "x^3 + x", "inverse": true, "at": 2}',
        "x^2",
        '{"expr": "x^3 + x", "inverse": "yes"}',
    ]
    result = subprocess.run(
        [sys.executable, "-m", "calc_cli", "diff"], input="\n".join(lines), capture_output=True, text=True, timeout=60
    )
    assert result.stdout.splitlines() == ["-3/4", "1/4", "2*x", ""]
    assert "line 4: the key 'inverse' must be true or false" in result.stderr


def test_a_page_with_steps_shows_what_is_still_to_be_differentiated():
    words = ["diff", "x^3 + y^3 = 6x y", "--implicit", "y", "--order", "2", "--steps", "-f", "pretty"]
    lines = invoke(*words).stdout.splitlines()
    assert lines[:6] == [
        "x³ + y³ = 6xy",
        "d/dx[x³ + y³] = d/dx[6xy]                       differentiate both sides",
        "    d/dx y³ = 3y²·dy/dx                         chain rule, power rule",
        "    d/dx (6xy) = 6(y + x·dy/dx)   product rule with a constant factor",
        "3x² + 3y²·dy/dx = 6(y + x·dy/dx)                power rule",
        "(3y² − 6x)·dy/dx = 6y − 3x²                     collect dy/dx",
    ]
    assert "second derivative:" in lines
    assert "  = − ──────────                                use x³ + y³ = 6xy" in lines
