"""The way to an integral as a teacher tells it: from the tree of a search, the bounds put in at the end.

Each step was differentiated at several points when it was found (confirmed.py). A step that only takes a constant out,
or that integrates a power, stays within the one above it, unless there is none.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise

import sympy as sp

from calc_cli.algebra import unevaluated
from calc_cli.algebra.evaluate import value_at
from calc_cli.algebra.functions import OrdinaryPendingRate, TypedFunction, symbol
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.equality.proof import branch
from calc_cli.calculus.integrals.antiderivative import Antiderivative
from calc_cli.calculus.integrals.cases import has_cases
from calc_cli.calculus.integrals.integral import Integral, integrate
from calc_cli.calculus.integrals.partition import inside, parts_of
from calc_cli.calculus.integrals.search import CASES, CONSTANT, CONSTANT_FACTOR, POWER, SUM, Work, unfinished
from calc_cli.calculus.result import Notice
from calc_cli.calculus.steps import Step
from calc_cli.errors import UndefinedError, UnsupportedError

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
    """Return the integral with the steps to its antiderivative, and the bounds put in; of cases, with those of each."""
    if found.value is None:
        return replace(found, notes=(*found.notes, Notice("no steps to the number")))
    whole = unevaluated.integral(found.typed, found.variable, found.low, found.high)
    if found.work is not None and found.antiderivative is not None:
        difference = sp.Add(*_ends(found, found.antiderivative), evaluate=False)
        put_in = Step("put the bounds in", whole, difference, typed=True)
        last = Step("evaluate", difference, found.value, typed=True, final=True)
        return replace(found, steps=(*_told(found.work, found.antiderivative), put_in, last))
    pieces: list[Integral] = []
    with suppress(UnsupportedError):  # infinitely many pieces
        pieces = list(_pieces(found)) if has_cases(found.typed, found.variable) else []
    if not pieces or not all(piece.steps for piece in pieces):
        return replace(found, notes=(*found.notes, Notice("no steps to the number")))
    integrals = [unevaluated.integral(piece.typed, piece.variable, piece.low, piece.high) for piece in pieces]
    children = tuple(step for piece in pieces for step in piece.steps)
    split = Step(
        "by cases", whole, found.value, children, applied=sp.Add(*integrals, evaluate=False), typed=True, final=True
    )
    return replace(found, steps=(split,))


def _ends(found: Integral, antiderivative: sp.Expr) -> Iterator[sp.Expr]:
    """Yield the values of the antiderivative at the ends of each part, with their signs: limits where it has none."""
    x, definite, sign = found.variable, found.definite, found.sign
    limits = {*definite.cuts, *(end.place for end in definite.improper), sp.oo, -sp.oo}
    for start, end in pairwise((found.low, *definite.cuts[::sign], found.high)):
        for place, side in ((end, -sign), (start, sign)):
            value: sp.Expr = sp.Limit(antiderivative, x, place, "-" if side < 0 else "+")
            with suppress(UndefinedError, UnsupportedError):
                value = value if place in limits else value_at(antiderivative, {x: place})
            value = sp.Add(*value.as_ordered_terms(), evaluate=False) if value.is_Add else value
            yield value if place is end else sp.Mul(-1, value, evaluate=False)


def _pieces(found: Integral) -> Iterator[Integral]:
    """Yield the integrals of the formulas that hold between two seams, each with its steps."""
    x = found.variable
    for part in parts_of([found.typed], x, *(found.low, found.high)[:: found.sign])[:: found.sign]:
        formula = branch(found.typed, {x: inside(*part)})
        ordered = sp.Add(*formula.as_ordered_terms(), evaluate=False) if formula.is_Add else formula
        yield with_steps_to_number(integrate(TypedFunction(ordered, formula, (x,)), *part[:: found.sign]))


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
    is_told = len(parts) == 1 or work.rule == CASES
    children = tuple(_step(part) for part in parts if is_told or part.rule not in _PLAIN)
    rule = POWER if work.rule == SUM and not children else work.rule
    becomes = None if rule != work.rule else becomes
    whole, result = _named(sp.Integral(work.integrand, work.x)), _named(work.result)
    applied = None if becomes is None else _named(becomes)
    letters = tuple((_named(letter), _named(meaning)) for letter, meaning in _letters(work))
    using = ("solved for the integral, which has come back",) if work.comes_back else ()
    using = ("with constants, so that the pieces meet",) if work.rule == CASES else using
    return Step(rule, whole, result, children, applied=applied, letters=letters, using=using)


def _letters(work: Work) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """Yield the letters with what they stand for, and for a new variable its derivative: du/dx = 2x."""
    yield from work.letters
    if work.change is not None:
        letter, meaning, old = work.change
        yield OrdinaryPendingRate(letter, old, sp.S.One), differentiate(meaning, old)


def _named(e: sp.Expr) -> sp.Expr:
    """Return e with plain letters for those that the search made up."""
    return e.xreplace({dummy: symbol(dummy.name) for dummy in e.atoms(sp.Dummy)})
