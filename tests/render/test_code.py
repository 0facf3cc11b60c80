"""Formulas as functions of NumPy and PyTorch, run at numbers and held against calc's own values there."""

import importlib.util
import inspect
import subprocess
import sys
import warnings
from random import Random

import mpmath
import numpy as np
import pytest
import sympy as sp
from click.testing import CliRunner

import calc_cli
from calc_cli.algebra.conditions import definedness
from calc_cli.algebra.evaluate import approximate, lower, truth_at
from calc_cli.algebra.functions import symbol
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.matrix.evaluate import Evaluator
from calc_cli.calculus.result import AnswerFormula, Result
from calc_cli.cli.group import calc
from calc_cli.errors import CalcError, UndefinedError
from calc_cli.questions.grad import GradQuestion
from calc_cli.questions.hessian import HessianQuestion
from calc_cli.questions.jacobian import JacobianQuestion
from calc_cli.render.display import Display
from calc_cli.render.result import CODE, render
from calc_cli.syntax.parser import parse
from tests.calculus.matrix.test_references import ROWS, shape_of
from tests.expressions import random_expression, slopes
from tests.functions.test_every_command import RECORDS, text_of

X = symbol("x")
ABSENT = {
    "numpy": set(),
    "torch": {"zeta", "lambertw", "Ei", "Si", "Ci", "li", "erfi", "Shi", "fresnels", "fresnelc"},
}
"""Functions that the library does not have."""

needs_scipy = pytest.mark.skipif(importlib.util.find_spec("scipy") is None, reason="higher functions are SciPy's")


@pytest.fixture(params=CODE)
def library(request):
    """The name of a format whose library is installed, with a way to make an array of numbers."""
    module = pytest.importorskip(request.param)
    if request.param == "numpy":
        return request.param, np.array
    return request.param, lambda numbers: module.tensor(numbers, dtype=module.float64)


class Value(Result):
    """An expression in x as an answer."""

    notes, steps, check, fields = (), (), None, {}

    def __init__(self, answer):
        self.expression = answer

    answer = property(lambda self: self.expression)
    formula = property(lambda self: AnswerFormula(self.expression, (X,)))


def function_of(result, form):
    """Return what the code defines; anything that it warns of is an error."""
    names: dict[str, object] = {}
    source = render(result, form, Display("diff", "f"), None)
    exec(source, names)
    return names["derivative"], source


def called(function, *arguments):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return np.asarray(function(*arguments), dtype=float)


@needs_scipy
@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.name)
def test_every_function(record, library):
    form, array = library
    expression = lower(parse(text_of(record)).tree)
    if record.name in ABSENT[form]:
        with pytest.raises(CalcError, match="PyTorch has no"):
            function_of(Value(expression), form)
        return
    defined = definedness(lower_as_typed(parse(text_of(record)).tree))
    rng = Random(record.name)
    places = [sp.Rational(rng.randint(-3000, 3000), 1000) for _ in range(12)] + [sp.Rational(1, 2), sp.Rational(3, 2)]
    points = [at for at in places if all(truth_at(c, {X: at}) for c in defined)]
    assert points
    function, source = function_of(Value(expression), form)
    expected = [float(approximate(expression, {X: at}, 17)) for at in points]
    np.testing.assert_allclose(
        called(function, array([float(at) for at in points])), expected, 1e-9, 1e-12, err_msg=source
    )


