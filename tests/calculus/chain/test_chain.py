"""The chain rule, against textbook answers and against finite differences of the composed functions at 40 digits."""

import random
from itertools import pairwise

import mpmath
import pytest
import sympy as sp

import calc_cli
from calc_cli.errors import CalcError, UndefinedError, UnsupportedError, UsageError
from calc_cli.render.notes import words
from calc_cli.render.plain import plain

ANSWERS = [
    # equations                                                result
    ("y = u^2; u = sin(x)", "2*sin(x)*cos(x)"),
    ("u = sin(x); y = u^2", "2*sin(x)*cos(x)"),
    ("y = u1*u2; u1 = x1 + x2; u2 = sin(x1)", "[sin(x1) + (x1 + x2)*cos(x1), sin(x1)]"),
    ("z = x^2 y; x = cos t; y = sin t", "cos(t)**3 - 2*sin(t)**2*cos(t)"),
    ("w = x y + z; x = cos t; y = sin t; z = t", "cos(2*t) + 1"),  # Thomas' Calculus, section 14.4
    ("y = u x; u = x^2 + w", "[x, 3*x**2 + w]"),  # w, x: the direct path counts as well
    ("y = a + b; z = a b; a = t; b = 2t", "[3, 4*t]"),
    ("y = a + b; z = a b; a = s; b = 2t", "[[1, 2], [2*t, 2*s]]"),
    ("θ = u₁²; u₁ = x^3", "6*x**5"),
    ("loss = (pred - 1)^2; pred = w x", "[2*x*(w*x - 1), 2*w*(w*x - 1)]"),
    ("y = f(u); u = g(x)", "f'(g(x))*g'(x)"),
    ("y = f(u); u = x^2", "2*x*f'(x**2)"),
    ("y = u^2; u = g(x)", "2*g(x)*g'(x)"),
    ("y = y(u); u = u(x)", "u'(x)*y'(u(x))"),
    ("z = T(x, y); x = t^2; y = 3t", "2*t*Derivative(T(x, y), x) + 3*Derivative(T(x, y), y)"),
    ("z = f(x, y); x = x(t); y = y(t)", "x'(t)*Derivative(f(x, y), x) + y'(t)*Derivative(f(x, y), y)"),
    ("y = u^2; u = 3 + 0 x", "0"),
    ("e = p - y; p = w y", "[y, w - 1]"),
]


def parts(value):
    return [parts(item) for item in value] if isinstance(value, sp.Tuple) else value


@pytest.mark.parametrize(("equations", "result"), ANSWERS, ids=[row[0] for row in ANSWERS])
def test_result(equations, result):
    found = calc_cli.chain([equations])
    if "'" in result or "Derivative" in result:
        assert sorted(plain(found.result)) == sorted(result)
    else:
        expected = sp.sympify(result, locals={"gamma": sp.Symbol("gamma")})
        real = {s: sp.Symbol(s.name, real=True) for s in sp.Tuple(*sp.flatten([expected])).free_symbols}
        difference = sp.Matrix(sp.flatten([parts(found.result)])) - sp.Matrix(sp.flatten([expected])).subs(real)
        assert sp.simplify(difference).is_zero_matrix


FAULTS = [
    # equations, options                        error       says
    ("y = u; u = y", {}, UsageError, "y → u → y"),
    ("y = u; y = x; u = x", {}, UsageError, "y is defined twice"),
    ("y1 = u; y_1 = x; u = x", {}, UsageError, "y1 is defined twice"),
    ("y = u^2", {}, UsageError, "two equations or more"),
    ("y = u; u + x", {}, UsageError, "not an equation"),
    ("y = u; u + 1 = x", {}, UsageError, "name of a variable"),
    ("y = u; 2 = x", {}, UsageError, "name of a variable"),
    ("y = u; u(x) = x^2", {}, CalcError, "name of a variable"),
    ("y = u; u = [x, x]", {}, UsageError, "not a list"),
    ("y = u; u = x", {"wrt": "z"}, UsageError, "z occurs in no equation"),
    ("y = u; u = x", {"wrt": "y"}, UsageError, "nothing depends on it"),
    ("y = u; u = 3", {}, UsageError, "constant"),
    ("y = u; u = x", {"at": "u=1"}, UsageError, "u has an equation"),
    ("y = u; u = x + t", {"at": "x=1"}, UsageError, "no value to t"),
    ("y = |u|; u = x", {"at": "x=0"}, UndefinedError, "slope -1 from the left"),
    ("y = 1/u; u = x", {"at": "x=0"}, UndefinedError, "not defined"),
    ("y = 0*u; u = 1/x", {"at": "x=0"}, UndefinedError, "not defined"),
    ("y = f(u); u = x", {"at": "x=0"}, UnsupportedError, "unknown function"),
    ("y = sqrt(u); u = -1 - x^2", {}, CalcError, "real"),
]


