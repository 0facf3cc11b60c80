"""The layout of help: as Click's, and on a narrow terminal what an option does stands below it."""

import re
from collections.abc import Iterable
from shutil import get_terminal_size

import click

_NARROW = 60
_LEAST = 20

_EXAMPLE = re.compile(r"^( *)(\S.*?) {2,}(\S.*)$", re.MULTILINE)
"""A line of an example: the command, and behind it what that is."""


class Formatter(click.HelpFormatter):
    """Click's own formatter is never narrower than 50 columns, and wraps what an option does in half of them."""

    def __init__(self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None) -> None:
        columns = min(get_terminal_size().columns, max_width or 80) - 2
        super().__init__(indent_increment, max(_LEAST, columns) if width is None else width)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms, and beside or below them what they mean."""
        if self.width >= _NARROW:
            super().write_dl(rows, col_max, col_spacing)
            return
        for term, meaning in rows:
            self.write_text(term)
            with self.indentation():
                self.write_text(meaning)

    def write_text(self, text: str) -> None:
        """Write paragraphs, the lines of an example broken before what it is."""
        super().write_text(_EXAMPLE.sub(r"\1\2\n\1  \3", text) if self.width < _NARROW else text)


class HelpContext(click.Context):
    """The context of a command whose help has this layout."""

    formatter_class = Formatter
