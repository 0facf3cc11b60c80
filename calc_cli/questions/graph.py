"""What `calc graph` may be asked, as texts, and how these are read."""

from dataclasses import dataclass
from typing import ClassVar

from calc_cli.questions.texts import (
    Coordinate,
    ExpressionRequest,
    named_coordinates,
    read_function,
    read_names,
    read_point,
)
from calc_cli.syntax.parser import Reading
from calc_cli.syntax.words import Names


@dataclass(frozen=True, slots=True)
class GraphRequest(ExpressionRequest):
    """`calc graph`: the computation graph of `expr`, other names than those of `wrt` being constants."""

    ENGINE: ClassVar[str] = "calc_cli.questions.answers.graph"

    wrt: str | None = None
    at: tuple[str, ...] = ()
    digits: int | None = None

    def read(self) -> "GraphQuestion":
        """Parse all texts. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
        wrt = None if self.wrt is None else read_names(self.wrt)
        names = Names([*(wrt or ()), *named_coordinates(self.at)])
        reading, left = read_function(self.expr, names)
        return GraphQuestion(
            request=self,
            reading=reading,
            name=left.name,
            arguments=left.arguments,
            wrt=None if wrt is None else tuple(map(names.spell, wrt)),
            point=read_point(self.at, names),
        )


@dataclass(frozen=True, slots=True)
class GraphQuestion:
    """A `GraphRequest` whose texts have been read. `arguments` are those of `f(x, y) = ...`."""

    request: GraphRequest
    reading: Reading
    name: str | None
    arguments: tuple[str, ...]
    wrt: tuple[str, ...] | None
    point: tuple[Coordinate, ...]
