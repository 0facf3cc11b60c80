"""Where and how a result is printed: the text of the question, the abilities of the terminal or the file, the page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias


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
    is_session: bool = False
    """It is for somebody who is asked exercises."""
    hints: int | None = None
    """How many hints are given in the place of the derivation."""
    told: str | None = None
    """The field of JSON whose objects have been told before, one by one."""

    @property
    def revealed_by(self) -> str:
        """Return what is typed to see the right result."""
        return "!" if self.is_session else "--reveal"


Writer: TypeAlias = Callable[[Any, Display], str]
"""Turns a result into text for a display."""


@dataclass(frozen=True, slots=True)
class Page:
    """The formats that are written by hand for a kind of result: its page, and where it is more than a formula, others.

    `plain` and `latex` stand in for the common formats; `save` writes a picture in the reader's file. Of a question
    that has answers of several kinds, `others` has the pages of the less usual ones.
    """

    pretty: Writer
    plain: Writer | None = None
    latex: Writer | None = None
    save: Callable[[Any, Display], None] | None = None
    others: Mapping[type, "Page"] = field(default_factory=dict)

    def of(self, result: object) -> "Page":
        """Return the page for a result of this kind."""
        return self.others.get(type(result), self)
