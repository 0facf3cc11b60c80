"""How a question about a derivative becomes an answer."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import sympy as sp

from calc_cli.algebra.functions import symbol
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.derivative import Derivative, derive
from calc_cli.errors import UsageError
from calc_cli.questions.diff import DiffQuestion, DiffRequest
from calc_cli.questions.lowering import answer_notes, lowered_answer, lowered_function, lowered_point
from calc_cli.questions.texts import Coordinate
from calc_cli.syntax.tree import Vector

if TYPE_CHECKING:
    from calc_cli.calculus.plot.illustration import Illustrated


def answer(question: DiffQuestion) -> "Derivative | Illustrated":
    """Differentiate, and add the picture if one is asked for. Raises any CalcError, with the text at fault."""
    found = _derivative(question)
    if not question.request.plot:
        return found
    from calc_cli.calculus.plot.illustration import illustrate_derivative  # a long way to load, and few have a picture

    return illustrate_derivative(found)


def _derivative(question: DiffQuestion) -> Derivative:
    """Differentiate, at the point if one is given, and check the answer if one is given."""
    reading, request = question.reading, question.request
    if isinstance(reading.tree, Vector):
        raise UsageError("diff takes one function, not a list", source=reading.text, span=reading.tree.span)
    expression = lowered_function(reading)
    typed = lower_as_typed(reading.tree)
    variable, notes = choose_variable(question.wrt, typed, question.point)
    point = lowered_point(question.point, typed.free_symbols, [variable]) if question.point else None

    def found(at: Mapping[sp.Symbol, sp.Expr] | None) -> Derivative:
        return derive(
            typed,
            expression,
            variable,
            order=request.order,
            at=at,
            experiment=request.estimate and at is not None,
            name=question.name,
            notes=(*reading.notes, *notes),
        )

    if question.given is None:
        return _with_steps(found(point), request)
    from calc_cli.calculus.checking.given_derivative import checked  # a long way to load, and few have an answer

    given = lowered_answer(question.given)
    if isinstance(given, sp.Tuple):
        raise UsageError("the answer is one function, not a list", source=question.given.source)
    judged = checked(found, point, given, form=request.form)
    if given != "none" and judged.check is not None and not judged.check.is_correct:
        more = answer_notes(question.given, given, typed.free_symbols | {variable})
        judged = replace(judged, notes=(*judged.notes, *more))
    return _with_steps(judged, request)


def _with_steps(d: Derivative, request: DiffRequest) -> Derivative:
    if not (request.steps or request.all_steps or request.logarithmic):
        return d
    from calc_cli.calculus.derivation.working import with_steps  # only who wants to read steps pays for this import

    return with_steps(d, every_step=request.all_steps, logarithmic=request.logarithmic)


def choose_variable(
    wrt: str | None, typed: sp.Expr, point: tuple[Coordinate, ...]
) -> tuple[sp.Symbol, tuple[str, ...]]:
    """Choose the variable: as asked, else x, else t, else the only one; a constant is one in x."""
    free = {s.name: s for s in typed.free_symbols}
    if wrt is not None:
        return symbol(wrt), () if wrt in free else (f"{wrt} does not occur in the expression",)
    if not free:
        return symbol(next((c.name for c in point if c.name), "x")), ("the expression is constant",)
    for usual in ("x", "t", *(free if len(free) == 1 else ())):
        if usual in free:
            return free[usual], ()
    candidates = ", ".join(sorted(free))
    raise UsageError(f"with respect to which variable? there are {candidates}", hint=f"for example --wrt {min(free)}")
