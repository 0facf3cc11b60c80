"""The derivative of an inverse on a page: f, f', the rule 1/f'(x), and at a value where f takes it."""

import sympy as sp

from calc_cli.calculus.implicit.inverse import Inverse
from calc_cli.render.as_latex import as_latex, latex_text
from calc_cli.render.box import Box, line
from calc_cli.render.display import Display
from calc_cli.render.page import Page
from calc_cli.render.page_builder import PageBuilder
from calc_cli.render.point_lines import about
from calc_cli.render.sheet import Piece, Style


def pretty(found: Inverse, display: Display) -> str:
    """Return the page as text, with colours if `display` has them."""
    page = InversePage(found, display)
    page.function()
    page.rule()
    page.place()
    page.check(found.check)
    page.notes(found.notes)
    return page.finished()


def latex(found: Inverse, display: Display) -> str:
    """Return the derivative, or its steps: those of f', the reciprocal, and the value."""
    if not found.steps or found.check is not None or display.line is not None:
        return as_latex(found, display)
    from calc_cli.render.steps import aligned

    rate = rf"\frac{{d{latex_text(found.x)}}}{{d{latex_text(found.y)}}}"
    rows = [f"{rate} &= {latex_text(found.reciprocal)}"]
    if found.at is not None:
        place = f"{latex_text(found.y)} = {latex_text(found.at)}"
        rows.append(rf"\left.{rate}\right|_{{{place}}} &= {latex_text(found.answer, display.digits)}")
    lines = aligned(found.derivative.steps).removesuffix("\n\\end{align*}")
    return " \\\\\n".join([lines, *rows]) + "\n\\end{align*}"


PAGE = Page(pretty, latex=latex)


class InversePage(PageBuilder):
    """One method a paragraph."""

    def __init__(self, found: Inverse, display: Display) -> None:
        super().__init__(display)
        self.found = found
        self.room = max(10, display.width - 24)
        self.x, self.y = (self.signs.name(s.name) for s in (found.x, found.y))
        self.inverse = "f⁻¹" if display.unicode else "f^-1"

    def function(self) -> None:
        """F and its derivative."""
        derivative = self.found.derivative
        self.line(f"{self.y} = f({self.x})", self.notation.box(derivative.typed, self.room, typed=True))
        if derivative.steps:
            self.steps(derivative.steps)
        self.line(f"f{self.signs.prime}({self.x})", self.box(derivative.result, self.room))

    def rule(self) -> None:
        """Write the reciprocal of f', and the inverse with its derivative if it is explicit."""
        found = self.found
        rule = f"d{self.x}/d{self.y} = 1/f{self.signs.prime}({self.x})"
        if found.explicit is None:
            self.line(rule, self.box(found.result, self.room), Style.RESULT)
            return
        self.line(rule, self.box(found.reciprocal, self.room))
        self.line(f"{self.x} = {self.inverse}({self.y})", self.box(found.explicit, self.room))
        after = f"   for {self.notation.conditions(found.conditions)}" if found.conditions else ""
        self.line(
            f"({self.inverse}){self.signs.prime}({self.y})", self.box(found.result, self.room), Style.RESULT, after
        )

    def place(self) -> None:
        """Where f takes the value, its slope there, and the reciprocal."""
        found = self.found
        if found.at is None or found.value is None or found.preimage is None:
            return
        at, x0 = (self.text(e) for e in (found.at, found.preimage))
        self.sheet.add_text(f"at {self.y} = {at}:")
        is_exact = not found.preimage.is_Float
        left, right = (f"f({x0})", found.at) if is_exact else (self.x, found.preimage)
        self.number(left, right, is_exact=is_exact)
        if found.slope is not None:
            self.number(f"f{self.signs.prime}({x0 if is_exact else self.x})", found.slope, is_exact=is_exact)
        self.number(f"({self.inverse}){self.signs.prime}({at})", found.value, Style.RESULT, is_exact=is_exact)

    def line(self, left: str, box: Box, style: Style = Style.TEXT, after: str = "") -> None:
        pieces: list[Piece] = [(line(f"{left} = "), Style.TEXT), (box, style)]
        fits = len(left) + 3 + box.width + len(after) <= self.display.width
        if len(left) + 3 + box.width > self.display.width:
            self.sheet.add((line(f"{left} ="), Style.TEXT))
            pieces = [(box, style)]
        self.sheet.add(*pieces, *([(line(after), Style.ASIDE)] if after and fits else []))
        if after and not fits:
            self.sheet.add_text(after.strip(), Style.ASIDE, indent=2)

    def number(self, left: str, value: sp.Expr, style: Style = Style.TEXT, *, is_exact: bool = True) -> None:
        sign = "=" if is_exact else self.signs.almost
        pieces: list[Piece] = [(line(f"{left} {sign} "), Style.TEXT), (self.box(value, self.room), style)]
        behind = "" if self.display.digits is not None else about(value, self.signs)
        self.sheet.add(*pieces, (line(behind), Style.TEXT), indent=2)
