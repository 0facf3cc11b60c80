"""The table of rules as an answer: all of them, or one with a typical expression differentiated by it."""

from dataclasses import dataclass

from calc_cli.calculus.derivative.derivative import Derivative
from calc_cli.calculus.rules.statement import Statement
from calc_cli.errors import ExitStatus


@dataclass(frozen=True, slots=True)
class RuleTable:
    """All rules, or those that were asked for."""

    statements: tuple[Statement, ...]

    status = ExitStatus.DONE
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleCard:
    """One rule, with the derivative of a typical expression and its steps as an `example`."""

    statement: Statement
    example: Derivative

    status = ExitStatus.DONE
    notes: tuple[str, ...] = ()
