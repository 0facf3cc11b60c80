"""Exercises with their answers: what `calc practice` draws."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sympy as sp

from calc_cli.algebra import unevaluated
from calc_cli.algebra.functions import Pending
from calc_cli.calculus.result import Exact, Fields, Notes, Notice, Result, Typeset


@dataclass(frozen=True, slots=True)
class Exercise:
    """An exercise on a `topic`: the `command` and the fields of its question, and what answers it."""

    topic: str
    command: str
    question: Mapping[str, str | int]
    solution: Result

    @property
    def curve(self) -> str | None:
        """Return the name of the dependent variable, if the exercise is about the curve of an equation."""
        found = self.question.get("implicit")
        return None if found is None else str(found)

    @property
    def asked(self) -> sp.Basic:
        """Return what is to be found: a derivative that is still to be taken, a limit, an integral.

        Of a gradient it is the function, of a curve its equation.
        """
        fields: Mapping[str, Any] = self.solution.fields
        typed, (x, *_) = fields["expr"].expression, fields["wrt"]
        if self.command == "limit":
            side = {"+": "+", "-": "-"}.get(str(self.question["to"])[-1], "+-")
            return sp.Limit(typed, x, fields["at"][x], side)
        if self.command == "integrate":
            bounds = [fields[key].expression for key in ("from", "to")] if "from_" in self.question else []
            return unevaluated.integral(typed, x, *bounds)
        return Pending(typed, x, sp.Integer(fields["order"])) if self.command == "diff" and not self.curve else typed


@dataclass(frozen=True, slots=True)
class Exercises(Result):
    """Exercises of a level, drawn with a seed; `with_answers` tells if those are to be shown."""

    exercises: tuple[Exercise, ...]
    level: int
    seed: int
    with_answers: bool = False
    wanted: int = 0

    @property
    def answer(self) -> tuple[sp.Basic, ...]:
        """What is asked, or the answers."""
        return tuple(e.solution.answer if self.with_answers else e.asked for e in self.exercises)

    @property
    def notes(self) -> Notes:
        found = len(self.exercises)
        return () if found >= self.wanted else (Notice("few exercises", (found,)),)

    @property
    def fields(self) -> Fields:
        return {"level": self.level, "seed": self.seed, "exercises": tuple(map(self._fields, self.exercises))}

    def _fields(self, e: Exercise) -> dict[str, object]:
        asked = {key.rstrip("_"): value for key, value in e.question.items()}
        fields = {"topic": e.topic, "command": e.command, "question": asked, "latex": Typeset(e.asked, typed=True)}
        return {**fields, "result": Exact(e.solution.answer, typed=False)} if self.with_answers else fields
