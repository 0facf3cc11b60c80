"""Questions at the edge of what SymPy, Arb and floats can do: they end in an answer or in an honest refusal."""

import pytest
from click.testing import CliRunner

from calc_cli.cli.group import calc

ANSWERED = [
    # argv                                                                              answer
    (["diff", "x + 3cot(pi/4 + x/3) - cot(pi/4 + x/3)^3", "--check", "cot(x/3 - 3*pi/4)^5"], "incorrect"),
    (["diff", "x + 3cot(pi/4 + x/3) - cot(pi/4 + x/3)^3", "--check", "cot(pi/4 + x/3)^4"], "correct"),
    (["chain", "y = u^2", "u = x^2", "--wrt", "u,x", "-f", "pretty"], "dy/du = 2u"),
    (["chain", "y = u^2 + x", "u = x^2", "--wrt", "u,x"], "[2*u, 1]"),
    (["diff", "asin(cbrt(-x^2 - 1/9))", "--check", "-2x/(3(x^2+1/9)^(2/3) sqrt(1-(x^2+1/9)^(2/3)))"], "correct"),
    (["diff", "cbrt(-e^x)"], "-exp(x/3)/3"),
    (["diff", "cbrt(-x^2 - 1)", "--at", "0"], "0"),
    (["diff", "ln(cbrt(-cosh x)^2)", "--check", "2/3 tanh x"], "correct"),
    (["same", "1 if (x if 5 >= 2 else x) > 3 else 2", "1 if x > 3 else 2"], "correct"),
    (
        ["diff", "3 if x > 0 else 0", "--at", "-1", "--check", "log2(sinh(piecewise((1/2, x<pi),(x, True))))"],
        "incorrect",
    ),
    (["same", "(y if pi < 3 else x) + (1 if sqrt(2) - sqrt(2) = 0 else 2)", "x + 1"], "correct"),
    (["diff", "(-x^2)^n", "--wrt", "x", "--at", "x=1,n=2"], "4\n"),
    (["diff", "(-|x|)^n", "--wrt", "x", "--at", "x=1,n=3"], "-3\n"),
    (["diff", "x^2 if (x if x > 0 else -x) > 3 else 2", "--at", "4"], "8\n"),
    (["same", "x^2 if (x if x > 0 else -x) > 3 else 2", "x^2 if |x| > 3 else 2"], "correct"),
    (["same", "x^2 if (x if x > 0 else -x) > 3 else 2", "x^2 if x > 3 else 2"], "incorrect"),
    (["diff", "relu(x if x > 0 else 1/0)", "--at", "2", "--check", "e"], "incorrect"),
    (["diff", "sum(x^k sum(k x, k, 1, 2), k, 1, 3)", "--at", "1"], "27\n"),
    (["same", "sqrt(g(x^2))", "(\\frac{1e400}{1/2} if 3 <= (2x)' else 3)"], "incorrect"),
    (["diff", "cos(atan2(|tanh x|, cos 4))", "--at", "2", "--digits", "6"], "0.0281754\n"),
    (["diff", "1/sqrt(1 + x^2/cos(4)^2)", "--at", "2", "--digits", "6"], "-0.140336\n"),
    (["diff", "(x^2/cos(4)^2 + x^4/cos(4)^2)^(1/4)", "--at", "2", "--digits", "6"], "1.17706\n"),
    (["diff", "(-2)^n x", "--wrt", "x", "--json"], '"domain": "n = floor(n)"'),
    (["limit", "f(2x, y)", "--to", "x=2"], "f(4, y)"),
    (["diff", "(3-x)^(2-(x^2)^(1e400))", "--check", "x"], "incorrect\n"),
    (["diff", "(x^(1e400)+1)^3/(x+1)", "--check", "x"], "incorrect\n"),
    (["diff", "x*(1/0 if x < 0 else x)"], "x*Piecewise((1, x >= 0)) + Piecewise((x, x >= 0))\n"),
    (["grad", "|(10^30 - x)'|"], "-sign(1000000000000000000000000000000 - x)\n"),
    (["diff", "max(sum(2x k, k, 1, 3), y)/piecewise((0, x<1), (1/2, True))"], "Max(y, 12*x)"),
    (["study", "2x/piecewise((x, x < 1), (1/2, True))"], "jumps: x = 1: 2 from the left, 4 from the right\n"),
    (["diff", "arcosh(x)", "--at", "1", "--steps"], "slope from the right: "),
    (["hessian", "min((asin(x) if x < 1 else y^2), 3)", "--at", "x=2,y=1"], "[[0, 0], [0, 2]]\n"),
    (["hessian", "max(heaviside(2), (5 if x y < 1 else 5))", "--at", "x=-1,y=1"], "[[0, 0], [0, 0]]\n"),
    (["study", "max(x, heaviside(pi))"], "zeros: none\n"),
    (["study", "x + a^(1/3)", "--at", "a=-8"], "zeros: x = 2\n"),
    (["study", "y if x < (a/3)^(1/3) else x", "--at", "a=-1,y=1"], "jumps: x = -3**(2/3)/3"),
    (["diff", "zeta(1000000) x", "--at", "1", "--digits", "5"], "1.0000\n"),
    (["same", "(y if 0.1 >= 1/2 else x) + 1", "x + 1"], "correct"),
    (["limit", "x^2 (x if 0.1 >= 1/2 else y)", "--to", "x=2,y=3"], "12"),
    (["graph", "(y if 0.1 >= 1/2 else x)", "--at", "x=0.1,y=-1", "-f", "pretty"], "∂f/∂x = v̄₁ = 1"),
    (["limit", "x if y < 1/x else 0", "--to", "x=0,y=0"], "0"),
    (["limit", "1/(sqrt(1-x^2)-cos x)", "--to", "0"], "-oo"),
    (["limit", "(sqrt(x^2+9)-sqrt(x^2-9))/(6x)", "--to", "inf"], "0"),
    (["limit", "(sqrt(x^2+4)-sqrt(x^2-4)) x", "--to", "inf"], "4"),
    (["limit", "(ln(1 + x^2) - 2 + 2*cos(x))/(sin(x)^2 + 2*sqrt(1 - x^2) - 2)", "--to", "0"], "5/7"),
    (["limit", "(x^2+y^2) ln(x^2+y^2)", "--to", "x=0,y=0", "--json"], '"result": "0"'),
    (["limit", "acoth(y)*(0.1 + x)", "--to", "x=-1,y=3", "-f", "pretty"], "arcoth"),
    (["diff", "acos(x)", "--check", "prod(x - i, i, 1, 2)"], "incorrect"),
    (["same", "sin(x - 1e400)", "sin x"], "incorrect"),
    (["grad", "sin(x)^2 + y", "--check", "[sum(x^i/i!, i, 0, 4), 1]"], "incorrect"),
    (["graph", "x^(sec(pi) + y)", "--at", "x=2,y=3", "--json"], "cos(pi)"),
    (["plot", "-x if x < 0 else x", "-f", "pretty"], "y\n"),
    (["limit", "x^2 if x < 0 else x", "--to", "0", "--plot", "-f", "pretty"], "y\n"),
    (["diff", "sqrt(x)", "--at", "1e400", "--plot", "-f", "pretty"], "no picture"),
    (["limit", "x + 1", "--to", "1e301", "--plot", "-f", "pretty"], "no picture"),
    (["diff", "sin(x)", "--at", "1e30", "--plot", "-f", "pretty"], "no picture"),
]
REFUSED = [
    # argv                                                       status  says
    (["plot", "x^2", "--range", "0:1e400"],                           3, "too wide or too narrow"),
    (["plot", "x^2", "--range", "1:1.0000000000000001"],              3, "too wide or too narrow"),
    (["plot", "x^2", "--range", "1e20:1e20+1"],                       3, "too wide or too narrow"),
    (["plot", "x^2", "--y-range", "0:1e-320"],                        3, "too wide or too narrow"),
    (["plot", "sin x", "--tangent", "1e20"],                          3, "too wide or too narrow"),
    (["plot", "x^2", "--range", "-1e300:1e300", "-f", "pretty"],      3, "too large for a picture"),
    (["plot", "-(1e400)", "--y-scale", "log", "-f", "pretty"],        1, "nothing to draw"),
    (["plot", "x*y", "--at", "x=1e400,y=1"],                          3, "too wide or too narrow"),
    (["limit", "(sum(sum(-1^k, k, 1, n)^k, k, 1, n))^(1/3)", "--to", "0"], 3, "undecided"),
    (["limit", "f(sum((sum((x)*k, k, 1, 3))*k, k, 1, 3), factorial(0.1))", "--to", "inf"], 3, "undecided"),
    (["chain", "z = (1 if y != (x if g(0.1) = 1/2 else g(0.1)) else y f(0.1, x))", "v = x^2"], 3, "could not be"),
    (["limit", "floor(x) + sin(x) integral(sin(x t)/t, t, 1, x^2)", "--to", "2"], 3, "undecided"),
    (["jacobian", "[abs(y), csc(acsc(0))]"],                          1, "not"),
    (["hessian", "pi^2 + x", "--check", "f(y, 2) if -1 <= d/dx(-1) else -1"], 1, ""),
    (["diff", "x^2 sin(3x)", "--check", "max(0.1^(1/3), f(1/2, x))"], 1, ""),
    (["jacobian", "y if acsc(0) < x else 2", "--at", "x=1/2,y=1e9", "--check", "1/2"], 1, ""),
    (["same", "x^T y", "y^T x"], 2, "a transpose"),
    (["same", "x^{T} y", "y^\\top x"], 2, "a transpose"),
    (["graph", "3 if acos(5 if y > 1 else y) > 1 else x", "--at", "x=1,y=1/9", "--json"], 3, ""),
    (["integrate", "max(f(x,2),2)", "--from", "1/2", "--to", "2", "--hint", "3"], 3, "is not decided"),
    (["diff", "f(x)/g(x)", "--check", "arsech(a)'"],                  2, "the variable of this derivative"),
    (["study", "max((-x)!, -x)", "--at", "x=1"],                      1, "not a real number"),
    (["graph", "(y if arccsc(0) < x else 2) if x <= 1 else x", "--at", "x=1/2,y=1"], 1, "not"),
    (["study", "floor(x)", "--range", "0:1e400"],                     3, "too many jumps"),
    (["graph", "acos(y)", "--at", "y=1e400"],                         1, "not defined"),
    (["diff", "x^2+y^2=2", "--implicit", "y", "--check", "[1, 2]"],   2, "one function, not a list"),
    (["diff", "x^3", "--inverse", "--check", "[1, 2]"],               2, "one function, not a list"),
    (["limit", "x^2", "--to", "1", "--check", "[1, 2]"],              2, "one number, not a list"),
    (["same", "1 if 0^0 > 0 else 2", "1"],                            1, ""),
    (["chain", "y = erf(-1)", "u = 2 + 3", "--at", "x=0"],            2, "there is no variable"),
]  # fmt: skip


@pytest.mark.parametrize(("argv", "answer"), ANSWERED, ids=[" ".join(row[0]) for row in ANSWERED])
def test_answers(argv: list[str], answer: str) -> None:
    result = CliRunner().invoke(calc, argv, prog_name="calc")
    assert result.exit_code in (0, 1)
    assert answer in result.stdout


@pytest.mark.parametrize(("argv", "status", "says"), REFUSED, ids=[" ".join(row[0]) for row in REFUSED])
def test_refusals(argv: list[str], status: int, says: str) -> None:
    result = CliRunner().invoke(calc, argv, prog_name="calc")
    assert (result.exit_code, says in result.stderr) == (status, True)


def test_an_answer_stands_without_a_picture_that_takes_too_long() -> None:
    argv = ["diff", "sum(sin(k x)/k, k, 1, 90000)", "--plot", "-f", "pretty", "--timeout", "2"]
    result = CliRunner().invoke(calc, argv, prog_name="calc")
    assert (result.exit_code, result.stderr) == (0, "note: no picture: no answer within 2 s\n")
    assert "cos kx" in result.stdout
