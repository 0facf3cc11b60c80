"""Values and adjoints on a tape whose digits are all correct, and cost a small multiple of one evaluation.

The tape is walked in enclosures, at a precision that is raised until each is narrow enough. Where something hangs on a
number being exactly 0 or exactly an integer, which no precision can tell, algebra/evaluate.py proves it. Where the
chain rule does not apply, the definition of the derivative decides.
"""

from collections.abc import Mapping
from typing import NoReturn

import sympy as sp
from flint import fmpq

from calc_cli.algebra.enclosures.enclosure import Key, UndecidedError, Value, is_wide, precision, precision_of
from calc_cli.algebra.enclosures.precision import MOST_BITS, PROVE_FROM, raised
from calc_cli.algebra.evaluate import enclose, sign_at, substitute
from calc_cli.algebra.functions import Point
from calc_cli.algebra.unevaluated import difference
from calc_cli.calculus.differentiability.definition import derivative_at
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.graph.numbers import Enclosures, EntryUndecidedError
from calc_cli.calculus.graph.tape import Tape, place
from calc_cli.calculus.graph.walk import Walk
from calc_cli.errors import UndefinedError, UnsupportedError

GUARD = 30
"""Bits beyond those asked for, which rounding may use up."""


def walk(tape: Tape, point: Point, digits: int) -> tuple[Walk, list[Value | None]]:
    """Walk forward and backward, so that the derivative in each variable has `digits` correct digits.

    Raises UndefinedError and KinkError as the walk does, UnsupportedError where no precision decides.
    """
    known: dict[int, dict[Key, fmpq]] = {}
    needed = precision_of(digits)

    def ask() -> tuple[Walk, list[Value | None]]:
        walked = Walk(tape, Enclosures(precision(), known), point)
        adjoints = [fmpq(each) if isinstance(each, int) else each for each in walked.adjoints()]
        for k, adjoint in enumerate(adjoints[: len(tape.variables)]):
            if adjoint is None or not is_wide(adjoint, needed):
                continue
            if precision() < PROVE_FROM:
                raise UndecidedError((tape.variables[k], ()), adjoint)
            adjoints[k] = adjoint_at(tape, k, point, digits)  # terms cancel, perhaps to exactly 0
        return walked, adjoints

    def settle(doubt: UndecidedError, candidate: int | None, _: int) -> bool:
        if not isinstance(doubt, EntryUndecidedError) or candidate is None or not _is(doubt, candidate, tape, point):
            return False
        known.setdefault(doubt.k, {})[doubt.key] = fmpq(candidate)
        return True

    return raised(ask, settle, needed + GUARD, MOST_BITS + 4 * needed)


def adjoint_at(tape: Tape, k: int, point: Point, digits: int) -> Value:
    """Return the derivative of the result in entry `k` by its formula: algebra proves there that terms cancel."""
    entry = place(0)
    formula = differentiate(tape.expression(tape.result, {k: entry}), entry)
    return certain(substitute(formula, {entry: tape.expression(k)}), point, digits)


def certain(e: sp.Expr, point: Point, digits: int) -> Value:
    """Return the value of an expression to so many digits, 0 if it seems to be."""
    return enclose(e, point, precision_of(digits) + GUARD, guess=True)


def _is(doubt: EntryUndecidedError, candidate: int, tape: Tape, point: Point) -> bool:
    """Return True if the part of an entry that is in doubt is the integer that it seems to be."""
    arguments = tape.entries[doubt.k].arguments
    part, _ = doubt.key
    typed = substitute(part, {place(i): tape.expression(a) for i, a in enumerate(arguments) if part.has(place(i))})
    sign = sign_at(difference(typed, sp.Integer(candidate)), point)
    if sign is None:
        raise UnsupportedError("the value could not be computed: its terms cancel")
    return sign == 0


MOST_ENTRIES = 1_000
"""The definition is not asked about a longer expression."""


def raise_corner(tape: Tape, k: int, point: Mapping[sp.Symbol, sp.Expr]) -> NoReturn:
    """Say what a corner of entry `k` means for the function.

    Raises UndefinedError if the function is not differentiable, else UnsupportedError: the graph does not give a
    derivative that exists by the definition alone, and partial derivatives do not make a function differentiable.
    """
    why = f"{tape.typed(k)} has no derivative there"
    if len(tape.entries) <= MOST_ENTRIES:
        f = tape.expression(tape.result)
        try:
            slopes = [derivative_at(f, differentiate(f, x), x, point) for x in tape.variables]
        except UndefinedError as error:
            error.source, error.span = tape.text, tape.spans[k]
            raise
        if len(slopes) == 1:
            raise UnsupportedError(
                f"the chain rule does not apply: {why}; by the definition the derivative is {slopes[0]}",
                hint="calc diff asks the definition",
            )
    raise UnsupportedError(f"whether this is differentiable is not decided: {why}")
