"""How a variable goes to a point: from the left or from the right, or to infinity, where there is one side only."""

from dataclasses import dataclass

import sympy as sp

from calc_cli.calculus.limits.numbers import INFINITE


@dataclass(frozen=True, slots=True)
class Approach:
    """x -> a from the right (`side` 1) or the left (-1); `a` is a number, oo or -oo. Other symbols are parameters."""

    x: sp.Symbol
    a: sp.Expr
    side: int

    @property
    def direction(self) -> int:
        """1 if x falls towards the point, -1 if it rises."""
        return (-1 if self.a is sp.oo else 1) if self.a in INFINITE else self.side

    def at(self, t: sp.Expr) -> sp.Expr:
        """Return the x that belongs to t > 0: a + t, a - t, or 1/t and -1/t where a is infinite."""
        return sp.sign(self.a) / t if self.a in INFINITE else self.a + self.side * t
