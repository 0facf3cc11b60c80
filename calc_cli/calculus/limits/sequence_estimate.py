"""The limit of a sequence found by experiment: its values at 2, 4, 8, ... and beside these, continued."""

from collections.abc import Callable
from itertools import pairwise

import mpmath

from calc_cli.calculus.limits.extrapolation import DIGITS, LASTING, Estimate, continued, epsilon, romberg, up_to_gap

_DOUBLED = 12
"""A sequence is looked at up to the integer 2 to the power of this."""


def estimate_of_sequence(f: Callable[[int], mpmath.mpf]) -> Estimate:
    """Find the limit of f(n) as n goes through the integers, from values at 1, 2, 4, ... and beside these.

    A limit is believed if both families are continued to the same; the differences from 2^k to 2^(k+1) of what is
    infinite do not shrink: those of 1 + 1/2 + ... + 1/n go to ln 2.
    """
    with mpmath.workdps(3 * DIGITS):
        rows = [up_to_gap(f, [2**k + beside for k in range(1, _DOUBLED + 1)]) for beside in (0, 1)]
        shortest = min(map(len, rows))
        if shortest < 8:
            return Estimate("undecided")
        even, odd = (row[:shortest] for row in rows)
        steps = [b - a for a, b in pairwise(even)]
        signs = {mpmath.sign(step) for step in steps[-5:]}
        is_steady = all(abs(b - a) <= abs(step) for a, b, step in zip(even[-5:], odd[-5:], steps[-5:], strict=True))
        is_lasting = all(abs(b) >= LASTING * abs(a) for a, b in pairwise(steps[-5:]))
        if len(signs) == 1 and 0 not in signs and is_steady and is_lasting:
            return Estimate("+inf" if signs.pop() > 0 else "-inf")
        if not (_settles(even) and _settles(odd)):
            return Estimate("undecided")
        (one, error), (other, more) = _best_of(even), _best_of(odd)
        if abs(one - other) > 100 * (error + more) and max(error, more) < mpmath.mpf("1e-6"):
            return Estimate("oscillates", range=(min(one, other), max(one, other)))
        if abs(one - other) > error + more or error > max(1, abs(one)) * mpmath.mpf("1e-6"):
            return Estimate("undecided")
        return Estimate("finite", one, max(error, abs(one - other)))


def _settles(row: list[mpmath.mpf]) -> bool:
    """Return True if the steps shrink, at most by what the digits allow."""
    nothing = abs(row[-1]) * mpmath.mpf(10) ** (3 - DIGITS)
    steps = [abs(b - a) for a, b in pairwise(row[-5:])]
    return all(b <= max(nothing, LASTING * a) for a, b in pairwise(steps))


def _best_of(row: list[mpmath.mpf]) -> tuple[mpmath.mpf, mpmath.mpf]:
    """Return the continuation that leaving out values moves least; of values that hardly move, the last."""
    moved = 8 * abs(row[-1] - row[-2])
    found = [(row[-1], max(moved, abs(row[-1] - row[-3])))] if moved <= abs(row[-2] - row[-3]) or not moved else []
    found += [each for method in (epsilon, romberg) if (each := continued(method, row)) is not None]
    return min(found, key=lambda each: each[1])
