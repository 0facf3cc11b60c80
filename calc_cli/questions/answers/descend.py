"""Answer questions about a walk downhill."""

import signal
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from math import inf

from calc_cli.algebra.evaluate import as_float, sign_at, substitute, with_values
from calc_cli.algebra.functions import in_order
from calc_cli.calculus.descend.descent import MOST_STEPS, Descent, Stop, Visit, Watch, walk
from calc_cli.calculus.descend.objective import FEW, Array, Expression, Objective
from calc_cli.calculus.graph.record import free_symbols, record
from calc_cli.calculus.result import PARTS, Fields, Notes, PartialResult
from calc_cli.errors import UsageError
from calc_cli.questions.answers.partials import LONGEST_TEXT
from calc_cli.questions.answers.variables import chosen_variables, point_of, require_values, values_of
from calc_cli.questions.descend import ParsedDescent, ParsedTraining
from calc_cli.questions.lowering import lowered_coordinate, require_one, typed_function
from calc_cli.questions.texts import Coordinate

_RESERVE = 0.25
"""The part of the time allowed that is kept for what is told of a walk."""


def answer(parsed: ParsedDescent) -> Descent:
    """Walk down. Raises any CalcError, with the text and span at fault."""
    require_one(parsed.function, "descend takes one function, not a list")
    function = parsed.function
    free = free_symbols(function.tree)
    given = values_of(parsed.parameters, in_order(free), by_name=True)
    variables, notes = chosen_variables(parsed, free - given.keys())
    require_values(free - given.keys() - set(variables))
    start = {x: substitute(a, given) for x, a in (point_of(parsed.point, set(variables), variables) or {}).items()}
    require_values({letter for coordinate in start.values() for letter in coordinate.free_symbols})
    tape, f = record(function.tree, function.text, variables, given), None
    if len(variables) <= FEW and len(function.text) <= LONGEST_TEXT:  # else it is too long to be used by SymPy
        f = with_values(replace(typed_function(function, "one function"), variables=variables), given)
    objective = Expression(function.text if f is None else f.typed, variables, None, f, tape, given)
    return walked(parsed, objective, [as_float(start[x]) or 0.0 for x in variables], (*function.notes, *notes))


def walked(parsed: ParsedDescent | ParsedTraining, objective: Objective, start: Array, notes: Notes) -> Descent:
    """Walk as the question asks."""
    question, rate = parsed.question, rate_of(parsed)
    steps = MOST_STEPS if question.steps is None else question.steps
    watch = _watch(steps, lambda visit: visit.fields(objective))
    found = walk(objective, start, question.method, rate, steps, watch, to_the_end=question.steps is not None)
    return replace(found, shows_picture=question.plot, notes=notes)


def _watch(steps: int, fields: Callable[[Visit], Fields]) -> Watch:
    """Return what tells of each step, and ends a walk when Ctrl-C waits for it or little of the time allowed is left.

    In a worker SIGINT is blocked, and SIGALRM ends the process when the time is over.
    """
    allowed, _ = signal.getitimer(signal.ITIMER_REAL)
    tell = PARTS.get()

    def watch(visit: Visit) -> Stop | None:
        if tell is not None:
            tell(PartialResult("table", (visit.step, steps), partial(fields, visit)))
        if signal.SIGINT in signal.sigpending():
            return "interrupted"
        left, _ = signal.getitimer(signal.ITIMER_REAL)
        return "time" if 0 < left < _RESERVE * allowed else None

    return watch


def rate_of(parsed: ParsedDescent | ParsedTraining) -> float:
    """Return the rate, which must be positive."""
    if parsed.rate is None:
        return 1.0 if parsed.question.method == "newton" else 0.1
    rate = lowered_coordinate(Coordinate("the rate", parsed.rate.tree, parsed.rate.text))
    value = as_float(rate) or 0.0
    if sign_at(rate, {}) != 1 or value == inf:
        raise UsageError(
            "the rate must be positive and below 10^308", source=parsed.rate.text, hint="for example --rate 0.1"
        )
    return value
