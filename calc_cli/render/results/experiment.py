"""The table of difference quotients, in which the digits that have settled stand apart from those still moving."""

from collections.abc import Iterable, Sequence
from typing import Protocol

import mpmath
import sympy as sp

from calc_cli.render.box import line
from calc_cli.render.numbers import decimal, trimmed, with_decimals
from calc_cli.render.sheet import Piece, Style
from calc_cli.render.signs import Signs

LEAST_DECIMALS = 5
"""The smallest h is 0.00001, and so is, times a constant, what the quotient still moves by."""


class Row(Protocol):
    """A step and the difference quotient for it."""

    @property
    def h(self) -> sp.Rational: ...

    @property
    def value(self) -> mpmath.mpf: ...


def table(rows: Sequence[Row], heading: str, signs: Signs) -> Iterable[list[Piece]]:
    """Return the lines of the table, pieces of text in their styles."""
    steps = [signs.number(trimmed(decimal(mpmath.mpf(row.h.p) / row.h.q, 15))) for row in rows]
    values = [signs.number(text) for text in _with_equal_decimals([row.value for row in rows])]
    width = max(map(len, [*steps, "h"]))
    longest = max(map(len, values))
    yield [(line(f"{'h':<{width}}   {heading}"), Style.ASIDE)]
    for i, (step, value) in enumerate(zip(steps, values, strict=True)):
        near = values[i + 1] if i + 1 < len(values) else values[max(0, i - 1)]
        text = value.rjust(longest)
        settled = _agreeing(text, near.rjust(longest))
        yield [
            (line(f"{step:<{width}}   "), Style.TEXT),
            (line(text[:settled]), Style.RESULT),
            (line(text[settled:]), Style.ASIDE),
        ]


def _agreeing(one: str, other: str) -> int:
    """How many characters are the same from the left."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b), len(one))


def _with_equal_decimals(values: Sequence[mpmath.mpf]) -> list[str]:
    """All with as many decimals; in significant digits where that would show none or too many."""
    size = mpmath.mpf(max(abs(value) for value in values))
    if size == 0:
        return ["0." + "0" * LEAST_DECIMALS] * len(values)
    exponent = int(mpmath.floor(mpmath.log10(size)))
    if not -4 <= exponent <= 8:
        return [decimal(value, LEAST_DECIMALS + 3) for value in values]
    decimals = LEAST_DECIMALS + max(0, -exponent)
    return [with_decimals(value, decimals) for value in values]
