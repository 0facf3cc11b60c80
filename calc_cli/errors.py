"""The errors that a user is told of, one exception class a kind, and the exit statuses.

An error is data: where it is raised it says what is wrong and, if the fault is in a text, at which
characters. `render/report.py` draws it, in one place. Its message is a sentence also where the fault is found in
calculus/, since Python shows it in a traceback; no program reads it: what a caller needs is a field.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import IntEnum
from typing import Any, ClassVar


class ExitStatus(IntEnum):
    """The number that the command ends with; docs/errors.md lists them for users."""

    DONE = 0
    NO = 1
    BAD_INPUT = 2
    UNDECIDED = 3
    INTERNAL = 70
    INTERRUPTED = 130
    CLOSED_PIPE = 141
    """128 + SIGPIPE, which shells know as an end without fault: the reader downstream closed the pipe."""


def either(words: Sequence[str]) -> str:
    """Return words to choose from, as a message tells them: a, b or c."""
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


class CalcError(Exception):
    """Anything a user is told. `span` is the characters [start, end) of `source` that are at fault.

    `where` is the part of a longer whole that the message is about: a line of a working or a file, a component.
    """

    kind: ClassVar[str]
    status: ClassVar[ExitStatus]

    def __init__(
        self, message: str, *, hint: str | None = None, source: str | None = None, span: tuple[int, int] | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.source = source
        self.span = span
        self.where: str | None = None

    def __str__(self) -> str:
        return self.message if self.where is None else f"{self.where}: {self.message}"


class ExpressionSyntaxError(CalcError):
    """The text is not mathematics as the input language has it."""

    kind, status = "syntax", ExitStatus.BAD_INPUT


class UnknownNameError(CalcError):
    """A word that is neither known nor a product of a few letters, or a variable that does not occur."""

    kind, status = "name", ExitStatus.BAD_INPUT


class UsageError(CalcError):
    """The options do not fit the expression or each other."""

    kind, status = "usage", ExitStatus.BAD_INPUT


class DomainError(CalcError):
    """The function has a real value nowhere."""

    kind, status = "domain", ExitStatus.NO


class UndefinedError(CalcError):
    """At the given point the function, its derivative or its limit does not exist.

    `subject` is the application of a function that the message is about, with its values: ln(-1). `infinity` is the
    one that stands in the place of a value, if one does: the slope of a vertical tangent.
    """

    kind, status = "undefined", ExitStatus.NO
    subject: str | None = None
    infinity: Any = None


class DeadlineError(CalcError):
    """The time allowed ran out."""

    kind, status = "timeout", ExitStatus.UNDECIDED


class MemoryLimitError(CalcError):
    """The memory allowed ran out."""

    kind, status = "memory", ExitStatus.UNDECIDED


class UnsupportedError(CalcError):
    """No method of calc decides this, or the number it needs is too large to write out."""

    kind, status = "unsupported", ExitStatus.UNDECIDED


class InternalFaultError(CalcError):
    """A bug in calc."""

    kind, status = "internal", ExitStatus.INTERNAL

    def __init__(self, fault: str) -> None:
        super().__init__(f"internal fault: {fault}", hint="this is a bug in calc; please report it with the input")


@contextmanager
def raised_as(error: Exception, *kinds: type[Exception]) -> Iterator[None]:
    """Raise `error` in the place of an exception of one of these kinds."""
    try:
        yield
    except kinds as cause:
        raise error from cause


_ENGINES = {"sympy": "SymPy", "mpmath": "mpmath", "flint": "Arb", "numpy": "NumPy"}


@contextmanager
def engines_as_methods() -> Iterator[None]:
    """Raise UnsupportedError for an error that was raised within an engine: there a method ends, here nothing is wrong.

    SymPy has no one class for it: it raises TypeError on comparing 1/0, and ValueError on differentiating by a number.
    """
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError) as error:
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        engine = place and _ENGINES.get(str(place.tb_frame.f_globals.get("__name__")).partition(".")[0])
        if engine is None:
            raise
        raise UnsupportedError(f"{engine} does not get through this: {' '.join(str(error).split())}") from error
