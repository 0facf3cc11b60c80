"""Answers as people write them: all mean the same, and decimals are right to the digits that were typed."""

import contextlib

import pytest

import calc_cli

GRADIENT = (
    "(2x, 2y)", "<2x, 2y>", "⟨2x, 2y⟩", r"\langle 2x, 2y\rangle", r"\left(2x, 2y\right)", "2[x, y]", "-(-2x, -2y)",
    "[4x, 4y]/2", "[2x, 0] + [0, 2y]", "[2*x; 2*y]", "(2x, 2y)^T", "2x i + 2y j", "2xi + 2yj", "2x î + 2y ĵ",
    r"2x\hat{i} + 2y\mathbf{j}", "f_x = 2x, f_y = 2y", "f_y = 2y and f_x = 2x", "fx = 2x, fy = 2y",
    "f_x(x, y) = 2x; f_y(x, y) = 2y",
    "∂f/∂x = 2x, ∂f/∂y = 2y", r"\frac{\partial f}{\partial x} = 2x, \frac{\partial f}{\partial y} = 2y",
    "∇f = (2x, 2y)",
    "D_x f = 2x, D_y f = 2y", "grad f = <2x, 2y>", "2x, 2y",
)  # fmt: skip


@pytest.mark.parametrize("answer", GRADIENT)
def test_a_gradient_in_any_writing(answer):
    assert calc_cli.grad("x^2 + y^2", check=answer).check.verdict == "correct"


def test_matrices_by_rows():
    assert calc_cli.hessian("x^2 + x y", check="[2, 1; 1, 0]").check.verdict == "correct"


@pytest.mark.parametrize("answer", ["(2y, 2x)", "f_x = 2y, f_y = 2x", "2y i + 2x j", "[2x; 3y]", "3[x, y]"])
def test_a_wrong_gradient_in_any_writing(answer):
    assert calc_cli.grad("x^2 + y^2", check=answer).check.verdict == "incorrect"


