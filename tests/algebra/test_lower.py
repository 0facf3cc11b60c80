"""From the tree to SymPy: evaluated and as typed, real roots, and numbers that are too long."""

import mpmath
import pytest
import sympy as sp

from calc_cli.algebra.evaluate import lower
from calc_cli.algebra.functions import symbol, sympy_class
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.algebra.power import power
from calc_cli.errors import UndefinedError, UnsupportedError
from calc_cli.functions import FUNCTIONS
from calc_cli.syntax.parser import parse

relu = sympy_class("relu")

x, y = symbol("x"), symbol("y")
third = sp.Rational(1, 3)

EVALUATED = [
    ("3*x**2-4*x", 3 * x**2 - 4 * x),
    ("x*x", x**2),
    ("½x", x / 2),
    ("0.1", sp.Rational(1, 10)),
    ("1e-3", sp.Rational(1, 1000)),
    (".5", sp.Rational(1, 2)),
    ("e^x", sp.exp(x)),
    ("log_2 x", sp.log(x) / sp.log(2)),
    ("log2(8)", sp.Integer(3)),
    ("hypot(x, y)", sp.sqrt(x**2 + y**2)),
    ("i", symbol("i")),
    ("sum(x^i, i, 0, 3)", 1 + x + x**2 + x**3),
    ("prod(x + i, i, 1, 2)", (x + 1) * (x + 2)),
    ("sum(sum(i j x, j, 1, i), i, 1, 3)", 25 * x),
    ("x^2 if x < 1 else 2x", sp.Piecewise((x**2, x < 1), (2 * x, True))),
    ("[x, 2y]", sp.Tuple(x, 2 * y)),
    # roots of negative numbers are real
    ("cbrt(-8)", sp.Integer(-2)),
    ("(-8)^(1/3)", sp.Integer(-2)),
    ("(-8)^(2/3)", sp.Integer(4)),
    ("(-1/8)^(-1/3)", sp.Integer(-2)),
    ("(x^3)^(1/3)", x),
    ("(x^2)^(1/3)", sp.Pow(sp.Abs(x), sp.Rational(2, 3))),
    ("sqrt(x^(2/3))", sp.Pow(sp.Abs(x), third)),
    ("root(x, 5)", x ** sp.Rational(1, 5)),
    ("sqrt(x^2)", sp.Abs(x)),
    # SymPy has two complex roots in it for x < -1
    ("sinh(acoth(x))", sp.sinh(sp.atanh(1 / x))),
    ("csch(acoth(x))", sp.csch(sp.atanh(1 / x))),
    # rational only when it is looked at
    ("x^(sin(1)^2 + cos(1)^2)", x),
    ("x^(sqrt(2)^2/3)", x ** (2 * third)),
    # 0 to a variable power is 0 where it is anything
    ("0^(-x)", sp.Pow(0, -x, evaluate=False)),
    ("sqrt(0^(-x))", sp.Pow(0, -x / 2, evaluate=False)),
    # a case that is no real number leaves the others as they are
    ("1/(x if x != -1 else 0)", sp.Piecewise((1 / x, sp.Ne(x, -1)), (sp.nan, True))),
    ("sqrt(x if x > 1 else -1)", sp.Piecewise((sp.sqrt(x), x > 1), (sp.nan, True))),
    ("cbrt(x if x > 1 else -8)", sp.Piecewise((sp.cbrt(x), x > 1), (-2, True))),
    ("ln(-1) if x < 0 else x", sp.Piecewise((sp.nan, x < 0), (x, True))),
    ("max(x if x > 0 else ln(-1), 1)", sp.Piecewise((sp.Max(x, 1), x > 0), (sp.nan, True))),
    ("relu(x if x > 0 else 1/0)", sp.Piecewise((relu(x), x > 0), (sp.nan, True))),
    # an index of a sum hides one outside of the same name
    ("sum(sum(x i, i, 1, n) i, i, 1, 3)", 6 * sp.Sum(x * symbol("i_1"), (symbol("i_1"), 1, symbol("n")))),
    ("sum(sum(x i, i, 1, i), i, 1, 3)", 10 * x),
]


@pytest.mark.parametrize(("typed", "expression"), EVALUATED, ids=[row[0] for row in EVALUATED])
def test_lowers(typed: str, expression: sp.Expr) -> None:
    assert lower(parse(typed).tree) == expression


