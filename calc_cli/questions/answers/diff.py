"""Answer questions about a derivative."""

from collections.abc import Mapping
from dataclasses import replace

import sympy as sp

from calc_cli.calculus.derivative.derivative import Derivative, derive
from calc_cli.errors import UndefinedError, UsageError
from calc_cli.questions.answers.variables import point_of, with_variable
from calc_cli.questions.declaration import ParsedSubject
from calc_cli.questions.diff import DiffQuestion
from calc_cli.questions.given import Given
from calc_cli.questions.lowering import answer_notes, lowered_answer_of_one, typed_function


def answer(parsed: ParsedSubject[DiffQuestion]) -> Derivative:
    """Differentiate, and add the picture if one is asked for. Raises any CalcError, with the text at fault."""
    found = _derivative(parsed)
    if not parsed.question.plot:
        return found
    from calc_cli.calculus.plot.illustration import illustrate_derivative  # a long way to load, and few have a picture

    return illustrate_derivative(found)


def _derivative(parsed: ParsedSubject[DiffQuestion]) -> Derivative:
    """Differentiate, at the point if one is given, and check the answer if one is given."""
    question = parsed.question
    f = typed_function(parsed.function, "diff takes one function, not a list")
    f = with_variable(f, parsed.variable, parsed.point)
    point = point_of(parsed.point, f.typed.free_symbols, f.variables) if parsed.point else None

    def found(at: Mapping[sp.Symbol, sp.Expr] | None) -> Derivative:
        return derive(
            f,
            order=question.order,
            at=at,
            experiment=question.estimate,
            with_tangents=question.tangent,
            digits=question.digits,
        )

    if parsed.given is None:
        try:
            return _with_steps(found(point), question)
        except UndefinedError as error:
            from calc_cli.calculus.differentiability.definition import NotDifferentiableError, Slopes

            if not isinstance(error, NotDifferentiableError) or not isinstance(error.reason, Slopes):
                raise
            located = _with_steps(replace(found(None), at=point, missing=error.message), question)
            if not located.steps:
                raise
            return located
    if question.tangent:
        return _with_steps(_tangent_checked(found(point), parsed.given), question)
    from calc_cli.calculus.checking.given_derivative import checked  # a long way to load, and few have an answer
    from calc_cli.questions.answers.rounding import with_rounding

    given = lowered_answer_of_one(parsed.given, () if point is None else (sp.oo, -sp.oo))  # a slope may be infinite
    judged = with_rounding(checked(found, point, given, form=question.form), parsed.given, point)
    if given != "none" and judged.check is not None and not judged.check.is_correct:
        more = answer_notes(parsed.given, given, f.typed.free_symbols | {f.variable})
        judged = replace(judged, notes=(*judged.notes, *more))
    return _with_steps(judged, question)


def _tangent_checked(d: Derivative, given: Given) -> Derivative:
    """Hold a line, y = 2x - 1 or y - 1 = 2(x - 1), against the tangent."""
    from calc_cli.calculus.checking.diagnosis import with_diagnosis  # few have an answer
    from calc_cli.calculus.equality.equality import compare
    from calc_cli.calculus.working.drawn_lines import Touch, mistake_in_line, solved_for

    tangent = d.tangents.answer if d.tangents is not None and given.tree is not None else None
    if not isinstance(tangent, sp.Eq) or tangent.lhs == d.variable:
        raise UsageError("only a tangent y = m x + b can be checked")
    typed = lowered_answer_of_one(given)
    line = solved_for(typed, tangent.lhs) if sp.sympify(typed).has(tangent.lhs) else typed
    if not isinstance(line, sp.Expr):
        raise UsageError("only a line can be the tangent", source=given.source)
    check = compare(tangent.rhs, line)
    if check.is_correct is False and d.at is not None and d.value is not None:
        touch = Touch(d.at[d.variable], tangent.rhs.xreplace(d.at), d.value)
        check = with_diagnosis(check, (mistake_in_line(line, touch, d.variable),))
    return replace(d, check=check)


def _with_steps(d: Derivative, question: DiffQuestion) -> Derivative:
    if not question.tells_steps:
        return d
    from calc_cli.calculus.derivative.steps import with_steps  # only who wants to read steps pays for this import

    return with_steps(d, every_step=question.all_steps, by_logarithms=question.logarithmic)