OTHERS = [
    # ask, and answers
    (lambda a: calc_cli.limit("(x^2-4)/(x-2)", 2, check=a), ["lim = 4", "lim_{x->2} f = 4", "the limit is 4", "L = 4"]),
    (lambda a: calc_cli.limit("sin(1/x)", 0, check=a), ["no limit", "DNE", "lim = dne", "the limit does not exist"]),
    (lambda a: calc_cli.diff("cbrt x", at=0, check=a), ["infinity", "∞", "undefined", "no derivative", "f'(0) = ∞"]),
    (lambda a: calc_cli.limit("x^2", "inf", check=a), ["diverges to infinity", "goes to inf", r"\boxed{\infty}"]),
    (lambda a: calc_cli.limit("1/x^2", 0, check=a), ["diverges", "∞", "+oo", "unbounded", "It blows up."]),
    (lambda a: calc_cli.limit("-1/x^2", 0, check=a), ["goes to -infinity", "-∞", "the limit is infinite", "divergent"]),
    (lambda a: calc_cli.limit("|x|/x", 0, check=a), ["left -1, right 1", "left -1 right 1", "DNE as left ≠ right",
                                                     "-1 from the left, 1 from the right",
                                                     "RHL = 1 and LHL = -1", "left and right limits differ",
                                                     "left limit is -1 and right limit is 1", "left ≠ right",
                                                     "dne (left: -1, right: 1)"]),
    (lambda a: calc_cli.limit("x sin(1/x)", 0, check=a), ["0 (squeeze theorem)"]),
    (lambda a: calc_cli.limit("sqrt x", "0+", check=a), ["0⁺", "0^+", "0+"]),
    (lambda a: calc_cli.integrate("1/x^2", from_=1, to="oo", check=a), ["1 (converges)"]),
    (lambda a: calc_cli.diff("x^2 - 2x", at=1, tangent=True, check=a), ["horizontal line y = -1"]),
    (lambda a: calc_cli.diff("sin x", order=4, check=a), ["sin x again"]),
    (lambda a: calc_cli.limit("1/x", 0, check=a), ["left -∞, right ∞", "unbounded", "the sides differ", "DNE"]),
    (lambda a: calc_cli.limit("x sin x", "inf", check=a), ["unbounded", "diverges"]),
    (lambda a: calc_cli.limit("x^2", 2, check=a), ["left 4, right 4", "left limit: 4", "→ 4", "f(x) → 4"]),
    (lambda a: calc_cli.limit("sin(1/x)", 0, check=a), ["oscillates", "keeps oscillating", "no limit, it oscillates"]),
    (lambda a: calc_cli.limit("|x|/x", 0, side="left", check=a), ["left limit: -1", "-1 from the left"]),
    (lambda a: calc_cli.limit("-1/x^2", 0, check=a), ["minus infinity", "negative infinity"]),
    (lambda a: calc_cli.diff("x^3", at=2, check=a), ["f'(2) = 3(2)^2 = 12",
                                                     "3·2² = 12", "12 m/s", "12 cm^2/s", "It is 12"]),
    (lambda a: calc_cli.integrate("x^2", from_=0, to=3, check=a), ["9 square units", "[x^3/3]_0^3 = 9", "9 (an area)"]),
    (lambda a: calc_cli.diff("sqrt(1-x^2)", check=a), ["-x/sqrt(1-x^2) on (-1, 1)"]),
    (lambda a: calc_cli.grad("max(x, y)", check=a), ["[1 if x > y else 0, 1 if y > x else 0]"]),
    (lambda a: calc_cli.grad("x y", check=a), ["(∂f/∂x, ∂f/∂y) = (y, x)", "∇f = y e_x + x e_y"]),
    (lambda a: calc_cli.diff("ln x", check=a), ["1/x for x > 0", "1/x, x>0", r"1/x, x \neq 0", "1/x (x > 0)"]),
    (lambda a: calc_cli.integrate("1/x", from_=0, to=1, check=a), ["diverges", "oo", "infinity", "unbounded", "DNE"]),
    (lambda a: calc_cli.integrate("1/x", from_=1, to=0, check=a), ["diverges", "-oo", "diverges to -infinity"]),
    (lambda a: calc_cli.integrate("1/x^2", from_=-1, to=1, check=a), ["oo", "does not converge"]),
    (lambda a: calc_cli.integrate("6x", check=a), ["3x^2 + constant", "3x^2+c", "3x^2+const.", "3x^2 plus a constant"]),
    (lambda a: calc_cli.diff("|x|", check=a), ["1 for x > 0, -1 for x < 0", "1 if x > 0, else -1",
                                               "1 (x>0), -1 (x<0)", "1 when x>0; -1 when x<0",
                                               "f'(x) = 1 for all x > 0, -1 otherwise", "1 if x > 0 else -1",
                                               "piecewise((1, x > 0), (-1, x != 0))"]),
    (lambda a: calc_cli.diff("x|x|", check=a), ["2x if x>0 and -2x if x<0", "2x (x≥0), -2x (x<0)"]),
    (lambda a: calc_cli.diff("|x|", check=a), ["x/|x| for x ≠ 0", "sgn(x) (x ≠ 0)"]),
    (lambda a: calc_cli.diff("x^2", check=a), ["2x for all x", r"2\left(x\right)"]),
    (lambda a: calc_cli.diff("max(x, 0)^2", check=a), [r"2\max\left(x, 0\right)"]),
    (lambda a: calc_cli.integrate("1/|x|", from_=-1, to=1, check=a), ["oo", "unbounded"]),
    (lambda a: calc_cli.integrate("x^2", from_=0, to=1, check=a), ["0.33"]),
    (lambda a: calc_cli.diff("f(x) g(x)", "x", check=a), ["f'g + fg'", "f' g + f g'", "f'(x) g + f(x) g'"]),
    (lambda a: calc_cli.diff("u(x)^3", "x", check=a), ["3u^2 u'", r"\boxed{3u^2 u'}", "The derivative is 3u^2 u'"]),
    (lambda a: calc_cli.diff("|x|", at=0, check=a), ["not differentiable", "f'(0) does not exist"]),
    (lambda a: calc_cli.implicit("x^2+y^2=25", "y", order=2, check=a), ["-(1+y'^2)/y", "-(1+(dy/dx)^2)/y", "-25/y^3"]),
    (lambda a: calc_cli.limit("|x|/x", 0, check=a), ["does not exist: the left limit is -1 and the right limit is 1"]),
    (lambda a: calc_cli.integrate("e^-x", from_=0, to="oo", check=a), ["converges to 1"]),
    (lambda a: calc_cli.diff("ln x", at=2, check=a), ["one half", "a half", "f'(2) = one half", "Half."]),
    (lambda a: calc_cli.diff("-2x/3", check=a), ["minus two thirds", "negative two-thirds"]),
    (lambda a: calc_cli.diff("e^x", at=2, check=a), ["7.389", "7.39", "7.4", "≈ 7.3891", "f'(2) = 7.39"]),
    (lambda a: calc_cli.diff("10^x", check=a), ["2.303*10^x", "2.302585092994045684*10^x"]),
    (lambda a: calc_cli.limit("(1+1/x)^x", "inf", check=a), ["2.718", "2.72"]),
    (lambda a: calc_cli.grad("e^x + x y", at="x=1,y=0", check=a), ["[2.718, 1]", "(2.72, 1)"]),
    (lambda a: calc_cli.implicit("y^2 = x", "y", at="x=2,y=sqrt(2)", check=a), ["0.354", "0.3536"]),
    (lambda a: calc_cli.inverse("e^x", at=3, check=a), ["0.333", "1/3"]),
    (lambda a: calc_cli.inverse("x^5 + x", at=1, check=a), ["0.381", "0.38116"]),
    (lambda a: calc_cli.chain(["y = u^2", "u = x/3"], at="x=1", check=a), ["0.222", "2/9"]),
    (lambda a: calc_cli.chain(["y = u^2", "u = s/3 + t"], at="s=1,t=0", check=a), ["[0.222, 0.667]"]),
    (lambda a: calc_cli.grad("x^2/3", at=1, check=a), ["[0.667]", "0.667"]),
    (lambda a: calc_cli.hessian("x^3/9 + x y", at="1,1", check=a), ["[[0.667, 1], [1, 0]]"]),
]  # fmt: skip


