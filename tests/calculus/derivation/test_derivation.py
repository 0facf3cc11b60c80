"""Derivations: the rules that are named, and that each step's equation holds, by differences at 60 digits."""

from collections.abc import Iterator
from random import Random
from statistics import median

import mpmath
import pytest
import sympy as sp
from mpmath import mp

from calc_cli.algebra.evaluate import approximate
from calc_cli.calculus.derivative.derivative import Derivative
from calc_cli.calculus.steps import Step
from calc_cli.errors import CalcError, UsageError
from calc_cli.questions.diff import DiffQuestion
from calc_cli.questions.grad import GradQuestion
from calc_cli.render.steps import plain_lines
from tests.expressions import random_expression
from tests.tally import Tally

POINTS = ("-3.57", "-1.29", "0.43", "1.14", "2.71")


def worked(text: str, **options: object) -> Derivative:
    return DiffQuestion(text, **{"steps": True, **options}).read().answer()  # type: ignore[arg-type]


def every(steps: tuple[Step, ...]) -> Iterator[Step]:
    for step in steps:
        yield from step.walk()


TOLD = {
    "3x^2 - 4x": """
        difference rule, power rule: d/dx (3*x**2 - 4*x) = 6*x - 4""",
    "x*x": """
        product rule: d/dx (x*x) = x + x
        collect like terms: x + x = 2*x""",
    "(x^2+1)/(x-1)": """
        quotient rule: d/dx ((x**2 + 1)/(x - 1)) = (2*x*(x - 1) - (x**2 + 1))/(x - 1)**2
          sum rule, power rule, constant rule: d/dx (x**2 + 1) = 2*x
          difference rule, constant rule: d/dx (x - 1) = 1
        multiply out above the bar, collect like terms: """
    """(2*x*(x - 1) - (x**2 + 1))/(x - 1)**2 = (x**2 - 2*x - 1)/(x - 1)**2""",
    "sin(3x)": """
        chain rule, derivative of sine: d/dx (sin(3*x)) = 3*cos(3*x)
          constant multiple rule: d/dx (3*x) = 3""",
    "2x^3 f(x)/(3x+2)": """
        quotient rule: d/dx (2*x**3*f(x)/(3*x + 2)) = """
    """((6*x**2*f(x) + 2*x**3*f'(x))*(3*x + 2) - 2*x**3*f(x)*3)/(3*x + 2)**2
          product rule: d/dx (2*x**3*f(x)) = 6*x**2*f(x) + 2*x**3*f'(x)
            power rule with a constant factor: d/dx (2*x**3) = 6*x**2
            derivative of an unknown function: d/dx (f(x)) = f'(x)
          sum rule, constant rule: d/dx (3*x + 2) = 3""",
    "x^2 sin(x^3) + 5": """
        sum rule: d/dx (x**2*sin(x**3) + 5) = 2*x*sin(x**3) + x**2*cos(x**3)*3*x**2
          product rule: d/dx (x**2*sin(x**3)) = 2*x*sin(x**3) + x**2*cos(x**3)*3*x**2
            power rule: d/dx (x**2) = 2*x
            chain rule, derivative of sine, power rule: d/dx (sin(x**3)) = cos(x**3)*3*x**2
          constant rule: d/dx (5) = 0
        combine factors: 2*x*sin(x**3) + x**2*cos(x**3)*3*x**2 = 3*x**4*cos(x**3) + 2*x*sin(x**3)""",
    "1/x^3": """
        power rule: d/dx (1/x**3) = -3*x**(-4)
        write negative powers as fractions: -3*x**(-4) = -3/x**4""",
    "sqrt(x)": """
        derivative of the square root: d/dx (sqrt(x)) = 1/(2*sqrt(x))""",
    "x^x": """
        general power rule: d/dx (x**x) = x**x*(log(x) + x/x)
        cancel common factors: x**x*(log(x) + x/x) = x**x*(log(x) + 1)""",
    "cos(x)^sin(x)": """
        general power rule: d/dx (cos(x)**sin(x)) = cos(x)**sin(x)*(cos(x)*log(cos(x)) - sin(x)*sin(x)/cos(x))
          derivative of cosine: d/dx (cos(x)) = -sin(x)
          derivative of sine: d/dx (sin(x)) = cos(x)""",
    "sin(x)/cos(x)": """
        quotient rule: d/dx (sin(x)/cos(x)) = (cos(x)*cos(x) + sin(x)*sin(x))/cos(x)**2
          derivative of sine: d/dx (sin(x)) = cos(x)
          derivative of cosine: d/dx (cos(x)) = -sin(x)
        combine factors: (cos(x)*cos(x) + sin(x)*sin(x))/cos(x)**2 = (sin(x)**2 + cos(x)**2)/cos(x)**2
        sin^2 + cos^2 = 1: (sin(x)**2 + cos(x)**2)/cos(x)**2 = 1/cos(x)**2
        sec = 1/cos: 1/cos(x)**2 = sec(x)**2""",
    "5": """
        constant rule: d/dx (5) = 0""",
    "x": """
        derivative of the variable: d/dx (x) = 1""",
    "|x|": """
        derivative of the absolute value: d/dx (Abs(x)) = sign(x)""",
    "f(g(x))": """
        chain rule, derivative of an unknown function: d/dx (f(g(x))) = f'(g(x))*g'(x)
          derivative of an unknown function: d/dx (g(x)) = g'(x)""",
}


