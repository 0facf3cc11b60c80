"""A reply: an answer, or what went wrong instead, as the texts for standard output and standard error."""

import sys
from dataclasses import dataclass

from calc_cli.calculus.result import present
from calc_cli.errors import CalcError
from calc_cli.render.json_object import json_object
from calc_cli.render.report import report


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer as text: what goes to standard output and to standard error, and the exit status.

    A part of an answer, which comes before the whole, has its `progress`: how much is done, of how much at most.
    """

    status: int
    out: str
    err: str
    progress: tuple[int, int] | None = None


def error_reply(
    error: CalcError, form: str, command: str | None = None, text: str | None = None, line: int | None = None
) -> Reply:
    """Return what tells `error`: an object on standard output for JSON, else a report or `line N: message`."""
    if form == "json":
        return Reply(error.status, _error_object(error, command, text, line) + "\n", "")
    if line is None:
        return Reply(error.status, "", report(error, encoding=sys.stderr.encoding) + "\n")
    hint = f" ({error.hint})" if error.hint else ""
    return Reply(error.status, "\n", f"line {line}: {_on_one_line(str(error) + hint)}\n")


def _on_one_line(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)


def _error_object(error: CalcError, command: str | None, text: str | None, line: int | None) -> str:
    span = error.span if error.source is None or error.source == text else None
    about = present({"kind": error.kind, "message": str(error), "span": span, "hint": error.hint})
    return json_object({"ok": False, "line": line, "command": command, "input": text, "error": about})
