"""Wrong gradients and matrices: which mistake is named."""

import pytest

import calc_cli

MISTAKES = [
    # function         answer                          at            mistakes
    ("x^2 y",          "[x^2, 2x y]",                  None,         ["order of the components"]),
    ("x y z^2",        "[x z^2, y z^2, 2x y z]",       None,         ["order of the components"]),
    ("x^2 y",          "[2x y + x^2, 2x y + x^2]",     None,         ["parameter taken for a variable"]),
    ("x^2 y",          "[2x y + x^2, x^2]",            None,         ["parameter taken for a variable"]),
    ("sin(3x) y",      "[cos(3x) y, sin(3x)]",         None,         ["inner derivative missing"]),
    ("x^2 y",          "[2x y, x^2 y]",                None,         ["not differentiated"]),
    ("x^2 y",          "[2x, x^2]",                    None,         ["constant factor dropped"]),
    ("x^2 y",          "[1, 4]",                       {"x": 1, "y": 2}, ["order of the components"]),
    ("x^2 y",          "[17, 1]",                      {"x": 1, "y": 2}, []),
    ("x^2 - y^2",      "[2x, 2y]",                     None,         ["sign of a term turned"]),
    ("x^2 - y^2",      "[2, 4]",                       {"x": 1, "y": 2}, ["sign of a term turned"]),
    ("x^2 + y^2 + 5z", "[2x, 2y, 0]",                  None,         ["a term dropped"]),
    ("x e^y",          "[e^y, e^y]",                   None,         ["constant factor dropped"]),
    ("cos(x+2y)",      "[-sin(x+2y), -sin(x+2y)]",     None,         ["inner derivative missing"]),
    ("x^2 + x y",      "[2x + y, y]",                  None,         ["wrong variable in a term"]),
    ("x^2 y + y^3",    "[2x y + x^2, x^2 + 3y^2]",    None,         ["parameter taken for a variable"]),
    ("x^2 + y^2",      "[2x, 2y]",                     None,         []),
]  # fmt: skip


@pytest.mark.parametrize(("function", "answer", "at", "names"), MISTAKES, ids=[f"{r[0]}: {r[1]}" for r in MISTAKES])
def test_mistake_is_named(function, answer, at, names) -> None:
    found = calc_cli.grad(function, check=answer, at=at).check
    assert found is not None
    assert [mistake.rule for mistake in found.diagnosis] == names


MATRICES = [
    ("jacobian", "[x y, x + y]",          "[[y, 1], [x, 1]]",             "transposed"),
    ("jacobian", "[x^2 y, 5x + sin y]",   "[2x y, x^2; 5, -cos y]",       "sign gained"),
    ("jacobian", "[x^2 y, x + sin(3y)]",  "[2x*y  x^2; 1  cos(3y)]",      "inner derivative missing"),
    ("hessian",  "sin(2x) y",             "[[-2sin(2x) y, 2cos(2x)], [2cos(2x), 0]]", "inner derivative missing"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "function", "answer", "rule"), MATRICES, ids=[row[2] for row in MATRICES])
def test_mistake_in_a_matrix_is_named(command, function, answer, rule) -> None:
    found = getattr(calc_cli, command)(function, check=answer).check
    assert [mistake.rule for mistake in found.diagnosis] == [rule]


SHAPES = [
    ("grad",    "x^2 y",       "2x y + x^2",             "components added up"),
    ("grad",    "x^2 y",       "2x y",                   "component missing"),
    ("grad",    "x^2 y z",     "[2x y z, x^2 z]",        "component missing"),
    ("grad",    "x^2 y z",     "f_x = 2x y z, f_z = x^2 y", "component missing"),
    ("grad",    "x y",         "[y, x, 1]",              "number of components"),
    ("grad",    "x^2 y z",     "[x, y]",                 "number of components"),
    ("hessian", "x y",         "[0, 1]",                 "shape"),
    ("jacobian", "[x, y]",     "[1, 0, 0, 1]",           "shape"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "function", "answer", "rule"), SHAPES, ids=[row[2] for row in SHAPES])
def test_wrong_number_of_components_is_named(command, function, answer, rule) -> None:
    found = getattr(calc_cli, command)(function, check=answer).check
    assert found.is_correct is False
    assert [mistake.rule for mistake in found.diagnosis] == [rule]
