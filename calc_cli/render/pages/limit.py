"""A limit on a page: with its arrow, the samples that approach it, the estimate, and the verdict in words.

In a table of samples, and of the difference quotients of a derivative, a number's settled digits, which are those of
the next row as well, stand apart from those that still move.
"""

from collections.abc import Iterable, Mapping, Sequence

import mpmath
import sympy as sp

from calc_cli.algebra.functions import known_side
from calc_cli.calculus.derivative.derivative import Quotient
from calc_cli.calculus.limits.limit import Limit
from calc_cli.calculus.limits.table import Key, SampleTable, sample_table
from calc_cli.calculus.result import NoAnswer
from calc_cli.render.box import Box, Piece, Style, beside, line
from calc_cli.render.display import Display, Page
from calc_cli.render.limit_words import ABOUT_ZERO, LimitWords, size
from calc_cli.render.numbers import decimal, trimmed, with_decimals
from calc_cli.render.page_builder import PageBuilder
from calc_cli.render.signs import Glyphs

_WIDE = 60
_GAP = "   "

_LARGE = 6
"""From this power of 10 on a column is written with exponents."""

_LEAST_DECIMALS = 5
"""The smallest h is 0.00001, and so is, times a constant, what the quotient still moves by."""


class LimitPage(PageBuilder[Limit]):
    """One method a paragraph."""

    def __init__(self, found: Limit, display: Display) -> None:
        super().__init__(found, display)
        self.telling = LimitWords(self.text)

    def write(self) -> None:
        if self.found.steps:
            self.steps(self.found.steps)
        else:
            self.question()
            self.samples()
            self.estimate()
        self.conclusion()
        self.judged(self.found.check, "the limit", "no limit")

    def question(self) -> None:
        """Write the limit with its arrow, and what it is."""
        found, room = self.found, self.display.width
        operator = self.operator()
        function = self.notation.operand(found.typed, room - operator.width - 1)
        left = beside([operator, line(" "), function])
        if isinstance(found.answer, NoAnswer):
            is_open = found.exists is None
            self.equation(left, line("?" if is_open else "does not exist"), sign=" =" if is_open else "")
        else:
            self.equation(left, self.box(found.answer, room - 4), behind=self.about(found.answer))

    def operator(self) -> Box:
        """`lim` above x → 0."""
        to, asked = self.found.to, {"left": -1, "right": 1, "both": 0}[self.found.side]
        sides = [("", "+", "-")[0 if a.is_infinite else asked or known_side(x, a)] for x, a in to.items()]
        names, ends = [self.notation.name(x.name) for x in to], [*map(self.telling.write, to.values())]
        return self.signs.limit(names, ends, sides)

    def samples(self) -> None:
        shown = sample_table(self.found)
        if shown is None:
            return
        self.sheet.gap()
        for pieces in sample_rows(shown, self.found.to, self.telling, self.signs, self.display.width):
            self.sheet.add(*pieces)
        self.sheet.gap()

    def estimate(self) -> None:
        """Write the estimate with its error."""
        found = self.found
        if found.estimate is None or found.error is None:
            return
        digits = min(found.known_digits, 10)
        error = size(found.error, 1) if found.error else "0"
        within = "within" if self.display.width < _WIDE else "believed to be within"
        self.sheet.add_text(
            f"estimate: {self.signs.number(size(found.estimate, digits))}"
            + ("" if error == ABOUT_ZERO else f", {within} {self.signs.number(error)}")
        )

    def conclusion(self) -> None:
        """Write the verdict in words."""
        found = self.found
        if found.cases:
            self.sheet.add_text(f"It depends: {self.telling.cases(found.cases)}.")
        elif found.exists is False:
            self.sheet.add_text(f"There is no limit: {self.telling.reason(found)}.")
        elif found.exists is None:
            self.sheet.add_text(f"Undecided: {self.telling.reason(found)}.")
        elif found.value is None:
            self.sheet.add_text("The limit is known by experiment only.")
        elif found.agree:
            self.sheet.add_text("Algebra and experiment agree.")


