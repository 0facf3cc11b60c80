"""Whole workings, as students write them: what is said of each statement."""

from pathlib import Path

import pytest

import calc_cli
from calc_cli.errors import CalcError, ExitStatus
from tests.calculus.working.mistakes import first_mistake

RIGHT, WRONG, GIVEN, LATER, DOUBTFUL = "correct", "incorrect", "given", "follows", "undecided"

WORKINGS = [
    # lines                                                            what is said of each statement
    (["(x^2+1) sin x", "= 2x sin x + (x^2+1) cos x"],                  [GIVEN, RIGHT]),
    (["(x^2+1) sin x", "= (x^2+1)' sin x + (x^2+1)(sin x)'",
      "= 2x sin x + (x^2+1) cos x"],                                   [GIVEN, RIGHT, RIGHT]),
    (["(x^2+1) sin x", "= d/dx(x^2+1) * sin x + (x^2+1) * d/dx sin x",
      r"= 2x \sin x + (x^2+1) \frac{d}{dx} \sin x"],                   [GIVEN, RIGHT, RIGHT]),
    (["d/dx (x^2+1) sin x", "2x sin x + (x^2+1) cos x"],               [GIVEN, RIGHT]),
    (["(x^2 sin x)' = 2x sin x + x^2 cos x = x(2 sin x + x cos x)"],   [GIVEN, RIGHT, RIGHT]),
    (["f(x) = (x+1)^2", "= x^2 + 2x + 1", "f'(x) = 2x + 2", "f''(x) = 2"], [GIVEN, RIGHT, RIGHT, RIGHT]),
    (["f(x) = relu(x)", "f'(x) = Piecewise((1, x > 0), (0, True))",
      "f'(x) = 1 if x > 0 else 0"],                                    [GIVEN, RIGHT, RIGHT]),
    (["f(x) = ln x, x > 0", "f'(x) = 1/x for x > 0"],                  [GIVEN, RIGHT]),
    (["y = x^3", "", "# the power rule", "dy/dx = 3x^2", "d^2y/dx^2 = 6x"], [GIVEN, RIGHT, RIGHT]),
    (["1) x^3", "2) = 3x^2"],                                          [GIVEN, RIGHT]),
    (["- x^3", "- = 3x^2"],                                            [GIVEN, RIGHT]),
    (["x^3", "=> 3x^2", "∴ = 3 x x"],                                  [GIVEN, RIGHT, RIGHT]),
    (["a t^2 + b t", "= 2at + b"],                                     [GIVEN, RIGHT]),
    (["sin^2 x", "= 2 sin x cos x", "= sin 2x"],                       [GIVEN, RIGHT, RIGHT]),
    (["f(g(x))", "= f'(g(x)) (g(x))'", "= f'(g(x)) g'(x)"],            [GIVEN, RIGHT, RIGHT]),
    (["y = x^2 sin x", "u = x^2, u' = 2x", "v = sin x, v' = cos x", "y' = u'v + u v'",
      "= 2x sin x + x^2 cos x"],                                       [GIVEN, *2 * [GIVEN, RIGHT], RIGHT, RIGHT]),
    (["y = u^3", "u = x^2 + 1", "y' = 3u^2 u'", "= 6x(x^2+1)^2"],      [GIVEN, GIVEN, RIGHT, RIGHT]),
    (["y = x^x", "ln y = x ln x", "y'/y = ln x + 1", "y' = x^x(ln x + 1)"], [GIVEN, GIVEN, RIGHT, GIVEN, RIGHT, RIGHT]),
    (["x^3 ln x", "(x^3)' = 3x^2", "(ln x)' = 1/x", "= 3x^2 ln x + x^2"], [GIVEN, GIVEN, RIGHT, GIVEN, RIGHT, RIGHT]),
    (["(x^2+1) sin x", "= 2x cos x", "= 2 x cos x"],                   [GIVEN, WRONG, LATER]),
    (["(x^2+1) sin x", "= 2x cos x", "= (x^2+1) cos x + 2x sin x"],    [GIVEN, WRONG, RIGHT]),
    (["(2x+1)^3", "= 6(2x+1)^2", "= 6(4x^2+1)", "= 24x^2 + 6"],        [GIVEN, RIGHT, WRONG, LATER]),
    (["(x+1)^2", "= x^2 + 1", "= 2x"],                                 [GIVEN, WRONG, LATER]),
    (["f(x) = x^3", "f'(x) = x^2", "f''(x) = 2x"],                     [GIVEN, WRONG, LATER]),
    (["sin(3x)", "= cos(3x)", "= cos(3x) + 1"],                        [GIVEN, WRONG, WRONG]),
    (["y = x^2 sin x", "u = x^2, u' = 2x", "v = sin x, v' = -cos x", "y' = u'v + uv'",
      "= 2x sin x - x^2 cos x"],                                   [GIVEN, GIVEN, RIGHT, GIVEN, WRONG, RIGHT, LATER]),
    (["x^3 ln x", "(ln x)' = 1/ln x", "= 3x^2 ln x + x^2"],            [GIVEN, GIVEN, WRONG, RIGHT]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "verdicts"), WORKINGS, ids=[" / ".join(row[0]) for row in WORKINGS])
def test_each_statement_is_judged(lines: list[str], verdicts: list[str]) -> None:
    found = calc_cli.check("\n".join(lines))
    assert [judgement.verdict for judgement in found.judgements] == verdicts
    assert found.status == (ExitStatus.NO if WRONG in verdicts else ExitStatus.DONE)


UNREAD = "not checked"

NOT_ACCUSED = [
    # right lines about what the working does not tell
    "s = 2x/3\nds/dt = (2/3) dx/dt = (2/3)(5) = 10/3",
    r"y = (\sin x)^x" "\n" r"y' = (\sin x)^x\left[\ln(\sin x) + x\cot x\right]",  # \right is no word of a remark
    "A = 2πr² + 2000/r\nA' = 4πr - 2000/r² = 0\nr = ∛(500/π)\nh = 1000/(πr²) = 2∛(500/π) = 2r",
    "dy/dt = ky\ndy/y = k dt\nln|y| = kt + C\n|y| = e^{kt+C}\ny = Ae^{kt}",
    "dy/dx = x²/y²\n∫ y² dy = ∫ x² dx\n(1/3)y³ = (1/3)x³ + C\ny = ∛(x³ + 8)",
    "I(x) = e^{∫ 3x² dx}\n= e^{x³}",
    "y = x^{3/2}\ndy/dx = (3/2)x^{1/2}\nL = ∫_1^4 √(1 + (dy/dx)²) dx = ∫_1^4 √(1 + (9/4)x) dx",
    "L(p) = k ln p + (n-k) ln(1-p)\nL'(p) = k/p - (n-k)/(1-p) = 0\nk(1-p) = (n-k)p",
    "d = √((x - 1)² + (y - 4)²)\nx = y²/2\nd = √((y²/2 - 1)² + (y - 4)²)",
    "A = ∫_{-π/4}^{π/4} ½r² dθ = ½∫_{-π/4}^{π/4} cos²2θ dθ",
    "h(x) = f(g(x))\ng(1) = 2\nh'(x) = f'(g(x)) g'(x)\nh'(1) = f'(2)·6 = 30",
    "s = ∫ v dt = t³ - 6t² + 9t + c\nwhen t = 0, s = 0 so c = 0",
    "I_n = ∫ sin^n x dx\nnI_n = -sin^{n-1} x cos x + (n - 1)I_{n-2}",
    "f(x) = x^2, g(x) = x + 2\nx^2 = x + 2\nx^2 - x - 2 = 0\n(x-2)(x+1) = 0\nx = 2 or x = -1",
    "N(t) = N_0 e^{-λt}\nN(5) = N_0/2\ne^{-5λ} = 1/2\nλ = ln(2)/5",
    "b_n = (2/π)∫_0^π x sin(nx) dx\n= -(2/n) cos(nπ)\n= (2/n)(-1)^{n+1}",
    "f(x) = x³ - 2x² + x + C\nf'(x) = 3x² - 4x + 1\nC = 5\nf(x) = x³ - 2x² + x + 5",
]


@pytest.mark.parametrize("working", NOT_ACCUSED)
def test_no_line_is_accused_of_what_is_not_told(working: str) -> None:
    assert calc_cli.check(working).first_wrong is None


READ = [
    # a working as people write it what is said of each statement
    ("f(x) = x^2\nf'(x) = 2x\nf'(3) = 6\nf(2) = 4\nf'(1) = 3", [GIVEN, RIGHT, RIGHT, RIGHT, WRONG]),
    ("f(x) = sin x\nf'(pi) = -1\nf'(\\pi) = 1\nf(e) = sin e", [GIVEN, RIGHT, WRONG, RIGHT]),
    ("xy = 1\ny + x dy/dx = 0\ndy/dx = y/x", [GIVEN, GIVEN, GIVEN, RIGHT, WRONG]),
    ("y = x^2\ny' = 2x\n1) f(x) = x^3\nf' = 3x^2\n2) f(x) = x^5\nf' = 4x", [GIVEN, RIGHT, GIVEN, RIGHT, GIVEN, WRONG]),
    ("f(x) = x^2\nf'(x) = 3x\nf'(2) = 6", [GIVEN, WRONG, LATER]),
    ("y = x^2\ny' = 2x\nat x = 3: dy/dx = 6\ny'|_{x=1} = 2", [GIVEN, RIGHT, RIGHT, RIGHT]),
    ("f(x) = x^2 = 2x", [GIVEN, WRONG]),
    ("y = x^3\nx^3 = 3x^2", [GIVEN, RIGHT, WRONG]),
    ("f(x) = (x+1)^2 = x^2 + 2x + 1\nf'(x) = 2x + 2 = 2(x+1)", [GIVEN, RIGHT, RIGHT, RIGHT]),
    ("y = x^x\nln y = x ln x\ny'/y = ln x\ny' = x^x ln x",
     [GIVEN, GIVEN, RIGHT, GIVEN, WRONG, LATER]),
    ("y = (3x^2+1)^5\nLet u = 3x^2 + 1\nThen y = u^5\ndy/du = 5u^4\ndu/dx = 6x\ndy/dx = dy/du * du/dx\n= 30x(3x^2+1)^4",
     [GIVEN, GIVEN, RIGHT, GIVEN, RIGHT, RIGHT, RIGHT, RIGHT]),
    ("x^2 + y^2 = 25\n2x + 2y dy/dx = 0\ndy/dx = -x/y", [GIVEN, GIVEN, GIVEN, RIGHT, RIGHT]),
    ("x y = 1\ny + x y' = 0\ny' = y/x\n= 1/x^2", [GIVEN, GIVEN, GIVEN, RIGHT, WRONG, LATER]),
    ("lim_{x->2} (x^2-4)/(x-2)\n= lim x->2 (x+2)\n= 5\n= 4", [GIVEN, RIGHT, WRONG, RIGHT]),
    ("f(x) = x^2\nf'(x) = lim_{h->0} ((x+h)^2 - x^2)/h\n= lim_{h->0} (2x + h)\n= 2x", [GIVEN, RIGHT, RIGHT, RIGHT]),
    ("f(x) = x^2 - 4x\nf'(x) = 2x - 4\n2x - 4 = 0\n2x = 4\nx = 3",
     [GIVEN, RIGHT, RIGHT, GIVEN, GIVEN, RIGHT, GIVEN, WRONG]),
    ("f(x) = x^3 - 3x\nf'(x) = 3x^2 - 3\nf'(x) = 0\nx = 1 or x = -1",
     [GIVEN, RIGHT, GIVEN, GIVEN, RIGHT, GIVEN, RIGHT]),
    ("f(x) = x^2\nf'(x) = 2x\ny - 9 = 6(x - 3)", [GIVEN, RIGHT, GIVEN, RIGHT]),
    ("f(x,y) = x e^(x y)\n∂f/∂x = e^(x y) + x y e^(x y)\nf_y = x e^(x y)", [GIVEN, RIGHT, WRONG]),
    ("1. Find the derivative of y = x^2.\n2. Therefore, y' = 2x (power rule).", [GIVEN, RIGHT]),
    ("a) y = x^2 ⇒ y' = 2x by the power rule\nSimplify:\n\nb) y = x^3\ny' = 2x", [GIVEN, RIGHT, GIVEN, WRONG]),
    ("\\begin{align*}\ny &= \\ln x \\\\\ny' &= \\boxed{\\frac{1}{x}} \\text{ by the rule}\n\\end{align*}",
     [GIVEN, RIGHT]),
    ("f(x) = ln x, x > 0\nf'(x) = 1/x for x > 0", [GIVEN, RIGHT]),
    ("x^2\n= 2*(x\n= 2x", [GIVEN, UNREAD, RIGHT]),
    ("x^2\n= 2x = \n= x^2'\n= 2x", [GIVEN, UNREAD, UNREAD, RIGHT]),
    ("y = x^2\nz' = 2x\ny' = 2x", [GIVEN, UNREAD, RIGHT]),
    ("x^2 - y = 0\ny^2 - x = 0\ny = x^2\ny = x^3", [*4 * [GIVEN], RIGHT, UNREAD]),
]  # fmt: skip


@pytest.mark.parametrize(("working", "verdicts"), READ, ids=[row[0] for row in READ])
def test_what_people_write_is_read(working: str, verdicts: list[str]) -> None:
    assert [judgement.verdict for judgement in calc_cli.check(working).judgements] == verdicts


