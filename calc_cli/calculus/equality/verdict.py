"""Verdicts on an answer: the verdict, how it is known, a point that shows it, and the mistake's name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, Union

from calc_cli.errors import ExitStatus, UndefinedError

if TYPE_CHECKING:
    import sympy as sp
    from _typeshed import DataclassInstance

Certainty: TypeAlias = Literal["proved", "sampled", "rounded"]
"""How a verdict is known. An answer that is `rounded` is right to the digits that it was typed with."""

Absence: TypeAlias = Literal["none", "divergence", "no bound", "different sides", "oscillation"]
"""What an answer says of a limit that is no number: that there is none, or none or an infinite one, or why."""

Given: TypeAlias = Union["sp.Basic", Absence]
"""An answer: an expression, a Tuple of them, or that there is none."""


@dataclass(frozen=True, slots=True)
class Counterexample:
    """A point where the answer is not what was expected; a value is None where there is none.

    `at` has the values of symbols; of the letters of a matrix expression, by name, numbers and arrays of numbers.
    """

    at: Mapping[Any, Any]
    expected: Any
    given: Any


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A usual mistake that yields the answer: its name, and a sentence about it with `{}` for each of the parts.

    Several of one answer are alternatives. A part of the class `Pending` is written d/dx of what it holds. The lower
    the `rank`, the commoner is the mistake. `place` is the sentence without what would be right, with {0}, {1}, ... for
    the parts; empty if the whole one gives nothing away.
    """

    rule: str
    message: str
    parts: tuple[sp.Basic, ...] = ()
    rank: int = 1
    place: str = ""

    def after(self, words: str) -> Diagnosis:
        """Return the same with `words` before the sentence."""
        return replace(self, message=f"{words} {self.message}", place=self.place and f"{words} {self.place}")


RemarkKind: TypeAlias = Literal[
    "given undefined",  # where what was expected has a value
    "expected undefined",  # where the answer has one
    "equal only",
    "differ by",  # given - expected, a constant
    "rounded",  # equal to so many significant digits
    "hidden",  # not told apart by so many bits, beyond which a difference may hide
    "uncovered",  # not looked at, as no point was found there
    "reason",  # why there is no value to be right about
]


@dataclass(frozen=True, slots=True)
class Remark:
    """A fact about an answer whatever the verdict, `where` all conditions do; render/check.py has the words.

    `at` is an example where no condition tells the place; `value` and `text` are what the kind says.
    """

    kind: RemarkKind
    where: tuple[sp.Basic, ...] = ()
    at: Mapping[sp.Symbol, sp.Expr] | None = None
    value: sp.Expr | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """The `demand` on the form of an answer as typed: met or not, None if not decided; `better` has more of it."""

    demand: str
    is_met: bool | None
    better: sp.Expr | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """The verdict on the answer `given`: `is_correct` is None if it is not decided, `certainty` tells how it is known.

    `given` is an answer as above, or an expression in matrices, or an array.
    `form` is the separate verdict on its form, where one was demanded; `expected` is what it was held against.
    """

    given: Any
    is_correct: bool | None
    certainty: Certainty | None = None
    counterexample: Counterexample | None = None
    diagnosis: tuple[Diagnosis, ...] = ()
    remarks: tuple[Remark, ...] = ()
    form: Form | None = None
    expected: Any = None

    @property
    def verdict(self) -> str:
        """In a word."""
        return {True: "correct", False: "incorrect", None: "undecided"}[self.is_correct]

    @property
    def short(self) -> str:
        """The verdict, in a few words if a form was demanded that the answer has not."""
        is_formed = self.form is None or self.form.is_met
        return self.told if is_formed or self.form is None else f"{self.told}, not {self.form.demand}"

    @property
    def told(self) -> str:
        """The verdict, with the digits to which a rounded answer is right."""
        digits = next((remark.value for remark in self.remarks if self.certainty == remark.kind == "rounded"), None)
        return self.verdict if digits is None else f"{self.verdict} to {digits} digits"

    @property
    def status(self) -> ExitStatus:
        """Return what a command ends with that was asked about the answer."""
        verdicts = {self.is_correct, True if self.form is None else self.form.is_met}
        return ExitStatus.NO if False in verdicts else ExitStatus.UNDECIDED if None in verdicts else ExitStatus.DONE


def check_without_value(given: Given, at: Mapping[sp.Symbol, sp.Expr] | None, error: UndefinedError) -> Check:
    """Check an answer where there is no value, for the reason that the error tells: "none" is right.

    So is the infinity that a slope is at a vertical tangent.
    """
    is_right = given == "none" or (error.infinity is not None and error.infinity == given)
    shown = None if is_right or not at else Counterexample(at, None, given)
    return Check(given, is_right, "proved", shown, remarks=(Remark("reason", text=str(error)),))


Point = Mapping[Any, Any]
"""Values of symbols."""
Result = TypeVar("Result", bound="DataclassInstance")


def with_check(
    find: Callable[[Point | None], Result], point: Point | None, given: Given | None, judge: Callable[[Result], Check]
) -> Result:
    """Return what `find` finds at the point, with the verdict of `judge` on the answer `given`, if there is one.

    If there is an answer, that nothing exists at the point is no error: it is the truth that the answer is held
    against, and the result is that without a point. `Result` is a dataclass with the fields `at` and `check`.
    """
    if given is None:
        return find(point)
    try:
        found = find(point)
    except UndefinedError as error:
        if point is None:
            raise
        return replace(find(None), at=point, check=check_without_value(given, point, error))
    return replace(found, check=judge(found))
