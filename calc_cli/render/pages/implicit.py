"""Implicit differentiation on a page, as a teacher writes it: differentiate both sides, collect dy/dx, solve."""

from dataclasses import replace

import sympy as sp

from calc_cli.calculus.implicit.implicit import Implicit
from calc_cli.render.display import Display, Page
from calc_cli.render.page_builder import PageBuilder
from calc_cli.render.sheet import Style


class ImplicitPage(PageBuilder[Implicit]):
    """One method a paragraph."""

    def __init__(self, found: Implicit, display: Display) -> None:
        super().__init__(found, display)
        self.curve = found.curve

    def write(self) -> None:
        self.derivation()
        self.place()
        self.check(self.found.check)

    def derivation(self) -> None:
        """Write the lines that lead to dy/dx, and with steps all that they rest on and those to further derivatives."""
        found = self.found
        if found.steps:
            self.steps(found.steps)
            self.sheet.add_text(self.holds_for(found.domain), Style.ASIDE, indent=2)
            return
        for steps in found.derivation[:1]:
            self.steps([replace(step, children=(), applied=None, using=()) for step in steps[:-1]])
        for order, derivative in enumerate(found.derivatives, 1):
            is_last = order == found.order
            after = self.holds_for(found.domain) if is_last else ""
            self.formula(self.order(order), derivative, Style.RESULT if is_last else Style.TEXT, after=after)
        if found.uses_equation:
            self.sheet.add_text("with the equation used", Style.ASIDE, indent=2)

    def order(self, order: int) -> str:
        """dy/dx, d²y/dx², with ∂ where other variables occur."""
        y, x, _ = self.found.rate.args
        return self.text(self.found.rate.func(y, x, sp.Integer(order)))

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
