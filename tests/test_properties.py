"""Random expressions over every known function: text in, derivative out, held against finite differences."""

from random import Random

import mpmath
import pytest

from calc_cli import diff
from calc_cli.algebra.evaluate import approximate, lower
from calc_cli.algebra.functions import symbol
from calc_cli.errors import DomainError, UndefinedError
from calc_cli.render.plain import plain
from calc_cli.syntax.parser import parse
from tests.expressions import random_expression, slopes
from tests.tally import Tally

POINTS = [mpmath.mpf(p) for p in ("0.37", "1.618", "-0.83", "2.9", "-2.41", "0.71", "5.3", "0.11")]


@pytest.mark.parametrize("first", range(0, 150, 50))
def test_derivative_agrees_with_finite_differences_and_reads_back(first: int) -> None:
    tally = Tally()
    for seed in range(first, first + 50):
        rng = Random(seed)
        text, f = random_expression(rng, rng.randint(1, 4))
        expected = slopes(f, POINTS)
        with tally.on(text):
            tally.compared += compare(text, expected)
    tally.demand(compared=170, refused=2)


def compare(text: str, expected: dict[mpmath.mpf, mpmath.mpf]) -> int:
    """Hold the derivative against its slopes; return at how many points."""
    try:
        result = diff(text, "x").result
    except (DomainError, UndefinedError):
        assert not expected, f"no derivative of {text}, but slopes {expected}"
        return 0
    read_back = lower(parse(plain(result)).tree)
    for point, slope in expected.items():
        value = approximate(result, {symbol("x"): point}, 30)
        assert mpmath.almosteq(value, slope, rel_eps=1e-12, abs_eps=1e-12), f"at {point}"
        assert mpmath.almosteq(approximate(read_back, {symbol("x"): point}, 30), value, rel_eps=1e-25, abs_eps=1e-25)
    return len(expected)
