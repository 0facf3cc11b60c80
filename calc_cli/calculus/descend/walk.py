"""Gradient descent, told step by step: x ← x - rate ∇f(x), with momentum, or Newton's x ← x - rate H⁻¹ ∇f(x).

Near a minimum f is about a quadratic with the Hessian H, of which the least and the greatest eigenvalue are λ and Λ. A
step multiplies the error along an eigenvector by 1 - rate λᵢ, so that the walk converges if rate < 2/Λ, fastest with
2/(λ + Λ), by (κ - 1)/(κ + 1) a step, κ = Λ/λ being the condition number (J. Nocedal, S. Wright, Numerical Optimization,
2006, section 3.3). With momentum β, v ← β v - rate ∇f(x), x ← x + v, it converges if rate < 2(1 + β)/Λ (B. Polyak, Some
methods of speeding up the convergence of iteration methods, 1964).
"""

from collections.abc import Callable, Generator
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
    visits: list[Visit] = []
    walker = _visits(objective, np.array(start, dtype=float), method, rate)
    with np.errstate(all="ignore"):
        while True:
            try:
                visit = next(walker)
            except StopIteration as end:
                return Walked(tuple(visits), *end.value)
            visits.append(visit)
            stop = watch(visit)
            if visit.slope == 0 or (not to_the_end and visit.slope <= threshold(visits[0])):
                stop = stop or "converged"
            if visit.step == steps and np.isfinite(visit.slope):  # at a kink, that is why the walk ends
                stop = stop or "steps"
            if stop is not None:
                return Walked(tuple(visits), stop)


def _visits(
    objective: Objective, x: Array, method: Method, rate: float
) -> Generator[Visit, None, tuple[Stop, Array | None, str]]:
    """Yield the visits, as long as there is a next one; return why there is none."""
    before, velocity, last = np.zeros_like(x), np.zeros_like(x), np.inf
    for step in count():
        try:
            value, gradient = objective.at(x)
        except NoGradientError as kink:
            yield Visit(step, x, kink.value, np.nan)
            return "kink", None, kink.part
        except UndefinedError as error:
            if not step:
                raise
            return "outside", x, error.message
        slope = float(np.linalg.norm(gradient))
        if not np.isfinite([value, slope]).all():
            if not step:
                raise UndefinedError("the value at the start is too large for floats")
            return "overflow", x, ""
        yield Visit(step, x, value, slope, value - last > _ROUNDING * abs(value), bool(gradient @ before < 0))
        before, last = gradient, value
        try:
            velocity = _velocity(objective, method, rate, x, gradient, velocity)
        except np.linalg.LinAlgError:
            return "singular", None, ""
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
