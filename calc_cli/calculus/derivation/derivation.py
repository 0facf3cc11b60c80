"""The derivation that a teacher would write, one rule a step, on the expression as it was typed.

Each subexpression is taken apart by the rule that the table names for it (calculus/rules). Where several would do, the
shorter telling wins: 1/x^3 is a power, (x^2 + 1)/(x - 1) a quotient. Steps that a teacher would not write are folded
into the one that they belong to.
"""

from collections.abc import Iterable
from dataclasses import replace

import sympy as sp

from calc_cli.algebra import unevaluated
from calc_cli.algebra.cost import cost
from calc_cli.algebra.functions import symbol
from calc_cli.calculus.derivation.tidying import fraction
from calc_cli.calculus.rules import table
from calc_cli.calculus.rules.application import Application, ChainRule
from calc_cli.calculus.rules.match import Matcher
from calc_cli.calculus.rules.rule import Rule
from calc_cli.calculus.steps import NO_RATES, Named, Rates, Step, name_of, pending
from calc_cli.errors import UnsupportedError

MOST_STEPS = 1_000
"""A longer derivation is refused."""

DEEPEST = 60
"""So is one with rules nested deeper than this."""

_LETTERS = ("u", "v", "w", "t", "s", "z")
"""Names for the argument of an outer function: the first that does not occur."""

MUCH_SHORTER = 0.75
"""So much of the usual rule's result is left where another rule is preferred to it."""

_NO_LONGER = 1.1
"""So much of a constant multiple's result another way may have."""

_OF_FRACTIONS = 2
"""So many lines it takes to add fractions."""

_MOST_NAMES = 3
"""More rules are not named in one line."""

_OBVIOUS = (table.CONSTANT, table.IDENTITY, table.UNKNOWN)
SUMS = (table.SUM, table.DIFFERENCE)
_FACTORS = (table.CONSTANT_MULTIPLE, table.CONSTANT_DIVISOR)
COMPOSITE = (*(rule for rule in table.RULES if rule.group in (table.COMBINATIONS, table.CASES)), table.GENERAL_POWER)
"""Rules that are not applied in the head where they are used for a part."""

OWN_LINE = tuple(rule for rule in COMPOSITE if rule is not table.CHAIN)
"""Those that have a line of their own then: all but the chain rule."""


def derivation(
    e: sp.Expr,
    x: sp.Symbol,
    *,
    every_step: bool = False,
    typed: bool = True,
    rates: Rates = NO_RATES,
    own_line: tuple[Rule, ...] = OWN_LINE,
) -> Step:
    """Return the derivation of the derivative of `e`, as typed, with respect to `x`.

    With `every_step` nothing is folded, else all but parts with a rule of `own_line`; `typed` tells whether the order
    of terms in `e` is to be kept; `rates` has the derivatives of variables that depend on x.
    Raises UnsupportedError if the table has no rule for a part, or if there are more than MOST_STEPS steps or they are
    nested deeper than DEEPEST.
    """
    e = e if typed else _as_fractions(e)
    step = _Teacher(e, x, rates, None if every_step else own_line, typed=typed).derived(e)
    return step if every_step else _in_one_line(step, SUMS)


def _as_fractions(e: sp.Expr) -> sp.Expr:
    """Return what is evaluated as it is printed, with fraction bars instead of negative powers."""
    if e.is_Add:
        return unevaluated.add(map(_as_fractions, e.args))
    above, below = fraction(e)
    return unevaluated.mul([*sp.Mul.make_args(above), unevaluated.power(below, sp.S.NegativeOne)])


class _Teacher:
    """One derivation, and what has been told of it so far."""

    def __init__(
        self, e: sp.Expr, x: sp.Symbol, rates: Rates, own_line: tuple[Rule, ...] | None, *, typed: bool
    ) -> None:
        self.x = x
        self.typed = typed
        self.own_line = own_line
        self.matcher = Matcher(x, rates)
        self.known: dict[sp.Expr, Step] = {}
        self.without = table.MULTIPLE_OF_POWER if own_line is None else None
        self.depth = 0
        taken = {s.name for s in e.free_symbols}
        self.u = symbol(next((name for name in _LETTERS if name not in taken), "u_0"))

    def derived(self, e: sp.Expr) -> Step:
        """Return the shortest derivation of the derivative of `e`."""
        if e not in self.known:
            if self.depth > DEEPEST or len(self.known) > MOST_STEPS:
                raise _too_long()
            self.depth += 1
            ways = [way for way in self.matcher.applications(e) if way.rule is not self.without]
            found = list(map(self.by, ways))
            self.depth -= 1
            limit = _NO_LONGER if ways[0].rule in _FACTORS else MUCH_SHORTER
            self.known[e] = _shortest(found, limit, is_part=self.depth > 0 and self.own_line is not None)
        return self.known[e]

    def by(self, application: Application) -> Step:
        """Return the step that applies a rule, resting on those of its parts."""
        inner = [self.derived(part) for part in application.parts]
        result = application.result([step.result for step in inner])
        step = Step("", application.input, result, tuple(inner), self.x, typed=self.typed, rates=self.matcher.rates)
        is_multiple = application.rule is table.MULTIPLE_OF_POWER
        step = _by(step, *((table.CONSTANT_MULTIPLE, table.POWER) if is_multiple else (application.rule,)))
        if isinstance(application, ChainRule):
            letters = ((self.u, application.parts[0]),)
            step = replace(step, children=(self.outer(application), *inner), letters=letters)
        if self.own_line is not None:
            step = _folded(step, self.own_line)
            told = self.around(application, inner)
            if told is not None:
                return replace(told, input=step.input, result=result)
        if step.children or step.using:
            slopes = [
                s.result if s.rules[0] in _OBVIOUS else pending(s.input, self.x, self.matcher.rates) for s in inner
            ]
            step = replace(step, applied=application.result(slopes))
        if step.lines > MOST_STEPS:
            raise _too_long()
        return step

    def around(self, application: Application, inner: list[Step]) -> Step | None:
        """Return the step of the only part that varies, what is around it in each line; None if that is one line."""
        varying = [step for step in inner if step.rules[0] is not table.CONSTANT]
        if application.rule not in (*_FACTORS, *SUMS) or len(varying) > 1:
            return None
        told = varying[0] if self.depth == 1 else part(varying[0])
        if told.applied is None:
            return None
        constant = () if len(inner) == 1 else (table.CONSTANT,)
        applied = application.result([told.applied if step is varying[0] else step.result for step in inner])
        return replace(told, applied=applied, using=_once((*told.using, *constant)))

    def outer(self, application: ChainRule) -> Step:
        """Return the derivative of the outer function of a chain, in a letter of its own."""
        outer = application.outer
        step = Step("", outer.function(self.u), outer.derivative(self.u), variable=self.u, typed=True)
        return _by(step, outer.rule)


