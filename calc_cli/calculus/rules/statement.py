"""A rule as a statement: its formulas as expressions in x. Find a rule by any of its names."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

import sympy as sp

from calc_cli.algebra.formulas import formula
from calc_cli.algebra.functions import OrdinaryPending, abstract, plain_symbol
from calc_cli.calculus.result import Exact, Fields, Result, Typeset, present
from calc_cli.calculus.rules import table
from calc_cli.calculus.rules.rule import Rule
from calc_cli.errors import UnknownNameError, either
from calc_cli.functions import BY_NAME, Mistake

X = plain_symbol("x")


@dataclass(frozen=True, slots=True)
class Statement:
    """d/dx of `pattern` is `derivative` where the condition holds, if there is one; `mistakes` with what they write."""

    rule: Rule
    pattern: sp.Expr
    derivative: sp.Expr
    where: sp.Basic | None
    mistakes: tuple[tuple[Mistake, sp.Expr], ...]

    @property
    def equation(self) -> sp.Eq:
        """d/dx of the pattern is the derivative."""
        return sp.Eq(OrdinaryPending(self.pattern, X, sp.S.One), self.derivative, evaluate=False)

    @property
    def fields(self) -> Fields:
        """Return what JSON has of the rule."""
        return present(
            {
                "key": self.rule.key,
                "name": self.rule.name,
                "group": self.rule.group,
                "pattern": Exact(self.pattern),
                "derivative": Exact(self.derivative),
                "latex": Typeset(self.equation, typed=True),
                "where": None if self.where is None else Exact(self.where, typed=False),
                "example": self.rule.typical,
                "mistakes": [
                    {"name": mistake.name, "formula": Exact(written), "message": mistake.message}
                    for mistake, written in self.mistakes
                ],
                "aliases": self.rule.aliases,
                "source": self.rule.source or None,
            }
        )


def statement(rule: Rule) -> Statement:
    """Return the formulas of `rule`, the variable of elementary functions being x."""
    pattern, derivative = _WITHOUT_FORMULA.get(rule.key) or (_in_x(rule.pattern), _in_x(rule.derivative))
    mistakes = tuple((mistake, _in_x(mistake.formula)) for mistake in rule.mistakes)
    return Statement(rule, pattern, derivative, _condition(rule.where) if rule.where else None, mistakes)


def _in_x(text: str) -> sp.Expr:
    return formula(text)({"u": X})


def _condition(text: str) -> sp.Basic:
    """Return a condition, which the parser reads within cases."""
    ((_, condition), *_) = _in_x(f"1 if {text} else 0").args
    return condition


_f, _g = abstract("f")(X), abstract("g")(X)
_u, _v = plain_symbol("u"), plain_symbol("v")
_outer = abstract("F")(_u, _v)
_WITHOUT_FORMULA = {
    "several-arguments": (
        abstract("F")(_f, _g),
        sp.Derivative(_outer, _u) * abstract("f", 1)(X) + sp.Derivative(_outer, _v) * abstract("g", 1)(X),
    ),
    "leibniz": (
        sp.Integral(abstract("f")(plain_symbol("t")), (plain_symbol("t"), plain_symbol("a"), _g)),
        abstract("f")(_g) * abstract("g", 1)(X),
    ),
    "partial": (abstract("f")(X, plain_symbol("y")), sp.Derivative(abstract("f")(X, plain_symbol("y")), X)),
}
"""Rules about partial derivatives and integrals, for which formulas have no letters."""


def found(name: str, rules: Sequence[Rule] = table.RULES) -> Rule:
    """Return the rule of a table that is called `name`: by its key, an alias, its full name, or a function's name.

    Raises UnknownNameError, with the nearest names.
    """
    wanted = _plain(name)
    names = _names(tuple(rules))
    rule = names.get(wanted) or names.get(wanted.lower())
    if rule is not None:
        return rule
    known = BY_NAME.get(wanted)
    if known is not None and rules is table.RULES:
        raise UnknownNameError(
            f"{known.name} has no rule of its own: {known.doc}",
            hint="calc differentiates it by other rules, as calc diff --steps shows",
        )
    near = get_close_matches(wanted.lower(), names, n=3, cutoff=0.6)
    hint = f"did you mean {either(near)}?" if near else "calc rules lists them all"
    raise UnknownNameError(f"no rule is called '{name}'", hint=hint)


@cache
def _names(rules: tuple[Rule, ...]) -> dict[str, Rule]:
    names = {name: rule for rule in rules for name in (rule.key, *rule.aliases)}
    for rule in rules:
        names.setdefault(_plain(rule.name), rule)
    return names


def _plain(name: str) -> str:
    """Return a name as keys are written: `Quotient Rule` and `quotient` are one name."""
    words = name.strip().replace("_", " ").replace("-", " ").split()
    if words and words[-1].lower() in ("rule", "rules") and len(words) > 1:
        words.pop()
    return "-".join(words)


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
    example: Result

    @property
    def answer(self) -> tuple[sp.Basic, ...]:
        """The rule as an equation."""
        return (self.statement.equation,)

    @property
    def fields(self) -> Fields:
        return {"rules": [{**self.statement.fields, "steps": self.example.steps}]}
