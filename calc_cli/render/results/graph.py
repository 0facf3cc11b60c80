"""A computation graph in every format: one function a format, each loading only what it needs."""

from collections.abc import Iterator

import sympy as sp

from calc_cli.algebra.evaluate import as_float
from calc_cli.calculus.graph.graph import Edge, Graph, GraphNode
from calc_cli.render.look import Look
from calc_cli.render.numbers import in_decimals
from calc_cli.render.plain import plain as on_one_line


def _gradient(g: Graph, look: Look) -> sp.Tuple:
    return sp.Tuple(*(in_decimals(value, look.digits) for value in g.gradient))


def _equations(g: Graph) -> list[sp.Basic]:
    return [sp.Eq(node.symbol, node.operation, evaluate=False) for node in g.nodes]


def _saved(g: Graph, look: Look) -> str | None:
    """Save the drawing if a file is asked for, and return that file's name."""
    if look.file is not None:
        from calc_cli.render.results.graph_file import save

        save(g, look.file, look)
    return look.file


def plain(g: Graph, look: Look) -> str:
    """Return the gradient at the point, or without a point the operations in their order, on one line."""
    if saved := _saved(g, look):
        return saved
    if g.at is not None:
        return on_one_line(_gradient(g, look))
    return "; ".join(f"{node.symbol} = {on_one_line(node.operation, typed=True)}" for node in g.nodes)


def latex(g: Graph, look: Look) -> str:
    """Return the equations of the walks forward and backward in LaTeX, in an aligned environment."""
    from calc_cli.render.results.graph_latex import equations

    return equations(g, look)


def mathml(g: Graph, look: Look) -> str:
    """Return the gradient at the point, or without a point the operations in their order, in MathML."""
    from calc_cli.render.mathml import mathml as in_mathml

    return in_mathml(_gradient(g, look) if g.at is not None else sp.Tuple(*_equations(g)))


def json(g: Graph, look: Look) -> str:
    """Return one JSON object on one line."""
    from calc_cli.render.as_json import json_object

    _saved(g, look)
    gradient = _gradient(g, look)
    return json_object({
        "ok": True,
        "line": look.line,
        "command": look.command,
        "input": look.text,
        "expr": on_one_line(g.tape.expression(g.tape.result), typed=True),
        "wrt": [x.name for x in g.tape.variables],
        "at": {name.name: on_one_line(at) for name, at in (g.at or {}).items()},
        "value": [on_one_line(value) for value in gradient],
        "approx": [as_float(value) for value in g.gradient],
        "nodes": [_node(node, g, look) for node in g.nodes],
        "notes": g.notes,
    })  # fmt: skip


def _node(node: GraphNode, g: Graph, look: Look) -> dict[str, object]:
    return {
        "name": node.symbol.name,
        "operation": on_one_line(node.operation, typed=True),
        **dict(_number("value", node.value, look)),
        **dict(_number("adjoint", node.adjoint, look)),
        "edges": [_edge(edge, g, look) for edge in node.edges],
    }


def _edge(edge: Edge, g: Graph, look: Look) -> dict[str, object]:
    derivative = {} if edge.derivative is None else {"derivative": on_one_line(edge.derivative)}
    return {"to": g.nodes[edge.source].symbol.name, **derivative, **dict(_number("value", edge.value, look))}


def _number(key: str, number: sp.Expr | None, look: Look) -> Iterator[tuple[str, object]]:
    """A number as plain text and as a JSON number."""
    if number is not None:
        yield key, on_one_line(in_decimals(number, look.digits))
        yield "approx" if key == "value" else f"{key}_approx", as_float(number)


def pretty(g: Graph, look: Look) -> str:
    """Return the two walks as tables, forward with values and backward with adjoints, ending in the gradient."""
    if saved := _saved(g, look):
        return saved
    from calc_cli.render.results.graph_page import page

    return page(g, look)
