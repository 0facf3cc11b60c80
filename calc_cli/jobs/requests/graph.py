"""What `calc graph` may be asked, as texts, and how these are read."""

from dataclasses import dataclass, replace
from typing import ClassVar

from calc_cli.jobs.request import (
    Coordinate,
    ExpressionRequest,
    named_coordinates,
    read_names,
    read_point,
    right_hand_side,
)
from calc_cli.syntax.parser import Reading, parse
from calc_cli.syntax.words import Names


@dataclass(frozen=True, slots=True)
class GraphRequest(ExpressionRequest):
    """`calc graph`: the computation graph of `expr`, other names than those of `wrt` being constants."""

    ENGINE: ClassVar[str] = "calc_cli.jobs.answers.graph"

    wrt: str | None = None
    at: tuple[str, ...] = ()
    digits: int | None = None

    def read(self) -> "GraphQuestion":
        """Parse all texts. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
        wrt = () if self.wrt is None else read_names(self.wrt)
        names = Names([*wrt, *named_coordinates(self.at)])
        reading = parse(self.expr, names)
        left = right_hand_side(reading)
        variables = tuple(dict.fromkeys(map(names.spell, wrt)))
        return GraphQuestion(
            self, replace(reading, tree=left.function), left.name, variables, read_point(self.at, names)
        )


@dataclass(frozen=True, slots=True)
class GraphQuestion:
    """A `GraphRequest` whose texts have been read; no names in `wrt` mean every variable that occurs."""

    request: GraphRequest
    reading: Reading
    name: str | None
    wrt: tuple[str, ...]
    point: tuple[Coordinate, ...]
