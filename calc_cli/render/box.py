"""Blocks of text with a baseline, put beside and above each other. Knows nothing of mathematics."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """Lines of equal width. `baseline` is the line that stands on a level with the text around the box."""

    lines: tuple[str, ...]
    baseline: int = 0

    @property
    def width(self) -> int:
        """In terminal cells; mathematics has no wide letters."""
        return len(self.lines[0])

    @property
    def height(self) -> int:
        """In lines."""
        return len(self.lines)

    @property
    def text(self) -> str:
        """The line on the baseline."""
        return self.lines[self.baseline]


def line(text: str) -> Box:
    """Return a box of one line."""
    return Box((text,))


def beside(boxes: Sequence[Box]) -> Box:
    """Return the boxes from left to right, baselines on one level."""
    if all(box.height == 1 for box in boxes):
        return line("".join(box.lines[0] for box in boxes))
    up = max(box.baseline for box in boxes)
    down = max(box.height - box.baseline for box in boxes)
    columns = [_padded(box, up - box.baseline, down - (box.height - box.baseline)) for box in boxes]
    return Box(tuple("".join(parts) for parts in zip(*columns, strict=True)), up)


def _padded(box: Box, above: int, below: int) -> list[str]:
    blank = " " * box.width
    return [blank] * above + list(box.lines) + [blank] * below


def stacked(boxes: Sequence[Box], *, apart: bool = False) -> Box:
    """Return the boxes from top to bottom, flush left, on a level with the first; `apart` by an empty line."""
    width = max(box.width for box in boxes)
    lines: list[str] = []
    for box in boxes:
        if apart and lines:
            lines.append(" " * width)
        lines += [text.ljust(width) for text in box.lines]
    return Box(tuple(lines), boxes[0].baseline)


def over(numerator: Box, divisor: Box, bar: str) -> Box:
    """Return a fraction; its bar is the baseline."""
    width = max(numerator.width, divisor.width)
    lines = [text.center(width) for text in numerator.lines]
    lines.append(bar * width)
    lines += [text.center(width) for text in divisor.lines]
    return Box(tuple(lines), numerator.height)


def raised(base: Box, exponent: Box) -> Box:
    """Return `base` with `exponent` above its upper right corner."""
    lines = [" " * base.width + text for text in exponent.lines]
    lines += [text + " " * exponent.width for text in base.lines]
    return Box(tuple(lines), exponent.height + base.baseline)


@dataclass(frozen=True, slots=True)
class Fence:
    """A bracket of any height: as one character, and its upper, middle and lower piece; `waist` if it has one."""

    single: str
    upper: str
    middle: str
    lower: str
    waist: str = ""

    def of(self, box: Box) -> Box:
        """Return the fence as tall as `box`."""
        height = box.height
        if height == 1:
            return line(self.single)
        pieces = [self.upper, *[self.middle] * (height - 2), self.lower]
        if self.waist and height > 2:
            pieces[height // 2] = self.waist
        return Box(tuple(pieces), box.baseline)
