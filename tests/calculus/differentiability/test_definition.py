"""The truth about the derivative at a point, against what a calculus course proves of these functions."""

import re
from random import Random

import mpmath
import pytest
import sympy as sp

from calc_cli.algebra.evaluate import approximate, lower
from calc_cli.algebra.functions import symbol
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.differentiability.definition import derivative_at
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.errors import UndefinedError, UnsupportedError
from calc_cli.syntax.parser import parse

X = symbol("x")


def number(text: str) -> sp.Expr:
    return lower(parse(text).tree)


def derivative(text: str, at: str, order: int = 1, **others: str) -> sp.Expr:
    tree = parse(text).tree
    formula = lower(tree)
    for _ in range(order):
        formula = differentiate(formula, X)
    point = {X: number(at)} | {symbol(name): number(value) for name, value in others.items()}
    return derivative_at(lower_as_typed(tree), formula, X, point, order=order)


EXISTS = [
    # f(x)                                    a        order  derivative
    # Smooth there
    ("3x^2-4x", "1", 1, "2"),
    ("sin x", "pi/3", 1, "1/2"),
    ("ln|x|", "-2", 1, "-1/2"),
    # Where a part of a condition decides that another has no value
    ("1 if x > 0 and ln x > 1 else x", "-1", 1, "1"),
    ("1 if x < 0 or ln x > 1 else x", "-1", 1, "0"),
    ("1 if sinc(x - x) > 1 else x^2", "3", 1, "6"),
    ("x^(1/3)", "-1", 1, "1/3"),
    ("cbrt x", "-8", 1, "1/12"),
    ("floor x", "1/2", 1, "0"),
    ("relu x", "-1", 1, "0"),
    ("x - floor x", "5/2", 1, "1"),
    ("floor(floor x)", "5/2", 1, "0"),
    ("x + floor(ceil x)", "5/2", 1, "1"),
    ("floor(sign x)", "1", 1, "0"),
    ("asin(sign x)", "1", 1, "0"),
    ("floor(2 if x > 0 else 1)", "1", 1, "0"),
    ("|(x+1)^2-x^2-2x-1|", "3", 1, "0"),
    ("|x|^3", "2", 1000, "0"),
    ("max(x, x^2)", "2", 1, "4"),
    ("softplus x", "0", 1, "1/2"),
    ("x^x", "1", 1, "1"),
    ("1 if x=0 else 0", "1", 1, "0"),
    ("ln x", "2", 3, "1/4"),
    # A corner that is smoothed out
    ("x*|x|", "0", 1, "0"),
    ("|x^3|", "0", 1, "0"),
    ("|x|^3", "0", 2, "0"),
    ("x^3*|x|", "0", 2, "0"),
    ("x^3*|x|", "0", 3, "0"),
    ("|x|^(3/2)", "0", 1, "0"),
    ("|x|^pi", "0", 3, "0"),
    ("cosh(|x|)", "0", 1, "0"),
    ("|x|-|x|", "0", 1, "0"),
    ("sqrt(x^4)", "0", 1, "0"),
    ("x^(5/3)", "0", 1, "0"),
    ("cbrt(x)^3", "0", 1, "1"),
    ("x^(1/3)*x^(2/3)", "0", 1, "1"),
    ("min(sin x, x)", "0", 1, "1"),
    ("sin(x)*sign(x)*x", "0", 1, "0"),
    # Cases that meet
    ("x^2 if x<1 else 2x-1", "1", 1, "2"),
    ("x^2 if x<0 else x^3", "0", 1, "0"),
    ("sin x if x<0 else x", "0", 2, "0"),
    ("x^2 if x<1 else 2x-1", "3", 1, "2"),
    # The formula has no limit, or no value, the derivative exists
    ("x^2 sin(1/x) if x != 0 else 0", "0", 1, "0"),
    ("x^3 sin(1/x) if x != 0 else 0", "0", 1, "0"),
    ("x^4 sin(1/x) if x != 0 else 0", "0", 2, "0"),
    ("sin(x)/x if x != 0 else 1", "0", 1, "0"),
    ("sin(x)/x if x != 0 else 1", "0", 2, "-1/3"),
    ("e^(-1/x^2) if x != 0 else 0", "0", 2, "0"),
    ("(1+x)^(1/x) if x != 0 else e", "0", 1, "-e/2"),
    ("x + x^2 sin(1/x^2) if x != 0 else 0", "0", 1, "1"),
]


