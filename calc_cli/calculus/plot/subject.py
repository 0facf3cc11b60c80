"""The subject of a curve: a function, or the derivative of one, which exists only where the definition gives one.

Many values are found fast by enclosures at the precision of floats, compiled once (algebra/enclosures). Where one is
too wide to be seen as a point, or the precision leaves open whether there is a value, that one value is found again by
algebra/evaluate.py, which raises the precision. A curve may have tangents, and secants that become them.
"""

import math
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

import mpmath
import sympy as sp
from flint import arb

from calc_cli.algebra.conditions import definedness
from calc_cli.algebra.enclosures.compilation import Evaluation
from calc_cli.algebra.enclosures.enclosure import UndecidedError, Value, at_precision, is_wide
from calc_cli.algebra.enclosures.evaluation import compiled
from calc_cli.algebra.evaluate import approximate, substitute, value_at
from calc_cli.algebra.functions import TypedFunction
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.differentiability.definition import NotDefined, NotDifferentiableError, derivative_at
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.limits.neighbourhood import Approach
from calc_cli.calculus.limits.one_sided import limit_by_algebra
from calc_cli.errors import UndefinedError, UnsupportedError

_BITS = 53

_GOOD = 27
"""A value with so many certain bits, eight digits, is good enough."""

_VISIBLE = 14
"""A picture does not show more bits."""

_SLOWLY = 15
"""Significant digits of a value that is found again."""

SHRINKING = (sp.Integer(1), sp.Rational(1, 2), sp.Rational(1, 4))
"""The h of the secants, times a round number that suits the width of the picture."""


class FloatFunction:
    """`f(x, y, ...)` is the value of the expression there as a float, nan where it has no real value.

    What is too large for a float is infinite.
    """

    def __init__(self, typed: sp.Expr, variables: Sequence[sp.Symbol]) -> None:
        self.typed = typed
        self.variables = tuple(variables)
        self._compiled = compiled(_with_positive_bases(typed))
        self._place: dict[sp.Basic, Value] = {}
        self._evaluation = Evaluation(self._place, {})

    def __call__(self, *point: float) -> float:
        """Return the value, correct to eight significant digits; to four where exact arithmetic cannot help."""
        self._place.update(zip(self.variables, map(arb, point), strict=True))
        self._evaluation.memo.clear()
        value: Value | None = None
        try:
            value = at_precision(_BITS, self._compiled, self._evaluation)
            if not is_wide(value, _GOOD):
                return _float(value)
        except UndefinedError:
            return math.nan
        except (UndecidedError, UnsupportedError):
            pass  # so few bits do not tell
        place = {x: mpmath.mpf(at) for x, at in zip(self.variables, point, strict=True)}
        try:
            return float(approximate(self.typed, place, _SLOWLY, quick=True))
        except UndefinedError:
            return math.nan
        except UnsupportedError:
            return math.nan if value is None or is_wide(value, _VISIBLE) else _float(value)


def _with_positive_bases(e: sp.Expr) -> sp.Expr:
    """Return `e` without values at single points: floats are fractions, but x^(1/x) has no curve at negative x."""
    of_powers = [c for c in definedness(e) if c not in definedness(e, formally=False)]
    return sp.Piecewise((e, sp.And(*of_powers)), evaluate=False) if of_powers else e


def _float(value: Value) -> float:
    try:
        return float(value)
    except OverflowError:  # FLINT's, of a long fraction, where that of a ball is infinite
        return math.inf if value > 0 else -math.inf


class PlottedFunction(FloatFunction):
    """`shown` is the function of one variable `f` as typed; `typed` with its sums written out, and so its domain.

    `expression` is the same, evaluated. The conditions of `sources` tell where the curve may break.
    """

    def __init__(self, f: TypedFunction) -> None:
        super().__init__(substitute(f.typed, {}), (f.variable,))
        self.shown = f.typed
        self.expression = f.expression
        self.x = f.variable
        self.name = f.name
        self.sources: tuple[sp.Expr, ...] = (self.typed,)

    @cached_property
    def slope(self) -> sp.Expr:
        """The formula of the derivative. Raises UnsupportedError if calc has no rule for it."""
        return tidy(differentiate(self.expression, self.x))

    def exactly(self, at: sp.Expr) -> sp.Expr:
        """Return the exact value. Raises UndefinedError or UnsupportedError."""
        return value_at(self.typed, {self.x: at})

    def limit(self, at: sp.Expr, side: int) -> tuple[str, sp.Expr | None]:
        """Return the kind of the limit from a side, and the limit that algebra finds. Raises CalcError."""
        found = limit_by_algebra(self.typed, Approach(self.x, at, side))
        return found.kind, found.value

    def slope_at(self, at: sp.Expr) -> sp.Expr:
        """Return the derivative by the definition. Raises UndefinedError if there is none."""
        return derivative_at(self.typed, self.slope, self.x, {self.x: at})


class Derived(PlottedFunction):
    """The derivative of a function."""

    def __init__(self, function: PlottedFunction) -> None:
        super().__init__(TypedFunction(function.slope, function.slope, (function.x,)))
        self.function = function
        self.sources = (function.typed, self.typed)  # that of 1/x alone does not tell where ln x is defined

    def __call__(self, *at: float) -> float:
        """Return the value of the formula where the function is defined."""
        guard = self.function(*at)
        return super().__call__(*at) if guard == guard else guard

    def exactly(self, at: sp.Expr) -> sp.Expr:
        """Return the derivative by the definition. Raises UndefinedError or UnsupportedError."""
        return self.function.slope_at(at)


@dataclass(frozen=True, slots=True)
class Line:
    """The line through (a, f(a)) with this `slope`, which is infinite if it is vertical; a secant has an `h`."""

    a: sp.Expr
    value: sp.Expr
    slope: sp.Expr
    h: sp.Expr | None = None

    @property
    def points(self) -> tuple[tuple[sp.Expr, sp.Expr], ...]:
        """The points of the curve that it goes through."""
        first = self.a, self.value
        return (first,) if self.h is None else (first, (self.a + self.h, self.value + self.slope * self.h))

    def height(self, x: sp.Symbol) -> sp.Expr:
        """Return y = m x + b of a line that is not vertical."""
        return sp.expand(self.slope * x) + sp.expand(self.value - self.slope * self.a)


def tangent(f: PlottedFunction, a: sp.Expr) -> Line:
    """Return the tangent at x = a. Raises UndefinedError or UnsupportedError, with the reason, if there is none."""
    try:
        value = f.exactly(a)
        try:
            return Line(a, value, f.slope_at(a))
        except NotDifferentiableError as error:
            if not error.is_vertical_tangent:
                raise
            return Line(a, value, sp.oo)
    except (UndefinedError, UnsupportedError) as error:
        has_value = isinstance(error, NotDifferentiableError) and not isinstance(error.reason, NotDefined)
        reason = "" if has_value or isinstance(error, UnsupportedError) else "not defined: "
        kind = UnsupportedError if isinstance(error, UnsupportedError) else UndefinedError
        raise kind(f"no tangent at {f.x} = {a}: {reason}{error.message}") from None


def secants(f: PlottedFunction, a: sp.Expr, unit: sp.Expr) -> Iterator[Line]:
    """Yield the secants through (a, f(a)) and (a + h, f(a + h)) for shrinking h; to the left where f ends at a."""
    try:
        value = f.exactly(a)
    except (UndefinedError, UnsupportedError):
        return
    for share in SHRINKING:
        for h in (share * unit, -share * unit):
            with suppress(UndefinedError, UnsupportedError):
                yield Line(a, value, (f.exactly(a + h) - value) / h, h)
                break
