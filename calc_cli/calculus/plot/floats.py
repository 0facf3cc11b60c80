"""Many values of one expression, fast: enclosures at the precision of floats, compiled once (algebra/enclosures).

Where one is too wide to be seen as a point, or the precision leaves open whether there is a value, that one value is
found again by algebra/evaluate.py, which raises the precision.
"""

import math
from collections.abc import Sequence

import mpmath
import sympy as sp
from flint import arb

from calc_cli.algebra.enclosures.compilation import Evaluation
from calc_cli.algebra.enclosures.enclosure import UndecidedError, Value, at_precision, is_wide
from calc_cli.algebra.enclosures.evaluation import compiled
from calc_cli.algebra.evaluate import approximate
from calc_cli.errors import UndefinedError, UnsupportedError

_BITS = 53

_GOOD = 27
"""A value with so many certain bits, eight digits, is good enough."""

_VISIBLE = 14
"""A picture does not show more bits."""

_SLOWLY = 15
"""Significant digits of a value that is found again."""

Point = Sequence[float]


class FloatFunction:
    """`f(x, y, ...)` is the value of the expression there as a float, nan where it has no real value.

    What is too large for a float is infinite.
    """

    def __init__(self, e: sp.Expr, variables: Sequence[sp.Symbol]) -> None:
        self.expression = e
        self.variables = tuple(variables)
        self._compiled = compiled(e)
        self._place: dict[sp.Basic, Value] = {}
        self._evaluation = Evaluation(self._place, {})

    def __call__(self, *point: float) -> float:
        """Return the value, correct to eight significant digits; to four where exact arithmetic cannot help."""
        try:
            value = self._enclosed(point)
        except UndefinedError:
            return math.nan
        if value is not None and not is_wide(value, _GOOD):
            return _float(value)
        exactly = self._exactly(point)
        if exactly is None:
            return math.nan if value is None or is_wide(value, _VISIBLE) else _float(value)
        return exactly

    def _enclosed(self, point: Point) -> Value | None:
        """Return the enclosure of the value, None if so few bits do not tell. Raise UndefinedError if there is none."""
        self._place.update(zip(self.variables, map(arb, point), strict=True))
        self._evaluation.memo.clear()
        try:
            return at_precision(_BITS, self._compiled, self._evaluation)
        except (UndecidedError, UnsupportedError):
            return None

    def _exactly(self, point: Point) -> float | None:
        """Return the value to many digits; nan if there is none, None if it is not known."""
        place = {x: mpmath.mpf(at) for x, at in zip(self.variables, point, strict=True)}
        try:
            return float(approximate(self.expression, place, _SLOWLY, quick=True))
        except UndefinedError:
            return math.nan
        except UnsupportedError:
            return None


def _float(value: Value) -> float:
    try:
        return float(value)
    except OverflowError:  # FLINT's, of a long fraction, where that of a ball is infinite
        return math.inf if value > 0 else -math.inf
