"""Graphs of small expressions: the nodes, the gradients a textbook has, and where there is none."""

import pytest

from calc_cli import CalcError, graph
from calc_cli.render.plain import plain

OPERATIONS = [
    # typed                    the operations after the variables
    ("3x^2", "v1**2; 3*v2"),
    ("x^2 y + sin(x y)", "v1**2; v3*v2; v1*v2; sin(v5); v4 + v6"),
    ("(x+y)(x+y)", "v1 + v2; v3*v3"),
    ("x+y + 2(x+y)", "v1 + v2; 2*v3; v1 + v2 + v4"),
    ("x - y - 1", "v1 - v2 - 1"),
    ("x/y/2", "v1/(v2*2)"),
    ("-x", "-v1"),
    ("e^x + exp(x)", "exp(v1); v2 + v2"),
    ("sqrt(x) + x^(1/2)", "sqrt(v1); v2 + v2"),
    ("pi/2 x", "pi*v1/2"),
    ("sum(x^i, i, 1, 3)", "v1**1; v1**2; v1**3; v2 + v3 + v4"),
    ("prod(x - i, i, 1, 2)", "v1 - 1; v1 - 2; v2*v3"),
    ("x^2 if x < 1 else x", "v1**2; Piecewise((v2, v1 < 1), (v1, True))"),
    ("log_2(x) + log_b(x)", "log(v2)/log(2); log(v2)/log(v1); v3 + v4"),
    ("v + w", "z1 + z2"),
    ("hypot(x, 2)", "sqrt(v1**2 + 2**2)"),
]


@pytest.mark.parametrize(("typed", "operations"), OPERATIONS, ids=[row[0] for row in OPERATIONS])
def test_operations_are_those_that_were_typed(typed, operations):
    found = graph(typed)
    shown = [plain(node.operation, typed=True) for node in found.nodes[len(found.tape.variables) :]]
    assert "; ".join(shown) == operations


GRADIENTS = [
    # typed                                at                the gradient
    ("x^2 y + sin(x y)", "x=1,y=2", "2*cos(2) + 4; cos(2) + 1"),
    ("3x_1^2 + 5e^{x_2}", "x_1=1,x_2=0", "6; 5"),
    ("log(exp(a) + exp(b))", "a=1000,b=1000", "1/2; 1/2"),
    ("sqrt(x^2 + y^2)", "x=3,y=4", "3/5; 4/5"),
    ("x y z", "x=0,y=2,z=3", "6; 0; 0"),
    ("x y z", "x=0,y=0,z=3", "0; 0; 0"),
    ("x/(y z)", "x=0,y=2,z=3", "1/6; 0; 0"),
    ("x x x + x", "x=2", "13"),
    ("max(x, y, 3)", "x=5,y=2", "1; 0"),
    ("max(1, 1, x)", "x=0", "0"),
    ("x|x|", "x=0", "0"),
    ("max(x, y)^2", "x=0,y=0", "0; 0"),
    ("relu(x)^2", "x=0", "0"),
    ("x^2 if x < 1 else 2x", "x=3", "2"),
    ("ln(x) if x > 0 else 3x", "x=-1", "3"),
    ("x if x > 0 and ln x < 1 else 3x", "x=-1", "3"),
    ("sin(1/x) if x != 0 else 0", "x=2/pi", "0"),
    ("cbrt(x)", "x=-8", "1/12"),
    ("x^(-2/3)", "x=-1", "2/3"),
    ("x^y", "x=2,y=3", "12; 8*log(2)"),
    ("atan2(y, x)", "x=1,y=1", "-1/2; 1/2"),
    ("log(x, b)", "x=e,b=e", "-exp(-1); exp(-1)"),
    ("sum(i*x^i, i, 1, 4)", "x=1/2", "29/4"),
    ("sum(x^k, k, 0, 3)", "x=0", "1"),
    ("integral(t^2 + 1, t, y, x y)", "x=2,y=1", "5; 8"),
    ("x y + integral(t^2, t, 0, 3)", "x=1,y=2", "2; 1"),
    ("sum(sum(i j x, j, 1, i), i, 1, 3)", "x=5", "25"),
    ("sin(x)", "x=pi/3", "1/2"),
    ("sigmoid(x)", "x=0", "1/4"),
    ("x! ", "x=0", "-EulerGamma"),
    ("5", "x=1", "0"),
]


