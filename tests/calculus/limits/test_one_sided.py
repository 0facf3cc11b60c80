"""One-sided limits against values that textbooks prove, and against each other's witness."""

from functools import cache
from random import Random

import mpmath
import pytest
import sympy as sp

from calc_cli.algebra.evaluate import approximate, lower
from calc_cli.algebra.functions import symbol
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.limits.neighbourhood import Approach
from calc_cli.calculus.limits.one_sided import one_sided_limit
from calc_cli.calculus.limits.verdict import Verdict
from calc_cli.syntax.parser import parse
from tests.cases import rows

SIDES = {"+": 1, "-": -1}


@cache
def limit(text: str, to: str, variable: str = "x") -> Verdict:
    """`to` is the point with its side: 0+, pi/2-, oo+."""
    point = lower(parse(to[:-1]).tree)
    return one_sided_limit(lower_as_typed(parse(text).tree), Approach(symbol(variable), point, SIDES[to[-1]]))


FINITE = rows("limits")


@pytest.mark.parametrize(("text", "to", "truth"), FINITE, ids=[f"{text} to {to}" for text, to, _ in FINITE])
def test_finite(text: str, to: str, truth: str) -> None:
    found = limit(text, to)
    value = approximate(lower(parse(truth).tree), {}, 40)
    assert (found.kind, found.agree) in (("finite", True), ("finite", None))
    assert not found.value.has(sp.Float)
    with mpmath.workdps(50):
        assert mpmath.almosteq(approximate(found.value, {}, 40), value, 1e-35, 1e-35)
        assert found.estimate is None or abs(found.estimate - value) <= found.error


def test_estimates_are_honest_and_sharp() -> None:
    """Of at least 100, 99 in 100 are within their error, and 9 in 10 have ten digits."""
    found = [(limit(text, to), approximate(lower(parse(truth).tree), {}, 40)) for text, to, truth in FINITE]
    judged = [(side.estimate, side.error, value) for side, value in found if side.estimate is not None]
    assert len(judged) >= 100
    with mpmath.workdps(50):
        honest = sum(abs(estimate - value) <= error for estimate, error, value in judged)
        sharp = sum(abs(estimate - value) <= max(1, abs(value)) * mpmath.mpf("1e-10") for estimate, _, value in judged)
    assert honest >= 0.99 * len(judged)
    assert sharp >= 0.9 * len(judged)
    assert len(judged) >= 0.95 * len(FINITE)


INFINITE = [
    ("1/x", "0+", "+inf"),
    ("1/x", "0-", "-inf"),
    ("1/x^2", "0-", "+inf"),
    ("ln x", "0+", "-inf"),
    ("ln|x|", "0-", "-inf"),
    ("e^(1/x)", "0+", "+inf"),
    ("e^(e^(1/x))", "0+", "+inf"),
    ("tan x", "pi/2-", "+inf"),
    ("tan x", "pi/2+", "-inf"),
    ("cot x", "0-", "-inf"),
    ("1/(1-cos x)", "0-", "+inf"),
    ("max(x, 1/x)", "0+", "+inf"),
    ("x/|sqrt(x^2-1)|", "1+", "+inf"),
    ("(x+1)^(1/3)/(x+1)", "-1-", "+inf"),
    ("x^(-1/3)", "0-", "-inf"),
    ("ln x", "oo+", "+inf"),
    ("ln(ln x)", "oo+", "+inf"),
    ("x + sin x", "oo+", "+inf"),
    ("x/10^6", "oo+", "+inf"),
    ("e^x/x^100", "oo+", "+inf"),
    ("x^3 - 100x^2", "-oo+", "-inf"),
    ("x!", "oo+", "+inf"),
    ("sqrt(x)-ln(x)", "oo+", "+inf"),
    ("ln(1-x)", "1-", "-inf"),
    ("atanh x", "1-", "+inf"),
    ("x/(1-sin x)", "oo+", "+inf"),
    ("ln(x)/(1+sin x)", "oo+", "+inf"),
    ("-x/sin(x)^2", "oo+", "-inf"),
    ("x + tan(x)^2", "oo+", "+inf"),
]


@pytest.mark.parametrize(("text", "to", "kind"), INFINITE, ids=[f"{text} to {to}" for text, to, _ in INFINITE])
def test_infinite(text: str, to: str, kind: str) -> None:
    found = limit(text, to)
    assert (found.kind, found.value) == (kind, sp.oo if kind == "+inf" else -sp.oo)
    assert found.agree is not False


