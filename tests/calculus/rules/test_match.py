"""The rule that a teacher names for what is typed, and what it makes of its parts."""

from random import Random

import mpmath
import pytest
import sympy as sp
from mpmath import mp

from calc_cli.algebra.evaluate import approximate
from calc_cli.algebra.functions import symbol
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.rules.application import Application, ChainRule
from calc_cli.calculus.rules.match import Matcher, application
from calc_cli.errors import UnsupportedError
from calc_cli.render.plain import plain
from calc_cli.syntax.parser import parse
from tests.expressions import random_expression, slopes
from tests.tally import Tally

X = symbol("x")


def read(text: str) -> sp.Expr:
    return lower_as_typed(parse(text).tree)


def derivative(e: sp.Expr, matcher: Matcher) -> sp.Expr:
    found = matcher.application(e)
    return found.result([derivative(part, matcher) for part in found.parts])


RULES = [
    # typed                   rule                 parts                      with the right derivatives
    ("7", "constant", [], "0"),
    ("a", "constant", [], "0"),
    ("x", "identity", [], "1"),
    ("x^2", "power", [], "2*x"),
    ("x^a", "power", [], "a*x**(a - 1)"),
    ("x^(1/3)", "power", [], "x**(-2/3)/3"),
    ("x*x", "product", ["x", "x"], "x + x"),
    ("sqrt(x)", "sqrt", [], "1/(2*sqrt(x))"),
    ("cbrt(x)", "root", [], "1/(3*(x**(1/3))**2)"),
    ("1/x", "power", [], "-x**(-2)"),
    ("1/x^3", "power", [], "-3*x**(-4)"),
    ("1/(x^2 + 1)", "reciprocal", ["x**2 + 1"], "-2*x/(x**2 + 1)**2"),
    ("3x^2", "constant-multiple", ["x**2"], "6*x"),
    ("-x", "constant-multiple", ["x"], "-1"),
    ("x^2/3", "constant-divisor", ["x**2"], "2*x/3"),
    ("2x/3", "constant-multiple", ["x"], "2/3"),
    ("a x^2", "constant-multiple", ["x**2"], "a*2*x"),
    ("3x^2 - 4x", "difference", ["3*x**2", "4*x"], "6*x - 4"),
    ("-x + sin x - 2", "sum", ["x", "sin(x)", "2"], "-1 + cos(x)"),
    ("x^2 sin x", "product", ["x**2", "sin(x)"], "2*x*sin(x) + x**2*cos(x)"),
    ("(x^2+1)/(x-1)", "quotient", ["x**2 + 1", "x - 1"], "(2*x*(x - 1) - (x**2 + 1))/(x - 1)**2"),
    ("2x/(x+1)", "quotient", ["2*x", "x + 1"], "(2*(x + 1) - 2*x)/(x + 1)**2"),
    ("5/(x+1)", "constant-multiple", ["1/(x + 1)"], "-5/(x + 1)**2"),
    ("sin x", "sin", [], "cos(x)"),
    ("sin(3x)", "chain", ["3*x"], "cos(3*x)*3"),
    ("(3x+1)^5", "chain", ["3*x + 1"], "5*(3*x + 1)**4*3"),
    ("sqrt(x^2+1)", "chain", ["x**2 + 1"], "2*x/(2*sqrt(x**2 + 1))"),
    ("e^x", "exp", [], "exp(x)"),
    ("2^x", "exponential", [], "2**x*log(2)"),
    ("2^(3x)", "chain", ["3*x"], "2**(3*x)*log(2)*3"),
    ("log(x, 2)", "logarithm-base", [], "1/(x*log(2))"),
    ("x^x", "general-power", ["x", "x"], "x**x*(log(x) + x/x)"),
    ("f(x)", "unknown-function", [], "f'(x)"),
    ("f'(x^2)", "chain", ["x**2"], "f''(x**2)*2*x"),
    ("f(x, y)", "partial", [], "Derivative(f(x, y), x)"),
    ("atan2(x, 2)", "several-arguments", ["x"], "2/(4 + x**2)"),
    ("max(x, x^2)", "max", ["x", "x**2"], "Piecewise((1, x > x**2), (2*x, True))"),
    ("x^2 if x < 1 else 2x", "piecewise", ["x**2", "2*x"], "Piecewise((2*x, x < 1), (2, True))"),
    ("sum(x^i, i, 1, n)", "series", ["x**i"], "Sum(i*x**(i - 1), (i, 1, n))"),
]