@pytest.mark.parametrize(("typed", "at", "gradient"), GRADIENTS, ids=[row[0] for row in GRADIENTS])
def test_gradient_is_what_a_textbook_has(typed, at, gradient):
    assert "; ".join(map(plain, graph(typed, at=at).gradient)) == gradient


def test_adjoint_of_a_node_with_several_uses_is_the_sum():
    found = graph("x + x^2 + sin(x)", at="x=0")
    assert [(node.symbol.name, node.adjoint) for node in found.nodes] == [("v1", 2), ("v2", 1), ("v3", 1), ("v4", 1)]


def test_edges_have_the_derivative_of_the_operation():
    node = graph("x y^2", at="x=3,y=5").nodes[-1]
    assert [(edge.source, plain(edge.derivative), edge.value) for edge in node.edges] == [(0, "v3", 25), (2, "v1", 3)]


REFUSED = [
    # typed                  at            kind           what the message says
    ("|x|", "x=0", "undefined", "slope -1 from the left, 1 from the right"),
    ("max(x, y)", "x=1,y=1", "undefined", "not differentiable at x = 1, y = 1"),
    ("relu(x) + y", "x=0,y=1", "undefined", "slope 0 from the left, 1 from the right"),
    ("x sign(x)", "x=0", "undefined", "slope -1 from the left"),
    ("cbrt(x)^2", "x=0", "undefined", "not differentiable"),
    ("sqrt(x)", "x=0", "undefined", "only the right side is in the domain"),
    ("sqrt(x^2 + y^2)", "x=0,y=0", "undefined", "not differentiable"),
    ("floor(x)", "x=2", "undefined", "not continuous"),
    ("x^2 if x < 1 else 3x", "x=1", "undefined", "not continuous"),
    ("sin(1/x) if x != 0 else 0", "x=0", "undefined", "not differentiable"),
    ("ln(x - 2) y", "x=1,y=1", "undefined", "ln(x - 2) is not defined there: ln(-1) is not a real number"),
    ("1/(x - y)", "x=1,y=1", "undefined", "division by zero"),
    ("tan x", "x=pi/2", "undefined", "tan(1.5708) is not defined"),
    ("x if x > 0", "x=1", "syntax", "else"),
    ("piecewise((x, x > 0))", "x=-1", "undefined", "no case of the definition applies"),
    ("cbrt(x)^3", "x=0", "unsupported", "by the definition the derivative is 1"),
    ("x^2 if x < 1 else 2x - 1", "x=1", "unsupported", "by the definition the derivative is 2"),
    ("max(x, y) + min(x, y)", "x=1,y=1", "unsupported", "not decided"),
    ("f(x)", "x=1", "unsupported", "f is an unknown function"),
    ("[x, y]", "x=1,y=1", "usage", "one function"),
    ("x + a", "x=1", "usage", "no value to a"),
    ("5", "1", "usage", "no variable"),
    ("sum(x^i, i, 1, n)", "x=1,n=3", "unsupported", "bounds that vary with n"),
    ("sum(x^i, i, 1, 10^9)", "x=1", "unsupported", "100,000 terms"),
    ("integral(t x, t, 0, x)", "x=1", "unsupported", "an integrand with variables"),
    ("sum(integral(t^k, t, 0, x), k, 1, 2)", "x=1", "unsupported", "an integrand with variables"),
]


@pytest.mark.parametrize(("typed", "at", "kind", "says"), REFUSED, ids=[row[0] for row in REFUSED])
def test_where_there_is_no_gradient_the_reason_is_told(typed, at, kind, says):
    with pytest.raises(CalcError) as caught:
        graph(typed, at=at)
    assert (caught.value.kind, says in caught.value.message) == (kind, True), caught.value.message
