"""Computation graphs in files."""

import os
import stat

import pytest

from tests.invoke import invoke

PRODUCT = """\
digraph {
  rankdir=LR;
  node [shape=box, style=rounded, fontname="DejaVu Serif"];
  edge [fontname="DejaVu Serif", fontsize=11];
  v1 [label="v₁ = x\\nv₁ = 2\\nv̄₁ = 3", style="rounded,bold"];
  v2 [label="v₂ = y\\nv₂ = 3\\nv̄₂ = 2", style="rounded,bold"];
  v3 [label="v₃ = v₁v₂\\nv₃ = 6\\nv̄₃ = 1", style="rounded,bold"];
  v1 -> v3 [label="v₂ = 3"];
  v2 -> v3 [label="v₁ = 2"];
}
"""


def run(*arguments):
    return invoke("graph", *map(str, arguments))


def test_dot_has_the_values_the_adjoints_and_the_local_derivatives(tmp_path):
    file = tmp_path / "g.dot"
    found = run("x*y", "--at", "x=2,y=3", "-o", file)
    assert (found.exit_code, found.stdout) == (0, f"{file}\n")
    assert file.read_text() == PRODUCT


WRITTEN = [
    # typed           at            among the labels
    ("sin(x)/x",      "x=pi/6",     "v₂ = 1/2"),
    ("sin(x)",        "x=1",        "cos v₁ = cos 1 ≈ 0.540302"),
    ("e^(x*x)",       "x=30",       "v̄₁ = 60e⁹⁰⁰"),
    ("x^2",           "x=√2+√3+√5+√7", "v₁ ≈ 8.02808"),
    ("x^2",           None,         'v1 -> v2 [label="2v₁"]'),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "at", "written"), WRITTEN, ids=[row[0] for row in WRITTEN])
def test_numbers(typed, at, written, tmp_path):
    run(typed, *([] if at is None else ["--at", at]), "-o", tmp_path / "g.dot")
    assert written in (tmp_path / "g.dot").read_text()


def test_the_drawing_is_what_graphviz_makes_of_it(tmp_path, monkeypatch):
    """A stand-in for Graphviz tells what it was given."""
    stand_in = tmp_path / "dot"
    stand_in.write_text('#!/bin/sh\necho "<svg> $*"\ncat\n')
    stand_in.chmod(stand_in.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert run("x*y", "--at", "x=2,y=3", "-o", tmp_path / "g.svg").exit_code == 0
    assert (tmp_path / "g.svg").read_text() == "<svg> -Tsvg\n" + PRODUCT


REFUSED = [
    # arguments                   status  says
    (["x", "-o", "g.png"],             2, "its name must end in .svg or .dot"),
    (["x", "-o", "nowhere/g.dot"],     2, "there is no folder 'nowhere'"),
    (["-", "-o", "g.dot"],             2, "-o saves one picture, and a batch has many"),
    (["x y", "-o", "g.svg"],           2, "dot is not installed"),
    (["sum(x^k, k, 1, 600)", "-o", "g.svg"], 3, "500 are the limit"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "status", "says"), REFUSED, ids=[row[2] for row in REFUSED])
def test_refused(arguments, status, says, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    found = run(*arguments)
    assert (found.exit_code, says in found.stderr) == (status, True), found.stderr
    assert not list(tmp_path.iterdir())