@pytest.mark.parametrize(("ask", "answer"), [(ask, answer) for ask, answers in OTHERS for answer in answers])
def test_other_answers(ask, answer):
    assert ask(answer).check.verdict == "correct"


REFUSED = [
    # ask, and wrong answers
    (lambda a: calc_cli.diff("e^x", at=2, check=a), ["7.3", "7.388", "7.3890", "7.390", "7"]),
    (lambda a: calc_cli.diff("x^3", check=a), ["3x^2 + 1e-20", "3x^2 + 0.001", "3x^2 + 1.23e-20", "2.99x^2"]),
    (lambda a: calc_cli.diff("sqrt|x|", at=0, check=a), ["infinity", "-infinity"]),
    (lambda a: calc_cli.limit("1/x^2", 0, check=a), ["-oo", "left and right limits differ", "left ∞, right -∞"]),
    (lambda a: calc_cli.limit("|x|/x", 0, check=a), ["left 1, right -1", "left -1, right 2", "unbounded", "∞"]),
    (lambda a: calc_cli.limit("sin(1/x)", 0, check=a), ["unbounded", "the sides differ", "left 1, right -1"]),
    (lambda a: calc_cli.limit("x^2", 2, check=a), ["diverges", "unbounded", "left 4, right 5", "the sides differ"]),
    (lambda a: calc_cli.integrate("1/x", from_=0, to=1, check=a), ["-oo", "1"]),
    (lambda a: calc_cli.integrate("1/x", from_=-2, to=3, check=a), ["oo", "-oo", "unbounded", "ln(3/2)"]),
    (lambda a: calc_cli.integrate("1/x^2", from_=1, to="inf", check=a), ["oo", "diverges", "unbounded"]),
    (lambda a: calc_cli.diff("|x|", check=a), ["1 for x < 0, -1 for x > 0", "1 if x > 0, else 1", "1, x>0"]),
    (lambda a: calc_cli.diff("x^3", at=2, check=a), ["f'(2) = 12 = 3", "11 m/s", "12 = 2·2^2"]),
    (lambda a: calc_cli.limit("|x|/x", 0, check=a), ["oscillates", "left limit: -1", "positive infinity"]),
    (lambda a: calc_cli.integrate("x^2", from_=0, to=1, check=a), ["0.34", "0.3"]),
    (lambda a: calc_cli.diff("cbrt x", at=0, check=a), ["-infinity", "0"]),
    (lambda a: calc_cli.grad("x^2 + 2 y", check=a), ["2x + 2j", "f_x = 2x, f_y = 2.001"]),
    (lambda a: calc_cli.inverse("e^x", at=3, check=a), ["0.334", "0.34", "0.3"]),
    (lambda a: calc_cli.chain(["y = u^2", "u = s/3 + t"], at="s=1,t=0", check=a), ["[0.222, 0.666]", "[0.223, 2/3]"]),
    (lambda a: calc_cli.hessian("x^3/9 + x y", at="1,1", check=a), ["[[0.666, 1], [1, 0]]", "[[2/3, 1], [1, 0.001]]"]),
]  # fmt: skip


