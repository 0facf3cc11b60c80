"""A derivation as data: what was done, to what, with what result, and the smaller derivations that it rests on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import sympy as sp


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a rule that is applied, or an expression that is written in another form.

    With a `variable`, `result` is the derivative of `input` in it, which the rule `rule` gives from the results of the
    `children`; `applied` is the rule's formula with those derivatives still Pending, if there are any. Without one,
    `result` equals `input`, which may be an integral with children as well, if there is a point `at` then there, and
    `rule` says what was done. All expressions are as
    written, unevaluated; `typed` tells that the order of their terms and factors is the writer's own, but for a result
    that is `final`, which is printed as answers are. `letters` are the names that a rule gives to parts, as u = x^2.
    """

    rule: str
    input: sp.Basic
    result: sp.Basic
    children: tuple["Step", ...] = ()
    variable: sp.Symbol | None = None
    applied: sp.Basic | None = None
    typed: bool = False
    final: bool = False
    at: Mapping[sp.Symbol, sp.Expr] | None = None
    letters: tuple[tuple[sp.Basic, sp.Basic], ...] = ()

    @property
    def result_typed(self) -> bool:
        """True if the order of terms and factors in the result is to be kept."""
        return self.typed and not self.final

    def walk(self) -> Iterator["Step"]:
        """Yield this step and all that it rests on, each before its children."""
        yield self
        for child in self.children:
            yield from child.walk()
