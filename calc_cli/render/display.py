"""Where and how a result is printed: the text of the question, and the abilities of the terminal or the file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Display:
    """`digits` decimals instead of exact values, if given; `line` is the number of a batch's line.

    A picture is `width` columns wide and `height` lines high at most, or of the `size` asked for; in a `file` that is
    in inches.
    """

    command: str
    text: str
    line: int | None = None
    digits: int | None = None
    width: int = 80
    height: int = 24
    unicode: bool = True
    color: bool = False
    size: tuple[float, float] | None = None
    file: str | None = None
    reveals: bool | None = None
    """Beside a wrong answer the right result is shown, not only where it goes wrong; None if there can be no answer."""
    revealed_by: str = "--reveal"
    """What is typed to see it."""
    hints: int | None = None
    """How many hints are given in the place of the derivation."""
    told: str | None = None
    """The field of JSON whose objects have been told before, one by one."""
