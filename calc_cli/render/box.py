"""Blocks of text with a baseline, put beside and above each other, in grids and in trees, and the sheet they are on.

A sheet is a page of lines in a few styles, with colour if the terminal has it. Nothing of it passes through markup, and
nothing here knows mathematics.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from io import StringIO
from typing import Self, TypeAlias, TypeVar


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
    columns = level(boxes)
    return Box(
        tuple("".join(parts) for parts in zip(*(box.lines for box in columns), strict=True)), columns[0].baseline
    )


def level(boxes: Sequence[Box]) -> list[Box]:
    """Return the boxes as tall as all of them together are, baselines on one level."""
    up = max(box.baseline for box in boxes)
    down = max(box.height - box.baseline for box in boxes)
    blanks = ((" " * box.width,) for box in boxes)
    return [
        Box(blank * (up - box.baseline) + box.lines + blank * (down - box.height + box.baseline), up)
        for box, blank in zip(boxes, blanks, strict=True)
    ]


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

    @classmethod
    def flat(cls, sign: str) -> Self:
        """Return the fence of a terminal that has only ASCII: the same sign in every line."""
        return cls(*[sign] * 4)

    def of(self, box: Box) -> Box:
        """Return the fence as tall as `box`."""
        height = box.height
        if height == 1:
            return line(self.single)
        pieces = [self.upper, *[self.middle] * (height - 2), self.lower]
        if self.waist and height > 2:
            pieces[height // 2] = self.waist
        return Box(tuple(pieces), box.baseline)


Fences: TypeAlias = tuple[Fence, Fence]
"""An opening and a closing bracket."""

_GAP = "  "


def matrix(rows: Sequence[Sequence[Box]], square: Fences) -> Box:
    """Return the cells in columns, in brackets; its middle is the baseline."""
    opening, closing = square
    inner = _grid(rows)
    return beside([opening.of(inner), inner, closing.of(inner)])


def column(cells: Sequence[Box], square: Fences) -> Box:
    """Return a vector as a column."""
    return matrix([[cell] for cell in cells], square)


def _grid(rows: Sequence[Sequence[Box]]) -> Box:
    widths = [max(cell.width for cell in cells) for cells in zip(*rows, strict=True)]
    lines = [_row(cells, widths) for cells in rows]
    inner = stacked(lines, apart=any(row.height > 1 for row in lines))
    middle = lines[0].baseline if len(lines) == 1 else (inner.height - 1) // 2
    return replace(inner, baseline=middle)


def _row(cells: Sequence[Box], widths: Sequence[int]) -> Box:
    padded = [beside([cell, line(" " * (width - cell.width))]) for cell, width in zip(cells, widths, strict=True)]
    parts = [padded[0]]
    for cell in padded[1:]:
        parts += [line(_GAP), cell]
    return beside(parts)


def levelled(left: Sequence[Box], right: Sequence[Box]) -> tuple[list[Box], list[Box]]:
    """Return both columns with their rows on a level, whatever stands beside each other."""
    pairs = [level(pair) for pair in zip(left, right, strict=True)]
    return [a for a, _ in pairs], [b for _, b in pairs]


Node = TypeVar("Node")


def tree(
    root: Node, below: Callable[[Node], Sequence[Node]], *, unicode: bool
) -> Iterator[tuple[str, tuple[Node, ...]]]:
    """Yield for each node the lines to the left of it and the way down to it; `below` gives the nodes under one."""
    fork, last, bar = ("├─ ", "└─ ", "│  ") if unicode else ("|- ", "`- ", "|  ")
    start: tuple[Node, ...] = (root,)
    yield "", start
    waiting = [("", start, list(below(root)))]
    while waiting:
        indent, way, nodes = waiting[-1]
        if not nodes:
            waiting.pop()
            continue
        node = nodes.pop(0)
        here = (*way, node)
        yield indent + (fork if nodes else last), here
        waiting.append((indent + (bar if nodes else "   "), here, list(below(node))))


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
        boxes = level([box for box, _ in pieces])
        for row in zip(*(box.lines for box in boxes), strict=True):
            parts = zip(row, (style for _, style in pieces), strict=True)
            self._lines.append([(" " * indent, Style.TEXT), *parts])

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


_BRACKETS = re.compile(r"[(\[][^()\[\]]*(?:[(\[][^()\[\]]*[)\]][^()\[\]]*)*[)\]]")


def firm(formula: str) -> str:
    """Return a formula on one line so that it is broken before + and −, and in brackets only if it must be."""
    whole = _BRACKETS.sub(lambda found: found[0].replace(" ", FIRM), formula)
    return re.sub(r" ([+−-]) ", rf" \1{FIRM}", whole)


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