OSCILLATING = [
    ("sin(1/x)", "0+", (-1, 1)),
    ("cos x", "oo+", (-1, 1)),
    ("sin(pi x)", "oo+", (-1, 1)),
    ("3 - 2sin(1/x) + x", "0-", (1, 5)),
    ("sin(ln x)", "0+", (-1, 1)),
    ("2cos(1/x)^2 - 1", "0+", (-1, 1)),
    ("sin(1/x)/x", "0+", (-sp.oo, sp.oo)),
    ("x sin x + 1", "oo+", (-sp.oo, sp.oo)),
    ("sin(x) sin(1/x)/x", "0+", (-1, 1)),
    ("1/(2 + sin x)", "oo+", (sp.Rational(1, 3), 1)),
    ("sin(x)^-2", "oo+", (1, sp.oo)),
    ("x - floor x", "oo+", (0, 1)),
    ("tan x", "oo+", (-sp.oo, sp.oo)),
    ("tan(x)/x", "oo+", (-sp.oo, sp.oo)),  # tends to 0 on most samples
    ("1/(x sin(1/x))", "0+", (-sp.oo, sp.oo)),
    ("x (sin(x + 1/x) - sin x)", "oo+", (-1, 1)),
    ("x sin(x) + x/2", "oo+", (-sp.oo, sp.oo)),
    ("sin(x)/sin(x^2)", "oo+", (-sp.oo, sp.oo)),
    ("cos(1/x^2)/sin(1/x)", "0+", (-sp.oo, sp.oo)),
    ("2sin(x) - cos(e^x)", "oo+", (-3, 3)),
]


@pytest.mark.parametrize(("text", "to", "ends"), OSCILLATING, ids=[row[0] for row in OSCILLATING])
def test_oscillating(text: str, to: str, ends: tuple[sp.Expr, sp.Expr]) -> None:
    found = limit(text, to)
    assert (found.kind, found.range) == ("oscillates", ends)


UNDEFINED = [
    ("sqrt x", "0-"),
    ("ln x", "0-"),
    ("acos x", "2+"),
    ("x/|sqrt(x^2-1)|", "1-"),
    ("x^x", "-1-"),
    ("ln(ln(sin x))", "1+"),
    ("sqrt(x - 10^-30)", "0+"),
    ("atanh x", "oo+"),
    ("x^2 if x < 0 else ln(-x)", "0+"),
]


@pytest.mark.parametrize(("text", "to"), UNDEFINED)
def test_undefined_on_this_side(text: str, to: str) -> None:
    found = limit(text, to)
    assert (found.kind, found.value, found.estimate) == ("undefined", None, None)


NO_DEFINITE_ANSWER = [
    # f(x)                                why
    ("x/(x + 10^-1000)", "0+"),  # the samples see 1, algebra 0
    ("sin(pi floor x)", "oo+"),
    ("floor(x) - floor(floor(x))", "oo+"),
]


BOUNDED_PARTS = [
    # f(x)                          to     limit
    ("|sin x|/x",                   "oo+", "0"),
    ("sqrt(2+sin x)/x",             "oo+", "0"),
    ("ln(2+sin x)/x",               "oo+", "0"),
    ("(2+sin x)^(1/x)",             "oo+", "1"),
    ("(2+sin x)^(1/x^2)",           "oo+", "1"),
    ("(2+sin(1/x))^(x^2)",          "0+",  "1"),
    ("cbrt(2+cos x)/x^2",           "oo+", "0"),
    ("cbrt(sin x)/x",               "oo+", "0"),
    ("floor(sin x)/x",              "oo+", "0"),
    ("max(sin x, 0)/x",             "oo+", "0"),
    ("e^(-x) (x sin x + cos x)",    "oo+", "0"),
    ("x sign(sin(1/x))",            "0+",  "0"),
    ("x |sin(1/x)|",                "0+",  "0"),
    ("x + |sin x|",                 "oo+", "oo"),
    ("x/(2+|cos x|)",               "oo+", "oo"),
    ("ln(x) sqrt(2+cos x)",         "oo+", "oo"),
    ("-x e^(sin x)",                "oo+", "-oo"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "to", "expected"), BOUNDED_PARTS)
def test_what_stays_between_bounds_is_carried_on(text: str, to: str, expected: str) -> None:
    assert str(limit(text, to).exact_limit) == expected


