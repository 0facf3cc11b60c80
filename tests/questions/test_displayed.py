"""What Python's functions return prints itself, takes SymPy's expressions, and can be computed with by SymPy."""

import json
import pickle
import subprocess
import sys
import traceback

import numpy as np
import pytest
import sympy as sp

import calc_cli
from calc_cli.algebra.functions import RECORDS, OwnFunction

x, y = sp.symbols("x y", real=True)
plain_x, k = sp.symbols("x k")

PRINTED = [
    # asked                                                      printed
    (lambda: calc_cli.diff("3x^2 - 4x"),                         "d/dx (3x² − 4x) = 6x − 4"),
    (lambda: calc_cli.limit("sin(x)/x", 0),                      "lim (sin(x)/x) = 1"),
    (lambda: calc_cli.grad("||A x - b||^2", "x"),                "∇ₓ ‖Ax − b‖² = 2Aᵀ(Ax − b)"),
    (lambda: calc_cli.grad("tr(A X B)", "X"),                    "∇_X tr(AXB) = AᵀBᵀ"),
    (lambda: calc_cli.implicit("x^2 + y^2 = 25", "y"),           "x² + y² = 25"),
    (lambda: calc_cli.inverse("e^x"),                            "y = f(x) = eˣ"),
    (lambda: calc_cli.same("x + x", "2x"),                       "x + x = 2x"),
    (lambda: calc_cli.rules("product"),                          "product rule"),
]  # fmt: skip


@pytest.mark.parametrize(("ask", "first"), PRINTED, ids=[row[1] for row in PRINTED])
def test_results_print_themselves(ask, first):
    assert str(ask()).splitlines()[0].startswith(first)
    assert repr(ask()) == str(ask())


@pytest.mark.parametrize(
    ("function", "argv"),
    [
        (lambda: calc_cli.diff("x^(1/3)", at=-8), ["diff", "x^(1/3)", "--at", "-8"]),
        (lambda: calc_cli.limit("1/x", 0), ["limit", "1/x", "--to", "0"]),
        (lambda: calc_cli.grad("x^T A x", "x"), ["grad", "x^T A x", "--wrt", "x"]),
        (lambda: calc_cli.implicit("x y = 1", "y"), ["diff", "x y = 1", "--implicit", "y"]),
    ],
)
def test_the_dictionary_is_that_of_json(function, argv):
    process = subprocess.run([sys.executable, "-m", "calc_cli", *argv, "--json"], capture_output=True, text=True)
    assert function().to_dict() == json.loads(process.stdout)


def test_notebooks():
    assert calc_cli.diff("x^3")._repr_latex_() == r"$\displaystyle 3 x^{2}$"
    assert calc_cli.diff("x^3")._repr_svg_() is None
    steps = calc_cli.diff("x^2 sin x", steps=True)._repr_latex_()
    assert steps.startswith(r"\begin{align*}")
    picture = calc_cli.plot("x^2")
    assert "<svg" in picture._repr_svg_()
    assert picture._repr_latex_() is None


def test_a_result_is_what_it_was():
    d = calc_cli.diff("x^2")
    assert isinstance(d, calc_cli.Derivative)
    assert type(d).__name__ == "Derivative"
    assert pickle.loads(pickle.dumps(d)) == d


ROOTS = [
    # function     at    the value of the derivative there
    ("x^(1/3)",    -8,   sp.Rational(1, 12)),
    ("x^(5/3)",    -8,   sp.Rational(20, 3)),
    ("x^(4/3)",    -8,   -sp.Rational(8, 3)),
    ("cbrt(x)^-1", -8,   -sp.Rational(1, 48)),
]  # fmt: skip


@pytest.mark.parametrize(("f", "at", "value"), ROOTS)
def test_a_real_root_stays_real(f, at, value):
    found = calc_cli.diff(f, at=at)
    assert found.value == value
    assert sp.simplify(found.result.subs(x, at) - value) == 0
    assert float(sp.lambdify(x, found.result)(float(at))) == pytest.approx(float(value))


GIVEN = [
    # function   asked with SymPy                                       the same with texts
    ("diff",     (sp.sin(k * plain_x), plain_x),                        ("sin(k x)", "x")),
    ("grad",     (x**2 * y, [x, y]),                                    ("x^2 y", "x,y")),
    ("jacobian", (sp.Matrix([x * y, sp.exp(x)]),),                      ("[x y, e^x]",)),
    ("jacobian", ([x * y, sp.exp(x)],),                                 ("[x y, e^x]",)),
    ("implicit", (sp.Eq(x**2 + y**2, 25), y),                           ("x^2 + y^2 = 25", "y")),
    ("limit",    (sp.sin(x) / x, {x: 0}),                               ("sin(x)/x", "x=0")),
]  # fmt: skip


@pytest.mark.parametrize(("function", "with_sympy", "with_texts"), GIVEN)
def test_expressions_of_sympy_are_taken(function, with_sympy, with_texts):
    ask = getattr(calc_cli, function)
    assert ask(*with_sympy).to_dict()["result"] == ask(*with_texts).to_dict()["result"]


def test_points_and_answers_of_sympy_are_taken():
    found = calc_cli.grad(x**2 * y, [x, y], at={x: sp.pi, y: sp.Rational(1, 2)}, check=[sp.pi, sp.pi**2])
    assert found.values == (sp.pi, sp.pi**2)
    assert found.check.verdict == "correct"


REFUSED = [
    (sp.I * x, "is not real"),
    (sp.Symbol("ab") * x, "does not read 'ab' as one name"),
    (sp.besselj(0, x), "besselj"),
]


@pytest.mark.parametrize(("given", "message"), REFUSED)
def test_what_calc_would_read_otherwise_is_refused(given, message):
    with pytest.raises(calc_cli.CalcError, match=message):
        calc_cli.diff(given, "x")


def test_an_error_has_a_short_traceback():
    with pytest.raises(calc_cli.CalcError) as caught:
        calc_cli.diff("x^2 +* 3")
    assert len(traceback.extract_tb(caught.value.__traceback__)) <= 2


def test_the_public_names_are_listed():
    assert {"diff", "grad", "Derivative", "CalcError"} <= set(dir(calc_cli))


OWN = [(f, record) for f, record in RECORDS.items() if issubclass(f, OwnFunction) and record.numpy]


@pytest.mark.parametrize(("function", "record"), OWN, ids=[record.name for _, record in OWN])
def test_sympy_writes_calcs_functions_in_code(function, record):
    if "special" in record.numpy:
        pytest.importorskip("scipy")
    e = function(x**2 + 1)
    computed = sp.lambdify(x, e, ["scipy", "numpy"] if "special" in record.numpy else "numpy")
    assert float(computed(np.float64(0.5))) == pytest.approx(float(e.subs(x, 0.5)))
