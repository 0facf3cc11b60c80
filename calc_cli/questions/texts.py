"""What every request is, and how texts that several have are read: points, names, left-hand sides.

However a question arrives, it becomes one of the classes in questions. `read` turns its texts into trees, so a
typing mistake is told before SymPy is loaded; questions/answers does the mathematics.
"""

import re
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Protocol, Self

from calc_cli.errors import UsageError
from calc_cli.syntax.parser import Reading, parse, parse_list
from calc_cli.syntax.tree import Apply, Equation, Name, Node, Product
from calc_cli.syntax.words import Names, canonical


class Request(Protocol):
    """What every request has. Each is a frozen dataclass whose fields are the names of options."""

    __dataclass_fields__: ClassVar[dict[str, Any]]
    ENGINE: ClassVar[str]
    """The module that answers it, which loads SymPy."""

    REQUIRED: ClassVar[tuple[str, ...]]
    """The keys that an object in a batch must have."""

    @property
    def text(self) -> str:
        """What was asked, as typed; `-` asks for a batch."""
        ...

    @property
    def digits(self) -> int | None: ...

    def of_line(self, line: str) -> "Request":
        """Return what a line of a batch asks, the other options being the same."""
        ...

    def read(self) -> Any:
        """Parse all texts. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
        ...


@dataclass(frozen=True, slots=True)
class ExpressionRequest:
    """A request about one expression."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("expr",)

    expr: str

    @property
    def text(self) -> str:
        """The expression, as typed."""
        return self.expr

    def of_line(self, line: str) -> Self:
        """Return the same about the expression on a line of a batch."""
        return replace(self, expr=line)


@dataclass(frozen=True, slots=True)
class Coordinate:
    """One coordinate of a point; without a name it belongs to the only variable."""

    name: str | None
    value: Node
    source: str


@dataclass(frozen=True, slots=True)
class LeftHandSide:
    """What a function was called, `f(x, y)`, and its `arguments`, none if it is called `y`; the function itself.

    `dependent` is the u of u = f(x) = x^2.
    """

    name: str | None
    arguments: tuple[str, ...]
    function: Node
    dependent: str | None = None

    @property
    def argument(self) -> str | None:
        """The only argument."""
        return self.arguments[0] if len(self.arguments) == 1 else None


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


def without_files(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the texts of a point that was not typed on the command line. Raises UsageError if one names a file."""
    if any(text.lstrip().startswith("@") or re.search(r"=\s*@", text) for text in texts):
        raise UsageError("only the command line reads a point from a file", hint="write --at @point.json there")
    return texts


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


_DEPENDENT = re.compile(r"\s*(?P<name>[^\W\d_]\w*)\s*=(?=[^=<>!]*\([^()=]*\)\s*=[^=])")
"""The `u =` of u = f(x) = 3x^2 - 4x."""


def read_function(text: str, names: Names) -> tuple[Reading, LeftHandSide]:
    """Read a function, with or without a left-hand side; the tree of the reading is the function alone."""
    found = _DEPENDENT.match(text)
    reading = parse(text if found is None else " " * found.end() + text[found.end() :], names)
    left = right_hand_side(reading)
    return replace(reading, text=text, tree=left.function), replace(left, dependent=found["name"] if found else None)


def right_hand_side(reading: Reading) -> LeftHandSide:
    """Split `y = x^2`, `f(x) = x^2` or `s(t) = t^2` into what it is called and the function."""
    tree = reading.tree
    if not isinstance(tree, Equation):
        return LeftHandSide(None, (), tree)
    left = tree.left
    shown = reading.text[left.span[0] : left.span[1]]
    if isinstance(left, Name):
        return LeftHandSide(shown, (), tree.right)
    arguments = left.arguments if isinstance(left, Apply) else _applied(left, reading.text)
    names = [argument.name for argument in arguments if isinstance(argument, Name)]
    if names and len(names) == len(arguments):
        return LeftHandSide(shown, tuple(names), tree.right)
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