@pytest.mark.parametrize(("typed", "rule", "parts", "result"), RULES, ids=[row[0] for row in RULES])
def test_rule(typed: str, rule: str, parts: list[str], result: str) -> None:
    matcher = Matcher(X)
    found = matcher.application(read(typed))
    assert (found.rule.key, [plain(part, typed=True) for part in found.parts]) == (rule, parts)
    assert plain(derivative(found.input, matcher), typed=True) == result


OTHERS = [
    ("1/x^3", ["power", "reciprocal"]),
    ("(x+1)/x^2", ["quotient", "product"]),
    ("3x^2", ["constant-multiple", "multiple-of-power"]),
    ("sqrt(x)", ["sqrt", "power"]),
]


@pytest.mark.parametrize(("typed", "rules"), OTHERS)
def test_other_ways(typed: str, rules: list[str]) -> None:
    assert [found.rule.key for found in Matcher(X).applications(read(typed))] == rules


MISTAKEN = [
    # typed             mistaken formula             result
    ("x^2 sin x", "f'(x)*g'(x)", "2*x*cos(x)"),
    ("x*e^x*sin(x)", "f'(x)*g'(x)", "exp(x)*cos(x)"),
    ("(x+1)/(x-1)", "(f'(x)*g(x) + f(x)*g'(x))/g(x)^2", "(x - 1 + x + 1)/(x - 1)**2"),
    ("1/(x^2+1)", "1/g'(x)", "1/(2*x)"),
    ("sin(3x)", "F'(g(x))", "cos(3*x)"),
    ("sin(x^2)", "F'(g'(x))", "cos(2*x)"),
    ("e^(x^2)", "F(g'(x))", "exp(2*x)"),
    ("cos(2x)", "F'(x)*g'(x)", "-sin(x)*2"),
    ("x^5", "n*u^n", "5*x**5"),
    ("x^-2", "n*u^(n+1)", "-2/x"),
    ("2^x", "u*a^(u-1)", "x*2**(x - 1)"),
    ("5", "c", "5"),
    ("x^2 + sin x + 7", "f'(x)", "2*x"),
    ("x - x^2", "f'(x) + g'(x)", "1 + 2*x"),
]


@pytest.mark.parametrize(("typed", "formula", "result"), MISTAKEN, ids=[f"{row[0]}: {row[1]}" for row in MISTAKEN])
def test_mistaken_formula(typed: str, formula: str, result: str) -> None:
    matcher = Matcher(X)
    found = matcher.application(read(typed))
    right = [derivative(part, matcher) for part in found.parts]
    assert plain(found.mistaken(formula).result(right), typed=True) == result


def test_mistake_in_the_outer_function() -> None:
    found = application(read("(3x+1)^5"), X)
    assert isinstance(found, ChainRule)
    assert plain(found.mistaken_outside("n*u^n").result([sp.Integer(3)]), typed=True) == "5*(3*x + 1)**5*3"


REFUSED = [("f(2x, y)", "no notation"), ("sum(k, k, 1, x)", "bounds that vary with x")]


@pytest.mark.parametrize(("typed", "says"), REFUSED)
def test_refused(typed: str, says: str) -> None:
    with pytest.raises(UnsupportedError) as caught:
        application(read(typed), X)
    assert says in caught.value.message


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_every_rule_that_applies_gives_the_slope(first: int) -> None:
    tally = Tally()
    with mp.workdps(60):
        for seed in range(first, first + 20):
            text, f = random_expression(Random(seed), 3)
            expected = slopes(f, [mp.mpf(n) / 7 for n in (-25, -9, 3, 8, 19)])
            with tally.on(text):
                matcher = Matcher(X)
                for found in matcher.applications(read(text)):
                    hold_against(expected, found, matcher, tally)
    tally.demand(compared=60, refused=7)  # 0/0 in what is written is refused, and cases within a condition


def hold_against(expected: dict[mpmath.mpf, mpmath.mpf], found: Application, matcher: Matcher, tally: Tally) -> None:
    result = found.result([derivative(part, matcher) for part in found.parts])
    for point, slope in expected.items():
        with tally.on(f"{result} at {point}"):
            value = approximate(result, {X: point}, 30)
            assert abs(value - slope) < mp.mpf("1e-15") * (1 + abs(slope)), found.input
            tally.compared += 1
