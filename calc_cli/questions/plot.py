"""What `calc plot` may be asked, as texts, and how these are read."""

from dataclasses import dataclass, replace
from typing import ClassVar, Self

from calc_cli.errors import UsageError
from calc_cli.questions.texts import (
    Coordinate,
    LeftHandSide,
    named_coordinates,
    read_function,
    read_names,
    read_point,
)
from calc_cli.syntax.parser import Reading, parse
from calc_cli.syntax.words import Names

SCALES = ("linear", "log")


@dataclass(frozen=True, slots=True)
class PlotRequest:
    """`calc plot`: a picture of `exprs`, functions of one variable or one of two."""

    ENGINE: ClassVar[str] = "calc_cli.questions.answers.plot"
    REQUIRED: ClassVar[tuple[str, ...]] = ("exprs",)
    digits: ClassVar[int | None] = None

    exprs: tuple[str, ...]
    wrt: str | None = None
    at: tuple[str, ...] = ()
    tangent: tuple[str, ...] = ()
    secant: tuple[str, ...] = ()
    derivative: bool = False
    gradient: bool = False
    range: str | None = None
    y_range: str | None = None
    x_scale: str = "linear"
    y_scale: str = "linear"

    @property
    def text(self) -> str:
        """The expressions, as typed."""
        return ", ".join(self.exprs)

    def of_line(self, line: str) -> Self:
        """Return the same about the expression on a line of a batch."""
        return replace(self, exprs=(line,))

    def read(self) -> "PlotQuestion":
        """Parse all texts. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
        if not self.exprs:
            raise UsageError("plot needs an expression", hint="for example calc plot 'x^2'")
        for scale in (self.x_scale, self.y_scale):
            if scale not in SCALES:
                raise UsageError(f"a scale is linear or log, not '{scale}'")
        wrt = () if self.wrt is None else read_names(self.wrt)
        names = Names([*wrt, *named_coordinates((*self.at, *self.tangent, *self.secant))])
        functions = tuple(TypedFunction(*read_function(text, names)) for text in self.exprs)
        return PlotQuestion(
            self,
            functions,
            tuple(map(names.spell, wrt)),
            read_point(self.at, names),
            read_point(self.tangent, names),
            read_point(self.secant, names),
            _range(self.range, "--range", names),
            _range(self.y_range, "--y-range", names),
        )


@dataclass(frozen=True, slots=True)
class TypedFunction:
    """A function that has been read."""

    reading: Reading
    left: LeftHandSide


@dataclass(frozen=True, slots=True)
class PlotQuestion:
    """A `PlotRequest` whose texts have been read."""

    request: PlotRequest
    functions: tuple[TypedFunction, ...]
    wrt: tuple[str, ...]
    point: tuple[Coordinate, ...]
    tangents: tuple[Coordinate, ...]
    secants: tuple[Coordinate, ...]
    range: tuple[Coordinate, Coordinate] | None
    y_range: tuple[Coordinate, Coordinate] | None


def _range(text: str | None, option: str, names: Names) -> tuple[Coordinate, Coordinate] | None:
    """The ends in `-pi:pi`."""
    if text is None:
        return None
    low, colon, high = text.partition(":")
    if not (colon and low.strip() and high.strip()) or ":" in high:
        raise UsageError(f"'{text}' is not a range", hint=f"for example {option} -1:3, or {option} -pi:pi")
    return tuple(Coordinate(None, parse(end, names).tree, end) for end in (low, high))  # type: ignore[return-value]
