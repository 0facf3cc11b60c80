"""Jacobians against calculus books: shapes, names, determinants, points, and answers to check."""

import pytest
import sympy as sp

from calc_cli import CalcError, jacobian
from calc_cli.algebra.evaluate import lower
from calc_cli.syntax.parser import parse

FORMULAS = [
    # functions                        variables         matrix
    ("[x*y, sin x]", ["x", "y"], "[[y, x], [cos x, 0]]"),
    ("[u = x*y, v = x + y]", ["x", "y"], "[[y, x], [1, 1]]"),
    ("[r cos theta, r sin theta]", ["r", "theta"], "[[cos t, -r sin t], [sin t, r cos t]]"),
    ("[x y z]", ["x", "y", "z"], "[y z, x z, x y]"),
    ("x^2 y", ["x", "y"], "[2x y, x^2]"),
    ("F(y, x) = [a x, y^2]", ["y", "x"], "[[0, a], [2y, 0]]"),
    ("[x, x^2, x^3]", ["x"], "[1, 2x, 3x^2]"),
    ("[x1 + x2, x10]", ["x1", "x2", "x10"], "[[1, 1, 0], [0, 0, 1]]"),
    (r"\begin{bmatrix} x y \\ x + y \end{bmatrix}", ["x", "y"], "[[y, x], [1, 1]]"),
]


@pytest.mark.parametrize(("text", "variables", "expected"), FORMULAS, ids=[row[0] for row in FORMULAS])
def test_a_row_for_each_function(text: str, variables: list[str], expected: str) -> None:
    found = jacobian(text)
    assert [x.name for x in found.variables] == variables
    flat = [entry for row in lower(parse(expected).tree) for entry in (row if isinstance(row, sp.Tuple) else (row,))]
    renamed = {lower(parse("t").tree): found.variables[-1]}
    assert [sp.simplify(a - b.xreplace(renamed)) for a, b in zip(found.components, flat, strict=True)] == [0] * len(
        flat
    )


def test_names_and_determinant() -> None:
    found = jacobian("[u = x*y, v = x + y]")
    assert found.names == ("u", "v")
    assert str(found.determinant) == "-x + y"
    assert jacobian("[r cos theta, r sin theta]", at={"r": 2, "theta": "pi/3"}).determinant == 2
    assert jacobian("[x, y, z] ", "x,y").determinant is None


REFUSED = [
    ("[|x|, y]", {"at": "0,1"}, "undefined", "component 1 of 2: not differentiable at x = 0, y = 1"),
    ("[x, ln(y)]", {"at": "0,-1"}, "undefined", "component 2 of 2: ln(y) is not defined"),
    ("[[x, y], [y, x]]", {}, "usage", "a list of functions, not a matrix"),
    ("[x^2 = 1, y]", {}, "usage", "this is an equation, not a function"),
    ("[sqrt(-x^2 - y^2), y]", {}, "domain", "nowhere"),
    ("[1, 2]", {}, "usage", "no variable"),
]


@pytest.mark.parametrize(("text", "options", "kind", "says"), REFUSED)
def test_refused_with_a_reason(text, options, kind, says) -> None:
    with pytest.raises(CalcError) as caught:
        jacobian(text, **options)
    assert caught.value.kind == kind
    assert says in str(caught.value)


def test_the_wrong_component_is_known() -> None:
    assert jacobian("[x y, x]", check="[[y, x], [1, 0]]").check.is_correct is True
    assert jacobian("[x y, x]", check="[[x, y], [1, 0]]").check.wrong == (0, 1)
