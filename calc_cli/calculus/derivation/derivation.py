"""The derivation that a teacher would write, one rule a step, on the expression as it was typed.

Each subexpression is taken apart by the rule that the table names for it (calculus/rules). Where several would do, the
shorter telling wins: 1/x^3 is a power, (x^2 + 1)/(x - 1) a quotient. Steps that a teacher would not write are folded
into the one that they belong to.
"""

from dataclasses import dataclass, replace

import sympy as sp

from calc_cli.algebra import unevaluated
from calc_cli.algebra.cost import cost
from calc_cli.algebra.functions import Pending, symbol
from calc_cli.calculus.rules import table
from calc_cli.calculus.rules.application import Application, ChainRule
from calc_cli.calculus.rules.match import Matcher
from calc_cli.calculus.steps import Step
from calc_cli.errors import UnsupportedError, UsageError

MOST_STEPS = 1_000
"""A longer derivation is refused."""

DEEPEST = 60
"""So is one with rules nested deeper than this."""

LOGARITHMIC = "logarithmic differentiation"
LOGARITHM_RULES = "rules of logarithms"

_LETTERS = ("u", "v", "w", "t", "s", "z")
"""Names for the argument of an outer function: the first that does not occur."""

_MUCH_SHORTER = 0.75
"""So much of the usual rule's result is left where another rule is preferred to it."""

_OF_FRACTIONS = 2
"""So many lines it takes to add fractions."""

_MOST_NAMES = 3
"""More rules are not named in one line."""

_OBVIOUS = {table.CONSTANT.name, table.IDENTITY.name}
_SUMS = frozenset({table.SUM.name, table.DIFFERENCE.name})
_FACTORS = {table.CONSTANT_MULTIPLE.name, table.CONSTANT_DIVISOR.name}
_WITH_FACTOR = table.MULTIPLE_OF_POWER.name
_WITHOUT_FACTOR = {_WITH_FACTOR: table.POWER.name}
_SHORT = frozenset({*_SUMS, table.CHAIN.name})
"""Rules that with all that they rest on are told in one line where they are only a part of something."""


def derivation(
    e: sp.Expr, x: sp.Symbol, *, every_step: bool = False, typed: bool = True, logarithmic: bool = False
) -> Step:
    """Return the derivation of the derivative of `e`, as typed, with respect to `x`.

    With `every_step` nothing is folded; `typed` tells whether the order of terms in `e` is to be kept; `logarithmic`
    asks for logarithmic differentiation, which products, quotients and powers have.
    Raises UnsupportedError if the table has no rule for a part, or if there are more than MOST_STEPS steps or they are
    nested deeper than DEEPEST.
    """
    teacher = _Teacher(e, x, every_step=every_step, typed=typed)
    if logarithmic:
        return teacher.by_logarithms(e)
    step = teacher.derived(e).step
    return step if every_step else _in_one_line(step, _SUMS)


@dataclass(frozen=True, slots=True)
class _Derived:
    """A step, and how many lines it takes with all that it rests on."""

    step: Step
    lines: int


class _Teacher:
    """One derivation, and what has been told of it so far."""

    def __init__(self, e: sp.Expr, x: sp.Symbol, *, every_step: bool, typed: bool) -> None:
        self.x = x
        self.typed = typed
        self.every_step = every_step
        self.matcher = Matcher(x)
        self.known: dict[sp.Expr, _Derived] = {}
        self.without = table.MULTIPLE_OF_POWER if every_step else None
        self.depth = 0
        taken = {s.name for s in e.free_symbols}
        self.u = symbol(next((name for name in _LETTERS if name not in taken), "u_0"))

    def derived(self, e: sp.Expr) -> _Derived:
        """Return the shortest derivation of the derivative of `e`."""
        if e not in self.known:
            if self.depth > DEEPEST or len(self.known) > MOST_STEPS:
                raise _too_long()
            self.depth += 1
            found = [self.by(way) for way in self.matcher.applications(e) if way.rule is not self.without]
            self.depth -= 1
            self.known[e] = _shortest(found)
        return self.known[e]

    def by(self, application: Application) -> _Derived:
        """Return the step that applies a rule, resting on those of its parts."""
        inner = [self.derived(part).step for part in application.parts]
        result = application.result([step.result for step in inner])
        step = Step(application.rule.name, application.input, result, tuple(inner), self.x, typed=self.typed)
        if isinstance(application, ChainRule):
            step = replace(step, children=(self.outer(application), *inner))
        if not self.every_step:
            step = _folded(step)
        if step.children:
            slopes = [s.result if s.rule in _OBVIOUS else Pending(s.input, self.x, sp.S.One) for s in inner]
            step = replace(step, applied=application.result(slopes))
        lines = 1 + sum(self.known[s.input].lines if s.children else 1 for s in step.children)
        if lines > MOST_STEPS:
            raise _too_long()
        return _Derived(step, lines)

    def by_logarithms(self, e: sp.Expr) -> Step:
        """Y' = y (ln|y|)', the logarithm written as a sum first."""
        logarithm = sp.log(sp.Abs(e, evaluate=False), evaluate=False)
        terms = unevaluated.add(_log(factor) for factor in unevaluated.flat(e))
        if e == self.x or not (e.is_Mul or e.is_Pow or isinstance(e, sp.exp)):
            raise UsageError("logarithmic differentiation is for products, quotients and powers")
        inner = self.derived(terms).step
        return Step(
            LOGARITHMIC,
            e,
            unevaluated.mul([e, inner.result]),
            (Step(LOGARITHM_RULES, logarithm, terms, typed=True), inner),
            self.x,
            unevaluated.mul([e, Pending(logarithm, self.x, sp.S.One)]),
            typed=self.typed,
        )

    def outer(self, application: ChainRule) -> Step:
        """Return the derivative of the outer function of a chain, in a letter of its own."""
        outer = application.outer
        return Step(outer.rule.name, outer.function(self.u), outer.derivative(self.u), variable=self.u, typed=True)