@pytest.mark.parametrize(("text", "at", "order", "value"), EXISTS)
def test_exists(text: str, at: str, order: int, value: str) -> None:
    assert sp.simplify(derivative(text, at, order) - number(value)) == 0


CORNER = "slope {} from the left, {} from the right"
ONE_SIDED = "only the {} side is in the domain; the slope from the {} is {}"
JUMP = "not continuous there: {} from the left, {} at x = {}, {} from the right"
MISSING = [
    # Corners
    ("|x|", "0", 1, CORNER.format(-1, 1)),
    ("sqrt(x^2)", "0", 1, CORNER.format(-1, 1)),
    ("sqrt(x^2+2x+1)", "-1", 1, CORNER.format(-1, 1)),
    ("hypot(x, 0)", "0", 1, CORNER.format(-1, 1)),
    ("max(x,0)", "0", 1, CORNER.format(0, 1)),
    ("relu x", "0", 1, CORNER.format(0, 1)),
    ("max(x, x^2)", "1", 1, CORNER.format(1, 2)),
    ("x if x<0 else x^2", "0", 1, CORNER.format(1, 0)),
    ("|x-1|+|x+1|", "1", 1, CORNER.format(0, 2)),
    ("|sin x|", "pi", 1, CORNER.format(-1, 1)),
    ("|cos x|*x", "pi/2", 1, CORNER.format("-pi/2", "pi/2")),
    ("sqrt(1-cos x)", "0", 1, CORNER.format("-sqrt(2)/2", "sqrt(2)/2")),
    ("x*atan(1/x) if x != 0 else 0", "0", 1, CORNER.format("-pi/2", "pi/2")),
    ("cos(sqrt|x|)", "0", 1, CORNER.format("1/2", "-1/2")),
    ("floor(x)*sin(pi x)", "2", 1, CORNER.format("pi", "2*pi")),
    ("sum(|x-i|, i, 1, 3)", "2", 1, CORNER.format(-1, 1)),
    # Infinite slopes
    ("cbrt x", "0", 1, "vertical tangent"),
    ("x ln|x| if x != 0 else 0", "0", 1, "vertical tangent"),
    ("x^(2/3)", "0", 1, "a cusp: slope -infinity from the left, infinity from the right"),
    ("sqrt|x|", "0", 1, "a cusp: slope -infinity from the left, infinity from the right"),
    ("sqrt(x) if x > 0 else 0", "0", 1, CORNER.format(0, "infinity")),
    # Jumps and holes
    ("floor x", "2", 1, "floor(x) is " + JUMP.format(1, 2, 2, 2)),
    ("ceil x", "3", 1, "ceiling(x) is " + JUMP.format(3, 3, 3, 4)),
    ("sign x", "0", 1, "sign(x) is " + JUMP.format(-1, 0, 0, 1)),
    ("heaviside x", "0", 1, "heaviside(x) is " + JUMP.format(0, "1/2", 0, 1)),
    ("x if x<0 else x+1", "0", 1, "the function is " + JUMP.format(0, 1, 0, 1)),
    ("sin(x)/x if x != 0 else 5", "0", 1, JUMP.format(1, 5, 0, 1)),
    ("1 if x=0 else 0", "0", 1, JUMP.format(0, 1, 0, 0)),
    ("atan2(x, -1)", "0", 1, JUMP.format("-pi", "pi", 0, "pi")),
    ("1/x if x != 0 else 0", "0", 1, JUMP.format("-infinity", 0, 0, "infinity")),
    ("sin(1/x) if x != 0 else 0", "0", 1, JUMP.format("no limit", 0, 0, "no limit")),
    # The end of the domain
    ("sqrt x", "0", 1, ONE_SIDED.format("right", "right", "infinite")),
    ("x^(3/2)", "0", 1, ONE_SIDED.format("right", "right", 0)),
    ("cos(sqrt x)", "0", 1, ONE_SIDED.format("right", "right", "-1/2")),
    ("asin x", "1", 1, ONE_SIDED.format("left", "left", "infinite")),
    ("x^sqrt(2)", "0", 1, ONE_SIDED.format("right", "right", 0)),
    ("sqrt(-x^2)", "0", 1, "the function is defined at x = 0 alone"),
    # Outside it
    ("ln x", "-1", 1, "ln(x) is not defined at x = -1: ln(-1) is not a real number"),
    ("sqrt x", "-1", 1, "sqrt(x) is not defined at x = -1: sqrt(-1) is not a real number"),
    ("1/x", "0", 1, "1/x is not defined at x = 0: division by zero"),
    ("x/x", "0", 1, "x/x is not defined at x = 0: division by zero"),
    ("ln(ln(sin x))", "1", 1, "ln(ln(sin(x))) is not defined at x = 1"),
    # Oscillating slopes
    ("x sin(1/x) if x != 0 else 0", "0", 1, "the slope oscillates between -1 and 1 from both sides"),
    ("x sin(1/x) if x > 0 else 0", "0", 1, "from the left is 0, the slope from the right oscillates between -1 and 1"),
    # Higher orders
    ("x*|x|", "0", 2, "no derivative of order 2 at x = 0: of the derivative of order 1, " + CORNER.format(-2, 2)),
    ("|x|^3", "0", 3, "of the derivative of order 2, " + CORNER.format(-6, 6)),
    ("x^3*|x|", "0", 4, "of the derivative of order 3, " + CORNER.format(-24, 24)),
    ("x^(5/3)", "0", 2, "of the derivative of order 1, a cusp"),
    ("x^(4/3)", "0", 2, "of the derivative of order 1, vertical tangent"),
    ("|x|^pi", "0", 4, "of the derivative of order 3, vertical tangent"),
    ("|x|", "0", 3, "not differentiable at x = 0: " + CORNER.format(-1, 1)),
    ("x^2 if x<0 else x^3", "0", 2, CORNER.format(2, 0)),
    ("x^2 sin(1/x) if x != 0 else 0", "0", 2, "of the derivative of order 1, the slope oscillates without bound"),
    # Where an integrand jumps at a bound
    ("integral(sign(t), t, 0, x)", "0", 1, CORNER.format(-1, 1)),
    (f"|x + {'7' * 50}|", "-" + "7" * 50, 1, "at x = about -7.77778e+49: " + CORNER.format(-1, 1)),
]


