"""A page of text in a few styles, with colour if the terminal has it. Nothing of it passes through markup."""

from collections.abc import Sequence
from enum import Enum
from io import StringIO

from calc_cli.render.box import Box, line


class Style(Enum):
    """The role of a piece of text; the value is its style in Rich."""

    TEXT = ""
    RESULT = "bold"
    ASIDE = "dim"
    GOOD = "green"
    BAD = "red"


VERDICTS = {True: Style.GOOD, False: Style.BAD, None: Style.RESULT}
"""By whether an answer is correct."""


FIRM = "\N{NO-BREAK SPACE}"
"""A blank in a formula in a sentence, at which it is not broken."""

Piece = tuple[Box, Style]


class Sheet:
    """Lines from top to bottom, each of pieces in their own style."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._lines: list[list[tuple[str, Style]]] = []

    def add(self, *pieces: Piece, indent: int = 0) -> None:
        """Add pieces beside each other, their baselines on one level."""
        up = max(box.baseline for box, _ in pieces)
        down = max(box.height - box.baseline for box, _ in pieces)
        for row in range(-up, down):
            parts = [(" " * indent, Style.TEXT)]
            for box, style in pieces:
                at = row + box.baseline
                parts.append((box.lines[at] if 0 <= at < box.height else " " * box.width, style))
            self._lines.append(parts)

    def add_text(self, text: str, style: Style = Style.TEXT, *, indent: int = 0) -> None:
        """Add words, broken at blanks where they do not fit."""
        for row in filled(text, self.width - indent):
            self.add((line(row), style), indent=indent)

    def gap(self) -> None:
        """Add an empty line."""
        self._lines.append([])

    def text(self, *, color: bool) -> str:
        """Return the page, in ANSI colours or without."""
        if not color:
            return "\n".join("".join(part for part, _ in parts).rstrip() for parts in self._lines)
        from rich.console import Console  # only a terminal pays for this import
        from rich.text import Text

        stream = StringIO()
        console = Console(file=stream, force_terminal=True, color_system="standard", highlight=False, no_color=False)
        for parts in self._lines:
            assembled = Text()
            for part, style in parts:
                assembled.append(part, style.value)
            assembled.rstrip()
            console.print(assembled, soft_wrap=True)
        return stream.getvalue().removesuffix("\n")


def filled(text: str, width: int) -> Sequence[str]:
    """Return the rows of a text that is broken at blanks where it does not fit, in a formula only if it must be."""
    rows = [""]
    words = (word if len(word) <= width else word.replace(FIRM, " ") for word in text.split(" "))
    for word in " ".join(words).split(" "):
        if rows[-1] and len(rows[-1]) + 1 + len(word) > width:
            rows.append(word)
        else:
            rows[-1] += f" {word}" if rows[-1] else word
    return [row.replace(FIRM, " ") for row in rows]
