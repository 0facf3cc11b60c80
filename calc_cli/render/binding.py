"""How tightly something printed holds together, in all formats and for all kinds of expressions."""

from enum import IntEnum


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
