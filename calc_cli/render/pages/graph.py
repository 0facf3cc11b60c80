"""A computation graph on a page: the walk forward with values, the walk backward with adjoints, the gradient."""

from collections.abc import Callable, Iterator, Sequence

import sympy as sp

from calc_cli.calculus.graph.graph import Edge, Graph, GraphNode
from calc_cli.render.as_text import as_plain
from calc_cli.render.box import Style, firm, line
from calc_cli.render.display import Display, Page
from calc_cli.render.numbers import SHOWN_DIGITS, nearest
from calc_cli.render.page_builder import PageBuilder
from calc_cli.render.plain import plain as on_one_line

_LONGEST_EXACT = 12
"""An exact number that is longer is shown in decimals alone."""

LONGEST_EXPRESSION = 1_000
"""The expression is shown above the graph if the tape has no more entries than this."""

BAR = "\u0304"
"""Combined with the letter before it, the adjoint's bar; it takes no room."""

_INDENT = 2


_Row = tuple[str, str, str, str]
"""name = formula = numbers ≈ value, all but the name with their signs; what is empty is left out."""


def plain(g: Graph, display: Display) -> str:
    """Return the gradient at the point, or without a point the operations in their order, on one line."""
    if g.at is not None:
        return as_plain(g, display)
    return "; ".join(f"{node.symbol} = {on_one_line(node.operation, typed=True)}" for node in g.nodes)


def save(g: Graph, display: Display) -> None:
    """Save the drawing in the reader's file."""
    from calc_cli.render.graph_file import save_drawing

    save_drawing(g, display)