@pytest.mark.parametrize(("equations", "options", "error", "says"), FAULTS, ids=[f"{r[0]} {r[1]}" for r in FAULTS])
def test_fault(equations, options, error, says):
    with pytest.raises(error) as caught:
        calc_cli.chain([equations], **options)
    assert says in caught.value.message


AT_POINTS = [
    # equations                                           at           value      a note says
    ("y = u^2; u = sin(x)", "pi/4", 1, ""),
    ("y = |u|; u = x^2", "0", 0, "the chain rule does not apply here: y is not differentiable at u = 0"),
    ("y = u^3; u = cbrt(x)", "0", 1, "u is not differentiable at x = 0"),
    ("y = u^2; u = |x|", "0", 0, "u is not differentiable at x = 0"),
    ("z = cbrt(x^3 + y^3); x = t; y = t", "0", sp.cbrt(2), "it would give 2"),  # no total differential at 0
    ("y = u v; u = |x|; v = x", "0", 0, "u is not differentiable"),
    ("y = u; u = x; z = t", "x=1,t=1", ((0, 1), (1, 0)), "y does not depend on t"),
]


@pytest.mark.parametrize(("equations", "at", "value", "note"), AT_POINTS, ids=[row[0] for row in AT_POINTS])
def test_at_a_point(equations, at, value, note):
    found = calc_cli.chain([equations], at=at)
    assert found.value == sp.sympify(value)
    assert note in " ".join(map(words, found.notes))
    assert bool(found.notes) == bool(note)


CHECKS = [
    # equations, answer                        at    verdict
    ("y = u^2; u = sin x", "2u cos(x)", None, "correct"),
    ("y = u^2; u = sin x", "2 sin x cos x", None, "correct"),
    ("y = u^2; u = sin x", "dy/dx = sin(2x)", None, "correct"),
    ("y = u^2; u = sin x", "2u", None, "incorrect"),
    ("y = u^2; u = sin x", "2u", "0", "correct"),  # 0, the value at the point
    ("y = u^2; u = sin x", "2u", "1", "incorrect"),
    ("y = u^2; u = sin x", "none", "0", "incorrect"),
    ("y = |u|; u = x", "does not exist", "0", "correct"),
    ("y = |u|; u = x", "1", "0", "incorrect"),
    ("y = f(u); u = g(x)", "f'(u) g'(x)", None, "correct"),
    ("y = f(u); u = g(x)", "f'(x) g'(x)", None, "incorrect"),
    ("y = u v; u = s + t; v = sin s", "[v + u cos s, v]", None, "correct"),
    ("y = u v; u = s + t; v = sin s", "[v + u cos s, u]", None, "incorrect"),
    ("y = u^2; u = sin x", "[2u cos(x)]", None, "correct"),
    ("y = u v; u = s + t; v = sin s", "[[v + u cos s], [v]]", None, "correct"),
]


@pytest.mark.parametrize(("equations", "answer", "at", "verdict"), CHECKS, ids=[f"{r[1]} at {r[2]}" for r in CHECKS])
def test_check(equations, answer, at, verdict):
    assert calc_cli.chain([equations], at=at, check=answer).check.verdict == verdict


@pytest.mark.parametrize("answer", ["v", "[v]", "[v, v, v]", "[[v, v], [v, v]]"])
def test_an_answer_of_another_shape_is_no_answer(answer):
    with pytest.raises(UsageError, match="but a vector of 2 components was expected"):
        calc_cli.chain(["y = u v; u = s + t; v = sin s"], check=answer)