@pytest.mark.parametrize("text", TOLD)
def test_derivation(text: str) -> None:
    expected = [line.removeprefix("        ") for line in TOLD[text].strip("\n").splitlines()]
    lines = list(plain_lines(worked(text).steps))
    assert lines[: len(expected)] == expected
    if text not in ("cos(x)^sin(x)", "2x^3 f(x)/(3x+2)"):
        assert lines == expected


BOOK = [
    # function, and the lines of its solution in a textbook, each equals sign on a line of its own
    ("x^8 + 12x^5 - 4x^4 + 10x^3 - 6x + 5", 2), ("x^1000", 1), ("1/x^2", 2), ("cbrt(x^2)", 2), ("e^x - x", 2),
    ("x e^x", 3), ("sqrt(x)(a + b x)", 3), ("(x^2 + x - 2)/(x^3 + 6)", 4), ("e^x/(1 + x^2)", 3), ("x^2 sin x", 3),
    ("sec x/(1 + tan x)", 4), ("sqrt(x^2 + 1)", 3), ("sin(x^2)", 2), ("sin(x)^2", 2), ("(x^3 - 1)^100", 3),
    ("1/cbrt(x^2 + x + 1)", 3), ("((x - 2)/(2x + 1))^9", 4), ("(2x + 1)^5 (x^3 - x + 1)^4", 5), ("e^sin(x)", 2),
    ("sin(cos(tan x))", 4), ("e^sec(3x)", 3), ("ln(x^3 + 1)", 2), ("ln(sin x)", 2), ("sqrt(ln x)", 2),
    ("log10(2 + sin x)", 2), ("ln((x + 1)/sqrt(x - 2))", 3), ("ln|x|", 1), ("x^sqrt(x)", 4), ("1/asin(x)", 2),
    ("x atan(sqrt(x))", 3), ("tanh(x)^2", 2), ("(3x - 2x^2)(5 + 4x)", 3), ("(x^2 - 1)/(x^2 + 1)", 4),
    ("x^2 - sin x", 2), ("5e^x + cos x", 2), ("sin x cos x", 3), ("cos x/(1 - sin x)", 4),
    ("2x^3 f(x)/(3x + 2)", 3),
]  # fmt: skip


def test_derivations_are_no_longer_than_those_of_a_textbook() -> None:
    ratios = [len(list(plain_lines(worked(text, wrt="x").steps))) / lines for text, lines in BOOK]
    assert median(ratios) <= 1
    assert sum(ratios) <= 1.05 * len(ratios)


def test_every_step_is_shown_on_request() -> None:
    lines = list(plain_lines(worked("3x^2 + 7", all_steps=True).steps))
    assert lines == [
        "sum rule: d/dx (3*x**2 + 7) = 6*x",
        "  constant multiple rule: d/dx (3*x**2) = 6*x",
        "    power rule: d/dx (x**2) = 2*x",
        "  constant rule: d/dx (7) = 0",
    ]


