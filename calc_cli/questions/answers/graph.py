"""Answer questions about a computation graph."""

from calc_cli.algebra.functions import symbol
from calc_cli.calculus.graph.graph import Graph, graph
from calc_cli.calculus.graph.record import free_names, record
from calc_cli.errors import UsageError
from calc_cli.questions.answers.variables import chosen_variables, point_of
from calc_cli.questions.graph import ParsedGraph


def answer(parsed: ParsedGraph) -> Graph:
    """Record the expression, and walk the graph if there is a point. Raises any CalcError, with the text at fault."""
    function = parsed.function
    free = {symbol(name) for name in free_names(function.tree)}
    variables, notes = chosen_variables(parsed, free)
    point = point_of(parsed, free, variables)
    missing = [] if point is None else sorted(str(x) for x in free - point.keys())
    if missing:
        raise UsageError(f"the point gives no value to {missing[0]}", hint=f"for example --at {missing[0]}=1")
    tape = record(function.tree, function.text, variables, point or {})
    return graph(tape, point, digits=parsed.question.digits, name=function.name, notes=(*function.notes, *notes))
