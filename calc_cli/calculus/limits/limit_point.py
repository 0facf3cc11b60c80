"""The point that a limit goes to, as a teacher asks about it: limits, indeterminate forms, what is seen at once.

A `Move` is what a strategy (strategies.py) makes of an expression.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import sympy as sp

from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.limits.neighbourhood import Approach
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.calculus.limits.one_sided import limit_by_algebra
from calc_cli.calculus.limits.several_variables import joint_limit
from calc_cli.errors import UndefinedError, UnsupportedError

_DIRECTIONS = {-1: "-", 0: "+-", 1: "+"}

SEAMS = (sp.Abs, sp.sign, sp.floor, sp.ceiling, sp.Max, sp.Min, sp.Piecewise, sp.Heaviside)
"""Functions whose cases may end at the point."""

Around = Callable[[sp.Expr], sp.Expr]


@dataclass(frozen=True, slots=True)
class Move:
    """The limit is that of `next`, within `around` if that is given: e^(lim g). `next` without x is the limit itself.

    `bound` is an inequality that the move rests on, or the `letter` u that stands for an expression; then `place` is
    where u goes.
    """

    rule: str
    next: sp.Expr
    around: Around | None = None
    bound: sp.Basic | None = None
    letter: tuple[sp.Symbol, sp.Expr] | None = None
    place: "LimitPoint | None" = None


class LimitPoint:
    """Where x goes to a, from one side or, `side` being 0, from both; limits are found once."""

    def __init__(self, x: sp.Symbol, a: sp.Expr, side: int) -> None:
        self.x, self.a, self.side = x, a, side
        self.to: Mapping[sp.Symbol, sp.Expr] = {x: a}
        self.goal: tuple[sp.Basic | str, ...] = (x, a, _DIRECTIONS[side])
        sides = (-1,) if a is sp.oo else (1,) if a is -sp.oo else (side,) if side else (-1, 1)
        self.approaches = [Approach(x, a, each) for each in sides]
        self._limits: dict[tuple[sp.Expr, int], sp.Expr | None] = {}

    def arrow(self, e: sp.Expr) -> sp.Expr:
        """Return the limit of `e`, unevaluated; what does not vary itself."""
        return sp.Limit(e, *self.goal) if self.varies(e) else e

    def varies(self, e: sp.Basic) -> bool:
        """Return True if a variable occurs in `e`."""
        return bool(e.has(*self.to))

    def limit(self, e: sp.Expr) -> sp.Expr | None:
        """Return the limit, None if there is none or it is not known."""
        if not self.varies(e):
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
        return self._one_sided(e, self.approaches[-1]) if self.varies(e) else e

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
        parts = [part for part in sp.preorder_traversal(e) if isinstance(part, sp.Expr) and self.varies(part)]
        return all(not self.form(part) and self.near(part) is not None for part in parts)


class JointPoint(LimitPoint):
    """Where several variables go together; limits are those of all charts."""

    def __init__(self, to: Mapping[sp.Symbol, sp.Expr]) -> None:
        self.to = to
        self.goal = (sp.Tuple(*to), sp.Tuple(*to.values()), "+-")
        self._joint: dict[sp.Expr, sp.Expr | None] = {}

    def limit(self, e: sp.Expr) -> sp.Expr | None:
        """Return the limit, None if there is none or it is not known."""
        if self.varies(e) and e not in self._joint:
            found = joint_limit(e, self.to, [])
            self._joint[e] = None if found is None else tidy(found)
        return self._joint.get(e, e)

    def near(self, e: sp.Expr) -> sp.Expr | None:
        """Return the limit; of what is infinite with both signs oo."""
        limit = self.limit(e)
        return sp.oo if limit is None and self.limit(1 / e) == 0 else limit


def quotient(above: sp.Expr, below: sp.Expr) -> sp.Expr:
    """Return a fraction as it is written, not cancelled."""
    if below == 1:
        return above
    divisor = sp.Pow(below, -1, evaluate=False)
    return divisor if above == 1 else sp.Mul(above, divisor, evaluate=False)


def fraction(e: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """Return numerator and denominator of an expression brought to one denominator, of fractions the least."""
    terms = map(sp.factor, e.args) if e.is_Add and e.is_rational_function() else [e]
    above, below = sp.fraction(sp.together(sp.Add(*terms)))
    return above, below
