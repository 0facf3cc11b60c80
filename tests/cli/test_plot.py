"""`calc plot` as it is typed."""

import json
import os
import subprocess
import sys

import matplotlib
import pytest

from tests.invoke import invoke

CALC = [sys.executable, "-m", "calc_cli"]


def run(*argv, **options):
    return invoke(*argv, **options)


REFUSED = [
    # argv                                              status   says
    (["x^2", "-o", "a.gif"], 2, "'a.gif' is no picture: its name must end in .svg, .png or .pdf"),
    (["x^2", "-o", "none/a.svg"], 2, "there is no folder 'none'"),
    (["x^2", "--size", "3"], 2, "'3' is not a size"),
    (["x^2", "--size", "0x10"], 2, "'0x10' is not a size"),
    (["x^2", "--size", "9999x9999"], 2, "'9999x9999' is not a size"),
    (["x^2", "--range", "2:1"], 2, "the range 2:1 is empty"),
    (["x^2", "--range", "0:a"], 2, "has a letter without a value"),
    (["x^2", "--range", "0:2", "--x-scale", "log"], 2, "is not positive"),
    (["x^2", "-f", "latex"], 2, "'latex' is not one of 'pretty', 'plain', 'json'"),
    (["x^2", "-f", "mathml"], 2, "'mathml' is not one of"),
    (["-"], 2, "a batch of pictures is for --json"),
    (["-", "--json", "-o", "a.svg"], 2, "a batch is one expression a line"),
    ([], 2, "plot needs an expression"),
    (["a*x", "--wrt", "x"], 2, "no value for a"),
    (["3*"], 2, "expected a number"),
    (["x", "--tangent", "2*"], 2, "expected a number"),
    (["sqrt(-x^2 - 1)"], 1, "nothing to draw"),
    (["ln x", "--range", "-2:-1"], 1, "nothing to draw"),
]


@pytest.mark.parametrize(("argv", "status", "says"), REFUSED, ids=[" ".join(row[0]) for row in REFUSED])
def test_errors(argv, status, says):
    result = run("plot", *argv)
    assert result.exit_code == status
    assert says in result.stdout + result.stderr
    assert not any(name.endswith((".svg", ".gif")) for name in os.listdir("."))


def test_a_missing_tangent_is_told_and_the_curve_drawn():
    result = run("plot", "|x|", "--tangent", "0")
    assert result.exit_code == 1
    assert "|x|" in result.stdout
    assert result.stderr.startswith("note: no tangent at x = 0: not differentiable")


def test_an_expression_may_begin_with_a_minus_sign():
    assert "-x" in run("plot", "-x^2", "--range", "-1:1").stdout.replace("−", "-")


def test_json_has_the_points():
    result = run("plot", "1/x", "--json", "--tangent", "1")
    found = json.loads(result.stdout)
    curve, tangent = found["curves"]
    assert (found["command"], found["wrt"]) == ("plot", ["x"])
    assert (curve["role"], curve["expr"], curve["asymptotes"]) == ("function", "1/x", [0.0])
    assert len(curve["points"]) == 2
    assert (tangent["expr"], tangent["at"], tangent["slope"]) == ("2 - x", "1", "-1")


ASCII_ONLY = [["plot", "sin x"], ["plot", "x^2 + y^2"], ["diff", "x^3", "--steps"], ["study", "x^3 - x"]]


@pytest.mark.parametrize("argv", ASCII_ONLY, ids=" ".join)
def test_ascii_draws_and_writes_with_what_every_terminal_has(argv):
    assert not run(*argv, "-f", "pretty").stdout.isascii()
    assert run(*argv, "-f", "pretty", "--ascii").stdout.isascii()


def test_a_batch_of_data():
    lines = 'x^2\n{"exprs": "x", "tangent": 1}\n3*\n'
    result = subprocess.run(
        [*CALC, "plot", "-", "--json"], input=lines, capture_output=True, text=True, timeout=30, check=False
    )
    first, second, third = map(json.loads, result.stdout.splitlines())
    assert [c["role"] for c in first["curves"]] == ["function"]
    assert [c["role"] for c in second["curves"]] == ["function", "tangent"]
    assert third["error"]["kind"] == "syntax"
    assert result.returncode == 1


@pytest.mark.parametrize("argv", [["plot", "3x^2-4x", "--tangent", "1"], ["diff", "3x^2-4x", "--at", "1"]])
def test_a_file_is_saved_on_a_machine_without_a_screen(argv, tmp_path):
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "HOME")}
    file = tmp_path / "figure.svg"
    result = subprocess.run(
        [*CALC, *argv, "-o", str(file)],
        capture_output=True,
        text=True,
        env={**environment, "HOME": "/nonexistent", "MPLCONFIGDIR": matplotlib.get_cachedir()},
        timeout=60,
        check=False,
    )
    assert (result.returncode, result.stdout, result.stderr) == (0, f"{file}\n", "")
    assert "tangent at x = 1: y = 2x − 3" in file.read_text()


IN_THE_TERMINAL = """
import sys
from calc_cli.questions.diff import DiffQuestion
from calc_cli.questions.limit import LimitQuestion
from calc_cli.questions.plot import PlotQuestion
from calc_cli.render.display import Display
from calc_cli.render.result import render
for question in (DiffQuestion("x^2"), LimitQuestion("x", 1), PlotQuestion("x^2", tangent=1)):
    for form in ("plain", "pretty", "json"):
        render(question.read().answer(), form, Display("calc", ""), question.page())
print(sorted({"matplotlib", "numpy"} & set(sys.modules)))
"""


def test_only_a_file_loads_matplotlib():
    result = subprocess.run(
        [sys.executable, "-c", IN_THE_TERMINAL], capture_output=True, text=True, timeout=30, check=False
    )
    assert (result.stdout, result.stderr) == ("[]\n", "")
