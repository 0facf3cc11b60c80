"""Mistakes made on purpose: what a slip changes, as numbers, against the derivative written out with the slip."""

import mpmath
import pytest
import sympy as sp

from calc_cli.algebra.evaluate import lower
from calc_cli.algebra.functions import symbol
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.checking.replay import Replay, minus, numbers, plus, same, times
from calc_cli.calculus.checking.slips import single, slips
from calc_cli.errors import UnsupportedError
from calc_cli.syntax.parser import parse

X = symbol("x")
SAMPLES = [{X: sp.Rational(n, 7)} for n in (8, 9, 11)]
EXPRESSIONS = ["x^2 sin(x)", "sin(3x)", "(x^2 + 1)/(x + 2)", "e^(x^2) ln(x)", "(2x + 1)^5", "sqrt(x^2 + 1)", "x/ln(x)"]


def replay(text: str) -> Replay:
    return Replay(lower_as_typed(parse(text).tree), X, SAMPLES)


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_without_a_slip_it_is_the_derivative(text: str) -> None:
    found = replay(text)
    expected = sp.diff(lower(parse(text).tree), X)
    assert same(found.whole.slope, numbers(expected, SAMPLES))
    assert same(numbers(found.whole.written, SAMPLES), numbers(expected, SAMPLES))


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_a_slip_changes_the_whole_as_writing_it_out_does(text: str) -> None:
    found = replay(text)
    made = list(slips(found))
    assert len(made) >= 4
    for slip in made:
        written = numbers(found.whole.replaced({slip.place: slip.wrong}), SAMPLES)
        assert same(plus(found.whole.slope, slip.change), written), slip.mistake.name


NAMED = [
    # f                answer                   a slip of this name
    ("sin(3x)",        "cos(3x)",               "inner derivative missing"),
    ("x^2 sin(x)",     "2x cos(x)",             None),
    ("(2x + 1)^5",     "10 (2x + 1)^5",         None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "answer", "name"), NAMED, ids=[f"{row[0]}: {row[1]}" for row in NAMED])
def test_the_slip_behind_an_answer_is_found(text: str, answer: str, name) -> None:
    found = replay(text)
    given = numbers(lower(parse(answer).tree), SAMPLES)
    names = [slip.mistake.name for slip in single(list(slips(found)), found.whole.slope, given)]
    assert names
    assert name is None or name in names


def test_arithmetic_of_samples() -> None:
    a, b = (mpmath.mpf(2), None), (mpmath.mpf(3), mpmath.mpf(1))
    assert (plus(a, b), minus(a, b), times(a, b)) == ((5, None), (-1, None), (6, None))
    assert same((mpmath.mpf(1), None), (mpmath.mpf(1), mpmath.mpf(7)))
    assert not same((None,), (None,))


def test_what_is_too_long_is_refused() -> None:
    with pytest.raises(UnsupportedError):
        replay(" + ".join(f"sin({n}x) cos({n}x)" for n in range(2, 300)))
