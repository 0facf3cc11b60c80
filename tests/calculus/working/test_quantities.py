"""Workings about integrals and limits: each line stands for the same antiderivative, or for the same number."""

import pytest

import calc_cli
from tests.calculus.working.mistakes import first_mistake

WORKINGS = [
    # working, the verdicts of its statements but for what is given
    ("∫ 2x cos(x^2) dx\nu = x^2\ndu = 2x dx\n= ∫ cos(u) du\n= sin(u) + C\n= sin(x^2) + C", ["correct"] * 4),
    ("∫ x e^x dx\nu = x, dv = e^x dx\ndu = dx, v = e^x\n= x e^x - ∫ e^x dx\n= x e^x - e^x + C", ["correct"] * 4),
    (
        "∫ x sqrt(x+1) dx\nu = x + 1, so x = u - 1 and du = dx\n= ∫ (u-1) sqrt(u) du\n= 2/5 u^(5/2) - 2/3 u^(3/2) + C",
        ["correct"] * 4,
    ),
    ("∫ tan x dx\nLet u = cos x. Then du = -sin x dx.\n= -∫ 1/u du\n= -ln|cos x| + C", ["correct"] * 3),
    (
        "∫ e^x sin x dx = I\nI = e^x sin x - e^x cos x - I\n2I = e^x (sin x - cos x)\nI = e^x(sin x - cos x)/2 + C",
        ["correct"] * 4,
    ),
    ("\\int_0^1 x e^{x^2} dx\nu = x^2\n= \\frac12 \\int_0^1 e^u du\n= 1/2 [e^u]_0^1\n= (e-1)/2", ["correct"] * 3),
    ("∫_1^3 2x dx = [x^2]_1^3\n= 9 + 1\n= 10", ["correct", "incorrect", "follows"]),
    ("∫ sin x dx = cos x + C", ["incorrect"]),
    ("∫ 1/(x^2-1) dx\n1 = A(x+1) + B(x-1)\nx = 1: A = 1/2\nB = -1/2\n= 1/2 ln|x-1| - 1/2 ln|x+1| + C", ["correct"] * 4),
    (
        "∫ (3x+1)/(x^2-1) dx\n3x+1 = A(x+1) + B(x-1)\nB = -1\n= ∫ 2/(x-1) - 1/(x+1) dx",
        ["correct", "incorrect", "follows"],
    ),
    ("∫_0^1 2x (x^2+1)^3 dx\nu = x^2+1\nx = 0 -> u = 1, x = 1 -> u = 2\n= ∫_1^2 u^3 du", ["correct"] * 3),
    (
        "lim_{x->inf} (1+2/x)^x\nlim_{x->inf} x ln(1+2/x) = lim_{x->inf} ln(1+2/x)/(1/x)\n= 2\nthe limit is e^2",
        ["correct"] * 3,
    ),
    ("\\int \\frac{1}{x^2+1}\\,dx = \\arctan x + C", ["correct"]),
    ("∫ x/(x^2+1) dx, let u = x^2+1\nx dx = du/2\n= 1/2 ∫ du/u\n= 1/2 ln(x^2+1) + C", ["correct"] * 3),
    ("∫ x e^(x^2) dx\nu = x^2\ndu = 2x dx\n= ∫ e^u du\n= e^(x^2) + C", ["correct", "incorrect", "follows"]),
    ("∫ x cos x dx\n= x sin x + ∫ sin x dx\n= x sin x + cos x + C", ["incorrect", "correct"]),
    ("∫ cos(3x) dx\nu = 3x, du = 2 dx\n= 3 sin(3x) + C", ["incorrect", "incorrect"]),
    # what another letter stands for is not known: no fault
    ("∫ sqrt(1-x^2) dx\ndx = cos t dt\n= ∫ cos^2 t dt\n= t/2 + sin(2t)/4 + C", ["not checked"] * 3),
    ("f(x) = 3x^2\n∫ f(x) dx = x^3 + C", ["not checked", "not checked"]),
    # dv tells v, and what follows from a wrong one
    (
        "∫ x e^x dx\nu = x, dv = e^x dx\ndu = dx, v = ∫ e^x dx = e^x\n= x e^x - ∫ e^x dx",
        ["correct", *2 * ["not checked"], "correct"],
    ),
    ("∫ x sin x dx\nu = x, dv = sin x dx\nv = cos x\n= x cos x - ∫ cos x dx", ["incorrect", "follows"]),
    # a bar with bounds
    ("∫_0^2 x^2 dx = x^3/3 |_0^2 = 8/3", ["correct"] * 2),
    ("\\int_0^{\\pi} \\sin x \\, dx = -\\cos x \\Big|_0^{\\pi} = 1 + 1", ["correct"] * 2),
    ("∫_0^π x sin x dx\n= -x cos x |_0^π + sin x |_0^π\n= π", ["correct"] * 2),
    ("∫_1^e 1/x dx = ln|x| |_1^e = 1", ["correct"] * 2),
    ("\\int_0^1 e^{2x} dx = \\left. \\frac{e^{2x}}{2} \\right|_0^1\n= \\frac{e^2}{2}", ["correct", "incorrect"]),
    ("∫_0^1 x^2 dx = 1/3 - 0 ≈ 0.333\n= 0.34", ["correct", "correct", "incorrect"]),
    # improper, and divergent
    ("∫_1^∞ 1/x^2 dx\n= lim_{b->∞} ∫_1^b 1/x^2 dx\n= lim_{b->∞} [-1/x]_1^b\n= 1", ["correct"] * 3),
    ("∫_1^∞ 1/x dx = lim_{b->∞} ln b = ∞\nThe integral diverges.", ["correct"] * 3),
    ("∫_{-1}^1 1/x^2 dx\n= [-1/x]_{-1}^1 = -2", ["correct", "incorrect"]),
    ("∫_{-1}^1 1/x dx\nIt diverges.\n= 0", ["correct", "incorrect"]),
    ("lim_{x->0} (x^2 + 3x)/x\n= lim_{x->0} (x^2 + 3)\n= 3", ["incorrect", "correct"]),
    ("∫_{-∞}^{∞} e^(-x^2) dx = sqrt(pi)", ["correct"]),
    ("∫_0^1 e^(sin x)/x dx = ∞", ["correct"]),
    # limits that do not exist, sides, and limits that are asides
    ("lim_{x->0+} ln x/(1/x)\n= lim_{x->0+} (1/x)/(1/x^2)\n= lim_{x->0+} x", ["incorrect", "correct"]),
    ("What is the limit of (x^2-1)/(x-1) as x goes to 1?\n= (x-1)(x+1)/(x-1)\n= x + 1\n= 2", ["correct"] * 3),
    ("lim_{x->1} (x^3 - 3x + 2)/(x-1)^2\n= lim_{x->1} (3x^2 - 3)/(2(x-1))\n= lim_{x->1} 6x/2", ["correct"] * 2),
    ("∫_0^a x^2 sqrt(a^2 - x^2) dx\nx = a sin t\n= a^4 ∫_0^(π/2) sin^2 t cos^2 t dt\n= π a^4/16", ["correct"] * 3),
    ("∫_0^1 arctan x dx\n= x arctan x]_0^1 - ∫_0^1 x/(1+x^2) dx\n= π/4 - 1/2 ln 2", ["correct"] * 2),
    ("∫_3^6 dx/x = ln x]_3^6 = ln 6 - ln 3", ["correct"] * 2),
    ("∫_1^4 (3x/2 + 1) dx\n= [3x^2/4 + x] |_1^4\n= 57/4", ["correct"] * 2),
    ("∫ 1/sqrt(9 - x^2) dx\nx = 3 sin θ, dx = 3 cos θ dθ\n= ∫ 3 cos θ/(3 cos θ) dθ\n= θ + C", ["correct"] * 4),
    ("I^2 = ∫_0^(2π) ∫_0^∞ e^(-r^2) r dr dθ\n= 2π [-1/2 e^(-r^2)]_0^∞\n= π", ["correct"] * 2),
    (
        "lim_{x->oo} (sqrt(x^2+x) - x)\n= lim_{x->oo} x/(sqrt(x^2+x) + x)\n= lim_{x->oo} 1/(sqrt(1+1/x) + 1)\n= 1/2",
        ["correct"] * 3,
    ),
    ("sum_{n=0}^oo x^n/3^n\nlim_{n->oo} |x^(n+1)/3^(n+1) * 3^n/x^n| = |x|/3", ["correct"]),
    ("sum_{n=1}^oo x^n/n\n|a_{n+1}/a_n| = n/(n+1)", ["not checked"]),
    ("e^x = sum_{n=0}^oo x^n/n!\ne^(2x) = sum_{n=0}^oo (2x)^n/n!", ["correct"]),
    # series: how they converge, and what the ratio test says
    ("sum 1/n\nlim 1/n = 0\nso the series converges", ["correct", "incorrect"]),
    ("sum_{n=1}^oo n/(n+1)\nlim_{n->oo} n/(n+1) = 1 ≠ 0\nso the series diverges", ["correct"] * 2),
    (
        "sum_{n=1}^oo n/2^n\nL = lim_{n->oo} |a_(n+1)/a_n|\n= lim (n+1)/2^(n+1) * 2^n/n\n= 1/2 < 1\nso it converges",
        ["correct"] * 3,
    ),
    ("sum_{n=1}^oo n/3^n\n|a_{n+1}/a_n| = (n+1)/3^(n+1) * 3^n/n\n= (n+1)/(3n)\nIt converges.", ["correct"] * 3),
    ("sum_{n=1}^oo (-1)^n/n\nsum_{n=1}^oo (-1)^n/n converges absolutely", ["incorrect"]),
    ("sum_{n=1}^oo (-1)^n/n^2\nsum_{n=1}^oo (-1)^n/n^2 is absolutely convergent", ["correct"]),
    ("sum_{n=1}^oo (-1)^n/n\nthe series converges absolutely", ["incorrect"]),
    ("sum_{n=1}^oo (-1)^n/n\nsum_{n=1}^oo 1/n diverges\nso it converges conditionally", ["correct"] * 2),
    ("∑_{n=1}^∞ (-1)^n/n\na_n = 1/n\nlim a_n = 0\nThe series converges by Leibniz' test.", ["correct"] * 2),
    ("sum_{n=1}^oo 1/(n^2+1)\nsum 1/n^2 converges\nso the series converges by comparison", ["correct"] * 2),
    ("∫_1^oo 1/x dx\n= lim_{b->oo} ln b\nso the integral converges", ["correct", "incorrect"]),
    # partial sums are held against the terms, up to a_N or N of them
    ("sum_{n=1}^oo 1/(n(n+2))\ns_N = 1/2 (1 + 1/2 - 1/(N+1) - 1/(N+2))\nlim_{N->oo} s_N = 3/4", ["correct"] * 3),
    ("sum_{n=0}^oo 3/4^n\ns_n = 3 (1 - 1/4^n)/(1 - 1/4)\n= 4 (1 - 1/4^n)\nlim s_n = 4", ["correct"] * 4),
    ("sum_{n=1}^oo ln(1 + 1/n)\ns_N = ln(N+1)\nlim_{N->oo} s_N = oo\nIt diverges.", ["correct"] * 4),
    (
        "sum_{n=1}^oo 1/(n(n+2))\ns_N = 1/2 (1 - 1/(N+1) - 1/(N+2))\nlim_{N->oo} s_N = 1/2",
        ["incorrect", "correct", "follows"],
    ),
    ("sum_{n=1}^oo 1/(n(n+1))\ns_N = 1 - 1/N", ["incorrect"]),
    # another integrand with the same integral: by symmetry, by parts, over a period, and by a law misread
    ("∫_0^π x sin x dx\n= ∫_0^π (π - x) sin x dx\n= π", ["correct"] * 2),
    ("∫_(-1)^1 (x^3 + x^2) dx\n= ∫_(-1)^1 x^2 dx\n= 2 ∫_0^1 x^2 dx", ["correct"] * 2),
    ("∫_0^oo x^2 e^(-x) dx\n= ∫_0^oo 2x e^(-x) dx\n= 2 ∫_0^oo e^(-x) dx", ["correct"] * 2),
    ("∫_0^π sin^2(x) dx\n= ∫_0^π cos^2(x) dx\n= π/2", ["correct"] * 2),
    ("∫_0^π sin^2(x) dx\n= 1/2 ∫_0^π (1 + cos(2x)) dx\n= 1/2 [x + sin(2x)/2]_0^π", ["incorrect", "follows"]),
    # integrals over curves and regions are what is put in their place; brackets within another integral
    ("P = x^4, Q = xy\n∮_C P dx + Q dy = ∫_0^1 ∫_0^(1-x) y dy dx\n= ∫_0^1 (1-x)^2/2 dx\n= 1/6", ["correct"] * 2),
    ("∬_D (x + y) dA = ∫_0^1 ∫_0^x (x + y) dy dx\n= ∫_0^1 [xy + y^2/2]_0^x dx\n= 1/3", ["correct", "incorrect"]),
    ("∫_0^1 ∫_(x^2)^x (x+y) dy dx = ∫_0^1 [xy + y^2/2]_(x^2)^x dx\n= 3/20", ["correct"] * 2),
    (
        "lim_{(x,y)->(0,0)} x^2 y/(x^2+y^2)\nx = r cos θ, y = r sin θ\nx^2 y/(x^2+y^2) = r cos^2 θ sin θ",
        ["correct"],
    ),
    ("lim_{x→∞} (1+2/x)^x\ny = (1+2/x)^x\nlim ln y = lim ln(1+2/x)/(1/x)\n= 2", ["correct"] * 2),
    ("lim_{x->0} sin(1/x) does not exist", ["correct"]),
    ("lim_{x->0} |x|/x\nlim_{x->0+} |x|/x = 1\nlim_{x->0-} |x|/x = -1\nso the limit DNE", ["correct"] * 3),
    ("lim_{x->0} |x|/x\nlim_{x->0^-} |x|/x = 1\nso the limit is 1", ["incorrect", "follows"]),
    ("lim_{x->2} (x^2-4)/(x-2) = 0/0\nThe limit does not exist.", ["not checked", "incorrect"]),
    ("lim_{x->2} 1/(x-2)\nlim_{x->2-} 1/(x-2) = -∞\nDNE", ["correct"] * 2),
    ("L = lim_{x->0} sin(3x)/x\nlim_{u->0} sin(u)/u = 1\nL = 3", ["correct", "correct"]),
    ("lim_{x->0} (sqrt(x+4) - 2)/x\n= lim_{x->0} (x + 4 - 2)/(x(sqrt(x+4) + 2))\n= ∞", ["incorrect", "follows"]),
]


