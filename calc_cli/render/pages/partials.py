"""The pages of gradients, Hessians and Jacobians: the function, the derivatives, the point, what else is known."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any, TypeVar

import sympy as sp

from calc_cli.calculus.equality.components import ComponentsCheck
from calc_cli.calculus.equality.verdict import Check
from calc_cli.calculus.graph.graph import NumericGradient
from calc_cli.calculus.partials.gradient import Gradient
from calc_cli.calculus.partials.jacobian import Hessian, Jacobian
from calc_cli.calculus.partials.partials import PartialDerivatives
from calc_cli.calculus.result import Rate
from calc_cli.render.box import Box, Piece, Style, beside, column, levelled, line, matrix
from calc_cli.render.check import words_of
from calc_cli.render.display import Display, Page
from calc_cli.render.numbers import in_decimals, rounded
from calc_cli.render.page_builder import PageBuilder

Kind = TypeVar("Kind", bound=PartialDerivatives)


class PartialsPage(PageBuilder[Kind]):
    """The paragraphs in their order; what a result is called is its `whole`, and `letter` in formulas."""

    letter: str
    whole: str

    def write(self) -> None:
        found = self.found
        self.definitions(self.understood(), found.variables)
        self.formulas()
        self.domain(found.domain)
        if found.at is not None and found.values is not None:
            self.sheet.gap()
            self.values(found.at, found.values)
        self.more()
        self.answer(found.check)

    def understood(self) -> Iterable[tuple[str | None, str, sp.Basic]]:
        """Return each function with its left side, if it has one, and its letter."""
        return [(self.found.name, self.found.letters[0], self.found.typed)]

    def formulas(self) -> None:
        """Write the matrix of the formulas."""
        self.matrix(self.letter, self.names, self.found.result)

    def values(self, at: Mapping[sp.Symbol, sp.Expr], values: tuple[Any, ...]) -> None:
        """Write the values at the point."""
        self.matrix_at(at, self.letter, values)

    def more(self) -> None:
        """Write what only this kind of result has."""

    @property
    def names(self) -> list[str]:
        """Return what each entry of the result is called: ∂f/∂x."""
        return [*map(self.rate, self.found.rates)]

    def inline(self, e: sp.Expr) -> str:
        """Return an expression on one line, in decimals if that was asked for."""
        return self.box(e, None).text

    def matrix(self, name: str, names: Sequence[str], rows: Sequence[Sequence[sp.Expr]]) -> None:
        """Write H as the matrix of ∂²f/∂x², ... and as that of the formulas; a line for each where that is too wide."""
        signs, columns = self.signs, len(rows[0])
        parts = [names[i : i + columns] for i in range(0, len(names), columns)]
        labels = matrix([[line(text) for text in row] for row in parts], signs.square)
        formulas = matrix([[self.box(e, self.display.width) for e in row] for row in rows], signs.square)
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
        about = [] if self.is_plain(values) else [together([self.rounded(e) for e in values])]
        sign, left = f" {self.signs.almost} ", f"at {self.point(at)}: {name} = "
        width = exact.width + sum(len(sign) + box.width for box in about)
        if len(left) + width > self.display.width:
            self.sheet.add_text(f"at {self.point(at)}:")
            left = f"  {name} = "
        if len(left) + exact.width > self.display.width:
            for text, e in entries:
                self.quantity(text, e, indent=2)
            return
        pieces: list[Piece] = [(line(left), Style.TEXT), (exact, Style.RESULT)]
        if about and len(left) + width > self.display.width:
            self.sheet.add(*pieces)
            pieces, sign = [], sign.rjust(len(left))
        self.sheet.add(*pieces, *(piece for box in about for piece in ((line(sign), Style.TEXT), (box, Style.TEXT))))

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
        are_known = any(v.free_symbols for v in values) or all(v.is_Integer for v in values)
        return self.display.digits is not None or are_known

    def rounded(self, value: sp.Expr) -> str:
        """Return a number to a few digits; an integer as it is."""
        if value.is_Integer:
            return self.text(value)
        return self.signs.number(rounded(value))

    def answer(self, check: Check | None) -> None:
        """Write the verdict on the whole; of each component that is not right, under its name, why."""
        if not isinstance(check, ComponentsCheck):
            self.check(check, self.whole)
            return
        self.sheet.gap()
        words = words_of(self.notation, self.whole)
        self.verdict(words.verdict(check), check.is_correct)
        for name, component in zip(self.names, check.components, strict=True):
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
    """The signs of the eigenvalues below the matrix, and the kind of a critical point."""

    letter = "H"
    whole = "the Hessian"

    def values(self, at: Mapping[sp.Symbol, sp.Expr], values: tuple[Any, ...]) -> None:
        super().values(at, values)
        if (signs := self.found.signs) is not None:
            parts = ((signs.positive, "positive"), (signs.negative, "negative"), (signs.zero, "zero"))
            counted = ", ".join(f"{count} {name}" for count, name in parts if count)
            self.sheet.add_text(f"eigenvalues: {counted}: H is {signs.definiteness}")
        self.sheet.add_text(self.told(self.found.gradient))

    def told(self, gradient: Sequence[sp.Expr]) -> str:
        h = self.found
        name = self.notation.name(h.letters[0])
        shown = f"{self.signs.nabla}{name} = [{', '.join(map(self.inline, gradient))}]"
        if h.is_critical is None:
            return f"whether the gradient vanishes here is not decided: {shown}"
        if not h.is_critical:
            return f"not a critical point: {shown}"
        if h.signs is None and h.are_continuous:
            return f"a critical point, {shown}; the signs of the eigenvalues are not decided"
        return f"a critical point, {shown}: {_TOLD[h.kind or 'undecided']}"


class JacobianPage(PartialsPage[Jacobian]):
    """The determinant below the matrix."""

    letter = "J"
    whole = "the Jacobian"

    def understood(self) -> Iterable[tuple[str | None, str, sp.Basic]]:
        j = self.found
        return zip(j.names if len(j.names) > 1 else (j.names[0] or j.name,), j.letters, j.typed, strict=True)

    def more(self) -> None:
        determinant = self.found.determinant
        if determinant is not None:
            self.quantity("det J", determinant, indent=0)


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
        unit = f"[{', '.join(self.text(u) for u in slope.direction.unit)}]"
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
        names = [self.rate(Rate(g.letter, (x.name,))) for x in g.tape.variables]
        width = max(map(len, names))
        for name, exact in zip(names, g.gradient, strict=True):
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
