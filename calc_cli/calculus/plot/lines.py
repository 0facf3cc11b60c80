"""The tangent to a curve, and the secants that become it."""

from collections.abc import Iterator
from dataclasses import dataclass

import sympy as sp

from calc_cli.calculus.differentiability.reasons import NotDefined, NotDifferentiableError
from calc_cli.calculus.plot.subject import PlottedFunction
from calc_cli.errors import ExitStatus, UndefinedError, UnsupportedError

SHRINKING = (sp.Integer(1), sp.Rational(1, 2), sp.Rational(1, 4))
"""The h of the secants, times a round number that suits the width of the picture."""


@dataclass(frozen=True, slots=True)
class Line:
    """The line through (a, f(a)) with this `slope`, which is infinite if it is vertical; a secant has an `h`."""

    a: sp.Expr
    value: sp.Expr
    slope: sp.Expr
    h: sp.Expr | None = None

    def height(self, x: sp.Symbol) -> sp.Expr:
        """Return y = m x + b of a line that is not vertical."""
        return sp.expand(self.slope * x) + sp.expand(self.value - self.slope * self.a)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no line: `reason` in words, and what the command then ends with."""

    reason: str
    status: ExitStatus


def tangent(f: PlottedFunction, a: sp.Expr) -> Line | Refusal:
    """Return the tangent at x = a, or why there is none."""
    try:
        return Line(a, f.exactly(a), _slope(f, a))
    except UndefinedError as error:
        has_value = isinstance(error, NotDifferentiableError) and not isinstance(error.reason, NotDefined)
        reason = error.message if has_value else f"not defined: {error.message}"
        return Refusal(f"no tangent at {f.x} = {a}: {reason}", error.status)
    except UnsupportedError as error:
        return Refusal(f"no tangent at {f.x} = {a}: {error.message}", error.status)


def _slope(f: PlottedFunction, a: sp.Expr) -> sp.Expr:
    try:
        return f.slope_at(a)
    except NotDifferentiableError as error:
        if error.is_vertical_tangent:
            return sp.oo
        raise


def secants(f: PlottedFunction, a: sp.Expr, unit: sp.Expr) -> Iterator[Line]:
    """Yield the secants through (a, f(a)) and (a + h, f(a + h)) for shrinking h; to the left where f ends at a."""
    try:
        value = f.exactly(a)
    except (UndefinedError, UnsupportedError):
        return
    for share in SHRINKING:
        for h in (share * unit, -share * unit):
            try:
                rise = f.exactly(a + h) - value
            except (UndefinedError, UnsupportedError):
                continue
            yield Line(a, value, rise / h, h)
            break
