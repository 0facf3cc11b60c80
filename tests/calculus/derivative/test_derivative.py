"""calc.diff as a reader of a calculus book would check it: formula, domain, point, experiment."""

import pytest

from calc_cli import CalcError, diff
from calc_cli.render.notes import words
from calc_cli.render.plain import plain, plain_conditions

RESULTS = [
    # f(x)                      f'(x)
    ("3*x**2-4*x", "6*x - 4"),
    ("f(x) = 3x^2 - 4x", "6*x - 4"),
    ("(x^2+1)/(x-1)", "(x**2 - 2*x - 1)/(x - 1)**2"),
    ("ln|x|", "1/x"),
    ("tan x", "sec(x)**2"),
    ("ln(x+sqrt(x^2+1))", "1/sqrt(x**2 + 1)"),
    ("x/(x^2+1)", "(1 - x**2)/(x**2 + 1)**2"),
    ("x^x", "x**x*(log(x) + 1)"),
    ("(2x+1)^5 (x^3-x+1)^4", "2*(2*x + 1)**4*(x**3 - x + 1)**3*(17*x**3 + 6*x**2 - 9*x + 3)"),
    ("f(g(x))", "f'(g(x))*g'(x)"),
    ("a t^2 + b t", "2*a*t + b"),
    ("5", "0"),
    ("e*x", "exp(1)"),
    ("x^(1/3)", "1/(3*x**(2/3))"),
    ("sigmoid(x)", "sigmoid(x)*(1 - sigmoid(x))"),
]

RESULTS += [
    # in lowest terms, and roots of squares as what they are
    ("1/(x^2+2x+1)", "-2/(x + 1)**3"),
    ("1/(1-2x+x^2)", "-2/(x - 1)**3"),
    ("1/(-1-2x-x^2)", "2/(x + 1)**3"),
    ("ln(x^2+2x+1)", "2/(x + 1)"),
    ("x/(x^2+2x+1)", "(1 - x)/(x + 1)**3"),
    ("(x^2+2x+1)^3", "6*(x + 1)**5"),
    ("atan(2x/(1-x^2))", "2/(x**2 + 1)"),
    ("asin(2x/(1+x^2))", "-2*sign(x**2 - 1)/(x**2 + 1)"),
    ("sqrt(x^2+2x+1)", "sign(x + 1)"),
    ("acos(cos x)", "sign(sin(x))"),
    ("asin(sin x)", "sign(cos(x))"),
    ("sqrt(x^4)", "2*x"),
]


@pytest.mark.parametrize(("function", "derivative"), RESULTS, ids=[row[0] for row in RESULTS])
def test_formula(function: str, derivative: str) -> None:
    assert diff(function).as_format("plain") == derivative


HIGHER = [
    ("sin x", 4, "sin(x)"),
    ("x^3*e^x", 2, "x*(x**2 + 6*x + 6)*exp(x)"),
    ("ln(1+x)", 6, "-120/(x + 1)**6"),
    ("x^5", 5, "120"),
    ("x^5", 6, "0"),
    ("x^5", 10**6, "0"),
]


@pytest.mark.parametrize(("function", "order", "derivative"), HIGHER)
def test_higher_orders(function: str, order: int, derivative: str) -> None:
    assert plain(diff(function, order=order).result) == derivative


DOMAINS = [
    ("3x^2", "True"),
    ("ln x", "x > 0"),
    ("x/(x-1)", "x != 1"),
    ("sqrt(x^2-4)", "x < -2 or x > 2"),
    ("|x-1|", "x != 1"),
    ("x^(2/3)", "x != 0"),
    ("1/(x^2+1)", "True"),
    ("asin x", "-1 < x < 1"),
    ("relu x", "x != 0"),
    ("x|x|", "True"),
    ("x^2 if x < 1 else 2x - 1", "True"),
    ("x^2 if x < 1 else x", "x != 1"),
    ("x^2 sin(1/x) if x != 0 else 0", "True"),
    ("(e^x-1)/x if x != 0 else 1", "True"),
    ("x if x = 1 else 1", "True"),
    ("2 if x = 1 else 1", "x != 1"),
    ("x if x = 0 else x^2 sin(1/x)", "True"),
    ("1 if x = 0 else x^2 sin(1/x)", "x != 0"),
    ("ln(x + sqrt(x^2 + 1))", "True"),
    ("ln(x + sqrt(x^2 - 1))", "x > 1"),
    ("ln(sqrt(x + 2) - x)", "-2 < x < 2"),
    ("ln(sqrt(x + 1) - sqrt(2x))", "0 < x < 1"),
    ("ln(sqrt(x) + sqrt(x + 1) - 2)", "x > 9/16"),
    ("ln(x^2 sin(x)/(2x + 1))", "x**2*sin(x)/(2*x + 1) > 0"),
    ("ln|x cos x|", "x != 0 and cos(x) != 0"),
    ("0 if x = 0 else x^2 sin(1/x)", "True"),
    ("floor(sign x)", "x != 0"),
    ("|(x+1)^2-x^2-2x-1|", "True"),
]


