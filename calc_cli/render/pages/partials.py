"""The base of the pages of gradients, Hessians and Jacobians: the function, the point, the matrix, the answer."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

import sympy as sp

from calc_cli.calculus.equality.components import ComponentsCheck
from calc_cli.calculus.equality.verdict import Check
from calc_cli.calculus.partials.definiteness import Signs
from calc_cli.calculus.partials.hessian import Hessian
from calc_cli.calculus.partials.jacobian import Jacobian
from calc_cli.render.box import Box, beside, line, matrix
from calc_cli.render.check import words_of
from calc_cli.render.display import Page
from calc_cli.render.numbers import rounded
from calc_cli.render.page_builder import Found, PageBuilder
from calc_cli.render.sheet import Piece, Style

_MOST_ARGUMENTS = 6
"""f(x, y) names at most this many; the rest of f(x1, ..., x300) is left out."""


class PartialsPage(PageBuilder[Found]):
    """A sheet, and the paragraphs that several pages write on it."""

    @property
    def names(self) -> list[str]:
        """Return what each entry of the result is called: ∂f/∂x."""
        return [*map(self.rate, self.found.rates)]  # type: ignore[attr-defined]  # critical points ask for none

    def arguments(self, name: str, variables: Sequence[sp.Symbol]) -> str:
        """Return f(x, y)."""
        names = [self.notation.name(x.name) for x in variables]
        if len(names) > _MOST_ARGUMENTS:
            names = [*names[:2], "…" if self.signs.unicode else "...", names[-1]]
        return f"{self.notation.name(name)}({', '.join(names)})"

    def functions(self, named: Iterable[tuple[str | None, str, sp.Basic]], variables: Sequence[sp.Symbol]) -> None:
        """Write f(x, y) = x²y as it was understood, for each function its own left side, its letter and itself."""
        for name, f, typed in named:
            left = self.notation.name(name) if name else self.arguments(f, variables)
            self.formula(left, typed, Style.TEXT, typed=True)
        self.sheet.gap()

    def domain(self, conditions: Sequence[sp.Basic]) -> None:
        """Write where the formulas hold."""
        if conditions:
            self.sheet.add_text(f"for {self.notation.conditions(conditions)}", Style.ASIDE, indent=2)

    def point(self, at: Mapping[sp.Symbol, sp.Expr]) -> str:
        """Return x = 1, y = 2; only the first few coordinates of many."""
        values = [f"{self.notation.name(x.name)} = {self.notation.box(a, None).text}" for x, a in at.items()]
        if len(values) > 2 * _MOST_ARGUMENTS:
            values = [*values[:3], "…" if self.signs.unicode else "..."]
        return ", ".join(values)

    def inline(self, e: sp.Expr) -> str:
        """Return an expression on one line, in decimals if that was asked for."""
        return self.box(e, None).text

    def matrix(self, name: str, names: Sequence[str], rows: Sequence[Sequence[sp.Expr]]) -> None:
        """Write H as the matrix of ∂²f/∂x², ... and as that of the formulas; a line for each where that is too wide."""
        signs, columns = self.signs, len(rows[0])
        parts = [names[i : i + columns] for i in range(0, len(names), columns)]
        labels = matrix([[line(text) for text in row] for row in parts], signs.square)
        most = max(1, (self.display.width - len(name) - 3) // columns - 2)
        cells = [[self.box(e, most) for e in row] for row in rows]
        formulas = matrix(cells, signs.square)
        with_labels = len(name) + 3 + labels.width + 3 + formulas.width
        if with_labels <= self.display.width and labels.height == formulas.height:
            left = self.beside(f"{name} = ", labels, " = ")
            self.sheet.add((left, Style.TEXT), (formulas, Style.RESULT))
        elif len(name) + 3 + formulas.width <= self.display.width:
            self.sheet.add((line(f"{name} = "), Style.TEXT), (formulas, Style.RESULT))
        else:
            for text, e in zip(names, chain.from_iterable(rows), strict=True):
                self.formula(text, e)

    def at(
        self,
        at: Mapping[sp.Symbol, sp.Expr],
        name: str,
        values: Sequence[sp.Expr],
        together: Callable[[list[str]], Box],
        entries: Iterable[tuple[str, sp.Expr]],
    ) -> None:
        """Write the values at the point `together`, and about what they are; where that is too wide, the entries."""
        exact = together([self.inline(e) for e in values])
        pieces: list[Piece] = [(exact, Style.RESULT)]
        if not self.is_plain(values):
            about = together([self.rounded(e) for e in values])
            pieces += [(line(f" {self.signs.almost} "), Style.TEXT), (about, Style.TEXT)]
        width = sum(box.width for box, _ in pieces)
        left = f"at {self.point(at)}: {name} = "
        if len(left) + width > self.display.width:
            self.sheet.add_text(f"at {self.point(at)}:")
            left = f"  {name} = "
        if len(left) + width <= self.display.width:
            self.sheet.add((line(left), Style.TEXT), *pieces)
        elif len(left) + exact.width <= self.display.width:
            self.sheet.add((line(left), Style.TEXT), pieces[0])
            if pieces[1:]:
                self.sheet.add((line(f"  {self.signs.almost} ".rjust(len(left))), Style.TEXT), pieces[-1])
        else:
            for text, e in entries:
                self.number(text, e, indent=2)

    def matrix_at(self, at: Mapping[sp.Symbol, sp.Expr], name: str, rows: Sequence[Sequence[sp.Expr]]) -> None:
        """Write the matrix at the point, of one that is too wide the entries that are not 0."""
        width = len(rows[0])

        def together(cells: list[str]) -> Box:
            parts = [cells[i : i + width] for i in range(0, len(cells), width)]
            return matrix([[line(cell) for cell in part] for part in parts], self.signs.square)

        places = ((f"{name}[{i},{j}]", e) for i, row in enumerate(rows, start=1) for j, e in enumerate(row, start=1))
        self.at(at, name, [*chain.from_iterable(rows)], together, ((place, e) for place, e in places if not e.is_zero))

    def is_plain(self, values: Sequence[sp.Expr]) -> bool:
        """Return True if the exact values need no decimals behind them."""
        return (
            self.display.digits is not None or any(v.free_symbols for v in values) or all(v.is_Integer for v in values)
        )

    def rounded(self, value: sp.Expr) -> str:
        """Return a number to a few digits; an integer as it is."""
        if value.is_Integer:
            return self.notation.box(value, None).text
        return self.signs.number(rounded(value))

    def number(self, left: str, value: sp.Expr, indent: int = 0) -> None:
        """Write left = √2 ≈ 1.41421."""
        behind = "" if self.is_plain([value]) else f" {self.signs.almost} {self.rounded(value)}"
        self.equation(left, self.box(value, self.display.width - 4), behind=behind, indent=indent)

    def answer(self, check: Check | None, names: Sequence[str], whole: str) -> None:
        """Write the verdict on the `whole`; of each component that is not right, under its name, why."""
        if not isinstance(check, ComponentsCheck):
            self.check(check, whole)
            return
        self.sheet.gap()
        words = words_of(self.notation, whole)
        self.verdict(words.verdict(check), check.is_correct)
        for name, component in zip(names, check.components, strict=True):
            self.sentences(replace(words, expected=name).sentences(component))
        self.sentences(words.mistakes(check.diagnosis))

    def beside(self, *parts: Box | str) -> Box:
        """Return boxes and words beside each other."""
        return beside([line(part) if isinstance(part, str) else part for part in parts])


_TOLD = {
    "local minimum": "a strict local minimum",
    "local maximum": "a strict local maximum",
    "saddle point": "a saddle point",
    "undecided": "the second-derivative test does not tell its kind",
}


class HessianPage(PartialsPage[Hessian]):
    """One method a paragraph."""

    def write(self) -> None:
        self.functions([(self.found.name, self.found.letter, self.found.typed)], self.found.variables)
        self.formulas()
        self.values()
        self.answer(self.found.check, self.names, "the Hessian")

    def formulas(self) -> None:
        self.matrix("H", self.names, self.found.result)
        self.domain(self.found.domain)

    def values(self) -> None:
        """Write the matrix at the point, the signs of its eigenvalues, and the kind of a critical point."""
        h = self.found
        if h.values is None or h.at is None:
            return
        self.sheet.gap()
        self.matrix_at(h.at, "H", h.values)
        if h.signs is not None:
            self.sheet.add_text(f"{_counted(h.signs)}: H is {h.signs.definiteness}")
        self.sheet.add_text(self.told(h.gradient))

    def told(self, gradient: Sequence[sp.Expr]) -> str:
        h = self.found
        shown = f"{self.signs.nabla}{self.notation.name(h.letter)} = [{', '.join(self.inline(p) for p in gradient)}]"
        if h.is_critical is None:
            return f"whether the gradient vanishes here is not decided: {shown}"
        if not h.is_critical:
            return f"not a critical point: {shown}"
        if h.signs is None and h.are_continuous:
            return f"a critical point, {shown}; the signs of the eigenvalues are not decided"
        return f"a critical point, {shown}: {_TOLD[h.kind or 'undecided']}"


def _counted(signs: Signs) -> str:
    parts = [(signs.positive, "positive"), (signs.negative, "negative"), (signs.zero, "zero")]
    told = [f"{count} {name}" for count, name in parts if count]
    return f"eigenvalues: {', '.join(told)}"


HESSIAN = Page(HessianPage.pretty)


class JacobianPage(PartialsPage[Jacobian]):
    """One method a paragraph."""

    def write(self) -> None:
        self.understood()
        self.formulas()
        self.values()
        self.determinant()
        self.answer(self.found.check, self.names, "the Jacobian")

    def understood(self) -> None:
        j = self.found
        names = j.names if len(j.names) > 1 else (j.names[0] or j.name,)
        self.functions(zip(names, j.letters, j.typed, strict=True), j.variables)

    def formulas(self) -> None:
        self.matrix("J", self.names, self.found.result)
        self.domain(self.found.domain)

    def values(self) -> None:
        j = self.found
        if j.values is not None and j.at is not None:
            self.sheet.gap()
            self.matrix_at(j.at, "J", j.values)

    def determinant(self) -> None:
        determinant = self.found.determinant
        if determinant is None:
            return
        if self.found.values is None or determinant.free_symbols:
            self.formula("det J", determinant)
        else:
            self.number("det J", determinant)


JACOBIAN = Page(JacobianPage.pretty)
