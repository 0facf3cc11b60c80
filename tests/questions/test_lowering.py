"""Derivatives asked for within a formula, and the question that a whole text may be."""

import pytest
import sympy as sp

import calc_cli
from calc_cli.questions.lowering import lower_twice
from calc_cli.syntax.parser import parse

WITHIN = [
    # typed                        evaluated   as typed
    ("d/dx(x^2) + x",              "3*x",      "2*x + x"),
    (r"\frac{d(x^3)}{dx}",         "3*x**2",   "3*x**2"),
    ("(x^2)' (x+1)",               "2*x*(x + 1)", "2*x*(x + 1)"),
    ("sin'(x)^2",                  "cos(x)**2", "cos(x)**2"),
    ("f(d/dx(x^2))",               "f(2*x)",   "f(2*x)"),
    ("sum(d/dx(x^k), k, 1, n)",    "Sum(k*x**(k - 1), (k, 1, n))", "sum(k x^(k-1), k, 1, n)"),
    ("x if d/dx(x^2) > 0 else 1",  "Piecewise((x, x > 0), (1, True))", "x if 2x > 0 else 1"),
    ("d/dx(d/dy(x y))",            "1",        "1"),
    ("cbrt(d/dx(x^2))",            "2**(1/3)*x**(1/3)", "(2*x)**(1/3)"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "evaluated", "as_typed"), WITHIN, ids=[row[0] for row in WITHIN])
def test_the_derivative_is_taken(typed: str, evaluated: str, as_typed: str) -> None:
    tree = parse(typed).tree
    found = lower_twice(tree)
    assert str(found[1]) == evaluated
    assert sp.simplify(found[0] - lower_twice(parse(as_typed).tree)[1]) == 0


QUESTIONS = [
    # asked                     result
    ("d/dx(x^2)",               "2*x"),
    (r"\frac{d(x^3+x)}{dx}",    "3*x**2 + 1"),
    ("d^2/dx^2 (x^3)",          "6*x"),
    ("(t^2)'",                  "2*t"),
    ("y = d/dx(x^2)",           "2*x"),
    ("d/dx x^3 + 2x",           "3*x**2 + 2"),
    (r"\frac{d}{dt} t^2 - 4t",  "2*t - 4"),
    ("d/dx(x^3) + x",           "6*x + 1"),
    ("(d/dx x^3) + x",          "6*x + 1"),
    ("u(x) v(x)",               "u(x)*v'(x) + u'(x)*v(x)"),
    ("phi(x)^2",                "2*phi(x)*phi'(x)"),
    ("theta(t)",                "theta'(t)"),
    ("exp10(x)",                "10**x*log(10)"),
    ("s(t) = t^2",              "2*t"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "result"), QUESTIONS, ids=[row[0] for row in QUESTIONS])
def test_a_derivative_alone_is_the_question(asked: str, result: str) -> None:
    assert str(calc_cli.diff(asked).result) == result


def test_what_the_operator_before_a_sum_is_read_as_is_told() -> None:
    assert "d/dx is read as that of the whole sum" in calc_cli.diff("d/dx x^3 + 2").to_dict()["notes"][0]


def test_indexed_names_are_variables_of_their_own() -> None:
    found = calc_cli.grad("sum(x_i^2, i, 1, 3)")
    assert list(map(str, found.result)) == ["2*x_1", "2*x_2", "2*x_3"]


def test_a_definition_may_have_any_name_and_several_variables() -> None:
    assert list(map(str, calc_cli.grad("w(x, y) = y e^x").result)) == ["y*exp(x)", "exp(x)"]


def test_the_dependent_variable_before_a_bracket_is_a_factor() -> None:
    assert calc_cli.diff("y^2(2-x)=x^3", implicit="y", at="x=1,y=1").value == 2
    assert str(calc_cli.diff("y(x)^2 + x^2 = 25", implicit="y").derivatives[0]) == "-x/y"


def test_a_variable_of_another_equation_is_no_function() -> None:
    assert calc_cli.chain(["y = u(x)", "u = x^2"]).notes == ("u(x) is read as the product u*x",)