@pytest.mark.parametrize(("function", "domain"), DOMAINS, ids=[row[0] for row in DOMAINS])
def test_domain_where_the_derivative_holds(function: str, domain: str) -> None:
    assert plain_conditions(diff(function).domain) == domain


VALUES = [
    # f                                   a        f'(a)
    ("3x^2 - 4x", "1", "2"),
    ("sin x", "pi/3", "1/2"),
    ("x|x|", "0", "0"),
    ("x^2 if x < 1 else 2x - 1", "1", "2"),
    ("x^2 sin(1/x) if x != 0 else 0", "0", "0"),
    ("cbrt(x)", "-1", "1/3"),
    ("x^(1/3)", "-8", "1/12"),
    ("floor x", "1/2", "0"),
    ("a t^2", "t=3", "6*a"),
    ("x y", "x=1, y=2", "2"),
    # a modulus is real, whatever the root within
    ("|e^(cbrt x)|", "-1", "exp(-1)/3"),
    ("ln|e^cbrt x|", "-1", "1/3"),
    ("|2^cbrt x|", "-1", "log(2)/6"),
    ("|x e^(cbrt x)|", "-8", "-exp(-2)/3"),
    ("sqrt(e^(2cbrt x))", "-1", "exp(-1)/3"),
    ("|e^(cbrt x)| cbrt x", "-1", "0"),
    ("|e^asin(x)|", "0", "1"),
    ("|(x^2+1)^cbrt(x)|", "-1", "log(2)/6 + 1/2"),
    # powers of what is not positive
    ("(-1)^n x^n", "x=2, n=3", "-12"),
    ("(-2)^n x", "x=1, n=1/3", "-2**(1/3)"),
    ("(-x)^n", "x=2, n=3", "-12"),
    ("(-1)^n cos(n x)", "x=pi/2, n=1", "1"),
    ("(-1)^floor(x) x", "3/2", "-1"),
    ("x^(2floor(x)+2)", "-3/2", "16/27"),
    ("(-x^2-1)^floor(x)", "3/2", "-3"),
    ("relu(x)^(x^2+1)", "-1", "0"),
    ("max(x, 0)^(x^2+1)", "-1", "0"),
    ("x^max(x, 2)", "-1", "-2"),
    ("x^(1 if x > 0 else 2)", "-3", "-6"),
    ("x/|x|", "2", "0"),
]


@pytest.mark.parametrize(("function", "point", "value"), VALUES, ids=[row[0] for row in VALUES])
def test_value_at_a_point(function: str, point: str, value: str) -> None:
    assert plain(diff(function, at=point).value) == value


