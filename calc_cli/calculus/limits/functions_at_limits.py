"""The facts of functions' records that limits need: at infinity, and of what goes up and down for ever."""

from collections.abc import Sequence

import sympy as sp

from calc_cli.algebra.evaluate import truth_at
from calc_cli.algebra.formulas import condition_on, number
from calc_cli.algebra.functions import record_of
from calc_cli.calculus.limits.behaviour import Range


def limit_at(function: type[sp.Basic], infinity: sp.Expr) -> sp.Expr | None:
    """Return the limit of a function of one argument at oo or -oo, None if there is none."""
    record = record_of(function)
    text = "" if record is None else record.ends[infinity is sp.oo]
    return number(text) if text else None


def is_continuous(function: type[sp.Basic]) -> bool:
    """Return True if a function is continuous at every point of its domain."""
    record = record_of(function)
    return record is not None and record.is_continuous


def has_bounds(function: type[sp.Basic]) -> bool:
    """Return True if the values of a function are bounded."""
    record = record_of(function)
    return record is not None and record.is_bounded


def is_periodic(function: type[sp.Basic]) -> bool:
    """Return True if a function has a period."""
    record = record_of(function)
    return record is not None and bool(record.period)


def range_of(function: type[sp.Basic]) -> Range | None:
    """Return the ends of the range of a function that is known."""
    record = record_of(function)
    return None if record is None else (number(record.low), number(record.high))


def is_analytic(function: type[sp.Basic], center: Sequence[sp.Expr], is_generic: bool = False) -> bool:
    """Return True if a known function is certainly analytic in its last argument near `center`.

    With `is_generic` it is so if that depends on parameters.
    """
    record = record_of(function)
    if record is None or len(record.derivative) != len(center) or not record.derivative[-1]:
        return False
    u, v = center[0], center[-1]
    truths = {truth_at(condition_on(text, u, v), {}) for text in (record.defined, record.smooth) if text}
    return truths <= ({True, None} if is_generic and v.free_symbols else {True})
