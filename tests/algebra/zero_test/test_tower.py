"""Quotients of polynomials, against exact arithmetic with fractions at points."""

from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import assume, given, settings, strategies as st

from calc_cli.algebra.functions import symbol
from calc_cli.algebra.zero_test.tower import FactoredQuotient, Quotients, TooLargeError

X, Y = symbol("x"), symbol("y")
LEAVES = st.sampled_from([X, Y, sp.Integer(2), sp.Integer(-1), sp.Rational(1, 3)])
EXPRESSIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda p: sp.Add(*p, evaluate=False)),
        st.tuples(inner, inner).map(lambda p: sp.Mul(*p, evaluate=False)),
        st.tuples(inner, st.sampled_from([-2, -1, 2, 3])).map(lambda p: sp.Pow(*p, evaluate=False)),
    ),
    max_leaves=8,
)
POINTS = [(Fraction(2, 7), Fraction(-5, 3)), (Fraction(-11, 4), Fraction(13, 9)), (Fraction(17), Fraction(1, 19))]


def value(e: sp.Expr, at: tuple[Fraction, Fraction]) -> Fraction:
    """Return the value by Python's fractions alone."""
    if e in (X, Y):
        return at[e == Y]
    if e.is_Rational:
        return Fraction(int(e.p), int(e.q))
    parts = [value(part, at) for part in e.args]
    if e.is_Pow:
        return parts[0] ** int(parts[1])
    found = Fraction(int(e.is_Mul))
    for part in parts:
        found = found * part if e.is_Mul else found + part
    return found


def quotient(q: FactoredQuotient, at: tuple[Fraction, Fraction]) -> Fraction:
    point = [sp.Rational(a.numerator, a.denominator) for a in at]
    top = sp.Rational(str(q.top.evaluate(list(zip(q.top.ring.gens, point, strict=True)))))
    for factor, n in q.below.items():
        top /= sp.Rational(str(factor.evaluate(list(zip(factor.ring.gens, point, strict=True))))) ** n
    return Fraction(int(top.p), int(top.q))


@settings(max_examples=150)
@given(EXPRESSIONS, st.sampled_from(POINTS))
def test_value_is_that_of_the_expression(e: sp.Expr, at: tuple[Fraction, Fraction]) -> None:
    try:
        expected = value(e, at)
        found = Quotients([X, Y]).of(e)
    except ZeroDivisionError:
        assume(False)
    assert quotient(found, at) == expected


@settings(max_examples=100)
@given(EXPRESSIONS, EXPRESSIONS)
def test_equal_quotients_have_one_form_in_lowest_terms(a: sp.Expr, b: sp.Expr) -> None:
    field = Quotients([X, Y])
    try:
        top, bottom = field.lowest(sp.Add(a, sp.Mul(-1, b, evaluate=False), b, evaluate=False))
        assert (top, bottom) == field.lowest(a)
    except ZeroDivisionError:
        assume(False)


def test_a_quotient_of_nothing_is_refused() -> None:
    with pytest.raises(ZeroDivisionError):
        Quotients([X]).of(sp.Pow(sp.Add(X, -X, evaluate=False), -1, evaluate=False))


def test_a_power_that_is_too_high_is_refused() -> None:
    with pytest.raises(TooLargeError):
        Quotients([X, Y]).of(sp.Pow(X + Y, 5_000, evaluate=False))
