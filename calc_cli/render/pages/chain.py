"""The chain rule on a page: the tree of dependence, the rule along its paths, the matrices, the result, the numbers."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import sympy as sp

from calc_cli.algebra.functions import symbol
from calc_cli.calculus.chain.chain import Chain
from calc_cli.calculus.chain.system import Path
from calc_cli.calculus.chain.totals import Edge, Total
from calc_cli.render.box import FIRM, Box, Piece, Style, filled, firm, line, matrix as in_brackets, tree
from calc_cli.render.display import Display, Page
from calc_cli.render.latex import as_latex
from calc_cli.render.page_builder import PageBuilder

_MOST_LINES = 60
"""A larger tree is told as a list of equations, and a longer list is cut."""

_MOST_TOTALS = 24
"""Of more derivatives, only the results are shown."""

_LARGEST_MATRIX = 8
_MOST_MATRICES = 4


def latex(found: Chain, display: Display) -> str:
    """Return the derivatives, after the steps of the local ones if these were asked for."""
    answer = as_latex(replace(found, steps=()), display)
    if not found.steps or display.line is not None:
        return answer
    from calc_cli.render.steps import aligned  # only who wants to read steps pays for this import

    return "\n".join([aligned(found.steps), r"\[", answer, r"\]"])


class ChainPage(PageBuilder[Chain]):
    """One method a paragraph."""

    def __init__(self, found: Chain, display: Display) -> None:
        super().__init__(found, display)
        self.system = found.system
        self.totals = [total for row in found.totals for total in row]

    def write(self) -> None:
        self.dependence()
        self.derivations()
        self.rules()
        self.product()
        self.numbers()
        self.check(self.found.check)

    # The tree

    def dependence(self) -> None:
        """Each output with its equation, and under it what it is computed from."""
        rows = self.tree_rows()
        rows = self.list_rows() if rows is None else rows
        left = max((len(text) for text, _ in rows), default=0)
        for text, slope in rows:
            pieces: list[Piece] = [(line(text), Style.TEXT)]
            if slope:
                pieces.append((line(" " * (left - len(text) + 3) + slope), Style.ASIDE))
            self.sheet.add(*pieces)

    def derivations(self) -> None:
        """Write the steps of each local derivative, if they were asked for."""
        if self.found.steps:
            self.sheet.gap()
            self.steps(self.found.steps)

    def tree_rows(self) -> list[tuple[str, str]] | None:
        """Return the lines of the tree, with the derivative along each edge; None if the tree is too large."""
        rows: list[tuple[str, str]] = []
        drawn: set[sp.Symbol] = set()
        for output in self.system.outputs:
            for indent, way in tree(output, lambda name: self.below(name, drawn), unicode=self.display.unicode):
                text = indent + self.node(way[-1], drawn)
                if len(rows) == _MOST_LINES or len(text) > self.display.width:
                    return None
                rows.append((text, self.edge(way)))
        left = max(len(text) for text, _ in rows)
        is_wide = any(slope and left + 3 + len(slope) > self.display.width for _, slope in rows)
        if is_wide:
            rows = [(text, "") for text, _ in rows] + [("", "")] + [(slope, "") for slope in self.slopes()]
        return rows

    def below(self, name: sp.Symbol, drawn: set[sp.Symbol]) -> Path:
        """Return the nodes to draw under a name: none the second time."""
        if name in drawn:
            return ()
        drawn.add(name)
        return self.system.parents.get(name, ())

    def node(self, name: sp.Symbol, drawn: set[sp.Symbol]) -> str:
        if name not in self.system.formulas:
            return self.signs.name(name.name)
        if name in drawn:
            return f"{self.signs.name(name.name)} (above)"
        return self.written(name)

    def written(self, name: sp.Symbol) -> str:
        right = self.text(self.system.formulas[name].typed, typed=True)
        return f"{self.signs.name(name.name)} = {right}"

    def edge(self, way: Path) -> str:
        return "" if len(way) == 1 or (way[-2], way[-1]) not in self.found.locals else self.slope(way[-2], way[-1])

    def slope(self, name: sp.Symbol, parent: sp.Symbol) -> str:
        """∂y/∂u = 2u; nothing for an unknown function, whose derivative reads as the left side does."""
        left = self.local(name, parent)
        right = self.text(self.found.locals[name, parent])
        return left if left == right else f"{left} = {right}"

    def local(self, name: sp.Symbol, parent: sp.Symbol) -> str:
        return self.rate(self.system.local_rate(name, parent))

    def slopes(self) -> list[str]:
        return list(dict.fromkeys(self.slope(*edge) for edge in self.found.locals))

    def list_rows(self) -> list[tuple[str, str]]:
        names = [*reversed(self.system.order)]
        rows = [(self.written(name), "") for name in names[:_MOST_LINES]]
        if len(names) > _MOST_LINES:
            rows.append((f"and {len(names) - _MOST_LINES} more equations", ""))
        return rows

    # The rule

    def rules(self) -> None:
        """For each output and variable, the rule in symbols, with the derivatives put in, and the result."""
        for total in self.totals[:_MOST_TOTALS]:
            self.sheet.gap()
            self.rule(total)
        if len(self.totals) > _MOST_TOTALS:
            self.sheet.gap()
            self.sheet.add_text(f"and {len(self.totals) - _MOST_TOTALS} more derivatives", Style.ASIDE)

    def rule(self, total: Total) -> None:
        left = f"{self.total(total.output, total.variable)} = "
        if total.count == 0:
            self.sheet.add((line(f"{left}0"), Style.RESULT))
            return
        if total.count > 1 or len(total.paths[0]) > 2:
            self.terms(left, self.leibniz_terms(total))
            left = " " * (len(left) - 2) + "= "
        shown = {self.text(total.result)} if total.result is not None else set()
        if total.paths:
            put_in = [self.put_in(path) for path in total.paths]
            whole = " + ".join(put_in)
            if whole not in shown:
                self.terms(left, put_in)
                left = " " * (len(left) - 2) + "= "
        self.result(left, total)
        self.held(total)

    def leibniz_terms(self, total: Total) -> list[str]:
        """Return a product for each path; of too many paths, one for each variable that the output comes from."""
        dot = self.signs.dot
        if total.paths:
            return [dot.join(self.local(*edge) for edge in pairwise(path)) for path in total.paths]
        live = self.system.reaches([total.variable])
        terms = []
        for parent in self.system.parents[total.output]:
            if parent in live:
                local = self.local(total.output, parent)
                rest = "" if parent == total.variable else dot + self.total(parent, total.variable)
                terms.append(local + rest)
        return terms

    def total(self, name: sp.Symbol, x: sp.Symbol) -> str:
        return self.rate(self.system.total_rate(name, x))

    def put_in(self, path: Path) -> str:
        slopes = [self.found.locals[edge] for edge in pairwise(path)]
        return self.notation.factors(slopes)

    def terms(self, left: str, terms: Sequence[str]) -> None:
        """Write a sum after `left`, broken before + where there is no room, and a product that is too long at a dot."""
        room = max(1, self.display.width - len(left))
        words = [
            firm(term) if len(term) <= room - 2 else term.replace(self.signs.dot, f"{self.signs.dot} ")
            for term in terms
        ]
        for row in filled(f" +{FIRM}".join(words), room):
            self.sheet.add((line(left + row), Style.TEXT))
            left = " " * len(left)

    def result(self, left: str, total: Total) -> None:
        if total.result is None:
            if total.paths:
                return
            self.sheet.add_text(f"a sum over {total.count:,} paths, too long to write out", Style.ASIDE, indent=2)
            return
        self.formula(left.removesuffix(" = "), total.result, after=self.holds_for(total.domain))

    def held(self, total: Total) -> None:
        """Explain the index of a partial derivative."""
        for name, parent in dict.fromkeys(e for path in total.paths for e in pairwise(path)):
            rate = self.system.local_rate(name, parent)
            if rate.held:
                names = " and ".join(map(self.signs.name, rate.held))
                verb = "is" if len(rate.held) == 1 else "are"
                self.sheet.add_text(f"in {self.rate(rate)}, {names} {verb} held fixed", Style.ASIDE, indent=2)

    # The matrices

    def product(self) -> None:
        """Write the rule as a product of matrices with the last gradient, where there is a layer between."""
        found = self.found
        sizes = [len(layer) for layer in found.layers]
        is_needed = len(found.layers) > 2 and max(sizes[:-1]) > 1
        if not is_needed or max(sizes) > _LARGEST_MATRIX or len(found.matrices) > _MOST_MATRICES:
            return
        *befores, last = [self.vector(layer) for layer in found.layers]
        between = [self.signs.name(f"A{i + 1}") if len(befores) > 2 else "A" for i in range(len(befores) - 1)]
        labels = [*between, self.gradient(befores[-1], last)]
        self.sheet.gap()
        self.sheet.add_text(f"{self.gradient(befores[0], last)} = {' '.join(labels)}")
        self.vectors()
        parts = zip(labels, found.matrices, found.edges, found.layers, found.layers[1:], strict=False)
        for label, matrix, edges, rows, names in parts:
            cells = [[self.notation.box(e, None) for e in row] for row in matrix]
            box = in_brackets(cells, self.signs.square)
            if len(label) + 3 + box.width > self.display.width:
                box = in_brackets([[line(self.entry(edge)) for edge in row] for row in edges], self.signs.square)
            if len(label) + 3 + box.width <= self.display.width:
                self.sheet.gap()
                self.matrix(label, box, f"   rows {self.listed(rows)}, columns {self.listed(names)}")

    def entry(self, edge: Edge | None) -> str:
        """Return the entry of a matrix in symbols, where there is no room for what it is."""
        if edge is None:
            return "0"
        return self.local(*edge) if edge in self.found.locals else "1"

    def matrix(self, label: str, box: Box, meaning: str) -> None:
        pieces: list[Piece] = [(line(f"{label} = "), Style.TEXT), (box, Style.TEXT)]
        if len(label) + 3 + box.width + len(meaning) <= self.display.width:
            pieces.append((line(meaning), Style.ASIDE))
        self.sheet.add(*pieces)

    def gradient(self, wrt: str, of: str) -> str:
        return f"∇{wrt} {of}" if self.display.unicode else f"grad_{wrt} {of}"

    def vector(self, names: Path) -> str:
        """Return the letter that names with a number have in common, else all of them."""
        letter = names[0].name.rstrip("0123456789_")
        is_common = all(re.fullmatch(rf"{letter}_?\d+", name.name) for name in names)
        if len(names) > 1 and is_common and symbol(letter) not in self.system.children:
            return self.signs.name(letter)
        listed = self.listed(names)
        return listed if len(names) == 1 else f"({listed})"

    def listed(self, names: Path) -> str:
        return ", ".join(self.signs.name(name.name) for name in names)

    def vectors(self) -> None:
        """Write the names that the letters of the layers stand for."""
        told = [(self.vector(layer), self.listed(layer)) for layer in self.found.layers]
        meanings = [f"{letter} = ({names})" for letter, names in told if names not in (letter, letter[1:-1])]
        if meanings:
            self.sheet.add_text(f"with {', '.join(meanings)}", Style.ASIDE)

    # The numbers

    def numbers(self) -> None:
        """At the point: the variables between, the local derivatives, the result."""
        found = self.found
        if found.at is None or found.values is None:
            return
        self.sheet.gap()
        self.sheet.add_text(f"at {self.point(found.at)}:")
        for name in self.system.order:
            if name in found.values:
                self.quantity(self.signs.name(name.name), found.values[name], Style.TEXT)
        for edge, slope in (found.slopes or {}).items():
            self.quantity(self.local(*edge), slope, Style.TEXT)
        for total in self.totals:
            if total.value is not None:
                self.quantity(self.total(total.output, total.variable), total.value)


PAGE = Page(ChainPage.pretty, latex=latex)
