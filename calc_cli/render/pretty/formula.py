"""A printed expression: a box, how tightly it holds together, and what stands at its edges."""

from dataclasses import dataclass
from enum import IntEnum

from calc_cli.render.binding import Binding
from calc_cli.render.box import Box


class End(IntEnum):
    """The kind of text at the left or right end of a formula, as far as multiplication cares."""

    DIGIT = 0
    LETTER = 1
    WORD = 2
    """The name of a known function."""
    CALL = 3
    """An unknown function, or any function's closing bracket."""
    BRACKET = 4
    SIGN = 5
    """A root sign or a bar."""
    RAISED = 6
    """A superscript."""
    EXPONENT = 7
    """An exponent on the line, after ^."""
    BARE = 8
    """The argument of a function without brackets, which would take in what follows."""
    OTHER = 9


@dataclass(frozen=True, slots=True)
class Formula:
    """A printed expression."""

    box: Box
    level: Binding
    head: End = End.OTHER
    tail: End = End.OTHER