MISTAKES = [
    # lines line the mistake
    (["(x^2+1) sin x", "= 2x cos x"], 2, "product of the derivatives"),
    (["(x^2+1) sin x", "= (x^2+1)'(sin x)'", "= 2x cos x"], 2, "product of the derivatives"),
    (["x sin x", "= (x)' sin x + x (sin x)'", "= sin x - x cos x"], 3, "sign gained"),
    (["sqrt(3x+1)", "= (3x+1)'/(2sqrt(3x+1))", "= 1/(2sqrt(3x+1))"], 3, "constant factor dropped"),
    (["x^3 + 2x", "= 3x^2 + 2", "= 3(x^2 + 2)"], 3, "arithmetic slip"),
    (["(2x+1)^3", "= 6(2x+1)^2", "= 6(4x^2+1)"], 3, "pulled apart"),
    (["x(x-1)^2", "= (x-1)^2 + 2x(x-1)", "= (x-1)^2 + 2x x - 1"], 3, "brackets lost"),
    (["f(x) = sin 3x", "f'(x) = 3cos 3x", "f''(x) = -3 sin 3x"], 3, "inner derivative missing"),
    (["(x+1)^2", "= x^2 + 1"], 2, "pulled apart"),
    (["y = x^3", "y' = 3x^2", "= 6x"], 3, "another order"),
    (["d/dx (x^2 + 3x)", "= x^2 + 3x"], 2, "not differentiated"),
    (["f(x) = x^4 - 8x^2", "f'(x) = 4x^3 - 16x = 0", "4x(x^2 - 4) = 0", "x = 2 or x = -2"], 4, "root divided away"),
    (["f(x) = sqrt(x)", "f'(4) = 1/4", "normal: y - 2 = 1/4 (x - 4)"], 3, "slope of the normal"),
    (["L(w) = sum_{i=1}^n (y_i - w x_i)^2", "dL/dw = 2 sum_{i=1}^n (y_i - w x_i) x_i"], 2,
     "sign of the inner derivative lost"),
    (["lim_{x->-oo} sqrt(4x^2+1)/(x-3)", "= lim_{x->-oo} x sqrt(4+1/x^2)/(x(1-3/x))"], 2, "sign turned"),
    (["lim_{x->oo} (sqrt(x^2+x) - x)", "= oo - oo", "= 0"], 3, "indeterminate form"),
    (["F(x) = ∫_0^{x^2} sin(t) dt", "F'(x) = sin(x^2)"], 2, "inner derivative missing"),
    (["a = tanh(z)", "da/dz = 1 - a"], 2, "square missing"),
    (["x = t^2, y = t^3", "dy/dx = 3t/2", "d^2y/dx^2 = 3/2"], 3, "not divided"),
    (["f(x) = sin x", "f'(x) = cos x", "f'(30) = 0.866"], 3, "degrees"),
    (["f(x,y) = x^2 + 3y", "∇f = (2x, 3)", "∇f(1,2) = (2, 6)"], 3, "constant multiplied"),
    (["f(x) = x^2", "f'(x) = lim_{h->0} ((x+h)^2 + x^2)/h"], 2, "no limit"),
    (["f(x) = x^2", "f'(x) = lim_{h->0} ((x+h)^2 - x^2)/h", "= lim_{h->0} (2xh + 3h^2)/h"], 3, "another part"),
    (["f(x) = x^3", "f'(2) = lim_{h->0} ((2+h)^3 - 8)/h", "= lim_{h->0} (12h + 3h^2 + h^3)/h"], 3, "another part"),
    (["h(x) = (4 - x^2)^(1/2)", "h'(x) = 1/2 (4 - x^2)^(1/2) (-2x)"], 2, "exponent not lowered"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "number", "rule"), MISTAKES, ids=[" / ".join(row[0]) for row in MISTAKES])
def test_first_mistake_is_named(lines: list[str], number: int, rule: str) -> None:
    wrong = calc_cli.check("\n".join(lines)).first_wrong
    assert wrong is not None
    assert wrong.check is not None
    assert (wrong.statement.line, wrong.check.diagnosis[0].rule) == (number, rule)


def test_correction_and_end_are_noticed() -> None:
    found = calc_cli.check("x sin x\n= cos x\n= sin x + x cos x")
    assert [judgement.corrects for judgement in found.judgements] == [None, None, 2]
    assert found.is_finished
    assert not calc_cli.check("x sin x\n= (x sin x)'").is_finished
    assert not calc_cli.check("(x+1)^2\n= x^2 + 2x + 1").is_finished


REFUSED = [
    # working says marked
    ("", "the working is empty", None),
    ("# nothing\n\n", "the working is empty", None),
    ("y' = 2x", "line 1: the first line is what is differentiated", "y' = 2x"),
    ("ln(-1)", "line 1: this is not a real function", "ln(-1)"),
    ("a b", "with respect to which variable?", None),
]  # fmt: skip


@pytest.mark.parametrize(("working", "says", "marked"), REFUSED, ids=[repr(row[0]) for row in REFUSED])
def test_refused(working: str, says: str, marked: str | None) -> None:
    with pytest.raises(CalcError) as caught:
        calc_cli.check(working)
    assert says in str(caught.value)
    if marked is not None:
        assert caught.value.span is not None
        assert working[slice(*caught.value.span)] == marked


NOTHING_READ = [
    # working, why not
    ("y = u\nu = y", "line 1: this is defined by itself"),
    ("y = u\nu = u + 1", "line 1: this is defined by itself"),
    ("ln(-1)\n= 0", "line 1: this is not a real function"),
    ("a b\n= a", "with respect to which variable?"),
    ("x^2 + * 3\n= 2x +", "line 1: expected a number"),
]


@pytest.mark.parametrize(("working", "says"), NOTHING_READ)
def test_no_line_ends_the_others(working: str, says: str) -> None:
    found = calc_cli.check(working)
    assert {judgement.verdict for judgement in found.judgements} == {UNREAD}
    assert says in found.notes[0]
    assert found.status == ExitStatus.UNDECIDED


TANGENTS = [
    # the last line its verdict
    ("y - 9 = 6(x - 3)", "correct"),
    ("y - 9 = 5(x - 3)", "incorrect"),
    ("y - 8 = 6(x - 3)", "incorrect"),
    ("Tangent at x = 3: y = 6x - 9", "correct"),
    ("Tangent at x = 2: y = 6x - 9", "incorrect"),
    ("Tangent at (3, 9): y - 9 = 6(x - 3)", "correct"),
    ("Normal: y - 9 = -1/6 (x - 3)", "correct"),
    ("Normal at x = 3: y - 9 = 1/6 (x - 3)", "incorrect"),
    ("The tangent line is y = 6x + 20", "incorrect"),
    ("Tangent at x = 1: y = 2x - 1\nNormal: y = -x/2 + 1.5", "correct"),
    ("Tangent at x = 1: y = 2x - 1\nNormal: y = -x/2 + 1", "incorrect"),
    ("Tangent: y = 2x - 1\nNormal: y = -x/2 + 3/2", "correct"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "verdict"), TANGENTS)
def test_tangents_are_judged(line: str, verdict: str) -> None:
    found = calc_cli.check(f"f(x) = x^2\nf'(x) = 2x\nf'(3) = 6\n{line}")
    assert found.judgements[-1].verdict == verdict


CONCLUSIONS = [
    # what is said of x^3 - 3x below its derivative, and whether it is true
    ("f has a local maximum at x = -1", ["correct"]),
    ("minimum at x = 1", ["correct"]),
    ("So x = 1 is a minimum.", ["correct"]),
    ("minimum at x = -1", ["incorrect"]),
    ("f has a maximum of 2 at x = -1", ["correct"]),
    ("f has a maximum of 3 at x = -1", ["incorrect"]),
    ("(1, -2) is a local min, (-1, 2) is a local max", ["correct", "correct"]),
    ("local max at x = -1 and local min at x = 2", ["correct", "incorrect"]),
    ("inflection point at (0, 0)", ["correct"]),
    ("maximum at x = 0", ["not checked"]),  # of an interval that ends there
    ("absolute maximum at x = -1", ["not checked"]),
    ("no maximum at x = 1", ["not checked"]),
    ("f has local extrema: minimum at x = 1, maximum at x = -1", ["correct", "correct"]),
    ("minima at x = 1 and x = -1", ["correct", "incorrect"]),
    ("The maximum value is 2", ["correct"]),
    ("The maximum value is 3", ["not checked"]),  # which may be one at the end of an interval
    ("f''(1) = 6 > 0, so f has a maximum at x = 1", ["correct", "incorrect"]),
    ("f''(1) = 6 > 0, so it is a minimum", ["correct", "correct"]),
    ("f''(1) = 6 ⇒ maximum", ["correct", "incorrect"]),
    ("f is increasing on (1, ∞)", ["correct"]),
    ("f is increasing on (-∞, -1) and (1, ∞)", ["correct"]),
    ("f is increasing for x < -1 and decreasing on (-1, 1)", ["correct", "correct"]),
    ("f'(x) > 0 for x > 1, so f is increasing there", ["correct", "correct"]),
    ("f'(x) > 0 for x < 1", ["incorrect"]),
    ("f''(x) < 0 for x < 0, concave down there", ["correct", "correct"]),
    ("concave up on (-∞, 0)", ["incorrect"]),
    ("f is decreasing everywhere", ["incorrect"]),
    ("f'(x) = 0: x = 1, x = -1", ["given", "correct", "correct"]),
    ("max and min at x = 1", ["not checked"]),
    ("f'(x) = 0 when x = 1 or x = -1", ["given", "correct", "correct"]),
    ("f'(x) = 0 if x = ±1", ["given", "correct", "correct"]),
    ("f'(x) = 0 for x = 1 or x = 5", ["given", "correct", "incorrect"]),
]


@pytest.mark.parametrize(("line", "verdicts"), CONCLUSIONS)
def test_what_is_said_of_a_place_is_judged(line: str, verdicts: list[str]) -> None:
    found = calc_cli.check(f"f(x) = x^3 - 3x\nf'(x) = 3x^2 - 3\n{line}")
    assert [shown.verdict for shown in found.shown][2:] == verdicts


@pytest.mark.parametrize(
    "line", ["So f is increasing.", "f' is positive", "The function is concave up", "y is a maximum"]
)
def test_a_letter_in_a_sentence_is_no_step(line: str) -> None:
    assert calc_cli.check(f"f(x) = x^3 - 3x\nf'(x) = 3x^2 - 3\n{line}").first_wrong is None


SEVERAL = [
    # workings of several exercises, and the verdicts
    ("1) x^2 + 3x\n= 2x + 3\n2) sin(2x)\n= cos(2x)", ["given", "correct", "given", "incorrect"]),
    ("1) f(x) = x^2\nf'(x) = 2x\n2) f(x) = x^3\nf'(x) = 2x", ["given", "correct", "given", "incorrect"]),
    ("1. f(x) = x^2\n2. f'(x) = 2x\n3. f''(x) = 2", ["given", "correct", "correct"]),  # steps
    ("1) lim_{x->0} sin(x)/x = 1\n2) lim_{x->0} (1 - cos x)/x = 1", ["given", "correct", "given", "incorrect"]),
    ("1. ∫ 2x dx = x^2 + C\n2. ∫ cos(2x) dx = sin(2x) + C", ["given", "correct", "given", "incorrect"]),
    ("**Exercise 1.** $f(x) = x^2$\n$f'(x) = 2x$\n\n**Exercise 2.** $f(x) = x^3$\n$f'(x) = x^2$",
     ["given", "correct", "given", "incorrect"]),
    ("f(x) = x^2\nf'(x) = 2x\n\nf(x) = f(x) + 1\nf'(x) = 2", ["given", "correct", "not checked", "not checked"]),
]  # fmt: skip


@pytest.mark.parametrize(("working", "verdicts"), SEVERAL)
def test_exercises_are_told_from_steps(working: str, verdicts: list[str]) -> None:
    assert [judgement.verdict for judgement in calc_cli.check(working).judgements] == verdicts


CURVE = "x^2 + y^2 = 25\n2x + 2y y' = 0\ny' = -x/y\n"

ON_THE_CURVE = [
    # what is said below, and the verdicts
    ("At (3, 4): y' = -3/4", ["correct"]),
    ("y'|_{(3,4)} = 3/4", ["incorrect"]),
    ("So at (3, 4), dy/dx = -3/4\ny - 4 = -3/4 (x - 3)", ["correct", "correct"]),
    ("At (3, 4): y' = 3/4\nTangent: y - 4 = 3/4 (x - 3)", ["incorrect", "follows"]),
    ("At (1, 1): y' = -1", ["not checked"]),  # no point of the curve
]


@pytest.mark.parametrize(("lines", "verdicts"), ON_THE_CURVE)
def test_points_of_a_curve(lines: str, verdicts: list[str]) -> None:
    found = calc_cli.check(CURVE + lines)
    assert [shown.verdict for shown in found.shown][-len(verdicts) :] == verdicts


NO_STEPS = ["slope of normal = -1/2", "The area is 50", "Total price = 40", "Height: 12 cm"]


@pytest.mark.parametrize("line", NO_STEPS)
def test_what_is_said_of_something_else_is_no_step(line: str) -> None:
    found = calc_cli.check(f"f(x) = x^2\nf'(x) = 2x\n{line}\nf''(x) = 2")
    assert [judgement.verdict for judgement in found.judgements] == ["given", "correct", "not checked", "correct"]


def test_values_in_one_line_are_no_chain() -> None:
    found = calc_cli.check("f(x) = x^3 - 3x on [0, 2]\nf(0) = 0, f(1) = -2, f(2) = 3")
    assert [judgement.verdict for judgement in found.judgements] == ["given", "correct", "correct", "incorrect"]


def test_a_factor_of_the_slope_is_no_place() -> None:
    found = calc_cli.check(
        "x^2 + x y + y^2 = 7\n2x + y + x y' + 2y y' = 0\ny'(x + 2y) = -2x - y\ny' = -(2x + y)/(x + 2y)"
    )
    assert {judgement.verdict for judgement in found.judgements} == {"given", "correct"}


BESIDE = [
    ("y = mx + b", ["not checked"]),
    ("2 = 3(1) + b\nb = -1\ny = 3x - 1", ["given", "correct", "correct"]),
    ("y - 2 = 3(x - 1)\ny = 3x + 1", ["correct", "incorrect"]),
    ("y - 2 = -1/3 (x - 1)", ["correct"]),  # the normal
    ("y - 2 = 3(x - 1)\ny = 3x - 1", ["correct", "correct"]),
]


@pytest.mark.parametrize(("lines", "verdicts"), BESIDE)
def test_a_line_beside_the_function_is_no_part_of_it(lines: str, verdicts: list[str]) -> None:
    found = calc_cli.check(f"f(x) = x^2 + x\nf'(x) = 2x + 1\nf'(1) = 3\nf(1) = 2\n{lines}")
    assert [shown.verdict for shown in found.shown][4:] == verdicts


def test_definitions_stand_in_columns() -> None:
    found = calc_cli.check("y = x^3 ln x\nu = x^3    v = ln x\nu' = 3x^2\tv' = 1/x\ny' = 3x^2 ln x + x^3/x")
    assert [judgement.verdict for judgement in found.judgements] == ["given"] * 3 + ["correct"] * 3


