"""Implicit derivatives against textbook answers, and against finite differences along curves solved at 50 digits."""

import mpmath
import pytest
import sympy as sp

from calc_cli.errors import CalcError, DomainError, UndefinedError, UnknownNameError, UnsupportedError, UsageError
from calc_cli.questions.diff import DiffQuestion
from calc_cli.render.plain import plain


def ask(equation, y="y", **options):
    if "at" in options:
        options["at"] = (options["at"],)
    return DiffQuestion(equation, implicit=y, **options).read().answer()


ANSWERS = [
    # equation                     order  result
    ("x^2 + y^2 = 25", 1, "-x/y"),
    ("x^2 + y^2 = 25", 2, "-25/y**3"),
    ("x^2 + y^2 = 25", 3, "-75*x/y**5"),
    ("x^3 + y^3 = 6 x y", 1, "(2*y - x**2)/(y**2 - 2*x)"),  # Stewart, Calculus, section 3.5
    ("x^4 + y^4 = 16", 2, "-48*x**2/y**7"),  # likewise
    ("sin(x + y) = y^2 cos x", 1, "-(y**2*sin(x) + cos(x + y))/(-2*y*cos(x) + cos(x + y))"),  # likewise
    ("x y = 1", 1, "-y/x"),
    ("x y = 1", 2, "2*y/x**2"),
    ("e^y = x", 1, "exp(-y)"),
    ("y = x^2", 1, "2*x"),
    ("x^2 + y^2", 1, "-x/y"),
    ("(x - y)^2 = 0", 1, "1"),  # whose partial derivatives are 0 all along the curve
    ("x/y + y/x = 2", 1, "1"),
    ("y^2 = x", 2, "-1/(4*y**3)"),
    ("x^2 + y(x)^2 = 1", 1, "-x/y"),
    ("f(x) + g(y) = 1", 1, "-f'(x)/g'(y)"),
    ("f(x y) = 1", 1, "-y/x"),
    ("f(x, y) = 0", 1, "-Derivative(f(x, y), x)/Derivative(f(x, y), y)"),
    ("x^2 + y^2 = r^2", 2, "-r**2/y**3"),
]


def numbers(text):
    """An expression that Python reads, in real variables."""
    return sp.sympify(text, locals={name: sp.Symbol(name, real=True) for name in "xyzrab"})


@pytest.mark.parametrize(("equation", "order", "result"), ANSWERS, ids=[f"{r[0]} {r[1]}" for r in ANSWERS])
def test_result(equation, order, result):
    found = ask(equation, order=order).result
    if "'" in result or "Derivative" in result:
        assert plain(found) == result
    else:
        assert sp.simplify(found - numbers(result)) == 0


def test_another_pair_of_variables():
    assert plain(ask("x y z = 1", "z", wrt="x").result) == "-z/x"
    assert plain(ask("s^2 + t^2 = 1", "s").result) == "-t/s"
    with pytest.raises(UsageError, match="with respect to which variable"):
        ask("a^2 + b^2 + c^2 = 1", "c")


FAULTS = [
    # equation, options                         error          says
    ("x^2 + y^2 = 25", {"at": "x=3,y=5"}, UndefinedError, "left side is 34 there and the right side 25"),
    ("x^2 + y^2 = 25", {"at": "x=5,y=0"}, UndefinedError, "vertical tangent"),
    ("x^2 + y^2 = 25", {"at": "x=3"}, UsageError, "no value to y"),
    ("y^2 = x^3 + x^2", {"at": "x=0,y=0"}, UnsupportedError, "singular point"),
    ("y^2 = x^3", {"at": "x=0,y=0"}, UnsupportedError, "singular point"),
    ("|x| + |y| = 1", {"at": "x=1,y=0"}, UnsupportedError, "not decided"),
    ("ln(y) = x", {"at": "x=0,y=-1"}, UndefinedError, "not defined"),
    ("x^2 + y^2 = r^2", {"at": "x=3,y=4"}, UnsupportedError, "depends on r"),
    ("x^2 + y^2 = -1", {}, DomainError, "no real x and y"),
    ("x = 3", {}, UnknownNameError, "y does not occur"),
    ("x + y = y", {}, UsageError, "does not depend on y"),
    ("y = 3", {}, UsageError, "no variable besides y"),
    ("x^2 + y^2 = 25", {"wrt": "y"}, UsageError, "cannot depend on itself"),
    ("x^2 + y^2 = 25", {"wrt": "t"}, UnknownNameError, "t does not occur"),
    ("[x, y] = 3", {}, UsageError, "not of lists"),
    ("x^2 + = 3", {}, CalcError, "expected"),
]