@pytest.mark.parametrize(("ask", "answer"), [(ask, answer) for ask, answers in REFUSED for answer in answers])
def test_what_is_no_right_answer(ask, answer):
    try:
        assert ask(answer).check.verdict == "incorrect"
    except calc_cli.CalcError:
        assert answer == "2x + 2j"


NO_ANSWERS = [
    # ask, and what says something else than the right answer that stands in it
    (lambda a: calc_cli.diff("x^2", check=a), [
        "not 2x", "minus 2x", "negative 2x", "less than 2x", "not equal to 2x", "one half of 2x", "it is not 2x",
        "2x (times some number)", "minus the derivative is 2x", "-2x = 2x", "not y' = 2x", "not 3 = 2x",
    ]),
    (lambda a: calc_cli.diff("x^3", at=2, check=a), ["5 = 12", "f'(2) = 5 = 12", "3·2² = 5 = 12"]),
    (lambda a: calc_cli.limit("x^2", 3, check=a), ["not 9", "3 = 9", "lim = 3 = 9"]),
    (lambda a: calc_cli.limit("1/x^2", 0, check=a), ["not infinity"]),
    (lambda a: calc_cli.integrate("2x", check=a), ["x = x^2 + C", "x + C = x^2 + C"]),
    (lambda a: calc_cli.limit("|x|/x", 0, side="right", check=a), ["left: 1", "1 from the left", "LHL = 1"]),
    (lambda a: calc_cli.limit("x^2", "0-", check=a), ["right 0"]),
    (lambda a: calc_cli.diff("s sin(t)/m", "t", check=a), ["cos(t)"]),
]  # fmt: skip


@pytest.mark.parametrize(("ask", "answer"), [(ask, answer) for ask, answers in NO_ANSWERS for answer in answers])
def test_a_right_answer_in_words_or_equations_that_deny_it(ask, answer):
    with contextlib.suppress(calc_cli.CalcError):
        assert ask(answer).check.verdict != "correct"


READABLE = [
    # ask, and right answers with a name of the subject, with equal sides, with units
    (lambda a: calc_cli.diff("x^2", check=a), [
        "f'(x) = 2x", "dy/dx = 2x", "y' = 2x", "= 2x", "y = 2x", "(x^2)' = 2x", "2*x = 2x", "the derivative is 2x",
        "2x by the power rule", "so the answer is 2x", "2x (the derivative)", "f'(x) = 2x = x + x",
        "Thus it equals 2x.",
        r"\frac{d}{dx} x^2 = 2x",
    ]),
    (lambda a: calc_cli.diff("x^3", at=2, check=a), ["3·2² = 12", "f'(x) = 3x^2 = 12", "12 m/s", "slope = 12"]),
    (lambda a: calc_cli.limit("x^2", 3, check=a), ["lim = 9", "3^2 = 9", "lim_{x->3} x^2 = 3^2 = 9", "L = 9",
                                                   "9 as x -> 3", "9 (hole at x = 3)"]),
    (lambda a: calc_cli.limit("x^2", 0, check=a), ["right 0"]),
    (lambda a: calc_cli.limit("x^2", 0, side="right", check=a), ["right 0", "0"]),
    (lambda a: calc_cli.integrate("2x", check=a), ["F(x) = x^2 + C", "∫ 2x dx = x^2 + C", r"\int 2x dx = x^2 + C"]),
    (lambda a: calc_cli.integrate("2x", from_=0, to=3, check=a), ["F(3) - F(0) = 9 - 0 = 9", "A = 9", "9 units"]),
    (lambda a: calc_cli.diff("s sin(t)/m", "t", check=a), ["cos(t) s/m"]),
    (lambda a: calc_cli.diff("m x", check=a), ["1 m", "m"]),
    (lambda a: calc_cli.chain(["y = u^2", "u = sin x"], check=a), ["dy/dx = dy/du du/dx = 2 sin(x) cos(x)"]),
]  # fmt: skip


@pytest.mark.parametrize(("ask", "answer"), [(ask, answer) for ask, answers in READABLE for answer in answers])
def test_names_of_the_subject_and_equal_sides(ask, answer):
    assert ask(answer).check.verdict == "correct"


def test_a_rounded_answer_is_said_to_be_so():
    check = calc_cli.diff("e^x", at=2, check="7.389").check
    assert (check.short, check.certainty, check.status) == ("correct to 4 digits", "rounded", 0)