class GraphPage(PageBuilder[Graph]):
    """One method a paragraph."""

    def write(self) -> None:
        self.heading()
        self.sheet.gap()
        self.sheet.add_text("Forward, the values:" if self.found.at else "Forward:", Style.ASIDE)
        self.rows([self.forward(node) for node in self.found.nodes])
        self.sheet.gap()
        last = self.name(self.found.nodes[-1])
        meaning = f"{self.adjoint('v')} = {self.signs.partial}{last}/{self.signs.partial}v"
        self.sheet.add_text(f"Backward, the adjoints {meaning.replace('v', last[0])}:", Style.ASIDE)
        self.rows(list(self.backward()))
        self.sheet.gap()
        self.sheet.add_text("The gradient:", Style.ASIDE)
        self.gradient()

    def heading(self) -> None:
        """Write the expression and the point."""
        g = self.found
        called = self.called()
        if len(g.tape.entries) <= LONGEST_EXPRESSION:
            room = self.display.width - len(called) - 3
            expression = self.notation.box(g.tape.expression(g.tape.result), room, typed=True)
            self.sheet.add((line(f"{called} = "), Style.TEXT), (expression, Style.TEXT))
        if g.at:
            self.sheet.add_text(f"at {self.point(g.at)}")

    def called(self) -> str:
        """Return the function's name: as it was given, else f, if no other function or variable is."""
        if self.found.name:
            return self.notation.name(self.found.name)
        return next(letter for letter in "fFghGH" if letter not in self.found.tape.letters or letter == "H")

    # Rows

    def forward(self, node: GraphNode) -> _Row:
        value = "" if node.value is None or node.operation == node.value else self.number(node.value)
        return self.name(node), f"= {self.text(node.operation, typed=True)}", "", value

    def backward(self) -> Iterator[_Row]:
        for node, users, formula in _adjoints(self.found, self.share):
            value = self.number(node.adjoint) if users and node.adjoint is not None else ""
            yield self.adjoint(self.name(node)), f"= {formula}", self.in_numbers(users), value

    def share(self, user: GraphNode, edge: Edge) -> str:
        """One use: the adjoint of the node that uses it, times the local derivative."""
        adjoint = self.adjoint(self.name(user))
        if edge.derivative is None:
            source = self.name(self.found.nodes[edge.source])
            return f"{adjoint}{self.signs.dot}{self.signs.partial}{self.name(user)}/{self.signs.partial}{source}"
        return f"{adjoint}{self.signs.dot}{self.factor(edge.derivative)}"

    def in_numbers(self, users: Sequence[tuple[GraphNode, Edge]]) -> str:
        """Return the same sum with numbers in it, after = or ≈."""
        pairs = [(user.adjoint, edge.value) for user, edge in users]
        shares = [[self.factor_in_numbers(number) for number in pair if number is not None] for pair in pairs]
        if not self.found.at or not shares:
            return ""
        sign = "=" if all(is_exact for share in shares for _, is_exact in share) else self.signs.almost
        return f"{sign} " + " + ".join(self.signs.dot.join(text for text, _ in share) for share in shares)

    def gradient(self) -> None:
        rows = []
        called = self.called().partition("(")[0]
        for node in self.found.nodes[: len(self.found.tape.variables)]:
            variable = self.notation.name(str(node.operation))
            name = f"{self.signs.partial}{called}/{self.signs.partial}{variable}"
            value = "" if node.adjoint is None else self.number(node.adjoint)
            rows.append((name, f"= {self.adjoint(self.name(node))}", "", value))
        self.rows(rows, Style.RESULT)

    def rows(self, rows: Sequence[_Row], style: Style = Style.TEXT) -> None:
        """Add rows, in columns if these are not too wide."""
        widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
        in_columns = _INDENT + sum(width + 1 for width in widths if width) - 1 <= self.display.width
        for name, *cells in rows:
            padded = " " * (widths[0] - _width(name)) + name
            if in_columns:
                cells = [cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths[1:], strict=True)]
            self.row(padded, [cell for cell in cells if cell], style)

    def row(self, name: str, cells: Sequence[str], style: Style) -> None:
        """Write the cells beside each other, the last one in the style, or below each other."""
        text = " ".join([name, *cells[:-1], ""])
        if _INDENT + _width(text) + _width(cells[-1].rstrip()) <= self.display.width:
            self.sheet.add((line(text), Style.TEXT), (line(cells[-1].rstrip()), style), indent=_INDENT)
            return
        is_beside = _INDENT + _width(name) + 1 + _width(cells[0]) <= self.display.width
        self.sheet.add((line(f"{name} {cells[0]}" if is_beside else name), Style.TEXT), indent=_INDENT)
        for cell in cells[is_beside:]:
            self.sheet.add_text(firm(cell), style, indent=_INDENT + _width(name) + 1)

    # Names and numbers

    def name(self, node: GraphNode) -> str:
        return self.notation.name(node.symbol.name)

    def adjoint(self, name: str) -> str:
        return f"{name[0]}{BAR}{name[1:]}" if self.signs.unicode else f"d{name}"

    def factor(self, e: sp.Expr) -> str:
        text = self.text(e)
        loose = e.is_Add or e.is_Piecewise or text.startswith(self.signs.minus) or (e.is_Rational and not e.is_Integer)
        return f"({text})" if loose else text

    def number(self, value: sp.Expr) -> str:
        """= √3/2 ≈ 0.866025, or only one of the two."""
        rounded = f"{self.signs.almost} {self.rounded(value)}"
        if value.is_Float or (self.display.digits is not None and not value.is_Integer):
            return rounded
        text = self.text(value)
        if value.is_Rational and len(text) <= _LONGEST_EXACT:
            return f"= {text}"
        return f"= {text} {rounded}" if len(text) <= _LONGEST_EXACT else rounded

    def factor_in_numbers(self, value: sp.Expr) -> tuple[str, bool]:
        """Return a number within a product, and whether it is exact."""
        text = self.text(value) if value.is_Rational else ""
        is_exact = 0 < len(text) <= SHOWN_DIGITS
        if not is_exact:
            text = self.rounded(value)
        return (f"({text})" if "/" in text or text.startswith(self.signs.minus) else text), is_exact

    def rounded(self, value: sp.Expr) -> str:
        digits = self.display.digits or SHOWN_DIGITS
        return self.signs.number(nearest(value, digits))


def _width(text: str) -> int:
    return len(text) - text.count(BAR)


_Use = tuple[GraphNode, Edge]


def _adjoints(g: Graph, share: Callable[[GraphNode, Edge], str]) -> Iterator[tuple[GraphNode, Sequence[_Use], str]]:
    """Yield each node from the last one back, with those that hand their adjoints on to it, and its own as a sum."""
    uses: list[list[_Use]] = [[] for _ in g.nodes]
    for node in g.nodes:
        for edge in node.edges:
            if edge.derivative != 0 and (g.at is None or edge.value is not None):
                uses[edge.source].append((node, edge))
    *others, last = zip(g.nodes, uses, strict=True)
    yield last[0], (), "1"
    for node, users in reversed(others):
        yield node, users, " + ".join(share(*use) for use in users) or "0"


PAGE = Page(GraphPage.pretty, plain, save=save)
