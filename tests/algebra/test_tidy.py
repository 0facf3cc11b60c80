"""What a calculus book prints in its answer section, and that tidying changes the form and nothing else."""

from contextlib import suppress
from random import Random

import pytest
import sympy as sp
from mpmath import mp

from calc_cli.algebra.evaluate import approximate, lower
from calc_cli.algebra.functions import symbol
from calc_cli.algebra.normal.display import expression
from calc_cli.algebra.normal.reader import Reader
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.errors import UndefinedError
from calc_cli.syntax.parser import parse
from tests.cases import rows
from tests.expressions import random_expression
from tests.tally import Tally

X, Y = symbol("x"), symbol("y")


def read(text: str) -> sp.Expr:
    return lower(parse(text).tree)


def derivative(text: str, order: int = 1) -> sp.Expr:
    e = read(text)
    for _ in range(order):
        e = tidy(differentiate(e, X))
    return e


RESULTS = rows("derivatives")


@pytest.mark.parametrize(("f", "expected"), RESULTS, ids=[row[0] for row in RESULTS])
def test_textbook(f: str, expected: str) -> None:
    assert str(derivative(f)) == expected


def test_no_phase_shift() -> None:
    assert derivative("e^x cos x") == (sp.cos(X) - sp.sin(X)) * sp.exp(X)


HIGHER = [
    ("ln(1+x)", 6, "-120/(x + 1)**6"),
    ("x^3 e^x", 5, "(x**3 + 15*x**2 + 60*x + 60)*exp(x)"),
    ("e^(-x^2/2)", 3, "x*(3 - x**2)*exp(-x**2/2)"),
    ("sigmoid(x)", 2, "(1 - 2*sigmoid(x))*(1 - sigmoid(x))*sigmoid(x)"),
    ("arctan x", 5, "24*(5*x**4 - 10*x**2 + 1)/(x**2 + 1)**5"),
    ("sqrt(1+x^2)", 6, "45*(8*x**4 - 12*x**2 + 1)/(x**2 + 1)**(11/2)"),
    ("x^3 sin(x)", 10, "-x**3*sin(x) + 30*x**2*cos(x) + 270*x*sin(x) - 720*cos(x)"),
]


@pytest.mark.parametrize(("f", "order", "expected"), HIGHER, ids=[row[0] for row in HIGHER])
def test_higher_orders_do_not_swell(f: str, order: int, expected: str) -> None:
    assert str(derivative(f, order)) == expected


LOWEST_TERMS = [
    ("(x-1)/(x^2-1)", "1/(x + 1)"),
    ("(x^2-1)/(x^3+1)", "(x - 1)/(x**2 - x + 1)"),
    ("(x^2-4)/(x^2-5x+6)", "(x + 2)/(x - 3)"),
    ("(x^2-1)^2/(x^3+1)^3", "(x - 1)**2/((x + 1)*(x**2 - x + 1)**3)"),
    ("6x(2x+2)/(3x^3+3)", "4*x/(x**2 - x + 1)"),
    ("y(x^2-y^2)/(x^3-y^3)", "y*(x + y)/(x**2 + x*y + y**2)"),
    ("(e^(2x)-1)/(e^(3x)+1)", "(exp(x) - 1)/(exp(2*x) - exp(x) + 1)"),
    ("ln x + (x^3-1)/(x^2-1)", "log(x) + (x**2 + x + 1)/(x + 1)"),
    ("(x^10-1)/(x-1)", "(x**10 - 1)/(x - 1)"),  # a sum of ten terms is no shorter to read
]


@pytest.mark.parametrize(("text", "expected"), LOWEST_TERMS)
def test_lowest_terms(text: str, expected: str) -> None:
    assert str(tidy(read(text))) == expected


