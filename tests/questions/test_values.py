"""The values of a point are the same whether they come as texts, numbers, lists or objects."""

from decimal import Decimal

import pytest

from calc_cli.errors import UsageError
from calc_cli.questions.texts import are_values, require_no_file, texts

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
