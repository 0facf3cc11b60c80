"""Draws an error as people see it: what is wrong, where in the text, and what to do about it.

Standard library only: a typing mistake is told before SymPy or Rich is loaded.
"""

import unicodedata
from shutil import get_terminal_size

from calc_cli.errors import CalcError
from calc_cli.syntax.characters import clean

WIDEST_SOURCE, _LEAST = 76, 24
"""Terminal cells that the source line may take, if there are so many; a longer one is cut around the fault."""

_LABEL = "error:"
_ELLIPSIS = "…"


def colored(err: str) -> str:
    """Return what goes to standard error, the label of an error in red."""
    return f"\x1b[1;31m{_LABEL}\x1b[0m{err.removeprefix(_LABEL)}" if err.startswith(_LABEL) else err


def report(error: CalcError, *, encoding: str = "utf-8") -> str:
    """Return the lines `error:`, the source with carets under the fault, `hint:`; the last two if there are any.

    Every character of the result can be written in `encoding`, and takes the place that the carets assume.
    """
    lines = [f"{_LABEL} {_shown(str(error), encoding)}"]
    if error.source and error.source.strip() and error.span is not None:
        lines += [f"  {line}".rstrip() for line in _pointed(error.source, error.span, encoding)]
    if error.hint:
        lines.append(f"hint: {_shown(error.hint, encoding)}")
    return "\n".join(lines)


def _pointed(source: str, span: tuple[int, int], encoding: str) -> tuple[str, str]:
    """Return the faulty line, and carets under the characters [start, end) of the text."""
    line, start, end = _faulty_line(source, *span)
    first, last = _window(line, start)
    ellipsis = _shown(_ELLIPSIS, encoding) if encodes(_ELLIPSIS, encoding) else "..."
    before = ellipsis if first > 0 else ""
    after = ellipsis if last < len(line) else ""
    indent = _cells(before) + _cells(_shown(line[first:start], encoding))
    marks = max(1, _cells(_shown(line[start : min(end, last)], encoding)))
    return before + _shown(line[first:last], encoding) + after, " " * indent + "^" * marks


def _faulty_line(source: str, start: int, end: int) -> tuple[str, int, int]:
    """Return the line of `source` in which the span starts, and the span within it."""
    start = max(0, min(start, len(source)))
    if not source[start:].strip("\r\n"):  # the end of the text: one past its last line
        start = end = min(start, len(source.rstrip("\r\n")))
    first = max(source.rfind("\n", 0, start), source.rfind("\r", 0, start)) + 1
    breaks = [at for at in (source.find("\n", start), source.find("\r", start)) if at >= 0]
    last = min(breaks, default=len(source))
    return source[first:last], start - first, max(start, min(end, last)) - first


def _window(line: str, start: int) -> tuple[int, int]:
    """Return the characters [first, last) of a line that are shown: the beginning of the fault, and as much as fits."""
    room = max(_LEAST, min(WIDEST_SOURCE, get_terminal_size().columns - 2))
    if len(line) <= room and _cells(line) <= room:
        return 0, len(line)
    room -= 6  # for an ellipsis on either side
    behind = min(room // 3, len(line) - start)
    first = last = start
    while first > 0 and _cells(line[first - 1 : start]) <= room - behind:
        first -= 1
    while last < len(line) and _cells(line[first : last + 1]) <= room:
        last += 1
    return first, last


def _shown(text: str, encoding: str) -> str:
    """`text` on one line, with a blank for white space and a question mark for what cannot be shown."""
    return "".join(_character(c, encoding) for c in text)


def _character(c: str, encoding: str) -> str:
    if c.isspace():
        return " "
    if c.isprintable() and encodes(c, encoding):
        return c
    plain = clean(c)  # a typographic minus is - to an ASCII terminal
    return plain if plain.isprintable() and plain.isascii() else "?" * _cell(c)


def encodes(text: str, encoding: str) -> bool:
    """Return True if a text can be written in an encoding."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _cells(text: str) -> int:
    return sum(map(_cell, text))


def _cell(c: str) -> int:
    """Terminal cells of a character: two for East Asian wide letters, none for a combining accent."""
    if c.isascii():
        return 1
    if unicodedata.category(c) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(c) in "WF" else 1