@pytest.mark.parametrize(("text", "at", "order", "says"), MISSING)
def test_missing(text: str, at: str, order: int, says: str) -> None:
    with pytest.raises(UndefinedError, match=re.escape(says)):
        derivative(text, at, order)


def test_other_variables() -> None:
    assert derivative("x^2*y", "3", y="5") == 30
    assert derivative("max(x, y)", "3", y="2") == 1
    with pytest.raises(UndefinedError, match=f"not differentiable at x = 2, y = 2: {CORNER.format(0, 1)}"):
        derivative("max(x, y)", "2", y="2")


GIVEN = [
    # f(x)                        a      other variables            derivative
    ("x^n", "0", {"n": "1"}, "1"),
    ("a x^n", "0", {"n": "1", "a": "3"}, "3"),
    ("(x+1)^n", "-1", {"n": "1"}, "1"),
    ("x^n", "0", {"n": "2"}, "0"),
    ("root(x, n)", "-8", {"n": "3"}, "1/12"),
    ("x if n > 2 else x^2", "3", {"n": "3"}, "1"),
    ("sum(|x-i|, i, 1, n)", "5/2", {"n": "3"}, "1"),
    ("sum(sum(x*i*j, j, 1, i), i, 1, n)", "2", {"n": "3"}, "25"),
    ("prod(x-i, i, 1, n)", "1", {"n": "3"}, "2"),
    ("sum(x^k, k, 0, n)", "0", {"n": "3"}, "1"),
    ("sum(x*k, k, 1, n/2)", "1", {"n": "6"}, "6"),
]


