"""Domains known by hand, and random functions tried at points inside and outside."""

import random
from functools import partial

import mpmath
import pytest
import sympy as sp

from calc_cli.algebra.conditions import depends_on_terms
from calc_cli.algebra.domain import NOWHERE, domain, is_nowhere, is_scattered
from calc_cli.algebra.evaluate import approximate, lower, truth_at
from calc_cli.algebra.functions import symbol
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.algebra.solution_set import SolutionSet
from calc_cli.errors import UndefinedError
from calc_cli.syntax.parser import parse

X = symbol("x")


def typed(text: str) -> sp.Expr:
    return lower_as_typed(parse(text).tree)


def conditions(text: str) -> set[sp.Basic]:
    """Conditions, separated by semicolons, as a set."""
    return {lower(parse(f"1 if {part} else 0").tree.branches[0][1]) for part in text.split(";") if part.strip()}


TABLE = [
    # expression         defined where                      differentiable where
    ("3x^2-4x",          "",                                ""),
    ("x/(x-1)",          "x != 1",                          "x != 1"),
    ("x/x",              "x != 0",                          "x != 0"),
    ("1/(x^2+1)",        "",                                ""),
    ("1/(2+sin x)",      "",                                ""),
    ("1/(x^2-x-1)",      "x != 1/2-sqrt(5)/2; x != 1/2+sqrt(5)/2", "x != 1/2-sqrt(5)/2; x != 1/2+sqrt(5)/2"),
    ("1/(x^5-x-1)",      "x^5-x-1 != 0",                    "x^5-x-1 != 0"),
    ("1/(1/x)",          "x != 0",                          "x != 0"),
    ("e^(1/x)",          "x != 0",                          "x != 0"),
    ("1/(e^x-1)",        "x != 0",                          "x != 0"),
    ("2^x",              "",                                ""),
    ("ln x",             "x > 0",                           "x > 0"),
    ("log2(3-x)",        "x < 3",                           "x < 3"),
    ("ln(x)/(x-1)",      "x > 0; x != 1",                   "x > 0; x != 1"),
    ("1/ln x",           "x > 0; x != 1",                   "x > 0; x != 1"),
    ("ln(ln x)",         "x > 1",                           "x > 1"),
    ("ln|x|",            "x != 0",                          "x != 0"),
    ("ln|sec x|",        "cos(x) != 0",                     "cos(x) != 0"),
    ("lgamma(x)",        "x > 0 or x != floor(x)",          "x > 0 or x != floor(x)"),
    ("1/(x^3 y^2 + x^2 y^2)", "x != 0; x != -1; y != 0",  "x != 0; x != -1; y != 0"),
    ("ln(1 + sin x)",    "sin(x) + 1 != 0",                 "sin(x) + 1 != 0"),
    ("ln(x) - ln(x)",    "x > 0",                           "x > 0"),
    ("ln(x^2-1)",        "x < -1 or x > 1",                 "x < -1 or x > 1"),
    ("ln(a x)",          "a*x > 0",                         "a*x > 0"),
    ("ln(a) x",          "a > 0",                           "a > 0"),
    ("sqrt(x^2-4)",      "x <= -2 or x >= 2",               "x < -2 or x > 2"),
    ("sqrt(1-ln x)",     "0 < x <= e",                      "0 < x < e"),
    ("sqrt(sqrt(x)-2)",  "x >= 4",                          "x > 4"),
    ("max(x, |x|)",      "",                                "x != 0"),
    ("max(x^2, x|x|)",   "",                                "x != 0"),
    ("max(x, |x|, 2-x)", "",                                "x != 0; x != 1"),
    ("sqrt(x+y)",        "x + y >= 0",                      "x + y > 0"),
    ("sqrt((x-1)(x-2)(x-3))", "1 <= x <= 2 or x >= 3",      "1 < x < 2 or x > 3"),
    ("sqrt(x+1)/(x^2-1)", "x > -1; x != 1",                 "x > -1; x != 1"),
    ("sqrt(sin x) + 1/sin x", "sin(x) > 0",                 "sin(x) > 0"),
    ("cbrt x",           "",                                "x != 0"),
    ("x^(2/3)",          "",                                "x != 0"),
    ("x^(4/3)",          "",                                ""),
    ("x^(-1/3)",         "x != 0",                          "x != 0"),
    ("x^(3/2)",          "x >= 0",                          "x > 0"),
    ("x^pi",             "x >= 0",                          "x > 0"),
    ("x^x",              "x > 0",                           "x > 0"),
    ("x^(x^2+1)",        "x >= 0",                          "x > 0"),
    ("(-1)^floor(x)",    "",                                "x != floor(x)"),
    ("relu(x)^(x^2+1)",  "",                                "x != 0"),
    ("x^(x if x > 1 else 2)", "",                           "x != 1"),
    ("sum(x^k/k!, k, 0, 50)", "",                           ""),
    ("sum(1/(x+k), k, 1, 2)", "x != -1; x != -2",           "x != -1; x != -2"),
    ("tan x",            "cos(x) != 0",                     "cos(x) != 0"),
    ("1/((x-1)sin x)",   "x != 1; sin(x) != 0",             "x != 1; sin(x) != 0"),
    ("asin(2x)",         "-1/2 <= x <= 1/2",                "-1/2 < x < 1/2"),
    ("asec x",           "x <= -1 or x >= 1",               "x < -1 or x > 1"),
    ("acosh x",          "x >= 1",                          "x > 1"),
    ("|x-1|",            "",                                "x != 1"),
    ("relu x",           "",                                "x != 0"),
    ("max(x, x^2)",      "",                                "x != 0; x != 1"),
    ("floor x",          "",                                "x != floor(x)"),
    ("gamma(x)",         "x > 0 or x != floor(x)",          "x > 0 or x != floor(x)"),
    ("x^2 if x < 1 else 2x-1", "",                          "x != 1"),
    ("x^2 if x < 1 else x", "",                             "x != 1"),
    ("x if x < 1 else x+1", "",                             "x != 1"),
    ("x^2 sin(1/x) if x != 0 else 0", "",                   "x != 0"),
    ("1/x if x > 2 else x", "",                             "x != 2"),
    ("sqrt(0 if x < 2 else x^2)", "",                       "x != 2"),
    ("abs(0 if x < 2 else x^2)", "",                        "x != 2"),
    ("sqrt(-1 if x < 2 else x)", "x >= 2",                  "x > 2"),
    ("max(x^2, 2x if x < 1 else 3)", "",                    "x != 0; x != 1; x != sqrt(3)"),
    ("sqrt(relu(x))",    "",                                "x != 0"),
    ("||x| - 1|",        "",                                "x != -1; x != 0; x != 1"),
    ("1/x if x < 2 else x/4", "x != 0",                     "x != 0; x != 2"),
    ("piecewise((x, x < 1))", "x < 1",                      "x < 1"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "defined", "smooth"), TABLE, ids=[row[0] for row in TABLE])
