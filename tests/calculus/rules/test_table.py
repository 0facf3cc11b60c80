"""Every rule against a central difference of its pattern, for parts that are chosen here; every mistake must differ."""

from typing import Any

import mpmath
import pytest
import sympy as sp
from mpmath import mp

from calc_cli.algebra.evaluate import approximate
from calc_cli.algebra.formulas import formula
from calc_cli.algebra.functions import symbol
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.rules.match import Matcher
from calc_cli.calculus.rules.rule import Rule
from calc_cli.calculus.rules.table import RULES
from calc_cli.errors import CalcError
from calc_cli.functions import Mistake
from calc_cli.syntax.parser import parse

X = symbol("x")
POINTS = ("-2.3", "-0.7", "0.3", "0.6", "1.4", "2.9")

PARTS = {
    # letter   f(x)               f'(x)
    "f": ("exp(x/3) + 1", "exp(x/3)/3"),
    "g": ("x^2 + x + 3", "2x + 1"),
}
LETTERS = {"c": "5/2", "n": "7/3", "a": "8/5", "b": "11/4", "u": "x", "x": "x"}
CHAIN = {"F": lambda u: sp.sin(u), "F'": lambda u: sp.cos(u)}
SIGN = (symbol("i"), sp.Integer(1), sp.Integer(3))

WITH_FORMULA = [rule for rule in RULES if rule.derivative]
MISTAKES = [(rule, mistake) for rule in RULES for mistake in rule.mistakes]


def read(text: str) -> sp.Expr:
    return lower_as_typed(parse(text).tree)


def bindings(rule: Rule) -> dict[str, Any]:
    found: dict[str, Any] = {letter: read(text) for letter, text in LETTERS.items()}
    for letter, (function, slope) in PARTS.items():
        found[letter], found[f"{letter}'"] = read(function), read(slope)
    if rule.key == "root":
        found["n"] = sp.Integer(3)
    return {**found, **CHAIN, "limits": (SIGN,)}


def value(e: sp.Expr, at: mpmath.mpf) -> mpmath.mpf | None:
    try:
        return approximate(e, {X: at}, 40)
    except CalcError:
        return None


def slope(e: sp.Expr, at: mpmath.mpf) -> mpmath.mpf | None:
    h = mp.mpf("1e-12")
    ahead, behind = value(e, at + h), value(e, at - h)
    return None if ahead is None or behind is None else (ahead - behind) / (2 * h)


def compared(rule: Rule, text: str) -> list[bool]:
    """Whether the formula gives the slope of the pattern, at each point where both have a value."""
    letters = bindings(rule)
    pattern, written = formula(rule.pattern)(letters), formula(text)(letters)
    with mp.workdps(60):
        pairs = [(slope(pattern, mp.mpf(at)), value(written, mp.mpf(at))) for at in POINTS]
        return [abs(a - b) < mp.mpf("1e-15") * (1 + abs(a)) for a, b in pairs if a is not None and b is not None]


@pytest.mark.parametrize("rule", WITH_FORMULA, ids=[rule.key for rule in WITH_FORMULA])
def test_rule(rule: Rule) -> None:
    agreements = compared(rule, rule.derivative)
    assert agreements
    assert all(agreements)


@pytest.mark.parametrize(("rule", "mistake"), MISTAKES, ids=[f"{r.key}: {m.formula}" for r, m in MISTAKES])
def test_mistake_is_one(rule: Rule, mistake: Mistake) -> None:
    agreements = compared(rule, mistake.formula)
    assert not agreements or not all(agreements)


@pytest.mark.parametrize("rule", RULES, ids=[rule.key for rule in RULES])
def test_typical_expression_is_of_this_kind(rule: Rule) -> None:
    found = [application.rule for application in Matcher(X).applications(read(rule.typical))]
    assert rule in found[:1] or (rule.key in ("multiple-of-power", "ln-product") and rule in found)


def test_keys_are_unique() -> None:
    names = [name for rule in RULES for name in (rule.key, *rule.aliases)]
    assert len(names) == len(set(names))