AS_TYPED = [
    ("x*x", sp.Mul(x, x, evaluate=False)),
    ("x - x", sp.Add(x, sp.Mul(-1, x, evaluate=False), evaluate=False)),
    ("x/x", sp.Mul(x, sp.Pow(x, -1), evaluate=False)),
    ("sqrt(x^2)", sp.Pow(sp.Pow(x, 2, evaluate=False), sp.Rational(1, 2), evaluate=False)),
    ("(-8)^(1/3)", sp.Pow(-8, sp.Mul(1, sp.Pow(3, -1, evaluate=False), evaluate=False), evaluate=False)),
    ("ln(e^x)", sp.log(sp.exp(x), evaluate=False)),
    ("x^(sin(1)^2 + cos(1)^2)", sp.Pow(x, 1, evaluate=False)),
    ("sec(pi)", sp.Pow(sp.cos(sp.pi, evaluate=False), -1, evaluate=False)),
]


@pytest.mark.parametrize(("typed", "expression"), AS_TYPED, ids=[row[0] for row in AS_TYPED])
def test_as_typed_evaluates_nothing(typed: str, expression: sp.Expr) -> None:
    lowered = lower_as_typed(parse(typed).tree)
    assert lowered.func is expression.func
    assert lowered.args == expression.args


TOO_LONG = [
    "9^9^9^9",
    "(10^9)!",
    "2^(10^10)",
    "(2x)^(10^10)",
    "(1/3)^(10^7)",
    "1e999999999",
    "gamma(10^9)",
    "7" * 400_001,
]
TOO_LONG += ["0." + "7" * 400_001, "1e" + "9" * 5_000]


@pytest.mark.parametrize("typed", TOO_LONG, ids=[text[:20] for text in TOO_LONG])
def test_long_numbers_are_refused(typed: str) -> None:
    with pytest.raises(UnsupportedError, match="the limit is 1,000,000 bits"):
        lower(parse(typed).tree)


def test_powers_within_the_limit_are_written_out() -> None:
    assert lower(parse("2^999999").tree) == 2**999999


UNDEFINED = [("1/0", (2, 3)), ("1/(x-x)", (2, 7)), ("0^0", (0, 3)), ("0^-1", (0, 4)), ("log(x, 1)", (0, 9))]
UNDEFINED += [
    ("sum(x, i, 1.5, 3)", (10, 13)),
    ("max(softplus(x), ln(-1))", (17, 23)),
    ("1 if sigmoid(x) < sqrt(-1) else 2", (18, 26)),
]


@pytest.mark.parametrize(("typed", "span"), UNDEFINED, ids=[row[0] for row in UNDEFINED])
def test_what_is_nowhere_defined_points_at_the_place(typed: str, span: tuple[int, int]) -> None:
    with pytest.raises(UndefinedError) as caught:
        lower(parse(typed).tree)
    assert caught.value.span == span


def test_infinite_sums_are_not_computed() -> None:
    with pytest.raises(UnsupportedError, match="infinite sums") as caught:
        lower(parse("sum(x^i/i!, i, 0, inf)").tree)
    assert caught.value.span == (18, 21)


@pytest.mark.parametrize("text", ["sec(pi)", "csc(pi/2)", "cot(pi/4)", "cot(pi/2)", "sech(0)", "coth(1)", "csch(1)"])
def test_sympy_can_tell_what_reciprocals_of_numbers_are(text: str) -> None:
    assert lower_as_typed(parse(text).tree).is_extended_real is not False


@pytest.mark.parametrize("row", [row for row in FUNCTIONS if row.name not in ("sum", "prod", "integral", "piecewise")])
def test_every_known_function_lowers_under_every_name(row) -> None:
    arguments = ", ".join("xyz"[: row.arity[0]])
    values = {lower(parse(f"{name}({arguments})").tree) for name in (row.name, *row.aliases)}
    assert len(values) == 1
    assert isinstance(values.pop(), sp.Expr)


@pytest.mark.parametrize("exponent", [third, 2 * third, -third, sp.Rational(3, 5), sp.Rational(-4, 7)])
@pytest.mark.parametrize("base", [-8, -2, sp.Rational(-1, 3), -sp.sqrt(2), -sp.pi])
def test_odd_roots_of_negative_numbers(base: sp.Expr, exponent: sp.Rational) -> None:
    """Held against the definition: the q-th power of the root is the base to the p."""
    root = power(sp.sympify(base), exponent)
    assert root.is_real
    assert mpmath.almosteq(sp.N(root, 30) ** exponent.q, sp.N(base, 30) ** exponent.p)
