"""Polynomial arithmetic against SymPy's."""

from fractions import Fraction
from random import Random

import pytest
import sympy as sp

from calc_cli.algebra.normal.polynomial import (
    Polynomial,
    TooLongError,
    common_monomial,
    content,
    exact_quotient,
    product,
    scaled,
)

LETTERS = sp.symbols("a b c", positive=True)


def expression(p: Polynomial) -> sp.Expr:
    return sp.Add(*[sp.Rational(c) * sp.Mul(*[LETTERS[g] ** sp.Rational(e) for g, e in m]) for m, c in p.items()])


def polynomial(rng: Random, terms: int) -> Polynomial:
    p: Polynomial = {}
    for _ in range(terms):
        m = tuple((g, rng.choice([1, 2, 3, Fraction(1, 2)])) for g in range(3) if rng.random() < 0.5)
        p[m] = rng.choice([-3, -1, 1, 2, 5, Fraction(2, 3)])
    return p


@pytest.mark.parametrize("seed", range(30))
def test_product_and_quotient(seed: int) -> None:
    rng = Random(seed)
    a, b = polynomial(rng, 4), polynomial(rng, 3)
    both = product(a, b)
    assert sp.expand(expression(a) * expression(b) - expression(both)) == 0
    assert exact_quotient(both, b) == a
    assert exact_quotient(both | {((0, 7),): 1}, b) is None


def test_content_leaves_coprime_integers() -> None:
    p: Polynomial = {((0, 1),): Fraction(4, 3), (): -2}
    assert content(p) == Fraction(2, 3)
    assert scaled(p, 1 / Fraction(2, 3)) == {((0, 1),): 2, (): -3}


def test_common_monomial_has_negative_exponents_too() -> None:
    assert common_monomial([((0, 2), (1, -1)), ((0, 1),)]) == ((0, 1), (1, -1))


def test_an_expansion_has_an_end() -> None:
    p: Polynomial = {((0, k),): 1 for k in range(30)}
    with pytest.raises(TooLongError):
        product(p, p)
