"""Limits told step by step: the strategy that a textbook takes, and every equation against an experiment."""

import itertools

import mpmath
import pytest
import sympy as sp

from calc_cli import limit
from calc_cli.algebra.evaluate import approximate
from calc_cli.calculus.limits.extrapolation import Estimate, estimate
from calc_cli.calculus.limits.neighbourhood import Approach
from calc_cli.calculus.limits.parameters import sample
from calc_cli.render.notes import words

SUBSTITUTE = "substitute"
LAWS = "limit laws"
FACTOR = "factor"
CANCEL = "cancel"
CONJUGATE = "multiply by the conjugate"
HIGHEST = "divide by the highest power"
LARGEST = "divide by the largest term"
HOPITAL_0 = "l'Hopital's rule, 0/0"
HOPITAL_OO = "l'Hopital's rule, oo/oo"
BRANCH = "the case that holds there"
KNOWN = "known limits"
COMMON = "common denominator"
QUOTIENT = "write as a quotient"
GROWTH = "exponentials grow faster than powers, these than logarithms"
TWO_KNOWN = "(1 - cos(u))/u^2 -> 1/2, sin(u)/u -> 1"
RATIO = ["bound", "ratio of two terms"]

CASES = [
    # f                            to          rules, in order
    ("x^2 + 3x",                   "2",        [SUBSTITUTE]),
    ("sin(x)/(1 + cos x)",         "0",        [SUBSTITUTE]),
    ("5",                          "x=3",      ["constant"]),
    ("(x^2-1)/(x-1)",              "1",        [FACTOR, CANCEL, SUBSTITUTE]),
    ("x/(x-2)-8/(x^2-4)",          "2",        [COMMON, CANCEL, SUBSTITUTE]),
    ("(2-x)/(x-2)",                "2",        [CANCEL]),
    ("(x^2+x-6)/(x^2-4)",          "2",        [FACTOR, CANCEL, SUBSTITUTE]),
    ("(x^3-8)/(x-2)",              "2",        [FACTOR, CANCEL, SUBSTITUTE]),
    ("((x+h)^2-x^2)/h",            "h=0",      [FACTOR, CANCEL, SUBSTITUTE]),
    ("(sqrt(x+4)-2)/x",            "0",        [CONJUGATE, CANCEL, SUBSTITUTE]),
    ("(3-sqrt(x))/(9-x)",          "9",        [CONJUGATE, CANCEL, SUBSTITUTE]),
    ("(x-1)/(sqrt(x)-1)",          "1",        [CONJUGATE, CANCEL, SUBSTITUTE]),
    ("(sqrt(x+h)-sqrt(x))/h",      "h=0",      [CONJUGATE, CANCEL, SUBSTITUTE]),
    ("sqrt(x^2+x)-x",              "inf",      [CONJUGATE, HIGHEST, LAWS]),
    ("(x-8)/(cbrt(x)-2)",          "8",        [CONJUGATE, CANCEL, SUBSTITUTE]),
    ("cbrt(x+1)-cbrt(x)",          "inf",      [CONJUGATE, LAWS]),
    ("(1-sqrt(x))/(1-cbrt(x))",    "1",        [CONJUGATE, CONJUGATE, CANCEL, SUBSTITUTE]),
    ("sqrt(x+sqrt(x))-sqrt(x)",    "inf",      [CONJUGATE, LARGEST, LAWS]),
    ("(cbrt(8x^3+1)+x)/(x+1)",     "-inf",     [HIGHEST, LAWS]),
    ("(1/(x+1)-1)/x",              "0",        [COMMON, SUBSTITUTE]),
    ("(1/3-1/x)/(x-3)",            "3",        [COMMON, SUBSTITUTE]),
    ("(3x^2+x)/(2x^2-5)",          "inf",      [HIGHEST, LAWS]),
    ("(n^2+1)/(3n^2-n)",           "inf",      [HIGHEST, LAWS]),
    ("(x^2+1)/(x-1)",              "inf",      [HIGHEST, LAWS]),
    ("sqrt(x^2+1)/x",              "-inf",     [HIGHEST, LAWS]),
    ("(2^x+3^x)/(3^x+1)",          "inf",      [LARGEST, LAWS]),
    ("x^2 - x",                    "inf",      ["factor out", LAWS]),
    ("sin(x)/x",                   "0",        ["sin(u)/u -> 1"]),
    ("sin(3x)/x",                  "0",        [KNOWN, "sin(u)/u -> 1"]),
    ("sin(3x)/sin(5x)",            "0",        [KNOWN, "sin(u)/u -> 1"]),
    ("sin(x^2)/x",                 "0",        [KNOWN, "sin(u)/u -> 1"]),
    ("tan(x)/x",                   "0",        ["tan(u)/u -> 1"]),
    ("x sin(1/x)",                 "inf",      ["sin(u)/u -> 1"]),
    ("(1-cos x)/x^2",              "0",        ["(1 - cos(u))/u^2 -> 1/2"]),
    ("(e^(2x)-1)/x",               "0",        [KNOWN, "(e^u - 1)/u -> 1"]),
    ("(3^x-1)/x",                  "0",        ["(a^u - 1)/u -> ln(a)"]),
    ("ln(1+3x)/(2x)",              "0",        [KNOWN, "ln(1 + u)/u -> 1"]),
    ("(1+1/x)^x",                  "inf",      ["(1 + u)^(1/u) -> e"]),
    ("(1+2/x)^(3x)",               "inf",      ["(1 + u)^(1/u) -> e"]),
    ("(1+sin x)^(1/x)",            "0",        ["(1 + u)^(1/u) -> e", "sin(u)/u -> 1"]),
    ("(cos x)^(1/x^2)",            "0",        ["(1 + u)^(1/u) -> e", "(1 - cos(u))/u^2 -> 1/2"]),
    ("x sin(1/x)",                 "0",        ["bound", "squeeze"]),
    ("x^2 cos(1/x)",               "0",        ["bound", "squeeze"]),
    ("sin(x)/x",                   "inf",      ["bound", "squeeze"]),
    ("(2x+sin x)/x",               "inf",      [HIGHEST, "bound", "squeeze"]),
    ("(x+sin x)/(x-sin x)",        "inf",      [HIGHEST, "bound", "squeeze"]),
    ("(sqrt(4x^2+1)-x)/(x+3)",     "inf",      [HIGHEST, LAWS]),
    ("ln(x+1) - ln x",             "inf",      ["ln(u) - ln(v) = ln(u/v)", LAWS]),
    ("ln(2x+1) - ln(x+3)",         "inf",      ["ln(u) - ln(v) = ln(u/v)", "continuity", HIGHEST, LAWS]),
    ("(x^2+x)/|x|",                "0-",       [BRANCH, FACTOR, CANCEL, SUBSTITUTE]),
    ("x cot x",                    "0",        ["write by sin and cos", "tan(u)/u -> 1"]),
    ("sec x - tan x",              "pi/2-",    ["write by sin and cos", HOPITAL_0, SUBSTITUTE]),
    ("tan(x)/tan(5x)",             "pi/2",     ["write by sin and cos", LAWS, HOPITAL_0, SUBSTITUTE]),
    ("(x-1) tan(pi x/2)",          "1",        [QUOTIENT, HOPITAL_0, SUBSTITUTE]),
    ("ln(x)/x",                    "inf",      [HOPITAL_OO, LAWS]),
    ("x^2/e^x",                    "inf",      [HOPITAL_OO, HOPITAL_OO, LAWS]),
    ("(e^x-e^-x)/sin x",           "0",        [HOPITAL_0, SUBSTITUTE]),
    ("(e^x-1-x)/x^2",              "0",        [HOPITAL_0, "(e^u - 1)/u -> 1"]),
    ("(sin x-x)/x^3",              "0",        [HOPITAL_0, "(1 - cos(u))/u^2 -> 1/2"]),
    ("cos(x)/(x-pi/2)",            "pi/2",     [HOPITAL_0, SUBSTITUTE]),
    ("(x^a-1)/(x-1)",              "x=1",      [HOPITAL_0, SUBSTITUTE]),
    ("1/x - 1/sin x",              "0",        [COMMON, HOPITAL_0, HOPITAL_0, SUBSTITUTE]),
    ("x ln x",                     "0+",       [QUOTIENT, HOPITAL_OO, SUBSTITUTE]),
    ("x^x",                        "0+",       ["u^v = e^(v ln u)", QUOTIENT, HOPITAL_OO, SUBSTITUTE]),
    ("x^(1/x)",                    "inf",      ["u^v = e^(v ln u)", HOPITAL_OO, LAWS]),
    ("e^(sin(x)/x)",               "0",        ["continuity", "sin(u)/u -> 1"]),
    ("x - ln x",                   "inf",      ["factor out", GROWTH]),
    ("1/x^2",                      "0",        [LAWS]),
    ("x/(x-2)",                    "2+",       [LAWS]),
    ("ln x",                       "0+",       [LAWS]),
    ("csc(x) sin(sin x)",          "0",        ["write by sin and cos", "sin(u)/u -> 1"]),
    ("(1/(x+h)^2-1/x^2)/h",        "h=0",      [COMMON, CANCEL, SUBSTITUTE]),
    ("n!/n^n",                     "inf",      RATIO),
    ("2^n n^3/n!",                 "inf",      RATIO),
    ("n!/(3e^(2n))",               "inf",      RATIO),
    ("(2n)!/n^n",                  "inf",      RATIO),
    ("n!^2/(2n)!",                 "inf",      RATIO),
    ("n!/n^(n/2)",                 "inf",      RATIO),
    ("(tan x-sin x)/x^3",          "0",        ["write by sin and cos", KNOWN, TWO_KNOWN]),
    ("(n+1)!/(n n!)",              "inf",      [CANCEL, HIGHEST, LAWS]),
    ("integral(sin(t^2),t,0,x)/x^3", "0",      [HOPITAL_0, "sin(u)/u -> 1"]),
    ("(|x-1|-1)/x",                "0",        [BRANCH]),
    ("2x + |x-3|",                 "3",        [SUBSTITUTE]),
    ("(f(x+h)-f(x))/h",            "h=0",      ["definition of the derivative"]),
    # Sides by themselves
    ("1/x",                        "0",        [LAWS, LAWS]),
    ("|x|/x",                      "0",        [BRANCH, BRANCH]),
    ("(x^2-5x+6)/|x-3|",           "3",        [BRANCH, FACTOR, CANCEL, SUBSTITUTE] * 2),
    ("x^2 if x<1 else 2x",         "1",        [BRANCH, SUBSTITUTE, SUBSTITUTE]),
    ("floor x",                    "2",        [BRANCH, SUBSTITUTE]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "to", "rules"), CASES, ids=[f"{row[0]} at {row[1]}" for row in CASES])
