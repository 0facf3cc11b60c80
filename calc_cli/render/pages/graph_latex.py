"""A computation graph as aligned equations in LaTeX: forward with values, then backward with adjoints."""

from collections.abc import Iterator

import sympy as sp

from calc_cli.calculus.graph.graph import Edge, Graph, GraphNode
from calc_cli.render.display import Display
from calc_cli.render.latex import latex
from calc_cli.render.numbers import in_decimals


def equations(g: Graph, display: Display) -> str:
    """Return an environment `align*`, which needs amsmath alone, on one line."""
    rows = [*_forward(g, display), *_backward(g, display)]
    return r"\begin{align*} " + r" \\ ".join(rows) + r" \end{align*}"


def _forward(g: Graph, display: Display) -> Iterator[str]:
    for node in g.nodes:
        yield f"{latex(node.symbol)} &= {latex(node.operation, typed=True)}" + _value(node.value, display)


def _backward(g: Graph, display: Display) -> Iterator[str]:
    uses: dict[int, list[str]] = {}
    for node in g.nodes:
        for edge in node.edges:
            if edge.derivative != 0 and (g.at is None or edge.value is not None):
                uses.setdefault(edge.source, []).append(_share(g, node, edge))
    for i, node in reversed(list(enumerate(g.nodes))):
        shares = ["1"] if i == len(g.nodes) - 1 else uses.get(i, ["0"])
        shown = "" if shares in (["1"], ["0"]) else _value(node.adjoint, display)
        yield f"{_bar(node)} &= {' + '.join(shares)}" + shown


def _bar(node: GraphNode) -> str:
    letter, _, index = latex(node.symbol).partition("_")
    return rf"\bar{{{letter}}}_{index}"


def _share(g: Graph, user: GraphNode, edge: Edge) -> str:
    if edge.derivative is None:
        source = latex(g.nodes[edge.source].symbol)
        return rf"{_bar(user)} \cdot \frac{{\partial {latex(user.symbol)}}}{{\partial {source}}}"
    factor = latex(edge.derivative)
    loose = edge.derivative.is_Add or factor.startswith("-")
    return rf"{_bar(user)} \cdot " + (rf"\left({factor}\right)" if loose else factor)


def _value(number: sp.Expr | None, display: Display) -> str:
    if number is None:
        return ""
    shown = in_decimals(number, display.digits)
    sign = r"\approx" if shown.is_Float else "="
    return f" {sign} {latex(shown)}"
