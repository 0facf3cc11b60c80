"""The lines of a batch as they come in, none too long to hold, each with its number, comments left out."""

import os
from collections import deque
from dataclasses import dataclass

from calc_cli.errors import CalcError, ExpressionSyntaxError, UsageError

LONGEST_LINE = 1 << 20
CHUNK = 1 << 16
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class InputLine:
    """A line's number, counted from 1 over all lines, and its text, or what is wrong with it."""

    number: int
    text: str
    error: CalcError | None = None


class Lines:
    """`fill` reads once and so blocks at most once; `take` gives out what has been read."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.ended = False
        """True if the descriptor has no more to give."""
        self.bytes_read = 0
        self._whole: deque[bytes] = deque()
        self._part = bytearray()
        self._number = 0

    def fill(self) -> None:
        """Read what there is, waiting if there is nothing yet. Must not be called after the end."""
        try:
            data = os.read(self.descriptor, CHUNK)
        except OSError as fault:  # a folder, for example
            raise UsageError(f"cannot read the lines: {fault.strerror}") from None
        self.bytes_read += len(data)
        first, *others = data.split(b"\n")
        self._extend(first)
        for piece in others:
            self._whole.append(bytes(self._part))
            self._part.clear()
            self._extend(piece)
        if not data:
            self.ended = True
            if self._part:
                self._whole.append(bytes(self._part))

    def _extend(self, piece: bytes) -> None:
        """Keep of a line that is too long only enough to know it."""
        if len(self._part) <= LONGEST_LINE:
            self._part += piece[: LONGEST_LINE + 1]

    def take(self) -> InputLine | None:
        """Return the next line that holds something; None if no whole one has been read."""
        while self._whole:
            raw = self._whole.popleft()
            self._number += 1
            if self._number == 1:
                raw = raw.removeprefix(_BYTE_ORDER_MARK)
            start = raw.lstrip()
            if start and not start.startswith(b"#"):
                return _line(self._number, raw.rstrip(b"\r"))
        return None


def _line(number: int, raw: bytes) -> InputLine:
    if len(raw) > LONGEST_LINE:
        return InputLine(number, "", ExpressionSyntaxError("the line is longer than 1 MiB (1,048,576 bytes)"))
    try:
        return InputLine(number, raw.decode())
    except UnicodeDecodeError as fault:
        message = f"the line is not UTF-8: byte {raw[fault.start]:#04x} at byte {fault.start + 1}"
        return InputLine(number, raw.decode(errors="replace"), ExpressionSyntaxError(message))
