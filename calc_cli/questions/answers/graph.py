"""Answer questions about a computation graph."""

from calc_cli.calculus.graph.graph import Graph, graph
from calc_cli.calculus.graph.record import free_symbols, record
from calc_cli.questions.answers.variables import chosen_variables, point_of, require_values
from calc_cli.questions.declaration import ParsedSubject
from calc_cli.questions.graph import GraphQuestion


def answer(parsed: ParsedSubject[GraphQuestion]) -> Graph:
    """Record the expression, and walk the graph if there is a point. Raises any CalcError, with the text at fault."""
    function = parsed.function
    free = free_symbols(function.tree)
    variables, notes = chosen_variables(parsed, free)
    point = point_of(parsed.point, free, variables)
    require_values(() if point is None else free - point.keys(), "the point gives no value to")
    tape = record(function.tree, function.text, variables, point or {})
    return graph(tape, point, digits=parsed.question.digits, name=function.name, notes=(*function.notes, *notes))
