"""Values and adjoints on a tape whose digits are all correct, and cost a small multiple of one evaluation.

The tape is walked in balls, at a precision that is raised until every error bound is small enough. Where something
hangs on a number being exactly 0 or exactly an integer, which no precision can tell, algebra/evaluate.py proves it.
"""

from collections.abc import Mapping
from math import inf

import sympy as sp
from mpmath import libmp

from calc_cli.algebra import ball
from calc_cli.algebra.ball import Exact, Value
from calc_cli.algebra.evaluate import approximate, sign_at
from calc_cli.algebra.substitute import substitute
from calc_cli.algebra.walker import Key
from calc_cli.calculus.differentiate import differentiate
from calc_cli.calculus.graph.numbers import Balls, DoubtError
from calc_cli.calculus.graph.tape import Tape, place
from calc_cli.calculus.graph.walk import Walk, difference
from calc_cli.errors import UnsupportedError

Point = Mapping[sp.Symbol, sp.Expr]

GUARD = 30
"""Bits beyond those asked for, which rounding may use up."""

_PROVE_FROM = 500
"""From this precision on, a number that still looks like an integer is suspected to be one."""

_MOST_BITS = 40_000


def walk(tape: Tape, point: Point, digits: int) -> tuple[Walk, list[Value | None]]:
    """Walk forward and backward, so that the derivative in each variable has `digits` correct digits.

    Raises UndefinedError and KinkError as the walk does, UnsupportedError where no precision decides.
    """
    known: dict[int, dict[Key, Exact]] = {}
    needed = bits_of(digits)
    bits = needed + GUARD
    while bits <= _MOST_BITS + 4 * needed:
        try:
            found = Walk(tape, Balls(bits, known), point)
            adjoints = found.adjoints()
        except DoubtError as doubt:
            if bits >= _PROVE_FROM:
                _settle(doubt, tape, point, known, bits)
        else:
            wide = [k for k in range(len(tape.variables)) if is_wide(adjoints[k], needed)]
            if not wide or bits >= _PROVE_FROM:
                for k in wide:  # terms cancel, perhaps to exactly 0
                    adjoints[k] = adjoint_at(tape, k, point, digits)
                return found, adjoints
        bits = max(2 * bits, _PROVE_FROM if bits > 2 * needed else 0)
    raise UnsupportedError("the value could not be computed: its terms are too far apart in size")


def bits_of(digits: int) -> int:
    """The precision at which numbers have so many decimal digits."""
    return int(digits * 3.3219281) + 6


def is_wide(value: Value | None, bits: int) -> bool:
    """Whether fewer bits than these are certain."""
    return isinstance(value, tuple) and -inf < value[1] and value[1] > ball.magnitude(value[0]) - bits


def adjoint_at(tape: Tape, k: int, point: Point, digits: int) -> Value:
    """The derivative of the result in entry `k` by its formula: algebra proves there that terms cancel."""
    entry = place(0)
    formula = differentiate(tape.expression(tape.result, {k: entry}), entry)
    return certain(substitute(formula, {entry: tape.expression(k)}), point, digits)


def certain(e: sp.Expr, point: Point, digits: int) -> Value:
    """The value of an expression, a ball or 0."""
    v = approximate(e, point, digits + 2)._mpf_
    return (v, ball.magnitude(v) - bits_of(digits)) if v[1] else 0


def _settle(doubt: DoubtError, tape: Tape, point: Point, known: dict[int, dict[Key, Exact]], bits: int) -> None:
    """Find out whether the part of an entry that is in doubt is the integer that it seems to be."""
    v, err = ball.ball(doubt.value, bits)
    if ball.magnitude(v) > bits / 2:
        return
    nearest = int(libmp.to_int(libmp.mpf_nint(v)))
    if ball.joined(ball.magnitude(libmp.mpf_sub(v, libmp.from_int(nearest))), err) > -bits / 4:
        return
    arguments = tape.entries[doubt.k].arguments
    part, _ = doubt.key
    typed = substitute(part, {place(i): tape.expression(a) for i, a in enumerate(arguments) if part.has(place(i))})
    sign = sign_at(difference(typed, sp.Integer(nearest)), point)
    if sign is None:
        raise UnsupportedError("the value could not be computed: its terms cancel")
    if sign == 0:
        known.setdefault(doubt.k, {})[doubt.key] = nearest
