"""Graphs at points where the chain rule does not apply: the definition of the derivative decides."""

from collections.abc import Mapping
from typing import NoReturn

import sympy as sp

from calc_cli.calculus.differentiability.definition import derivative_at
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.graph.tape import Tape
from calc_cli.errors import UndefinedError, UnsupportedError

MOST_ENTRIES = 1_000
"""The definition is not asked about a longer expression."""


def raise_corner(tape: Tape, k: int, point: Mapping[sp.Symbol, sp.Expr]) -> NoReturn:
    """Say what a corner of entry `k` means for the function.

    Raises UndefinedError if the function is not differentiable, else UnsupportedError: the graph does not give a
    derivative that exists by the definition alone, and partial derivatives do not make a function differentiable.
    """
    why = f"{tape.typed(k)} has no derivative there"
    slopes = _slopes(tape, k, point) if len(tape.entries) <= MOST_ENTRIES else []
    if len(slopes) == 1:
        raise UnsupportedError(
            f"the chain rule does not apply: {why}; by the definition the derivative is {slopes[0]}",
            hint="calc diff asks the definition",
        )
    raise UnsupportedError(f"whether this is differentiable is not decided: {why}")


def _slopes(tape: Tape, k: int, point: Mapping[sp.Symbol, sp.Expr]) -> list[sp.Expr]:
    """Return the partial derivatives by the definition."""
    f = tape.expression(tape.result)
    try:
        return [derivative_at(f, differentiate(f, x), x, point) for x in tape.variables]
    except UndefinedError as error:
        error.source, error.span = tape.text, tape.spans[k]
        raise
