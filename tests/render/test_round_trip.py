"""Whatever is printed on one line means to calc what was printed, in every notation."""

import random
import xml.etree.ElementTree as ET

import pytest
import sympy as sp

from calc_cli.algebra.evaluate import lower
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.functions import FUNCTIONS
from calc_cli.render.latex import latex
from calc_cli.render.mathml import MATHML
from calc_cli.render.plain import plain
from calc_cli.render.pretty import pretty
from calc_cli.syntax.parser import parse
from calc_cli.syntax.words import Names
from tests.tally import Tally

ATOMS = [*["x"] * 6, *"ytanpiefgslk", "pi", "2", "3", "1", "0.5", "10", "theta", "gamma", "x1", "x_2", "v_max", "1/3"]
UNARY = [row.name for row in FUNCTIONS if row.arity[0] == 1 and row.name not in ("piecewise", "min", "max")]
EXPONENTS = ["2", "3", "-1", "-2", "1/2", "1/3", "n", "-x", "n-1", "2/3", "-1/2", "x^2"]


def random_text(rng: random.Random, depth: int) -> str:
    """A random expression with a bracket around everything, so that its meaning is beyond doubt."""
    if depth == 0 or rng.random() < 0.12:
        return rng.choice(ATOMS)
    some = [f"({random_text(rng, depth - 1)})" for _ in range(rng.choice([2, 2, 3]))]
    one = random_text(rng, depth - 1)
    kind = rng.choices(range(8), [22, 25, 10, 10, 3, 20, 6, 3])[0]
    return (
        f"({rng.choice('+-').join(some)})",
        f"({'*'.join(some)})",
        f"(({one})/{some[0]})",
        f"(({one})^({rng.choice(EXPONENTS)}))",
        f"(-({one}))",
        f"{rng.choice(UNARY)}({one})",
        f"{rng.choice('fgh')}{rng.choice(['', chr(39), chr(39) * 2])}({one})",
        f"(({one}) if x {rng.choice(['<', '<=', '>', '>='])} {rng.choice(ATOMS)} else {some[0]})",
    )[kind]


def same(one: sp.Expr, other: sp.Expr) -> bool:
    if one == other:
        return True
    difference = (one - other).replace(
        lambda e: isinstance(e, sp.core.function.AppliedUndef), lambda e: sp.sin(sum(e.args) + len(e.func.__name__))
    )
    point = {s: sp.Rational(13 + 2 * i, 10) for i, s in enumerate(sorted(difference.free_symbols, key=str))}
    return abs(complex(difference.xreplace(point).evalf(15))) < 1e-9


NOTATIONS = {
    "plain": lambda e, typed: plain(e, typed=typed),
    "Unicode": lambda e, typed: pretty(e, typed=typed).text,
    "ASCII": lambda e, typed: pretty(e, typed=typed, unicode=False).text,
    "LaTeX": lambda e, typed: latex(e, typed=typed),
}


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_every_notation_reads_back(first):
    tally = Tally()
    for seed in range(first, first + 20):
        rng = random.Random(seed)
        text = random_text(rng, rng.randint(1, 4))
        with tally.on(text):
            tally.compared += reads_back(text)
    tally.demand(compared=15, refused=3)  # a division by zero is refused


def reads_back(text):
    """Return whether `text` has a finite value that could be written and read back in every notation."""
    tree = parse(text).tree
    evaluated, typed = lower(tree), lower_as_typed(tree)
    if evaluated.has(sp.nan, sp.zoo, sp.oo, sp.I):
        return False
    names = [s.name for s in typed.free_symbols if len(s.name) > 1 and s.name != "gamma"]
    for notation, show in NOTATIONS.items():
        for e, as_typed in ((evaluated, False), (typed, True)):
            shown = show(e, as_typed)
            assert same(lower(parse(shown, Names(names)).tree), evaluated), (notation, text, shown)
    ET.fromstring(MATHML.value(evaluated))
    return True


def test_it_fits_a_narrow_terminal():
    tally = Tally()
    for seed in range(60, 90):
        text = random_text(random.Random(seed), 3)
        with tally.on(text):
            e = lower(parse(text).tree)
            for unicode in (True, False):
                lines = pretty(e, width=40, unicode=unicode).lines
                assert max(map(len, lines)) <= 40, lines
                assert len({len(line) for line in lines}) == 1
            tally.compared += 1
    tally.demand(compared=25, refused=5)
