"""The lines of a batch as they come in, none too long to hold, each with its number, comments left out.

A line is an expression, or a JSON object whose keys are option names; they override the command line's for that line.
"""

import json
import os
import sys
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, NoReturn

from calc_cli.errors import CalcError, ExpressionSyntaxError, UsageError
from calc_cli.questions.declaration import Parameter, Question, parameters, require_no_files

LONGEST_LINE = 1 << 20
CHUNK = 1 << 16
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

_OF_THE_BATCH = ("format", "json", "ascii", "timeout", "memory", "jobs")
"""Options that no single line can have."""


@dataclass(frozen=True, slots=True)
class InputLine:
    """A line's number, counted from 1 over all lines, and its text, or what is wrong with it.

    `end` is the number of bytes of the input up to where the line ends.
    """

    number: int
    text: str
    error: CalcError | None = None
    end: int = 0


class Lines:
    """`fill` reads once and so blocks at most once; `take` gives out what has been read."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.ended = False
        """True if the descriptor has no more to give."""
        self._bytes = 0
        self._whole: deque[tuple[bytes, int]] = deque()
        self._part = bytearray()
        self._number = 0

    def fill(self) -> None:
        """Read what there is, waiting if there is nothing yet. Must not be called after the end."""
        try:
            data = os.read(self.descriptor, CHUNK)
        except OSError as fault:  # a folder, for example
            raise UsageError(f"cannot read the lines: {fault.strerror}") from None
        first, *others = data.split(b"\n")
        self._extend(first)
        for piece in others:
            self._bytes += 1
            self._whole.append((bytes(self._part), self._bytes))
            self._part.clear()
            self._extend(piece)
        if not data:
            self.ended = True
            if self._part:
                self._whole.append((bytes(self._part), self._bytes))

    def _extend(self, piece: bytes) -> None:
        """Keep of a line that is too long only enough to know it."""
        self._bytes += len(piece)
        if len(self._part) <= LONGEST_LINE:
            self._part += piece[: LONGEST_LINE + 1]

    def take(self) -> InputLine | None:
        """Return the next line that holds something; None if no whole one has been read."""
        while self._whole:
            raw, end = self._whole.popleft()
            self._number += 1
            if self._number == 1:
                raw = raw.removeprefix(_BYTE_ORDER_MARK)
            start = raw.lstrip()
            if start and not start.startswith(b"#"):
                return replace(_line(self._number, raw.rstrip(b"\r")), end=end)
        return None


class GivenLines(Lines):
    """The lines of an iterable, taken as they are needed: the descriptor can always be read, and is to be closed."""

    def __init__(self, lines: Iterable[str]) -> None:
        super().__init__(os.open(os.devnull, os.O_RDONLY))
        self._lines = iter(lines)

    def fill(self) -> None:
        """Take a line from the iterable, which may take its time."""
        for line in self._lines:
            raw = line.encode(errors="surrogatepass").replace(b"\n", b" ")
            self._whole.append((raw[: LONGEST_LINE + 1], 0))
            return
        self.ended = True


def _line(number: int, raw: bytes) -> InputLine:
    if len(raw) > LONGEST_LINE:
        return InputLine(number, "", ExpressionSyntaxError("the line is longer than 1 MiB (1,048,576 bytes)"))
    try:
        return InputLine(number, raw.decode())
    except UnicodeDecodeError as fault:
        message = f"the line is not UTF-8: byte {raw[fault.start]:#04x} at byte {fault.start + 1}"
        return InputLine(number, raw.decode(errors="replace"), ExpressionSyntaxError(message))


def question_from(line: str, common: Question) -> Question:
    """Return the question that `line` asks, `common` holding the options of the command line.

    Raises ExpressionSyntaxError if the line is broken JSON, UsageError if a key or its value is no option's.
    """
    if not _is_object(line):
        return common.of_line(line.strip())
    known = {parameter.key: parameter for parameter in parameters(type(common))}
    values = parse_object(line)
    subject = next(iter(known))
    if subject not in values:
        raise UsageError(f"the key '{subject}' is missing", hint='for example {"expr": "x^2", "at": "x=1"}')
    for key, value in values.items():
        _check(key, value, known)
    question = replace(common, **{known[key].name: value for key, value in values.items()})
    require_no_files(question)
    return question


def _is_object(line: str) -> bool:
    """Tell JSON from an expression, which may begin with a bracket of the same shape but holds no quotation mark."""
    return line.lstrip().startswith("{") and ('"' in line or ":" in line)


def parse_object(text: str) -> Any:
    """Return the value that a text is in JSON, numbers as they are written: 0.1 is one tenth.

    Raises ExpressionSyntaxError if it is none, UsageError for a key that occurs twice and for NaN.
    """
    try:
        return json.loads(
            text,
            parse_int=_whole,
            parse_float=Decimal,
            parse_constant=_no_number,
            object_pairs_hook=_without_repetition,
        )
    except json.JSONDecodeError as fault:
        message = f"this is not JSON: {fault.msg[0].lower()}{fault.msg[1:]}"
        raise ExpressionSyntaxError(message, source=text, span=(fault.pos, fault.pos + 1)) from None


def _whole(digits: str) -> int | Decimal:
    """Return a number of any length; Python's int refuses what has some thousands of digits."""
    return int(digits) if len(digits) < sys.int_info.str_digits_check_threshold else Decimal(digits)


def _no_number(name: str) -> NoReturn:
    """Refuse what some programs write into JSON: NaN and Infinity."""
    raise UsageError(f"{name} is not a number that JSON can write", hint=f'write it as a text: "{name.lower()}"')


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object, no key of which may stand there twice."""
    values: dict[str, Any] = {}
    for key, value in pairs:
        if key in values:
            raise UsageError(f"the key '{key}' is given twice")
        values[key] = value
    return values


def _check(key: str, value: object, known: dict[str, Parameter]) -> None:
    """Raise UsageError if this is no option of a line, or not a value of it."""
    if key in _OF_THE_BATCH:
        raise UsageError(f"the key '{key}' is for the whole batch", hint=f"write --{key} on the command line")
    if key not in known:
        near = get_close_matches(key, known, n=1)
        raise UsageError(f"unknown key '{key}'" + (f"; did you mean '{near[0]}'?" if near else ""))
    fault = known[key].fault(value)
    if fault is not None:
        raise UsageError(f"the key '{key}' {fault}, not {json.dumps(value, default=str)[:40]}")
