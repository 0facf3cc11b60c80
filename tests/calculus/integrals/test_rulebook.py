"""The table of integrals: every row is true, and its example is told under its name."""

import pytest
import sympy as sp

from calc_cli.algebra.evaluate import approximate
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.integrals.rulebook import INTEGRAL_RULES, integral_statement
from calc_cli.calculus.rules.statement import X
from calc_cli.questions.integrate import integrate
from calc_cli.questions.rules import rules
from tests.cases import lines

PLACES = [sp.Rational(text) for text in ("0.31", "0.77", "1.37", "2.83")]
PARAMETERS = {
    sp.Symbol(name, real=True): sp.Rational(value) for name, value in zip("abcn", (0.7, 1.3, 2.9, 3), strict=True)
}
FORMULAS = [rule for rule in INTEGRAL_RULES if "(x)" not in rule.pattern]


@pytest.mark.parametrize("rule", FORMULAS, ids=lambda rule: rule.key)
def test_every_row_is_true(rule):
    s = integral_statement(rule)
    letters = {a: PARAMETERS[sp.Symbol(a.name, real=True)] for a in s.derivative.free_symbols if a.name in "abcn"}
    slope = differentiate(s.derivative.doit().xreplace(letters), X)
    seen = 0
    for place in PLACES:
        try:
            value, expected = (approximate(e, {X: place}, 15) for e in (slope, s.pattern.doit().xreplace(letters)))
        except Exception:  # outside of the domain
            continue
        assert abs(value - expected) < 1e-9 * (1 + abs(expected))
        seen += 1
    assert seen


TOLD = [rule for rule in INTEGRAL_RULES if rule.group in ("Basic rules", "Products that are derivatives", "Methods")]


@pytest.mark.parametrize("rule", TOLD[1:], ids=lambda rule: rule.key)
def test_its_example_is_told_under_its_name(rule):
    names = {step.rule for top in rules(rule.key, integrals=True).example.steps for step in top.walk()}
    assert rule.name in names


def test_steps_have_no_names_but_those_of_the_table():
    known = {rule.name for rule in INTEGRAL_RULES}
    for f in lines("integrals")[::30]:
        assert {work.rule for work in integrate(f).work.walk()} <= known