# fmt: off
IN_STEPS = [
    # working, the mistake in the first wrong line
    ("f(x) = (2x-1)/(x+3)\nf'(x) = (2(x+3) - (2x-1)*1)/(x+3)^2\n= (2x + 6 - 2x - 1)/(x+3)^2", "minus not distributed"),
    ("x^2 + x y + y^2 = 3\n2x + x y' + 2y y' = 0", "first term of the product rule missing"),
    ("x^2 - y^2 = 1\n2x - 2y y' = 0\n-2y y' = 2x", "sign when moved"),
    ("s(t) = 5t^2 + 2t\nv(t) = s'(t) = 10t + 2\na(t) = v'(t) = 10t", "a term not differentiated"),
    # arithmetic, and values put in
    ("h(t) = 20t - 5t^2\nh(2) = 40 - 10", "power not taken"),
    ("V(x) = x(12 - 2x)^2\nV(2) = 2(8)^2 = 256", "factor raised too"),
    ("V = x^2 h\ndV/dt = 2x h dx/dt + x^2 dh/dt\nx = 2, h = 3, dx/dt = 1, dh/dt = -1\ndV/dt = 16", "sign lost"),
    ("f(x) = 2x^3 - 3x^2 - 12x\nf(-1) = -2 + 3 + 12", "sign of a power"),
    ("x^2 + xy + y^2 = 7\nAt (1, 2): y' = -(2 + 2)/(1 + 4)\n= -4/3", "arithmetic"),
    ("f(x,y) = ln(x^2 + y^2)\nf_x = 2x/(x^2+y^2)\nf_y = 2y/(x^2+y^2)\nf_y(1, 2) = 2/5", "another formula"),
    # another question answered: it is asked before arithmetic
    ("f(x) = 3x - 2\nf'(x) = 3\nf'(5) = 13", "value of the function"),
    ("y = ln x\ny' = 1/x\ny'(2) = ln 2", "value of the function"),
    ("s(t) = t^2 + 3t\nv(t) = 2t + 3\nv(2) = 10", "value of the function"),
    ("f(x) = x sin x\nf'(x) = sin x + x cos x\nf'(pi) = pi", "another point"),
    ("f(x) = x^3\nf'(x) = 3x^2\nf''(x) = 6x\nf''(1) = 3", "another order"),
    ("f(x) = x^2 - 4x\nf'(x) = 2x - 4\nf'(3) = 10", "arithmetic"),
    # equations
    ("f(x) = x^2 + 6x\nf'(x) = 2x + 6 = 0\n2x = 6", "sign when moved"),
    ("f(x) = x^2 - 8x\nf'(x) = 2x - 8 = 0\nx = 16", "multiplied"),
    ("x^2 - 5x + 6 = 0\nx = 4", "no solution"),
    ("x^2 + y^2 = 100\n2x dx/dt + 2y dy/dt = 0\nx = 6, y = 8, dx/dt = 1\n12 + 16 dy/dt = 0\n16 dy/dt = 12",
     "sign when moved"),
    ("f(x) = x^4 - 6x^2\nf is concave up on (-1, 1)", "another course"),
    ("y = x³ - 3x\nAt x = 1, y'' = 6 > 0 so max", "other extremum"),
    ("A = x y\n2x + y = 40\ny = 40 + 2x", "sign when moved"),
    ("y = x^3 - 2x\ndy = 3x^2 dx", "a term dropped"),
    ("f(x, y) = x^2 y + y^3\n∇f = (2xy, x^2 + 3y^2)\n∇f(1, 2) = (2*1*2, 1 + 3*4)\n= (4, 15)", "arithmetic"),
    ("y = x^x\nln y = x ln x\ny'/y = 1 * 1/x", "product of the derivatives"),
    ("y = (5x - 2)^(-3)\nu = 5x - 2\ndy/du = -3u^(-2)", "exponent raised"),
    ("f(x) = sqrt(1+x)\nf(0) = 1\nT_2(x) = 1 + x/2 - x^2/4", "factorial missing"),
    ("x^2 = 3x\nx = 3", "root divided away"),
    ("f(x) = x^4 - 2x^2\nf'(x) = 4x^3 - 4x = 0\n4x^2 - 4 = 0\nx = 1 or x = -1", "root divided away"),
    ("x^2 = 4\nx = 2", "root with both signs"),
    ("(x - 1)(x - 3) = 0\nx = 3", "solution lost"),
    ("f(x,y) = x^2 + 3y^2\nu = (3, 4)\nD_u f(1, 1) = 2*3 + 6*4", "direction not normalized"),
    ("f(x,y) = x^2 + 4xy + y^2\nf_xx = 2, f_yy = 2, f_xy = 4\nD = f_xx f_yy + f_xy^2", "sign in the determinant"),
    ("f(x,y) = x^3 + y^3 - 3xy\nf_xx = 6x, f_yy = 6y, f_xy = -3\nD = 36xy - 9\nD(1,1) = 36 - 6", "arithmetic"),
    ("f(x,y) = x^2 + y^2\ng(x,y) = x + y - 2 = 0\n2x = λ x", "multiplier"),
    ("f(x,y) = xy\nx^2 + y^2 = 8\nx = 2λx", "multiplier"),
    ("f(x) = x^2 - 2\nx_0 = 1\nx_1 = x_0 + f(x_0)/f'(x_0)", "sign turned"),
    ("lim_{x->0} sin(4x)/x\n= lim_{x->0} (4x cos(4x) - sin(4x))/x^2", "quotient rule for l'Hopital's"),
    ("lim_{x->0} (sqrt(x+9) - 3)/x\n= lim_{x->0} (x + 9 - 3)/(x (sqrt(x+9) + 3))", "square of the conjugate"),
    ("f(x) = x^2\nf'(x) = lim_{h->0} ((x+h)^2 - x^2)/h\n= lim_{h->0} (x^2 + h^2 - x^2)/h", "pulled apart"),
    ("f(x) = sqrt(x^3)\n= x^(2/3)", "exponent upside down"),
    ("y = sin^2 x\ny' = 2 sin x cos x\n= cos 2x", "double angle"),
    ("y = (ln x)^2 + x\n= 2 ln x + x", "logarithm of a power"),
    ("f(x) = x sqrt(x+1)\nf'(x) = sqrt(x+1) + x/(2 sqrt(x+1))\n= (x+1+x)/(2 sqrt(x+1))", "common denominator"),
    ("A = x y\n2x + 2y = 40\ny = 20 - 2x", "not every term divided"),
    ("A = pi r^2\ndA/dt = 2 pi r dr/dt\nr = 3, dr/dt = 2\ndA/dt = 6 pi", "arithmetic"),
    ("y = x^2 e^x\ny' = 2x e^x + x^2 e^x\n= 3x^2 e^x", "unlike terms"),
    ("lim_{x->0} (1 - cos x)/x^2\n= lim_{x->0} -sin x/(2x)", "sign lost"),
    ("∫ x sqrt(x+1) dx\nu = x + 1, du = dx\n= ∫ (u - 1) sqrt(u) du\n= ∫ (u^(3/2) - 1) du", "brackets lost"),
    ("C(x) = x^2 + 100/x\nC'(x) = 2x - 100/x^2\n2x = 100/x^2\nx^3 = 200", "multiplied"),
    ("∫ ln x dx\n= x ln x - ∫ x (1/x) dx\n= x ln x + x + C", "sign turned"),
    ("x^2 + y^2 = 25\n2x + 2y y' = 0\ny' = -x/y\ny'' = -(y + x y')/y^2", "plus in the numerator"),
]
# fmt: on


@pytest.mark.parametrize(("working", "rule"), IN_STEPS)
def test_the_mistake_in_a_step_is_named(working: str, rule: str) -> None:
    assert first_mistake(working) == rule


