"""Answer questions about the rules."""

from calc_cli.algebra.evaluate import lower_twice
from calc_cli.algebra.functions import TypedFunction
from calc_cli.calculus.derivative.derivative import derive
from calc_cli.calculus.derivative.steps import with_steps
from calc_cli.calculus.integrals.antiderivative import antiderivative
from calc_cli.calculus.integrals.rulebook import INTEGRAL_RULES, integral_statement
from calc_cli.calculus.integrals.steps import with_steps as with_integration
from calc_cli.calculus.matrix.records import MatrixRules
from calc_cli.calculus.rules.notation import NOTATIONS, Notations
from calc_cli.calculus.rules.rule import Rule
from calc_cli.calculus.rules.statement import RuleCard, RuleTable, X, found, statement
from calc_cli.calculus.rules.table import RULES
from calc_cli.questions.declaration import Parsed
from calc_cli.questions.rules import RulesQuestion
from calc_cli.syntax.parser import parse

Answer = RuleTable | RuleCard | Notations | MatrixRules


def answer(parsed: Parsed[RulesQuestion]) -> Answer:
    """Return the table of rules, one rule, or the notations. Raises UnknownNameError for a name that no rule has."""
    question = parsed.question
    if question.notation:
        return NOTATIONS
    if question.integrals:
        return _integrals(question.name)
    return MatrixRules() if question.matrix else _rules(question.name)


def _integrals(name: str) -> RuleTable | RuleCard:
    if not name:
        return RuleTable(tuple(map(integral_statement, INTEGRAL_RULES)))
    rule = found(name, INTEGRAL_RULES)
    return RuleCard(integral_statement(rule), with_integration(antiderivative(_typical(rule))))


def _typical(rule: Rule) -> TypedFunction:
    tree = parse(rule.typical).tree
    return TypedFunction(*lower_twice(tree), (X,))


def _rules(name: str) -> RuleTable | RuleCard:
    if not name:
        return RuleTable(tuple(map(statement, RULES)))
    rule = found(name)
    return RuleCard(statement(rule), with_steps(derive(_typical(rule))))
