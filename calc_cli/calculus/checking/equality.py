"""Whether two expressions are equal over the real numbers: by algebra, else to 30 digits at points."""

import mpmath
import sympy as sp

from calc_cli.algebra.evaluate import approximate, sign_at, value_at
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.checking.verdict import Check, Counterexample
from calc_cli.calculus.limits.one_sided import examples
from calc_cli.errors import UndefinedError, UnsupportedError

DIGITS = 30


def compare(expected: sp.Expr, given: sp.Expr) -> Check:
    """Tell whether `given` equals `expected` wherever both are defined.

    An exact zero of the difference is a proof, and so is a point with two different values; agreement at every
    point that was tried is `sampled`.
    """
    difference = tidy(sp.expand(given - expected))
    if difference == 0:
        return Check(given, True, "proved")
    try:
        sign = sign_at(difference, {})
    except UndefinedError:
        return Check(given, False, "proved")
    if sign == 0 or not difference.free_symbols:
        return Check(given, None if sign is None else sign == 0, None if sign is None else "proved")
    return _sampled(expected, given)


def _sampled(expected: sp.Expr, given: sp.Expr) -> Check:
    """By values for the variables."""
    tried = 0
    for point in examples(given.free_symbols | expected.free_symbols):
        try:
            difference = approximate(value_at(given, point) - value_at(expected, point), {}, 3)
            size = max(1, abs(approximate(expected, point, 3)))
        except UndefinedError:
            continue
        except UnsupportedError:  # a difference that no precision tells from 0
            tried += 1
            continue
        if abs(difference) > size * mpmath.mpf(10) ** -DIGITS:
            values = Counterexample(point, value_at(expected, point), value_at(given, point))
            return Check(given, False, "proved", values)
        tried += 1
    return Check(given, True if tried else None, "sampled" if tried else None)
