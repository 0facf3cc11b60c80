"""What may be asked, as texts: however a request arrives, it becomes one of these.

`read` turns the texts into trees, so a typing mistake is told before SymPy is loaded; jobs/answer.py
does the mathematics.
"""

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Protocol

from calc_cli.errors import UsageError
from calc_cli.syntax.parser import Reading, parse, parse_list
from calc_cli.syntax.tree import Apply, Equation, Name, Node, Product
from calc_cli.syntax.words import Names, canonical


class Request(Protocol):
    """What every request has: the text, and `read`, which parses all its texts. Each is a frozen dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Any]]
    ENGINE: ClassVar[str]
    """The module that answers it, which loads SymPy."""

    @property
    def expr(self) -> str: ...

    @property
    def digits(self) -> int | None: ...

    def read(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class Coordinate:
    """One coordinate of a point; without a name it belongs to the only variable."""

    name: str | None
    value: Node
    source: str


@dataclass(frozen=True, slots=True)
class DiffRequest:
    """`calc diff`: the derivative of `expr`, `order` times with respect to `wrt`, perhaps at a point."""

    ENGINE: ClassVar[str] = "calc_cli.jobs.diff_answer"

    expr: str
    wrt: str | None = None
    at: tuple[str, ...] = ()
    order: int = 1
    digits: int | None = None
    estimate: bool = False

    def read(self) -> "DiffQuestion":
        """Parse all texts. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
        wrt = None if self.wrt is None else read_names(self.wrt)
        if wrt is not None and len(wrt) != 1:
            raise UsageError("diff differentiates in one variable", hint="for partial derivatives use calc grad")
        if self.estimate and not self.at:
            raise UsageError("--estimate needs the point of the experiment", hint="for example --at 1")
        names = Names([*(wrt or ()), *named_coordinates(self.at)])
        reading = parse(self.expr, names)
        left = right_hand_side(reading)
        reading = replace(reading, tree=left.function)
        variable = names.spell(wrt[0]) if wrt else left.argument
        return DiffQuestion(self, reading, left.name, variable, read_point(self.at, names))


@dataclass(frozen=True, slots=True)
class LeftHandSide:
    """What a function was called, `f(t)`, and its `argument` t if it has one; the function itself."""

    name: str | None
    argument: str | None
    function: Node


@dataclass(frozen=True, slots=True)
class DiffQuestion:
    """A `DiffRequest` whose texts have been read."""

    request: DiffRequest
    reading: Reading
    name: str | None
    wrt: str | None
    point: tuple[Coordinate, ...]


def read_names(text: str) -> tuple[str, ...]:
    """Return the names in `text`, which has commas between them."""
    names = []
    for part in text.split(","):
        name = canonical(part)
        if name is None:
            raise UsageError(f"'{part.strip()}' is not a name", hint="for example --wrt x or --wrt x,y")
        names.append(name)
    return tuple(names)


def named_coordinates(texts: tuple[str, ...]) -> list[str]:
    """Return the names that a point gives values to, before its texts can be parsed with them."""
    sides = (part.split("=")[0] for text in texts for part in text.split(",") if "=" in part)
    return [name for name in map(canonical, sides) if name is not None]


def read_point(texts: tuple[str, ...], names: Names) -> tuple[Coordinate, ...]:
    """Read the coordinates of a point from texts such as `1`, `x=1` and `x=1, y=pi/2`."""
    coordinates = []
    for text in texts:
        for node in parse_list(text, names):
            if not isinstance(node, Equation):
                coordinates.append(Coordinate(None, node, text))
            elif isinstance(node.left, Name):
                coordinates.append(Coordinate(node.left.name, node.right, text))
            else:
                raise UsageError("expected a variable before '='", source=text, span=node.left.span)
    return tuple(coordinates)


def right_hand_side(reading: Reading) -> "LeftHandSide":
    """Split `y = x^2`, `f(x) = x^2` or `s(t) = t^2` into what it is called and the function."""
    tree = reading.tree
    if not isinstance(tree, Equation):
        return LeftHandSide(None, None, tree)
    left = tree.left
    shown = reading.text[left.span[0] : left.span[1]]
    if isinstance(left, Name):
        return LeftHandSide(shown, None, tree.right)
    arguments = left.arguments if isinstance(left, Apply) else _applied(left, reading.text)
    names = [argument.name for argument in arguments if isinstance(argument, Name)]
    if names and len(names) == len(arguments):
        return LeftHandSide(shown, names[0] if len(names) == 1 else None, tree.right)
    raise UsageError(
        "this is an equation, not a function",
        source=reading.text,
        span=tree.span,
        hint="a function is written y = ... or f(x) = ...",
    )


def _applied(left: Node, text: str) -> tuple[Node, ...]:
    """The argument in s(t), which to the parser is a product, s being no usual name of a function."""
    if isinstance(left, Product) and len(left.factors) == 2 and text[left.factors[1].span[0]] == "(":
        return left.factors[1:] if isinstance(left.factors[0], Name) else ()
    return ()
