"""A Hessian on a page: the function, the matrix, its values at the point, and what kind of point that is."""

from collections.abc import Sequence

import sympy as sp

from calc_cli.calculus.partials.definiteness import Signs
from calc_cli.calculus.partials.hessian import Hessian
from calc_cli.render.display import Display
from calc_cli.render.page import Page
from calc_cli.render.pages.partials import PartialsPage

_TOLD = {
    "local minimum": "a strict local minimum",
    "local maximum": "a strict local maximum",
    "saddle point": "a saddle point",
    "undecided": "the second-derivative test does not tell its kind",
}


def pretty(h: Hessian, display: Display) -> str:
    """Return the page as text, with colours if `display` has them."""
    page = HessianPage(h, display)
    page.understood()
    page.formulas()
    page.values()
    page.verdict()
    page.notes(h.notes)
    return page.finished()


PAGE = Page(pretty)


class HessianPage(PartialsPage):
    """One method a paragraph."""

    def __init__(self, h: Hessian, display: Display) -> None:
        super().__init__(display)
        self.h = h
        self.names = [*map(self.rate, h.rates)]

    def understood(self) -> None:
        self.functions([(self.h.name, self.h.letter, self.h.typed)], self.h.variables)

    def formulas(self) -> None:
        self.matrix("H", self.names, self.h.result)
        self.domain(self.h.domain)

    def values(self) -> None:
        """Write the matrix at the point, the signs of its eigenvalues, and the kind of a critical point."""
        h = self.h
        if h.values is None or h.at is None:
            return
        self.sheet.gap()
        self.at(h.at, "H", h.values)
        if h.signs is not None:
            self.sheet.add_text(f"{_counted(h.signs)}: H is {h.signs.definiteness}")
        self.sheet.add_text(self.told(h.gradient))

    def told(self, gradient: Sequence[sp.Expr]) -> str:
        h = self.h
        shown = f"{self.signs.nabla}{self.notation.name(h.letter)} = [{', '.join(self.inline(p) for p in gradient)}]"
        if h.is_critical is None:
            return f"whether the gradient vanishes here is not decided: {shown}"
        if not h.is_critical:
            return f"not a critical point: {shown}"
        if h.signs is None and h.are_continuous:
            return f"a critical point, {shown}; the signs of the eigenvalues are not decided"
        return f"a critical point, {shown}: {_TOLD[h.kind or 'undecided']}"

    def verdict(self) -> None:
        if self.h.check is not None:
            self.answer(self.h.check, self.names, "the Hessian")


def _counted(signs: Signs) -> str:
    parts = [(signs.positive, "positive"), (signs.negative, "negative"), (signs.zero, "zero")]
    told = [f"{count} {name}" for count, name in parts if count]
    return f"eigenvalues: {', '.join(told)}"
