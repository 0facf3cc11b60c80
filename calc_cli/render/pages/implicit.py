"""Implicit differentiation on a page, as a teacher writes it: differentiate both sides, collect dy/dx, solve."""

import sympy as sp

from calc_cli.calculus.implicit.implicit import Implicit, Rated
from calc_cli.calculus.result import Rate
from calc_cli.render.box import line
from calc_cli.render.display import Display, Page
from calc_cli.render.page_builder import PageBuilder
from calc_cli.render.sheet import Piece, Style


class ImplicitPage(PageBuilder[Implicit]):
    """One method a paragraph."""

    def __init__(self, found: Implicit, display: Display) -> None:
        super().__init__(found, display)
        self.curve = found.curve

    def write(self) -> None:
        self.derivation()
        self.higher()
        self.place()
        self.check(self.found.check)

    def derivation(self) -> None:
        """Write the equation and the three lines that lead to dy/dx."""
        found = self.found
        across, other = found.collected
        lines = [
            (self.text(self.curve.left, typed=True), self.text(self.curve.right, typed=True), ""),
            (*map(self.rated, found.differentiated), "both sides differentiated"),
            (self.rated((sp.S.Zero, across)), self.text(other), f"{self.order(1)} collected"),
        ]
        if lines[2][:2] == lines[1][:2]:
            del lines[2]
        if found.with_steps:
            lines.insert(1, (self.pending(self.curve.left), self.pending(self.curve.right), ""))
        widest = max(len(left) + 3 + len(right) for left, right, why in lines if why)
        for left, right, why in lines:
            self.row(left, right, why, widest)
        self.result(self.order(1), found.derivatives[0], is_last=found.order == 1)

    def pending(self, e: sp.Expr, *, typed: bool = True) -> str:
        """Write what is still to be differentiated."""
        operator = self.rate(Rate("", (self.curve.x.name,), len(self.found.rate.expr.args) > 1))
        return f"{operator}[{self.text(e, typed=typed)}]"

    def rated(self, side: Rated) -> str:
        """Write a derivative a + b dy/dx: the a, and then the b before dy/dx."""
        alone, factor = side
        if factor.is_zero:
            return self.text(alone)
        size = -factor if factor.could_extract_minus_sign() else factor
        sign = "" if size == factor else self.signs.minus
        term = self.order(1) if size == 1 else self.notation.factors([size, self.found.rate])
        if alone.is_zero:
            return sign + term
        first = f"({self.text(alone)})" if alone.is_Piecewise else self.text(alone)
        return f"{first} {sign or '+'} {term}"

    def order(self, order: int) -> str:
        """dy/dx, d²y/dx², with ∂ where other variables occur."""
        return self.rate(Rate(self.curve.y.name, (self.curve.x.name,) * order, len(self.found.rate.expr.args) > 1))

    def row(self, left: str, right: str, why: str, widest: int) -> None:
        """Both sides on one line, or the right one below where there is no room; what was done behind."""
        whole = f"{left} = {right}"
        if len(whole) > self.display.width:
            self.sheet.add_text(left)
            self.sheet.add_text(f"= {right}", indent=2)
            return
        pieces: list[Piece] = [(line(whole), Style.TEXT)]
        if why and widest + 3 + len(why) <= self.display.width:
            pieces.append((line(" " * (widest - len(whole) + 3) + why), Style.ASIDE))
        self.sheet.add(*pieces)

    def result(self, left: str, e: sp.Expr, *, is_last: bool) -> None:
        """Write the derivative, and where it holds; the last is what was asked for."""
        after = self.holds_for(self.found.domain) if is_last else ""
        self.formula(left, e, Style.RESULT if is_last else Style.TEXT, after=after)

    def higher(self) -> None:
        """Each further derivative, dy/dx being put in and the equation used where that shortens it."""
        for order in range(2, self.found.order + 1):
            is_last = order == self.found.order
            if self.found.with_steps:
                self.row(self.order(order), self.pending(self.found.derivatives[order - 2], typed=False), "", 0)
            self.result(self.order(order), self.found.derivatives[order - 1], is_last=is_last)
        if self.found.order > 1 and self.found.uses_equation:
            self.sheet.add_text("with the equation used", Style.ASIDE, indent=2)

    def place(self) -> None:
        """Write the derivative at the point, and the tangent."""
        found = self.found
        if found.at is None or (found.value is None and found.tangents is None):
            return
        self.sheet.add_text(f"at {self.point(found.at)}:")
        if found.order > 1 and found.slope is not None:
            self.number(self.order(1), found.slope, Style.TEXT)
        if found.value is not None:
            self.number(self.order(found.order), found.value, Style.RESULT)
        if found.tangents is not None:
            self.tangents(found.tangents, 2)
        elif found.tangent is not None:
            self.formula(f"tangent: {self.signs.name(self.curve.y.name)}", found.tangent, indent=2)

    def number(self, left: str, value: sp.Expr, style: Style) -> None:
        self.formula(left, value, style, behind=self.about(value), indent=2)


PAGE = Page(ImplicitPage.pretty)
