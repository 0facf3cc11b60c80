"""The whole working of a derivative: the derivation of each order, its tidying, and the value at the point."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

import sympy as sp

from calc_cli.algebra import unevaluated
from calc_cli.algebra.evaluate import Point, substitute, value_at
from calc_cli.algebra.functions import symbol
from calc_cli.calculus.derivation.derivation import derivation
from calc_cli.calculus.derivation.equations import logarithmic
from calc_cli.calculus.derivation.tidying import looks, tidying
from calc_cli.calculus.derivative.derivative import Derivative, derive
from calc_cli.calculus.differentiability.definition import At, derivative_at, is_smooth
from calc_cli.calculus.differentiability.quotients import DifferenceQuotients, SideOfPoint
from calc_cli.calculus.steps import Found, Step, with_told
from calc_cli.errors import UnsupportedError

HIGHEST = 12
"""A derivative of higher order is not told: every order rests on the one before."""


def with_steps(d: Derivative, *, every_step: bool = False, by_logarithms: bool = False) -> Derivative:
    """Return `d` with its steps, the last ending in its result or value; too many leave a note in their place.

    `every_step` shows also those that a teacher would leave out; `by_logarithms` tells logarithmic differentiation.
    Raises UsageError if that is not possible.
    """
    return with_told(d, _steps(d, every_step, by_logarithms))


def _steps(d: Derivative, every_step: bool, by_logarithms: bool) -> Iterator[Step]:
    if d.order > HIGHEST:
        raise UnsupportedError(f"a derivation of order {d.order} is not told, the highest is {HIGHEST}")
    f = d.typed
    for order in range(1, d.order + 1):
        result = d.result if order == d.order else derive(d.function, order=order).result
        if order == 1 and by_logarithms:
            steps = logarithmic(f, d.variable, result, every_step=every_step)
        else:
            step = derivation(f, d.variable, every_step=every_step, typed=order == 1)
            steps = _tidied(step, result, typed=order == 1)
        first, *others = steps
        yield replace(first, order=order if d.order > 1 else 0)
        yield from others
        f = _with_one_polynomial(result, d.variable)
    if d.at is not None:
        yield from _at_point(d, d.at)


def _with_one_polynomial(e: sp.Expr, x: sp.Symbol) -> sp.Expr:
    """Return x (x + 2) e^x as (x^2 + 2x) e^x: a product of two, which is differentiated in fewer lines."""
    varying = [factor for factor in sp.Mul.make_args(e) if factor.has(x)]
    short = [factor for factor in varying if factor.is_polynomial(x) and not (factor.is_Pow and factor.base.is_Add)]
    product = sp.Mul(*short)
    return e / product * sp.expand(product) if 1 < len(short) < len(varying) else e


def with_steps_of_partials(
    found: Found, partials: Iterable[tuple[sp.Expr, sp.Symbol, sp.Expr]], *, every_step: bool = False
) -> Found:
    """Return `found` with the derivation of each partial derivative, given as function, variable and result."""
    derivations = ((derivation(typed, x, every_step=every_step), result) for typed, x, result in partials)
    return with_told(found, (step for first, result in derivations for step in _tidied(first, result, typed=True)))


def _tidied(step: Step, result: sp.Expr, *, typed: bool) -> Iterator[Step]:
    """Yield a step and those from what it leaves to `result`."""
    tidied = tidying(step.result, result, typed=typed)
    yield step if tidied else replace(step, result=result, final=True)
    yield from tidied


def _at_point(d: Derivative, at: Point) -> Iterator[Step]:
    """Yield how the value at the point is found: from the formula, or by the definition where that does not hold."""
    x, before = d.variable, d.typed if d.order == 1 else d.previous
    if d.value is not None and is_smooth(substitute(before, {s: a for s, a in at.items() if s != x}), [x], at):
        if d.result != d.value:
            yield Step("substitute", d.result, d.value, at=at)
        return
    value = value_at(d.typed, at) if d.order == 1 else derivative_at(d.typed, before, x, at, order=d.order - 1)
    quotients = DifferenceQuotients(before, At(before, x, at))
    for side in (quotients.side("left", -1), quotients.side("right", 1)):
        if side.germ is not None and (slope := quotients.slope(side, side.germ, value).limit) is not None:
            chain = [*_quotients(before, side, at, x, value)]
            for earlier, later in pairwise([*chain, *([slope] if chain[-1] != slope else [])]):
                name = f"slope from the {side.name}" if earlier == chain[0] else LIMIT
                yield Step(name, earlier, later, typed=earlier == chain[0], final=True)
    if d.value is not None:
        yield Step("by the definition, at", d.result, d.value, at=at)


def _quotients(f: sp.Expr, side: SideOfPoint, at: Point, x: sp.Symbol, value: sp.Expr) -> Iterator[sp.Basic]:
    """Yield the limit of the difference quotient as typed, and that of the branch of f on this side."""
    h = next(h for h in map(symbol, "hktsu") if h not in f.free_symbols)
    cases = f.args if isinstance(f, sp.Piecewise) else ()
    branch = next((case for case, condition in cases if side.near.truth(condition)), f)
    ahead = substitute(branch, {**at, x: unevaluated.add([at[x], h])})
    change = unevaluated.add([ahead, unevaluated.mul([sp.S.NegativeOne, value])])
    typed = unevaluated.mul([change, unevaluated.power(h, sp.S.NegativeOne)])
    here = sp.cancel((side.germ - value).xreplace({side.near.t: side.near.direction * h}) / h)
    for quotient in (typed, here) if looks(typed) != looks(here) else (typed,):
        yield sp.Limit(quotient, h, 0, "-" if side.near.direction < 0 else "+") if quotient.has(h) else quotient


LIMIT = "let h go to 0"
