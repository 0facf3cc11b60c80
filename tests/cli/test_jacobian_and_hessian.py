"""`calc jacobian` and `calc hessian` as typed: exit status, standard output, and the page whole."""

import json

import pytest

from calc_cli.questions.hessian import HessianQuestion
from tests.invoke import invoke


@pytest.fixture(scope="module", autouse=True)
def loaded():
    HessianQuestion("x").mathematics()


def run(*argv: str):
    return invoke(*argv)


ANSWERS = [
    # argv                                                             status  stdout
    (["jacobian", "[x*y, sin x]"], 0, "[[y, x], [cos(x), 0]]\n"),
    (["jacobian", "[x*y, x + y]", "--at", "x=1,y=2"], 0, "[[2, 1], [1, 1]]\n"),
    (["jacobian", "[x y, x]", "-f", "latex"], 0, "\\begin{bmatrix} y & x \\\\ 1 & 0 \\end{bmatrix}\n"),
    (["jacobian", "[x y, x]", "--check", "[[x, y], [1, 0]]"], 1, "incorrect\n"),
    (["jacobian", "x y"], 0, "[[y, x]]\n"),
    (["hessian", "-x^2 y"], 0, "[[-2*y, -2*x], [-2*x, 0]]\n"),
    (["hessian", "x^2 + y^2", "--at", "0,0"], 0, "[[2, 0], [0, 2]]\n"),
    (["hessian", "x^2/3 + y", "--digits", "3"], 0, "[[0.667, 0], [0, 0]]\n"),
    (["hessian", "x y", "--check", "[[0, 1], [1, 0]]"], 0, "correct\n"),
    (["hessian", "|x| y", "--at", "0,0"], 1, ""),
    (["hessian", "[x, y]"], 2, ""),
]


@pytest.mark.parametrize(("argv", "status", "stdout"), ANSWERS, ids=[" ".join(row[0]) for row in ANSWERS])
def test_answer(argv, status, stdout):
    found = run(*argv)
    assert (found.exit_code, found.stdout) == (status, stdout)


PAGES = [
    (
        ["hessian", "x^2 - y^2", "--at", "0,0", "-f", "pretty"],
        "f(x, y) = x² − y²\n"
        "\n"
        "H = ⎡∂²f/∂x²   ∂²f/∂x∂y⎤ = ⎡2  0 ⎤\n"
        "    ⎣∂²f/∂y∂x  ∂²f/∂y² ⎦   ⎣0  −2⎦\n"
        "\n"
        "at x = 0, y = 0: H = ⎡2  0 ⎤\n"
        "                     ⎣0  −2⎦\n"
        "eigenvalues: 1 positive, 1 negative: H is indefinite\n"
        "a critical point, ∇f = [0, 0]: a saddle point\n",
    ),
    (
        ["jacobian", "[u = x*y, v = x/2]", "--at", "1,2", "-f", "pretty", "--check", "[[2, 1], [1, 0]]", "--reveal"],
        "u = xy\n"
        "v = x/2\n"
        "\n"
        "J = ⎡∂u/∂x  ∂u/∂y⎤ = ⎡y    x⎤\n"
        "    ⎣∂v/∂x  ∂v/∂y⎦   ⎣1/2  0⎦\n"
        "\n"
        "at x = 1, y = 2: J = ⎡2    1⎤ ≈ ⎡2         1⎤\n"
        "                     ⎣1/2  0⎦   ⎣0.500000  0⎦\n"
        "det J = −1/2 = −0.5\n"
        "\n"
        "incorrect\n"
        "  ∂v/∂x is 1/2, your answer is 1\n"
        "  possibly a constant divisor stays: d/dx (x/2) is 1/2, not 1\n",
    ),
    (
        ["jacobian", "[u = x*y, v = x/2]", "--at", "1,2", "-f", "pretty", "--check", "[[2, 1], [1, 0]]"],
        "[u = x*y, v = x/2]\n"
        "[[2, 1], [1, 0]] is incorrect\n"
        "  in ∂v/∂x\n"
        "  it goes wrong at x = 1, y = 2, where your answer is 1\n"
        "  possibly a constant divisor stays: d/dx (x/2) is not 1\n"
        "--reveal shows the right result\n",
    ),
]


@pytest.mark.parametrize(("argv", "page"), PAGES, ids=[" ".join(row[0]) for row in PAGES])
def test_page(argv, page):
    assert run(*argv).stdout == page


def test_json_of_a_hessian_tells_what_the_point_is():
    found = json.loads(run("hessian", "x^2 + y^2", "--at", "0,0", "--json").stdout)
    assert found["result"] == found["value"] == [["2", "0"], ["0", "2"]]
    assert found["approx"] == [[2.0, 0.0], [0.0, 2.0]]
    assert found["eigenvalues"] == {"positive": 2, "negative": 0, "zero": 0}
    assert found["kind"] == "local minimum"


def test_json_of_a_jacobian_names_the_wrong_component():
    found = json.loads(run("jacobian", "[u = x*y, v = x]", "--check", "[[y, x], [1, 1]]", "--json").stdout)
    assert (found["check"]["verdict"], found["check"]["component"]) == ("incorrect", "dv/dy")
