"""What `calc limit` may be asked, as texts, and how these are read."""

import re
from dataclasses import dataclass
from typing import ClassVar

from calc_cli.errors import UsageError
from calc_cli.questions.given import Given, read_given
from calc_cli.questions.texts import Coordinate, ExpressionRequest, named_coordinates, read_function, read_point
from calc_cli.syntax.parser import Reading
from calc_cli.syntax.words import Names

SIDES = ("left", "right", "both")

_SIDED = re.compile(r"(?P<point>.*[^\s^+-])\s*\^?(?P<sign>[+\-−⁺⁻])\s*", re.DOTALL)
_SIDE_OF = {"+": "right", "⁺": "right", "-": "left", "−": "left", "⁻": "left"}


@dataclass(frozen=True, slots=True)
class LimitRequest(ExpressionRequest):
    """`calc limit`: the limit of `expr` as its variable goes `to` a point, perhaps from one side."""

    ENGINE: ClassVar[str] = "calc_cli.questions.answers.limit"

    to: tuple[str, ...] = ()
    side: str = "both"
    check: str | None = None
    digits: int | None = None
    plot: bool = False

    def read(self) -> "LimitQuestion":
        """Parse all texts. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
        if not self.to:
            raise UsageError("a limit needs the point to go to", hint="for example --to 0 or --to x=inf")
        texts, side = self._sided()
        names = Names(named_coordinates(texts))
        reading, left = read_function(self.expr, names)
        point = read_point(texts, names)
        if len(point) > 1 and side != "both":
            raise UsageError("a side is for a limit in one variable")
        given = None if self.check is None else read_given(self.check, names)
        return LimitQuestion(self, reading, left.name, point, side, given)

    def _sided(self) -> tuple[tuple[str, ...], str]:
        """The points without a sign behind the last, and the side."""
        if self.side not in SIDES:
            raise UsageError(f"the side is left, right or both, not '{self.side}'")
        found = _SIDED.fullmatch(self.to[-1])
        if found is None:
            return self.to, self.side
        side = _SIDE_OF[found["sign"]]
        if self.side not in ("both", side):
            raise UsageError(f"--to {self.to[-1]} comes from the {side}, not from the {self.side}")
        return (*self.to[:-1], found["point"]), side


@dataclass(frozen=True, slots=True)
class LimitQuestion:
    """A `LimitRequest` whose texts have been read."""

    request: LimitRequest
    reading: Reading
    name: str | None
    point: tuple[Coordinate, ...]
    side: str
    given: Given | None