@pytest.mark.parametrize(("text", "at", "others", "value"), GIVEN)
def test_the_other_variables_have_values(text: str, at: str, others: dict[str, str], value: str) -> None:
    assert str(derivative(text, at, **others)) == value


GIVEN_MISSING = [
    # f(x)                        a      other variables            why there is none
    ("x^n", "0", {"n": "1/3"}, "vertical tangent"),
    ("x^n", "0", {"n": "2/3"}, "a cusp"),
    ("x^n", "0", {"n": "1/2"}, "only the right side is in the domain"),
    ("|x|^n", "0", {"n": "1"}, CORNER.format(-1, 1)),
    ("sum(|x-i|, i, 1, n)", "2", {"n": "3"}, CORNER.format(-1, 1)),
    ("sum(|x-i|, i, 1, n)", "2", {"n": "100"}, CORNER.format(-98, -96)),
    ("sum(relu(x-i), i, 1, n)", "2", {"n": "3"}, CORNER.format(1, 2)),
    ("sum(max(x, i), i, 1, n)", "2", {"n": "3"}, CORNER.format(1, 2)),
    ("sum(sign(x-i), i, 1, n)", "2", {"n": "3"}, "not continuous"),
    ("sum(floor(x-i), i, 1, n)", "2", {"n": "3"}, "not continuous"),
    ("sum(sum(|x-i*j|, j, 1, n), i, 1, n)", "3", {"n": "3"}, CORNER.format(-3, 1)),
    ("prod(|x-i|, i, 1, n)", "2", {"n": "3"}, CORNER.format(-1, 1)),
]


@pytest.mark.parametrize(("text", "at", "others", "says"), GIVEN_MISSING)
def test_missing_where_the_other_variables_have_values(text: str, at: str, others: dict[str, str], says: str) -> None:
    with pytest.raises(UndefinedError, match=re.escape(says)):
        derivative(text, at, **others)


MANY_TERMS = [
    # f(x)                        a      derivative, None if it is not decided
    ("sum(|x-i|, i, 1, 20000)", "2", None),
    ("sum(|x-i|, i, 1, n)", "2", None),
    ("sum(ln(x-i), i, 1, n)", "1", None),
    ("sum(ln(x+i), i, 1, n)", "1", "Sum(1/(i + 1), (i, 1, n))"),
    ("sum(i*x, i, 1, n)", "1", "Sum(i, (i, 1, n))"),
]


@pytest.mark.parametrize(("text", "at", "value"), MANY_TERMS)
def test_many_terms(text: str, at: str, value: str | None) -> None:
    if value is None:
        with pytest.raises(UnsupportedError, match="whether the function is differentiable"):
            derivative(text, at)
    else:
        assert str(derivative(text, at)) == value


PARAMETERS = [
    ("a x^2/b", "1", "2*a/b"),
    ("ln(a x)", "1", "1"),
    ("f(x)", "1", "f'(1)"),
    ("a*x*|x|", "0", "0"),
    ("|x-a|*(x-a)", "a", "0"),
]


@pytest.mark.parametrize(("text", "at", "value"), PARAMETERS)
def test_parameters(text: str, at: str, value: str) -> None:
    assert str(derivative(text, at)) == value


def test_a_corner_at_a_parameter() -> None:
    with pytest.raises(UndefinedError, match="slope -1 from the left, 1 from the right"):
        derivative("|x-a|", "a")


@pytest.mark.parametrize("text", ["x^a", "|x|*a", "sqrt(x^2+a^2)", "floor(x/a)"])
def test_what_hangs_on_a_parameter_is_refused(text: str) -> None:
    with pytest.raises(UnsupportedError, match="depends on"):
        derivative(text, "0")


def test_what_hangs_on_a_parameter_is_named() -> None:
    with pytest.raises(UnsupportedError, match="depends on b"):
        derivative("|x-b|", "0")