def _log(factor: sp.Expr) -> sp.Expr:
    """ln|factor| as a product without powers; the base of a variable power is positive."""
    if isinstance(factor, sp.exp):
        return factor.args[0]
    if not factor.is_Pow:
        return sp.log(factor if factor.is_positive else sp.Abs(factor, evaluate=False), evaluate=False)
    base, exponent = factor.args
    if exponent.is_number:
        return unevaluated.mul([exponent, unevaluated.add(map(_log, unevaluated.flat(base)))])
    return unevaluated.mul([exponent, sp.log(base, evaluate=False)])


def _too_long() -> UnsupportedError:
    return UnsupportedError(f"the derivation has more than {MOST_STEPS:,} steps, or nested deeper than {DEEPEST}")


def _shortest(found: list[_Derived]) -> _Derived:
    """Return the telling of the fewest lines, then the usual one unless another leaves a much shorter result.

    A quotient is told as one also where its lines are a few more: the fractions of another way are to be added.
    """
    if found[0].step.rule == table.QUOTIENT.name and found[0].lines <= min(f.lines for f in found) + _OF_FRACTIONS:
        found = [replace(found[0], lines=min(f.lines for f in found)), *found[1:]]
    fewest = [each for each in found if each.lines == min(other.lines for other in found)]
    usual = fewest[0]
    limit = _MUCH_SHORTER * cost(usual.step.result) if fewest[1:] else 0.0
    return next((each for each in fewest[1:] if cost(each.step.result) < limit), usual)


def _folded(step: Step) -> Step:
    """Without the steps that are obvious: the derivative of x, of a constant, of 3 x^2, of x^2 + 1 within others."""
    told = {table.CONSTANT.name} if step.rule in _SUMS else set()
    children = tuple(_in_one_line(child) for child in step.children if child.rule not in _OBVIOUS - told)
    if step.rule in _FACTORS and len(children) == 1 and not children[0].children:
        (child,) = children
        if child.rule == table.POWER.name:
            return replace(step, rule=_WITH_FACTOR, children=())
        return replace(step, rule=f"{child.rule} with a constant factor", children=())
    if step.rule == table.CHAIN.name and children[0].variable != step.variable:
        outer, *inner = children
        letter = (outer.variable, step.children[-1].input)
        return replace(step, rule=f"{step.rule}, {outer.rule}", children=tuple(inner), letters=(letter,))
    return replace(step, children=children)


def _in_one_line(step: Step, rules: frozenset[str] = _SHORT) -> Step:
    """Return a sum, or a chain, of what takes a line each as one line that names the rules."""
    kind = step.rule.partition(",")[0]
    if kind not in rules or any(child.children or child.rule.startswith(table.CHAIN.name) for child in step.children):
        return step
    named = (_WITHOUT_FACTOR.get(child.rule, child.rule) for child in step.children)
    names = list(dict.fromkeys(name for name in named if name not in _FACTORS))
    if len(names) > _MOST_NAMES:
        return step
    return replace(step, rule=", ".join([step.rule, *names]), children=(), applied=None, letters=())
