"""How names, points, values, functions and answers are read."""

from decimal import Decimal

import pytest

from calc_cli.errors import CalcError, UsageError
from calc_cli.questions.given import read_given, read_given_list
from calc_cli.questions.texts import (
    are_values,
    names_of,
    read_function,
    read_names,
    read_point,
    require_no_file,
    texts,
    usual_variable,
)
from calc_cli.syntax.parser import parse
from calc_cli.syntax.tree import Vector
from calc_cli.syntax.words import Names

FUNCTIONS = [
    # text                            name       arguments   dependent  function
    ("x^2", None, (), None, "x^2"),
    ("y = x^2", "y", (), None, "x^2"),
    ("f(x) = x^2", "f(x)", ("x",), None, "x^2"),
    ("s(t) = t^2", "s(t)", ("t",), None, "t^2"),
    ("f(x, y) = x y", "f(x, y)", ("x", "y"), None, "x y"),
    ("u = f(x) = x^2", "f(x)", ("x",), "u", "x^2"),
    ("t -> t^2", None, ("t",), None, "t^2"),
    ("f: x ↦ a x^2", None, ("x",), None, "a x^2"),
]


@pytest.mark.parametrize(
    ("text", "name", "arguments", "dependent", "shown"), FUNCTIONS, ids=[row[0] for row in FUNCTIONS]
)
def test_a_function_and_its_left_hand_side(text, name, arguments, dependent, shown):
    function = read_function(text, Names())
    assert (function.name, function.arguments, function.dependent) == (name, arguments, dependent)
    start, end = function.tree.span
    assert function.text[start:end] == shown


POINTS = [
    # point                      names and texts of the values
    ("1", [(None, "1")]),
    ("x=1, y=pi/2", [("x", "1"), ("y", "pi/2")]),
    (["x=1", "speed=2"], [("x", "1"), ("speed", "2")]),
    ({"x": 1, "x_1": "1/3"}, [("x", "1"), ("x_1", "1/3")]),
    (None, []),
    ("(1, 2)", [(None, "1"), (None, "2")]),
    ("[1, 2]", [(None, "1"), (None, "2")]),
    ("(x, y1) = (0, pi/2)", [("x", "0"), ("y1", "pi/2")]),
]


@pytest.mark.parametrize(("point", "expected"), POINTS, ids=[str(row[0]) for row in POINTS])
def test_a_point(point, expected):
    found = read_point(point, names_of((), point))
    assert [(c.name, c.source[slice(*c.value.span)]) for c in found] == expected


GIVEN = [
    # answer                    shown
    ("2x", "2x"),
    ("f'(x) = 2x", "2x"),
    ("dy/dx = 2x", "2x"),
    (r"\frac{\mathrm{d}y}{\mathrm{d}x} = 2x", "2x"),
    (r"\frac{d}{dx} f(x) = 2x", "2x"),
    ("= 2x", "2x"),
    ("D_x f = 2x", "2x"),
]


@pytest.mark.parametrize(("text", "shown"), GIVEN, ids=[row[0] for row in GIVEN])
def test_an_answer_without_its_left_hand_side(text, shown):
    given = read_given(text, Names())
    assert text[slice(*given.tree.span)] == shown


LISTS = [
    # answer                    shown
    ("[2x, 2y]", "[2x, 2y]"),
    ("∇f = [2x, 2y]", "[2x, 2y]"),
    (r"\nabla f(x, y) = [2x, 2y]", "[2x, 2y]"),
    ("2x, 2y", "2x, 2y"),
    ("J = [[1, 0]]", "[[1, 0]]"),
    ("2x", "2x"),
]


@pytest.mark.parametrize(("text", "shown"), LISTS, ids=[row[0] for row in LISTS])
def test_a_list_without_its_left_hand_side(text, shown):
    given = read_given_list(text, Names(), parse("x^2 + y^2").tree)
    assert text[slice(*given.tree.span)] == shown


@pytest.mark.parametrize("text", ["dne", "does not exist", "None", "Undefined."])
def test_an_answer_that_there_is_none(text):
    assert read_given(text, Names()).tree is None


def test_a_list_is_an_answer():
    assert isinstance(read_given("[2x, 1]", Names()).tree, Vector)
    assert read_given(None, Names()) is None


VARIABLES = [
    # names              variable
    (set(), None),
    ({"k"}, "k"),
    ({"x", "k"}, "x"),
    ({"t", "k"}, "t"),
    ({"x", "t"}, "x"),
]


@pytest.mark.parametrize(("names", "variable"), VARIABLES)
def test_the_usual_variable(names, variable):
    assert usual_variable(names) == variable


REFUSED = [
    # read                                              says
    (lambda: usual_variable({"a", "b"}), "with respect to which variable? there are a, b"),
    (lambda: read_names("x,,y"), "'' is not a name"),
    (lambda: read_names("2"), "'2' is not a name"),
    (lambda: read_point("x^2=1", Names()), "expected a variable before '='"),
    (lambda: read_point("(x, y) = (1, 2, 3)", Names()), "there are not as many values as variables"),
    (lambda: read_function("x^2 = y^2", Names()), "this is an equation, not a function"),
    (lambda: read_function("y = x y + 1", Names()), "this is an equation, not a function"),
]


@pytest.mark.parametrize(("read", "says"), REFUSED, ids=[row[1] for row in REFUSED])
def test_what_cannot_be_read_is_refused(read, says):
    with pytest.raises(CalcError) as caught:
        read()
    assert says in caught.value.message


TEXTS = [
    # values                                texts
    (None, ()),
    ((), ()),
    ("x=1, y=2", ("x=1, y=2",)),
    (1, ("1",)),
    (0.5, ("0.5",)),
    (Decimal("0.10"), ("0.10",)),
    (Decimal("1E-7"), ("1e-7",)),
    ([1, "pi/2"], ("1", "pi/2")),
    (("x=1", "y=2"), ("x=1", "y=2")),
    ({"x": 1, "y": "pi/2"}, ("x=1", "y=pi/2")),
    ({"A": [[1, 2], [3, 4]]}, ("A=[[1, 2], [3, 4]]",)),
    ({"x": float("inf"), "y": float("-inf")}, ("x=inf", "y=-inf")),
]


@pytest.mark.parametrize(("values", "expected"), TEXTS, ids=[str(row[0]) for row in TEXTS])
def test_texts(values, expected):
    assert texts(values) == expected == texts(expected)


@pytest.mark.parametrize("value", [float("nan"), {"x": float("nan")}])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(UsageError, match="is not the coordinate of a point"):
        texts(value)


@pytest.mark.parametrize("values", [None, True, [1, None], {"x": False}, {"x": [None]}])
def test_what_is_no_value(values):
    assert not are_values(values)


@pytest.mark.parametrize("values", ["@a.json", "A=@a.csv", ["x=1", "A = @a.csv"], {"A": "@a.csv"}])
def test_only_the_command_line_names_a_file(values):
    with pytest.raises(UsageError, match="only the command line"):
        require_no_file(values)
    require_no_file("x=1, y=2")
