"""A table of rules as an answer: all of them, or one with a typical expression that it is applied to."""

from dataclasses import dataclass

import sympy as sp

from calc_cli.calculus.derivative.derivative import Derivative
from calc_cli.calculus.integrals.antiderivative import Antiderivative
from calc_cli.calculus.result import Fields, Result
from calc_cli.calculus.rules.statement import Statement


@dataclass(frozen=True, slots=True)
class RuleTable(Result):
    """All rules, or those that were asked for."""

    statements: tuple[Statement, ...]

    @property
    def answer(self) -> tuple[sp.Basic, ...]:
        """The rules as equations."""
        return tuple(s.equation for s in self.statements)

    @property
    def fields(self) -> Fields:
        return {"rules": [s.fields for s in self.statements]}


@dataclass(frozen=True, slots=True)
class RuleCard(Result):
    """One rule, with the derivative or integral of a typical expression and its steps as an `example`."""

    statement: Statement
    example: Derivative | Antiderivative

    @property
    def answer(self) -> tuple[sp.Basic, ...]:
        """The rule as an equation."""
        return (self.statement.equation,)

    @property
    def fields(self) -> Fields:
        return {"rules": [{**self.statement.fields, "steps": self.example.steps}]}
