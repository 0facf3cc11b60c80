"""The whole working of a derivative: the derivation of each order, its tidying, and the value at the point."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import sympy as sp

from calc_cli.algebra.evaluate import value_at
from calc_cli.calculus.derivation.derivation import derivation
from calc_cli.calculus.derivation.tidying import tidying
from calc_cli.calculus.derivative.derivative import Derivative, derive
from calc_cli.calculus.steps import Step
from calc_cli.errors import CalcError, UnsupportedError

HIGHEST = 12
"""A derivative of higher order is not told: every order rests on the one before."""


def with_steps(d: Derivative, *, every_step: bool = False, logarithmic: bool = False) -> Derivative:
    """Return `d` with its steps, the last ending in its result or value; too many leave a note in their place.

    `every_step` shows also those that a teacher would leave out; `logarithmic` begins by logarithmic differentiation.
    Raises UsageError if that is not possible.
    """
    try:
        return replace(d, steps=tuple(_steps(d, every_step, logarithmic)))
    except UnsupportedError as error:
        return replace(d, notes=(*d.notes, f"no steps: {error.message}"))


def _steps(d: Derivative, every_step: bool, logarithmic: bool) -> Iterator[Step]:
    if d.order > HIGHEST:
        raise UnsupportedError(f"a derivation of order {d.order} is not told, the highest is {HIGHEST}")
    f = d.typed
    for order in range(1, d.order + 1):
        result = d.result if order == d.order else derive(d.function, order=order).result
        first = order == 1
        step = derivation(f, d.variable, every_step=every_step, typed=first, logarithmic=logarithmic and first)
        yield from _tidied(step, result, typed=first)
        f = result
    if d.at is not None and d.value is not None:
        yield Step(_name_of_value(d), d.result, d.value, at=d.at)


def steps_of_partials(
    typed: sp.Expr, variables: Sequence[sp.Symbol], results: Sequence[sp.Expr], *, every_step: bool = False
) -> tuple[Step, ...]:
    """Return the derivation of each partial derivative in turn, each ending in its result.

    Raises UnsupportedError if there are too many steps.
    """
    each = zip(variables, results, strict=True)
    return tuple(
        step for x, result in each for step in _tidied(derivation(typed, x, every_step=every_step), result, typed=True)
    )


def _tidied(step: Step, result: sp.Expr, *, typed: bool) -> Iterator[Step]:
    """Yield a step and those from what it leaves to `result`."""
    tidied = tidying(step.result, result, typed=typed)
    yield step if tidied else replace(step, result=result, final=True)
    yield from tidied


def _name_of_value(d: Derivative) -> str:
    """How the value at the point is found: from the formula, unless that says nothing there."""
    assert d.at is not None
    try:
        return SUBSTITUTE if value_at(d.result, d.at) == d.value else BY_DEFINITION
    except CalcError:
        return BY_DEFINITION


SUBSTITUTE = "substitute"
BY_DEFINITION = "by the definition, at"
