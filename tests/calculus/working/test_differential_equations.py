"""Workings that separate the variables of y' = f(x, y)."""

import pytest

import calc_cli
from tests.calculus.working.mistakes import first_mistake

WORKINGS = [
    # working, the first wrong line, whether all is read
    ("dy/dx = xy\ndy/y = x dx\n∫ dy/y = ∫ x dx\nln|y| = x^2/2 + C\ny = A e^(x^2/2)", None, True),
    ("dy/dx = xy\ny dy = x dx", 2, True),
    ("y'' + y = sin x\ny_p = x(A cos x + B sin x)\n-2A = 1, 2B = 0\ny_p = -(x/2) cos x", None, True),
    ("y'' + y = sin x\ny_p = x(A cos x + B sin x)\n-2A = 1, 2B = 0\ny_p = (x/2) cos x", 4, True),
    ("f''(x) = 6x, f(0) = 4, f(1) = 1\nf'(x) = 3x^2 + C\nf(x) = x^3 + Cx + D\nD = 4\nf(1) = 1 + C + 4 = 1", None, True),
    ("f''(x) = 6x, f(0) = 4, f(1) = 1\nf'(x) = 3x^2 + C\nf(x) = x^3 + Cx + D\nD = 4\nf(1) = 2 + C + 4", 5, True),
    ("dy/dx = xy\n∫ dy/y = ∫ x dx\nln|y| = x^2 + C", 3, True),
    ("dy/dx = xy\nln|y| = x^2/2 + C\ny = A + e^(x^2/2)", 3, True),
    ("dy/dx = y^2, y(0) = 1\ny^(-2) dy = dx\n-1/y = x + C\n-1 = 0 + C, so C = -1\ny = 1/(1 - x)", None, True),
    ("dy/dx = y^2\n-1/y = x + C\ny = 1/(1 + x)", 3, True),
    ("dy/dt = ky\ndy/y = k dt\nln|y| = kt + C\n|y| = e^{kt+C}\ny = Ae^{kt}", None, True),
    ("dT/dt = −k(T − 20)\ndT/(T − 20) = −k dt\nln(T − 20) = −kt + C\nT − 20 = Ae^{−kt}\nT(0) = 90 gives A = 70\n"
     "T = 20 + 70e^{−kt}", None, True),
    ("dN/dt = -kN\nN = N_0 e^(-kt)\nk = ln(2)/5\nN = N_0 e^(-t ln(2)/5)", None, False),  # with the k that was found
    ("dy/dx = x/y\ny^2/2 = x^2/2 + C\nx = 0, y = 2: 2 = 0 + C\nC = 2\ny^2 = x^2 + 4\ny = √(x^2 + 4)", None, True),
    ("y' = -x/y\ny dy = -x dx\ny = ±√(C - x^2)", None, True),
    ("dy/dx = -x/y\nAt (3, 4): dy/dx = -3/4\ny = -3/4 x + 25/4", None, False),  # a tangent
    ("dy/dx = (x + y)/x\nu = y/x\ndy/dx = u + x du/dx", None, False),
    ("dy/dx = sqrt(y)\n2 sqrt(y) = x + C\ny = (x + C)^2/4", None, True),  # of two values of C one is a constant
    ("dP/dt = 0.05 P\nP = P_0 e^(0.05t)\n2 P_0 = P_0 e^(0.05t)", None, False),  # P_0 = 0 is no solution for it
    ("y' = x + y\ny = C e^x - x - 1\ny' = C e^x - 1", None, True),
    ("y' = x + y\ny = C e^x - x - 1\ny' = C e^x + 1", 3, True),
    ("dP/dt = 0.05 P\ndP/P = 0.5 dt", 2, True),
    ("dy/dx = x/y\n∫ y dy = ∫ 2x dx", 2, True),
    ("y'' - 5y' + 6y = 0\nr^2 - 5r + 6 = 0\n(r - 2)(r - 3) = 0\nr = 2, r = 3\ny = A e^(2x) + B e^(3x)", None, True),
    ("y'' - 5y' + 6y = 0\nr^2 - 5r + 6 = 0\nr = 2, r = 1", 3, True),
    ("y'' + 2y' + y = 0\nλ^2 + 2λ + 1 = 0\ny = (A + B x) e^(-x)\ny' = B e^(-x) - (A + B x) e^(-x)", None, True),
    ("y'' + 2y' + y = 0\ny = A e^x + B e^(-x)", 2, True),
    ("y'' = -9y\ny = c1 cos 3x + c2 sin 3x", None, True),
    ("y'' = -9y\ny = c1 cos 9x + c2 sin 9x", 2, True),
    ("y'' - y = x\ny = A e^x + B e^(-x) - x", None, True),
    ("y'' + 4y = 0, y(0) = 1, y'(0) = 0\ny = A cos 2x + B sin 2x\ny = cos 2x", None, True),
    ("dy/dx = 2xy, y(0) = 3\ny = A e^(x^2)\nA = 3\ny = 3e^(x^2)", None, True),
    ("dy/dx = 2xy, y(0) = 3\ny = A e^(x^2)\nA = 4", 3, True),
    ("dy/dx = 2xy\ny = A e^(x^2)\ny(0) = 3\ny(0) = A = 4", 4, True),
    ("dy/dx = 2xy, y(0) = 3\ny = A e^(x^2)\ny = 5e^(x^2)", 3, True),
    ("dP/dt = 0.03 P\nP = P_0 e^(0.03 t)\nP(0) = 1000\nP = 1000 e^(0.03 t)", None, True),
    ("dy/dx = x y^2, y(0) = 1\n-1/y = x^2/2 + C\ny(0) = 1 gives C = -1\n-1/y = x^2/2 - 1\ny = 2/(2 - x^2)", None, True),
    ("dy/dx = x y^2, y(0) = 1\n-1/y = x^2/2 + C\ny(0) = 1 gives C = -1\n-1/y = x^2/2 + 1", 4, True),
    ("dy/dx = x y^2, y(0) = 1\n-1/y = x^2/2 + C\nC = 1", 3, True),
    ("f'(x) = 2x + 3, f(0) = 4\nf(x) = x^2 + 3x + C\nf(0) = C = 4\nf(x) = x^2 + 3x + 4", None, True),
    ("f'(x) = 2x + 3, f(0) = 4\nf(x) = x^2 + 3x + C\nC = 3", 3, True),
    ("f''(x) = 6x, f(0) = 4, f'(0) = 1\nf'(x) = 3x^2 + C\nf'(0) = C = 1\nf'(x) = 3x^2 + 1\nf(x) = x^3 + x + D\n"
     "f(0) = D = 4\nf(x) = x^3 + x + 4", None, True),
    ("f''(x) = 6x, f(0) = 4, f'(0) = 1\nf'(x) = 6x^2 + C", 2, True),
    # constants, by what is told of places
    ("y' = 6x^2; y(1) = 5\ny = 2x^3 + C\n5 = 2 + C\nC = 3\ny = 2x^3 + 3", None, True),
    ("y' = 6x^2; y(1) = 5\ny = 2x^3 + C\n5 = 3 + C", 3, True),
    ("y' = 6x^2; y(1) = 5\ny = 2x^3 + C\n6 = 2 + C", 3, True),
    ("f'(x) = 6x^2, f(1) = 5\nf(x) = 2x^3 + C\nf(1) = 2 - C = 5", 3, False),
    ("y'' - y = 0, y(0) = 1, y'(0) = 3\ny = C1 e^x + C2 e^(-x)\ny' = C1 e^x - C2 e^(-x)\nC1 + C2 = 1\nC1 - C2 = 3\n"
     "C1 = 2, C2 = -1\ny = 2 e^x - e^(-x)", None, True),
    ("y'' - y = 0, y(0) = 1, y'(0) = 3\ny = C1 e^x + C2 e^(-x)\nC1 - C2 = 3\nC1 = 2, C2 = 1", 4, True),
    ("y'' - y = 0, y(0) = 1, y'(0) = 3\ny = C1 e^x + C2 e^(-x)\ny = 3 e^x - 2e^(-x)", 3, True),
    ("dT/dt = -k(T - 20), T(0) = 90\n∫ dT/(T - 20) = -∫ k dt\nT(t) = 20 + 70 e^(-kt)\nT(10) = 55: 35 = 70 e^(-10k)\n"
     "e^(-10k) = 1/2\nk = (ln 2)/10", None, True),
    ("dT/dt = -k(T - 20), T(0) = 90\nT(t) = 20 + 70 e^(-kt)\nT(10) = 55: 55 = 70 e^(-10k)", 3, True),
    ("dy/dt = 1 - y/50\ny(0) = 20\ny = 50 - 30 e^(-t/50)\ny(30) ≈ 33.5", None, True),
    ("dy/dt = 1 - y/50\ny(0) = 20\ny = 50 - 30 e^(-t/50)\ny(30) ≈ 38.5", 4, True),
    # the general solution of an equation with y''
    ("y'' - 5y' + 6y = 0\nr = 2 or r = 3\ny = C1 e^(2x) + C2 e^(2x)", 3, True),
    ("y'' - 4y' + 4y = 0\nr^2 - 4r + 4 = (r - 2)^2 = 0\nr = 2\ny = C1 e^(2x) + C2 x e^(2x)", None, True),
    ("y'' - 4y' + 4y = 0\nr = 2\ny = C1 e^(2x) + C2 e^(2x)", 3, True),
    # with a trial
    ("y'' - 3y' + 2y = e^x\ny_h = C1 e^x + C2 e^(2x)\ny_p = A x e^x\ny_p' = A e^x + A x e^x\ny_p'' = 2A e^x + A x e^x\n"
     "2A e^x + A x e^x - 3(A e^x + A x e^x) + 2 A x e^x = e^x\n-A = 1\nA = -1\ny = C1 e^x + C2 e^(2x) - x e^x",
     None, True),
    ("y'' - 3y' + 2y = e^x\ny_h = C1 e^x + C2 e^(-2x)", 2, True),
    ("y'' - 3y' + 2y = e^x\ny_p = A x e^x\ny_p' = A x e^x", 3, True),
    ("y'' + y = 4 e^x\ny_p = A e^x\n2A = 4\nA = 3", 4, True),
    ("y'' + y = 4 e^x\ny_p = 4 e^x", 2, True),
    ("dP/dt = P(1 - P)\n∫ dP/(P(1-P)) = ∫ dt\n∫ (1/P + 1/(1-P)) dP = t + C\nP = A e^t/(1 + A e^t)", None, True),
    # by an integrating factor
    ("dy/dx + 2y = 4\nμ = e^(∫ 2 dx) = e^(2x)\nd/dx(e^(2x) y) = 4e^(2x)\ne^(2x) y = 2e^(2x) + C\ny = 2 + C e^(-2x)",
     None, True),
    ("y' + 2y = 4\nμ = e^(∫ 2 dx) = e^x", 2, True),
    ("y' + 2y = 4\nμ = e^(2x)\n(e^(2x) y)' = 4e^(2x)", None, True),
    ("y' + 2y = 4\nμ(x) = e^(4x)", 2, True),
    ("y' = 3y, y(0) = 10\ndy/y = 3 dt\nln|y| = 3t + C", None, True),
    ("dy/dx + y/x = x\nd/dx(x y) = x", 2, True),
    ("x dy/dx = y\nln|y| = ln|x| + C\ny = A x", None, True),
]  # fmt: skip


@pytest.mark.parametrize(("working", "line", "is_read"), WORKINGS, ids=[row[0] for row in WORKINGS])
def test_solutions_are_judged(working: str, line: int | None, is_read: bool) -> None:
    found = calc_cli.check(working)
    wrong = [judgement.statement.line for judgement in found.judgements if judgement.verdict == "incorrect"]
    assert wrong[:1] == ([] if line is None else [line])
    assert ("not checked" not in [judgement.verdict for judgement in found.judgements]) is is_read


MISTAKES = [
    ("dy/dt = -k y\ny = A e^(k t)", "sign"),
    ("dy/dx = y\nln|y| = x + C\ny = e^x + C", "constant"),
]


@pytest.mark.parametrize(("working", "rule"), MISTAKES)
def test_the_mistake_is_named(working: str, rule: str) -> None:
    assert first_mistake(working) == rule


def test_the_mistake_in_an_integral_is_named() -> None:
    found = calc_cli.check("dy/dx = x^2 y\n∫ dy/y = ∫ x^2 dx\nln|y| = x^3 + C")
    assert found.first_wrong is not None
    assert found.first_wrong.check is not None
    assert found.first_wrong.check.diagnosis
