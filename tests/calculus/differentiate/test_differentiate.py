"""The rules of differentiation: each on cases worked by hand, and all together against finite differences."""

from random import Random

import pytest
import sympy as sp
from mpmath import mp

from calc_cli.algebra.evaluate import approximate, lower
from calc_cli.algebra.functions import abstract, symbol
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.errors import CalcError, UndefinedError, UnsupportedError
from calc_cli.syntax.parser import parse
from tests.expressions import random_expression, slopes
from tests.tally import Tally

X, Y, N = symbol("x"), symbol("y"), symbol("n")
F, G = abstract("f"), abstract("g")


def read(text: str) -> sp.Expr:
    return lower(parse(text).tree)


RULES = [
    # rule                 f                              f'
    ("constant", "7*y", "0"),
    ("identity", "x", "1"),
    ("sum", "x^3 + 5x + y", "3x^2 + 5"),
    ("product", "x^2 * sin(x)", "2x*sin(x) + x^2*cos(x)"),
    ("product of three", "x*y*e^x*sin(x)", "y*e^x*sin(x) + x*y*e^x*sin(x) + x*y*e^x*cos(x)"),
    ("quotient", "sin(x)/x", "cos(x)/x - sin(x)/x^2"),
    ("power", "x^(-3)", "-3x^(-4)"),
    ("power with a parameter", "x^n", "n*x^(n-1)"),
    ("root", "sqrt(x)", "1/(2sqrt(x))"),
    ("odd root", "cbrt(x^2+1)", "2x/(3(x^2+1)^(2/3))"),
    ("exponential", "2^(3x)", "3*2^(3x)*ln(2)"),
    ("exponential of a parameter", "n^x", "n^x*ln(n)"),
    ("0 to a positive power", "0^(x^2+1)", "0"),
    ("general power", "x^x", "x^x*(ln(x) + 1)"),
    ("general power with a base", "(2x)^(x^2)", "(2x)^(x^2)*(2x*ln(2x) + x)"),
    ("chain", "sin(cos(x^2))", "-2x*cos(cos(x^2))*sin(x^2)"),
    ("two arguments", "atan2(x^2, x)", "2x*x/(x^2 + x^4) - x^2/(x^2 + x^4)"),
    ("cases", "x^2 if x < 1 else 2x - 1", "2x if x < 1 else 2"),
    ("cases that agree", "x if x < 1 else x + 3", "1"),
    ("function of cases", "asec(x if x > 2 else 1)", "1/(|x|*sqrt(x^2-1)) if x > 2 else 0"),
    ("root of cases", "sqrt(x if x > 0 else 0)", "1/(2sqrt(x)) if x > 0 else 0"),
    ("max", "max(x^3, 1)", "3x^2 if x^3 > 1 else 0"),
    ("min", "min(x, 1)", "1 if x < 1 else 0"),
    ("max of cases", "max((x if x < 1 else 2), 0)", "(1 if x > 0 else 0) if x < 1 else 0"),
    ("maximum that SymPy turns round", "max(y - x, x - z)", "-1 if y - x > x - z else 1"),
    ("function of a maximum", "asin(max(x, 1))", "1/sqrt(1-x^2) if x > 1 else 0"),
    ("power of cases within a maximum", "max(x if x < 1 else 2, 0)^2", "(2x if x > 0 else 0) if x < 1 else 0"),
    ("relu", "relu(3x)", "3 if x > 0 else 0"),
    ("power of relu", "relu(x)^3", "3x^2 if x > 0 else 0"),
    ("unknown function", "f(x^2)", "f'(x^2)*2x"),
    ("its derivative", "f'(3x)", "3f''(3x)"),
    ("unknown functions, nested", "f(g(x))", "f'(g(x))*g'(x)"),
    ("case of one point", "x if x = 1 else 1", "0"),
    ("all but one point", "x^2 if x != 1 else 3x", "2x"),
    ("two single points", "5 if x = 1 or x = 2 else x^2", "2x"),
    (
        "case of one point between two",
        "piecewise((x^2, x<1), (5x, x=1), (x^3, x>1))",
        "piecewise((2x, x<1), (3x^2, x>1))",
    ),
    ("sum of sums", "sum(sum(x*i*j, j, 1, i), i, 1, n)", "sum(sum(i*j, j, 1, i), i, 1, n)"),
    ("sum of sums, its own variable", "sum(sum(x*j, j, 1, x), x, 1, n)", "0"),
    (
        "product of products",
        "prod(prod(x+i+j, j, 1, m), i, 1, n)",
        "prod(prod(x+i+j, j, 1, m), i, 1, n)*sum(sum(1/(x+i+j), j, 1, m), i, 1, n)",
    ),
    ("sum sign", "sum(x^i, i, 1, n)", "sum(i*x^(i-1), i, 1, n)"),
    ("sum sign, its own variable", "sum(x^2, x, 1, n)", "0"),
    ("sum sign, constant terms", "sum(i^2, i, 1, n)", "0"),
    ("product sign", "prod(x+i, i, 1, 3)", "(x+2)(x+3) + (x+1)(x+3) + (x+1)(x+2)"),
    ("product sign without end", "prod(x+i, i, 1, n)", "prod(x+i, i, 1, n)*sum(1/(x+i), i, 1, n)"),
]


