"""The interface by which laws and methods ask about the parts of an expression; germs.py and charts.py fulfil it.

Behind it are the facts of functions' records that limits need: at infinity, and of what goes up and down for ever.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import sympy as sp

from calc_cli.algebra.evaluate import truth_at
from calc_cli.algebra.formulas import condition_on, number
from calc_cli.algebra.functions import record_of

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


def limit_at(function: type[sp.Basic], infinity: sp.Expr) -> sp.Expr | None:
    """Return the limit of a function of one argument at oo or -oo, None if there is none."""
    record = record_of(function)
    text = "" if record is None else record.ends[infinity is sp.oo]
    return number(text) if text else None


def is_continuous(function: type[sp.Basic]) -> bool:
    """Return True if a function is continuous at every point of its domain."""
    record = record_of(function)
    return record is not None and record.is_continuous


def has_bounds(function: type[sp.Basic]) -> bool:
    """Return True if the values of a function are bounded."""
    record = record_of(function)
    return record is not None and record.is_bounded


def is_periodic(function: type[sp.Basic]) -> bool:
    """Return True if a function has a period."""
    record = record_of(function)
    return record is not None and bool(record.period)


def range_of(function: type[sp.Basic]) -> Range | None:
    """Return the ends of the range of a function that is known."""
    record = record_of(function)
    return None if record is None else (number(record.low), number(record.high))


def is_analytic(function: type[sp.Basic], center: Sequence[sp.Expr], is_generic: bool = False) -> bool:
    """Return True if a known function is certainly analytic in its last argument near `center`.

    With `is_generic` it is so if that depends on parameters.
    """
    record = record_of(function)
    if record is None or len(record.derivative) != len(center) or not record.derivative[-1]:
        return False
    u, v = center[0], center[-1]
    truths = {truth_at(condition_on(text, u, v), {}) for text in (record.defined, record.smooth) if text}
    return truths <= ({True, None} if is_generic and v.free_symbols else {True})
