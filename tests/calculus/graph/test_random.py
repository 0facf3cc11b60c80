"""The tape on random expressions in up to five variables: both kinds of number against finite differences."""

from random import Random

import mpmath
import pytest
import sympy as sp
from flint import arb, fmpq

from calc_cli.algebra.enclosures.enclosure import midpoint
from calc_cli.algebra.functions import symbol
from calc_cli.calculus.graph.certify import walk
from calc_cli.calculus.graph.numbers import ExactNumbers
from calc_cli.calculus.graph.record import record
from calc_cli.calculus.graph.walk import KinkError, Walk
from calc_cli.errors import UndefinedError, UnsupportedError
from calc_cli.syntax.parser import parse
from tests.expressions import NAMES, NotRealError, Several, partial, random_expression_in
from tests.tally import Tally

COORDINATES = ("37/100", "809/500", "-83/100", "29/10", "-241/100", "71/100", "53/10", "11/100")


def in_decimals(value: object) -> mpmath.mpf:
    if isinstance(value, sp.Expr):
        return mpmath.mpf(sp.N(value, 40))
    return mpmath.mp.make_mpf(midpoint(fmpq(value or 0) if not isinstance(value, arb) else value, 100))


def gradients(text: str, point: dict[sp.Symbol, sp.Expr]) -> list[list[mpmath.mpf]]:
    """Return the gradient in exact numbers, if they are short, and in balls; none where the tape says there is none."""
    found = []
    tape = record(parse(text).tree, text, tuple(point), point)
    for adjoints in (lambda: Walk(tape, ExactNumbers(), point).adjoints(), lambda: walk(tape, point, 20)[1]):
        try:
            found.append([in_decimals(value) for value in adjoints()[: len(point)]])
        except (KinkError, UndefinedError, UnsupportedError):
            continue
    return found


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_tape_agrees_with_finite_differences(first: int) -> None:
    tally = Tally()
    for seed in range(first, first + 20):
        rng = Random(seed)
        count = rng.randint(1, 5)
        text, f = random_expression_in(rng, rng.randint(1, 4), count)
        at = [sp.Rational(rng.choice(COORDINATES)) for _ in range(count)]
        with mpmath.workdps(60), tally.on(f"{text} at {at}"):
            tally.compared += compare(text, f, at)
    tally.demand(compared=12, refused=2)


def compare(text: str, f: Several, at: list[sp.Rational]) -> int:
    """Hold the gradients of the tape against differences; return how many, 0 where the differences tell nothing."""
    place = [mpmath.mpf(a.p) / a.q for a in at]
    try:
        expected = [partial(f, i)(place) for i in range(len(at))]
    except NotRealError:
        return 0
    found = gradients(text, dict(zip(map(symbol, NAMES), at, strict=False)))
    for values in found:
        for value, slope in zip(values, expected, strict=True):
            assert mpmath.almosteq(value, slope, rel_eps=1e-12, abs_eps=1e-12)
    return len(found)
