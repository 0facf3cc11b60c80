"""One side of a point, as close to it as need be: the germ of a function there, and which conditions hold.

The side is described by t -> 0+ (approach.py). A function of x becomes its germ, an expression in t without Abs, floor,
Max, Piecewise and the like: each is replaced by the branch that holds for all small t > 0 (branches.py). Which one does
is told by the signs of germs (germs.py).
"""

from collections.abc import Mapping

import sympy as sp
from sympy.core.relational import Relational

from calc_cli.algebra.conditions import definedness
from calc_cli.algebra.evaluate import truth_by_parts
from calc_cli.calculus.limits.approach import Approach
from calc_cli.calculus.limits.branches import UnknownBranchError, germ_of
from calc_cli.calculus.limits.germs import Germs
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.calculus.limits.swings import is_restless
from calc_cli.errors import UndefinedError


class Neighbourhood:
    """One side of x = a. `others` are the values of other variables; `germs` knows limits and signs in `t`.

    >>> x = sp.Symbol("x", real=True)
    >>> Neighbourhood(Approach(x, sp.Integer(0), -1)).germ(sp.Abs(x) / x)
    -1
    """

    def __init__(
        self, approach: Approach, others: Mapping[sp.Symbol, sp.Expr] | None = None, *, generic: bool = False
    ) -> None:
        self.germs = Germs(generic=generic)
        self.t = self.germs.t
        self.direction = approach.direction
        self._known: dict[sp.Basic, sp.Expr] = {**(others or {}), approach.x: approach.at(self.t)}

    def germ(self, e: sp.Expr) -> sp.Expr:
        """Return `e` in terms of t, by the branches that hold for all small t > 0.

        Raises UndefinedError if `e` is not defined for small t, UnknownBranchError if that or a branch is unknown.
        """
        germ = self._known.get(e)
        if germ is None:
            germ = germ_of(self, e) if e.args else e
            if germ.has(sp.nan, sp.zoo, sp.oo, -sp.oo):
                raise UndefinedError("division by zero")
            if germ.has(sp.I):
                raise UndefinedError("the value is not a real number")
            germ = self._known[e] = self._without_moduli(germ)
        return germ

    def _without_moduli(self, germ: sp.Expr) -> sp.Expr:
        """SymPy makes an absolute value of sqrt(u^2): its branch is chosen too."""
        while moduli := {part for part in germ.atoms(sp.Abs) if not is_restless(self.germs, part)}:
            u = min(moduli, key=sp.count_ops).args[0]
            sign = self.germs.sign(u)
            if sign is None:
                raise UnknownBranchError(u)
            germ = germ.xreplace({sp.Abs(u): sign * u})
        return germ

    def is_defined(self, e_as_typed: sp.Expr) -> bool | None:
        """Return whether the function is defined for all small t > 0; None if unknown, or for some only."""
        truths = [self.truth(condition) for condition in definedness(e_as_typed)]
        return False if False in truths else None if None in truths else True

    def truth(self, condition: sp.Basic) -> bool | None:
        """Return whether the condition holds for all small t > 0, or for none; None if unknown, or for some only."""
        return truth_by_parts(condition, self.truth, self._compared)

    def _compared(self, condition: sp.Basic) -> bool | None:
        if not isinstance(condition, Relational):
            return None
        if condition.rhs in INFINITE:
            return bool(condition.func(sp.Integer(-1 if condition.rhs is sp.oo else 1), 0))
        try:
            sign = self.germs.sign(self.germ(condition.lhs) - self.germ(condition.rhs))
        except (UndefinedError, UnknownBranchError):
            return None
        return None if sign is None else bool(condition.func(sp.Integer(sign), 0))