def test_steps(text: str, to: str, rules: list[str]) -> None:
    found = limit(text, to, steps=True)
    assert [step.rule for step in found.steps] == rules
    for step in found.steps:
        if isinstance(step.result, sp.Rel) or step.result.free_symbols - set(found.to):
            continue
        assert value(step.input) == pytest.approx(value(step.result), rel=1e-6, abs=1e-6)


def value(e: sp.Expr) -> float:
    """The value of an expression with limits in it, these by experiment."""
    for each in e.atoms(sp.Limit):
        inner, x, a, side = each.args
        if isinstance(x, sp.Tuple):  # along a curve
            t = sp.Symbol("t", real=True)
            ways = [1 / (k * t) if b.is_infinite else b + k * t for k, b in enumerate(a, 2)]
            inner, x, a, side = inner.xreplace(dict(zip(x, ways, strict=True))), t, sp.S.Zero, "+"
        sides = [-1] if a is sp.oo else [1] if a is -sp.oo else {"+": [1], "-": [-1], "+-": [-1, 1]}[str(side)]
        found = [experiment(inner, Approach(x, a, one)) for one in sides]
        assert len({each.kind for each in found}) == 1
        kind = found[0].kind
        number = sp.oo if kind == "+inf" else -sp.oo if kind == "-inf" else sp.Float(float(found[0].value))
        e = e.xreplace({each: number}).doit()
    return float(mpmath.inf * (1 if e is sp.oo else -1)) if e.is_infinite else float(approximate(e, {}, 20))