@pytest.mark.parametrize(("f", "expected"), [row[1:] for row in RULES], ids=[row[0] for row in RULES])
def test_rule(f: str, expected: str) -> None:
    assert sp.expand(differentiate(read(f), X) - read(expected)) == 0 or differentiate(read(f), X) == read(expected)


def test_a_branch_without_a_derivative_leaves_the_others() -> None:
    branches = sp.Piecewise((sp.Pow(-2, X), X < 1), (X**2, True), evaluate=False)
    assert differentiate(branches, X) == sp.Piecewise((2 * X, X >= 1))


def test_largest_of_three() -> None:
    largest = differentiate(sp.Max(X**2, X + 1, 2 * X, evaluate=False), X)
    for point in ("-3", "-0.5", "0.7", "1.5", "5"):
        value = max((mp.mpf(point) ** 2, 2 * mp.mpf(point)), (mp.mpf(point) + 1, 1), (2 * mp.mpf(point), 2))[1]
        assert approximate(largest, {X: mp.mpf(point)}, 15) == value


def test_product_over_known_bounds_is_written_out_where_no_root_is_in_the_way() -> None:
    i = symbol("i")
    product = sp.Product((X * i) ** 2, (i, 1, 3))
    assert sp.expand(differentiate(product, X)) == 216 * X**5


def test_partial_derivatives_of_an_unknown_function() -> None:
    f = F(X, Y)
    assert differentiate(f * X, X) == f + X * sp.Derivative(f, X)
    assert differentiate(differentiate(f, X), Y) == sp.Derivative(f, X, Y)
    assert differentiate(F(Y, N), X) == 0


REFUSED = [
    # f                              error              says
    (F(X, 2 * X), UnsupportedError, "partial derivatives"),
    (F(X, X), UnsupportedError, "partial derivatives"),
    (sp.Sum(X, (N, 1, X)), UnsupportedError, "bounds that vary"),
    (sp.Product(X, (N, 1, X)), UnsupportedError, "bounds that vary"),
    (sp.Integral(X, X), UnsupportedError, "Integral"),
    (sp.Pow(-2, X), UndefinedError, "negative"),
    (sp.LambertW(X), UnsupportedError, "LambertW"),
]


@pytest.mark.parametrize(("f", "error", "says"), REFUSED, ids=[str(row[0]) for row in REFUSED])
def test_refused(f: sp.Expr, error: type[CalcError], says: str) -> None:
    with pytest.raises(error) as caught:
        differentiate(f, X)
    assert says in caught.value.message


POINTS = [mp.mpf(point) for point in ("0.37", "1.618", "-0.83", "2.9", "-2.41")]


@pytest.mark.parametrize("first", range(0, 120, 40))
def test_random_expressions_against_finite_differences(first: int) -> None:
    tally = Tally()
    for seed in range(first, first + 40):
        text, f = random_expression(Random(f"differentiate {seed}"), 3)
        known = slopes(f, POINTS)
        with tally.on(text):
            if not known:
                continue
            derivative = differentiate(read(text), X)
            for point, slope in known.items():
                with tally.on(f"{derivative} at {point}"):
                    value = approximate(derivative, {X: point}, 20)
                    assert abs(value - slope) < mp.mpf("1e-12") * (1 + abs(slope)), point
                    tally.compared += 1
    tally.demand(compared=80, refused=3)


def test_long_products_stay_short() -> None:
    product = sp.Mul(*[X + k for k in range(400)])
    derivative = differentiate(product, X)
    assert sum(1 for _ in sp.preorder_traversal(derivative)) < 40_000
    assert approximate(derivative, {X: mp.mpf(-3)}, 15) != 0  # a zero of the product


def test_shared_parts_are_differentiated_once() -> None:
    e = X
    for _ in range(60):
        e = sp.sin(e) * e  # as a tree this has 2^60 leaves
    assert differentiate(e, X) != 0


def test_long_sums() -> None:
    e = sp.Add(*[symbol(f"c_{k}") * X for k in range(20_000)])
    assert len(differentiate(e, X).args) == 20_000
    assert differentiate(e, symbol("c_7")) == X