KEPT = [
    # what must not be simplified, because it is not the same over the real numbers
    "sqrt(x-1)*sqrt(x+1)",
    "sqrt(|x|^(2/3))",
    "sign(x)^2",
    "sqrt((x-1)(x-2))",
    "ln(x^2)",
    "asin(sin(x))",
    # what is too high to be written otherwise
    "(1+cos(2x))^100000000000",
    "sin(x)^100000000000*cos(x)^100000000000*cos(2x)",
]


@pytest.mark.parametrize("text", KEPT)
def test_kept(text: str) -> None:
    assert tidy(read(text)) == read(text)


POINTS = [mp.mpf(point) for point in ("0.37", "1.618", "-0.83", "2.9", "-2.41", "-0.11")]


def values(e: sp.Expr) -> dict[mp.mpf, mp.mpf]:
    """Return the value at each of POINTS where `e` has one."""
    found = {}
    for point in POINTS:
        with suppress(UndefinedError):
            found[point] = approximate(e, {X: point}, 25)
    return found


@pytest.mark.parametrize("first", range(0, 120, 40))
def test_value_is_kept_and_tidying_again_changes_nothing(first: int) -> None:
    tally = Tally()
    for seed in range(first, first + 40):
        text, _ = random_expression(Random(f"tidy {seed}"), 3)
        with tally.on(text):
            e = differentiate(read(text), X)
            tidied = tidy(e)
            for point, value in values(e).items():
                there = approximate(tidied, {X: point}, 25)
                assert abs(there - value) < mp.mpf("1e-20") * (1 + abs(value)), point
                tally.compared += 1
            assert tidy(tidied) == tidied
    tally.demand(compared=100, refused=3)


@pytest.mark.parametrize("u", [X, X + 1, 2 * X, -X, X**2 * (X + 1)])
@pytest.mark.parametrize("size", range(-4, 5))
@pytest.mark.parametrize("sign", range(4))
def test_powers_of_moduli_and_signs_keep_their_value(u: sp.Expr, size: int, sign: int) -> None:
    """In generators, since SymPy itself makes x^2 of |x|^2 wherever the two meet in an expression."""
    for k in range(-3, 4):
        reader = Reader()
        table = reader.table
        powers = {abs(u): size, sp.sign(u): sign, u: k}
        once = {f: table.power(reader.factored(f), 1 if n > 0 else -1) for f, n in powers.items()}
        found = expression(table, table.times(once[f] for f, n in powers.items() for _ in range(abs(n))))
        for point in (sp.Rational(-3, 2), sp.Rational(5, 3)):
            assert found.subs(X, point) == sp.Mul(*(f.subs(X, point) ** n for f, n in powers.items())), (k, found)


HIGHER_WITH_MODULI = [
    ("x/(2 + (2x + |x|)^2)", 2),
    ("1/(2 + (2x + |x|)^2)", 3),
    ("x/(2 + x|x|)",         3),
    ("x/(2 + x^2 + x|x|)",   3),
]  # fmt: skip


@pytest.mark.parametrize(("f", "order"), HIGHER_WITH_MODULI)
def test_higher_derivatives_with_moduli_are_those_of_each_side(f: str, order: int) -> None:
    for side in (-1, 1):
        on_side = sp.diff(read(f).subs(abs(X), side * X), X, order)
        assert derivative(f, order).subs(X, sp.Rational(side, 4)) == on_side.subs(X, sp.Rational(side, 4))


def test_infinities_are_left_alone() -> None:
    assert tidy(sp.oo * X) == sp.oo * X


def test_what_nobody_reads_is_left_alone() -> None:
    long = sp.Add(*[sp.sin(k * X) * X**k for k in range(300)], evaluate=False)
    assert tidy(long) is long


def test_what_is_too_long_multiplied_out_is_not_multiplied_out() -> None:
    wide = sp.Mul(*[(X + k) ** 50 for k in range(20)]) + sp.Mul(*[(X - k) ** 50 for k in range(30)])
    assert tidy(wide) == wide
    common = (X + 1) ** 50 * sp.Mul(*[X + k * Y for k in range(20)]) + (X + 1) ** 49
    assert len(str(tidy(common))) <= len(str(common))
