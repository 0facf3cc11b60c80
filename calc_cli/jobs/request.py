"""What may be asked, as texts: however a request arrives, it becomes one of these.

`read` turns the texts into trees, so a typing mistake is told before SymPy is loaded; jobs/answer.py
does the mathematics.
"""

from dataclasses import dataclass, replace

from calc_cli.errors import UsageError
from calc_cli.syntax.parser import Reading, parse, parse_list
from calc_cli.syntax.tree import Apply, Equation, Name, Node
from calc_cli.syntax.words import Names, canonical


@dataclass(frozen=True, slots=True)
class Coordinate:
    """One coordinate of a point; without a name it belongs to the only variable."""

    name: str | None
    value: Node
    source: str


@dataclass(frozen=True, slots=True)
class DiffRequest:
    """`calc diff`: the derivative of `expr`, `order` times with respect to `wrt`, perhaps at a point."""

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
        name, function = right_hand_side(reading)
        reading = replace(reading, tree=function)
        return DiffQuestion(self, reading, name, names.spell(wrt[0]) if wrt else None, read_point(self.at, names))


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


def right_hand_side(reading: Reading) -> tuple[str | None, Node]:
    """Split `y = x^2` or `f(x) = x^2` into the name that is shown and the function."""
    tree = reading.tree
    if not isinstance(tree, Equation):
        return None, tree
    left = tree.left
    if isinstance(left, Name) or (isinstance(left, Apply) and all(isinstance(a, Name) for a in left.arguments)):
        return reading.text[left.span[0] : left.span[1]], tree.right
    raise UsageError(
        "this is an equation, not a function",
        source=reading.text,
        span=tree.span,
        hint="a function is written y = ... or f(x) = ...",
    )
