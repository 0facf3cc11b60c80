"""How an expression with vectors and matrices is told from one with numbers."""

import pytest

from calc_cli.syntax.matrix_words import is_matrix_text, looks_like_matrix

MATRICES = ["||A x - b||^2", "x^T A x", "tr(A X)", "sum(x)", "a .* b", "X^-1 b", r"\mathbf{A} x", "softmax(x)"]

NUMBERS = [
    # text                  letter that may have been meant as a matrix
    ("W x + b",             "W"),
    ("W_2 relu(W_1 x)",     "W_2"),
    ("A*v",                 "A"),
    ("A sin(k x)",          None),
    ("F(x) x",              None),
    ("P V/T",               None),
    ("x^2 y",               None),
]  # fmt: skip


@pytest.mark.parametrize("text", MATRICES)
def test_matrices(text):
    assert is_matrix_text(text)


@pytest.mark.parametrize(("text", "letter"), NUMBERS, ids=[row[0] for row in NUMBERS])
def test_numbers(text, letter):
    assert not is_matrix_text(text)
    assert looks_like_matrix(text) == letter
