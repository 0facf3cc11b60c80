"""Gradient descent, told step by step: x ← x - rate ∇f(x), with momentum, or Newton's x ← x - rate H⁻¹ ∇f(x).

Near a minimum f is about a quadratic with the Hessian H, of which the least and the greatest eigenvalue are λ and Λ. A
step multiplies the error along an eigenvector by 1 - rate λᵢ, so that the walk converges if rate < 2/Λ, fastest with
2/(λ + Λ), by (κ - 1)/(κ + 1) a step, κ = Λ/λ being the condition number (J. Nocedal, S. Wright, Numerical Optimization,
2006, section 3.3). With momentum β, v ← β v - rate ∇f(x), x ← x + v, it converges if rate < 2(1 + β)/Λ (B. Polyak, Some
methods of speeding up the convergence of iteration methods, 1964).
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Literal, TypeAlias

import numpy as np

from calc_cli.calculus.descend.objective import Array, NoGradientError, Objective
from calc_cli.calculus.result import Fields, present
from calc_cli.errors import UndefinedError, UnsupportedError

Method: TypeAlias = Literal["gradient", "momentum", "newton"]
Stop: TypeAlias = Literal["converged", "steps", "outside", "kink", "overflow", "singular", "time", "interrupted"]

MOMENTUM = 0.9
"""The part of a step that the next one repeats."""

MOST_STEPS = 1_000
"""If it is not said how many, so many at most."""

_SMALL = 1e-8
"""A gradient that is smaller counts as 0, as a part of that at the start if that is less than 1."""

_ROUNDING = 1e-13
"""A value does not rise by this part of it, which is rounding."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A point `at` which the walk is after so many steps, the value there and the length of the gradient.

    The value `rises` if it is greater than before; the gradient `turns` if it points back against the one before.
    """

    step: int
    at: Array
    value: float
    slope: float
    rises: bool = False
    turns: bool = False

    def fields(self, objective: Objective) -> Fields:
        """Return what JSON has of it."""
        told = {"value": self.value, "slope": self.slope, "events": self.events}
        return {"step": self.step, "at": objective.named(self.at), **present(told)}

    @property
    def events(self) -> tuple[str, ...]:
        """What happens at this step, in words."""
        return ("rises",) * self.rises + ("turns back",) * self.turns


def threshold(start: Visit) -> float:
    """Return how small a gradient counts as 0."""
    return _SMALL * min(1.0, start.slope)


Watch: TypeAlias = Callable[[Visit], Stop | None]
"""Called with every step; says why the walk is to stop there, if it is."""


@dataclass(frozen=True, slots=True)
class Walked:
    """The visits of a walk, and how it ended."""

    visits: tuple[Visit, ...]
    stopped: Stop
    stray: Array | None = None
    reason: str = ""


def walk(
    objective: Objective, start: Array, method: Method, rate: float, steps: int, watch: Watch, *, to_the_end: bool
) -> Walked:
    """Go so many steps, or, unless the walk goes `to_the_end`, until the gradient is about 0.

    Raises UndefinedError if there is no value at the start.
    """
    x, visits = np.array(start, dtype=float), list[Visit]()
    before, velocity, last = np.zeros_like(x), np.zeros_like(x), np.inf
    with np.errstate(all="ignore"):
        for step in count():
            try:
                value, gradient = objective.at(x)
            except NoGradientError as kink:
                visits.append(Visit(step, x, kink.value, np.nan))
                stop = watch(visits[-1])
                return Walked(tuple(visits), stop or "kink", reason="" if stop else kink.part)
            except UndefinedError as error:
                if not step:
                    raise
                return Walked(tuple(visits), "outside", x, error.message)
            slope = float(np.linalg.norm(gradient))
            if not np.isfinite([value, slope]).all():
                if not step:
                    raise UndefinedError("the value at the start is too large for floats")
                return Walked(tuple(visits), "overflow", x)
            rises, turns = value - last > _ROUNDING * abs(value), bool(gradient @ before < 0)
            visits.append(Visit(step, x, value, slope, rises, turns))
            stop = watch(visits[-1])
            if slope == 0 or (not to_the_end and slope <= threshold(visits[0])):
                stop = stop or "converged"
            if stop is not None or step == steps:
                return Walked(tuple(visits), stop or "steps")
            before, last = gradient, value
            try:
                velocity = _velocity(objective, method, rate, x, gradient, velocity)
            except np.linalg.LinAlgError:
                return Walked(tuple(visits), "singular")
            x = x + velocity
    raise AssertionError  # the steps are counted without end


def _velocity(objective: Objective, method: Method, rate: float, x: Array, gradient: Array, before: Array) -> Array:
    """Return the step from a point."""
    if method != "newton":
        return (MOMENTUM if method == "momentum" else 0.0) * before - rate * gradient
    hessian = objective.hessian(x)
    if hessian is None:
        raise UnsupportedError("Newton's method is for fewer variables", hint="--method momentum is for many")
    return -rate * np.linalg.solve(hessian, gradient)
