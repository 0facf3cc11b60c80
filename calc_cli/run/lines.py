"""The lines of a batch as they come in, none too long to hold, each with its number, comments left out."""

import os
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace

from calc_cli.errors import CalcError, ExpressionSyntaxError, UsageError

LONGEST_LINE = 1 << 20
CHUNK = 1 << 16
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


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
