"""Gradients against partial derivatives from calculus books, values at points, and slopes in directions."""

from itertools import pairwise

import pytest
import sympy as sp

from calc_cli import CalcError, grad, hessian, jacobian
from calc_cli.algebra.evaluate import lower
from calc_cli.algebra.functions import symbol
from calc_cli.algebra.occurrences import Occurrences
from calc_cli.syntax.parser import parse


def number(text: str) -> sp.Expr:
    return lower(parse(text).tree)


FORMULAS = [
    # f                         variables    gradient
    ("x^2 y + sin(x y)", ["x", "y"], "2xy + y cos(x y), x^2 + x cos(x y)"),
    ("3x_1^2 + 5e^{x_2}", ["x_1", "x_2"], "6x_1, 5e^{x_2}"),
    ("sqrt(x^2 + y^2)", ["x", "y"], "x/sqrt(x^2 + y^2), y/sqrt(x^2 + y^2)"),
    ("x y z", ["x", "y", "z"], "y z, x z, x y"),
    ("100(y - x^2)^2 + (1 - x)^2", ["x", "y"], "-400x(y - x^2) - 2(1 - x), 200(y - x^2)"),
    ("ln(e^a + e^b)", ["a", "b"], "e^a/(e^a + e^b), e^b/(e^a + e^b)"),
    ("x^y", ["x", "y"], "y x^(y-1), x^y ln x"),
    ("x10 + 2 x2 + 3 x1", ["x1", "x2", "x10"], "3, 2, 1"),
    ("alpha + 2z + 3 Z + 4 beta + 5 a", ["a", "z", "Z", "alpha", "beta"], "5, 2, 3, 1, 4"),
    ("f(y, x) = a x + y^2", ["y", "x"], "2y, a"),
    ("sum((x - i y)^2, i, 1, 2)", ["x", "y"], "4x - 6y, 10y - 6x"),
]


@pytest.mark.parametrize(("text", "variables", "expected"), FORMULAS, ids=[row[0] for row in FORMULAS])
def test_gradient_is_what_a_book_has(text: str, variables: list[str], expected: str) -> None:
    found = grad(text)
    assert [x.name for x in found.variables] == variables
    for partial, truth in zip(found.result, parse(f"[{expected}]").tree.items, strict=True):
        assert sp.simplify(partial - lower(truth)) == 0


VALUES = [
    # f                            point                 gradient there
    ("x^2 y + sin(x y)", "x=1,y=2", ["4 + 2cos 2", "1 + cos 2"]),
    ("sqrt(x^2 + y^2)", "x=3,y=4", ["3/5", "4/5"]),
    ("ln(exp(a) + exp(b))", "a=1000,b=1000", ["1/2", "1/2"]),
    ("|x| + |y|", "x=1,y=-1", ["1", "-1"]),
    ("max(x, y)", "x=1,y=2", ["0", "1"]),
    ("x^(5/3) + y", "x=0,y=0", ["0", "1"]),
    ("a x^2 + y", "x=3,y=1,a=2", ["9", "12", "1"]),
    ("prod(x + i, i, 1, 3) y", "x=0,y=1", ["11", "6"]),
]


@pytest.mark.parametrize(("text", "at", "expected"), VALUES, ids=[f"{row[0]} at {row[1]}" for row in VALUES])
def test_values_at_a_point(text: str, at: str, expected: list[str]) -> None:
    found = grad(text, at=at)
    assert [sp.simplify(v - number(e)) for v, e in zip(found.values, expected, strict=True)] == [0] * len(expected)
    assert found.approx == pytest.approx([float(number(e)) for e in expected], rel=1e-15)


def test_a_value_too_large_for_a_float_is_infinite_as_one() -> None:
    assert grad("x^2 y", at="x=1e400,y=1").approx == (float("inf"), float("inf"))


SLOPES = [
    # f            along                point        slope
    ("x^2 + y^2", "1,1", "x=1,y=2", "3 sqrt 2"),
    ("x^2 + y^2", "[3, 4]", "x=1,y=2", "22/5"),
    ("x y", "y=1", "x=5,y=7", "5"),
    ("x y z", "0,0,-2", "x=2,y=3,z=1", "-6"),
    ("x y", "x,y", "x=3,y=4", "24/5"),
]


@pytest.mark.parametrize(("text", "along", "at", "expected"), SLOPES)
def test_slope_is_that_along_the_unit_vector(text: str, along: str, at: str, expected: str) -> None:
    found = grad(text, at=at, along=along)
    assert sp.simplify(found.slope.value - number(expected)) == 0


