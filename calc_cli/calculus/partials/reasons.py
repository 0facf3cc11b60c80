"""Why a function of several variables has no tangent plane at a point, as data, and the sentence made of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import sympy as sp

from calc_cli.algebra.substitute import Point
from calc_cli.calculus.differentiability.definition import NotDifferentiableError, limit_text, place, shown
from calc_cli.calculus.limits.one_sided import OneSided
from calc_cli.calculus.limits.paths import Path
from calc_cli.errors import UndefinedError

_MOST_TOLD = 6
"""Of at most this many variables a message tells each partial derivative."""


@dataclass(frozen=True, slots=True)
class NoPartialDerivatives:
    """Some partial derivatives do not exist, each for its reason; the others have `values`."""

    missing: Sequence[tuple[Sequence[sp.Symbol], NotDifferentiableError]]
    values: Point


@dataclass(frozen=True, slots=True)
class NotDefinedAround:
    """The function is not defined in a direction from the point."""

    direction: Sequence[sp.Expr]


@dataclass(frozen=True, slots=True)
class Discontinuous:
    """Along a path the function goes to a limit that is not its value."""

    path: Path
    limit: OneSided
    value: sp.Expr


@dataclass(frozen=True, slots=True)
class NotLinear:
    """The slope in a direction is not that of the gradient, `linear`, which is None if the slope is no number."""

    direction: Sequence[sp.Expr]
    slope: OneSided
    linear: sp.Expr | None


@dataclass(frozen=True, slots=True)
class NotClose:
    """Along a path, the distance from the tangent plane over that from the point does not go to 0 but to a limit."""

    path: Path
    limit: sp.Expr | None


Reason: TypeAlias = NoPartialDerivatives | NotDefinedAround | Discontinuous | NotLinear | NotClose


class NoTangentPlaneError(UndefinedError):
    """A function is not differentiable at a point, for a `reason`; `partials` are its partial derivatives there."""

    def __init__(self, point: Point, reason: Reason, partials: Point) -> None:
        said = _because(reason, point)
        more = "" if isinstance(reason, NoPartialDerivatives) else f"; {partials_exist(partials)}"
        super().__init__(f"not differentiable at {place(point)}: {said}{more}")
        self.reason = reason


def partials_exist(partials: Point) -> str:
    """Return the sentence that there are partial derivatives."""
    if len(partials) > _MOST_TOLD:
        return "its partial derivatives exist"
    values = ", ".join(f"{shown(value)} in {x}" for x, value in partials.items())
    return f"its partial derivative{'s exist' if len(partials) > 1 else ' exists'}: {values}"


def _because(reason: Reason, point: Point) -> str:
    match reason:
        case NoPartialDerivatives(missing, values):
            said = [f"no partial derivative in {_listed(xs)}: {error.because}" for xs, error in missing]
            if len(point) <= _MOST_TOLD:
                said += [f"that in {x} is {shown(value)}" for x, value in values.items()]
            return "; ".join(said)
        case NotDefinedAround(direction):
            return f"it is not defined all around: not in the direction {_vector(direction)}"
        case Discontinuous(path, limit, value):
            return f"it is not continuous there: {limit_text(limit)} along {_curve(path, point)}, {shown(value)} there"
        case NotLinear(direction, slope, linear):
            but = "" if linear is None else f", but the gradient gives {shown(linear)}"
            return f"its slope in the direction {_vector(direction)} is {limit_text(slope)}{but}"
        case NotClose(path, limit):
            goes = "does not go to 0" if limit is None else f"goes to {shown(limit)}, not to 0"
            return (
                f"along {_curve(path, point)} the distance from the tangent plane, "
                f"divided by that from the point, {goes}"
            )


def _listed(variables: Sequence[sp.Symbol]) -> str:
    *first, last = map(str, variables[:_MOST_TOLD])
    more = " ..." if len(variables) > _MOST_TOLD else ""
    return (f"{', '.join(first)} or {last}" if first else last) + more


def _vector(components: Sequence[sp.Expr]) -> str:
    return f"[{', '.join(map(str, components))}]"


def _curve(path: Path, to: Point) -> str:
    return ", ".join(f"{x} = {shown(e)}" for x, e in path.equations(to).items())