def _by(step: Step, *rules: Named) -> Step:
    """Return a step that applies these rules, and is called by their names."""
    names = [rule.name for rule in rules if rule not in _FACTORS] or [rules[0].name]
    has_factor = len(names) < len(rules)
    return replace(step, rule=", ".join(names) + " with a constant factor" * has_factor, rules=rules)


def _once(rules: Iterable[Named | str]) -> tuple[Named | str, ...]:
    """Return the rules, each name once."""
    return tuple({name_of(rule): rule for rule in rules}.values())


def _too_long() -> UnsupportedError:
    return UnsupportedError(f"the derivation has more than {MOST_STEPS:,} steps, or nested deeper than {DEEPEST}")


def _shortest(found: list[Step], limit: float, *, is_part: bool) -> Step:
    """Return the telling of the fewest lines, then the usual one unless another's result is shorter, by a factor.

    A quotient is told as one also where its lines are a few more: the fractions of another way are to be added.
    """
    usual, *others = found
    if not others:
        return usual
    lines = [(part(step) if is_part else step).lines for step in found]
    if usual.rules[0] is table.QUOTIENT and lines[0] <= min(lines) + _OF_FRACTIONS:
        return usual
    fewest = [step for step, count in zip(found, lines, strict=True) if count == min(lines)]
    least = limit * cost(fewest[0].result)
    return next((step for step in fewest[1:] if cost(step.result) < least), fewest[0])


def _folded(step: Step, own_line: tuple[Rule, ...]) -> Step:
    """Without the steps that are obvious: the derivative of x, of a constant, of 3 x^2, of x^2 + 1 within others."""
    obvious = [rule for rule in _OBVIOUS if step.rules[0] not in SUMS or rule is not table.CONSTANT]
    children = tuple(part(child) for child in step.children if child.rules[0] not in obvious)
    if step.rules[0] in _FACTORS and len(children) == 1 and not children[0].children:
        rules = _without(children[0].rules, _FACTORS)
        return replace(_by(step, *(rules if len(rules) > 1 else (step.rules[0], *rules))), children=())
    if step.rules[0] is table.CHAIN and step.children[0].variable != step.variable:
        outer, inner = step.children
        parts = () if inner.rules[0] in _OBVIOUS else (part(inner),)
        step = replace(_by(step, table.CHAIN, *outer.rules), letters=step.letters if parts else ())
        return without_simple_parts(replace(step, children=parts), own_line)
    return without_simple_parts(replace(step, children=children), own_line)


def without_simple_parts(step: Step, own_line: tuple[Rule, ...]) -> Step:
    """Tell parts whose rules need no line of their own in the line of the result, which names these rules."""
    simple = [
        child for child in step.children if not (child.children or _without(child.rules, _FACTORS)[0] in own_line)
    ]
    names = _once((*step.using, *(rule for child in simple for rule in _without(child.rules, (*_FACTORS, *SUMS)))))
    if len(names) > _MOST_NAMES:
        return step
    rest = tuple(child for child in step.children if child not in simple)
    return replace(step, children=rest, using=names)


def _without(rules: tuple[Named, ...], others: tuple[Named, ...]) -> tuple[Named, ...]:
    """Return the rules that are worth a name in another line: all but the others, if there are any."""
    return tuple(rule for rule in rules if rule not in others) or rules


def part(step: Step) -> Step:
    """Return a step in one line where it is only a part of something, and all that it rests on is simple."""
    return _in_one_line(step, COMPOSITE)


def _in_one_line(step: Step, rules: tuple[Rule, ...]) -> Step:
    if step.children or step.rules[0] not in (*rules, *SUMS):
        return step
    names = (rule for rule in step.using if not isinstance(rule, str) and rule not in _FACTORS)
    return replace(_by(step, *step.rules, *names), applied=None, using=(), letters=())