READ = [
    # working, the first wrong line, whether all is read
    ("A farmer has 200 m of fencing for a rectangle against a river.\nA = xy, 2x + y = 200\ny = 200 - 2x\n"
     "A(x) = x(200 - 2x)\nA'(x) = 200 - 4x = 0\nx = 50 m\ny = 100 m", None, True),
    ("A can holds 500 cm^3.\nV = pi r^2 h = 500\nh = 500/(pi r^2)\nS = 2 pi r^2 + 2 pi r h", None, True),
    ("f(x) = x^2 if x < 1 else 2x - 1\nf'(x) = 2x if x < 1 else 2\nf'(1) = 2", None, True),
    ("f(x) = \\begin{cases} x^2 & \\text{if } x < 1 \\\\ 2x - 1 & \\text{otherwise} \\end{cases}\nf'(1) = 2",
     None, True),
    ("f(x) = { x^2, x ≤ 1; 2x - 1, x > 1 }\nf'(1) = 3", 2, True),
    ("f(x,y) = x^2 + y^2, constraint x + y = 4\nL = x^2 + y^2 - λ(x + y - 4)\nL_x = 2x - λ = 0\nL_y = 2y - λ = 0\n"
     "λ = 4\nx = 2",
     None, True),
    ("f(x,y) = x^2 + y^2, constraint x + y = 4\nf_x = 2x - λ = 0", 2, True),
    ("Find the extreme values of f(x,y) = 2x + y on x^2 + y^2 = 5\n2 = 2λx\n1 = 2λy\nx = 1/λ", None, True),
    ("Maximise xy with x^2 + y^2 = 8\ny = 2λx, x = 2λy\ny^2 = x^2\nx = 2", None, True),
    ("f(x) = x^3 - 4x\nslope of the tangent at x = 2 is 8\nslope of the normal at x = 2 is -1/8", None, True),
    ("f(x) = x^3 - 4x\nslope of the tangent at x = 2 is 4", 2, True),
    ("y = x^2 - 3x\nAt x = 4, the gradient is 5", None, True),
    ("f(x,y) = x^2 y + y^3\nAt (1,2): ∇f = <4, 13>", None, True),
    ("f(x,y) = x^2 y + y^3\nAt (1,2): ∇f = <4, 12>", 2, True),
    ("f(x) = √x, a = 4\nf'(4) = 1/4\nL(x) = 2 + (1/4)(x - 4)\n√4.1 ≈ L(4.1) = 2 + 0.025 = 2.025", None, True),
    ("f(x) = √x, a = 4\nf'(4) = 1/4\n√4.1 ≈ 2 + (1/4)(0.1) = 2.25", 3, True),
    ("Find the area enclosed by y = 4 - x^2 and the x-axis.\n4 - x^2 = 0\nx = ±2\n"
     "Area = ∫_{-2}^{2} (4 - x^2) dx\n= 32/3", None, True),
    ("Find the area enclosed by y = 4 - x^2 and the x-axis.\n4 - x^2 = 0\nx = ±2\n"
     "Area = ∫_{-2}^{2} (4 - x^2) dx\n= 16/3", 5, True),
    ("L(w) = (w x - y)^2\ndL/dw = 2(w x - y) x\nx = 2, y = 3, w = 1\ndL/dw = 2(2 - 3)*2 = -4", None, True),
    ("L(w) = (w x - y)^2\ndL/dw = 2(w x - y) x\nx = 2, y = 3, w = 1\ndL/dw = 2(2 - 3)*2 = 4", 4, True),
    ("z = w x + b\na = tanh(z)\nL = (y - a)^2\ndL/da = -2(y - a)\ndL/dw = -2(y - a)(1 - a^2) x", None, True),
    ("x^2 + * 3\n= 2x +", None, False),
    ("y = ln((x+1)/(x-1))\n  = ln(x+1) - ln(x-1)   [log law]", None, True),
    ("Cost C(x) = x^2 + 20x\nMarginal cost C'(x) = 2x + 20", None, True),
    ("\\begin{align}\n\\int x e^{x^2} dx &= \\frac12 \\int e^u \\, du \\qquad (u = x^2,\\ du = 2x\\,dx) "
     "\\\\\n&= \\frac12 e^{x^2} + C\n\\end{align}", None, True),
    ("lim_{x→0^+} sqrt(x) = 0\nlim_{x→0^-} sqrt(x) does not exist\nso the limit does not exist", None, True),
    ("f(x,y) = x^2 y\n∇f = [2xy; x^2]\n∇f(1,2) = ⟨4, 1⟩", None, True),
    ("f(x,y) = x^2 y\n\\nabla f = \\begin{pmatrix} 2xy \\\\ x^2 \\end{pmatrix}", None, True),
    ("f(x,y) = x^2 y\n\\nabla f = \\begin{pmatrix} 2xy \\\\ x \\end{pmatrix}", 2, True),
    ("f(x,y) = x^2 + 3xy + y^3\nH = [[2, 3], [3, 6y]]\ndet H = 12y - 9", None, True),
    ("f(x,y) = x^2 + 3xy + y^3\nH = [[2, 3], [3, 6]]\ndet H = 12y - 6", 2, True),
    ("f(x,y,z) = xyz\n∇f(1,2,3) = (6, 3, 2)", None, True),
    ("f(x,y) = x^2 + y^2\n(x1,y1) = (1,1) - 0.1 (2,2) = (0.8, 0.8)", None, True),
    ("f(x,y) = x^2 + y^2\n(x1,y1) = (1,1) - 0.1 (2,2) = (0.8, 0.9)", 2, True),
    ("f(x,y) = x^2 + y^2\nu = <3/5, 4/5>\nD_u f(1,2) = 22/5", None, True),
    ("f(x,y) = (x^2 y, x + y)\nJ = [[2xy, x^2], [1, 1]]", None, False),
    ("sum_{n=0}^oo (2/3)^n\ngeometric series with a = 1, r = 2/3\n= 1/(1 - 2/3)\n= 3", None, True),
    ("sum_{n=1}^oo 3*(1/4)^n\n= 3 * sum_{n=1}^oo (1/4)^n\n= 3 * 1/(1 - 1/4)\n= 4", 3, True),
    ("Σ_{n=0}^∞ 3(1/4)^n = 3/(1 − 1/4) = 4", None, True),
    ("\\sum_{n=1}^{\\infty} \\frac{1}{n(n+1)}\n= \\sum_{n=1}^{\\infty} \\left(\\frac1n - \\frac{1}{n+1}\\right)\n"
     "S_N = 1 - \\frac{1}{N+1}\n\\lim_{N\\to\\infty} S_N = 1", None, True),
    ("sum_{n=1}^∞ n^2/2^n\na_n = n^2/2^n\na_{n+1}/a_n = (n+1)^2/2^(n+1) * 2^n/n^2 = (n+1)^2/(2n^2)\n"
     "lim_{n→∞} (n+1)^2/(2n^2) = 1/2", None, True),
    ("sum_{n=1}^∞ n/3^n\na_n = n/3^n\n|a_{n+1}/a_n| = (n+1)/(3n)", None, True),  # as n > 0
    ("sum_{n=1}^∞ n/3^n\na_n = n/3^n\na_{n+1}/a_n = n/(3(n+1))", 3, True),
    ("a_n = n!/n^n\na_{n+1}/a_n = (n+1)!/(n+1)^(n+1) * n^n/n!", None, True),
    ("Σ n/3^n\na_n = n/3^n", None, True),  # a sum of which the ends are not told
    ("P = x^4, Q = xy\n∂Q/∂x - ∂P/∂y = y", None, True),
    ("P = x y^2, Q = xy\n∂Q/∂x - ∂P/∂y = y - x y", 2, True),
    ("f(x) = x^2\n= ∫_0^1 ∫_0^x 2y dy dx", None, False),  # the x of the integral is no place
    ("f(x,y) = xy\nL = xy - λ(x^2/8 + y^2/2 - 1)\nL_x = y - λx/4 = 0\nL_y = x - λy = 0\nx = ±2y\n"
     "4y^2/8 + y^2/2 = 1\ny = ±1, x = ±2", None, True),
    # the first terms of a series, and sums that go on
    ("f(x) = ln(1 + 2x)\nf(0) = 0, f'(0) = 2, f''(0) = -4\nln(1 + 2x) = 2x - 2x^2 + ...", None, True),
    ("f(x) = ln(1 + 2x)\nf(0) = 0, f'(0) = 2, f''(0) = -4\nf(x) = 2x - 4x^2 + …", 3, True),
    ("e^x = 1 + x + x^2/2! + x^3/3! + \\cdots\ne^(-x^2) = 1 - x^2 + x^4/2! - \\dots", None, True),
    ("1/(1-x) = 1 + x + x^2 + ... = Σ_{n=0}^∞ x^n\n1/(1+x^2) = 1 + x^2 + x^4 + ...", 2, True),
    ("f(x) = sqrt(x)\nf'(x) = 1/(2 sqrt(x))\nsqrt(x) ≈ 2 + (1/4)(x - 4)", None, True),
    ("f(x) = e^x\ne^x ≈ 1 + x - x^2", None, False),  # near to it in another way, perhaps
    ("f(x,y) = e^x cos y\nf(x,y) ≈ 1 + x + (1/2)(x^2 - y^2)", None, True),
    ("f(x,y) = e^x cos y\nf(x,y) = 1 + x + (1/2)(x^2 + y^2) + ...", 2, True),
    ("f(x) = e^x/x\nf(x) = 1/x + 1 + x/2 + ...", None, True),
    ("lim_{x->0} (e^x - 1 - x)/x^2\ne^x = 1 + x + x^2/2 + x^3/6 + ...\n= lim_{x->0} (x^2/2 + x^3/6 + ...)/x^2\n"
     "= lim_{x->0} (1/2 + x/6 + ...)\n= 1/2", None, True),
    ("lim_{x->0} (sin x - x + x^3/6)/x^5\n= lim_{x->0} ((x - x^3/6 + ...) - x + x^3/6)/x^5", None, False),
    ("s = 1 + 1/2 + 1/4 + 1/8 + ...\n= 1/(1 - 1/2)\n= 2", None, True),
    ("s = 1 + 1/2 + 1/4 + 1/8 + ...\n= 1/(1 + 1/2)", 2, True),
    ("0.2777... = 2/10 + 7/100 + 7/1000 + ...", None, False),
    ("0.2727... = 27/100 + 27/10000 + 27/1000000 + ...\n= 27/99", None, True),
    ("Σ_{n=1}^∞ 1/(n(n+1))\ns_N = (1 - 1/2) + ... + (1/N - 1/(N+1)) = 1 - 1/(N+1)\nThe sum is 1.", None, True),
    ("∑_{n=1}^∞ 5(2/3)^n\nThe sum is 5/(1 - 2/3) = 15.", 2, True),
    ("∑_{n=1}^∞ 5(2/3)^n\nThe series converges to (10/3)/(1 - 2/3) = 10.", None, True),
    ("P = xy\nThe sum is 20.\nP = x(20 - x)", None, False),
    ("Let a_n = n^2/3^n.\n|a_{n+1}/a_n| = ((n+1)^2/3^{n+1}) * (3^n/n^2)\n= (1/3)(1 + 1/n)^2", None, True),
    # matrices and fields by their entries
    ("A = [[2, 2], [5, -1]]\ndet(A - λI) = (2 - λ)(-1 - λ) - 10\n= λ^2 - λ - 12\n"
     "So the eigenvalues are λ = 4 and λ = -3.", None, True),
    ("A = [[2, 2], [5, -1]]\n|A - λI| = λ^2 - λ - 12\nThe eigenvalues are λ = 4 and λ = 3.", 3, True),
    ("A = [1, 2, 0; 0, 3, 1; 0, 4, 2]\ntr A = 6, \\det A = 1(6 - 4) = 2", None, True),
    ("A = \\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}\ndet A = 4 + 6 = 10", 2, True),
    ("F = <xz, xyz, -y^2>\ncurl F = <-2y - xy, x, yz>\ndiv F = z + xz", None, True),
    ("F = (xz, xyz, -y^2)\n∇×F = (-2y - xy, -x, yz)", 2, True),
    ("F(x,y) = (x^2 y, x y^3)\n\\nabla \\cdot F = 2xy + 3xy^2\ncurl F = y^3 - x", 3, True),
    ("s_i = e^{z_i}/Σ_j e^{z_j}\n∂s_i/∂z_i = s_i(1 - s_i)", None, False),
    ("lim_{x→0} (e^x - 1 - x)/x²  [0/0]\n=ᴴ lim_{x→0} (e^x - 1)/(2x)  [0/0]\n=[H] lim_{x→0} e^x/2\n= 1/2", None, True),
    ("Hi, I need to differentiate (x^2+2x)/(x-1).\nMy attempt:\n= ((2x+2)(x-1) - x^2 + 2x)/(x-1)^2", 3, True),
    ("f(x,y) = 2x^2 + y^2\nf_x(x, y) = 4x   f_y(x, y) = 2y", None, True),
    ("f = 1/(1 + exp(-(w0*x0 + w1*x1 + w2)))\ndf/dw0 = f(1 - f) x0", None, True),
    ("V = πr²h\ndV = 2πrh dr + πr² dh", None, True),
    ("L = e^T e, e = y - X w\ndL/dw = -2 X^T e", None, False),
    ("Minimize f(x,y) = x^2 + y^2 subject to the constraint x + 2y = 5\nL = x^2 + y^2 - λ(x + 2y - 5)\n"
     "L_x = 2x - λ = 0\nL_y = 2y - 2λ = 0\nx = λ/2, y = λ\nλ/2 + 2λ = 5\nλ = 2\nx = 1, y = 2", None, True),
    ("f(x, y) = x^2 + 4y^2 - 2x + 8y subject to x + 2y = 7\n2x - 2 = λ\n8y + 8 = 2λ\nx = 2y + 3\n"
     "(3y + 3) + 2y - 7 = 0", 5, True),
    ("f(x) = 1/x\nlim_{x->0-} f(x) = -∞\nlim_{x->oo} f(x) = 0\nlim_{x->-oo} f(x) = 0", None, True),
    ("f(x) = x e^(-x)\nlim_{x->oo} f(x) = 0\nlim_{x->-oo} f(x) = oo", 3, True),
    ("f(x) = x^3 - 3x^2\nx^2(x - 3) = 0\nx = 0 or x = 3", None, True),
    ("f(x) = x^3 - 3x^2\nx^2(x - 3) = 0\nx = 0 or x = -3", 3, True),
    ("f(x) = x^3 - 3x^2\nx^2(x-3) = 0 so x = 0, x = 3\nf'(x) = 0 at x = 0 and x = 2\nlim_{x->oo} f = oo", None, True),
    ("∫ x e^x dx\nu = x, dv = e^x dx\n= x e^x - ∫ e^x dx", None, True),
    ("Find lim_{x->0} (1 - cos x)/x^2.\n= lim_{x->0} sin x/(3x)", 2, True),
    ("Find the derivative of x^2 sin x.\n= 2x sin x + x^2 cos x", None, True),
    ("Compute d/dx(x^2 sin x)\n= 2x cos x", 2, True),
    ("Using the quotient rule on f(x) = x/(x^2+1) I got\nf'(x) = (1 - x^2)/(x^2+1)^2", None, True),
    ("f(x) = ∛x\nf(8) = 2\n∛x ≈ T₂(x) = 2 + (1/12)(x − 8) − (1/288)(x − 8)²", None, True),
    ("x³ + y³ + z³ + 6xyz = 1\n∂z/∂y = -(y² + 2xz)/(z² + 2xy)", None, True),
    ("dy/dx + 3x²y = 6x²\nI(x) = e^{∫ 3x² dx} = e^{x³}", None, True),
    ("L(θ) = ‖y − Φθ‖²\ne(θ) = y − Φθ\nL = eᵀe", None, False),
    ("y = x^{3/2}\ndy/dx = (3/2)x^{1/2}\nL = ∫_1^4 √(1 + (dy/dx)²) dx = ∫_1^4 √(1 + (9/4)x) dx", None, True),
    ("C(x) = 500 + 10x + 0.05x²\nC'(100) = 20\nC(101) − C(100) = 20.05", None, True),
    ("∫_0^1 ∫_0^x (x + 2y) dy dx\n= ∫_0^1 2x^2 dx\n= 2/3", None, True),
    ("f(x) = x^2 - 2\nx_{n+1} = x_n - f(x_n)/f'(x_n)\nx_0 = 1\nx_1 = 1 - (-1)/2 = 1.5", None, True),
    ("\\mathop{\\lim }\\limits_{x \\to \\infty } \\frac{{{{\\bf{e}}^x}}}{{{x^2}}}\n= \\infty", None, True),
    ("f(x) = x^3 - 3x\nf'(x) = 3x^2 - 3  [A1] (as required)", None, True),
    ("∫_1^4 √(1 + (9/4)x) dx\nu = 1 + (9/4)x, du = (9/4)dx. When x = 1, u = 13/4; when x = 4, u = 10.\n"
     "= (4/9) ∫_{13/4}^{10} √u du", None, True),
    ("f(x) = |x-2|/(x-2)\nlim_{x->2-} f(x) = -1\nlim_{x->2+} f(x) = 1\nLHL ≠ RHL, so the limit does not exist",
     None, True),
    ("y = x^3 - 2x + 1 at x = 1\ny'(1) = 1\nnormal: gradient = -1", None, True),
    ("Find the points on y = x^3 - 3x^2 where the tangent is parallel to y = 9x + 1.\ny' = 3x^2 - 6x\n3x^2 - 6x = 9\n"
     "x = 3 or x = -1", None, True),
    ("Maximise f(x,y) = xy subject to x + 2y = 8\n∇f = λ∇g\ny = λ, x = 2λ\nx = 2y\ny = 2, x = 4\nf(4,2) = 8",
     None, True),
    ("f(x,y) = x^3 + y^3 - 3xy\n3x^2 - 3y = 0 → y = x^2\n3y^2 - 3x = 0 → x = y^2\nx = 0, y = 0",
     None, True),
    ("s(t) = 5t^2 m\nv(t) = 10t m/s\nv(2) = 20 m/s", None, True),
    ("A(x) = x(20 - x) cm^2\nA'(x) = 20 - 2x\nA(10) = 90 cm^2", 3, True),
    ("F(x) = k x m\nF'(x) = k m", None, True),
    ("y = ln(1 + e^x)\ny' = σ(x)\ny'' = σ(1-σ), where σ = σ(x)", None, True),
    ("y = ln(1 + e^x)\ny' = σ(x)\ny'' = σ(1+σ), where σ = σ(x)", 3, True),
    ("f(x) = 2^x\nf'(1) = 2 ln 2\ny - 2 = 2 ln 2 (x - 1)", None, True),  # not ln(2(x - 1))
    ("y = e^2x\ny' = 2e^2x", None, True),
    ("y = e^2x\ny' = 3e^2x", 2, True),
    ("f(x) = ln(2x)\nf'(x) = 2/2x\n= 1/x", None, True),
    ("f(x) = |x|\nf'(x) = 1 for x > 0\nf'(x) = -1 for x < 0", None, True),
    ("f(x) = |x|\nf'(x) = 1 for x < 0", 2, True),
    ("f(x) = x^2 for x < 1\nf(x) = 2x - 1 for x >= 1\nf'(x) = 2 for x > 1", None, False),
    ("f(x) = ln(x^2 - 1)\nf'(x) = 2x/(x^2 - 1) for |x| > 1", None, True),
    ("f(x) = ln(x^2 - 1)\nf'(x) = x/(x^2 - 1) for |x| > 1", 2, True),
    ("f(x) = x^2\nf'(2) = 4\nThe slope of the tangent is 4\nslope of the normal: -1/4", None, True),
    ("f(x) = x^2\nf'(2) = 4\nslope of the normal: 1/4", 3, True),
    ("f of x = x^2 + 1\nf prime of x = 2x\nf prime of 6 = twelve", None, True),
    ("f of x = x^2 + 1\nf prime of x = 2x\nf prime of 6 = eleven", 3, True),
    ("z^2 = x^2 + y^2\n2z dz/dt = 2x dx/dt + 2y dy/dt\nx = 0.3, y = 0.4 → z = 0.5\ndx/dt = 2, dy/dt = 1\ndz/dt = 2",
     None, True),
    ("z^2 = x^2 + y^2\n2z dz/dt = 2x dx/dt + 2y dy/dt\nx = 0.3, y = 0.4 → z = 0.5\ndx/dt = 2, dy/dt = 1\ndz/dt = 3",
     5, True),
    ("lim_{x→0} x^2 sin(1/x)\nlim x^2 = 0 as x → 0\n= 0", None, True),
    ("lim_{x→0^-} |x|/x = -1\nlim_{x→0^+} |x|/x = 1\nThe limit does not exist", None, True),
    ("lim_{x→0^-} |x| = 0\nlim_{x→0^+} |x| = 0\nThe limit does not exist", 3, True),
    ("A(x) = x(20 - x)\nA'(x) = 20 - 2x\nMax area = 100", None, True),
    ("f(x) = x^2 - 4x\nf'(x) > 0 for x > 2: increasing\nf'(x) < 0 for x < 2: increasing", 3, True),
    ("∫_0^1 ∫_0^x y dy dx\n= ∫_0^1 [y^2/2]_0^x dx\n= 1/6", None, True),
    ("f(x) = x^3 - 3x\nf''(x) = 6x\nf''(1) = 6 > 0, so there is a local minimum", None, True),
    ("f(x) = x^3 - 3x\nf''(x) = 6x\nf''(1) = 7 > 0", 3, True),
    ("1. Find dy/dx if y = 4x^3.\ndy/dx = 12x^2\n2. Find dy/dx if y = cos(3x).\ndy/dx = -sin(3x)", 4, True),
    ("y = 1/x at x = 2\ndy/dx = -1/x^2\nwhen x = 2, dy/dx = -1/4", None, True),
    ("f(x) = x^2 - 2x\nf'(x) = 2x - 2\n2x - 2 = 2\nx = 2", None, True),
    ("f(x) = x^2 - 2x\nf'(x) = 2x - 2\n2x - 2 = 2\nx = 3", 4, True),
    ("f(x) = x e^x\nf'(x) = e^x (1 + x)\nf'(x) = 0\nx = 1", 4, True),
    ("f(x) = 4x^2 - 7x\nf prime of x = 8x + 7", 2, True),
    ("y = u^5 where u = 2x - 1\ndy/dx = 5u^4 du/dx = 10(2x-1)^4", None, True),
    ("y = sin(x)/x\ny' = (x cos x - sin x)/x^2\nAns: (cos x - sin x)/x", 3, True),
    ("It is f(x) = x^2 + 4x. Its derivative is f'(x) = 2x + 4. Solving gives 2x + 4 = 0, so x = -1.", 1, True),
    ("f(x) = x^(2/3)\nf'(x) = 2/(3 x^(1/3))\nf'(0) does not exist", None, True),
    ("f(x) = |x|\nf is not differentiable at x = 0\nf'(0) = 0", 3, True),
    ("f(x) = |x|\nf'(1) does not exist", 2, True),
    ("f(x) = x^2 - 4\nf(x) = 5\nx = 3 or x = -3", None, True),
    ("f(x) = x^2 - 4\nf(x) = 0\nx = 2 or x = 3", 3, True),
    ("s(t) = t^3 - 3t\nv(t) = s'(t) = 3t^2 - 3\nv(t) = 0\nt = 1 or t = -1\nv(2) = 8", 5, True),
    ("f(x) = x^3\nf'(t) = 3t^2\nf'(a) = 3a", 3, True),
    ("sin(x + y) = y^2\ncos(x + y) (1 + y') = 2y y'\ny' = cos(x+y)/(2y - cos(x+y))", None, True),
    ("x^2 + y^2 = 1\ny' = -x/y\ny'' = -(y - x y')/y^2\ny'' = -(y^2 + x^2)/y^3\ny'' = -1/y^3", None, True),
    ("x^2 + y^2 = 1\n2 + 2(y')^2 + 2y y'' = 0\ny'' = -1/y", 3, True),
    ("y = sqrt(x)\nAt x = 4: y = 2, y' = 1/4\nWhen x = 9, y = 3 and y' = 1/7", 3, True),
    ("y = (2x-1)/(x+3)\nWith u = 2x - 1 and v = x + 3, we have u' = 2 and v' = 2.", 2, True),
    ("y = sin^3 x\nOuter: u^3, inner: u = sin x\ny' = 3u^2 u'\n= 3 sin^2 x cos x", None, True),
    ("f(x) = x^4\nf''(x) = 12x^2 = 0 at x = 0\nso there is an inflection point at x = 0", 3, True),
    ("f(x) = x^3 + 2x\nf'(x) = 3x^2 + 2\nf(1) = 3 so f^-1(3) = 1\n(f^-1)'(3) = 1/f'(1) = 1/5", None, True),
    ("f(x) = x^3 + x\n(f^{-1})'(2) = 1/f'(2) = 1/13", 2, True),
    ("f(x) = x^3 + x\n(f^{-1})'(f(1)) = 1/4", None, True),
    ("f(x, y) = x^2 + 3xy\n∇f = (2x + 3y, 3x)\n∇f(1, 2) = <2 + 6, 3> = <8, 4>", 3, True),
    ("f(x, y) = x^3 y^2\nf_xy = 6x^2 y\n∂²f/∂y² = 2x^3\nf_yx(1, 2) = 6", 4, True),
    ("y = x^2\ny' = 2x\nAt x = 1, y' = 2, so the normal has slope -1/2\nNormal: y - 1 = -1/2 (x - 1)", None, True),
    ("lim_{x→0} |x|/x\nleft limit: -1\nThe limit does not exist.", None, False),
    ("f(x) = x^2 cos x\nDf(x) = 2x cos x - x^2 sin x", None, True),
    ("f(x) = x^3 - 2x^2 - x\n3x^2 - 4x - 1 = 0 → x = (4 ± sqrt(16 + 12))/6\nx = (2 ± sqrt 7)/3", None, True),
    ("f(x) = |x|\nlim_{x→0+} (|x| - 0)/x = 1\nlim_{x→0-} (|x| - 0)/x = 1", 3, True),
    ("y = x^2 - 3x\ny' = 2x - 3\nm = 2(2) - 3 = 1\ny - (-2) = 1(x - 2)\ny = x - 3", 5, True),
    ("f(x, y) = x^3 y^2\nf_x = 3x^2 y^2\nf_x(1, 2) = 12\nf_y(1, 2) = 2", 4, True),
    ("y = x^2 - 3x\nThe tangent at x = 2: y + 2 = 1(x - 2), i.e. y = x - 3", 2, True),
    ("f(x) = x e^(-x)\nSet f'(x) = 0: (1 - x) e^(-x) = 0, so x = 1", None, True),
    ("F(x) = ∫_0^x t^2 dt\nF'(x) = x^2\nF'(2) = 5", 3, True),
    ("y = e^(2x)\nThe derivative is 2e^(2x)\nThe second derivative is 4e^(2x)\nThe third is 8", None, False),
    ("y = e^(2x)\nThe derivative is 2e^(2x)\nThe second derivative is 2e^(2x)", 3, True),
    ("f(x) = x^2\nthe function is increasing\nf'(x) = 2x", None, False),
    ("f(x) = x^2\nblah blah\nf'(x) = 3x", 3, False),
    ("f(x) = x^2\nBy the power rule\nHence\n(as in class)\nQED\nf'(x) = 2x", None, True),
    ("f(x) = x^2\nDo the inside first\nCritical points:\nf'(x) = 2x", None, True),
    ("f(x) = sin x\nf'(1) = 0.54\nf(2) = sin 2 ≈ 0.909\nf'(1) ≈ 0.55", 4, True),
    ("f(x) = x^3 - 6x\nf'(x) = 3x^2 - 6 = 0\nx^2 = 2\nx = ±1.41", None, True),
    ("f(x) = x^3 - 6x\nf'(x) = 3x^2 - 6 = 0\nx^2 = 2\nx = ±1.42", 4, True),
    ("x^2 + y^3 = 9\ny' = -2x/(3y^2)\nAt (1, 2): y' = -0.17", None, True),
    ("y = arcsin x\nsin y = x\ncos y dy/dx = 1\ndy/dx = 1/cos y", None, True),
    ("y = arcsin x\nsin y = x\ncos y y' = 1\ny' = cos y", 4, True),
    ("y = arcsin(x)\nx = sin(y)\n1 = cos(y) y'\ny' = 1/sqrt(1-x^2)", None, True),
    ("y = arcsin(x)\nx = sin(y)\n1 = cos(y) y'\ny' = -1/sqrt(1-x^2)", 4, True),
    ("y = arccos(x)\nx = cos(y)\n1 = -sin(y) y'\ny' = -1/sqrt(1-x^2)", None, True),
    ("y = arctan(x)\nx = tan(y)\n1 = sec^2(y) y'\ny' = 1/(1+x^2)", None, True),
    ("y = sqrt(x)\nx = y^2\n1 = 2y y'\ny' = 1/(2 sqrt(x))", None, True),
    ("y = arcsin(x)\nx = sin(y)\n1 = sin(y) y'", 3, True),
    ("f(x) = x^3 - 3x\nf'(x) = 3x^2 - 3\nx^3 - 3x = 0\nx = 0\n3x^2 = 3\nx = 1\n6x = 0\nx = 0", 4, True),
    ("f(x) = x^3 - 3x\nf'(x) = 3x^2 - 3\nx^3 = 3x\nx = 1", 4, True),
    ("x^2+y^2=25\ny' = -x/y\nat (3,4): y' = -3/4\nhorizontal tangent: y' = 0", None, True),
    ("f(x) = x^5 - x - 1\nf'(x) = 5x^4 - 1\nx^5 - x = 1\nx ≈ 1.17", None, True),
    ("x^2+y^2=25\ny' = -x/y\nat (3,4): y' = -3/4\nhorizontal: -x/y = 0\nx = 0\ny^2 = 25\ny = 5", None, True),
    ("f(x) = sqrt(x)\nf'(x) = lim_{h->0} h/(h (sqrt(x+h) + sqrt(x)))\n= 1/(2 sqrt(x))", None, True),
    ("f(x) = x^2 - 2\nf'(x) = 2x\nx1 = 1.5\nx2 = 1.5 - f(1.5)/f'(1.5)\n= 1.4167", None, True),
    ("We are asked for dy/dx where y = 3sin(2x).\nChain rule: dy/dx = 3 cos(2x) · 2 = 6 sin(2x).", 2, True),
    ("∫ cos^3 x sin x dx. Substituting u = cos x gives du = -sin x dx.\n= -∫ u^3 du = -u^4/4 + C, C ∈ ℝ", None, True),
    ("(x sin x)' = x' sin x + x (sin x)'\n= sin x + x cos x", None, True),
    ("Differentiate both sides of x^3 + y^3 = 6xy with respect to x:\n3x^2 + 3y^2 y' = 6y + 6x y'", None, True),
    ("\\lim_{x \\to 0} \\frac{\\sin 3x}{x}\n= 3\\lim_{x \\to 0} \\frac{\\sin 3x}{3x}\n= 3", None, True),
    ("a) f(x) = 5x^2. By the power rule, f'(x) = 10x.\nb) g(x) = cos x. Then g'(x) = -sin x.", None, True),
    ("x^2 + y^2 = 100\n2x dx/dt + 2y dy/dt = 0\nx = 6, y = 8, dx/dt = 2\n24 + 2(8) dy/dt = 0", None, True),
    ("x^2 + y^2 = 100\n2x x' + 2y dy/dt = 0\nx = 6, y = 7, dx/dt = 2\ndy/dt = -3/2", 3, True),
    ("dr/dt = 3\nA = pi r^2\ndA/dt = 2 pi r\nWhen r = 10, dA/dt = 2 pi (10) = 20 pi", 3, True),
    ("V = pi r^2 h/3\nr = h/2\ndV/dt = pi h^2/4 dh/dt\nWhen h = 4 and dV/dt = 2:\ndh/dt = 1/(4 pi)", 5, True),
    ("z^2 = x^2 + y^2\n2z dz/dt = 2x dx/dt + 2y dy/dt\nx = 3, y = 4, z = 5\ndx/dt = 1, y' = 2\n5 z' = 11", None, True),
    ("d/dx(x^3 + y^3) = d/dx(9xy)\n3x^2 + 3y^2 dy/dx = 9y + 9x dy/dx", None, True),
    ("a) f(x) = 5x^2. Then f'(x) = 10x.\nb) g(x) = cos x. Then g'(x) = sin x.", 2, True),
    ("f(x) = e^(2x)\nf'(0) = 2\nf''(0) = 4\nT_2(x) = 1 + 2x + 2x^2", None, True),
    ("f(x) = e^(2x)\nf'(0) = 2\nf''(0) = 4\nT_2(x) = 1 + 2x + 4x^2", 4, True),
    ("f(x) = x^2 - 2\nf'(x) = 2x\nx_0 = 1\nx_1 = 1 - (-1)/2 = 1.5\nx_2 = 1.5 - 0.25/3 = 1.41667", None, True),
    ("f(x) = x^2 - 2\nf'(x) = 2x\nx_0 = 1\nNewton's method:\nx_1 = 1 + (-1)/2 = 0.5", 5, True),
    ("f(x, y) = x^2 + 3xy\n∇f(1, 1) = (5, 3)\nu = (3/5, 4/5)\nD_u f = 5*3/5 + 3*4/5 = 27/5", None, True),
    ("a_n = 1/n^2\nsum a_n converges\nIt converges.", None, False),
    ("f(x) = 1/(1-x)\n= sum_{n=0}^oo x^n\nf'(x) = sum_{n=1}^oo n x^(n-1)", None, True),
    ("f(x) = e^(-x^2)\ne^x = sum_{n=0}^oo x^n/n!\nf(x) = sum_{n=0}^oo (-1)^n x^(2n)/n!", None, True),
    ("f(x) = x^2 on [1, 4]\nf_avg = 1/3 ∫_1^4 x^2 dx\n= 1/3 [x^3/3]_1^4\n= 7", None, True),
    ("f(x) = x^2 on [1, 4]\nf_avg = ∫_1^4 x^2 dx\n= 21", 2, True),
    ("x^3 + y^3 + z^3 = 1\n3x^2 + 3z^2 ∂z/∂x = 0\n∂z/∂x = -x^2/z^2", None, True),
    ("x^2 + y^2 + z^2 = 9\n2x + 2z ∂z/∂x = 0\n∂z/∂x = x/z\n∂z/∂y = -y/z", 3, False),
    ("lim_{(x,y)→(0,0)} xy/(x^2+y^2)\ny = mx: lim_{x->0} m x^2/(x^2+m^2 x^2) = m/(1+m^2)\nIt is DNE", None, True),
    ("lim_{(x,y)->(0,0)} xy/(x^2+y^2)\nalong y = x: lim_{x->0} x^2/(2x^2) = 1/2\nso the limit is 1/2", 3, True),
    ("lim_{(x,y)→(0,0)} x^2 y/(x^2+y^2)\nx = r cos θ, y = r sin θ\n= lim_{r→0} r cos^2 θ sin θ\n= 0", None, True),
    ("f(x,y) = x^2 + 4y^2\n∇f(x, y) = 2x i + 8y j\n∇f(2, 1) = 4i + 8j", None, True),
    ("f(x,y) = x^2 + 4y^2\n∇f(x, y) = 2x i + 4y j", 2, True),
    ("z = x^2 y\ndz = 2xy dx + x^2 dy", None, True),
    ("V = π r^2 h\ndV = 2π r h dr + π r^2 h dh", 2, True),
    ("z = x^2 + y^2 at (1,1,2)\nz_x = 2x, z_y = 2y\nz - 2 = 2(x-1) + 2(y-1)\nz = 2x + 2y - 2", None, True),
    ("f(x,y) = x^2 + 3y^2\nf_x(1,1) = 2, f_y(1,1) = 6\nz = 4 + 2(x - 1) + 6(y - 1)\n= 2x + 6y - 4", None, True),
    ("f(x,y) = x^2 + 3y^2\nf_x(1,1) = 2, f_y(1,1) = 6\nz = 4 + 6(x - 1) + 2(y - 1)", 3, True),
    ("f(x,y) = x^2\nz = f(a, b) + f_x(a, b)(x - a)\nf_x = 2x", None, False),
    ("a_n = ((2n+3)/(3n+2))^n\n|a_n|^(1/n) = (2n+3)/(3n+2)", None, True),
    ("f_x = 3 + 2xy\nf = 3x + x^2 y + g(y)\nf_y = x^2 + g'(y)\nx^2 + g'(y) = x^2 - 3y^2\ng(y) = -y^3 + K", None, True),
    ("f(x, y) = x y^2\n∇f(3, 1) = (1, 6)\nv = (4, 3)\nD_v f = (1, 6)·(4, 3) = 22", None, True),
    ("z = x^2 y, x = cos t, y = sin t\ndz/dt = ∂z/∂x dx/dt + ∂z/∂y dy/dt\ndz/dt = 2xy(-sin t) + x^2 cos t", None, True),
    ("z = x^2 + y^2\nx = e^t, y = t^2\ndy/dt = t^2\ndz/dt = 2x e^t + 2y t^2", 3, True),
    ("V = s^3\ndV/dt = 3s^2 ds/dt\ns = 4 cm, ds/dt = 2 cm/s\ndV/dt = 3(4)(2) = 24 cm^3/s", 4, True),
    ("s(t) = t^3 - 6t^2 + 9t\nv(t) = 3t^2 - 12t + 9\nv(t) = 0\nt = 1 s or t = 3 s\na(1) = -6 m/s^2", None, True),
    ("s(t) = 4.9t^2 + 10t\nv(t) = 9.8t + 10\na(t) = 9.8t\na(2) = 19.6 m/s^2", 3, True),
    ("f(x) = x^3 - 3x^2\nf'(x) = 3x^2 - 6x\n3x^2 = 6x\nx = 2", 4, True),
    ("f(x) = x^3 - 3x^2\nf'(x) = 3x^2 - 6x\n3x^2 = 3x\nx = 1", 3, True),
    ("V = pi r^2 h = 500\nh = 500/(pi r^2)\nS = 2 pi r^2 + 2 pi r h\nS = 2 pi r^2 + 1000/r", None, True),
    ("y = (2x+1)/(x-1)\nx = (2y+1)/(y-1)\nx(y-1) = 2y + 1\ny(x - 2) = x + 1\ny = (x-1)/(x-2)", 5, True),
    ("g(x) = ∫_0^{x^3} sin(t^2) dt\ng'(x) = sin(x^6)", 2, True),
    ("V = 4/3 pi r^3\ndV/dt = 4 pi r^2 dr/dt\nWhen r = 5, dV/dt = 50: 50 = 20 pi dr/dt\ndr/dt = 5/(2 pi)", 3, True),
    ("f(x) = x^2 + 1\nf'(x) = 2x\nA = ∫_0^1 (x^2 + 1) dx\n= [x^3/3 + x]_0^1\n= 1/3 - 1", 5, True),
    ("f(x) = sqrt(x), a = 4\nf(4) = 2\nf'(4) = 1/4\nL(x) = 2 + 1/2 (x - 4)", 4, True),
    ("x y + y^2 = 6, point (1, 2)\ny + x y' + 2y y' = 0\ny'(1, 2) = -2/5", None, True),
    ("h(x) = arctan(sqrt x)\nh'(x) = 1/(1 + (sqrt x)^2) * 1/(2 sqrt x)\nh'(4) = 1/20 metres per second", None, True),
    ("\\begin{enumerate}\n\\item $y = x^2$\n$y' = 2x$\n\\item $y = x^3$\n$y' = 2x^2$\n\\end{enumerate}", 5, True),
    ("f(x) = x e^(-x)\nf'(x) = (1 - x) e^(-x)\nf'(x) = 0\nx = 1\nmaximum at (1, 1/e)", None, True),
    ("F(x) = x^4/4 - x\n∫_0^2 (x^3 - 1) dx = F(2) - F(0)\n= 3", 3, True),
    ("V = pi r^2 h\nh = 100/(pi r^2)\nA = 2 pi r^2 + 2 pi r h\ndA/dr = 4 pi r - 200/r^2\n4 pi r^3 = 200", None, True),
    ("s = 5t^2 + 3t\nv = ds/dt = 10t + 3\na = dv/dt = 10\nv(2) = 23 m/s", None, True),
    ("f(x) = x^2\nx_0 = 0, x_1 = 1/4, x_2 = 1/2\nf'(x) = 2x", None, True),  # a partition, not Newton's steps
    ("x^2 + y^2 = 25\n2x + 2y y' = 0\nAt (3, 4): 9 + 16 = 25\n2(3) + 2(4) y' = 0\ny' = -3/4", None, False),
    ("x^2 + y^2 = 25\n2x + 2y y' = 0\nAt (3, 4): y' = -3/4\n2(3) + 2(4) y' = 1", 4, True),
    ("g(x) = sqrt(x)\nL(x) = g(9) + g'(9)(x - 9)\nsqrt(9.1) ≈ 3.0167", None, False),
    ("y = x^2 - 4x + 3\nslope at x = 3 is 2(3) - 4 = 2\ntangent: y - 0 = 2(x - 3)", None, True),
    ("x^2 + xy + y^2 = 7\n2x + y + x y' + 2y y' = 0\nAt (1, 2): y' = -(2+2)/(1+4) = -4/5", None, True),
    ("f(x) = x^2 ✓\nf'(x) = 2x  (M1 A1)\nf'(3) = 6 [1 mark]", None, True),
    ("f(x) = x^2  | power rule\nf'(x) = 2x <- the power rule\n= 2x because (x^n)' = n x^(n-1)", None, True),
    ("f(x) = x^3\nf'(x) = 6x^2  (2)", 2, True),
    ("f(x) = 3x^2\nf'(x) = 6x m/s", None, True),
    ("x + y = 10 (1)\nx - y = 2 (2)\nx = 6, y = 4", None, True),
    ("lim_{x→2} (x^2-4)/(x-2): 0/0\n= lim_{x→2} (x-2) = 0", 2, True),
    ("lim_{x→2} (x^2-4)/(x-2) = 0/0 → factor\n= lim_{x→2} (x+2) = 4", None, True),
    (r"lim_{x→0} sin x/x" + "\n" + r"\stackrel{H}{=} lim_{x→0} cos x" + "\n=^{H} 1", None, True),
    ("∫ x e^x dx [u = x, dv = e^x dx]\n= x e^x + ∫ e^x dx\n= (x+1) e^x + C", 2, True),
    ("∫ tan x dx = ∫ sin x/cos x dx\nu = cos x, du = -sin x dx\n= -∫ du/u\n= -ln|cos x| + C", None, True),
    ("Evaluate the integral ∫_0^1 x^2 dx by the FTC:\n= [x^3/3]_0^1 = 1/3 sq. units", None, True),
    ("d/dx ∫_1^{x²} cos t dt\n= 2x cos(x²)", None, True),
    ("y = x³ − 3x\nAt x = 1: y'' = 6 > 0 so max", 2, True),
    ("f(x) = x³ − 6x² + 9x\nf''(1) = −6 < 0 → TP(1|4)", 2, True),
    ("f(x) = x³ − 6x² + 9x\nf''(1) = −6 < 0, also Hochpunkt H(1 | 4)", None, True),
    ("f(x) = x² e^{-x}\nlocal max (2 | 8/e²)", 2, True),
    ("f(x) = x e^{-x}\nlocal max (1 | 1/e)", None, True),
    ("f(x) = x^3 - 3x\nCritical numbers: x = ±1\nlocal max f(-1) = 2, local min f(1) = -2", None, True),
    ("V(t) = 100 − 20t + t², 0 ≤ t ≤ 10\nV'(t) = −20 + 2t", None, True),
    ("Find the tangent to f(x) = x² at (3, 9).\nf'(x) = 2x → f'(3) = 6", None, True),
    ("Find dy/dx by implicit differentiation: x^2 + y^2 = 25\n2x + 2y y' = 0", None, True),
    ("cost C(x) = x² + 4x\nC'(x) = 2x + 4", None, True),
    ("y = x^4\nDy = 4x^3\nD²y = 12x²", None, True),
    # a sentence is read by its formulas; what the exercise tells is given
    ("Let w be the width and l the length; 2w + l = 600.\nA = w l\nl = 600 - 2w\nA = 600w - 2w\nA' = 598", 4, True),
    ("Find the point on y = sqrt(x) nearest to (3, 0).\nD = (x - 3)^2 + y^2\nD' = 2(x - 3) + 1", None, True),
    ("f(x,y) = x e^y, at (2, 0), direction v = (3, 4)\n∇f(2,0) = (1, 2)\nD_v f = (1, 2)*(3, 4) = 11", None, True),
    ("g(x) = x/(x+1)\nUsing the quotient rule I got g'(x) = ((x+1) - x)/(x+1)^2\n= 1/(x+1)^2", None, True),
    ("Show that the function y = x e^x satisfies y'' - 2y' + y = 0.\ny' = e^x + x e^x", None, True),
    ("Can someone check my work? I have to find the derivative of y = 1/(x^2 + 1).\ny' = 2x/(x^2 + 1)^2", 2, True),
    ("A box has the cost C = 2x^2 + 4xh and the volume x^2 h = 32.\nh = 32/x^2\nC' = 4x - 128/x^2", None, True),
    ("A 5 m ladder leans on a wall; x = 5 cos θ, dx/dt = 1, find dθ/dt when x = 3.\ndx/dt = -5 sin θ dθ/dt",
     None, True),
    ("∫ sqrt(2x+1) dx\nu = 2x + 1, du = 2 dx\nso = 1/2 ∫ u^{1/2} du\n= 1/2 u^{3/2} + C", 4, True),
    ("Evaluate the limit as x goes to 0 of sin(3x)/x\n= 3 lim_{x->0} sin(3x)/(3x)\n= 1", 3, True),
    ("z^2 = x^2 + y^2\n2z dz/dt = 2x dx/dt + 2y dy/dt\ndz/dt = (30(50) + 40(60))/50 = 78 mph", None, True),
    ("\\hat{y} = w x + b\nL = (\\hat{y} - y)^2\n\\frac{\\partial L}{\\partial \\hat{y}} = 2(\\hat{y} - y)", None, True),
    ("ŷ = w x + b\nL = (ŷ - y)^2\ndL/dw = 2(ŷ - y)", 3, True),
    ("z = 2x² + y², at (1, 1, 3)\nf_x(x, y) = 4x\nz - 3 = 4(x - 1) + 2(y - 1)", None, True),
    ("y = x^3 - 3x\nf'(x) = 3x^2 - 3\nf''(x) = 6", 3, True),  # f is y where it is told nowhere
    ("A = xy\nx + y = 20\nA' = 20 - 2x\nx = y = 10", None, True),  # the constraint tells y
    ("P = 2x + 2y = 100\nA = xy\nA' = 50 - x", 3, True),
    ("V = 1/2 b h l\nh = 5/2 b\nV = 5/4 b^2 l", None, True),
    ("f(x,y) = x^2 y\n\\frac{\\partial f(x,y)}{\\partial y} = x^2", None, True),
    ("lim_{x->0} (e^x - 1)/x   (L'H)\n= lim_{x->0} e^x     by L'H\n= 1", None, True),
    ("y = x^2\nV = π ∫_0^2 y^2 dx\n= π ∫_0^2 x^4 dx", None, True),
    ("-1 <= sin x <= 1\n-1/x <= sin x/x <= 1/x\nlim_{x->oo} 1/x = 0\nlim_{x->oo} sin x/x = 0", None, True),
    ("∫_0^1 x^2 dx\n= lim_{n->oo} Σ_{i=1}^n (i/n)^2 (1/n)\n= lim_{n->oo} n(n+1)(2n+1)/(6n^3)\n= 1/3", None, True),
    ("f(x) = x^2 sin x\nso x = y at the place where it is cheap", None, False),  # never wrong, for words say what it is
    ("f(x) = x^2 sin x\ng'(x) = 2x, h'(x) = cos x", None, False),  # of more than one function
    ("f(x) = x ln x\nf'(x) = ln x + 1\nf'(x) = 0 → ln x = -1 → x = 1/e", None, True),
    ("g(t) = 2t^3 + 3t^2 - 12t\ng'(t) = 6(t + 2)(t - 1)\nt = -2 and t = 1", None, True),  # the zeros of g'
    ("g(t) = 2t^3 + 3t^2 - 12t\ng'(t) = 6(t + 2)(t - 1)\nt = 3\ng(3) = 45", None, False),  # a place
    ("f(x) = x^2, f'(3) = ?\nf'(x) = 2x", None, True),
    ("lim_{x->0} (1 - cos 2x)/(3x^2)       0/0\n= lim_{x->0} (2 sin 2x)/(6x)   (L'H)\n= 2/3", None, True),
    # an unread line leaves the following lines readable
    ("\\unknown x\nA = w l\nl = 600 - 2w\nA = 600w - 2w^2\nA' = 600 - 4w", None, False),
    ("\\unknown x\nf(x) = x^2\nf'(x) = 3x", 3, False),
    (r"f(x) = x^3" + "\n" + r"\left.\frac{df}{dx}\right|_{x=2} = 12", None, True),
    ("A = x(50 - x)\nA_max = 625", None, True),
    ("lim x->0+ of x ln x  (0 · (-∞))\n= lim_{x->0+} ln x/(1/x)   [-∞/∞]\n= lim_{x->0+} -x\n= 0", None, True),
    ("Area between y = x^2 and y = 2x\nx^2 = 2x → x = 0, x = 2\nA = ∫_0^2 (2x - x^2) dx\n= 4/3", None, True),
    ("f(x,y) = x^3 + y^3 - 3xy\nf_x = 3x^2 - 3y = 0 → y = x^2\nf_y = 3y^2 - 3x = 0 → x = y^2", None, True),
    # signs and equations told in words
    ("f(x) = x e^(-x)\nf'(x) = e^(-x) - x e^(-x)\ne^(-x) = 0 has no solution\n1 - x = 0\nx = 1", None, True),
    ("f(x) = x e^(-x)\nf'(x) = (1 - x) e^(-x)\nSince e^(-x) is always positive, f'(x) = 0 only when x = 1", None, True),
    ("f(x) = x e^(-x)\nf'(x) = (1 - x) e^(-x)\ne^(-x) ≠ 0, so 1 - x = 0 and x = -1", 3, True),
    ("f(x) = (x^2 - 4)/(x - 1)\nf'(x) = (x^2 - 2x + 4)/(x - 1)^2\nx^2 - 2x + 4 = 0 has no real solutions", None, True),
    ("f(x) = (x^2 - 4)/(x - 1)\nf'(x) = (x^2 - 2x + 4)/(x - 1)^2\nx^2 - 2x + 4 = 0", None, True),
    ("f(x) = x^3 + x\nf'(x) = 3x^2 + 1 > 0 for all x, so f is increasing on R", None, True),
    ("f(x) = x^3 + x\nf'(x) = 3x^2 + 1 > 0, so f is decreasing on R", 2, True),
    ("f(x) = x^3 - x\nf'(x) = 3x^2 - 1 is always positive", None, False),
    ("f(x) = x^3 - x\nf'(x) = 3x^2 - 1 > 0 for all x", 2, True),
    ("f(x) = x^2\nf'(x) = 2x > 0 for x > 0\nf is increasing", None, False),
    ("f(x) = x e^x\nf'(x) = (x + 1) e^x\nf'(x) > 0 if x > -1", None, True),
    ("f(x) = x^3 - 6x\nf'(x) = 3x^2 - 6\nf is increasing on (1.41, oo), f'(x) > 0 for x > 1.41", None, True),
    ("f(x) = ln(x)/x\nf'(x) = 0 ⇒ ln x = 1 ⇒ x = e", None, True),
    ("f(x) = x^3 - 3x\nf'(x) = 3x^2 - 3 = 0 ⇔ x = 1 ∨ x = -1", None, True),
    ("f(x) = x^3 - 3x\nf'(x) = 0 ⇔ x = 1 oder x = -2", 2, True),
    ("f(x) = x^3\nf'(a) = lim_{x→a} (x^3 + a^3)/(x - a)\n= 3a^2", None, False),  # there is no such limit
    ("C = 2000 + 3x + 0.01x^2\nC'(x) = 3 + 0.02x\nC(101) - C(100) = 5.01", None, True),
    ("V = s^3\nV(3) - V(2) = 17", 2, True),
    ("Show that f(x) = x^5 + 3x + 1 has exactly one real root.\nf'(x) = 5x^4 + 3 > 0 for all x", None, True),
    ("A(t) = 100 e^(-k t)\ne^(-5730k) = 1/2\nk = ln(2)/5730", None, True),
    ("f(x) = 2x + 1/x\nF(x) = x^2 + ln|x| + c\nF(1) = 3: 1 + c = 3\nc = 2", None, True),
    ("f(x) = x^3 - 4x^2\nf'(x) = 3x^2 - 8x\nf'(x) = 0 für x = 8/3\nf(8/3) ≈ -9,48", None, True),
    # a table of cases in a line
    ("f(x) = |x - 2|\nf'(x) = 1 for x > 2, -1 for x < 2", None, True),
    ("f(x) = |x - 2|\nf'(x) = 1 if x > 2 and 1 if x < 2", 2, True),
    ("f(x) = |x - 2|\nFor x > 2: f'(x) = 1\nFor x < 2, f'(x) = 1", 3, True),
    ("f(x) = x^2 for x < 1, f(x) = 2x for x ≥ 1\nf'(x) = 2x for x < 1, f'(x) = 2 for x > 1", None, True),
    ("f(x) = x^2 if x >= 0, 0 otherwise\nf'(x) = 2x if x > 0, 2 otherwise", 2, True),
    # numbers put in, before or behind the formulas
    ("y = 3x^2\nx = 1\ndy/dx = 6", None, True),
    ("y = 3x^2\nx = 1\ny' = 7", 3, True),
    ("y = 3u^2\nu = 2x\nx = 1, u = 2\ndy/du = 6u = 12\ndy/dx = 12*2 = 24", None, True),
    ("z = wx + b, a = σ(z)\nx = 2, w = 1, b = -2\nz = 0\na = σ(0) = 1/2", None, True),
    ("z = wx + b, a = σ(z)\nx = 2, w = 1, b = -2\nz = 1", 3, True),
    ("L = (a - y)^2, a = σ(z), z = wx + b\nWith x = 2, w = 1, b = -2, y = 1: z = 0\nL = (0.5 - 1)^2 = 0.5", 3, True),
    (
        "q = x + y, f = q z\ndf/dq = z, df/dz = q\ndq/dx = 1, dq/dy = 1\ndf/dx = df/dq * dq/dx = z\n"
        "x = -2, y = 5, z = -4: q = 3, f = -12\ndf/dx = -4, df/dy = -4, df/dz = 4",
        6,
        True,
    ),
    ("Forward: z = 2*3 + 1 = 7, a = relu(7) = 7\nL = (a - 5)^2 = 4\ndL/da = 2(a - 5) = 4\nda/dz = 1", None, True),
    # 1/2x may be meant as 1/(2x)
    ("lim_{x→0} sin 4x / sin 6x\n= lim_{x→0} (sin 4x/4x)·(6x/sin 6x)·(4/6)\n= 2/3", None, True),
    # bounds, limits and asymptotes told in words
    ("The integral of x^2 from 0 to 1\n= [x^3/3]_0^1\n= 2/3", 3, True),
    ("Compute the integral of x e^x.\n= x e^x + e^x + C", 2, True),
    ("Derivative of sin(2x):\n= cos(2x)", 2, True),
    ("lim_{x->0} (e^x - 1)/(x^2 + x) has the form 0/0.\n= lim_{x->0} e^x/(2x)", 2, True),
    ("lim_{x->0} (e^x - 1)/(x^2 + x), which is 0/0\n= lim_{x->0} e^x/(2x + 1)\n= 1", None, True),
    ("Estimate sqrt(3.98) by a tangent.\nLet f(x) = sqrt(x) and a = 4.\nL(x) = f(4) + f'(4)(x - 4)", None, True),
    ("∑_{n=0}^∞ (-1)^n/n! = e^(-1)\ns_5 = 1 - 1 + 1/2 - 1/6 + 1/24 - 1/120 = 11/30", None, True),
    ("∑_{n=1}^∞ 1/n^2\ns_4 = 1 + 1/4 + 1/9", 2, True),
    ("Find the limit of (sqrt(x+4) - 2)/x as x -> 0.\n= 1/(sqrt(x+4) + 2)\n-> 1/2", 3, True),
    ("Find lim (x^2-9)/(x-3) as x -> 3.\n= lim (x-3)(x+3)/(x-3)\n= lim (x-3)\n= 0", 3, True),
    ("f(x) = (2x^2+1)/(x^2-3)\nAs x -> infinity, f(x) -> 2, so y = 2 is a horizontal asymptote.", None, True),
    ("f(x) = (2x^2+1)/(x^2-3)\nAs x → ∞, f(x) → -1/3", 2, True),
    ("f(x) = (2x^2+1)/(x^2-3)\nvertical asymptotes: x = ±sqrt(3)\nHA: y = 2", None, True),
    ("f(x) = x^2/(x - 1)\nThe line x = 1 is a vertical asymptote.\noblique asymptote y = x + 1", None, True),
    ("f(x) = x^2/(x - 1)\nslant asymptote y = x - 1", 2, True),
    ("f(x) = (x^2 - 1)/(x - 1)\nx = 1 is a vertical asymptote", 2, True),
    ("∫ (3x^2 + 2x) dx from 0 to 2\n= [x^3 + x^2] from 0 to 2\n= 10", 3, True),
    ("∫ x dx from 0 to 2 = [x^2/2] from x=0 to x=2 = 2", None, True),
    ("J(θ) = (θ - 3)^2\n∇J = 2(θ - 3)\n∇J(0) = 6", 3, True),
    # an equation that asks where f' is 0, and what is said of that in words
    ("s(t) = v t - (1/2) g t^2\ns'(t) = v - g t\nv - g t = 0\nt = v/g", None, True),
    ("s(t) = v t - (1/2) g t^2\ns'(t) = v - g t\nv + g t = 0\nt = -v/g", 3, True),
    ("f(x) = a x^2 + b x + c\nf'(x) = 2a x + b\n3a x + b = 0\nx = -b/(3a)", 3, True),
    ("f(x) = 3x^4 - 4x^3\nf'(x) = 12x^3 - 12x^2\nThe derivative is zero at x = 0 and x = 1.", None, True),
    ("f(x) = 3x^4 - 4x^3\nf'(x) = 12x^3 - 12x^2\nZeros of f': x = 0 and x = 1", None, True),
    ("f(x) = 3x^4 - 4x^3\nf'(x) = 12x^3 - 12x^2\nf' vanishes at x = 0 and at x = 2.", 3, True),
    ("f(x) = x^3 - 3x\nf'(x) = 3x^2 - 3\nThe critical points are 1 and -1.", None, True),
    ("f(x) = x^3 - 3x\nf'(x) = 3x^2 - 3\nThe critical points are x = 1, 2.", 3, True),
    # points of a curve with a slope, rates from a task, another function, a right angle
    ("x^2 + 4y^2 = 4\n2x + 8y y' = 0\ny' = -x/(4y)\n-x/(4y) = 1/2\nx = -2y\n4y^2 + 4y^2 = 4\ny = ±1/√2", None, True),
    ("x^2 + 4y^2 = 4\n2x + 8y y' = 0\ny' = -x/(4y)\n-x/(4y) = 1/2\nx = 2y", 5, True),
    ("V = (4/3) π r^3\ndV/dt = 4π r^2 dr/dt\n100 = 4π (25)^2 dr/dt\ndr/dt = 1/(25π)", None, True),
    ("V = (4/3) π r^3\ndV/dt = 4π r^2 dr/dt\n100 = 4π (25)^2 dr/dt\ndr/dt = 100/(4π*25)", 4, True),
    ("p(x) = 100 - 0.5x\nR(x) = x p(x) = 100x - 0.5x^2\nR'(x) = 100 - x\nR'(x) = 0 => x = 100\n"
     "The maximum revenue is R(100) = 5000.", None, True),
    ("y = kx^2\ny' = 2kx = 2y/x\nThe orthogonal family satisfies y' = -x/(2y).", None, False),
    # the inverse function, by its own sign or another name
    ("f(x) = x^5 + 2x, and g is the inverse of f.\nf(1) = 3, so g(3) = 1\ng'(3) = 1/f'(g(3)) = 1/f'(1) = 1/7",
     None, True),
    ("f(x) = x^5 + 2x, and g is the inverse of f.\nf(1) = 3, so g(3) = 1\ng'(3) = 1/f'(3)", 3, True),
    ("f(x) = 2x + cos x\nf(0) = 1, so f^{-1}(1) = 0\n(f^{-1})'(1) = 1/f'(f^{-1}(1)) = 1/f'(0) = 1/2", None, True),
    ("f(x) = x^3 + 2\nx = y^3 + 2\ny^3 = x - 2\nf^(-1)(x) = cbrt(x - 2)", None, True),
    ("f(x) = x^3 + 2\ny = x^3 + 2\nx = y^3 + 2\ny^3 = x + 2", 4, True),
    # values told of functions without a formula, in sentences and in tables
    ("Suppose f(3) = 4, f'(3) = -2. Let h(x) = x^2 f(x).\nh'(x) = 2x f(x) + x^2 f'(x)\n"
     "h'(3) = 6 f(3) + 9 f'(3) = 24 - 18 = 6", None, True),
    ("Given f(1) = 2, f'(1) = 3, f'(2) = -4 and g(x) = f(f(x)).\ng'(1) = f'(f(1)) f'(1)\n= f'(2) * 3\n= -12",
     None, True),
    ("x | f(x) | f'(x) | g(x) | g'(x)\n1 | 3 | 4 | 2 | 5\n2 | 1 | -2 | 3 | 6\nh(x) = f(g(x))\n"
     "h'(1) = f'(g(1)) g'(1) = f'(2) * 5 = -2 * 5 = -10", None, True),
    ("x | f(x) | f'(x) | g(x) | g'(x)\n1 | 3 | 4 | 2 | 5\n2 | 1 | -2 | 3 | 6\nh(x) = f(g(x))\n"
     "h'(1) = f'(1) g'(1) = 4 * 5 = 20", 5, True),
    ("| x | 1 | 2 |\n|---|---|---|\n| f(x) | 2 | 5 |\n| f'(x) | 3 | -1 |\nh(x) = x f(x)\nh'(2) = f(2) + 2f'(2) = 3",
     None, True),
    ("f(w) = w^2 - 4w + 7, η = 0.25, w_0 = 0\nf'(w) = 2w - 4\nk | w_k | f'(w_k)\n0 | 0 | -4\n1 | 1 | -2\n2 | 1.5 | -1",
     None, True),
    # a study of which f' alone is told, and what theorems need and tell
    ("f'(x) = x^2(x - 3)\nf'(x) = 0 for x = 0 and x = 3\nf' < 0 for 0 < x < 3, f' > 0 for x > 3\n"
     "So f has a local minimum at x = 3 and no extremum at x = 0.\nf''(x) = 3x^2 - 6x", None, True),
    ("y' = y - 2\nln|y - 2| = x + C\ny = 2 + A e^x\ny is increasing for A > 0.", None, False),
    ("f'(x) = (x-1)(x-3)\nSo f has a minimum at x = 1.", 2, True),
    ("f(x) = x^3 - 3x\nf has no extremum at x = 1", 2, True),
    ("f(x) = x^3 + x - 1\nf is continuous on [0, 1].\nf(0) = -1 < 0\nBy the IVT there is a c in (0, 1) with f(c) = 0.",
     None, True),
    ("f(x) = 1/x\nBy the intermediate value theorem f has a zero in (-1, 1) since f(-1) = -1 and f(1) = 1.", 2, True),
    ("f(x) = |x|\nf is continuous on [-1, 1] and differentiable on (-1, 1).", 2, True),
    ("f(x) = 1/(x-2)\nf is continuous on [1, 3]", 2, True),
    ("f(x) = x^2 - 4x + 3 on [1, 3]\nBy Rolle's theorem there is a c in (1, 3) with f'(c) = 0.", None, True),
    # steps of descent, Newton's formula, λ, a direction, differentials
    ("f(w) = (w - 3)^2\nw_0 = 0, η = 0.1\nw_1 = w_0 - η f'(w_0) = 0 - 0.1*(-6) = 0.6", None, True),
    ("f(w) = (w - 3)^2\nw_0 = 0, η = 0.1\nw_1 = w_0 + η f'(w_0) = 0 + 0.1*(-6) = -0.6", 3, True),
    ("J(θ) = (θ - 4)^2, θ_0 = 0, α = 0.1\nLearning: θ_1 = 0 + 0.1 (-8) = -0.8", 2, True),
    ("Gradient descent for f(x,y) = x^2 + 3y^2\n∇f(1,1) = (2, 6)\n(x_1, y_1) = (1, 1) + 0.1(2, 6)", 3, True),
    ("f(x) = x^2 - 2, Newton's method\nx_{n+1} = x_n + (x_n^2 - 2)/(2x_n)", 2, True),
    ("Maximise f(x, y) = x y subject to g(x, y) = x + 4y = 16.\ny = λ\nx = 5λ", 3, True),
    ("f(x,y) = x^2 + xy\nThe directional derivative at (1,1) in the direction (3,4) is 3*3 + 1*4 = 13.", 2, True),
    ("f(x,y) = x^2 + xy\nThe directional derivative at (1,1) in the direction (3,4) is (3*3 + 1*4)/5 = 13/5.",
     None, True),
    ("V = πr²h, r = 5, h = 12, dr = 0.1, dh = −0.2\ndV = 2πrh dr + πr² dh\n= 2π(5)(12)(0.1) + π(25)(−0.2)\n= 7π ≈ 22",
     None, True),
    ("V = (4/3)πr^3\nr = 21, dr = 0.05\ndV = 4π(21)(0.05) ≈ 13 cm^3", 3, True),
    # x(t), rates with primes alone, arguments that are told, conditions in front, remarks
    ("x'' + 4x = 0, x(0) = 3, x'(0) = 4\nx = A cos 2t + B sin 2t\nA = 3\n2B = 4, B = 2\nx = 3 cos 2t + 2 sin 2t",
     None, True),
    ("x'' + 4x = 0\nx = A cos 2t + B sin 2t\nx(0) = 3: A = 3\nx'(0) = 4: B = 4", 4, True),
    ("x^2 + y^2 = 169\nx = 5: y = 12\n2x x' + 2y y' = 0\nx' = 2\n2*5*2 + 2*12*y' = 0\ny' = -5/6", None, True),
    ("L(w, b) = ½(wx + b − y)², x = 2, y = 5, w = 1, b = 0\n∂L/∂w = (wx + b − y)x = −6", None, True),
    ("y = |x|\nFor x > 0: y = x, y' = 1", None, True),
    ("ln(x) + ln(x - 3) = ln 10\nx^2 - 3x = 10\nx = 5 (x = -2 is rejected since ln(-2) is not defined)", None, True),
    # curves in a parameter: places, distances, tangents
    ("x = 150 - 35t, y = 25t\nt = 4 → x = 10, y = 100\nD^2 = x^2 + y^2\n2D dD/dt = 2x dx/dt + 2y dy/dt\n"
     "D = sqrt(10^2 + 100^2) = sqrt(10100)", None, True),
    ("x = 150 - 35t, y = 25t\nD^2 = x^2 + y^2\n2D dD/dt = 2x dx/dt - 2y dy/dt", 3, True),
    ("x = 2t + 1, y = t^2 - 4t\nt = (x - 1)/2\ndy/dx = (2t - 4)/2 = t - 2\nAt t = 3: x = 7, y = -3, dy/dx = 1\n"
     "y + 3 = 1(x - 7)\ny = x - 10", None, True),
    ("x = 3 cos t, y = 2 sin t\nAt t = π/4, x = 3/√2, y = √2\nslope = -2/3\ny - √2 = (2/3)(x - 3/√2)", 4, True),
    # where a derivative is 0 that is not the one that was asked before; when a solution has a value
    ("f(x) = x^3 - 6x^2\nf'(x) = 3x^2 - 12x = 0\nx = 0 or x = 4\nf''(x) = 6x - 12 = 0 when x = 2", None, True),
    ("dP/dt = 0.08 P, P(0) = 500\nP = C e^{0.08t}\nC = 500\nP(t) = 1000: e^{0.08t} = 2\nt = ln(2)/0.08 ≈ 8.66",
     None, True),
    ("dA/dt = -0.2 A\nA = A_0 e^{-0.2 t}\nA(0) = 80 so A_0 = 80\n80 e^{-0.2t} = 40\ne^{-0.2t} = 2", 5, True),
    # a number that was found, said again in the end
    ("A(x) = x(20 - 2x)\nA'(x) = 20 - 4x\nA'(x) = 0\nx = 5\nA(5) = 50\nThe maximum area is 50 m².", None, True),
    ("A(x) = x(20 - 2x)\nA'(x) = 20 - 4x\nA'(x) = 0\nx = 5\nA(5) = 50\nThe maximum area is 5 m².", None, False),
    ("x^2 + y^2 = 25\n2x dx/dt + 2y dy/dt = 0\nx = 3, y = 4, dx/dt = 1\ndy/dt = -3/4\nSo the rate is -3/4 m/s.",
     None, True),
    # a gradient that is 0, limits both ways, substitutions in dollars, motion, extrema at the place that was spoken of
    ("f(x, y) = x² + xy + y² - 3x\n∇f = (2x + y - 3, x + 2y)\nSetting ∇f = 0: 2x + y = -3, x + 2y = 0", 3, True),
    ("f(x, y) = x² + xy + y² - 3x\n∇f = (2x + y - 3, x + 2y)\nSet ∇f = 0:\n2x + y = 3\nx = 2, y = -1", None, True),
    ("f(x) = x/(x^2 + 1)\nlim_{x→±∞} f(x) = 0", None, True),
    ("f(x) = atan x\nlim_{x→±∞} f(x) = pi/2", 2, True),
    ("∫_0^1 x sqrt(1-x^2) dx\nLet $u = 1 - x^2$. When $x=0$, $u=1$; when $x=1$, $u=0$.", None, True),
    ("∫ 1/(x^2 - 1) dx\n∫ = 1/2 ln|x-1| + 1/2 ln|x+1| + C", 2, True),
    ("f'(x) = lim_{h→0} [f(x+h) - f(x)]/h\n= lim_{h→0} [(x+h)^2 - x^2]/h\n= 2x", None, True),
    ("f(x) = 1/x\nf'(x) = lim_{h->0} (1/(x+h) - 1/x)/h\n= lim_{h->0} (x - (x+h))/(hx(x+h))", None, True),
    ("s(t) = t^3 - 6t^2 + 9t\nv = 3t^2 - 12t + 9\nThe particle moves backwards for 1 < t < 3.", None, True),
    ("s(t) = t^3 - 6t^2 + 9t\nv = 3t^2 - 12t + 9\na = 6t - 12\nIt is moving to the right for 1 < t < 3.", 4, True),
    ("A = x(50 - x)\nA' = 50 - 2x = 0\nx = 25\nA'' = -2 < 0, so this is a minimum.", 4, True),
    ("S = 2πr² + 2000/r\nS' = 4πr - 2000/r²\nS' = 0 → r ≈ 5.42\nS'' = 4π + 4000/r³ > 0, so minimum", None, True),
    # inequalities that are solved, letters that are explained in words, lists with names
    ("f(x) = x^3 - 12x\nf'(x) = 3x^2 - 12\nf is increasing when f'(x) > 0:\nx < -2 or x > 2", None, True),
    ("f(x) = x^3 - 12x\nf'(x) = 3x^2 - 12\nf'(x) < 0 ⇒ 3x^2 < 12 ⇒ -2 < x < 2", None, True),
    ("f(x) = x^2 - 4x\nf'(x) = 2x - 4\nf'(x) > 0 ⇒ 2x > -4", 3, True),
    ("f(x) = ln(3 - x)\n3 - x > 0, so x > 3", 2, False),
    ("Let x = distance of the man from the post, s = length of his shadow.\n6/(x+s) = 2/s\ns = x/2", None, True),
    ("f(x,y) = x^2 + y^2, P = (1, 2), v = <3, 4>\n∇f = <2x, 2y>", None, True),
    ("A man 2 m tall walks away from a 6 m post.\n6/(x+s) = 2/s\ns = x/2\nds/dt = (1/2)(1.5) = 0.75 m/s", None, True),
    ("S(r) = 2πr² + 108π/r\nS'(r) = 4πr - 108π/r²\nr³ = 27, r = 3\nS''(r) = 4π + 216π/r³ > 0, minimum", None, True),
    # domains, and what holds in all of one
    ("f(x) = x/(x^2 - 1)\nDomain: x ≠ ±1\nThe domain is (-∞, -1) ∪ (-1, 1) ∪ (1, ∞).", None, True),
    ("f(x) = ln(3 - x)\nDomain: x < 3\nDomain: (-∞, 3]", 3, True),
    ("V(x) = x(12 - 2x)^2\nDomain: 0 < x < 6", None, False),
    ("f(x) = sqrt(x^2 - 4)\nDomain: x ≤ -2 or x ≥ 2\nDomain: x ≥ 1", 3, True),
    ("f(x) = x ln x\nf'(x) = ln x + 1\nf''(x) = 1/x > 0, so f is concave up on its domain", None, True),
    ("lim_{x→0} x² cos(2/x)\nFor all x ≠ 0,  −1 ≤ cos(2/x) ≤ 1.\nSo −x² ≤ x² cos(2/x) ≤ x².", None, True),
    ("f(x) = x^3 - 3x\nf'(x) = 3x^2 - 3\nInterval | Sign of f' | Conclusion\n(-∞, -1) | + | increasing", None, True),
    # letters that were found, numbers reckoned with rounded ones, intercepts, layers of a composition
    ("P(t) = P_0 e^{kt}\nP(0) = 500, P_0 = 500\n1500 = 500 e^{2k}\nk = ln(3)/2 ≈ 0.549\n"
     "P(5) = 500 e^{5(0.549)} ≈ 7780", None, True),
    ("N(t) = N_0 e^{-kt}\nN(0) = 80, so N_0 = 80\nN(3) = 20 ⇒ e^{-3k} = 1/4 ⇒ k = (ln 4)/3\n"
     "N(6) = 80 e^{-6k} = 80/16 = 5", None, True),
    ("f(x) = (x^2 - 3)/(x - 2)\nx-intercepts: x = ±√3\ny-intercept: (0, 2)", 3, True),
    ("y = sin(3x²)\nOuter: sin u, inner: u = 3x²\ndu/dx = 3x", 3, True),
    ("Domain: all real x except x = 2.\nf(x) = (x^2 - 3)/(x - 2)\nf'(x) = (x^2 - 4x + 3)/(x-2)^2", None, True),
    ("4. (a) (i) y = (2x + 3)⁵  ⇒  dy/dx = 5(2x + 3)⁴ × 2 = 10(2x + 3)⁴   [2]", None, True),
    ("f(x) = x e^{−x}\n- f'(x) = (1 − x)e^{−x}\n- f''(x) = (2 - x)e^{−x}", 3, True),
]  # fmt: skip


