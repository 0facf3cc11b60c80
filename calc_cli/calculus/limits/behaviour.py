"""The interface by which laws and methods ask about the parts of an expression; germs.py and charts.py fulfil it."""

from collections.abc import Iterable
from typing import NamedTuple

import sympy as sp

Range = tuple[sp.Expr, sp.Expr]


class Swing(NamedTuple):
    """The values of a `part` that goes up and down for ever; `is_filled` if it takes all of its `range` ever again."""

    part: sp.Basic
    range: Range
    is_filled: bool


class Behaviour:
    """The behaviour of expressions as their `variables`, mostly one, go to 0 from above; each is asked for once.

    What goes up and down for ever is written by parameters with bounds, the keys of `swings` (swings.py). With
    `generic`, a limit with other parameters in it is taken not to be 0, which is so for most of their values. Such
    parameters whose signs were asked for and are not known are in `open`.
    """

    def __init__(self, variables: tuple[sp.Symbol, ...], *, generic: bool) -> None:
        self.variables = variables
        self.generic = generic
        self.open: dict[sp.Expr, None] = {}
        self.swings: dict[sp.Symbol, Swing] = {}
        self._tendencies: dict[sp.Basic, sp.Expr | None] = {}
        self._signs: dict[sp.Basic, int | None] = {}

    def varies(self, g: sp.Expr) -> bool:
        """Return True if a variable occurs in `g`."""
        return bool(g.has(*self.variables))

    def swings_in(self, c: sp.Expr) -> list[sp.Symbol]:
        """Return the bounded parameters in an expression."""
        return [swing for swing in self.swings if swing in c.free_symbols] if self.swings else []

    def tendency(self, g: sp.Expr) -> sp.Expr | None:
        """Return c with g - c -> 0, a number or an expression in bounded parameters; oo, -oo; None if not known."""
        if g not in self._tendencies:
            self._tendencies[g] = None  # until it is known, so that no law leads round in a circle
            self._tendencies[g] = self.find_tendency(g)
        return self._tendencies[g]

    def limit(self, g: sp.Expr) -> sp.Expr | None:
        """Return the limit, a number, oo or -oo; None if there is none or it is not known."""
        found = self.tendency(g)
        if found is None or not (swings := self.swings_in(found)):
            return found
        found = sp.trigsimp(found.xreplace({s: self.swings[s].part for s in swings}))  # perhaps sin^2 + cos^2
        return None if self.varies(found) else found

    def sign(self, g: sp.Expr) -> int | None:
        """Return -1, 0 or 1; None if the sign is not known, or not the same all around."""
        if g not in self._signs:
            self._signs[g] = self.find_sign(g)
            if self._signs[g] is None and g.free_symbols and not self.varies(g) and not self.swings_in(g):
                self.open[g] = None
        return self._signs[g]

    def signs(self, parts: Iterable[sp.Expr]) -> int | None:
        """Return the sign of a product."""
        signs = [self.sign(part) for part in parts]
        known = [sign for sign in signs if sign is not None]
        return int(sp.prod(known)) if len(known) == len(signs) else None

    def find_tendency(self, g: sp.Expr) -> sp.Expr | None:
        """Return the tendency, asked for the first time."""
        raise NotImplementedError

    def find_sign(self, g: sp.Expr) -> int | None:
        """Return the sign, asked for the first time."""
        raise NotImplementedError
