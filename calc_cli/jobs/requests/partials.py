"""What questions about partial derivatives have in common: the variables, the point, the answer to check."""

from dataclasses import dataclass, replace
from typing import ClassVar

from calc_cli.errors import UsageError
from calc_cli.jobs.request import (
    Coordinate,
    ExpressionRequest,
    named_coordinates,
    read_names,
    read_point,
    right_hand_side,
)
from calc_cli.syntax.parser import Reading, parse, parse_list
from calc_cli.syntax.tree import Equation, Node, Vector
from calc_cli.syntax.words import Names


@dataclass(frozen=True, slots=True)
class PartialsRequest(ExpressionRequest):
    """The partial derivatives of `expr` in the variables `wrt`, perhaps at a point, perhaps with an answer to check."""

    ENGINE: ClassVar[str]

    wrt: str | None = None
    at: tuple[str, ...] = ()
    check: str | None = None
    digits: int | None = None

    def read(self) -> "PartialsQuestion":
        """Parse all texts. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
        return read_question(self)


@dataclass(frozen=True, slots=True)
class Given:
    """The answer to check."""

    source: str
    tree: Node


@dataclass(frozen=True, slots=True)
class PartialsQuestion:
    """A `PartialsRequest` whose texts have been read. `arguments` are those of `f(x, y) = ...`."""

    request: PartialsRequest
    reading: Reading
    name: str | None
    arguments: tuple[str, ...]
    wrt: tuple[str, ...] | None
    point: tuple[Coordinate, ...]
    along: tuple[Coordinate, ...] | None
    given: Given | None


def read_question(request: PartialsRequest, along: tuple[str, ...] = ()) -> PartialsQuestion:
    """Read all texts with the same names: those of the options are one name each everywhere."""
    wrt = None if request.wrt is None else read_names(request.wrt)
    names = Names([*(wrt or ()), *named_coordinates((*request.at, *along))])
    reading = parse(request.expr, names)
    left = right_hand_side(reading)
    return PartialsQuestion(
        request=request,
        reading=replace(reading, tree=left.function),
        name=left.name,
        arguments=left.arguments,
        wrt=None if wrt is None else tuple(map(names.spell, wrt)),
        point=read_point(request.at, names),
        along=_read_vector(along, names) if along else None,
        given=None if request.check is None else _read_answer(request.check, names),
    )


def _read_vector(texts: tuple[str, ...], names: Names) -> tuple[Coordinate, ...]:
    """Read `[1, 1]`, `1,1` or `x=1,y=1`."""
    components = []
    for text in texts:
        nodes = parse_list(text, names)
        if len(nodes) == 1 and isinstance(nodes[0], Vector):
            components += [Coordinate(None, node, text) for node in nodes[0].items]
        else:
            components += read_point((text,), names)
    return tuple(components)


def _read_answer(text: str, names: Names) -> Given:
    """Read `[2x, 2y]`, or the same without brackets."""
    nodes = parse_list(text, names)
    sides = [node.right if isinstance(node, Equation) else node for node in nodes]
    if not text.strip():
        raise UsageError("the answer to check is empty")
    return Given(text, sides[0] if len(sides) == 1 else Vector((sides[0].span[0], sides[-1].span[1]), tuple(sides)))
