"""Check an answer to a derivative: as a function wherever the derivative exists, or its value at a point."""

from collections.abc import Callable
from dataclasses import replace

from calc_cli.algebra.evaluate import substitute
from calc_cli.calculus.checking.diagnosis import diagnose, with_diagnosis
from calc_cli.calculus.checking.forms import judge_form
from calc_cli.calculus.derivative.derivative import Derivative
from calc_cli.calculus.equality.components import check_none
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check, Counterexample, Given, Point, with_check


def checked(
    found: Callable[[Point | None], Derivative], point: Point | None, given: Given, *, form: str | None = None
) -> Derivative:
    """Return the derivative that `found` finds, with a check of the answer `given`, and of its `form` if one is asked.

    With a point the answer is the value there, "none" if the derivative does not exist: both are then answers.
    The check of a wrong answer names the mistake, if a usual one gives it.
    """
    derivative = with_check(found, point, given, lambda d: _with_mistake(d, _judge(d, given)))
    if form is None or derivative.check is None or given == "none":
        return derivative
    return replace(derivative, check=replace(derivative.check, form=judge_form(given, form)))


def _judge(d: Derivative, given: Given) -> Check:
    if d.at is None:
        if given == "none":
            return check_none((d.result,), d.domain)
        return compare(d.result, given, where=d.domain)
    if given == "none":
        return Check(given, False, "proved", Counterexample(d.at, d.value, None))
    check = replace(compare(d.value, substitute(given, d.at)), given=given)
    if check.counterexample is None or d.value is None or d.value.free_symbols:
        return check
    return replace(check, counterexample=replace(check.counterexample, at=d.at))


def _with_mistake(d: Derivative, check: Check) -> Check:
    if check.is_correct is not False or check.given == "none":
        return check
    is_value = d.value is not None and not check.given.has(d.variable)
    expected, at = (d.value, d.at) if is_value else (d.result, None)
    diagnosis = diagnose(d.typed, d.expression, d.variable, expected, check.given, order=d.order, at=at)
    return with_diagnosis(check, diagnosis)
