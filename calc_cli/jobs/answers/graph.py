"""How a question about a computation graph becomes an answer."""

from calc_cli.algebra.functions import symbol
from calc_cli.calculus.graph.graph import Graph, graph
from calc_cli.calculus.graph.record import free_names, record
from calc_cli.errors import UsageError
from calc_cli.jobs.lowering import lowered_point
from calc_cli.jobs.requests.graph import GraphQuestion


def answer(question: GraphQuestion) -> Graph:
    """Record the expression, and walk the graph if there is a point. Raises any CalcError, with the text at fault."""
    reading = question.reading
    free = [symbol(name) for name in free_names(reading.tree)]
    variables = [symbol(name) for name in question.wrt] or free or [symbol(c.name) for c in question.point if c.name]
    if not variables:
        raise UsageError("a constant has no graph: there is no variable", source=reading.text, span=reading.tree.span)
    point = None
    if question.point:
        point = lowered_point(question.point, set(free), list(dict.fromkeys([*variables, *free])))
    tape = record(reading.tree, reading.text, variables, point or {})
    return graph(tape, point, digits=question.request.digits, name=question.name, notes=reading.notes)