FORMULAS = [
    # a formula                    at                  what a textbook or calc's own language has there
    ("x^(1/3)",                    [-8.0, 27.0],       [-2.0, 3.0]),
    ("x^(2/3)",                    [-8.0, 27.0],       [4.0, 9.0]),
    ("x^(-4/5)",                   [-32.0, 32.0],      [1 / 16, 1 / 16]),
    ("x^(3/5)",                    [-32.0, 32.0],      [-8.0, 8.0]),
    ("1/(1+e^-x)",                 [-800.0, 0, 800.0], [0, 0.5, 1]),
    ("e^x/(1+e^x)",                [-800.0, 0, 800.0], [0, 0.5, 1]),
    ("e^x/(e^x+1)^2",              [-800.0, 0, 800.0], [0, 0.25, 0]),
    ("1-sigmoid(x)",               [-800.0, 50.0],     [1, 1.9287498479639178e-22]),
    ("ln(1+e^x)",                  [-800.0, 800.0],    [0, 800]),
    ("softplus(x)",                [-40.0, 800.0],     [4.248354255291589e-18, 800]),
    ("tanh x + sech x",            [-800.0, 800.0],    [-1, 1]),
    ("ln x if x > 0 else x^2",     [-2.0, 1.0],        [4, 0]),
    ("sin(x)/x if x != 0 else 1",  [0.0, np.pi],       [1, 0]),
    ("e^x if x < 0 else 1",        [-800.0, 800.0],    [0, 1]),
    ("sqrt(-x) if x < -1 else 1/x if x > 1 else sqrt(1-x^2)", [-4.0, 0.0, 2.0], [2, 1, 0.5]),
    ("max(x, 0, 2 - x)",           [-1.0, 1.5],        [3, 1.5]),
    ("sum(x^k, k, 0, 3)",          [2.0, -1.0],        [15, 0]),
    ("sum(relu(x - k), k, 1, 2)",  [2.5, -1.0],        [2, 0]),
    ("prod(x + k, k, 1, 3)",       [1.0, 0.0],         [24, 6]),
    ("pi x + e^2",                 [0.0],              [np.e**2]),
    ("3",                          [0.0, 1.0],         [3, 3]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "at", "expected"), FORMULAS, ids=[row[0] for row in FORMULAS])
def test_formula(text, at, expected, library):
    form, array = library
    function, source = function_of(Value(lower(parse(text).tree)), form)
    np.testing.assert_allclose(called(function, array(at)), expected, 1e-12, 1e-15, err_msg=source)


def test_a_case_that_does_not_apply_leaves_no_trace_in_a_gradient():
    torch = pytest.importorskip("torch")
    function, source = function_of(Value(lower(parse("sqrt(x) if x > 0 else x").tree)), "torch")
    x = torch.tensor([-1.0, 4.0], requires_grad=True)
    function(x).sum().backward()
    assert x.grad.tolist() == [1, 0.25], source


def test_random_derivatives(library):
    form, array = library
    rng, compared = Random(5), 0
    points = [mpmath.mpf(text) for text in ("0.7", "1.7", "-0.7", "-1.7")]
    while compared < 120:
        text, f = random_expression(rng, 3)
        expected = {at: value for at, value in slopes(f, points).items() if abs(value) < 1e8}
        if not expected or any(name in text for name in ("gamma", "factorial", "erf")):
            continue
        function, source = function_of(calc_cli.diff(text, "x"), form)
        found = np.asarray(function(array([float(at) for at in expected])), dtype=float)
        np.testing.assert_allclose(found, [float(v) for v in expected.values()], 1e-6, 1e-6, err_msg=text + source)
        compared += len(expected)


SEVERAL = [
    ("grad", "x^2 y + sin(x y)", (2,)),
    ("grad", "3x + y", (2,)),
    ("hessian", "e^(x y) + (x y)^(1/3)", (2, 2)),
    ("jacobian", "[x cos y, x sin y, 3]", (3, 2)),
    ("chain", "z = u v; u = x + y; v = x y", (2,)),
]


@pytest.mark.parametrize(("command", "text", "shape"), SEVERAL)
def test_several_variables(command, text, shape, library):
    form, array = library
    ask = getattr(calc_cli, command)
    numbers = {"x": -1.5, "y": 0.5}
    result = ask(text.split("; ") if command == "chain" else text, at=numbers)
    function, source = function_of(result, form)
    expected = np.array(sp.Matrix(result.value if command == "chain" else result.values).evalf(), dtype=float)
    at_one = called(function, *(array(value) for value in numbers.values()))
    np.testing.assert_allclose(at_one, expected.reshape(shape), 1e-12, err_msg=source)
    at_two = called(function, array([-1.5, 1.0]), array([0.5, 2.0]))
    assert at_two.shape == (*shape, 2)
    np.testing.assert_allclose(at_two[..., 0], at_one, 1e-12)


SIZES = {"m": 4, "n": 3, "p": 2, "q": 5, "r": 4}
MATRICES = [
    *(
        (question, row[0], row[1], shape_of(row[4]))
        for row in ROWS[::3]
        for question in (GradQuestion, HessianQuestion)
    ),
    *(
        (JacobianQuestion, text, "x", ("x=n",))
        for text in ("softmax(x)", "tanh(W x + b)", "A^-1 x", "x .* y", "x (y^T x)")
    ),
    (GradQuestion, "logdet(X)", "X", ()),
    (GradQuestion, "logsumexp(A x)", "x", ()),
    (GradQuestion, "sum(X)", "X", ()),
    (GradQuestion, "sum(max(x, y))", "x", ()),
    (GradQuestion, "||x||_p", "x", ("x=n",)),
    (GradQuestion, "sum(cbrt(A x))", "x", ()),
    (GradQuestion, "mean(x)", "x", ()),
    (GradQuestion, "mean((X w - y).^2) + lambda ||w||^2", "w", ()),
]


