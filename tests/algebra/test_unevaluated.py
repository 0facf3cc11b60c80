"""Expressions put together without evaluation, put values into, or scaled: the value is that of plain arithmetic."""

from fractions import Fraction
from random import Random

import pytest
import sympy as sp

from calc_cli.algebra import power, unevaluated
from calc_cli.algebra.evaluate import substitute
from calc_cli.algebra.functions import symbol
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.syntax.parser import parse

X, Y, N = symbol("x"), symbol("y"), symbol("n")
PARTS = [X, Y, sp.Integer(2), sp.Integer(-3), sp.Rational(1, 3), sp.sin(X), X**2, -X, -2 * Y]
AT = {X: sp.Rational(3, 7), Y: sp.Rational(-5, 2)}


@pytest.mark.parametrize("seed", range(30))
def test_sums_and_products_keep_their_value(seed: int) -> None:
    parts = Random(seed).choices(PARTS, k=4)
    numbers = [part.subs(AT) for part in parts]
    assert sp.simplify(unevaluated.add(parts).subs(AT).doit() - sum(numbers)) == 0
    assert sp.simplify(unevaluated.mul(parts).subs(AT).doit() - sp.prod(numbers)) == 0
    assert sp.simplify(power.add(parts).subs(AT) - sum(numbers)) == 0
    assert sp.simplify(power.times(sp.Rational(-2, 5), unevaluated.add(parts)).subs(AT) + sum(numbers) * 2 / 5) == 0


@pytest.mark.parametrize(("terms", "count"), [([X, X], 2), ([X, Y + 1], 3), ([X], 1)])
def test_terms_are_not_put_together(terms: list[sp.Expr], count: int) -> None:
    assert len(sp.Add.make_args(unevaluated.add(terms))) == count


def test_factors_of_products_within_are_taken_apart() -> None:
    inner = unevaluated.mul([X, Y])
    assert sorted(map(str, unevaluated.flat(unevaluated.mul([inner, X])))) == ["x", "x", "y"]


CONDITIONS = [
    # cases, and where they hold at -1, 0, 1, 2
    ("x < (1 if x < 1 else 2)", [True, True, True, False]),
    ("x^2 = (x if x > 0 else 1)", [True, False, True, False]),
    ("x > 0 and (piecewise((3, x < 1), (x, x > 1))) > 2", [False, False, False, False]),
    ("(piecewise((3, x < 1), (x, x > 1))) > 1", [True, True, False, True]),
    ("max(1 if x < 1 else 5, x) > (2 if x > 0 else 0)", [True, True, True, True]),
]


@pytest.mark.parametrize(("text", "holds"), CONDITIONS, ids=[row[0] for row in CONDITIONS])
def test_conditions_about_cases_are_written_without_them(text: str, holds: list[bool]) -> None:
    ((_, condition), _) = lower_as_typed(parse(f"1 if {text} else 0").tree).args
    assert not condition.has(sp.Piecewise, sp.ITE)
    assert [condition.subs(X, at) for at in (-1, 0, 1, 2)] == holds


def test_an_integral_keeps_its_cases() -> None:
    typed = lower_as_typed(parse("sqrt(-1 if x < 1 else x)").tree)
    assert unevaluated.integral(typed, X).function == typed


POWERS = [(2, 3, 8), (2, -1, Fraction(1, 2)), (4, Fraction(1, 2), 2)]


@pytest.mark.parametrize(("base", "exponent", "value"), POWERS)
def test_powers_of_numbers(base, exponent, value) -> None:
    found = unevaluated.power(sp.S(base), sp.Rational(str(exponent)))
    assert found.doit() == sp.Rational(str(value))


SUBSTITUTED = [
    # as typed            values          what stands then
    ("x^n",               {N: 1},         "x**1"),
    ("x^n/n",             {N: 3},         "x**3/3"),
    ("sum(x^k, k, 1, n)", {N: 2},         "x + x**2"),
    ("y sin(x)",          {X: 0},         "y*sin(0)"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "values", "expected"), SUBSTITUTED, ids=[row[0] for row in SUBSTITUTED])
def test_values_are_put_in(text: str, values: dict[sp.Symbol, int], expected: str) -> None:
    found = substitute(lower_as_typed(parse(text).tree), {s: sp.S(v) for s, v in values.items()})
    expected_tree = lower_as_typed(parse(expected).tree)
    assert not found.has(*values, sp.Sum)
    assert sp.simplify(found.doit() - expected_tree.doit()) == 0