REFUSED = [
    # f            options                                kind       says
    ("[x, y]", {"along": "1,1"}, "usage", "calc jacobian"),
    ("5", {}, "usage", "no variable"),
    ("x y", {"wrt": "x,x"}, "usage", "given twice"),
    ("x y", {"along": "0,0"}, "usage", "zero vector"),
    ("x y", {"along": "sin(1)^2+cos(1)^2-1,0"}, "usage", "zero vector"),
    ("x y", {"along": "1,2,3"}, "usage", "3 components, but there are 2 variables: x, y"),
    ("x y", {"along": "z=1"}, "name", "z does not occur"),
    ("x y", {"at": "x=1"}, "usage", "no value to y"),
    ("y ln x", {"at": "x=-1,y=1"}, "undefined", "not defined at x = -1, y = 1"),
    ("sqrt(-x^2 - y^2)", {}, "domain", "real value nowhere"),
    ("|x| + y", {"at": "x=0,y=0"}, "undefined", "slope -1 from the left, 1 from the right"),
    ("x f(x, y)", {"at": "x=0,y=1"}, "unsupported", "no notation"),
    ("2[x, y]", {}, "unsupported", "a list cannot be part of a formula"),
]


@pytest.mark.parametrize(("text", "options", "kind", "says"), REFUSED)
def test_refused_with_a_reason(text: str, options: dict[str, str], kind: str, says: str) -> None:
    with pytest.raises(CalcError) as caught:
        grad(text, **options)
    assert caught.value.kind == kind
    assert says in caught.value.message + (caught.value.hint or "")


CHECKS = [
    # f             options                       answer            correct   wrong components
    ("x^2 + y^2", {}, "[2x, 2y]", True, ()),
    ("x^2 + y^2", {}, "2x, y + y", True, ()),
    ("x^2 + y^2", {}, "[[2x], [2y]]", True, ()),
    ("x^2 + y^2", {}, "[2x, 3y]", False, (1,)),
    ("x^2 y", {}, "[x^2, 2x y]", False, (0, 1)),
    ("x^2 + y^2", {"at": "x=1,y=2"}, "[2, 4]", True, ()),
    ("x^2 + y^2", {"at": "x=1,y=2"}, "[2, 5]", False, (1,)),
    ("x^2 + y^2", {"at": "x=1,y=2"}, "[2x, 2y]", True, ()),
    ("x^2 + y^2", {"at": "x=1,y=1"}, "[2x, 3y]", False, (1,)),
    ("x^2 + y^2", {}, "∇f(x, y) = [2x, 2y]", True, ()),
    ("sin(x)^2 + y", {}, "[sin(2x), 1]", True, ()),
]


@pytest.mark.parametrize(("text", "options", "answer", "correct", "wrong"), CHECKS)
def test_an_answer_is_checked_component_by_component(text, options, answer, correct, wrong) -> None:
    check = grad(text, check=answer, **options).check
    assert (check.is_correct, check.wrong) == (correct, wrong)


def test_an_answer_to_the_slope_may_be_a_single_formula() -> None:
    assert grad("x^2 + y^2", along="3,4", check="(6x + 8y)/5").check.is_correct is True
    assert grad("x^2 + y^2", along="3,4", at="1,1", check="14").check.is_correct is False


def test_that_there_is_none_is_an_answer() -> None:
    assert grad("|x| + y", at="0,0", check="does not exist").check.is_correct is True
    assert grad("|x| + y", at="0,0", check="[0, 1]").check.is_correct is False
    assert grad("|x| + y", at="1,0", check="dne").check.is_correct is False


ANSWERS_THAT_THERE_IS_NONE = [
    (grad,     "x y"),
    (grad,     "|x| + 1/y"),
    (grad,     "floor(x) + ln(y)"),
    (hessian,  "x^2"),
    (hessian,  "|x|^3 + x y"),
    (jacobian, "[x y, sin(x)]"),
    (jacobian, "[ln(x), sqrt(-y)]"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "text"), ANSWERS_THAT_THERE_IS_NONE)
def test_that_there_is_none_is_wrong_where_one_point_has_derivatives(command, text) -> None:
    assert command(text, check="dne").check.is_correct is False


def test_a_sum_of_ten_thousand_terms_takes_each_term_a_few_times_only() -> None:
    n = 10_000
    variables = [symbol(f"x{i}") for i in range(n)]
    total = sp.Add(*[x * y for x, y in pairwise(variables)], evaluate=False)
    shared = Occurrences()
    held = [shared.terms(total, x) for x in variables]
    assert sum(map(len, held)) == 2 * (n - 1)
