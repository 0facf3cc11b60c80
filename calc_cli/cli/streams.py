"""The streams: what can be shown on them, and the one place that writes."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from shutil import get_terminal_size
from typing import TextIO

from calc_cli.render.display import Display
from calc_cli.render.report import colored, encodes
from calc_cli.run.reply import Reply

_SIGNS = "∂²′√−"
"""If standard output can show these, it can show mathematics."""


def reader_of(command: str, file: str | None, size: tuple[float, float] | None, *, ascii_only: bool) -> Display:
    """Return what standard output can show; only the parent knows, as workers have no streams.

    NO_COLOR, TERM=dumb and the locale C are respected; in the latter Python itself would write UTF-8.
    """
    columns, lines = get_terminal_size()
    dumb = os.environ.get("TERM") == "dumb"
    ascii_only = ascii_only or dumb or _locale() in ("C", "POSIX")
    return Display(
        command,
        text="",
        width=columns,
        height=lines,
        unicode=not ascii_only and encodes(_SIGNS, sys.stdout.encoding),
        size=size,
        file=file,
        color=_shows_color(sys.stdout),
    )


def _shows_color(stream: TextIO) -> bool:
    asked = os.environ.get
    is_forced = any(asked(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE"))
    return (stream.isatty() or is_forced) and asked("TERM") != "dumb" and not asked("NO_COLOR")


def _locale() -> str:
    """Return the locale that was asked for. In C, Python sets LC_CTYPE to one of UTF-8 by itself, as PEP 538 tells."""
    asked = os.environ.get
    own = asked("LC_CTYPE", "")
    return asked("LC_ALL") or ("" if own in ("C.UTF-8", "C.utf8", "UTF-8") else own) or asked("LANG") or ""


def show(replies: Sequence[Reply]) -> None:
    """Write the replies, in their order on each stream. A reader sees them at once."""
    for reply in replies:
        if reply.err:  # before the result, which reaches the terminal later if it goes through a pipe
            sys.stdout.flush()
            tell(reply.err)
        sys.stdout.write(reply.out)
    sys.stdout.flush()


def tell(text: str) -> None:
    """Write to standard error; where that cannot be, as on a full disk, the exit status has to do."""
    with suppress(OSError):
        sys.stderr.write(colored(text) if _shows_color(sys.stderr) else text)
        sys.stderr.flush()


def wants_json(words: Sequence[str]) -> bool:
    """Return True if the command line asks for JSON, even if it is too wrong to be parsed."""
    pairs = zip(words, [*words[1:], ""], strict=True)
    return any(
        word in ("--json", "--format=json") or (word in ("-f", "--format") and value == "json") for word, value in pairs
    )