@pytest.mark.parametrize(("equation", "options", "error", "says"), FAULTS, ids=[f"{r[0]} {r[1]}" for r in FAULTS])
def test_fault(equation, options, error, says):
    with pytest.raises(error) as caught:
        ask(equation, **options)
    assert says in caught.value.message


POINTS = [
    # equation, order                    at                value     tangent
    ("x^2 + y^2 = 25", 1, "3,4", "-3/4", "25/4 - 3*x/4"),
    ("x^2 + y^2 = 25", 2, "x=3,y=4", "-25/64", "25/4 - 3*x/4"),
    ("x^3 + y^3 = 6 x y", 1, "x=3,y=3", "-1", "6 - x"),
    ("y^5 + y = x", 1, "x=2,y=1", "1/6", "x/6 + 2/3"),
    ("x^2 + y^2 = r^2", 1, "x=3,y=4,r=5", "-3/4", "25/4 - 3*x/4"),
    ("x/y + y/x = 2", 1, "x=1,y=1", "1", "x"),
]


@pytest.mark.parametrize(("equation", "order", "at", "value", "tangent"), POINTS, ids=[r[0] for r in POINTS])
def test_at_a_point(equation, order, at, value, tangent):
    found = ask(equation, order=order, at=at)
    assert found.value == numbers(value)
    assert sp.expand(found.tangent - numbers(tangent)) == 0


CURVES = [
    # equation, F                                                              near
    ("x^2 + x y + y^3 = 7", lambda x, y: x**2 + x * y + y**3 - 7, (1, 1.6)),
    ("e^y + y = x", lambda x, y: mpmath.exp(y) + y - x, (2, 0.44)),
    ("sin(x y) = x + y - 1", lambda x, y: mpmath.sin(x * y) - x - y + 1, (0.3, 1.0)),
    ("sqrt(x) + sqrt(y) = 4", lambda x, y: mpmath.sqrt(x) + mpmath.sqrt(y) - 4, (3, 5.1)),
    ("y atan(x) + ln y = 1", lambda x, y: y * mpmath.atan(x) + mpmath.log(y) - 1, (1, 1.4)),
    ("x^y = y + 1", lambda x, y: x**y - y - 1, (3, -0.8)),
]


@pytest.mark.parametrize("order", [1, 2, 3])
@pytest.mark.parametrize(("equation", "f", "near"), CURVES, ids=[r[0] for r in CURVES])
def test_agrees_with_differences_along_the_curve(equation, f, near, order):
    result = ask(equation, order=order).result
    with mpmath.workdps(60):
        at, guess = mpmath.mpf(near[0]), near[1]
        h = mpmath.mpf("1e-12")

        def y(x):
            return mpmath.findroot(lambda value: f(x, value), guess)

        weights = {1: (-1, 0, 1), 2: (1, -2, 1), 3: (-0.5, 1, 0, -1, 0.5)}[order]
        middle = len(weights) // 2
        steps = [w * y(at + (i - middle) * h) for i, w in enumerate(weights)]
        quotient = sum(steps) / h**order / (2 if order == 1 else 1)
        point = zip(sp.symbols("x y", real=True), (at, y(at)), strict=True)
        value = mpmath.mpf(str(sp.N(result.subs({s: sp.Float(str(number), 50) for s, number in point}), 40)))
        assert abs(value - quotient) < mpmath.mpf("1e-16") * (1 + abs(quotient))


