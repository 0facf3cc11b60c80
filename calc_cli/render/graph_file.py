"""A computation graph as a drawing: in Graphviz's language DOT, or as the SVG that Graphviz draws from it."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace

from calc_cli.calculus.graph.graph import Edge, Graph, GraphNode
from calc_cli.errors import UnsupportedError, UsageError
from calc_cli.render.display import Display
from calc_cli.render.files import replace_whole
from calc_cli.render.pages.graph import GraphPage

MOST_DRAWN = 500
"""Nodes in an SVG: nobody could read more, and the layout takes more than linear time."""


def save_drawing(g: Graph, display: Display) -> None:
    """Write the drawing, whole or not at all. Raises UsageError if that fails, or if an SVG needs Graphviz."""
    file, text = display.file or "", dot(g, display)
    if file.lower().endswith(".dot"):
        replace_whole(file, text.encode())
        return
    if len(g.nodes) > MOST_DRAWN:
        raise UnsupportedError(
            f"a drawing of {len(g.nodes)} nodes cannot be read: {MOST_DRAWN} are the limit", hint="save it as .dot"
        )
    replace_whole(file, _drawn(text))


def _drawn(text: str) -> bytes:
    try:
        return subprocess.run(["dot", "-Tsvg"], input=text.encode(), capture_output=True, check=True).stdout
    except FileNotFoundError:
        raise UsageError(
            "an .svg is drawn by Graphviz, whose command dot is not installed", hint="save it as .dot instead"
        ) from None
    except subprocess.CalledProcessError as error:
        raise UsageError(f"Graphviz could not draw it: {error.stderr.decode(errors='replace').strip()}") from None


def dot(g: Graph, display: Display) -> str:
    """Return the graph in DOT: a node an operation with its value and adjoint, an edge a local derivative.

    A file is UTF-8 whatever the terminal shows.
    """
    return "\n".join(["digraph {", *(f"  {row};" for row in _Dot(g, replace(display, unicode=True)).lines()), "}", ""])


class _Dot(GraphPage):
    def lines(self) -> Iterator[str]:
        yield "rankdir=LR"
        yield 'node [shape=box, style=rounded, fontname="DejaVu Serif"]'
        yield 'edge [fontname="DejaVu Serif", fontsize=11]'
        variables = len(self.found.tape.variables)
        for i, node in enumerate(self.found.nodes):
            bold = ', style="rounded,bold"' if i < variables or i == len(self.found.nodes) - 1 else ""
            yield f"{node.symbol.name} [label={_quoted(self.node(node))}{bold}]"
        for node in self.found.nodes:
            for edge in node.edges:
                source = self.found.nodes[edge.source].symbol.name
                yield f"{source} -> {node.symbol.name} [label={_quoted(self.edge(edge))}]"

    def node(self, node: GraphNode) -> str:
        """v₃ = v₁v₂, below it the value and the adjoint."""
        name = self.name(node)
        lines = [f"{name} = {self.text(node.operation, typed=True)}"]
        if node.value is not None and node.operation != node.value:
            lines.append(f"{name} {self.number(node.value)}")
        if node.adjoint is not None:
            lines.append(f"{self.adjoint(name)} {self.number(node.adjoint)}")
        return "\n".join(lines)

    def edge(self, edge: Edge) -> str:
        """Return the local derivative, and its value if that says more."""
        formula = "" if edge.derivative is None else self.text(edge.derivative)
        if edge.value is None or edge.derivative == edge.value:
            return formula
        return f"{formula} {self.number(edge.value)}".strip()


def _quoted(text: str) -> str:
    escaped = text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
    return f'"{escaped}"'
