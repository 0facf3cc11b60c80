"""What can be said of an answer: the verdict, how it is known, a point that shows it, and the mistake's name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import sympy as sp

Certainty: TypeAlias = Literal["proved", "sampled"]
Given: TypeAlias = sp.Basic | Literal["none"]
"""An answer: an expression, a Tuple of them, or that there is none (a limit that does not exist)."""


@dataclass(frozen=True, slots=True)
class Counterexample:
    """A point where the answer is not what was expected; a value is None where there is none."""

    at: Mapping[sp.Symbol, sp.Expr]
    expected: sp.Expr | None
    given: sp.Expr | None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A usual mistake that yields the answer: its name in the table of rules, and a sentence about it."""

    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class Check:
    """Whether `given` is right, None if that is not decided; `certainty` tells how it is known.

    `remarks` are sentences that hold of the answer whatever the verdict, such as where it is not defined.
    """

    given: Given
    is_correct: bool | None
    certainty: Certainty | None = None
    counterexample: Counterexample | None = None
    diagnosis: tuple[Diagnosis, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        """In a word."""
        return {True: "correct", False: "incorrect", None: "undecided"}[self.is_correct]