TWO_SEQUENCES = [
    # f(x)                          to     two limits
    ("((sin x + 1)/2)^x",           "oo+", {"1", "0"}),
    ("(x - floor x)^x",             "oo+", {"0", "exp(-1)"}),
    ("cos(x)^(1/x)",                "oo+", {"1", "0"}),
    ("(5 + cos x)/cos x",           "oo+", {"6", "-4"}),
    ("ln(x) (1 + sin x)",           "oo+", {"oo", "0"}),
    ("x (1 + sin x)",               "oo+", {"oo", "0"}),
    ("|cos x|^x",                   "oo+", {"1", "0"}),
    ("(1 + cos x)^(-1/x)",          "oo+", {"1", "E"}),
    ("sin(x)^2 - cos x + tan x csc x", "oo+", {"1/2 + sqrt(2)/2", "1/4 + sqrt(3)/6"}),
    ("e^(x sin x)",                 "oo+", {"oo", "0"}),
    ("sqrt(sin(1/x))",              "0+",  {"1", "0"}),
    ("x^2/(1 + x^6 sin(x)^2)",      "oo+", {"oo", "0"}),
    ("(2+cos(1/x))^(1/x)",          "0+",  {"oo", "1"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "to", "limits"), TWO_SEQUENCES)
def test_two_sequences_show_that_there_is_no_limit(text: str, to: str, limits: set[str]) -> None:
    found = limit(text, to)
    assert found.kind == "oscillates"
    assert {str(each.limit) for each in found.sequences} == limits


@pytest.mark.parametrize(("text", "to"), NO_DEFINITE_ANSWER)
def test_undecided(text: str, to: str) -> None:
    assert limit(text, to).kind == "undecided"


def test_what_the_witnesses_said_is_kept_when_they_disagree() -> None:
    found = limit("x/(x + 10^-1000)", "0+")
    assert (found.value, found.agree) == (0, False)
    assert mpmath.almosteq(found.estimate, 1)


def test_an_estimate_stands_where_algebra_has_nothing() -> None:
    found = limit("sum(x^k/k, k, 1, 60)", "1-")
    assert (found.kind, found.value, found.agree) == ("finite", None, None)
    with mpmath.workdps(40):
        assert abs(found.estimate - mpmath.harmonic(60)) <= found.error < 1e-12


def test_samples_are_a_table_that_approaches() -> None:
    rows = limit("sin(x)/x", "0-").samples
    assert [row.x for row in rows[:3]] == [sp.Rational(-1, 10), sp.Rational(-1, 100), sp.Rational(-1, 1000)]
    assert mpmath.almosteq(rows[0].value, mpmath.sin(0.1) / 0.1)
    assert [row.value for row in limit("sqrt x", "0-").samples] == [None] * 6


PARAMETERS = [
    ("((x+h)^2-x^2)/h", "2*x"),
    ("((x+h)^n-x^n)/h", "n*x**(n - 1)"),
    ("(1/(x+h)-1/x)/h", "-1/x**2"),
    ("(sqrt(x+h)-sqrt(x))/h", "1/(2*sqrt(x))"),
    ("(sin(x+h)-sin x)/h", "cos(x)"),
    ("(e^(x+h)-e^x)/h", "exp(x)"),
    ("(ln(x+h)-ln x)/h", "1/x"),
    ("sin(a h)/h", "a"),
    ("(1+a h)^(1/h)", "exp(a)"),
    ("(|x+h|-|x|)/h", "sign(x)"),
    ("((x+h)^(x+h)-x^x)/h", "x**x*(log(x) + 1)"),
    ("(cbrt(x+h)-cbrt(x))/h", "1/(3*x**(2/3))"),
    ("(f(x+h)-f(x))/h", "f'(x)"),
    ("(3f(x+h)+g(x+h)-3f(x)-g(x))/h", "3*f'(x) + g'(x)"),
    ("(f(x+h)g(x+h)-f(x)g(x))/h", "f(x)*g'(x) + f'(x)*g(x)"),
    ("(f(x+h)/g(x+h)-f(x)/g(x))/h", "-f(x)*g'(x)/g(x)**2 + f'(x)/g(x)"),
    ("(f(g(x+h))-f(g(x)))/h", "f'(g(x))*g'(x)"),
    ("(f(x+h)-2f(x)+f(x-h))/h^2", "f''(x)"),
    ("(f(x, y+h, z)-f(x, y, z))/h", "Derivative(f(x, y, z), y)"),
    ("(f(x+h, y)-2f(x, y)+f(x-h, y))/h^2", "Derivative(f(x, y), (x, 2))"),
]


@pytest.mark.parametrize(("text", "truth"), PARAMETERS)
def test_parameters(text: str, truth: str) -> None:
    found = limit(text, "0+", "h")
    assert (found.kind, str(found.value), found.agree) == ("finite", truth, True)


def test_what_hangs_on_a_parameter_is_undecided() -> None:
    assert limit("a/h", "0+", "h").kind == "undecided"
    assert limit("a^x", "oo+").kind == "undecided"


@pytest.mark.parametrize("seed", range(40))
def test_rational_functions_by_their_lowest_terms(seed: int) -> None:
    """c t^m (1 + ...) / (d t^n (1 + ...)), its terms multiplied out and moved to x = a."""
    random = Random(seed)
    x = symbol("x")
    a, m, n = random.randint(-3, 3), random.randint(0, 3), random.randint(0, 3)
    c, d = (random.choice([-5, -2, -1, 1, 3, 4]) for _ in range(2))
    t = x - a
    top, bottom = (
        sp.expand(t**k * (lead + random.randint(-4, 4) * t + random.randint(-4, 4) * t**2))
        for k, lead in ((m, c), (n, d))
    )
    for side in (1, -1):
        found = one_sided_limit(top / bottom, Approach(x, sp.Integer(a), side))
        if m < n:
            assert found.kind == ("+inf" if c * d * side ** (n - m) > 0 else "-inf")
        else:
            assert (found.kind, found.value) == ("finite", sp.Rational(c, d) if m == n else 0)
