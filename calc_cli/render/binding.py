"""Shared by all printers: how tightly something printed holds together."""

from enum import IntEnum
from typing import NamedTuple


class Binding(IntEnum):
    """It needs brackets where something tighter is wanted."""

    CONDITION = 0
    SUM = 1
    ENTRIES = 2
    """A product of matrices entry by entry."""
    QUOTIENT = 3
    """A fraction on one line."""
    PRODUCT = 4
    POWER = 5
    ATOM = 6


class Text(NamedTuple):
    """Something written on one line, and how tightly it holds together.

    It is `bare` if it ends in a function without brackets, which would take in what follows.
    """

    text: str
    level: Binding
    bare: bool = False

    def within(self, level: Binding) -> str:
        """Return the text, in round brackets if it does not hold together as tightly as `level`."""
        return self.text if self.level >= level else f"({self.text})"