def test_domain(text: str, defined: str, smooth: str) -> None:
    f = domain(typed(text), X)
    g = domain(typed(text), X, of_derivative=True)
    assert set(f) == conditions(defined)
    assert set(g) == conditions(smooth)


EMPTY = [
    *("ln(ln(sin x))", "ln(cos(x) - 2)", "sqrt(-1-x^2)", "sqrt(x) ln(-x)", "asin(x+3) ln x"),
    *("ln(-1) x", "(-2)^pi x", "x + asin(acos(-1/4))", "1/(x-x)"),
]


@pytest.mark.parametrize("text", EMPTY)
def test_real_nowhere(text: str) -> None:
    assert domain(typed(text), X) == NOWHERE


SUMS = [
    # a sum or product             defined where
    ("sum(ln(x-i), i, 1, 3)",      "x > 3"),
    ("sum(sum(ln(x-i*j), i, 1, 3), j, 1, 4)", "x > 12"),
    ("sum(sum(1/(x-i*j), j, 1, i), i, 1, 2)", "x != 1; x != 2; x != 4"),
    ("sum(1/(i^2+1)*x, i, 1, n)",  ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "where"), SUMS, ids=[row[0] for row in SUMS])
def test_every_term_of_a_sum_counts(text: str, where: str) -> None:
    assert set(domain(typed(text), X, of_derivative=True)) == conditions(where)
    assert not depends_on_terms(typed(text), X)


@pytest.mark.parametrize(
    "text", ["sum(ln(x-i), i, 1, n)", "sum(|x-i|, i, 1, 5000)", "sum(sum(1/(x-i*j), j, 1, i), i, 1, n)"]
)
def test_the_terms_of_a_long_sum_have_conditions_that_are_not_told(text: str) -> None:
    assert depends_on_terms(typed(text), X)


