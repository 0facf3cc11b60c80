"""The table of samples that approach a point, a column for each side, the settled digits apart from the others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import mpmath
import sympy as sp

from calc_cli.calculus.limits.limit import Limit
from calc_cli.render.box import line
from calc_cli.render.numbers import decimal, trimmed, with_decimals
from calc_cli.render.results.limit_words import Words, place
from calc_cli.render.sheet import Piece, Style
from calc_cli.render.signs import Signs

_GAP = 3
_LARGE = 6
"""From this power of 10 on a column is written with exponents."""


@dataclass(frozen=True, slots=True)
class Column:
    """`key` names it in JSON, `heading` on a page; a value is None where the function is not defined."""

    key: str
    heading: str
    values: tuple[mpmath.mpf | None, ...]


@dataclass(frozen=True, slots=True)
class Approach:
    """The `steps`, named `name`, and what the function is there."""

    name: str
    steps: tuple[sp.Rational, ...]
    columns: tuple[Column, ...]


def approach(found: Limit, words: Words, minus: str = "-") -> Approach | None:
    """Return the samples; None if there are none, as where the function has parameters."""
    if found.paths:
        chosen = [(words.path(path, found.to), path.limit.samples) for path in found.paths]
        columns = [Column(text, text, tuple(s.value for s in samples)) for text, samples in chosen]
        steps = tuple(s.x for s in found.paths[0].limit.samples)
        return Approach(str(found.paths[0].t), steps, tuple(columns)) if steps else None
    samples = found.sides[0].samples
    if len(found.to) > 1 or not samples or not any(s.value is not None for side in found.sides for s in side.samples):
        return None
    ((x, a),) = found.to.items()
    if a.is_infinite:
        values = Column("value", f"f({words.write(x)})", tuple(s.value for s in samples))
        return Approach(str(x), tuple(s.x for s in samples), (values,))
    sides = [("left", minus, found.left), ("right", "+", found.right)]
    columns = [
        Column(name, place(words.write(x), words.write(a), sign), tuple(s.value for s in side.samples))
        for name, sign, side in sides
        if side is not None
    ]
    return Approach("h", tuple(abs(s.x - a) for s in samples), tuple(columns))


def rows(shown: Approach | None) -> list[dict[str, float | None]]:
    """Return the table for JSON."""
    if shown is None:
        return []
    return [
        {shown.name: float(step), **{column.key: _float(column.values[i]) for column in shown.columns}}
        for i, step in enumerate(shown.steps)
    ]


def _float(value: mpmath.mpf | None) -> float | None:
    return None if value is None else float(value)


def table(shown: Approach, signs: Signs, room: int) -> Iterable[list[Piece]]:
    """Return the lines of the table, as many digits as there is room for."""
    steps = [signs.number(trimmed(decimal(mpmath.mpf(step.p) / step.q, 15))) for step in shown.steps]
    first = max(map(len, [*steps, shown.name]))
    for digits in (10, 8, 6, 4, 2, 1):
        cells = [_cells(column.values, digits, signs) for column in shown.columns]
        widths = [max(map(len, [*texts, c.heading])) for texts, c in zip(cells, shown.columns, strict=True)]
        if first + sum(widths) + _GAP * len(widths) <= room:
            break
    gap = " " * _GAP
    headings = [c.heading.ljust(width) for c, width in zip(shown.columns, widths, strict=True)]
    yield [(line(gap.join([shown.name.ljust(first), *headings])[:room].rstrip()), Style.ASIDE)]
    for i, step in enumerate(steps):
        pieces: list[Piece] = [(line(step.ljust(first)), Style.TEXT)]
        for texts, width in zip(cells, widths, strict=True):
            settled = _settled(texts, i)
            pieces += [
                (line(gap + texts[i][:settled]), Style.RESULT),
                (line(texts[i][settled:].ljust(width - settled)), Style.ASIDE),
            ]
        yield pieces


def _settled(texts: Sequence[str], i: int) -> int:
    """How many characters from the left are those of the next row, or in the last row of the one before."""
    near = texts[i + 1] if i + 1 < len(texts) else texts[i - 1]
    return next(
        (k for k, (a, b) in enumerate(zip(texts[i], near, strict=False)) if a != b), min(len(texts[i]), len(near))
    )


def _cells(values: Sequence[mpmath.mpf | None], digits: int, signs: Signs) -> list[str]:
    """The values flush at the decimal point, or with exponents where they are very large or small."""
    known = [value for value in values if value is not None and value != 0]
    largest = max((abs(value) for value in known), default=mpmath.mpf(1))
    is_plain = mpmath.mpf(10) ** -3 <= largest < mpmath.mpf(10) ** _LARGE
    texts = [
        "undefined" if v is None else signs.number(with_decimals(v, digits) if is_plain else decimal(v, min(digits, 6)))
        for v in values
    ]
    if not is_plain:
        return texts
    wholes = [text.partition(".")[0] for text in texts]
    longest = max(len(whole) for whole in wholes if whole != "undefined") if known else 0
    return [
        text if text == "undefined" else text.rjust(len(text) + longest - len(w))
        for text, w in zip(texts, wholes, strict=True)
    ]
