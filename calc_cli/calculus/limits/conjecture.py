"""A closed form guessed from the decimals of a number, which proves nothing."""

import mpmath
import sympy as sp

from calc_cli.algebra.evaluate import approximate, lower
from calc_cli.errors import CalcError
from calc_cli.syntax.parser import parse

_CONSTANTS = ["pi", "e", "log(2)", "log(3)"]
_SEARCHED, _KNOWN = 16, 20
"""A form that is found by so many digits must have all that are known, at least so many."""


def conjectured(estimate: mpmath.mpf, error: mpmath.mpf) -> sp.Expr | None:
    """Return a short number that is within `error` of the estimate; None if there is none or the digits are too few."""
    if error > max(1, abs(estimate)) * mpmath.mpf(10) ** -_KNOWN:
        return None
    with mpmath.workdps(_SEARCHED):
        form = mpmath.identify(estimate, _CONSTANTS)
    if not form:
        return None
    try:
        value = lower(parse(form).tree)
        return value if abs(approximate(value, {}, 2 * _KNOWN) - estimate) <= error else None
    except CalcError:
        return None
