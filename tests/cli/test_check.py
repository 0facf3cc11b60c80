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

SLIP = "there is a slip in the sign: 2*x*(x - 3) - x**2 + 1 should be 2*x*(x - 3) - x**2 - 1"

PLAIN = f"""1: given
2: correct
3: incorrect: at x = 0 the derivative is -1/9, this line is 1/9; {SLIP}
4: follows from line 3
5: correct: puts line 3 right
The first mistake is in line 3. Line 5 puts it right.
"""

PRETTY = """  1  (x^2+1)/(x-3)                              the function
✓ 2  = ((x^2+1)'(x-3) - (x^2+1)(x-3)')/(x-3)^2  the derivative
✗ 3  = (2x(x-3) - x^2+1)/(x-3)^2                the derivative
     at x = 0 the derivative is −1/9, this line is 1/9
     there is a slip in the sign: 2x(x − 3) − x² + 1 should be
     2x(x − 3) − x² − 1
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
            "message": SLIP,
            "latex": "there is a slip in the sign: $2 x\\left(x - 3\\right) - x^{2} + 1$ should be "
            "$2 x\\left(x - 3\\right) - x^{2} - 1$",
        }
    ]


ENDS = [
    # standard input           status   the last line
    ("x^2\n= 2x",              0, "All of it is right."),
    ("x^2\n= (x^2)'",          0, "Right so far, but a derivative is still to be taken. Finished?"),
    ("(x+1)^2\n= x^2+2x+1",    0, "Right so far, but nothing has been differentiated yet."),
    ("e^x = 5\nx = ln 5 = 1.609",   0, "All of it is right."),
    ("x^2",                    0, "There are no steps yet."),
    ("lim_{(x,y)→(0,0)} x^2 y/(x^2 + y^2)\n= 0", 0, "All of it is right."),
    ("lim_{(x,y)→0} x^2 y/(x^2 + y^2)\n= 0", 3, "note: line 1: each variable of a limit has a place"),
    ("f(x) = x^2\nx + = 2", 3, "No line could be judged."),
    ("f(x) = x^2 - 2\nf'(x) = 2x\nx_1 = 1 + 2 = 3", 0, "Right so far, but line 3 could only be taken as given."),
    ("1/(x^2-1) = A/(x-1) + B/(x+1)\n1 = A(x-1) + B(x+1)\nA = -1/2", 3, "No line could be judged."),
    ("f(x) = x^2 + C\nf(1) = 5\nC = 3", 1, "The first mistake is in line 3."),
    ("V = pi r^2 h/3\nr = h/2\nV = pi h^3/12\ndV/dt = pi h^2 dh/dt/4", 0, "All of it is right."),
    ("f(x) = x^2 - 4x\nf'(x) = 2x - 4 = 0\nx = 2", 0, "All of it is right."),
    ("x^2\n= 3x",              1, "The first mistake is in line 2."),
    ("-",                      2, "hint: the expression ends too early"),
    ("x^2\n= \xff\xfe\n= 2x",  0, "Right so far, but line 2 could not be checked."),
]  # fmt: skip


@pytest.mark.parametrize(("stdin", "status", "last"), ENDS, ids=[repr(row[0]) for row in ENDS])
def test_ends(stdin, status, last):
    result = run(stdin=stdin)
    assert result.exit_code == status
    assert (result.stdout + result.stderr).rstrip("\n").split("\n")[-1].startswith(last)


SHOWN = [
    # standard input: the lines that are shown, in which only the mark and what it is are not as typed
    ("f(x,y) = x^2 y^2 + y\nf_x = 2x y^2\n∂f/∂y = 2x^2 y + 1\nf_xy = 4x y\n∇f(1, 2) = (4, 13)\n"
     "∇f = (2x y^2,  2x^2 y+1)", [
        "✓ 2  f_x = 2x y^2              the partial derivative",
        "✓ 3  ∂f/∂y = 2x^2 y + 1        the partial derivative",
        "✓ 4  f_xy = 4x y               the second partial derivative",
        "✗ 5  ∇f(1, 2) = (4, 13)        the value",
        "     the value is 8, this line is 4",
            "     the power is still to be taken: 2·1·2² is 8, not 4",
        "✓ 6  ∇f = (2x y^2,  2x^2 y+1)  the partial derivative"]),
    ("f(x,y) = x^2 + y\n∇f(1, 2) = (2, 5) = (2,1)", [
        "✗ 2  ∇f(1, 2) = (2, 5)  the value",
        "     the value is 1, this line is 5",
        "✓    = (2,1)            the value"]),
    ("f(x) = 2 ln x\nf'(3) ≈ 0.667\nblah blah\nhence", [
        "✓ 2  f'(3) ≈ 0.667  the value",
        "? 3  blah blah"]),
    ("f(x) = x^3 - 3x\nf'(x)=3x^2-3\nf'(x) = 0\nx = 1 or -1\nx=±1", [
        "✓ 2  f'(x)=3x^2-3     the derivative",
        "  3  f'(x) = 0        an equation",
        "✓ 4  x = 1            the solution",
        "✓    x = -1           the solution",
        "✓ 5  x= +1            the solution",
        "✓    x= -1            the solution"]),
    ("x^2+y^2=25\n2x+2y y'=0", [
        "✓ 2  2x+2y y'=0  an equation"]),
]  # fmt: skip


@pytest.mark.parametrize(("stdin", "shown"), SHOWN, ids=[repr(row[0]) for row in SHOWN])
def test_lines_are_shown_as_typed(monkeypatch, stdin, shown):
    monkeypatch.setenv("COLUMNS", "80")
    first, *rest = run("-f", "pretty", stdin=stdin).stdout.split("\n\n")[0].splitlines()
    assert first.split("  ")[2] == stdin.split("\n")[0]
    assert rest == shown


def test_missing_file():
    result = run("/nonexistent/file")
    assert (result.exit_code, result.stderr) == (
        2,
        "error: cannot read '/nonexistent/file': No such file or directory\n",
    )
