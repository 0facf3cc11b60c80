"""The interface by which laws and methods ask about the parts of an expression; germs.py fulfils it."""

from enum import Enum
from typing import Protocol

import sympy as sp


class Assumption(Enum):
    """A step that proves nothing, so that what rests on it needs a second witness."""

    SAMPLED_SIGN = "the sign at some small t was taken for the sign at all"
    SYMPY = "SymPy's limit was taken for the limit"


class Behaviour(Protocol):
    """The behaviour of expressions as their variable, or several, go to a point.

    With `generic`, a limit with parameters in it is taken not to be 0, which is so for most of their values.
    """

    generic: bool

    def varies(self, g: sp.Expr) -> bool:
        """Return True if a variable occurs in `g`."""

    def limit(self, g: sp.Expr) -> sp.Expr | None:
        """Return the limit, a number, oo or -oo; None if there is none or it is not known."""

    def sign(self, g: sp.Expr) -> int | None:
        """Return -1, 0 or 1; None if the sign is not known, or not the same for all small t."""

    def assume(self, assumption: Assumption) -> None:
        """Keep on record that a step proves nothing."""


class GermBehaviour(Behaviour, Protocol):
    """The behaviour of expressions in `t` as t -> 0+."""

    t: sp.Symbol
