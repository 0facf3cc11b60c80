"""The interface by which laws and methods ask about the parts of an expression; germs.py and existence.py fulfil it."""

import sympy as sp


class Behaviour:
    """The behaviour of expressions as their variable, or several, go to a point; each is asked for once.

    With `generic`, a limit with parameters in it is taken not to be 0, which is so for most of their values. Parameters
    whose signs were asked for and are not known are in `open`.
    """

    generic = False

    def __init__(self) -> None:
        self.open: dict[sp.Expr, None] = {}
        self._limits: dict[sp.Basic, sp.Expr | None] = {}
        self._signs: dict[sp.Basic, int | None] = {}

    def varies(self, g: sp.Expr) -> bool:
        """Return True if a variable occurs in `g`."""
        raise NotImplementedError

    def limit(self, g: sp.Expr) -> sp.Expr | None:
        """Return the limit, a number, oo or -oo; None if there is none or it is not known."""
        if g not in self._limits:
            self._limits[g] = None  # until it is known, so that no law leads round in a circle
            self._limits[g] = self.find_limit(g)
        return self._limits[g]

    def sign(self, g: sp.Expr) -> int | None:
        """Return -1, 0 or 1; None if the sign is not known, or not the same all around."""
        if g not in self._signs:
            self._signs[g] = self.find_sign(g)
            if self._signs[g] is None and g.free_symbols and not self.varies(g):
                self.open[g] = None
        return self._signs[g]

    def find_limit(self, g: sp.Expr) -> sp.Expr | None:
        """Return the limit, asked for the first time."""
        raise NotImplementedError

    def find_sign(self, g: sp.Expr) -> int | None:
        """Return the sign, asked for the first time."""
        raise NotImplementedError


class GermBehaviour(Behaviour):
    """The behaviour of expressions in `t` as t -> 0+."""

    t: sp.Symbol