@pytest.mark.parametrize(("working", "line", "is_read"), READ)
def test_sentences_and_signs_are_read(working: str, line: int | None, is_read: bool) -> None:
    found = calc_cli.check(working)
    wrong = found.first_wrong
    assert (None if wrong is None else wrong.statement.line) == line
    assert all(judgement.verdict != UNREAD for judgement in found.judgements) == is_read


CASES = (Path(__file__).parents[2] / "cases" / "workings.txt").read_text(encoding="utf-8").split("\n#### ")[1:]


@pytest.mark.parametrize("case", CASES, ids=[case.partition("\n")[0] for case in CASES])
def test_the_first_mistake_is_found(case: str) -> None:
    title, _, working = case.partition("\n")
    wrong = calc_cli.check(working.rstrip("\n")).first_wrong
    assert (0 if wrong is None else wrong.statement.line) == int(title.rpartition("|")[2])


NO_ACCUSATIONS = [
    # what a letter may mean besides a unit, Newton's step, a velocity, a Taylor polynomial, and which line is wrong
    ("f(theta) = 2theta\nf'(theta) = 2", None),
    ("f(alpha) = alpha^2 + 4alpha\nf'(alpha) = 2alpha + 4", None),
    ("f(x) = 4alpha x\nf'(x) = 4alpha", None),
    ("f(lambda) = 5 lambda\nf'(lambda) = 5", None),
    ("F(m) = 2mg\nF'(m) = 2 g", None),
    ("E(m) = 3 mL\nE'(m) = 3 L", None),
    ("s(t) = -16t^2 + 64t + 80 ft\nv(t) = -32t + 64 ft/s\ns(2) = 144 ft", None),
    ("f(x) = x^2-5x+6\nx_1 = (5-1)/2 = 2\nx_2 = (5+1)/2 = 3", None),
    ("f(x) = x^2-5x+6\nx_1 = 2\nx_2 = 5 - 2", None),
    ("f(x) = x^2 - 2\nNewton's method:\nx_0 = 1\nx_1 = 1 + (-1)/2", 4),
    ("f(x) = x^2 - 2\nx_0 = 1\nx_1 = x_0 - f(x_0)/f'(x_0) = 1 + (-1)/2", 3),
    ("h(t) = t sin(t)\nu = t, v = sin(t)\nu' = 1, v' = cos(t)\nh'(t) = sin(t) + t cos(t)", None),
    ("s(t) = t^3\na = 1\ns'(t) = 3t^2", None),
    ("h(t) = 5t^2\na = 3, h(a) = 45", None),
    ("s(t) = t^3\nvelocity: v = 3t^3", 2),
    ("f(x) = e^x\nT_2(x) = e + e(x-1) + e/2 (x-1)^2", None),
    ("f(x) = e^x, a = 1\nT_2(x) = e + e(x-1) + e (x-1)^2", 2),
    ("f(x) = sin(x)\nx_0 = pi/2\nT_2(x) = 1 - (x - pi/2)^2/2", None),
    ("P(t) = 100 e^(2t)\nP_1 = 100 e^2", None),
    ("T(x) = x^2 + 49x\nT_1 = 50", None),
    ("A(x) = x(50-x)\nA(10) = 400\nL = 50 - x", None),
    ("f(x, y) = x^2 + y^2\nv = (3,4)\nD_v f(1,1) = 14", None),
    ("f(x, y) = x^2 + y^2\nv = (3/5,4/5)\nD_v f(1,1) = 14", 3),
    # words, marks, units and conditions around the mathematics
    ("f(x) = 1/x. Find f'(x).", None),
    ("V = h²\ndV/dt = 2h dh/dt\ndV/dt = 2, h = 3\ndh/dt = 1/3 ≈ 0.33", None),
    ("V = (1/3)πr²h\nr = h/2\nV = (π/12) h³\ndV/dt = (π/4) h² dh/dt\ndV/dt = 2, h = 3", None),
    ("f(x) = x(2400 - 2x)\nf''(x) = -4\nSo the field is 600 ft by 1200 ft.", None),
    ("x^2 + y^2 = 25  (1)\n2x + 2y y' = 0  (2)\ny' = -x/y  (3)", None),
    ("lim_{x→2} (x²-4)/(x-2): 0/0\n= lim_{x→2} (x-2) = 0", 2),
    ("∫ x e^x dx | u = x, v' = e^x\n= x e^x + ∫ e^x dx", 2),
    ("d/dx ∫_1^{x²} cos t dt\n= 2x cos(x²)", None),
    ("x² + y² = 25, dx/dt = 3\n2x dx/dt + 2y dy/dt = 0\nx = 3, y = 4\ndy/dt = 100", 4),
    ("x² - xy + y² = 3\ny' = (y - 2x)/(2y - x)\ny' = 0 ⇒ y = 2x\nx² - 2x² + 4x² = 3", None),
    ("f(x) = |x|\nf'(x) = 1 for x > 0", None),
    ("f(x) = x^3 - 3x, 0 ≤ x ≤ 2\nmaximum 2 at x = 2", None),
    ("∫_0^3 dx/(x-1)\nVertical asymptote at x = 1.", None),
    ("lim_{x→0^+} 1/x = ∞, lim_{x→0^-} 1/x = -∞", None),
    ("lim_{x→∞} (1+2/x)^x\nso the limit is lim_{x→∞} 1^x = 1", 2),
    ("L = (y - t)^2, y = w h, h = tanh(v x)\ndL/dh = 2(y - t) w\ndL/dv = 2(y - t) w (1 - h^2) x", None),
    ("∫ x sqrt(x+1) dx\nu = x + 1, x = u + 1", 2),
    ("y = x³ − 4x\nRoots: x = −2, 0, 2\n∫_{−2}^0 (x³ − 4x) dx = 4", None),
]  # fmt: skip


