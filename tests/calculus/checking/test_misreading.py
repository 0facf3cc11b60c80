"""Expressions misread as students misread them: each reading as a text that one would have typed."""

import pytest

from calc_cli.algebra.evaluate import lower
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.checking.misreading import LAWS, everywhere, pulled_apart, with_brackets, without_brackets
from calc_cli.syntax.parser import parse

APART = [
    ("(x + 3)^2",      "x^2 + 3^2"),
    ("sin(x + 1)",     "sin x + sin 1"),
    ("sqrt(x^2 + 1)",  "x + 1"),
    ("5 cos(x + 2x)",  "5 (cos x + cos(2x))"),
]  # fmt: skip
OTHERS = [
    ("factor outside the power", "(2x)^2",  "2x^2"),
    ("exponents added",          "(x^3)^2", "x^5"),
    ("exponents multiplied",     "x^2 x^3", "x^6"),
    ("logarithm of a product",   "ln(2x)",  "ln(2) ln(x)"),
]  # fmt: skip
BRACKETS = [
    ("2 (x + 3)",      "2x + 3"),
    ("e^(x + 3)",      "e^x + 3"),
    ("sin(x + 1)",     "sin(x) + 1"),
    ("ln(2 (x + 3))",  "ln(2x + 3)"),
]  # fmt: skip
ABSORBED = [
    ("ln x^2 + 1",     "ln(x^2 + 1)"),
    ("2x/x^2 + 1",     "2x/(x^2 + 1)"),
    ("3 - e^x + 2",    "3 - e^(x + 2)"),
]  # fmt: skip
KEPT = ["x^2", "sin x", "2x", "x + 3", "e^(3x)", "1/x"]


@pytest.mark.parametrize(
    ("misread", "typed", "as_if"),
    [
        (misread, *row)
        for misread, rows in ((pulled_apart, APART), (without_brackets, BRACKETS), (with_brackets, ABSORBED))
        for row in rows
    ]
    + [(next(law.misreading for law in LAWS if law.name == name), *row) for name, *row in OTHERS],
)
def test_misread(misread, typed: str, as_if: str) -> None:
    found = [whole for whole, _, _ in everywhere(lower_as_typed(parse(typed).tree), misread)]
    expected = lower(parse(as_if).tree)
    assert any((whole.doit() - expected).expand() == 0 for whole in found), found


@pytest.mark.parametrize("typed", KEPT)
@pytest.mark.parametrize("misread", [pulled_apart, with_brackets, without_brackets])
def test_nothing_to_misread(misread, typed: str) -> None:
    assert list(everywhere(lower_as_typed(parse(typed).tree), misread)) == []