def sample_rows(
    table: SampleTable, to: Mapping[sp.Symbol, sp.Expr], words: LimitWords, signs: Glyphs, room: int
) -> Iterable[list[Piece]]:
    """Return the lines of the samples on the way `to` a point, with as many digits as there is room for."""
    headings = [_heading(key, to, words, signs) for key in table.columns]
    steps = _steps(table.name, table.steps, signs)
    for digits in (10, 8, 6, 4, 2, 1):
        cells = (_cells(values, digits, signs) for values in table.columns.values())
        columns = [steps, *([heading, *texts] for heading, texts in zip(headings, cells, strict=True))]
        if sum(_widths(columns)) + len(_GAP) * len(headings) <= room:
            break
    return _settling(columns, room)


def quotient_rows(quotients: Sequence[Quotient], heading: str, signs: Glyphs, room: int) -> Iterable[list[Piece]]:
    """Return the lines of the difference quotients."""
    texts = [signs.number(text) for text in _with_equal_decimals([row.value for row in quotients])]
    longest = max(map(len, texts))
    steps = _steps("h", [row.h for row in quotients], signs)
    return _settling([steps, [heading, *(text.rjust(longest) for text in texts)]], room)


def _heading(key: Key, to: Mapping[sp.Symbol, sp.Expr], words: LimitWords, signs: Glyphs) -> str:
    """Y = x^2 for a path, f(x) towards infinity, x = 1 − h and x = h for the sides."""
    if isinstance(key, tuple):
        return ", ".join(map(words.write, key))
    ((x, a), *_) = to.items()
    if key == "value":
        return f"f({words.write(x)})"
    sign, place = (signs.minus if key == "left" else "+"), words.write(a)
    return f"{words.write(x)} = {place} {sign} h" if a != 0 else f"{words.write(x)} = {sign.removeprefix('+')}h"


def _steps(name: str, steps: Iterable[sp.Rational], signs: Glyphs) -> list[str]:
    return [name, *(signs.number(trimmed(decimal(mpmath.mpf(step.p) / step.q, 15))) for step in steps)]


def _widths(columns: Sequence[Sequence[str]]) -> list[int]:
    return [max(map(len, column)) for column in columns]


def _settling(columns: Sequence[Sequence[str]], room: int) -> Iterable[list[Piece]]:
    """Return the lines of columns below their headings, the first being the steps."""
    padded = [[text.ljust(width) for text in column] for column, width in zip(columns, _widths(columns), strict=True)]
    (headings, *rows) = zip(*padded, strict=True)
    yield [(line(_GAP.join(headings)[:room].rstrip()), Style.ASIDE)]
    for i, (step, *texts) in enumerate(rows, 1):
        pieces: list[Piece] = [(line(step), Style.TEXT)]
        for text, column in zip(texts, columns[1:], strict=True):
            settled = _settled(column, i)
            pieces += [
                (line(_GAP), Style.TEXT),
                (line(text[:settled]), Style.RESULT),
                (line(text[settled:]), Style.ASIDE),
            ]
        yield pieces


def _settled(texts: Sequence[str], i: int) -> int:
    """Count the characters from the left that are those of the next row, or in the last row of the one before."""
    near = texts[i + 1] if i + 1 < len(texts) else texts[i - 1]
    pairs = enumerate(zip(texts[i], near, strict=False))
    return next((k for k, (a, b) in pairs if a != b), min(len(texts[i]), len(near)))


def _cells(values: Sequence[mpmath.mpf | None], digits: int, signs: Glyphs) -> list[str]:
    """Return the values flush at the decimal point, or with exponents where they are very large or small."""
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


def _with_equal_decimals(values: Sequence[mpmath.mpf]) -> list[str]:
    """All with as many decimals; in significant digits where that would show none or too many."""
    size = mpmath.mpf(max(abs(value) for value in values))
    if size == 0:
        return ["0." + "0" * _LEAST_DECIMALS] * len(values)
    exponent = int(mpmath.floor(mpmath.log10(size)))
    if not -4 <= exponent <= 8:
        return [decimal(value, _LEAST_DECIMALS + 3) for value in values]
    decimals = _LEAST_DECIMALS + max(0, -exponent)
    return [with_decimals(value, decimals) for value in values]


PAGE = Page(LimitPage.pretty)
