"""What `calc diff --inverse` may be asked, as texts, and how these are read."""

from dataclasses import dataclass
from typing import ClassVar

from calc_cli.errors import UsageError
from calc_cli.questions.given import Given, read_given
from calc_cli.questions.texts import (
    Coordinate,
    ExpressionRequest,
    named_coordinates,
    read_function,
    read_names,
    read_point,
)
from calc_cli.syntax.parser import Reading
from calc_cli.syntax.words import Names, canonical


@dataclass(frozen=True, slots=True)
class InverseRequest(ExpressionRequest):
    """The derivative of the inverse of `expr`, a function of `wrt`, perhaps at one of its values."""

    ENGINE: ClassVar[str] = "calc_cli.questions.answers.inverse"

    wrt: str | None = None
    at: tuple[str, ...] = ()
    order: int = 1
    digits: int | None = None
    check: str | None = None
    steps: bool = False

    def read(self) -> "InverseQuestion":
        """Parse all texts. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
        wrt = () if self.wrt is None else read_names(self.wrt)
        if len(wrt) > 1:
            raise UsageError("the inverse of a function of one variable is differentiated")
        if self.order != 1:
            raise UsageError("of an inverse calc finds the first derivative only")
        names = Names([*wrt, *named_coordinates(self.at)])
        reading, left = read_function(self.expr, names)
        called = None if left.name is None else canonical(left.name)
        return InverseQuestion(
            self,
            reading,
            left.name,
            names.spell(wrt[0]) if wrt else left.argument,
            None if called is None else names.spell(called),
            read_point(self.at, names),
            None if self.check is None else read_given(self.check, names),
        )


@dataclass(frozen=True, slots=True)
class InverseQuestion:
    """An `InverseRequest` whose texts have been read; `called` is the name y in y = x^3 + x."""

    request: InverseRequest
    reading: Reading
    name: str | None
    wrt: str | None
    called: str | None
    point: tuple[Coordinate, ...]
    given: Given | None
