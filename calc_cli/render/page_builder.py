"""The base of all pages: a sheet to write on, and paragraphs that many results have, as verdicts, steps and notes."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import sympy as sp

from calc_cli.calculus.equality.verdict import Check
from calc_cli.calculus.result import Rate
from calc_cli.calculus.steps import Step
from calc_cli.render.box import Box, line
from calc_cli.render.display import Display
from calc_cli.render.numbers import in_decimals, rounded, trimmed
from calc_cli.render.pretty import Typography
from calc_cli.render.sheet import Piece, Sheet, Style
from calc_cli.render.signs import rate_text

if TYPE_CHECKING:
    from calc_cli.calculus.derivative.tangent import Tangents


class PageBuilder:
    """A sheet as wide as `display` says, and the notation for it."""

    def __init__(self, display: Display) -> None:
        self.display = display
        self.sheet = Sheet(display.width)
        self.notation = Typography(display.unicode)
        self.signs = self.notation.signs

    def box(self, e: sp.Basic, room: int | None) -> Box:
        """Return an expression, in decimals if that was asked for."""
        return self.notation.box(in_decimals(e, self.display.digits), room)

    def check(self, check: Check | None, *, gap: bool = True, of: str = "the derivative") -> None:
        """Write the verdict on an answer, if one was given, to the question `of` what something is."""
        if check is not None:
            from calc_cli.render.check import add_check  # only an answer pays for this import

            if gap:
                self.sheet.gap()
            add_check(self.sheet, check, self.notation, of)

    def steps(self, steps: Sequence[Step]) -> None:
        """Write a derivation."""
        from calc_cli.render.steps import Board  # only who wants to read steps pays for this import

        Board(self.sheet, self.notation).write(steps)

    def text(self, e: sp.Basic, *, typed: bool = False) -> str:
        """Return an expression on one line."""
        return self.notation.box(e, None, typed=typed).text

    def point(self, at: Mapping[sp.Symbol, sp.Expr]) -> str:
        """Return x = 1, y = 2."""
        return ", ".join(f"{self.signs.name(x.name)} = {self.text(a)}" for x, a in at.items())

    def tangents(self, found: "Tangents | None", indent: int = 0) -> None:
        """Write the tangent with its normal, and how the graph lies there, if that was asked for."""
        if found is not None:
            from calc_cli.render.tangents import add_tangents  # only who asks for a tangent pays for this import

            add_tangents(self, found, indent)

    def equation(
        self,
        left: Box | str,
        right: Box,
        style: Style = Style.RESULT,
        *,
        sign: str = " =",
        behind: str = "",
        after: str = "",
        indent: int = 0,
    ) -> None:
        """Write left = right, on two lines if there is no room; `behind` it are decimals, `after` it a condition."""
        left = line(left) if isinstance(left, str) else left
        below = indent + 2
        pieces: list[Piece] = [(left, Style.TEXT), (line(f"{sign} "), Style.TEXT), (right, style)]
        if indent + _width(pieces) > self.display.width:
            first, second = (sign, "") if sign == ":" else ("", f"{sign.lstrip()} ")
            self.sheet.add((left, Style.TEXT), (line(first), Style.TEXT), indent=indent)
            pieces, indent = [(line(second), Style.TEXT), (right, style)], below
        if behind and indent + _width(pieces) + len(behind) > self.display.width:
            self.sheet.add(*pieces, indent=indent)
            pieces, indent, behind = [], below, behind.lstrip()
        if behind:
            pieces.append((line(behind), Style.TEXT))
        if after and indent + _width(pieces) + 3 + len(after) <= self.display.width:
            pieces.append((line(f"   {after}"), Style.ASIDE))
            after = ""
        self.sheet.add(*pieces, indent=indent)
        if after:
            self.sheet.add_text(after, Style.ASIDE, indent=2)

    def formula(
        self,
        left: Box | str,
        e: sp.Basic,
        style: Style = Style.RESULT,
        *,
        typed: bool = False,
        behind: str = "",
        after: str = "",
        indent: int = 0,
    ) -> None:
        """Write left = e; on two lines too if `e` would be higher beside `left` than below it."""
        left = line(left) if isinstance(left, str) else left
        shown = e if typed else in_decimals(e, self.display.digits)
        box = self.notation.box(shown, max(1, self.display.width - indent - 4), typed=typed)
        room = self.display.width - indent - left.width - 3
        if box.width > room and self.notation.fits(shown, room, typed=typed):
            beside = self.notation.box(shown, room, typed=typed)
            box = beside if beside.height <= box.height else box
        self.equation(left, box, style, behind=behind, after=after, indent=indent)

    def about(self, value: sp.Expr) -> str:
        """Return the decimals behind an exact number: ` = 0.25` or ` ≈ 0.333333`; nothing where it has none to add."""
        is_shown = self.display.digits is not None or value.free_symbols or value.is_Integer or value.is_Float
        if is_shown:
            return ""
        decimals = rounded(value)
        if value.is_Rational and "e" not in decimals and sp.Rational(decimals) == value:
            return f" = {self.signs.number(trimmed(decimals))}"
        return f" {self.signs.almost} {self.signs.number(decimals)}"

    def holds_for(self, conditions: Sequence[sp.Basic]) -> str:
        """Return `for x > 0 and x ≠ 1`, nothing if there are no conditions."""
        return f"for {self.notation.conditions(conditions)}" if conditions else ""

    def rate(self, rate: Rate) -> str:
        """Return dy/dx."""
        return rate_text(rate, self.signs)

    def notes(self, notes: Sequence[str]) -> None:
        """Write the notes."""
        add_notes(self.sheet, self.notation, notes)

    def finished(self, picture: Any = None) -> str:
        """Return the page as text, with colours if the reader has them, and below it the picture, if there is one."""
        text = self.sheet.text(color=self.display.color)
        if picture is None:
            return text
        from calc_cli.render.pages.plot import pretty as drawn  # only a picture pays for this import

        return f"{text}\n\n{drawn(picture, self.display)}"


def _width(pieces: Sequence[Piece]) -> int:
    return sum(box.width for box, _ in pieces)


def add_notes(sheet: Sheet, notation: Typography, notes: Sequence[str]) -> None:
    """Add the notes to a sheet."""
    for note in notes:
        sheet.add_text(f"note: {notation.words(note)}", Style.ASIDE)
