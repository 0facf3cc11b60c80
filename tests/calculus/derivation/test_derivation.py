"""Derivations: the rules that are named, and that each step's equation holds, by differences at 60 digits."""

from collections.abc import Iterator
from random import Random
from statistics import median

import mpmath
import pytest
import sympy as sp
from mpmath import mp

from calc_cli.algebra.evaluate import approximate
from calc_cli.algebra.functions import PendingRate
from calc_cli.calculus.derivative.derivative import Derivative
from calc_cli.calculus.steps import Step
from calc_cli.errors import CalcError, UsageError
from calc_cli.questions.diff import DiffQuestion
from calc_cli.questions.grad import GradQuestion
from calc_cli.render.notes import words
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
        quotient rule, power rule, constant rule: """
    """d/dx ((x**2 + 1)/(x - 1)) = (2*x*(x - 1) - (x**2 + 1))/(x - 1)**2
        multiply out above the bar, collect like terms: """
    """(2*x*(x - 1) - (x**2 + 1))/(x - 1)**2 = (x**2 - 2*x - 1)/(x - 1)**2""",
    "sin(3x)": """
        chain rule, derivative of sine, constant multiple rule: d/dx (sin(3*x)) = 3*cos(3*x)""",
    "2x^3 f(x)/(3x+2)": """
        quotient rule, constant rule: d/dx (2*x**3*f(x)/(3*x + 2)) = """
    """((6*x**2*f(x) + 2*x**3*f'(x))*(3*x + 2) - 2*x**3*f(x)*3)/(3*x + 2)**2
          product rule, power rule: d/dx (2*x**3*f(x)) = 6*x**2*f(x) + 2*x**3*f'(x)""",
    "x^2 sin(x^3) + 5": """
        product rule, power rule, chain rule, derivative of sine, constant rule: """
    """d/dx (x**2*sin(x**3) + 5) = 2*x*sin(x**3) + x**2*cos(x**3)*3*x**2
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
        general power rule, derivative of cosine, derivative of sine: """
    """d/dx (cos(x)**sin(x)) = cos(x)**sin(x)*(cos(x)*log(cos(x)) - sin(x)*sin(x)/cos(x))""",
    "sin(x)/cos(x)": """
        quotient rule, derivative of sine, derivative of cosine: """
    """d/dx (sin(x)/cos(x)) = (cos(x)*cos(x) + sin(x)*sin(x))/cos(x)**2
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
        chain rule, derivative of an unknown function: d/dx (f(g(x))) = f'(g(x))*g'(x)""",
    "sin(cos(x) ln(x))": """
        chain rule, derivative of sine: d/dx (sin(cos(x)*log(x))) = (cos(x)/x - log(x)*sin(x))*cos(log(x)*cos(x))
          product rule, derivative of cosine, derivative of natural logarithm: """
    """d/dx (cos(x)*log(x)) = -sin(x)*log(x) + cos(x)/x""",
    "5(x^2 + 1)/(x - 1)^2": """
        quotient rule, power rule, constant rule, chain rule: """
    """d/dx (5*(x**2 + 1)/(x - 1)**2) = (10*x*(x - 1)**2 - 5*(x**2 + 1)*2*(x - 1))/((x - 1)**2)**2""",
}


@pytest.mark.parametrize("text", TOLD)
def test_derivation(text: str) -> None:
    expected = [line.removeprefix("        ") for line in TOLD[text].strip("\n").splitlines()]
    lines = list(plain_lines(worked(text).steps))
    assert lines[: len(expected)] == expected
    if text not in ("cos(x)^sin(x)", "2x^3 f(x)/(3x+2)", "sin(cos(x) ln(x))", "5(x^2 + 1)/(x - 1)^2"):
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
    ("2x^3 f(x)/(3x + 2)", 3), ("x^6", 1), ("3x^4", 2), ("5/(2x^3)", 3), ("-3x^5/2", 2), ("3cos x - x^2/4", 2),
    ("(x^2 + 4x + 3)/sqrt(x)", 4), ("sqrt(x)(x - 1)", 3), ("3x^2 sin x", 3), ("2x cos x - 2sin x", 3),
    ("(5x - 2)/(x^2 + 1)", 3), ("(3 - 1/x)/(x + 5)", 4), ("(1 - cos x)/sin x", 4), ("e^x sin x", 2), ("e^x/x", 3),
    ("(x^2 + 1)^3", 2), ("cbrt((x^2 - 1)^2)", 3), ("x^2 sqrt(1 - x^2)", 4), ("((3x - 1)/(x^2 + 3))^2", 4),
    ("sqrt(cos x)", 2), ("e^(-3/x)", 2), ("ln(cos x)", 2), ("tan(5 - sin(2x))", 4), ("x e^(-x^2)", 3), ("2^(sin x)", 2),
    ("sin(x)^5 cos(5x)", 3), ("x ln x - x", 2), ("ln(x)/x^2", 3), ("atan(e^x)", 2), ("x asin x + sqrt(1 - x^2)", 4),
]  # fmt: skip


