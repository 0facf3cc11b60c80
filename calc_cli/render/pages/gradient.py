"""A gradient on a page: the function, ∇f as a column of partial derivatives, its values, the slope in a direction."""

from calc_cli.calculus.graph.gradient import NumericGradient
from calc_cli.calculus.partials.gradient import Gradient
from calc_cli.calculus.result import Rate
from calc_cli.render.box import Box, line
from calc_cli.render.display import Display
from calc_cli.render.grid import column, levelled
from calc_cli.render.numbers import in_decimals
from calc_cli.render.page import Page
from calc_cli.render.page_builder import PageBuilder
from calc_cli.render.pages.partials import PartialsPage
from calc_cli.render.sheet import Style


def pretty(g: Gradient | NumericGradient, display: Display) -> str:
    """Return the page as text, with colours if `display` has them."""
    if isinstance(g, NumericGradient):
        return numeric_page(g, display)
    page = GradientPage(g, display)
    page.understood()
    page.derivations()
    page.formulas()
    page.values()
    page.slope()
    page.tangents(g.tangents)
    page.verdict()
    page.notes(g.notes)
    return page.finished()


PAGE = Page(pretty)


class GradientPage(PartialsPage):
    """One method a paragraph."""

    def __init__(self, g: Gradient, display: Display) -> None:
        super().__init__(display)
        self.g = g
        self.gradient = f"{self.signs.nabla}{self.notation.name(g.letter)}"
        self.names = [*map(self.rate, g.rates)]

    def understood(self) -> None:
        self.functions([(self.g.name, self.g.letter, self.g.typed)], self.g.variables)

    def derivations(self) -> None:
        """Write the steps of each partial derivative, if they were asked for."""
        if self.g.steps:
            self.steps(self.g.steps)
            self.sheet.gap()

    def formulas(self) -> None:
        """∇f as the column of ∂f/∂x, ... and as that of the formulas; a line for each where that is too wide."""
        room = self.display.width - len(self.gradient) - max(map(len, self.names)) - 10
        cells = [self.box(p, room) for p in self.g.result] if room > 0 else []
        if len(cells) > 1 and max(cell.width for cell in cells) <= room:
            names, cells = levelled([line(name) for name in self.names], cells)
            left = self.beside(f"{self.gradient} = ", column(names, self.signs), " = ")
            self.sheet.add((left, Style.TEXT), (column(cells, self.signs), Style.RESULT))
        else:
            for name, p in zip(self.names, self.g.result, strict=True):
                self.formula(name, p)
        self.domain(self.g.domain)

    def values(self) -> None:
        """At x = 1, y = 2: ∇f = [2, 4], and how steep that is."""
        g = self.g
        if g.values is None or g.at is None:
            return
        self.sheet.gap()
        exact = f"[{', '.join(self.box(v, None).text for v in g.values)}]"
        rounded = "" if self.is_plain(g.values) else f" {self.signs.almost} [{', '.join(map(self.rounded, g.values))}]"
        point = f"at {self.point(g.at)}: "
        whole = f"{point}{self.gradient} = "
        if len(whole) + len(exact) + len(rounded) <= self.display.width:
            self.sheet.add((line(whole), Style.TEXT), (line(exact), Style.RESULT), (line(rounded), Style.TEXT))
        else:
            self.sheet.add_text(point.rstrip())
            self.below(exact, rounded)
        self.steepness()

    def below(self, exact: str, rounded: str) -> None:
        """Write the values under the point: in a row, else as columns, else a line for each."""
        assert self.g.values is not None
        left = f"{self.gradient} = "
        if 2 + len(left) + len(exact) + len(rounded) <= self.display.width:
            self.sheet.add((line(f"  {left}"), Style.TEXT), (line(exact), Style.RESULT), (line(rounded), Style.TEXT))
            return
        cells = [self.box(v, self.display.width - len(left) - 4) for v in self.g.values]
        exactly = column(cells, self.signs)
        about: list[Box] = []
        if rounded:
            numbers = column([line(self.rounded(v)) for v in self.g.values], self.signs)
            about = [self.beside(f" {self.signs.almost} ", numbers)]
        if 2 + len(left) + exactly.width + sum(box.width for box in about) <= self.display.width:
            pieces = [(box, Style.TEXT) for box in about]
            self.sheet.add((line(left), Style.TEXT), (exactly, Style.RESULT), *pieces, indent=2)
            return
        for name, v in zip(self.names, self.g.values, strict=True):
            self.number(name, v, indent=2)

    def steepness(self) -> None:
        length = self.g.length
        if length is None:
            return
        if length.is_zero:
            self.sheet.add_text("the gradient vanishes: this is a critical point")
        else:
            bars = "‖" if self.signs.unicode else "|"
            self.number(f"the steepest slope: {bars}{self.gradient}{bars}", length)

    def slope(self) -> None:
        """Write the derivative in the direction."""
        slope = self.g.slope
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

    def verdict(self) -> None:
        if self.g.check is not None:
            self.answer(self.g.check, self.names, "the derivative" if self.g.slope else self.gradient)


def numeric_page(g: NumericGradient, display: Display) -> str:
    """Return a line for each partial derivative, and the notes."""
    page = PageBuilder(display)
    names = [page.rate(Rate(g.letter, (x.name,))) for x in g.variables]
    width = max(map(len, names))
    for name, exact in zip(names, g.values, strict=True):
        value = in_decimals(exact, display.digits)
        sign = page.signs.almost if value.is_Float else "="
        page.sheet.add((line(f"{name:<{width}} {sign} "), Style.TEXT), (page.notation.box(value, None), Style.RESULT))
    page.notes(g.notes)
    return page.finished()
