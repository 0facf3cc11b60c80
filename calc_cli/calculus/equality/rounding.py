"""Tell whether an answer in decimals is the right one, rounded: off by no more than its decimals may be."""

from collections.abc import Mapping, Sequence

import mpmath
import sympy as sp

from calc_cli.algebra.comparison import Meeting
from calc_cli.algebra.evaluate import approximate
from calc_cli.calculus.equality.samples import Sampling
from calc_cli.errors import UndefinedError, UnsupportedError

_DIGITS = 30
_ENOUGH = 4


def is_rounded(expected: sp.Expr, given: sp.Expr, moved: Sequence[sp.Expr]) -> bool:
    """Return True if the answer is off by no more than the `moved` ones are from it, at every point that is tried.

    Each of them has one decimal moved by half a unit in its last place.
    """
    sampling = Sampling(expected, given, ())
    samples = sampling.simple() if sampling.variables else [sampling.at({})]
    places = [sample.at for sample in samples if sample.meeting in (Meeting.SAME, Meeting.DIFFERENT)]
    if len(places) < (_ENOUGH if sampling.variables else 1):
        return False
    try:
        return all(_is_near(expected, given, moved, at) for at in places)
    except (UndefinedError, UnsupportedError):
        return False


def _is_near(expected: sp.Expr, given: sp.Expr, moved: Sequence[sp.Expr], at: Mapping[sp.Symbol, sp.Expr]) -> bool:
    truth, answer, *others = (approximate(e, at, _DIGITS) for e in (expected, given, *moved))
    with mpmath.workdps(_DIGITS):
        room = sum(abs(other - answer) for other in others)
        return bool(abs(truth - answer) <= room * (1 + mpmath.mpf(10) ** (5 - _DIGITS)))
