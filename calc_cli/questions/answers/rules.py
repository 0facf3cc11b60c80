"""Answer questions about the rules."""

from collections.abc import Callable, Sequence

from calc_cli.algebra.evaluate import lower_twice
from calc_cli.algebra.functions import TypedFunction
from calc_cli.calculus.derivative.derivative import derive
from calc_cli.calculus.derivative.steps import with_steps
from calc_cli.calculus.integrals.antiderivative import antiderivative
from calc_cli.calculus.integrals.rulebook import INTEGRAL_RULES, integral_statement
from calc_cli.calculus.integrals.steps import with_steps as with_integration
from calc_cli.calculus.matrix.records import MatrixRules
from calc_cli.calculus.result import Result
from calc_cli.calculus.rules.notation import NOTATIONS, Notations
from calc_cli.calculus.rules.rule import Rule
from calc_cli.calculus.rules.statement import RuleCard, RuleTable, Statement, X, found, statement
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
        return _told(question.name, INTEGRAL_RULES, integral_statement, lambda f: with_integration(antiderivative(f)))
    return MatrixRules() if question.matrix else _told(question.name, RULES, statement, lambda f: with_steps(derive(f)))


def _told(
    name: str, rules: Sequence[Rule], state: Callable[[Rule], Statement], solved: Callable[[TypedFunction], Result]
) -> RuleTable | RuleCard:
    """Return all rules as they are stated, or the one of this name with its typical example solved."""
    if not name:
        return RuleTable(tuple(map(state, rules)))
    rule = found(name, rules)
    return RuleCard(state(rule), solved(TypedFunction(*lower_twice(parse(rule.typical).tree), (X,))))
