"""Numbers, vectors and matrices of numbers as text."""

from typing import Any

import mpmath
import numpy as np

SHOWN_DIGITS = 12
LONGEST = 8
"""More entries than this in a row of a value are left out on a page."""


def number(x: Any, digits: int | None, shown: int = SHOWN_DIGITS) -> str:
    """Return a number in decimals; without `digits` the shortest of `shown` digits: 2, 0.333333333333."""
    if digits is not None:
        with mpmath.workdps(digits + 10):
            return str(mpmath.nstr(mpmath.mpf(x), digits, strip_zeros=False))
    text = str(mpmath.nstr(mpmath.mpf(x), shown))
    return text.removesuffix(".0").replace(".0e", "e").replace("e+", "e")


def rows(value: Any, digits: int | None, shown: int = SHOWN_DIGITS) -> str:
    """Return a value as calc reads it: 2, [1, 2] or [[1, 2], [3, 4]]; a row is written as a column is."""
    if not isinstance(value, np.ndarray):
        return number(value, digits, shown)
    if 1 in value.shape:
        return _listed(number(x, digits, shown) for x in value.flat)
    return _listed(_listed(number(x, digits, shown) for x in row) for row in value)


def _listed(items: Any) -> str:
    return f"[{', '.join(items)}]"