def experiment(f: sp.Expr, approach: Approach) -> Estimate:
    return estimate(lambda t: sample(f, {approach.x: approach.at(t)}))


PUT = "substitution"
PATH = "along the path"

SEVERAL = [
    # f                            to           rules, in order
    ("x^2 + 3x y",                 "x=1,y=2",   [SUBSTITUTE]),
    ("(x^2-y^2)/(x-y)",            "x=1,y=1",   [FACTOR, CANCEL, SUBSTITUTE]),
    ("sin(x y)/x",                 "x=0,y=2",   [KNOWN, "sin(u)/u -> 1"]),
    ("(1+x y)^(1/x)",              "x=0,y=2",   ["(1 + u)^(1/u) -> e", SUBSTITUTE]),
    ("(sqrt(x y+4)-2)/(x y)",      "x=0,y=0",   [PUT, CONJUGATE, CANCEL, SUBSTITUTE]),
    ("(x^2+y^2) ln(x^2+y^2)",      "x=0,y=0",   [PUT, QUOTIENT, HOPITAL_OO, SUBSTITUTE]),
    ("e^(-x-y)",                   "x=inf,y=inf", [PUT, LAWS]),
    ("x^2 y/(x^2+y^2)",            "x=0,y=0",   ["bound", "squeeze"]),
    ("x y/sqrt(x^2+y^2)",          "x=0,y=0",   ["bound", "squeeze"]),
    ("(2x^2+2y^2+x^3)/(x^2+y^2)",  "x=0,y=0",   ["bound", "squeeze"]),
    ("x y^3/(x^2+y^4)",            "x=0,y=0",   ["bound", "squeeze"]),
    ("x^2 sin(y)/(x^2+y^2)",       "x=0,y=0",   ["bound", "squeeze"]),
    ("x^2 y/(x^2+x y+y^2)",        "x=0,y=0",   ["bound", "squeeze"]),
    ("x^2 y^2 ln(x^2+y^2)",        "x=0,y=0",   ["bound", "squeeze"]),
    ("(x+y)/(x^2+y^2)",            "x=inf,y=inf", ["bound", "squeeze"]),
    ("x^2 y/(x^4+y^2)",            "x=0,y=0",   [PATH, PATH]),
    ("(x y+y^3)/(x^2+y^2)",        "x=0,y=0",   [PATH, PATH, FACTOR, CANCEL, SUBSTITUTE]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "to", "rules"), SEVERAL, ids=[f"{row[0]} at {row[1]}" for row in SEVERAL])
def test_steps_in_several_variables(text: str, to: str, rules: list[str]) -> None:
    found = limit(text, to, steps=True)
    assert [step.rule for step in found.steps] == rules
    for step in found.steps:
        if isinstance(step.result, sp.Rel):
            for at in itertools.product(map(sp.Rational, ("0.013", "0.2", "1.7")), repeat=len(found.to)):
                assert step.result.xreplace(dict(zip(found.to, at, strict=True)))
        else:
            assert value(step.input) == pytest.approx(value(step.result), rel=1e-6, abs=1e-6)


NOT_TOLD = [
    ("sin x", "inf"),
    ("sin(1/(x^2+y^2))", {"x": 0, "y": 0}),
    ("ln(x!)/(x ln x)", "inf"),
]


@pytest.mark.parametrize(("text", "to"), NOT_TOLD)
def test_what_is_not_told_is_said(text: str, to: object) -> None:
    found = limit(text, to, steps=True)
    assert not found.steps
    assert any(words(note).startswith("no steps") for note in found.notes)
