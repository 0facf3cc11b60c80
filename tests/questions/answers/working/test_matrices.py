"""Workings about functions of vectors and matrices, line by line."""

import pytest

import calc_cli

SQUARES = "L(w) = ||Xw - y||^2\n= (Xw - y)^T (Xw - y)\n"

WORKINGS = [
    # lines                                                                 what is said of those below the function
    (SQUARES + "= w^T X^T X w - 2 y^T X w + y^T y\n∇L = 2 X^T X w - 2 X^T y\n= 2 X^T (Xw - y)", 4 * ["correct"]),
    (SQUARES + "= w^T X^T X w - y^T X w + y^T y", ["correct", "incorrect"]),
    (SQUARES + "∇L = X^T (Xw - y)\n= X^T X w - X^T y", ["correct", "incorrect", "follows"]),
    (SQUARES + "∇L = 2 X (Xw - y)\n∇L = 0", ["correct", "not checked", "given"]),  # no shapes fit
    (SQUARES + "∇L = 2 A^T (Xw - y)", ["correct", "not checked"]),  # what A is was not told
    ("L(w) = \\|Xw - y\\|^2\n\\nabla_w L = 2X^\\top (Xw - y)", ["correct"]),
    (SQUARES + "n = 10\nH = 2 X^T X\n∇^2 L = 2 X^T X\n∇L(0) = -2 X^T y", ["correct", *4 * ["not checked"]]),
    (
        "f(x) = x^T A x\ng(x) = x^T x - 1\n∇f = (A + A^T) x\n∇g = 2x\ndf/dx = x^T (A + A^T)",
        ["not checked", "correct", "not checked", "not checked"],
    ),
    ("L = ||Xw - y||^2\n∂L/∂w = 2X^T(Xw - y)", ["correct"]),
    ("f(x) = x^T A x + b^T x\n∇f = 2Ax + b", ["incorrect"]),
    ("f(x) = x^T A x + b^T x\n∇f = (A + A^T)x + b", ["correct"]),
    ("f(x) = x^T A x + b^T x, A symmetric\n∇f = 2Ax + b", ["correct"]),
    ("L(x) = (Ax-b)^T (Ax-b)\n∇L = 2A^T(Ax-b)", ["correct"]),
    # the normal equations
    (
        "L(w) = ||Xw - y||^2\n∇L = 2X^T(Xw - y) = 0\nX^T X w = X^T y\nw = (X^T X)^{-1} X^T y",
        ["correct", "given", "correct", "correct"],
    ),
    ("L(w) = ||Xw - y||^2 + λ||w||^2\nX^T X w + λw = X^T y\n(X^T X + λ I) w = X^T y", ["correct", "correct"]),
    ("L(w) = ||Xw - y||^2\nX X^T w = X^T y\nX^T X w = 2X^T y", 2 * ["not checked"]),
    ("f(x) = x^T x = ||x||^2\nf'(x) = 2x", ["correct", "correct"]),
]


@pytest.mark.parametrize(("working", "verdicts"), WORKINGS)
def test_each_line_is_judged(working: str, verdicts: list[str]) -> None:
    found = calc_cli.check(working)
    assert [judgement.verdict for judgement in found.judgements][1:] == verdicts