@pytest.mark.parametrize(("question", "text", "letter", "shape"), MATRICES)
def test_matrices(question, text, letter, shape, library):
    form, array = library
    try:
        result = question(text, wrt=letter, shape=shape).read().answer()
    except CalcError:
        pytest.skip("no such derivative")
    function, source = function_of(result, form)
    rng, sizes = np.random.default_rng(3), {}
    values = {}
    for name, dims in result.shapes.items():
        lengths = [sizes.setdefault(dim, SIZES[dim]) if isinstance(dim, str) else dim for dim in dims]
        values[name] = rng.uniform(0.5, 1.5, lengths) + (2 * np.eye(*lengths) if 1 not in lengths else 0)
    numbers = {name: value if value.size > 1 else value[0, 0] for name, value in values.items()}
    try:
        expected = Evaluator(numbers, sizes, mpmath.fp).value(result.result)
    except UndefinedError:
        pytest.skip("singular at these sizes: X X^T for a tall X")
    given = [values[name.rstrip("_")] for name in inspect.signature(function).parameters]
    found = called(function, *(array(v.reshape([n for n in v.shape if n != 1])) for v in given))
    wanted = [SIZES.get(dim, dim) for dim in result.result.shape if dim != 1]
    assert list(found.shape) == wanted, source
    np.testing.assert_allclose(found, np.reshape(expected, wanted).astype(float), 1e-8, 1e-10, err_msg=source)


def run(*argv):
    found = CliRunner().invoke(calc, [*argv, "--timeout", "0"], prog_name="calc")
    return found.exit_code, found.stdout, found.stderr


def test_the_whole_function():
    status, stdout, _ = run("grad", "||A x - b||^2", "--wrt", "x", "-f", "numpy")
    assert status == 0
    assert (
        stdout
        == '''import numpy as np


def gradient(x, A, b):
    """Return the gradient in x: calc grad '||A x - b||^2'

    x: shape (n,)
    A: shape (m, n)
    b: shape (m,)
    The result: shape (n,)
    """
    x, A, b = (np.asarray(_, dtype=float) for _ in (x, A, b))
    return 2*(A.T @ (A @ x - b))
'''
    )


ARGV = [
    # argv                                                          status  within the output
    (["diff", "x^(1/3)", "--at", "-8"],                             0, "At x = -8 it is 1/12."),
    (["diff", "lambda^2 np", "--wrt", "lambda"],                    0, "def derivative(lambda_, n, p):"),
    (["diff", "np^2", "--wrt", "np"],                               0, "def derivative(np2):"),
    (["diff", "ln x"],                                              0, "It holds where x > 0."),
    (["diff", "\\frac{1}{x}"],                                      0, "calc diff '\\\\frac{1}{x}'"),
    (["diff", "x^2 + y^2 = 25", "--implicit", "y"],                 0, "return -x/y"),
    (["diff", "e^x", "--inverse"],                                  0, "return 1/y"),
    (["limit", "sin(a x)/x", "--to", "x=0"],                        0, "def limit(a):"),
    (["limit", "(1+1/n)^n", "--to", "inf"],                         0, "return np.e"),
    (["grad", "x y", "--along", "3,4"],                             0, "return 4*x/5 + 3*y/5"),
    (["diff", "x^2", "--check", "2x"],                              0, "correct"),
    (["diff", "f(x)"],                                              3, ""),
    (["limit", "1/x", "--to", "0"],                                 1, ""),
    (["plot", "x^2"],                                               2, ""),
    (["same", "x", "x"],                                            2, ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("argv", "status", "within"), ARGV, ids=lambda value: " ".join(value) if isinstance(value, list) else None
)
def test_command(argv, status, within):
    found = run(*argv, "-f", "numpy")
    assert (found[0], within in found[1]) == (status, True), found


def test_batch():
    argv = [sys.executable, "-m", "calc_cli", "diff", "-f", "numpy"]
    found = subprocess.run(argv, input="x^2\nx^3\n", capture_output=True, text=True, check=True)
    names: dict[str, object] = {}
    exec(found.stdout, names)
    assert (names["derivative_1"](3), names["derivative_2"](3)) == (12 / 2, 27)
