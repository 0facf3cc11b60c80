"""The way to an integral as a teacher tells it: from the tree of a search, the bounds put in at the end.

Each step was differentiated at several points when it was found (confirmed.py). A step that only takes a constant out,
or that integrates a power, stays within the one above it, unless there is none.
"""

from collections.abc import Iterator
from dataclasses import replace

import sympy as sp

from calc_cli.algebra import unevaluated
from calc_cli.algebra.functions import OrdinaryPendingRate, symbol
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.integrals.antiderivative import Antiderivative
from calc_cli.calculus.integrals.integral import Integral
from calc_cli.calculus.integrals.work import CONSTANT, CONSTANT_FACTOR, POWER, Work, unfinished
from calc_cli.calculus.result import Notice
from calc_cli.calculus.steps import Step

_LONGEST = 60
"""A search with more steps is not told."""

_PLAIN = (CONSTANT, POWER)


def with_steps(found: Antiderivative) -> Antiderivative:
    """Return the antiderivative with its steps; with a note in their place if there are too many."""
    if found.work is None or found.result is None:
        return found
    steps = _told(found.work, found.result)
    return replace(found, steps=steps) if steps else replace(found, notes=(*found.notes, Notice("too many steps")))


def with_steps_to_number(found: Integral) -> Integral:
    """Return the integral with the steps to its antiderivative, and the bounds put in."""
    work = found.work
    if work is None or found.antiderivative is None or found.value is None:
        return replace(found, notes=(*found.notes, Notice("no steps to the number")))
    whole = unevaluated.integral(found.typed, found.variable, found.low, found.high)
    x, definite = found.variable, found.definite
    ends = [found.antiderivative.xreplace({x: end}) for end in (found.high, found.low)]
    steps = _told(work, found.antiderivative)
    if definite.improper or definite.cuts or any(not end.is_finite for end in (found.low, found.high)):
        last = Step("limits of the antiderivative at the ends of each part", whole, found.value, final=True)
        return replace(found, steps=(*steps, last))
    difference = sp.Add(ends[0], sp.Mul(-1, ends[1], evaluate=False), evaluate=False)
    put_in = Step("put the bounds in", whole, difference)
    return replace(found, steps=(*steps, put_in, Step("evaluate", difference, found.value, final=True)))


def _told(work: Work, result: sp.Expr) -> tuple[Step, ...]:
    if sum(1 for _ in work.walk()) > _LONGEST:
        return ()
    step = _step(work)
    tidied = Step("write it shorter, but for a constant", step.result, result, final=True)
    return (step,) if step.result == result else (step, tidied)


def _step(work: Work) -> Step:
    becomes, parts = work.becomes, [*work.parts]
    if work.aside is not None and work.aside.rests_on:
        parts.insert(0, work.aside)
    for i, part in enumerate(parts):
        if part.rule == CONSTANT_FACTOR and becomes is not None:
            becomes = becomes.xreplace({unfinished(part.integrand, part.x): part.becomes})
            (parts[i],) = part.parts
    children = tuple(_step(part) for part in parts if part.rule not in _PLAIN or len(parts) == 1)
    whole, result = _named(sp.Integral(work.integrand, work.x)), _named(work.result)
    applied = None if becomes is None else _named(becomes)
    letters = tuple((_named(letter), _named(meaning)) for letter, meaning in _letters(work))
    using = ("solved for the integral, which has come back",) if work.comes_back else ()
    return Step(work.rule, whole, result, children, applied=applied, letters=letters, using=using)


def _letters(work: Work) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """Yield the letters with what they stand for, and for a new variable its derivative: du/dx = 2x."""
    yield from work.letters
    if work.change is not None:
        letter, meaning, old = work.change
        yield OrdinaryPendingRate(letter, old, sp.S.One), differentiate(meaning, old)


def _named(e: sp.Expr) -> sp.Expr:
    """Return e with plain letters for those that the search made up."""
    return e.xreplace({dummy: symbol(dummy.name) for dummy in e.atoms(sp.Dummy)})
