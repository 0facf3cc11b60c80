"""A gradient on a page: the function, ∇f as a column of partial derivatives, its values, the slope in a direction."""

from calc_cli.calculus.graph.gradient import NumericGradient
from calc_cli.calculus.partials.gradient import Gradient
from calc_cli.calculus.partials.jacobian import Jacobian
from calc_cli.calculus.result import Rate
from calc_cli.render.box import column, levelled, line
from calc_cli.render.display import Display, Page
from calc_cli.render.numbers import in_decimals
from calc_cli.render.page_builder import PageBuilder
from calc_cli.render.pages.partials import JACOBIAN, PartialsPage
from calc_cli.render.sheet import Style


class GradientPage(PartialsPage[Gradient]):
    """One method a paragraph."""

    def __init__(self, found: Gradient, display: Display) -> None:
        super().__init__(found, display)
        self.gradient = f"{self.signs.nabla}{self.notation.name(found.letter)}"

    def write(self) -> None:
        self.functions([(self.found.name, self.found.letter, self.found.typed)], self.found.variables)
        self.derivations()
        self.formulas()
        self.values()
        self.slope()
        self.tangents(self.found.tangents)
        self.answer(self.found.check, self.names, "the derivative" if self.found.slope else self.gradient)

    def derivations(self) -> None:
        """Write the steps of each partial derivative, if they were asked for."""
        if self.found.steps:
            self.steps(self.found.steps)
            self.sheet.gap()

    def formulas(self) -> None:
        """∇f as the column of ∂f/∂x, ... and as that of the formulas; a line for each where that is too wide."""
        room = self.display.width - len(self.gradient) - max(map(len, self.names)) - 10
        cells = [self.box(p, room) for p in self.found.result] if room > 0 else []
        if len(cells) > 1 and max(cell.width for cell in cells) <= room:
            names, cells = levelled([line(name) for name in self.names], cells)
            left = self.beside(f"{self.gradient} = ", column(names, self.signs.square), " = ")
            self.sheet.add((left, Style.TEXT), (column(cells, self.signs.square), Style.RESULT))
        else:
            for name, p in zip(self.names, self.found.result, strict=True):
                self.formula(name, p)
        self.domain(self.found.domain)

    def values(self) -> None:
        """At x = 1, y = 2: ∇f = [2, 4], and how steep that is."""
        g = self.found
        if g.values is None or g.at is None:
            return
        self.sheet.gap()
        entries = zip(self.names, g.values, strict=True)
        self.at(g.at, self.gradient, g.values, lambda cells: line(f"[{', '.join(cells)}]"), entries)
        self.steepness()

    def steepness(self) -> None:
        length = self.found.length
        if length is None:
            return
        if length.is_zero:
            self.sheet.add_text("the gradient vanishes: this is a critical point")
        else:
            bars = "‖" if self.signs.unicode else "|"
            self.number(f"the steepest slope: {bars}{self.gradient}{bars}", length)

    def slope(self) -> None:
        """Write the derivative in the direction."""
        slope = self.found.slope
        if slope is None:
            return
        self.sheet.gap()
        unit = f"[{', '.join(self.notation.box(u, None).text for u in slope.direction.unit)}]"
        self.sheet.add_text(f"along u = {unit}:")
        left = f"{self.gradient}{self.signs.dot}u"
        if slope.value is None:
            self.formula(left, slope.result, indent=2)
        else:
            self.number(left, slope.value, indent=2)


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


PAGE = Page(GradientPage.pretty, others={NumericGradient: Page(NumericGradientPage.pretty), Jacobian: JACOBIAN})
