"""Sums as multiples of products of generators: nothing is lost of them."""

from fractions import Fraction

import pytest
import sympy as sp

from calc_cli.algebra.normal.generators import Generators
from calc_cli.algebra.normal.polynomial import Polynomial, product, scaled
from calc_cli.algebra.normal.sums import as_generator, expanded

PLUS: Polynomial = {((0, 1),): 1, ((1, 1),): 1}
MINUS: Polynomial = {((0, 1),): 1, ((1, 1),): -1}


@pytest.mark.parametrize(
    ("p", "content"),
    [
        (PLUS, 1),
        (PLUS, 3),
        (product(PLUS, PLUS), 1),
        (product(PLUS, PLUS), 2),  # the 2 was lost
        (product(PLUS, product(MINUS, MINUS)), Fraction(1, 2)),
        (product(MINUS, MINUS), -1),
        (product(product(PLUS, PLUS), product(MINUS, MINUS)), -6),
    ],
)
def test_a_sum_is_the_product_of_what_it_is_taken_apart_into(p: Polynomial, content: Fraction) -> None:
    table = Generators()
    numbers = [table.add_atom(sp.Symbol(name)) for name in ("a", "b")]
    assert numbers == [0, 1]
    taken = as_generator(table, scaled(p, content))
    assert expanded(table, taken.coefficient, taken.powers) == scaled(p, content)
