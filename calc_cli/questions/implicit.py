"""What `calc diff --implicit` may be asked, as texts, and how these are read."""

from dataclasses import dataclass
from typing import ClassVar

from calc_cli.errors import UsageError
from calc_cli.questions.given import Given, read_given
from calc_cli.questions.texts import Coordinate, ExpressionRequest, named_coordinates, read_names, read_point
from calc_cli.syntax.parser import Reading, parse
from calc_cli.syntax.words import Names


@dataclass(frozen=True, slots=True)
class ImplicitRequest(ExpressionRequest):
    """The derivative of the variable `implicit` in `wrt`, `order` times, on the curve of the equation `expr`."""

    ENGINE: ClassVar[str] = "calc_cli.questions.answers.implicit"

    implicit: str
    wrt: str | None = None
    at: tuple[str, ...] = ()
    order: int = 1
    digits: int | None = None
    check: str | None = None
    steps: bool = False

    def read(self) -> "ImplicitQuestion":
        """Parse all texts. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
        chosen = [*read_names(self.implicit), *(() if self.wrt is None else read_names(self.wrt))]
        if len(chosen) > 2 or "," in self.implicit:
            raise UsageError("one variable depends on one other", hint="for example --implicit y --wrt x")
        names = Names([*chosen, *named_coordinates(self.at)])
        y, *x = (names.spell(name) for name in chosen)
        if x == [y]:
            raise UsageError(f"{y} cannot depend on itself", hint="name two variables, as in --implicit y --wrt x")
        return ImplicitQuestion(
            self,
            parse(self.expr, names.applying([y])),
            y,
            x[0] if x else None,
            read_point(self.at, names),
            None if self.check is None else read_given(self.check, names),
        )


@dataclass(frozen=True, slots=True)
class ImplicitQuestion:
    """An `ImplicitRequest` whose texts have been read."""

    request: ImplicitRequest
    reading: Reading
    dependent: str
    wrt: str | None
    point: tuple[Coordinate, ...]
    given: Given | None
