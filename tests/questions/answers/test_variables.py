"""Which variables a function has, and which values a point gives them."""

import pytest

from calc_cli.algebra.functions import symbol
from calc_cli.errors import CalcError
from calc_cli.questions.answers.variables import (
    chosen_variables,
    point_of,
    required_variable,
    vector_of,
    with_variable,
    with_variables,
)
from calc_cli.questions.grad import GradQuestion
from calc_cli.questions.lowering import typed_function


def function(text, **options):
    parsed = GradQuestion(text, **options).read()
    return typed_function(parsed.function, "no list"), parsed


SEVERAL = [
    # expression          options                        variables  notes
    ("x2 x10 y", {}, "x2 x10 y", ()),
    ("x y", {"wrt": "y,x"}, "y x", ()),
    ("f(y, x) = x y", {}, "y x", ()),
    ("a x", {"wrt": "x,z"}, "x z", ("z does not occur in the expression",)),
    ("5", {"at": "x=1, y=2"}, "x y", ("the expression is constant",)),
]


@pytest.mark.parametrize(("text", "options", "names", "notes"), SEVERAL, ids=[f"{r[0]} {r[1]}" for r in SEVERAL])
def test_variables_of_a_function_of_several(text, options, names, notes):
    f, parsed = function(text, **options)
    found = with_variables(f, parsed)
    assert ([x.name for x in found.variables], found.notes[len(f.notes) :]) == (names.split(), notes)


ONE = [
    # expression  wrt   variable  notes
    ("a x", None, "x", ()),
    ("a t", None, "t", ()),
    ("k^2", None, "k", ()),
    ("a x", "a", "a", ()),
    ("a x", "z", "z", ("z does not occur in the expression",)),
    ("5", None, "x", ("the expression is constant",)),
]


@pytest.mark.parametrize(("text", "wrt", "name", "notes"), ONE)
def test_the_variable_of_a_function_of_one(text, wrt, name, notes):
    f, _parsed = function(text)
    found = with_variable(f, wrt)
    assert (found.variable.name, found.notes[len(f.notes) :]) == (name, notes)


POINTS = [
    # expression  point                 values, the variables first
    ("x y", "1, 2", {"x": 1, "y": 2}),
    ("x y", "y=2, x=1", {"x": 1, "y": 2}),
    ("x^2", "3", {"x": 3}),
    ("x y", None, None),
]


@pytest.mark.parametrize(("text", "at", "values"), POINTS)
def test_a_point(text, at, values):
    f, parsed = function(text, at=at)
    found = point_of(parsed.point, f.typed.free_symbols, with_variables(f, parsed).variables)
    assert (found and {x.name: value for x, value in found.items()}) == values
    assert found is None or [x.name for x in found] == [*values]


def test_a_direction_of_named_components():
    parsed = GradQuestion("x y", along="y=3").read()
    assert vector_of(parsed.along, (symbol("x"), symbol("y"))) == [0, 3]


def point(text, at):
    f, parsed = function(text, at=at)
    return point_of(parsed.point, f.typed.free_symbols, with_variables(f, parsed).variables)


REFUSED = [
    # ask                                                                       says
    (lambda: point("x y", "1"), "which variable has this value? there are x, y"),
    (lambda: point("x y", "x=1"), "the point gives no value to y"),
    (lambda: point("x", "x=1, x=2"), "x is given twice"),
    (lambda: point("x", "z=1"), "z does not occur in the expression"),
    (lambda: point("x", "x=inf"), "x is not a real number"),
    (lambda: chosen_variables(GradQuestion("x", wrt="x,x").read(), set()), "x is given twice"),
    (lambda: chosen_variables(GradQuestion("5").read(), set()), "there is no variable to differentiate in"),
    (lambda: with_variable(function("a b")[0], None), "with respect to which variable? there are a, b"),
    (lambda: required_variable("z", {symbol("x")}, "the equation", ""), "z does not occur in the equation"),
    (lambda: required_variable(None, set(), "", "it is constant"), "it is constant"),
]


@pytest.mark.parametrize(("ask", "says"), REFUSED, ids=[row[1] for row in REFUSED])
def test_what_is_not_clear_is_refused(ask, says):
    with pytest.raises(CalcError) as caught:
        ask()
    assert says in caught.value.message