REFUSED = [
    # f                          a      kind          says
    ("|x|", "0", "undefined", "slope -1 from the left, 1 from the right"),
    ("cbrt(x)", "0", "undefined", "vertical tangent"),
    ("relu(x)", "0", "undefined", "slope 0 from the left, 1 from the right"),
    ("floor(x)", "2", "undefined", "not continuous"),
    ("ln x", "-1", "undefined", "not defined at x = -1"),
    ("1/x", "0", "undefined", "not defined at x = 0"),
    ("x/x", "0", "undefined", "not defined at x = 0"),
    ("ln x - ln x", "-1", "undefined", "not defined at x = -1"),
    ("e^(ln x)", "-1", "undefined", "not defined at x = -1"),
    ("log(log(sin x))", None, "domain", "real value nowhere"),
    ("sqrt(-1 - x^2)", None, "domain", "real value nowhere"),
    ("asin(x^2+1)", None, "domain", "single points only"),
    ("(-2)^x", None, "domain", "single points only"),
    ("(-2)^n x", "x=1, n=1/2", "undefined", "sqrt(-2) is not a real number"),
    ("(-1)^floor(x) x", "1", "undefined", "not continuous"),
    ("relu(x)^x", "-1", "undefined", "division by zero"),
    ("relu(x)^(x^2+1)", "0", "undefined", "slope 0 from the left, 1 from the right"),
    ("asin(max(x, 2))", None, "domain", "real value nowhere"),
    ("1/((x+1)(x-1)-x^2+1)", None, "domain", "real value nowhere"),
    ("1/(sin(x)^2+cos(x)^2-1)", None, "domain", "real value nowhere"),
    ("x^2 sin(inf/x) if x != 0 else 0", None, "domain", "derivative nowhere"),
    ("1/0", None, "undefined", "division by zero"),
    ("ln(0)", None, "undefined", "not a real number"),
    ("x sqrt(-1)", None, "undefined", "not a real number"),
    ("x y", "1", "usage", "which variable has this value"),
    ("p q", None, "usage", "there are p, q"),
    ("x^2", "y=1", "name", "y does not occur"),
    ("a x", "a=1", "usage", "the point gives no value to x"),
    ("x^2", "x=1, x=2", "usage", "x is given twice"),
    ("x^2", "ln(-1)", "undefined", "not a real number"),
    ("[x, x^2]", None, "usage", "not a list"),
    ("x^2 + y^2 = 25", None, "usage", "an equation, not a function"),
]


@pytest.mark.parametrize(("function", "point", "kind", "says"), REFUSED, ids=[row[0] for row in REFUSED])
def test_refuses_with_the_reason(function: str, point: str | None, kind: str, says: str) -> None:
    with pytest.raises(CalcError) as caught:
        diff(function, at=point)
    assert caught.value.kind == kind
    assert says in caught.value.message


CASES_OF_POINTS = [
    ("x if x = 1 else 1", "0"),
    ("x^2 sin(1/x) if x != 0 else 0", "Piecewise((2*x*sin(1/x) - cos(1/x), Ne(x, 0)), (0, True))"),
    ("x if x = 0 else x^2 sin(1/x)", "Piecewise((0, Eq(x, 0)), (2*x*sin(1/x) - cos(1/x), True))"),
    ("1 if x = 0 else x^2 sin(1/x)", "Piecewise((2*x*sin(1/x) - cos(1/x), Ne(x, 0)))"),
]


@pytest.mark.parametrize(("function", "derivative"), CASES_OF_POINTS)
def test_the_case_of_a_single_point_tells_the_truth_or_nothing(function: str, derivative: str) -> None:
    assert plain(diff(function).result) == derivative


NOTES = [
    ("sum(|x-i|, i, 1, n)", "x", ("where this holds depends on the terms under the sign",)),
    ("prod(x-i, i, 1, n)", "x", ("this formula holds where no factor of the product is 0",)),
    ("prod(e^(i x), i, 1, n)", "x", ()),
    ("sum(i x, i, 1, n)", "x", ()),
]


@pytest.mark.parametrize(("function", "variable", "notes"), NOTES)
def test_notes(function: str, variable: str, notes: tuple[str, ...]) -> None:
    assert tuple(map(words, diff(function, variable).notes)) == notes


def test_an_order_is_at_least_1() -> None:
    with pytest.raises(CalcError) as caught:
        diff("x", order=0)
    assert caught.value.kind == "usage"


def test_variable_is_x_then_t_then_the_only_one() -> None:
    assert [str(diff(text).variable) for text in ("a x", "a t", "r^2", "5")] == ["x", "t", "r", "x"]


def test_the_chapters_experiment() -> None:
    """3x² − 4x at 1: the table of the textbook's first experiment."""
    rows = diff("3x^2 - 4x", at="1", estimate=True).experiment
    assert [(str(float(row.h)), f"{float(row.value):.5f}") for row in rows] == [
        ("0.1", "2.30000"),
        ("0.01", "2.03000"),
        ("0.001", "2.00300"),
        ("0.0001", "2.00030"),
        ("1e-05", "2.00003"),
    ]


def test_names_in_options_are_the_names_in_the_expression() -> None:
    assert plain(diff("x₁^2 + x_2", "x1").result) == "2*x1"
    assert plain(diff("speed^2", "speed", at="speed=3").value) == "6"
