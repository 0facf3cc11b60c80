"""`calc check` as it is typed."""

import json

import pytest

from tests.invoke import invoke

WORKING = """(x^2+1)/(x-3)
= ((x^2+1)'(x-3) - (x^2+1)(x-3)')/(x-3)^2
= (2x(x-3) - x^2+1)/(x-3)^2
= (x^2-6x+1)/(x-3)^2
= (x^2-6x-1)/(x-3)^2
"""

PLAIN = """1: given
2: correct
3: incorrect: at x = 0 the derivative is -1/9, this line is 1/9; there is a slip in the sign: 1 should be -1
4: follows from line 3
5: correct: puts line 3 right
The first mistake is in line 3. Line 5 puts it right.
"""

PRETTY = """  1  (x^2+1)/(x-3)                              the function
✓ 2  = ((x^2+1)'(x-3) - (x^2+1)(x-3)')/(x-3)^2  the derivative
✗ 3  = (2x(x-3) - x^2+1)/(x-3)^2                the derivative
     at x = 0 the derivative is −1/9, this line is 1/9
     there is a slip in the sign: 1 should be −1
→ 4  = (x^2-6x+1)/(x-3)^2                       the derivative
     follows from line 3
✓ 5  = (x^2-6x-1)/(x-3)^2                       the derivative
     puts line 3 right

The first mistake is in line 3. Line 5 puts it right.
"""


def run(*argv, stdin=WORKING):
    return invoke("check", *argv, input=stdin)


def test_plain():
    result = run()
    assert (result.exit_code, result.stdout) == (1, PLAIN)


def test_pretty(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    result = run("-f", "pretty")
    assert (result.exit_code, result.stdout) == (1, PRETTY)


@pytest.mark.parametrize("width", [40, 60])
def test_pretty_keeps_to_the_width(monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    assert max(map(len, run("-f", "pretty").stdout.splitlines())) <= width


def test_file_and_json(tmp_path):
    file = tmp_path / "homework.txt"
    file.write_text(WORKING)
    found = json.loads(run(str(file), "--json").stdout)
    assert [line["verdict"] for line in found["lines"]] == ["given", "correct", "incorrect", "follows", "correct"]
    assert (found["first_wrong"], found["finished"], found["lines"][3]["follows"]) == (3, True, 3)
    assert found["lines"][2]["diagnosis"] == [
        {
            "rule": "sign slip",
            "message": "there is a slip in the sign: 1 should be -1",
            "latex": "there is a slip in the sign: $1$ should be $- 1$",
        }
    ]


ENDS = [
    # standard input           status   the last line
    ("x^2\n= 2x",              0, "All of it is right."),
    ("x^2\n= (x^2)'",          0, "Right so far, but a derivative is still to be taken. Finished?"),
    ("(x+1)^2\n= x^2+2x+1",    0, "Right so far, but nothing has been differentiated yet."),
    ("x^2",                    0, "There are no steps yet."),
    ("x^2\n= 3x",              1, "The first mistake is in line 2."),
    ("-",                      2, "hint: the expression ends too early"),
    ("x^2\n= \xff\xfe\n= 2x",  0, "All of it is right, but line 2 could not be checked."),
]  # fmt: skip


@pytest.mark.parametrize(("stdin", "status", "last"), ENDS, ids=[repr(row[0]) for row in ENDS])
def test_ends(stdin, status, last):
    result = run(stdin=stdin)
    assert result.exit_code == status
    assert (result.stdout + result.stderr).rstrip("\n").split("\n")[-1].startswith(last)


def test_missing_file():
    result = run("/nonexistent/file")
    assert (result.exit_code, result.stderr) == (
        2,
        "error: cannot read '/nonexistent/file': No such file or directory\n",
    )
