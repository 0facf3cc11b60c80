"""A Jacobian on a page: the functions, the matrix with a row for each, its values at the point, the determinant."""

from calc_cli.calculus.partials.jacobian import Jacobian
from calc_cli.render.look import Look
from calc_cli.render.results.partials import function_names, partial
from calc_cli.render.results.partials_page import PartialsPage


def page(j: Jacobian, look: Look) -> str:
    """Return the page as text, with colours if `look` has them."""
    page = _Page(j, look)
    page.understood()
    page.formulas()
    page.values()
    page.determinant()
    page.verdict()
    page.notes(j.notes)
    return page.sheet.text(color=look.color)


class _Page(PartialsPage):
    """One method a paragraph."""

    def __init__(self, j: Jacobian, look: Look) -> None:
        super().__init__(look)
        self.j = j
        self.functions = function_names(j)
        self.rows = [[partial(f, x.name, self.signs) for x in j.variables] for f in self.functions]

    def understood(self) -> None:
        j = self.j
        names = j.names if len(j.names) > 1 else (j.names[0] or j.name,)
        for f, name, f_typed in zip(self.functions, names, j.typed, strict=True):
            self.function(self.notation.name(name) if name else self.arguments(f, j.variables), f_typed)
        self.sheet.gap()

    def formulas(self) -> None:
        self.matrix("J", self.rows, self.j.result)
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
            self.component("det J", determinant)
        else:
            self.number("det J", determinant)

    def verdict(self) -> None:
        if self.j.check is not None:
            self.answer(self.j.check, [name for row in self.rows for name in row], "the Jacobian")