def test_derivations_are_no_longer_than_those_of_a_textbook() -> None:
    ratios = [sum(step.lines for step in worked(text, wrt="x").steps) / lines for text, lines in BOOK]
    assert median(ratios) <= 1
    assert sum(ratios) <= 1.1 * len(ratios)


def test_every_step_is_shown_on_request() -> None:
    lines = list(plain_lines(worked("3x^2 + 7", all_steps=True).steps))
    assert lines == [
        "sum rule: d/dx (3*x**2 + 7) = 6*x",
        "  constant multiple rule: d/dx (3*x**2) = 6*x",
        "    power rule: d/dx (x**2) = 2*x",
        "  constant rule: d/dx (7) = 0",
    ]


LOGARITHMS = {
    "x^x": """
        take logarithms: log(y) = x*log(x)
        differentiate both sides, product rule, derivative of natural logarithm: y'/y = log(x) + x/x
        cancel common factors: y'/y = log(x) + 1
        multiply by y = x**x: y' = x**x*(log(x) + 1)""",
    "sin(x)^x": """
        take logarithms: log(y) = x*log(sin(x))
        differentiate both sides, product rule: y'/y = log(sin(x)) + x*cos(x)/sin(x)
          chain rule, derivative of natural logarithm, derivative of sine: d/dx (log(sin(x))) = cos(x)/sin(x)
        cot = cos/sin: y'/y = x*cot(x) + log(sin(x))
        multiply by y = sin(x)**x: y' = sin(x)**x*(x*cot(x) + log(sin(x)))""",
    "x^2 e^x/(x + 1)^3": """
        take logarithms: log(Abs(y)) = 2*log(Abs(x)) + x - 3*log(Abs(x + 1))""",
}


@pytest.mark.parametrize("text", LOGARITHMS)
def test_logarithmic_differentiation(text: str) -> None:
    expected = [line.removeprefix("        ") for line in LOGARITHMS[text].strip("\n").splitlines()]
    lines = list(plain_lines(worked(text, logarithmic=True).steps))
    assert lines[: len(expected)] == expected
    assert len(lines) == len(expected) or text == "x^2 e^x/(x + 1)^3"


def test_logarithmic_differentiation_is_not_of_sums() -> None:
    with pytest.raises(UsageError, match="products, quotients and powers"):
        worked("x + 1", logarithmic=True)


ENDS = [
    # asked                        options                     last result
    ("x^2 e^x", {"order": 2}, "(x**2 + 4*x + 2)*exp(x)"),
    ("x^3", {"order": 5}, "0"),
    ("sin(x)^2", {"order": 2}, "2*cos(2*x)"),
    ("x^3", {"at": ("2",)}, "12"),
    ("x|x|", {"at": ("0",)}, "0"),
    ("x^2*sin(1/x) if x != 0 else 0", {"at": ("0",)}, "0"),
]


@pytest.mark.parametrize(("text", "options", "end"), ENDS, ids=[f"{row[0]} {row[1]}" for row in ENDS])
def test_end(text: str, options: dict[str, object], end: str) -> None:
    from calc_cli.render.plain import plain

    assert plain(worked(text, **options).steps[-1].result) == end


def test_tidying_stops_at_the_result() -> None:
    assert worked("(2x)^3").steps[-1].rule == "combine factors"


def test_tidying_names_the_double_angle() -> None:
    assert worked("sin(x)^2", order=2).steps[-1].rule == "double angle"


def test_a_further_derivative_is_that_of_two_factors_and_a_minus_goes_into_the_bracket() -> None:
    lines = list(plain_lines(worked("x^2 e^x", order=2).steps))
    assert any("d/dx ((x^2 + 2*x)*exp(x))" in line.replace("**", "^") for line in lines)
    assert [step.rule for step in worked("x e^(-x)", order=2).steps][-1] == "take out common factors"


TOO_LONG = ["sin(" * 100 + "x" + ")" * 100, " + ".join(f"{n}x^{n}" for n in range(1, 1200))]


@pytest.mark.parametrize("text", TOO_LONG, ids=["deep", "long"])
def test_too_many_steps_leave_a_note(text: str) -> None:
    import sys

    sys.setrecursionlimit(max(sys.getrecursionlimit(), 20_000))
    d = worked(text)
    assert d.steps == ()
    assert "no steps: the derivation has more than" in words(d.notes[-1])


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


