"""How an antiderivative was found, as a tree: the rule, what it makes of the integral, and the simpler integrals in it.

For example, of x e^(x^2) by substitution, with `letters` u = x^2 and du = 2x dx:

    integral of x e^(x^2) in x                 rule "substitution"
        integral of e^u/2 in u                 rule "constant factor"
            integral of e^u in u               rule "table"
"""

from collections.abc import Iterator
from dataclasses import dataclass

import sympy as sp


@dataclass(frozen=True, slots=True)
class Work:
    """`result` is an antiderivative of `integrand` in `x`, which `rule` gives from those of the `parts`.

    `letters` names what the rule put in: u and v, or a new variable. `becomes` is what the integral was first made
    into, with integrals in it that are still to be found, if that can be written down.
    """

    rule: str
    integrand: sp.Expr
    x: sp.Symbol
    result: sp.Expr
    parts: tuple["Work", ...] = ()
    letters: tuple[tuple[sp.Expr, sp.Expr], ...] = ()
    becomes: sp.Expr | None = None

    @property
    def is_special(self) -> bool:
        """True if the result has higher functions in it."""
        return any(part.rule == "higher function" for part in self.walk())

    def walk(self) -> Iterator["Work"]:
        """Yield this and all that it rests on."""
        yield self
        for part in self.parts:
            yield from part.walk()


def unfinished(f: sp.Expr, x: sp.Symbol) -> sp.Expr:
    """Return the integral of f in x, still to be found."""
    return sp.Integral(f, x)
