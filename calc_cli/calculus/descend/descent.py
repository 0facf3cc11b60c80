"""A descent as a result: the walk, what it does at its end and why, and where it ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
import sympy as sp

from calc_cli.calculus.descend.end import Curvature, DescentEnd, curvature, end_of, is_near_critical
from calc_cli.calculus.descend.objective import Array, Objective
from calc_cli.calculus.descend.walk import Method, Stop, Visit, threshold
from calc_cli.calculus.result import Exact, Fields, NoAnswer, Notes, NumericValue, Result
from calc_cli.errors import ExitStatus

if TYPE_CHECKING:
    from calc_cli.calculus.plot.field import Field
    from calc_cli.calculus.plot.plot import Plot

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
