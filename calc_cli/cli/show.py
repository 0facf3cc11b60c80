"""The streams: what can be shown on them, how an error is shown, and the one place that writes."""

import os
import sys
from collections.abc import Sequence
from shutil import get_terminal_size

from calc_cli.errors import CalcError
from calc_cli.render.as_json import json_object
from calc_cli.render.look import Look
from calc_cli.render.report import report
from calc_cli.run.worker import Reply

CLOSED_PIPE = 141
"""The exit status after a closed pipe downstream: 128 + SIGPIPE, which shells know as an end without fault."""

_SIGNS = "∂²′√−"
"""If standard output can show these, it can show mathematics."""


def look(command: str) -> Look:
    """Return what standard output can show; only the parent knows, as workers have no streams.

    NO_COLOR, TERM=dumb and LC_ALL=C are respected; in the latter Python itself would write UTF-8.
    """
    columns, lines = get_terminal_size()
    dumb = os.environ.get("TERM") == "dumb"
    ascii_only = dumb or os.environ.get("LC_ALL") in ("C", "POSIX")
    return Look(
        command,
        text="",
        width=columns,
        height=lines,
        unicode=not ascii_only and _encodes(_SIGNS, sys.stdout.encoding),
        color=sys.stdout.isatty() and not dumb and not os.environ.get("NO_COLOR"),
    )


def _encodes(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def error_reply(
    error: CalcError, form: str, command: str | None = None, text: str | None = None, line: int | None = None
) -> Reply:
    """Return what tells `error`: an object on standard output for JSON, else a report or `line N: message`."""
    if form == "json":
        return Reply(error.status, _error_object(error, command, text, line) + "\n", "")
    if line is None:
        return Reply(error.status, "", report(error, encoding=sys.stderr.encoding) + "\n")
    hint = f" ({error.hint})" if error.hint else ""
    return Reply(error.status, "\n", f"line {line}: {_on_one_line(error.message + hint)}\n")


def _on_one_line(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)


def _error_object(error: CalcError, command: str | None, text: str | None, line: int | None) -> str:
    span = error.span if error.source is None or error.source == text else None
    about = {"kind": error.kind, "message": error.message, "span": span, "hint": error.hint}
    return json_object(
        {
            "ok": False,
            "line": line,
            "command": command,
            "input": text,
            "error": {key: value for key, value in about.items() if value is not None},
        }
    )


def show(replies: Sequence[Reply]) -> None:
    """Write the replies, in their order on each stream. A reader sees them at once."""
    for reply in replies:
        if reply.err:  # before the result, which reaches the terminal later if it goes through a pipe
            sys.stdout.flush()
            sys.stderr.write(reply.err)
            sys.stderr.flush()
        sys.stdout.write(reply.out)
    sys.stdout.flush()
    sys.stderr.flush()


def wants_json(words: Sequence[str]) -> bool:
    """Whether the command line asks for JSON, even if it is too wrong to be parsed."""
    pairs = zip(words, [*words[1:], ""], strict=True)
    return any(
        word in ("--json", "--format=json") or (word in ("-f", "--format") and value == "json") for word, value in pairs
    )