EQUATIONS = [
    # asked                    options                             y, in x
    ("x^2 + y^2 = 25",         {"implicit": "y", "order": 3},      "sqrt(25 - x^2)"),
    ("x y^2 = x + 1",          {"implicit": "y", "order": 2},      "sqrt((x + 1)/x)"),
    ("sin y = x/5",            {"implicit": "y", "order": 2},      "asin(x/5)"),
    ("x^2 y + y = x e^x",      {"implicit": "y", "all_steps": True}, "x e^x/(x^2 + 1)"),
    ("ln(x y) = y - y + x",    {"implicit": "y", "order": 2},      "e^x/x"),
    ("x^x",                    {"logarithmic": True},              "x^x"),
    ("(x^2 + 1)^sin(x)",       {"logarithmic": True, "order": 2},  "(x^2 + 1)^sin(x)"),
    ("x^2 sin(x)/(x + 1)^3",   {"logarithmic": True},              "x^2 sin(x)/(x + 1)^3"),
    ("x^(3/4) sqrt(x^2 + 1)/(3x + 2)^5", {"logarithmic": True},    "x^(3/4) sqrt(x^2 + 1)/(3x + 2)^5"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "options", "explicit"), EQUATIONS, ids=[f"{r[0]} {r[1]}" for r in EQUATIONS])
def test_each_equation_about_y_holds(asked: str, options: dict[str, object], explicit: str) -> None:
    """Both sides of each equation have the same value where y is the explicit function, and dy/dx its slope."""
    steps = worked(asked, wrt="x", **options).steps
    f = worked(explicit, wrt="x", steps=False)
    meaning = {"y": f.expression, "y'": f.result}

    def in_x(e: sp.Basic) -> sp.Basic:
        rates = dict.fromkeys(e.atoms(PendingRate), f.result)
        names = {s: meaning[s.name] for s in e.free_symbols if s.name in meaning}
        return e.xreplace(rates).xreplace(names)

    compared = 0
    with mp.workdps(60):
        for step in every(steps):
            if isinstance(step.result, sp.Eq):
                told = Step(step.rule, in_x(step.result.lhs), in_x(step.result.rhs))
            else:
                told = Step(step.rule, in_x(step.input), in_x(step.result), variable=step.variable)
            compared += sum(holds(told, mp.mpf(point), asked) for point in POINTS)
    assert compared >= 2 * len(steps)


def test_a_long_derivation_of_a_curve_is_told() -> None:
    asked = "2y/(x + 3) + 2e^y + x y^2 = -x/(y^2 + 1)"
    steps = worked(asked, implicit="y", order=3).steps
    assert [step.order for step in steps if step.order] == [2, 3]


SLOPES = [
    # function                              at    order  chain of each side
    ("|x|",                                 "0",  1, ["lim_(h->0-) (Abs(h)/h) = -1", "lim_(h->0+) (Abs(h)/h) = 1"]),
    ("x^2 if x < 1 else 2x - 1",            "1",  1, ["lim_(h->0-) (((1 + h)**2 - 1)/h) = lim_(h->0-) (h + 2)",
                                                      "lim_(h->0-) (h + 2) = 2",
                                                      "lim_(h->0+) ((2*(1 + h) - 1 - 1)/h) = 2"]),
    ("relu(x)",                             "0",  1, ["lim_(h->0-) (relu(h)/h) = 0", "lim_(h->0+) (relu(h)/h) = 1"]),
    ("x|x|",                                "0",  2, ["lim_(h->0-) (2*Abs(h)/h) = -2", "lim_(h->0+) (2*Abs(h)/h) = 2"]),
    ("max(x, 1)",                           "1",  1, ["lim_(h->0-) ((max(1, 1 + h) - 1)/h) = 0",
                                                      "lim_(h->0+) ((max(1, 1 + h) - 1)/h) = 1"]),
    ("x^2",                                 "1",  1, []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "at", "order", "chains"), SLOPES, ids=[row[0] for row in SLOPES])
def test_the_slopes_from_both_sides_are_told_where_a_formula_does_not_hold(
    text: str, at: str, order: int, chains: list[str]
) -> None:
    lines = list(plain_lines(worked(text, at=(at,), order=order).steps))
    assert [line.partition(": ")[2].replace("Max", "max") for line in lines if "lim_(" in line] == chains


def test_partial_derivatives() -> None:
    g = GradQuestion("x^2 y + sin(x y)", steps=True).read().answer()
    firsts = [step for step in g.steps if step.variable is not None]
    assert [str(step.variable) for step in firsts] == ["x", "y"]
    assert g.result[1] == g.steps[-1].result
