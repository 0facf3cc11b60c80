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
from calc_cli.algebra.functions import OrdinaryPendingRate, symbol
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.integrals.antiderivative import Antiderivative
from calc_cli.calculus.integrals.integral import Integral
from calc_cli.calculus.integrals.search import CASES, CONSTANT, CONSTANT_FACTOR, POWER, SUM, Work, unfinished
from calc_cli.calculus.result import Notice
from calc_cli.calculus.steps import Step
from calc_cli.errors import UndefinedError, UnsupportedError

_LONGEST = 60
"""A search with more steps is not told."""

_PLAIN = (CONSTANT, POWER)


def with_steps(found: Antiderivative | Integral) -> Antiderivative | Integral:
    """Return the result with its steps, or with a note in their place if there are too many, or none to a number."""
    if isinstance(found, Integral):
        steps, missing = _to_number(found), Notice("no steps to the number")
    elif found.work is None or found.result is None:
        return found
    else:
        steps, missing = _told(found.work, found.result), Notice("too many steps")
    return replace(found, steps=steps) if steps else replace(found, notes=(*found.notes, missing))


def _to_number(found: Integral) -> tuple[Step, ...]:
    """Return the steps to an antiderivative, and the bounds put in; of cases those of each; none if one is missing."""
    if found.value is None:
        return ()
    if found.by is not None:
        difference = sp.Add(*_ends(found, found.by.result), evaluate=False)
        put_in = Step("put the bounds in", _integral(found), difference, typed=True)
        last = Step("evaluate", difference, found.value, typed=True, final=True)
        return (*_told(found.by.work, found.by.result), put_in, last)
    pieces, ratio = list(_pieces(found)), found.definite.ratio
    told = [_to_number(piece) for piece in pieces]
    if not pieces or not all(told):
        return ()
    total, q = sp.Add(*map(_integral, pieces), evaluate=False), symbol("q")
    split = Step(
        "geometric series of the periods" if ratio else CASES,
        _integral(found),
        found.value,
        tuple(step for steps in told for step in steps),
        applied=unevaluated.mul([1 / (1 - q), total]) if ratio else total,
        letters=((q, ratio),) if ratio else (),
        typed=True,
        final=True,
    )
    return (split,)


def _integral(found: Integral) -> sp.Expr:
    return unevaluated.integral(found.typed, found.variable, *map(unevaluated.in_order, (found.low, found.high)))


def _ends(found: Integral, antiderivative: sp.Expr) -> Iterator[sp.Expr]:
    """Yield the values of the antiderivative at the ends of each part, with their signs: limits where it has none."""
    x, definite, sign = found.variable, found.definite, found.sign
    limits = {*definite.cuts, *(end.a for end in definite.improper), sp.oo, -sp.oo}
    for start, end in pairwise((found.low, *definite.cuts[::sign], found.high)):
        for place, side in ((end, -sign), (start, sign)):
            value: sp.Expr = sp.Limit(antiderivative, x, place, "-" if side < 0 else "+")
            with suppress(UndefinedError, UnsupportedError):
                value = value if place in limits else unevaluated.in_order(value_at(antiderivative, {x: place}))
            yield value if place is end else sp.Mul(-1, value, evaluate=False)


def _pieces(found: Integral) -> Iterator[Integral]:
    """Yield the integrals of the formulas that hold between two seams."""
    for piece in found.definite.pieces[:: found.sign]:
        typed, by = unevaluated.in_order(_named(piece.formula)), piece.by
        low, high = (piece.low, piece.high)[:: found.sign]
        by = None if by is None else replace(by, result=_named(by.result))
        yield replace(found, typed=typed, low=low, high=high, definite=piece.definite, by=by)


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