def test_logarithmic_differentiation() -> None:
    (step, *_) = worked("x^x", logarithmic=True).steps
    assert [child.rule for child in step.children] == ["rules of logarithms", "product rule"]
    with pytest.raises(UsageError, match="products, quotients and powers"):
        worked("x + 1", logarithmic=True)


ENDS = [
    # asked                        options                     last result
    ("x^2 e^x", {"order": 2}, "(x**2 + 4*x + 2)*exp(x)"),
    ("x^3", {"order": 5}, "0"),
    ("sin(x)^2", {"order": 2}, "2*cos(x)**2 - 2*sin(x)**2"),
    ("x^3", {"at": ("2",)}, "12"),
    ("x|x|", {"at": ("0",)}, "0"),
    ("x^2*sin(1/x) if x != 0 else 0", {"at": ("0",)}, "0"),
]


@pytest.mark.parametrize(("text", "options", "end"), ENDS, ids=[f"{row[0]} {row[1]}" for row in ENDS])
def test_end(text: str, options: dict[str, object], end: str) -> None:
    from calc_cli.render.plain import plain

    assert plain(worked(text, **options).steps[-1].result) == end


def test_tidying_stops_at_the_result() -> None:
    assert worked("sin(x)^2", order=2).steps[-1].rule == "combine factors"


TOO_LONG = ["sin(" * 100 + "x" + ")" * 100, " + ".join(f"{n}x^{n}" for n in range(1, 1200))]


@pytest.mark.parametrize("text", TOO_LONG, ids=["deep", "long"])
def test_too_many_steps_leave_a_note(text: str) -> None:
    import sys

    sys.setrecursionlimit(max(sys.getrecursionlimit(), 20_000))
    d = worked(text)
    assert d.steps == ()
    assert "no steps: the derivation has more than" in d.notes[-1]


@pytest.mark.parametrize("first", range(0, 80, 20))
def test_each_equation_holds(first: int) -> None:
    tally = Tally()
    for seed in range(first, first + 20):
        text, _ = random_expression(Random(seed), 3)
        with tally.on(text):
            tally.compared += check_equations(text, [{}, {"all_steps": True}, {"order": 2}][seed % 3])
    tally.demand(compared=100, refused=3)


def check_equations(text: str, options: dict[str, object]) -> int:
    """Check each step of the derivation; return at how many places."""
    d = worked(text, **options)
    if not d.steps:
        return 0
    assert d.steps[-1].result == d.result
    with mp.workdps(60):
        return sum(holds(step, mp.mpf(point), text) for step in every(d.steps) for point in POINTS)


def holds(step: Step, at: mpmath.mpf, text: str) -> bool:
    """Whether the equation could be checked at the point; it must hold then."""
    try:
        value = number(step.result, at)
        if step.variable is None:
            expected = number(step.input, at)
        else:
            rough, expected = (
                (number(step.input, at, step.variable, h) - number(step.input, at, step.variable, -h)) / (2 * h)
                for h in (mp.mpf("1e-9"), mp.mpf("1e-13"))
            )
            if abs(rough - expected) > mp.mpf("1e-12") * (1 + abs(expected)):
                return False  # a corner or a jump nearby
    except CalcError:
        return False
    if abs(value) > mp.mpf("1e20"):
        return False
    assert abs(value - expected) < mp.mpf("1e-17") * (1 + abs(expected)), (text, step.rule, step.input, step.result, at)
    return True


def number(e: sp.Basic, at: mpmath.mpf, x: sp.Symbol | None = None, h: mpmath.mpf = 0) -> mpmath.mpf:
    """The value at the point, x being a little farther."""
    return approximate(e, {s: at + h if s == x else at for s in e.free_symbols}, 45)


def test_partial_derivatives() -> None:
    g = GradQuestion("x^2 y + sin(x y)", steps=True).read().answer()
    firsts = [step for step in g.steps if step.variable is not None]
    assert [(str(step.variable), step.rule) for step in firsts] == [("x", "sum rule"), ("y", "sum rule")]
    assert g.result[1] == g.steps[-1].result
