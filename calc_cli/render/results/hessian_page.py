"""A Hessian on a page: the function, the matrix, its values at the point, and what kind of point that is."""

from collections.abc import Sequence

import sympy as sp

from calc_cli.calculus.partials.definiteness import Signs
from calc_cli.calculus.partials.hessian import Hessian
from calc_cli.render.look import Look
from calc_cli.render.results.partials import letter, second_partial
from calc_cli.render.results.partials_page import PartialsPage

_TOLD = {
    "local minimum": "a strict local minimum",
    "local maximum": "a strict local maximum",
    "saddle point": "a saddle point",
    "undecided": "the second-derivative test does not tell its kind",
}


def page(h: Hessian, look: Look) -> str:
    """Return the page as text, with colours if `look` has them."""
    page = _Page(h, look)
    page.understood()
    page.formulas()
    page.values()
    page.verdict()
    page.notes(h.notes)
    return page.sheet.text(color=look.color)


class _Page(PartialsPage):
    """One method a paragraph."""

    def __init__(self, h: Hessian, look: Look) -> None:
        super().__init__(look)
        self.h = h
        self.f = letter(h.name, h.typed)
        self.names = [second_partial(self.f, x.name, y.name, self.signs) for x in h.variables for y in h.variables]

    def understood(self) -> None:
        h = self.h
        self.function(self.notation.name(h.name) if h.name else self.arguments(self.f, h.variables), h.typed)
        self.sheet.gap()

    def formulas(self) -> None:
        n = len(self.h.variables)
        names = [self.names[i * n : (i + 1) * n] for i in range(n)]
        self.matrix("H", names, self.h.result)
        self.domain(self.h.domain)

    def values(self) -> None:
        """The matrix at the point, the signs of its eigenvalues, and the kind of a critical point."""
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
        shown = f"{self.signs.nabla}{self.notation.name(self.f)} = [{', '.join(self.inline(p) for p in gradient)}]"
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
