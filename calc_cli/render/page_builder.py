"""The base of all pages: a sheet to write on, and paragraphs that many results have, as verdicts, steps and notes."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import sympy as sp

from calc_cli.calculus.derivation.steps import Step
from calc_cli.calculus.equality.verdict import Check
from calc_cli.calculus.result import Rate
from calc_cli.render.box import Box, line
from calc_cli.render.display import Display
from calc_cli.render.numbers import in_decimals
from calc_cli.render.pretty import Typography
from calc_cli.render.rates import rate_text
from calc_cli.render.sheet import Sheet, Style

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

    def assignment(self, left: str, e: sp.Basic, indent: int = 0) -> None:
        """Write left = e, on two lines if there is no room."""
        room = self.display.width - indent - len(left) - 3
        if self.notation.fits(e, room):
            self.sheet.add((line(f"{left} = "), Style.TEXT), (self.box(e, room), Style.RESULT), indent=indent)
        else:
            self.sheet.add_text(f"{left} =", indent=indent)
            self.sheet.add((self.box(e, self.display.width - indent - 2), Style.RESULT), indent=indent + 2)

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


def add_notes(sheet: Sheet, notation: Typography, notes: Sequence[str]) -> None:
    """Add the notes to a sheet."""
    for note in notes:
        sheet.add_text(f"note: {notation.words(note)}", Style.ASIDE)