SCATTERED = [
    # expression                 real nowhere  at isolated points at most
    ("ln(ln(sin x))",            True,         True),
    ("sqrt(-x^2)",               False,        True),
    ("sqrt(sin(x) - 1)",         False,        True),
    ("asin(x^2+1)",              False,        True),
    ("ln x",                     False,        False),
    ("sqrt x",                   False,        False),
    ("sqrt(-floor(x)^2)",        False,        False),
    ("floor(floor(x))",          False,        False),
    ("sqrt(-|sin(x)^2+cos(x)^2-1|)", False,    False),
    ("asin(max(x, 2))",          True,         True),
    ("acos(min(x, -2))",         True,         True),
    ("sqrt(ln(sigmoid(x)))",     True,         True),
    ("ln(tanh(x) - 1)",          True,         True),
    ("acosh(erf(x))",            True,         True),
    ("ln(1 - tanh(x))",          False,        False),
    ("1/((x+1)(x-1)-x^2+1)",     True,         True),
    ("ln((x+1)^2-x^2-2x)",       False,        False),
    ("(-2)^x", False, True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "nowhere", "scattered"), SCATTERED, ids=[row[0] for row in SCATTERED])
def test_nowhere(text: str, nowhere: bool, scattered: bool) -> None:
    assert is_nowhere(typed(text), X) is nowhere
    assert is_scattered(typed(text), X) is scattered


SETS = [
    ((True, True, True), ()),
    ((True, False, True), (sp.Ne(X, 1),)),
    ((False, True, False), (sp.Eq(X, 1),)),
    ((False, True, True), (X >= 1,)),
    ((False, False, True), (X > 1,)),
    ((True, False, False), (X < 1,)),
]


@pytest.mark.parametrize(("holds", "expected"), SETS)
def test_a_set_as_conditions(holds: tuple[bool, ...], expected: tuple[sp.Basic, ...]) -> None:
    assert SolutionSet((sp.S.One,), holds).conditions(X) == expected


HARD = [
    "ln(" + "sin(" * 90 + "x" + ")" * 91,
    "sqrt(1+" * 60 + "x" + ")" * 60,
    "+".join(f"1/(x-{k})" for k in range(999)),
]


@pytest.mark.parametrize("text", HARD, ids=["deep sines", "deep roots", "many quotients"])
def test_effort_is_bounded(text: str) -> None:
    assert domain(typed(text), X, of_derivative=True)


# Random functions: inside their domain they have a value, outside they have none

INNER = [
    *("x", "2x - 1", "x^2 - 3", "1/x", "1 - x^2", "x/(x+2)", "e^x - 1", "|x| - 2"),
    *("sqrt(x + 3)", "ln(x+4)", "sin x", "x^(1/3) + 1", "x^3 - x"),
]
OUTER = [
    *("ln({})", "sqrt({})", "1/({})", "({})^(-2/3)", "({})^(3/4)", "({})^pi", "2^({})"),
    *("asin({})", "acosh({})", "atanh({})", "tan({})", "asech({})", "acsc({})", "gamma({})"),
    "({0} if {0} > 1 else ln({0}))",
]
POINTS = [sp.Rational(p, q) for q in (1, 2, 3, 10) for p in range(-12, 13)]


def random_text(rng: random.Random) -> str:
    text = rng.choice(OUTER).format(rng.choice(INNER))
    if rng.random() < 0.5:
        text = rng.choice(OUTER).format(f"{text} {rng.choice('+-*')} {rng.choice(INNER)}")
    return f"{text} {rng.choice('+-*/')} ({rng.choice(INNER)})"


def has_value(e: sp.Expr, at: sp.Rational) -> bool:
    try:
        approximate(e, {X: at}, 5)
    except UndefinedError:
        return False
    return True


def holds(condition: sp.Basic, at: sp.Rational) -> bool:
    try:
        return truth_at(condition, {X: at}) is True
    except UndefinedError:
        return False


@pytest.mark.parametrize("seed", range(40))
def test_random_function_is_defined_exactly_in_its_domain(seed: int) -> None:
    rng = random.Random(seed)
    f = typed(random_text(rng))
    found = domain(f, X)
    for at in rng.sample(POINTS, 25):
        inside = all(map(partial(holds, at=at), found))
        assert inside == has_value(f, at), (f, at, found)


@pytest.mark.parametrize("seed", range(40))
def test_random_function_has_equal_slopes_on_both_sides_where_it_is_smooth(seed: int) -> None:
    rng = random.Random(seed)
    text = random_text(rng).replace("gamma", "atan")  # gamma grows too steep for this h
    f, h = typed(text), sp.Rational(1, 10**30)
    found = domain(f, X, of_derivative=True)
    for at in rng.sample(POINTS, 10):
        if all(map(partial(holds, at=at), found)):
            here, ahead, behind = (approximate(f, {X: at + step}, 80) for step in (0, h, -h))
            with mpmath.workdps(80):
                assert mpmath.almosteq((ahead - here) / h.p * h.q, (here - behind) / h.p * h.q, 1e-9, 1e-9), (f, at)
