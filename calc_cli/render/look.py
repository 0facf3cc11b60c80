"""What is known of the reader when a result is printed: the question's text, and what the terminal can show."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """`digits` decimals instead of exact values, if given; `line` is the number of a batch's line."""

    command: str
    text: str
    line: int | None = None
    digits: int | None = None
    width: int = 80
    unicode: bool = True
    color: bool = False
