"""A Jacobian on a page: the functions, the matrix with a row for each, its values at the point, the determinant."""

from calc_cli.calculus.partials.jacobian import Jacobian
from calc_cli.render.display import Display
from calc_cli.render.page import Page
from calc_cli.render.pages.partials import PartialsPage


def pretty(j: Jacobian, display: Display) -> str:
    """Return the page as text, with colours if `display` has them."""
    page = JacobianPage(j, display)
    page.understood()
    page.formulas()
    page.values()
    page.determinant()
    page.verdict()
    page.notes(j.notes)
    return page.finished()


PAGE = Page(pretty)


class JacobianPage(PartialsPage):
    """One method a paragraph."""

    def __init__(self, j: Jacobian, display: Display) -> None:
        super().__init__(display)
        self.j = j
        self.names = [*map(self.rate, j.rates)]

    def understood(self) -> None:
        j = self.j
        names = j.names if len(j.names) > 1 else (j.names[0] or j.name,)
        self.functions(zip(names, j.letters, j.typed, strict=True), j.variables)

    def formulas(self) -> None:
        self.matrix("J", self.names, self.j.result)
        self.domain(self.j.domain)

    def values(self) -> None:
        j = self.j
        if j.values is not None and j.at is not None:
            self.sheet.gap()
            self.at(j.at, "J", j.values)

    def determinant(self) -> None:
        determinant = self.j.determinant
        if determinant is None:
            return
        if self.j.values is None or determinant.free_symbols:
            self.formula("det J", determinant)
        else:
            self.number("det J", determinant)

    def verdict(self) -> None:
        if self.j.check is not None:
            self.answer(self.j.check, self.names, "the Jacobian")
