"""Gradient descent, told step by step: x ← x - rate ∇f(x), with momentum, or Newton's x ← x - rate H⁻¹ ∇f(x).

Near a minimum f is about a quadratic with the Hessian H, of which the least and the greatest eigenvalue are λ and Λ. A
step multiplies the error along an eigenvector by 1 - rate λᵢ, so that the walk converges if rate < 2/Λ, fastest with
2/(λ + Λ), by (κ - 1)/(κ + 1) a step, κ = Λ/λ being the condition number (J. Nocedal, S. Wright, Numerical Optimization,
2006, section 3.3). With momentum β, v ← β v - rate ∇f(x), x ← x + v, it converges if rate < 2(1 + β)/Λ (B. Polyak, Some
methods of speeding up the convergence of iteration methods, 1964). What a walk does is told by its last steps.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import count
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
import sympy as sp

from calc_cli.calculus.descend.end import Curvature, DescentEnd, curvature, end_of, is_near_critical
from calc_cli.calculus.descend.objective import Array, NoGradientError, Objective
from calc_cli.calculus.result import Exact, Fields, NoAnswer, Notes, NumericValue, Result, present
from calc_cli.errors import ExitStatus, UndefinedError, UnsupportedError

if TYPE_CHECKING:
    from calc_cli.calculus.plot.field import Field
    from calc_cli.calculus.plot.plot import Plot

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

Behaviour: TypeAlias = Literal[
    "converges", "flattens", "oscillates", "diverges", "runs away", "crawls", "descends", "outside", "kink", "singular"
]

_TAIL = 20
"""What a walk does is seen in its last steps."""

_SLOW = 0.99
"""A walk crawls if each step leaves more than this part of the gradient."""

_AWAY = 1e6
"""A walk that is so many times farther from 0 than it was does not come back."""

_TELLING = 5
"""Fewer steps do not tell what a walk does."""


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


@dataclass(frozen=True)
class Descent(Result):
    """The `visits` of a walk down an objective, and how it `stopped`; `stray` is a point that it could not step to."""

    objective: Objective
    method: Method
    rate: float
    visits: tuple[Visit, ...]
    stopped: Stop
    stray: Array | None = None
    reason: str = ""
    """Why there is no value or no gradient where the walk stopped."""
    shows_picture: bool = False
    notes: Notes = ()

    @property
    def last(self) -> Visit:
        """Where the walk ended."""
        return self.visits[-1]

    @property
    def status(self) -> ExitStatus:
        """No answer is one that has no end."""
        if self.stopped in ("time", "interrupted"):
            return ExitStatus.UNDECIDED if self.stopped == "time" else ExitStatus.INTERRUPTED
        is_lost = self.behaviour in ("diverges", "runs away", "outside", "singular")
        return ExitStatus.NO if is_lost else ExitStatus.DONE

    @property
    def answer(self) -> NumericValue | NoAnswer:
        """The point at the end; of a walk that is lost what became of it."""
        if self.status is ExitStatus.NO:
            return NoAnswer(ExitStatus.NO, self.behaviour)
        shape = (-1, 1) if self.objective.shape is None else self.objective.shape
        return NumericValue(self.last.at.reshape(shape) if shape else self.last.at[0])

    @cached_property
    def behaviour(self) -> Behaviour:
        """What the walk does at its end."""
        if self.stopped == "overflow":
            return "diverges" if self.last.value > self.visits[0].value else "runs away"
        if self.stopped in ("outside", "kink", "singular"):
            return self.stopped
        if self.last.slope <= threshold(self.visits[0]):
            return "converges" if is_near_critical(self.objective, self.last.at) else "flattens"
        tail = self.visits[-max(_TELLING, min(_TAIL, len(self.visits) // 2)) - 1 :]
        return "descends" if len(tail) <= _TELLING else _behaviour(tail, self.visits[0], self.method)

    @cached_property
    def curvature(self) -> Curvature | None:
        """The eigenvalues of the Hessian at the end, or of a walk that is lost at the start."""
        is_lost = self.behaviour in ("diverges", "runs away")
        return curvature(self.objective, self.visits[0 if is_lost else -1].at, at_start=is_lost)

    @cached_property
    def end(self) -> DescentEnd | None:
        """What the point is where the walk ends; None if it is nothing in particular."""
        return end_of(self)

    @cached_property
    def picture(self) -> "Plot | Field | None":
        """The path on the curve or on level lines, of more variables the values; None if it cannot be drawn."""
        from calc_cli.calculus.descend.picture import picture

        return picture(self)

    @property
    def fields(self) -> Fields:
        of, closed = self.objective, self.objective.closed_form
        return {
            "expr": Exact(of.typed) if isinstance(of.typed, sp.Expr) else of.typed,
            "wrt": of.variables,
            "method": self.method,
            "rate": self.rate,
            "from": of.named(self.visits[0].at),
            "at": of.named(self.last.at),
            "value": number(self.last.value),
            "approx": self.last.value,
            "slope": self.last.slope,
            "behaviour": self.behaviour,
            "stopped": self.stopped,
            "outside": None if self.stray is None else of.named(self.stray),
            "curvature": None if self.curvature is None else self.curvature.fields,
            **({} if self.end is None else self.end.fields),
            "closed_form": None
            if closed is None
            else {"formula": closed.formula, "at": of.named(closed.value), "value": of.at(closed.value)[0]},
            "table": [visit.fields(of) for visit in self.visits],
        }


def number(a: float) -> sp.Expr:
    """Return a float with the fewest digits that tell it from others."""
    return sp.Float(repr(float(a)))


def _behaviour(tail: Sequence[Visit], start: Visit, method: Method) -> Behaviour:
    first, last = tail[0], tail[-1]
    if _grows(tail, method) and max(visit.value for visit in tail) > start.value:
        return "diverges"
    if np.linalg.norm(last.at) > _AWAY * max(1.0, float(np.linalg.norm(start.at))) and last.value < first.value:
        return "runs away"
    turns = sum(visit.turns for visit in tail[1:])
    if (
        2 * turns >= len(tail) - 1
        and not last.slope < first.slope / 2
        and not last.value < first.value - 1e-3 * abs(first.value)
    ):
        return "oscillates"
    rate = (last.slope / first.slope) ** (1 / (len(tail) - 1))
    return "crawls" if _SLOW < rate < 1 / _SLOW and last.slope < start.slope else "descends"


def _grows(tail: Sequence[Visit], method: Method) -> bool:
    """Return True if the last values rise each time; with momentum, which swings, if the swings become wider."""
    if method != "momentum":
        return tail[-1].slope > tail[0].slope and all(visit.rises for visit in tail[-_TELLING:])
    half = len(tail) // 2
    before, after = (max(visit.value for visit in part) for part in (tail[:half], tail[half:]))
    return after > before + abs(before)


Watch: TypeAlias = Callable[[Visit], Stop | None]
"""Called with every step; says why the walk is to stop there, if it is."""


def walk(
    objective: Objective, start: Array, method: Method, rate: float, steps: int, watch: Watch, *, to_the_end: bool
) -> Descent:
    """Go so many steps, or, unless the walk goes `to_the_end`, until the gradient is about 0.

    Raises UndefinedError if there is no value at the start.
    """
    ended = partial(Descent, objective, method, rate)
    x, visits = np.array(start, dtype=float), list[Visit]()
    before, velocity, last = np.zeros_like(x), np.zeros_like(x), np.inf
    with np.errstate(all="ignore"):
        for step in count():
            try:
                value, gradient = objective.at(x)
            except NoGradientError as kink:
                visits.append(Visit(step, x, kink.value, np.nan))
                stop = watch(visits[-1])
                return ended(tuple(visits), stop or "kink", reason="" if stop else kink.part)
            except UndefinedError as error:
                if not step:
                    raise
                return ended(tuple(visits), "outside", x, error.message)
            slope = float(np.linalg.norm(gradient))
            if not np.isfinite([value, slope]).all():
                if not step:
                    raise UndefinedError("the value at the start is too large for floats")
                return ended(tuple(visits), "overflow", x)
            rises, turns = value - last > _ROUNDING * abs(value), bool(gradient @ before < 0)
            visits.append(Visit(step, x, value, slope, rises, turns))
            stop = watch(visits[-1])
            if slope == 0 or (not to_the_end and slope <= threshold(visits[0])):
                stop = stop or "converged"
            if stop is not None or step == steps:
                return ended(tuple(visits), stop or "steps")
            before, last = gradient, value
            try:
                velocity = _velocity(objective, method, rate, x, gradient, velocity)
            except np.linalg.LinAlgError:
                return ended(tuple(visits), "singular")
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
