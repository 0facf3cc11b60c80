"""LaTeX of a textbook, and MathML that is XML."""

import xml.etree.ElementTree as ET

import pytest

from calc_cli.algebra.evaluate import lower
from calc_cli.render.latex import latex
from calc_cli.render.mathml import MATHML
from calc_cli.syntax.parser import parse

LATEX = [
    ("6x - 4",              r"6 x - 4"),
    ("(x^2-1)/(x-1)^2",     r"\frac{x^{2} - 1}{\left(x - 1\right)^{2}}"),
    ("1/(x ln 2)",          r"\frac{1}{x \ln 2}"),
    ("sin(x)^2",            r"\sin^{2} x"),
    ("sin(x+1)",            r"\sin\left(x + 1\right)"),
    ("sin x cos x",         r"\sin x \cos x"),
    ("cbrt x",              r"\sqrt[3]{x}"),
    ("1/sqrt(x^2+1)",       r"\frac{1}{\sqrt{x^{2} + 1}}"),
    ("f'(g(x)) g'(x)",      r"f'\left(g\left(x\right)\right) \cdot g'\left(x\right)"),
    ("theta x_1",           r"\theta x_{1}"),
    ("asinh x",             r"\operatorname{arsinh} x"),
    ("sigmoid(x)",          r"\operatorname{sigmoid}\left(x\right)"),
    ("|x|",                 r"\left|x\right|"),
    ("e^(-x^2)",            r"e^{- x^{2}}"),
    ("x^2 if x != 1 else 2", r"\begin{cases} x^{2} & \text{if } x \neq 1 \\ 2 & \text{otherwise} \end{cases}"),
    ("sum(x^i, i, 1, n)",   r"\sum_{i = 1}^{n} x^{i}"),
    ("sum(sum(i j, i, 1, n), j, 1, m)", r"\sum_{j = 1}^{m} \sum_{i = 1}^{n} i j"),
    ("f*(x+1)",             r"f \cdot \left(x + 1\right)"),
    ("2*10^x",              r"2 \cdot 10^{x}"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "shown"), LATEX, ids=[row[0] for row in LATEX])
def test_latex(typed, shown):
    assert latex(lower(parse(typed).tree)) == shown


@pytest.mark.parametrize("typed", [row[0] for row in LATEX] + ["[x, y]", "inf", "-2/3", "x_ab", "gamma(x)"])
def test_mathml_is_xml(typed):
    root = ET.fromstring(MATHML.value(lower(parse(typed).tree)))
    assert root.tag == "{http://www.w3.org/1998/Math/MathML}math"


def test_mathml_of_a_fraction():
    assert MATHML.value(lower(parse("x_1/2").tree)) == (
        '<math xmlns="http://www.w3.org/1998/Math/MathML">'
        "<mfrac><msub><mi>x</mi><mn>1</mn></msub><mn>2</mn></mfrac></math>"
    )
