"""The terms of compiling an expression: an evaluation, the functions that parts become, and their compiler."""

from collections.abc import Callable, Mapping
from typing import Protocol

import sympy as sp

from calc_cli.algebra.enclosures.enclosure import Bound, Known, UndecidedError, Value


class Evaluation:
    """One evaluation: the values of variables, and exact values of parts that were proved."""

    __slots__ = ("bound", "known", "memo", "values")

    def __init__(self, values: Mapping[sp.Basic, Value], known: Known, bound: Bound = ()) -> None:
        self.values = values
        self.known = known
        self.bound = bound
        self.memo: dict[object, Value] = {}

    def undecided(self, part: sp.Basic, value: Value) -> UndecidedError:
        """Return the question whether `part` is what it seems to be."""
        return UndecidedError((part, self.bound), value)


Part = Callable[[Evaluation], Value]
Truth = Callable[[Evaluation], bool]
Sign = Callable[[Evaluation], int]


class Compiler(Protocol):
    """Compiles the parts of an expression, each once."""

    def of(self, e: sp.Basic) -> Part:
        """Return the function for a part."""

    def asked(self, e: sp.Basic) -> Part:
        """Return the function for a part that may be in doubt: what was proved of it goes before what is computed."""

    def sign(self, e: sp.Basic) -> Sign:
        """Return the function for the sign of a part."""

    def replaced(self, e: sp.Basic, formula: sp.Basic) -> Part:
        """Return the function for `e` by its formula, in which its arguments may occur more than once."""

    def truth(self, condition: sp.Basic) -> Truth:
        """Return the function that tells whether a condition holds."""
