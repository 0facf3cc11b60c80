"""The protocol of all results, so that a format is written once for all of them.

A result is a frozen dataclass of mathematics. Beside what is its own, it answers the protocol `Result`: the exit
status, the answer, the verdict on an answer that was given, the steps, the notes, and the `fields` that JSON has.
Plain text, LaTeX, MathML and JSON are functions of that alone; only pretty pages know which result they print.

Fields are expressions, numbers, texts, lists, and mappings of these. An expression is rounded if decimals were asked
for; the small classes below say where a value is to be treated otherwise.
"""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol, TypeAlias

from calc_cli.errors import ExitStatus

Fields: TypeAlias = Mapping[str, object]
"""The fields of a result by their names; one that is None or empty does not apply."""


class MatrixExpression:
    """The base of all expressions of matrices; calculus/matrix/expression.py has them."""

    __slots__ = ()


class Notice(NamedTuple):
    """A note on a result: of what `kind` it is, and the `parts` that it is about; render/notes.py has the words."""

    kind: str
    parts: tuple[Any, ...] = ()


Notes: TypeAlias = tuple[Notice | str, ...]
"""How something ambiguous was read, what was assumed: what was noted on the text is a text."""


class Null:
    """A field that applies and has no value, where None leaves it out."""


NULL = Null()


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """There is no answer: `status` tells whether that is certain. `reason` is a text, or the result that has it.

    Of a walk downhill it is its behaviour.
    """

    status: ExitStatus
    reason: Any
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class NumericValue:
    """A number, or an array of NumPy; with `rounded` it is shown in the decimals that were asked for."""

    value: Any
    rounded: bool = True


@dataclass(frozen=True, slots=True)
class Exact:
    """An expression that is never rounded; a `typed` one keeps the order in which it was typed."""

    expression: Any
    typed: bool = True


@dataclass(frozen=True, slots=True)
class Typeset:
    """An expression in LaTeX, a `typed` one in the order in which it was typed."""

    expression: Any
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions that hold together, on letters or on matrices."""

    conditions: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Rate:
    """The derivative of `of` in the variables `wrt`, one for each time: ∂²f/∂x∂y, d³y/dx³.

    `held` are variables that are held fixed although they vary with the others.
    """

    of: str
    wrt: tuple[str, ...]
    is_partial: bool = True
    held: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """The verdict on an answer, and what the two sides are called; of a vector, `components` names the entries."""

    check: Any
    expected: str = "the result"
    given: str = "your answer"
    components: tuple[Rate, ...] = ()


@dataclass(frozen=True, slots=True)
class PartialResult:
    """A part of a result that is there before the rest: an object of the list that the result has in JSON as `key`.

    `progress` is how much is done, of how much at most; `fields` are looked at only by who wants them.
    """

    key: str
    progress: tuple[int, int]
    fields: Callable[[], Fields]


PARTS: ContextVar[Callable[[PartialResult], None] | None] = ContextVar("PARTS", default=None)
"""Whom to tell of a part; nobody, if it is None."""


@dataclass(frozen=True, slots=True)
class AnswerFormula:
    """What a function in code computes: an expression or rows of them, of `variables`, and what else occurs.

    `letters` are all that the question is about, if they have shapes.
    """

    expression: Any
    variables: tuple[Any, ...] = ()
    letters: Mapping[str, Any] = field(default_factory=dict)


class AnswerCheck(Protocol):
    """The verdict on an answer that was given."""

    @property
    def status(self) -> ExitStatus:
        """The exit status of the command."""

    @property
    def short(self) -> str:
        """The verdict in a few words."""


class Result(Protocol):
    """The answer to a question. A subclass is a frozen dataclass which overrides what it has."""

    @property
    def status(self) -> ExitStatus:
        """The exit status of the command, whatever the format."""
        if self.check is not None:
            return self.check.status
        return self.answer.status if isinstance(self.answer, NoAnswer) else ExitStatus.DONE

    @property
    def answer(self) -> Any:
        """The answer: an expression, numbers, a tuple of expressions or texts (a line each), or NoAnswer."""

    @property
    def check(self) -> AnswerCheck | None:
        """The verdict on an answer that was given, with all that shows it."""
        return None

    @property
    def verdict(self) -> str | None:
        """The verdict in a few words; None if the question is not about an answer."""
        return None if self.check is None else self.check.short

    @property
    def steps(self) -> tuple[Any, ...]:
        """The derivation, if it was asked for."""
        return ()

    @property
    def notes(self) -> Notes:
        """Remarks: how something ambiguous was read, what was assumed."""
        return ()

    @property
    def fields(self) -> Fields:
        """The fields of JSON beside the domain, the steps and the notes."""

    @property
    def domain(self) -> tuple[Any, ...]:
        """The conditions under which the answer holds, all together; none if that is everywhere."""
        return ()

    @property
    def formula(self) -> AnswerFormula | None:
        """The answer in letters, whatever the point, for code; None if it has only numbers."""
        fields: Mapping[str, Any] = self.fields
        return AnswerFormula(fields["result"], fields["wrt"]) if fields.get("result") is not None else None


def is_of_matrices(expression: object) -> bool:
    """Return True for an expression of matrices, False for one of SymPy; neither is loaded for it."""
    return isinstance(expression, MatrixExpression)


def present(fields: Fields) -> Fields:
    """Return the fields that apply, for a mapping within a field."""
    return {key: value for key, value in fields.items() if value not in (None, (), [], {})}
