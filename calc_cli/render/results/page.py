"""What the pages of all results share: a sheet to write on, the verdict on an answer, the notes."""

from collections.abc import Sequence

import sympy as sp

from calc_cli.calculus.equality.verdict import Check
from calc_cli.render.box import Box
from calc_cli.render.look import Look
from calc_cli.render.numbers import in_decimals
from calc_cli.render.pretty import Notation
from calc_cli.render.sheet import Sheet, Style


class Page:
    """A sheet as wide as `look` says, and the notation for it."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.sheet = Sheet(look.width)
        self.notation = Notation(look.unicode)
        self.signs = self.notation.signs

    def box(self, e: sp.Basic, room: int | None) -> Box:
        """Return an expression, in decimals if that was asked for."""
        return self.notation.box(in_decimals(e, self.look.digits), room)

    def check(self, check: Check | None, *, gap: bool = True) -> None:
        """Write the verdict on an answer, if one was given."""
        if check is not None:
            from calc_cli.render.results.check import add_check  # only an answer pays for this import

            if gap:
                self.sheet.gap()
            add_check(self.sheet, check, self.notation, "the derivative")

    def notes(self, notes: Sequence[str]) -> None:
        """Write the notes."""
        add_notes(self.sheet, self.notation, notes)


def add_notes(sheet: Sheet, notation: Notation, notes: Sequence[str]) -> None:
    """Add the notes to a sheet."""
    for note in notes:
        sheet.add_text(f"note: {notation.words(note)}", Style.ASIDE)
