"""Answer questions about the course of a curve."""

from dataclasses import replace

from calc_cli.algebra.function import TypedFunction
from calc_cli.algebra.substitute import substitute
from calc_cli.calculus.study.study import Study, study
from calc_cli.questions.answers.variables import parameters_of, require_values, with_variable
from calc_cli.questions.lowering import lowered_range, typed_function
from calc_cli.questions.study import ParsedStudy


def answer(parsed: ParsedStudy) -> Study:
    """Study the function, on the interval if one is given. Raises any CalcError, with the text and span at fault."""
    f = typed_function(parsed.function, "study takes one function, not a list")
    given = parameters_of(parsed.point, f.typed.free_symbols)
    if given:
        f = TypedFunction(substitute(f.typed, given), f.expression.subs(given), name=f.name, notes=f.notes)
    f = with_variable(f, parsed.wrt[0] if parsed.wrt else None)
    require_values(f.typed.free_symbols - {f.variable})
    return replace(study(f, lowered_range(parsed.range)), with_steps=parsed.question.steps)
