"""The point that a limit goes to, as a teacher asks about it: limits, indeterminate forms, what is seen at once.

A `Move` is what a strategy (strategies.py) makes of an expression.
"""

from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp

from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.limits.neighbourhood import Approach
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.calculus.limits.one_sided import limit_by_algebra
from calc_cli.errors import UndefinedError, UnsupportedError

SEAMS = (sp.Abs, sp.sign, sp.floor, sp.ceiling, sp.Max, sp.Min, sp.Piecewise, sp.Heaviside)
"""Functions whose cases may end at the point."""

Around = Callable[[sp.Expr], sp.Expr]


@dataclass(frozen=True, slots=True)
class Move:
    """The limit is that of `next`, within `around` if that is given: e^(lim g). `next` without x is the limit itself.

    `bound` is an inequality that the move rests on.
    """

    rule: str
    next: sp.Expr
    around: Around | None = None
    bound: sp.Basic | None = None


class LimitPoint:
    """Where x goes to a, from one side or, `side` being 0, from both; limits are found once."""

    def __init__(self, x: sp.Symbol, a: sp.Expr, side: int) -> None:
        self.x, self.a, self.side = x, a, side
        sides = (-1,) if a is sp.oo else (1,) if a is -sp.oo else (side,) if side else (-1, 1)
        self.approaches = [Approach(x, a, each) for each in sides]
        self._limits: dict[tuple[sp.Expr, int], sp.Expr | None] = {}

    def limit(self, e: sp.Expr) -> sp.Expr | None:
        """Return the limit, None if there is none or it is not known."""
        if not e.has(self.x):
            return e
        first, *others = (self._one_sided(e, approach) for approach in self.approaches)
        return first if all(other == first for other in others) else None

    def _one_sided(self, e: sp.Expr, approach: Approach) -> sp.Expr | None:
        key = e, approach.side
        if key not in self._limits:
            try:
                found = limit_by_algebra(e, approach).value
            except (UndefinedError, UnsupportedError):
                found = None
            self._limits[key] = None if found is None else tidy(found)
        return self._limits[key]

    def near(self, e: sp.Expr) -> sp.Expr | None:
        """Return the limit from the right if there are two sides."""
        return self._one_sided(e, self.approaches[-1]) if e.has(self.x) else e

    def size(self, e: sp.Expr) -> str:
        """Return 0, 1 or oo for what goes there, up to a sign, else an empty text."""
        limit = self.near(e)
        return "oo" if limit in INFINITE else str(limit) if limit in (0, 1) else ""

    def form(self, e: sp.Expr) -> str:
        """Return the indeterminate form of `e`, empty if it has none."""
        if e.is_Add:
            signs = {self.near(term) for term in e.args}
            return "oo - oo" if set(INFINITE) <= signs else ""
        if e.is_Pow or isinstance(e, sp.exp):
            form = "^".join(self.size(part) for part in e.as_base_exp())
            return form if form in ("1^oo", "0^0", "oo^0") and not isinstance(e, sp.exp) else ""
        if e.is_Mul:
            above, below = (self.size(part) for part in sp.fraction(e))
            if above == below and above in ("0", "oo"):
                return f"{above}/{below}"
            sizes = {self.size(factor) for factor in e.args}
            return "0*oo" if {"0", "oo"} <= sizes else ""
        return ""

    def is_plain(self, e: sp.Expr) -> bool:
        """Return True if no part of `e` has an indeterminate form or goes up and down, so that its limit is seen."""
        parts = [part for part in sp.preorder_traversal(e) if isinstance(part, sp.Expr) and part.has(self.x)]
        return all(not self.form(part) and self.near(part) is not None for part in parts)


def quotient(above: sp.Expr, below: sp.Expr) -> sp.Expr:
    """Return a fraction as it is written, not cancelled."""
    if below == 1:
        return above
    divisor = sp.Pow(below, -1, evaluate=False)
    return divisor if above == 1 else sp.Mul(above, divisor, evaluate=False)


def fraction(e: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """Return numerator and denominator of an expression brought to one denominator."""
    above, below = sp.fraction(sp.together(e))
    return above, below