@pytest.mark.parametrize("seed", range(60))
def test_two_polynomials_that_meet(seed: int) -> None:
    """Cases p and q around a, of which the first Taylor coefficients are equal: so many derivatives exist."""
    random = Random(seed)
    a, contact = random.randint(-2, 2), random.randint(0, 4)
    common = [random.randint(-3, 3) for _ in range(contact)]
    left, right = ([*common, random.randint(1, 4) * sign, random.randint(-2, 2)] for sign in (-1, 1))
    p, q = (sp.expand(sum(c * (X - a) ** k for k, c in enumerate(cs))) for cs in (left, right))
    f = sp.Piecewise((p, random.choice([a > X, a >= X])), (q, True), evaluate=False)
    formula = f
    for order in range(1, 5):
        formula = differentiate(formula, X)
        if order < contact:
            value = derivative_at(f, formula, X, {X: sp.Integer(a)}, order=order)
            assert value == common[order] * sp.factorial(order)
        else:
            slopes = [c[contact] * sp.factorial(contact) for c in (left, right)]
            says = CORNER.format(*slopes) if contact else "is not continuous there"
            with pytest.raises(UndefinedError, match=re.escape(says)):
                derivative_at(f, formula, X, {X: sp.Integer(a)}, order=order)


@pytest.mark.parametrize("seed", range(40))
def test_absolute_values_of_products(seed: int) -> None:
    """|(x-a)^m g(x)| with g(a) != 0: smooth at a for even m, else m - 1 derivatives and then opposite slopes."""
    random = Random(1000 + seed)
    a, m, c = random.randint(-2, 2), random.randint(1, 4), random.choice([-3, -1, 2])
    inner = sp.expand((X - a) ** m * (c + random.randint(-2, 2) * (X - a)))
    f = random.choice([sp.Abs(inner, evaluate=False), sp.Pow(inner**2, sp.Rational(1, 2), evaluate=False)])
    formula = f
    for _ in range(m):
        formula = differentiate(formula, X)
    slope = abs(c) * sp.factorial(m)
    if m % 2 == 0:
        assert derivative_at(f, formula, X, {X: sp.Integer(a)}, order=m) == slope
    else:
        with pytest.raises(UndefinedError, match=re.escape(CORNER.format(-slope, slope))):
            derivative_at(f, formula, X, {X: sp.Integer(a)}, order=m)


PARTS = ["x", "x", "x^2", "x-1", "2", "x+1"]
ROUGH = [
    "|{}|", "cbrt({})", "({})^(2/3)", "floor({})", "relu({})", "sign({})", "max({},{})", "min({},{})",
    "({} if x<0 else {})", "({} if x^2-1>0 else {})", "sqrt(({})^2)", "({})*|{}|", "sin({})", "e^({})",
    "({})*({})", "({})-({})",
]  # fmt: skip


def random_text(random: Random, depth: int) -> str:
    if depth == 0:
        return random.choice(PARTS)
    text = random.choice(ROUGH)
    while "{}" in text:
        text = text.replace("{}", random_text(random, random.randrange(depth)), 1)
    return text


@pytest.mark.parametrize("seed", range(80))
def test_random_functions_against_their_difference_quotients(seed: int) -> None:
    """A derivative is what the quotients on both sides tend to; where there is none, they part, grow or keep moving."""
    random = Random(seed)
    text, at = random_text(random, 3), random.choice(["0", "0", "1"])
    f, a = lower_as_typed(parse(text).tree), number(at)

    def quotient(h: sp.Rational) -> mpmath.mpf:
        change = sp.Add(approximate_as_rational(f, a + h), -approximate_as_rational(f, a))
        return mpmath.mpf(change.p * h.q) / (change.q * h.p)

    left, right, nearer = (quotient(sp.Rational(sign, 10**k)) for sign, k in ((-1, 40), (1, 40), (1, 80)))
    try:
        value = approximate(derivative(text, at), {}, 20)
        assert max(abs(left - value), abs(right - value)) < 1e-8
    except UndefinedError:
        assert max(abs(left - right), abs(nearer - right)) > 1e-3


def approximate_as_rational(f: sp.Expr, at: sp.Expr) -> sp.Rational:
    return sp.Rational(*mpmath.libmp.to_rational(approximate(f, {X: at}, 300)._mpf_))
