"""Matrix expressions in LaTeX, which calc reads again, and in MathML, which is well-formed XML."""

from xml.etree import ElementTree

import pytest

import calc_cli
from calc_cli.render.latex import LATEX
from calc_cli.render.mathml import MATHML
from calc_cli.render.matrix.typeset import MatrixTypesetter

GRADIENTS = [
    # of                        in    in LaTeX
    ("norm(A x - b)^2",         "x",  r"2 \mathbf{A}^{\top}\left(\mathbf{A} \mathbf{x} - \mathbf{b}\right)"),
    ("-sum(log(X))/2",          "X",  r"- \frac{\mathbf{X}^{\odot - 1}}{2}"),
    ("det(X)^2",                "X",  r"2 \det\left(\mathbf{X}\right)^{2} \mathbf{X}^{- \top}"),
    ("tr(inv(X))",              "X",  r"- \left(\mathbf{X}^{- \top}\right)^{2}"),
    ("exp(-x^T x)",             "x",  r"- 2 \exp\left(- \mathbf{x}^{\top} \mathbf{x}\right) \mathbf{x}"),
    ("norm(x)",                 "x",  r"\frac{\mathbf{x}}{\left\lVert \mathbf{x}\right\rVert}"),
    ("sum((x+1).^3)",           "x",  r"3\left(\mathbf{x} + 1\right)^{\odot 2}"),
    ("a^T X b theta",           "X",  r"\theta \mathbf{a} \mathbf{b}^{\top}"),
    ("x_1^T y - alpha_2 sum(x_1)", "x_1", r"\mathbf{y} - \alpha_{2} \mathbf{1}"),
    ("sum(X)",                  "X",  r"\mathbf{1} \mathbf{1}^{\top}"),
    ("sqrt(x^T x)",             "x",  r"\frac{\mathbf{x}}{\sqrt{\mathbf{x}^{\top} \mathbf{x}}}"),
]  # fmt: skip


@pytest.mark.parametrize(("expr", "wrt", "expected"), GRADIENTS, ids=[row[0] for row in GRADIENTS])
def test_latex_is_read_again(expr: str, wrt: str, expected: str) -> None:
    gradient = calc_cli.grad(expr, wrt=wrt, check=expected)
    assert MatrixTypesetter(LATEX).text(gradient.answer) == expected
    assert gradient.verdict == "correct"


@pytest.mark.parametrize(("expr", "wrt"), [row[:2] for row in GRADIENTS], ids=[row[0] for row in GRADIENTS])
def test_mathml_is_well_formed(expr: str, wrt: str) -> None:
    ElementTree.fromstring(MatrixTypesetter(MATHML).text(calc_cli.grad(expr, wrt=wrt).answer))
