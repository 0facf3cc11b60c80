"""The graph of a system: outputs, inputs, order, circles, paths, layers."""

import pytest

from calc_cli.algebra.evaluate import lower
from calc_cli.algebra.functions import TypedFunction, symbol
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.chain.system import System
from calc_cli.errors import UsageError
from calc_cli.syntax.parser import parse


def system(*equations):
    trees = [parse(text).tree for text in equations]
    return System({symbol(t.left.name): TypedFunction(lower_as_typed(t.right), lower(t.right)) for t in trees})


def names(symbols):
    return " ".join(s.name for s in symbols)


SYSTEMS = [
    # equations                                            outputs  inputs      in order
    (("y = u^2", "u = sin(x)"), "y", "x", "u y"),
    (("u = sin(x)", "y = u^2"), "y", "x", "u y"),
    (("y = u1*u2", "u1 = x1 + x10", "u2 = x2"), "y", "x1 x2 x10", "u1 u2 y"),
    (("y = u + x", "z = u x", "u = x^2 + w"), "y z", "w x", "u y z"),
    (("a = b + c", "b = c", "c = d"), "a", "d", "c b a"),
    (("y = 3", "z = x"), "y z", "x", "y z"),
]


@pytest.mark.parametrize(("equations", "outputs", "inputs", "order"), SYSTEMS)
def test_the_graph(equations, outputs, inputs, order):
    found = system(*equations)
    assert (names(found.outputs), names(found.inputs), names(found.order)) == (outputs, inputs, order)


CIRCLES = [
    (("y = y + x", "z = y"), "y → y"),
    (("y = u", "u = y"), "y → u → y"),
    (("z = y", "y = u", "u = v + x", "v = y"), "y → u → v → y"),
]


@pytest.mark.parametrize(("equations", "circle"), CIRCLES)
def test_a_circle_is_named(equations, circle):
    with pytest.raises(UsageError, match=circle):
        system(*equations)


def test_paths_are_in_the_order_typed():
    found = system("y = u v x", "u = x", "v = u + x")
    x, y = symbol("x"), symbol("y")
    assert [names(path) for path in found.paths(y, x)] == ["y u x", "y v u x", "y v x", "y x"]
    assert found.number_of_paths(x)[y] == 4


def test_as_many_paths_as_there_are_are_counted_without_walking_them():
    equations = ["y1 = x^2", *(f"y{k} = y{k - 1}*cos(y{k - 1}) + y{max(1, k - 2)}" for k in range(2, 200))]
    counts = system(*equations).number_of_paths(symbol("x"))
    expected = {1: 1, 2: 1}
    for k in range(3, 200):
        expected[k] = expected[k - 1] + expected[k - 2]
    assert counts[symbol("y199")] == expected[199] > 10**40


LAYERS = [
    # equations                                   layers
    (("y = u^2", "u = sin(x)"), "x | u | y"),
    (("y = u1*u2", "u1 = x1 + x2", "u2 = x1"), "x1 x2 | u1 u2 | y"),
    (("y = u*x", "u = x + w"), "w x | u x | y"),  # x is carried through
    (("y = v", "v = u", "u = x", "z = u"), "x | u | v z | y z"),  # and so is an output that is known early
]


@pytest.mark.parametrize(("equations", "layers"), LAYERS)
def test_layers(equations, layers):
    found = system(*equations)
    assert " | ".join(map(names, found.layers(found.inputs))) == layers
