"""Workings about integrals: each line stands for the same antiderivative, or for the same number."""

import pytest

import calc_cli

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
    ("\\int \\frac{1}{x^2+1}\\,dx = \\arctan x + C", ["correct"]),
    ("∫ x/(x^2+1) dx, let u = x^2+1\nx dx = du/2\n= 1/2 ∫ du/u\n= 1/2 ln(x^2+1) + C", ["correct"] * 3),
    ("∫ x e^(x^2) dx\nu = x^2\ndu = 2x dx\n= ∫ e^u du\n= e^(x^2) + C", ["correct", "incorrect", "follows"]),
    ("∫ x cos x dx\n= x sin x + ∫ sin x dx\n= x sin x + cos x + C", ["incorrect", "correct"]),
    ("∫ cos(3x) dx\nu = 3x, du = 2 dx\n= 3 sin(3x) + C", ["incorrect", "incorrect"]),
    # what another letter stands for is not known: no fault
    ("∫ sqrt(1-x^2) dx\ndx = cos t dt\n= ∫ cos^2 t dt\n= t/2 + sin(2t)/4 + C", ["not checked"] * 3),
    ("f(x) = 3x^2\n∫ f(x) dx = x^3 + C", ["not checked", "not checked"]),
]


@pytest.mark.parametrize(("working", "verdicts"), WORKINGS)
def test_each_line_stands_for_the_integral(working: str, verdicts: list[str]) -> None:
    found = calc_cli.check(working)
    assert [judgement.verdict for judgement in found.judgements if judgement.verdict != "given"] == verdicts


MISTAKES = [
    ("∫ x e^(x^2) dx\nu = x^2\n= ∫ e^u du", "constant factor"),
    ("∫ x cos x dx\n= x sin x + ∫ sin x dx", "sign turned"),
    ("∫ cos(3x) dx\n= 3 sin(3x) + C", "multiplied by the inner derivative"),
]


@pytest.mark.parametrize(("working", "rule"), MISTAKES)
def test_the_mistake_is_named(working: str, rule: str) -> None:
    wrong = calc_cli.check(working).first_wrong
    assert wrong is not None
    assert wrong.check is not None
    assert wrong.check.diagnosis[0].rule == rule


def test_the_right_result_is_the_antiderivative() -> None:
    assert str(calc_cli.check("∫ x e^(x^2) dx = e^(x^2) + C").result) == "exp(x**2)/2"