DOUBTS = [
    ("x^2\n= 2y", 2),
    # what is wrong by no usual mistake, in other letters, may not be read as it is meant
    ("f(x, y) = 2x^2 + y^2\nf_x(x, y) = 4x f_y(x, y) = 2y", 2),
    ("5 x^2 = 20 y\nx^2 + y^2 = 7\nx = y/3", 3),
]  # fmt: skip


@pytest.mark.parametrize(("working", "line"), DOUBTS)
def test_what_may_be_meant_otherwise_is_doubted(working: str, line: int) -> None:
    found = calc_cli.check(working)
    assert found.first_wrong is None
    assert found.status == ExitStatus.UNDECIDED
    assert next(j.statement.line for j in found.judgements if j.verdict == DOUBTFUL) == line


FOLLOWING = [
    # working, the lines that follow from the one that is wrong
    ("tan(theta) = y/50\nsec^2(theta) dtheta/dt = 1/50 dy/dt\ny = 50, dy/dt = 4, theta = pi/4\nsec^2(pi/4) = 1/2\n"
     "1/2 dtheta/dt = 4/50\ndtheta/dt = 8/50", [5, 6]),
    ("y = (x^2+1)^4 (3x-2)\nu = (x^2+1)^4, v = 3x-2\nu' = 4(x^2+1)^3\ny' = 4(x^2+1)^3 (3x-2) + 3(x^2+1)^4", [4]),
    ("f(x) = x^2 - 4x\nf'(x) = 2x + 4\nf'(x) = 0 ⇒ x = -2", [3]),
    ("A = x y\n2x + y = 40\ny = 40 + 2x\nA = 40x + 2x^2\nA' = 40 + 4x", [4, 5]),
    ("L = (a - t)^2, a = tanh(z), z = w x\nda/dz = 1 - a\ndL/dw = 2(a - t)(1 - a) x", [3]),
]  # fmt: skip


@pytest.mark.parametrize(("working", "lines"), FOLLOWING)
def test_what_uses_a_wrong_line_follows_from_it(working: str, lines: list[int]) -> None:
    found = calc_cli.check(working)
    assert [j.statement.line for j in found.judgements if j.verdict == "follows"] == lines
    assert [j.verdict for j in found.judgements].count("incorrect") == 1


@pytest.mark.parametrize(("working", "line"), NO_ACCUSATIONS)
def test_a_name_alone_accuses_no_line(working: str, line: int | None) -> None:
    wrong = calc_cli.check(working).first_wrong
    assert (None if wrong is None else wrong.statement.line) == line
