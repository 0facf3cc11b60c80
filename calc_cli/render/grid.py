"""Vectors and matrices: boxes in rows and columns, in tall square brackets."""

from collections.abc import Sequence
from dataclasses import replace

from calc_cli.render.box import Box, beside, line, stacked
from calc_cli.render.signs import Glyphs

_GAP = "  "


def matrix(rows: Sequence[Sequence[Box]], signs: Glyphs) -> Box:
    """Return the cells in columns, in brackets; its middle is the baseline."""
    opening, closing = signs.square
    inner = _grid(rows)
    return beside([opening.of(inner), inner, closing.of(inner)])


def column(cells: Sequence[Box], signs: Glyphs) -> Box:
    """Return a vector as a column."""
    return matrix([[cell] for cell in cells], signs)


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
    pairs = [(_as_tall(a, b), _as_tall(b, a)) for a, b in zip(left, right, strict=True)]
    return [a for a, _ in pairs], [b for _, b in pairs]


def _as_tall(box: Box, other: Box) -> Box:
    above = max(0, other.baseline - box.baseline)
    below = max(0, other.height - other.baseline - (box.height - box.baseline))
    blank = (" " * box.width,)
    return Box(blank * above + box.lines + blank * below, box.baseline + above)