@pytest.mark.parametrize(("working", "verdicts"), WORKINGS)
def test_each_line_stands_for_the_integral(working: str, verdicts: list[str]) -> None:
    found = calc_cli.check(working)
    assert [judgement.verdict for judgement in found.judgements if judgement.verdict != "given"] == verdicts


def test_a_letter_of_the_integrand_is_not_solved_for() -> None:
    found = calc_cli.check("A = 4 ∫_0^a b/a sqrt(a^2 - x^2) dx\nx = a sin θ, dx = a cos θ dθ\n= π a b")
    assert "incorrect" not in [judgement.verdict for judgement in found.judgements]


MISTAKES = [
    ("∫ x e^(x^2) dx\nu = x^2\n= ∫ e^u du", "constant factor"),
    ("∫ x cos x dx\n= x sin x + ∫ sin x dx", "sign turned"),
    ("∫ cos(3x) dx\n= 3 sin(3x) + C", "multiplied by the inner derivative"),
    ("∫_1^3 2x dx = [x^2]_1^3\n= 9 + 1", "bounds added"),
    ("∫_{-1}^1 (x^3 - 3x^2) dx\n= [x^4/4 - x^3]_{-1}^1\n= (1/4 - 1) - (1/4 - 1)", "sign of a power"),
    ("∫_0^2 x e^(x^2) dx\nu = x^2, du = 2x dx\n= 1/2 ∫_0^2 e^u du", "bounds not substituted"),
    ("∫ 1/(9+x^2) dx\n= 1/9 ∫ 1/(1+(x/3)^2) dx\n= 1/9 arctan(x/3) + C", "inner derivative missing"),
    ("∫_0^∞ e^(-2x) dx\n= lim_{b->∞} [-2e^(-2x)]_0^b", "multiplied by the inner derivative"),
    ("∫_0^1 (x - x^2) dx\n= [x^2/2 - x^3/3]_0^1\n= 1/2 - 1/3\n= 1/5", "arithmetic"),
    ("∫ x e^(3x) dx\nu = x, dv = e^(3x) dx\nv = 3e^(3x)", "multiplied by the inner derivative"),
    ("∫_0^π x sin x dx\n= [-x cos x]_0^π + ∫_0^π cos x dx\n= -π + 0", "sign in a value"),
    ("∫_(-1)^1 1/x^2 dx\n= [-1/x]_(-1)^1\n= -2", "pole between the bounds"),
    ("∫_0^1 x^2 dx\n= [x^2/3]_0^1\n= 1/3", "exponent not raised"),
    ("π ∫_0^2 x^4 dx\n= π [x^4/4]_0^2", "exponent not raised"),
    ("∑_{n=1}^∞ (1/4)^n\n= 1/(1 - 1/4)", "first term"),
    ("∑_{n=1}^∞ 1/(n(n+1))\ns_N = -1/(N+1)", "partial sum"),
    ("∫_0^(2π) cos^2(3x) dx\n= ∫_0^(2π) (1 - cos(6x))/2 dx", "double angle"),
    ("lim_{x->1} (x^2 + 1)/(x + 1)\n= lim_{x->1} 2x/1", "determinate form"),
    ("lim_{x->oo} (3 - 1/x)/(2 + 5/x^2)\n= 3/(2 + 5)", "arithmetic"),
    ("lim_{x→0} (sin x/x) · (1 - cos x)/(x² cos x)\n= 1 · 1", "arithmetic"),
    ("lim_{x->0} (e^(3x) - 1)/x\n= lim_{x->0} e^(3x)/1", "inner derivative missing"),
]


@pytest.mark.parametrize(("working", "rule"), MISTAKES)
def test_the_mistake_is_named(working: str, rule: str) -> None:
    assert first_mistake(working) == rule


def test_the_right_result_is_the_antiderivative() -> None:
    assert str(calc_cli.check("∫ x e^(x^2) dx = e^(x^2) + C").result) == "exp(x**2)/2"