CHECKS = [
    # equation, order, answer                                               verdict     known by
    ("x^2 + y^2 = 25", 1, "-x/y", "correct", "proved"),
    ("x^2 + y^2 = 25", 2, "-25/y^3", "correct", "proved"),
    ("x^2 + y^2 = 25", 2, "-(x^2 + y^2)/y^3", "correct", "proved"),
    ("x^2 + y^2 = 25", 2, "-1/y - x^2/y^3", "correct", "proved"),
    ("x^2 + y^2 = 25", 2, "-(x^2 + y^2)/y^2", "incorrect", "proved"),
    ("x^2 + y^2 = 25", 1, "x/y", "incorrect", "proved"),
    ("x^2 + y^2 = 25", 1, "-x/sqrt(25 - x^2)", "incorrect", "proved"),
    ("x^2 + y^2 = 25", 1, "x/sqrt(25 - x^2)", "incorrect", "proved"),
    ("2y - y^2 = x", 1, "1/(2sqrt(1 - x))", "incorrect", "proved"),
    ("2y - y^2 = x", 1, "1/sqrt(1 - x)", "incorrect", "proved"),
    ("x^2 + y^2 = 25", 1, "-x*y/(y*sqrt(25 - x^2))", "incorrect", "proved"),  # y would tell the branch
    ("x^2 + y^2 = 25", 1, "-x/y + (x^2 + y^2 - 25)", "correct", "proved"),  # only on the curve
    ("x^2 + y^2 = 25", 1, "-x/y + 10^-30", "incorrect", "proved"),
    ("e^y = x", 1, "1/x", "correct", "proved"),
    ("e^y = x", 1, "e^-y", "correct", "proved"),
    ("e^y = x", 1, "1/y", "incorrect", "proved"),
    ("sqrt x + sqrt y = 4", 1, "-sqrt(y/x)", "correct", "proved"),
    ("sqrt x + sqrt y = 4", 1, "1 - 4/sqrt x", "correct", "proved"),
    ("cos(x y) = y", 1, "-y sin(x y)/(1 + x sin(x y))", "correct", "proved"),
    ("sin y = x", 1, "1/cos y", "correct", "proved"),
    ("sin y = x", 1, "1/sqrt(1 - x^2)", "incorrect", "proved"),  # true where cos y > 0 alone
    ("x^2 + y^2 = r^2", 2, "-r^2/y^3", "correct", "proved"),
    ("x y = 1", 1, "-1/x^2", "correct", "proved"),
    ("x y = 1", 1, "-y^2", "correct", "proved"),
    ("x^2 + y^2 = 25", 1, "none", "incorrect", "proved"),
]


@pytest.mark.parametrize(("equation", "order", "answer", "verdict", "certainty"), CHECKS, ids=[r[2] for r in CHECKS])
def test_an_answer_is_held_against_the_curve(equation, order, answer, verdict, certainty):
    check = ask(equation, order=order, check=answer).check
    assert (check.verdict, check.certainty) == (verdict, certainty)


def test_a_branch_on_which_the_answer_holds_is_told():
    y = sp.Symbol("y", real=True)
    check = ask("x^2 + y^2 = 25", check="-x/sqrt(25 - x^2)").check
    assert check.counterexample.at[y] < 0
    assert check.remarks[0].where == (y > 0,)
    assert ask("x^2 + y^2 = 25", check="x/sqrt(25 - x^2)").check.remarks[0].where == (y < 0,)
    assert ask("sin y = x", check="1/sqrt(1 - x^2)").check.remarks[0].where == (sp.cos(y) > 0,)


def test_a_counterexample_is_a_point_of_the_curve():
    check = ask("x^2 + y^2 = 25", check="x/y").check
    x, y = sp.symbols("x y", real=True)
    at = check.counterexample.at
    assert at[x] ** 2 + at[y] ** 2 == 25
    assert check.counterexample.expected == -at[x] / at[y]


def test_an_answer_at_a_point_is_the_slope_there():
    assert ask("x^2 + y^2 = 25", at="x=3,y=4", check="-3/4").check.verdict == "correct"
    assert ask("x^2 + y^2 = 25", at="3,4", check="-x/y").check.verdict == "correct"
    assert ask("x^2 + y^2 = 25", at="x=3,y=4", check="3/4").check.verdict == "incorrect"
    assert ask("x^2 + y^2 = 25", at="x=5,y=0", check="none").check.verdict == "correct"
    assert ask("x^2 + y^2 = 25", at="x=5,y=0", check="0").check.verdict == "incorrect"


def test_where_no_real_point_is_found_an_answer_stays_undecided():
    check = ask("x^2 + y^2 = x + y - 9", check="x").check
    assert check.verdict == "undecided"
    assert "no real point" in check.remarks[0].text
