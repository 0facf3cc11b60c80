"""Random expressions over every known function: text in, derivative out, held against finite differences."""

from random import Random

import mpmath
import pytest

from calc_cli import CalcError, Derivative, diff
from calc_cli.algebra.evaluate import approximate
from calc_cli.algebra.functions import symbol
from calc_cli.algebra.lower import lower
from calc_cli.render.plain import plain
from calc_cli.syntax.parser import parse
from tests.expressions import random_expression, slopes

POINTS = [mpmath.mpf(p) for p in ("0.37", "1.618", "-0.83", "2.9", "-2.41", "0.71", "5.3", "0.11")]


def derivative_of(text: str) -> Derivative | CalcError:
    try:
        return diff(text, "x")
    except CalcError as error:
        return error


@pytest.mark.parametrize("number", range(150))
def test_derivative_agrees_with_finite_differences_and_reads_back(number: int) -> None:
    rng = Random(number)
    text, f = random_expression(rng, rng.randint(1, 4))
    expected = slopes(f, POINTS)
    answer = derivative_of(text)
    if isinstance(answer, CalcError):
        assert answer.kind == "unsupported" or (answer.kind in ("domain", "undefined") and not expected), text
        return
    read_back = lower(parse(plain(answer.result)).tree)
    for point, slope in expected.items():
        value = approximate(answer.result, {symbol("x"): point}, 30)
        assert mpmath.almosteq(value, slope, rel_eps=1e-12, abs_eps=1e-12), f"{text} at {point}"
        assert mpmath.almosteq(approximate(read_back, {symbol("x"): point}, 30), value, rel_eps=1e-25, abs_eps=1e-25)
