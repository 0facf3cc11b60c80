"""A gradient on a page: the function, ∇f as a column of partial derivatives, its values, the slope in a direction."""

from collections.abc import Mapping

import sympy as sp

from calc_cli.calculus.graph.gradient import NumericGradient
from calc_cli.calculus.partials.gradient import Gradient
from calc_cli.calculus.partials.jacobian import Hessian, Jacobian
from calc_cli.calculus.result import Rate
from calc_cli.render.box import Style, column, levelled, line
from calc_cli.render.display import Display, Page
from calc_cli.render.numbers import in_decimals
from calc_cli.render.page_builder import PageBuilder
from calc_cli.render.pages.partials import HessianPage, JacobianPage, PartialsPage


class GradientPage(PartialsPage[Gradient]):
    """The gradient as a column, its length and the derivative in a direction, and the tangent plane."""

    def __init__(self, found: Gradient, display: Display) -> None:
        super().__init__(found, display)
        self.letter = f"{self.signs.nabla}{self.notation.name(found.letters[0])}"
        self.whole = "the derivative" if found.slope else self.letter

    def formulas(self) -> None:
        """Write the steps, and ∇f as the column of ∂f/∂x, ... and as that of the formulas, or a line for each."""
        if self.found.steps:
            self.steps(self.found.steps)
            self.sheet.gap()
        room = self.display.width - len(self.letter) - max(map(len, self.names)) - 10
        cells = [self.box(p, room) for p in self.found.result] if room > 0 else []
        if len(cells) > 1 and max(cell.width for cell in cells) <= room:
            names, cells = levelled([line(name) for name in self.names], cells)
            left = self.beside(f"{self.letter} = ", column(names, self.signs.square), " = ")
            self.sheet.add((left, Style.TEXT), (column(cells, self.signs.square), Style.RESULT))
        else:
            for name, p in zip(self.names, self.found.result, strict=True):
                self.formula(name, p)

    def values(self, at: Mapping[sp.Symbol, sp.Expr], values: tuple[sp.Expr, ...]) -> None:
        """At x = 1, y = 2: ∇f = [2, 4], and how steep that is."""
        entries = zip(self.names, values, strict=True)
        self.at(at, self.letter, values, lambda cells: line(f"[{', '.join(cells)}]"), entries)
        length = self.found.length
        if length is None:
            return
        if length.is_zero:
            self.sheet.add_text("the gradient vanishes: this is a critical point")
        else:
            bars = "‖" if self.signs.unicode else "|"
            self.quantity(f"the steepest slope: {bars}{self.letter}{bars}", length, indent=0)

    def more(self) -> None:
        """Write the tangent plane, or the derivative in the direction."""
        self.tangents(self.found.tangents)
        slope = self.found.slope
        if slope is None:
            return
        self.sheet.gap()
        unit = f"[{', '.join(self.notation.box(u, None).text for u in slope.direction.unit)}]"
        self.sheet.add_text(f"along u = {unit}:")
        left = f"{self.letter}{self.signs.dot}u"
        if slope.value is None:
            self.formula(left, slope.result, indent=2)
        else:
            self.quantity(left, slope.value)


class NumericGradientPage(PageBuilder[NumericGradient]):
    """A line for each partial derivative."""

    def write(self) -> None:
        g = self.found
        names = [self.rate(Rate(g.letter, (x.name,))) for x in g.variables]
        width = max(map(len, names))
        for name, exact in zip(names, g.values, strict=True):
            value = in_decimals(exact, self.display.digits)
            sign = self.signs.almost if value.is_Float else "="
            self.sheet.add((line(f"{name:<{width}} {sign} "), Style.TEXT), (self.box(value, None), Style.RESULT))


PAGE = Page(
    GradientPage.pretty,
    others={
        NumericGradient: Page(NumericGradientPage.pretty),
        Jacobian: Page(JacobianPage.pretty),
        Hessian: Page(HessianPage.pretty),
    },
)
