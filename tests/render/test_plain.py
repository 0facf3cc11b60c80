"""One line for calc and for Python: the order of a textbook, and never another meaning."""

import pytest
import sympy as sp

from calc_cli.algebra.evaluate import lower
from calc_cli.algebra.functions import symbol
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.render.plain import plain, plain_conditions
from calc_cli.syntax.parser import parse

x, y = symbol("x"), symbol("y")

TEXTBOOK = [
    # any order                        as a book writes it
    ("-4x + 6",                        "6 - 4*x"),
    ("-4 + 6x",                        "6*x - 4"),
    ("-x^2 + 1",                       "1 - x**2"),
    ("-x^3 + 1 + x",                   "-x**3 + x + 1"),
    ("c + b x + a x^2",                "a*x**2 + b*x + c"),
    ("b + 2 t a",                      "2*a*t + b"),
    ("2 - y^2 - x^2",                  "2 - x**2 - y**2"),
    ("x10 + x2 + x1",                  "x1 + x2 + x10"),
    ("(x^2-2x-1)/(x-1)^2",             "(x**2 - 2*x - 1)/(x - 1)**2"),
    ("(1-x^2)/(x^2+1)^2",              "(1 - x**2)/(x**2 + 1)**2"),
    ("2(2x+1)^4 (17x^3+6x^2-9x+3) (x^3-x+1)^3",
     "2*(2*x + 1)**4*(x**3 - x + 1)**3*(17*x**3 + 6*x**2 - 9*x + 3)"),
    ("e^x (cos x - sin x)",            "exp(x)*(cos(x) - sin(x))"),
    ("x^x (1 + ln x)",                 "x**x*(log(x) + 1)"),
    ("e^(x^2) 2 x",                    "2*x*exp(x**2)"),
    ("cos x sin x",                    "sin(x)*cos(x)"),
    ("sec x tan x",                    "sec(x)*tan(x)"),
    ("cos(x) x + sin x",               "x*cos(x) + sin(x)"),
    ("g'(x) f'(g(x))",                 "f'(g(x))*g'(x)"),
    ("1/sqrt(x^2+1)",                  "1/sqrt(x**2 + 1)"),
    ("-1/x",                           "-1/x"),
    ("2/(3 cbrt x)",                   "2/(3*x**(1/3))"),
    ("sqrt(2)/(2 sqrt(pi))",           "1/sqrt(2*pi)"),
    ("sqrt(6)/(12 sqrt x)",            "1/(2*sqrt(6*x))"),
    ("sqrt(3) sqrt(pi) x",             "x*sqrt(3*pi)"),
    ("sqrt(2)/2",                      "sqrt(2)/2"),
    ("sqrt(2) sqrt(x) sqrt(y)",        "sqrt(2)*sqrt(x)*sqrt(y)"),  # x and y may both be below 0 in sqrt(2 x y)
    ("e",                              "exp(1)"),
    ("|x|",                            "Abs(x)"),
    ("1/(1+e^-x)",                     "1/(1 + exp(-x))"),
    ("x^2 if x < 1 else 2x-1",         "Piecewise((x**2, x < 1), (2*x - 1, True))"),
    ("1 if x > 0 and x < 1 or x = 5 else 0",
     "Piecewise((1, Eq(x, 5) | ((x > 0) & (x < 1))), (0, True))"),
    ("1 if x != 0 else 0",             "Piecewise((1, Ne(x, 0)), (0, True))"),
    ("heaviside(x)",                   "Heaviside(x)"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "book"), TEXTBOOK, ids=[row[1] for row in TEXTBOOK])
def test_order_of_a_textbook(typed, book):
    assert plain(lower(parse(typed).tree)) == book


AS_TYPED = [
    "x*x", "x/x", "2*3", "2*(-3)", "2*(-3)*x", "x*(-2)", "-(x + 1)", "-x**2", "(-x)**2", "-(-x)", "a - (b - c)",
    "a - (-b)", "a + (b + c)", "x*(y*z)", "x/(y/z)", "(x**2)**3", "x**(y**z)", "x**(-2)", "1/x**2", "(-8)**(1/3)",
    "(1/2)**x", "2*(x + 1)", "-2*(x + 1)", "-(x + 1)/2", "1/(2*exp(x))", "x**(1/2)", "sqrt(x)*sqrt(x)",
    "log(x) - log(x)", "(x + 1)*(x - 1)", "1 - x + x**2", "x - 1*x", "sin(x)/x", "-x/2", "(-1)**2", "x*0", "0/x",
    "(x - 1)/(x - 1)", "exp(log(x))", "2**(-x)", "f'(x)**2",
]  # fmt: skip


@pytest.mark.parametrize("typed", AS_TYPED)
def test_what_was_typed_is_shown_unevaluated(typed):
    tree = lower_as_typed(parse(typed).tree)
    assert plain(tree, typed=True) == typed


CONDITIONS = [
    ((sp.Ne(x, 1),),                            "x != 1"),
    ((x > 0, sp.Ne(x, 1)),                      "x > 0 and x != 1"),
    ((sp.Or(x > 2, x < -2),),                   "x < -2 or x > 2"),
    ((sp.And(x > -1, x <= 1),),                 "-1 < x <= 1"),
    ((sp.Lt(0, x, evaluate=False),),            "x > 0"),
    ((sp.Ne(sp.cos(x), 0),),                    "cos(x) != 0"),
    ((sp.Or(x < 0, x > 1), sp.Ne(x, 2)),        "(x < 0 or x > 1) and x != 2"),
    ((sp.Eq(x, y),),                            "x = y"),
]  # fmt: skip


@pytest.mark.parametrize(("conditions", "text"), CONDITIONS, ids=[row[1] for row in CONDITIONS])
def test_conditions_in_words(conditions, text):
    shown = plain_conditions(conditions)
    assert sorted(shown.split(" and ")) == sorted(text.split(" and "))


def test_vectors_and_matrices_are_lists():
    assert plain(sp.Tuple(2 * x, sp.Tuple(y, 1))) == "[2*x, [y, 1]]"


def test_python_with_sympy_reads_it():
    names = {"x": x, "y": y}
    for typed, _ in TEXTBOOK:
        e = lower(parse(typed).tree)
        if e.free_symbols <= {x, y} and not e.atoms(sp.core.function.AppliedUndef):
            assert sp.sympify(plain(e), locals=names) == e


def test_a_very_long_sum_is_not_sorted():
    names = [f"x{k}" for k in range(5_000, 0, -1)]
    e = sp.Add(*map(symbol, names), evaluate=False)
    assert plain(e) == " + ".join(names)
