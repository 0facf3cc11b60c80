"""Answer questions about an integral."""

from dataclasses import replace

import sympy as sp

from calc_cli.algebra.functions import TypedFunction
from calc_cli.calculus.equality.verdict import Absence
from calc_cli.calculus.integrals.antiderivative import Antiderivative, antiderivative
from calc_cli.calculus.integrals.integral import Integral, integrate, without_integrals
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.errors import UsageError
from calc_cli.questions.answers.variables import with_variable
from calc_cli.questions.declaration import ParsedSubject
from calc_cli.questions.given import Given
from calc_cli.questions.integrate import IntegrateQuestion
from calc_cli.questions.lowering import lowered_answer_of_one, lowered_coordinate, typed_function


def answer(parsed: ParsedSubject[IntegrateQuestion]) -> Antiderivative | Integral:
    """Integrate, and check the answer if one is given. Raises any CalcError, with the text at fault."""
    f = typed_function(parsed.function, "integrate takes one function, not a list")
    if f.expression.has(sp.Integral):
        f = replace(f, expression=without_integrals(f.expression))
    f = with_variable(f, parsed.variable, parsed.point)
    found = _found(parsed, f, None if parsed.given is None else _answer(parsed.given, has_bounds=bool(parsed.point)))
    if parsed.question.tells_steps:
        from calc_cli.calculus.integrals.steps import with_steps  # only who wants to read steps pays for this import

        found = with_steps(found)
    if parsed.given is not None:
        from calc_cli.calculus.checking.integral_mistakes import explained  # only an answer pays for these imports
        from calc_cli.questions.answers.rounding import with_rounding

        found = explained(with_rounding(found, parsed.given))
    if not parsed.question.plot:
        return found
    from calc_cli.calculus.plot.integral_picture import illustrate_integral  # a long way to load

    return illustrate_integral(found, f, with_antiderivative=parsed.question.antiderivative)


def _answer(given: Given, *, has_bounds: bool) -> sp.Basic | Absence:
    return given.absence if given.tree is None else lowered_answer_of_one(given, INFINITE if has_bounds else ())


def _found(
    parsed: ParsedSubject[IntegrateQuestion], f: TypedFunction, given: sp.Basic | Absence | None
) -> Antiderivative | Integral:
    if not parsed.point:
        return antiderivative(f, given)
    for bound in parsed.point:
        if bound.name not in (None, f.variable.name):
            raise UsageError(f"the bounds are values of {f.variable}, not of {bound.name}", source=bound.source)
    low, high = (lowered_coordinate(bound, sp.oo, -sp.oo) for bound in parsed.point)
    if f.variable in low.free_symbols | high.free_symbols:
        raise UsageError(f"a bound cannot depend on {f.variable}")
    return integrate(f, low, high, given, principal=parsed.question.principal)
