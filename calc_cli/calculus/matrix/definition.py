"""The derivative at a point by its definition, where the formula has a gap and the function has none.

Examples are relu(x)² at 0 and det X at a singular X. With q(v) = (f(p + hv) − f(p))/h for a tiny h, a derivative is
there if q settles as h shrinks, if q(−v) = −q(v), and if q of a random v is the sum of the q of its coordinates. With
D digits asked for h is 10^(−4D) and 10^(−6D), so that what vanishes as h^(1/4) or faster has vanished.
"""

from collections.abc import Callable
from random import Random
from typing import Any, Literal, TypeAlias

import mpmath
import numpy as np

from calc_cli.calculus.matrix.verify import direction
from calc_cli.errors import UndefinedError

Values: TypeAlias = Callable[[Any], Any]

MOST_EVALUATIONS = 2_000


def derivative_at(f: Values, point: Any, digits: int, order: Literal[1, 2] = 1) -> Any:
    """Return the m×n derivative of `f` at `point`, both with their entries in rows, or with `order` 2 the Hessian.

    None if there is none, or if it would take too long.
    """
    if (4 * np.size(point) + 9) ** order > MOST_EVALUATIONS:
        return None
    if order == 2:
        inner = 8 * digits  # an error of the gradient is divided by h
        return derivative_at(lambda x: _known(derivative_at(f, x, inner)), point, digits)
    with mpmath.workdps(16 * digits):
        try:
            return _derivative(f, point, digits)
        except UndefinedError:
            return None


def _known(derivative: Any) -> Any:
    if derivative is None:
        raise UndefinedError("there is no derivative")
    return derivative


def _derivative(f: Values, point: Any, digits: int) -> Any:
    at_point, tolerance = np.ravel(f(point)), mpmath.mpf(10) ** -digits

    def slope(v: Any) -> Any:
        """Return the settled q(v). Raises UndefinedError if there is none."""
        coarse, *others = [
            (np.ravel(f(point + h * v)) - at_point) / h
            for h in (sign * mpmath.mpf(10) ** -(k * digits) for k in (4, 6) for sign in (1, -1))
        ]
        scale = max([1, *map(abs, coarse)])
        if any(abs(x) > tolerance * scale for other in others for x in other - coarse):
            raise UndefinedError("there is no derivative")
        pairs = zip(coarse, others[-1], strict=True)
        return np.array([b if abs(a - b) <= abs(b) / 2 else b * 0 for a, b in pairs], dtype=object)

    directions = [_unit(np.shape(point), i) for i in range(np.size(point))]
    columns = [slope(v) for v in directions]
    for seed in (1, 2) if len(directions) > 1 else ():
        v = direction(np.shape(point), Random(seed))
        expected = sum(c * column for c, column in zip(np.ravel(v), columns, strict=True))
        found = slope(v)
        if any(abs(x) > 9 * tolerance * max(1, *map(abs, found)) for x in found - expected):
            raise UndefinedError("there is no derivative")
    return np.array(columns, dtype=object).T


def _unit(shape: tuple[int, ...], i: int) -> Any:
    if shape == ():
        return mpmath.mpf(1)
    v = np.full(shape, mpmath.mpf(0), dtype=object)
    v.flat[i] = mpmath.mpf(1)
    return v
