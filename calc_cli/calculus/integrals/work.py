"""How an antiderivative was found, as a tree: the rule, what it makes of the integral, and the simpler integrals in it.

For example, of x e^(x^2) by substitution, with `letters` u = x^2 and du = 2x dx:

    integral of x e^(x^2) in x                 rule "substitution"
        integral of e^u/2 in u                 rule "constant factor"
            integral of e^u in u               rule "table"
"""

from collections.abc import Iterator
from dataclasses import dataclass

import sympy as sp

from calc_cli.algebra import unevaluated

CONSTANT, CONSTANT_FACTOR, POWER = "constant", "constant factor", "power rule"
HIGHER, CASES = "higher function", "by cases"
"""Rules, by their names in rulebook.py, that are told otherwise than the rest."""


@dataclass(frozen=True, slots=True)
class Work:
    """`result` is an antiderivative of `integrand` in `x`, which `rule` gives from those of the `parts`.

    `letters` names what the rule put in: u and v, or a new variable. `becomes` is what the integral was first made
    into, with integrals in it that are still to be found, if that can be written down; it `comes_back` if the integral
    itself is one of these later on, so that it is solved for. With a `change`, a variable is written by another one:
    (u, x^2, x) if u is x^2. Beside the parts, an `aside` found one of the letters: v of integration by parts.
    """

    rule: str
    integrand: sp.Expr
    x: sp.Symbol
    result: sp.Expr
    parts: tuple["Work", ...] = ()
    letters: tuple[tuple[sp.Expr, sp.Expr], ...] = ()
    becomes: sp.Expr | None = None
    change: tuple[sp.Symbol, sp.Expr, sp.Symbol] | None = None
    aside: "Work | None" = None
    comes_back: bool = False

    @property
    def is_special(self) -> bool:
        """True if the result has higher functions in it."""
        return any(part.rule == HIGHER for part in self.walk())

    def walk(self) -> Iterator["Work"]:
        """Yield this and all that it rests on."""
        yield self
        for part in self.rests_on:
            yield from part.walk()

    @property
    def rests_on(self) -> tuple["Work", ...]:
        """The parts, and the aside."""
        return self.parts if self.aside is None else (self.aside, *self.parts)


def with_factor(f: sp.Expr, factor: sp.Expr, work: Work) -> Work:
    """Return the way to the integral of f, a constant times what `work` integrates."""
    becomes = factor * unfinished(work.integrand, work.x)
    return Work(CONSTANT_FACTOR, f, work.x, factor * work.result, (work,), becomes=becomes)


def unfinished(f: sp.Expr, x: sp.Symbol) -> sp.Expr:
    """Return the integral of f in x, still to be found."""
    return unevaluated.integral(f, x)
