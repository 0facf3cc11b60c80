"""The derivative of an inverse on a page: f, f', the rule 1/f'(x), and at a value where f takes it."""

import sympy as sp

from calc_cli.calculus.implicit.inverse import Inverse
from calc_cli.render.display import Display, Page
from calc_cli.render.page_builder import PageBuilder
from calc_cli.render.sheet import Style


class InversePage(PageBuilder[Inverse]):
    """One method a paragraph."""

    def __init__(self, found: Inverse, display: Display) -> None:
        super().__init__(found, display)
        self.room = max(10, display.width - 24)
        self.x, self.y = (self.signs.name(s.name) for s in (found.x, found.y))
        self.inverse = "f⁻¹" if display.unicode else "f^-1"

    def write(self) -> None:
        self.function()
        self.rule()
        self.place()
        self.check(self.found.check)

    def function(self) -> None:
        """F and its derivative."""
        derivative = self.found.derivative
        self.formula(f"{self.y} = f({self.x})", derivative.typed, Style.TEXT, typed=True)
        if derivative.steps:
            self.steps(derivative.steps)
        self.formula(f"f{self.signs.prime}({self.x})", derivative.result, Style.TEXT)

    def rule(self) -> None:
        """Write the reciprocal of f', and the inverse with its derivative if it is explicit."""
        found = self.found
        rule = f"d{self.x}/d{self.y} = 1/f{self.signs.prime}({self.x})"
        if found.explicit is None:
            self.formula(rule, found.result)
            return
        self.formula(rule, found.reciprocal, Style.TEXT)
        self.formula(f"{self.x} = {self.inverse}({self.y})", found.explicit, Style.TEXT)
        left = f"({self.inverse}){self.signs.prime}({self.y})"
        self.formula(left, found.result, after=self.holds_for(found.conditions))

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

    def number(self, left: str, value: sp.Expr, style: Style = Style.TEXT, *, is_exact: bool = True) -> None:
        sign = " =" if is_exact else f" {self.signs.almost}"
        self.equation(left, self.box(value, self.room), style, sign=sign, behind=self.about(value), indent=2)


PAGE = Page(InversePage.pretty)