def test_the_wrong_component_is_named():
    check = calc_cli.chain(["y = u v", "u = s + t", "v = sin(s)"], check="[v + u cos(s), u]").check
    assert [remark.text for remark in check.remarks] == ["the derivative of y in t is wrong"]
    check = calc_cli.chain(["y = u v", "z = 2u", "u = s + t", "v = s"], check="[[v + u, v], [3, 2]]").check
    assert [remark.text for remark in check.remarks] == ["the derivative of z in s is wrong"]


def test_a_constant_that_is_defined_is_a_variable():
    found = calc_cli.chain(["e = p - y", "L = e^2", "p = 2w"], wrt="w")
    assert plain(found.result) == "8*w - 4*y"
    assert found.notes == ("e is the variable that is defined here, not the constant",)


def test_the_product_of_the_matrices_is_the_gradient():
    found = calc_cli.chain(["y = u v x", "u = x^2 + w", "v = sin(u) + x"])
    product = sp.Matrix(found.matrices[0])
    for matrix in found.matrices[1:]:
        product *= sp.Matrix(matrix)
    along = [[sp.prod(found.locals[edge] for edge in pairwise(path)) for path in t.paths] for t in found.totals[0]]
    assert sp.expand(product - sp.Matrix([[sum(terms)] for terms in along])).is_zero_matrix


# Random systems, whose right sides are known to Python as well

RIGHT_SIDES = [
    ("{a}*{b}", lambda a, b: a * b),
    ("sin({a}) + {b}", lambda a, b: mpmath.sin(a) + b),
    ("tanh({a} - {b})", lambda a, b: mpmath.tanh(a - b)),
    ("{a}^2/(1 + {b}^2)", lambda a, b: a**2 / (1 + b**2)),
    ("exp(-{a}^2) {b}", lambda a, b: mpmath.exp(-(a**2)) * b),
    ("3{a} - {b}/2", lambda a, b: 3 * a - b / 2),
]


def random_system(chance, size):
    known, equations, program = ["x", "w"], [], []
    for k in range(1, size + 1):
        text, function = chance.choice(RIGHT_SIDES)
        a, b = known[-1] if k > 1 else "x", chance.choice(known)
        equations.append(f"u{k} = " + text.format(a=a, b=b))
        program.append((f"u{k}", function, a, b))
        known.append(f"u{k}")
    return equations, program


def run(program, x, w):
    values = {"x": x, "w": w}
    for name, function, a, b in program:
        values[name] = function(values[a], values[b])
    return values[program[-1][0]]


def difference_quotient(program, x, w, step="1e-20"):
    """The central difference in x and in w, with 60 digits."""
    with mpmath.workdps(60):
        h = mpmath.mpf(step)
        x, w = mpmath.mpf(x.p) / x.q, mpmath.mpf(w.p) / w.q
        return (
            (run(program, x + h, w) - run(program, x - h, w)) / (2 * h),
            (run(program, x, w + h) - run(program, x, w - h)) / (2 * h),
        )


@pytest.mark.parametrize("seed", range(25))
def test_random_systems_agree_with_finite_differences(seed):
    chance = random.Random(seed)
    equations, program = random_system(chance, chance.randint(2, 5))
    chance.shuffle(equations)
    x, w = sp.Rational(chance.randint(-9, 9), 7), sp.Rational(chance.randint(1, 9), 5)
    uses_w = any("w" in equation for equation in equations)
    found = calc_cli.chain(equations, "x,w" if uses_w else "x", at={"x": x, "w": w} if uses_w else {"x": x})
    for total, expected in zip(found.totals[-1], difference_quotient(program, x, w), strict=False):
        with mpmath.workdps(40):
            value = mpmath.mpf(str(sp.N(total.value, 40)))
            assert abs(value - expected) < mpmath.mpf("1e-25") * (1 + abs(expected))


def test_a_deep_system_is_computed_along_the_graph():
    chance = random.Random(7)
    equations, program = random_system(chance, 150)
    found = calc_cli.chain(equations, wrt="x,w", at={"x": "1/3", "w": "2/5"})
    expected = difference_quotient(program, sp.Rational(1, 3), sp.Rational(2, 5), "1e-25")
    for total, quotient in zip(found.totals[-1], expected, strict=True):
        assert total.count > 1000
        assert abs(mpmath.mpf(str(total.value)) - quotient) <= abs(quotient) * mpmath.mpf("1e-13")
