"""Whether an answer to a derivative is right: as a function wherever the derivative exists, or its value at a point."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import sympy as sp

from calc_cli.algebra.substitute import substitute
from calc_cli.calculus.checking.diagnosis import diagnose, with_diagnosis
from calc_cli.calculus.checking.forms import judge_form
from calc_cli.calculus.derivative.derivative import Derivative
from calc_cli.calculus.equality.components import check_none
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check, Counterexample, Given, check_without_value
from calc_cli.errors import UndefinedError

Point = Mapping[sp.Symbol, sp.Expr]


def checked(
    found: Callable[[Point | None], Derivative], point: Point | None, given: Given, *, form: str | None = None
) -> Derivative:
    """Return the derivative that `found` finds, with a check of the answer `given`, and of its `form` if one is asked.

    With a point the answer is the value there, "none" if the derivative does not exist: both are then answers.
    The check of a wrong answer names the mistake, if a usual one gives it.
    """
    derivative = _checked(found, point, given)
    if form is None or derivative.check is None or given == "none":
        return derivative
    return replace(derivative, check=replace(derivative.check, form=judge_form(given, form)))


def _checked(found: Callable[[Point | None], Derivative], point: Point | None, given: Given) -> Derivative:
    if point is None:
        derivative = found(None)
        return _diagnosed(replace(derivative, check=_of_function(derivative, given)))
    try:
        derivative = found(point)
    except UndefinedError as error:
        return replace(found(None), at=point, check=check_without_value(given, point, error))
    return _diagnosed(replace(derivative, check=_of_value(derivative.value, point, given)))


def _diagnosed(d: Derivative) -> Derivative:
    if d.check is None or d.check.is_correct is not False or d.check.given == "none":
        return d
    is_value = d.value is not None and not d.check.given.has(d.variable)
    expected, at = (d.value, d.at) if is_value else (d.result, None)
    diagnosis = diagnose(d.typed, d.expression, d.variable, expected, d.check.given, order=d.order, at=at)
    return replace(d, check=with_diagnosis(d.check, diagnosis))


def _of_function(derivative: Derivative, given: Given) -> Check:
    if given != "none":
        return compare(derivative.result, given, where=derivative.domain)
    return check_none((derivative.result,), derivative.domain)


def _of_value(value: sp.Expr, point: Point, given: Given) -> Check:
    if given == "none":
        return Check(given, False, "proved", Counterexample(point, value, None))
    check = compare(value, substitute(given, point))
    if check.counterexample is None or value.free_symbols:
        return replace(check, given=given)
    return replace(check, given=given, counterexample=replace(check.counterexample, at=point))
