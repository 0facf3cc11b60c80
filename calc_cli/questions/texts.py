"""Read the texts that several questions have: names, points, functions with their left-hand sides.

The values of a point or a direction may be given as texts, numbers, lists and objects, or in files.

Nothing here loads SymPy, so that a typing mistake is told at once.
"""

import re
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import isnan
from typing import Any

from calc_cli.errors import UsageError
from calc_cli.syntax.parser import Reading, parse, parse_list
from calc_cli.syntax.tree import Apply, Equation, Name, Node, Product, Vector, names_in
from calc_cli.syntax.words import Names, canonical

Values = str | float | Decimal | Sequence[Any] | Mapping[str, Any] | None
"""`"x=1, y=pi/2"`, `1`, `[1, 2]`, `["x=1", "y=2"]` or `{"x": 1, "y": "pi/2"}`; None for none."""

Range = str | Sequence[Any] | None
"""`"-1:3"` or `(-1, 3)`; None for none."""

_ARRAY = re.compile(r"(?:^|,)\s*\w+\s*=\s*[\[@]")
"""A letter whose value is a list or in a file."""


def are_values(values: object) -> bool:
    """Return True if there are only texts, numbers, lists and objects of them."""
    if isinstance(values, Mapping):
        return all(map(are_values, values.values()))
    if isinstance(values, list | tuple):
        return all(map(are_values, values))
    return values is not None and not isinstance(values, bool)


def is_range(value: object) -> bool:
    """Return True for a text, or two values."""
    return isinstance(value, str) or (isinstance(value, list | tuple) and len(value) == 2 and are_values(value))


def texts(values: Values) -> tuple[str, ...]:
    """Return the values as texts: `x=1`, or `1` where there is no name. Raises UsageError for what is no number."""
    if values is None:
        return ()
    if isinstance(values, Mapping):
        return tuple(f"{name}={_text(value)}" for name, value in values.items())
    return tuple(map(_text, values)) if isinstance(values, list | tuple) else (_text(values),)


def _text(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_text, value))}]"
    if isinstance(value, float) and isnan(value):
        raise UsageError(f"{value} is not the coordinate of a point")
    return str(value).lower() if isinstance(value, Decimal) else str(value)


def require_no_file(values: Values) -> None:
    """Raise UsageError if a value that was not typed on the command line names a file."""
    if any(text.lstrip().startswith("@") or re.search(r"=\s*@", text) for text in texts(values)):
        raise UsageError("only the command line reads a point from a file", hint="write --at @point.json there")


LARGEST_FILE = 1 << 26
"""Bytes."""


def read_bytes(name: str, most: int) -> bytes:
    """Return what is in a file, or in standard input if it is called `-`; of more than `most` bytes one byte more.

    Raises UsageError if it cannot be read.
    """
    try:
        with sys.stdin.buffer if name == "-" else open(name, "rb") as file:
            return file.read(most + 1)
    except (OSError, ValueError) as fault:  # ValueError: a null character in the name
        raise UsageError(f"cannot read '{name}': {getattr(fault, 'strerror', None) or fault}") from None


def read_file(name: str) -> str:
    """Return the text of a file. Raises UsageError if there is none, or too much of it."""
    data = read_bytes(name, LARGEST_FILE)
    if len(data) > LARGEST_FILE:
        raise UsageError(f"{name} is larger than {LARGEST_FILE >> 20} MiB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise UsageError(f"{name} is not UTF-8: byte {fault.start} is 0x{data[fault.start]:02x}") from None


@dataclass(frozen=True, slots=True)
class Coordinate:
    """One coordinate of a point; without a name it belongs to the only variable."""

    name: str | None
    value: Node
    source: str


@dataclass(frozen=True, slots=True)
class ParsedFunction(Reading):
    """A function without its left-hand side, in which it is called `name`, as f(x, y) with `arguments` or as y.

    `dependent` is the u of u = f(x) = x^2.
    """

    name: str | None = None
    arguments: tuple[str, ...] = ()
    dependent: str | None = None

    @property
    def argument(self) -> str | None:
        """Return the only argument."""
        return self.arguments[0] if len(self.arguments) == 1 else None


def read_names(text: str | None) -> tuple[str, ...]:
    """Return the names in `text`, which has commas between them."""
    names = []
    for part in [] if text is None else text.split(","):
        name = canonical(part)
        if name is None:
            raise UsageError(f"'{part.strip()}' is not a name", hint="for example --wrt x or --wrt x,y")
        names.append(name)
    return tuple(names)


def names_of(wrt: Sequence[str], *points: Values) -> Names:
    """Return the names that all texts of a question are read with: those of its options are one name everywhere."""
    return Names([*wrt, *(name for point in points for name in _named_coordinates(texts(point)))])


def _named_coordinates(point: Sequence[str]) -> list[str]:
    """Return the names that a point gives values to, before its texts can be parsed with them."""
    sides = [m[1] or m[2] for text in point for m in re.finditer(r"\(([^()=]*)\)\s*=|([^=,]*)=", text)]
    return [name for name in map(canonical, ",".join(sides).split(",")) if name is not None]


def read_point(point: Values, names: Names) -> tuple[Coordinate, ...]:
    """Read the coordinates of a point from texts such as `1`, `x=1, y=pi/2`, `(1, 2)` and `(x, y) = (0, 0)`."""
    return tuple(
        coordinate for text in texts(point) for node in parse_list(text, names) for coordinate in _read(node, text)
    )


def _read(node: Node, text: str) -> tuple[Coordinate, ...]:
    if isinstance(node, Vector):
        return tuple(Coordinate(None, item, text) for item in node.items)
    if not isinstance(node, Equation):
        return (Coordinate(None, node, text),)
    names, values = (side.items if isinstance(side, Vector) else (side,) for side in (node.left, node.right))
    variables = [name for name in names if isinstance(name, Name)]
    if len(variables) < len(names):
        raise UsageError("expected a variable before '='", source=text, span=node.left.span)
    if len(variables) != len(values):
        raise UsageError("there are not as many values as variables", source=text, span=node.span)
    return tuple(Coordinate(name.name, value, text) for name, value in zip(variables, values, strict=True))


def has_arrays(*points: Values) -> bool:
    """Return True if one letter has a list or a file for its value: x=[1, 2], X=@data.csv."""
    return any(_ARRAY.search(text) for point in points for text in texts(point))


def read_range(given: Range, option: str, names: Names) -> tuple[Coordinate, Coordinate] | None:
    """Return the ends in `-pi:pi`."""
    if given is None:
        return None
    text = given if isinstance(given, str) else ":".join(texts(given))
    low, colon, high = text.partition(":")
    if not (colon and low.strip() and high.strip()) or ":" in high:
        raise UsageError(f"'{text}' is not a range", hint=f"for example {option} -1:3, or {option} -pi:pi")
    return Coordinate(None, parse(low, names).tree, low), Coordinate(None, parse(high, names).tree, high)


def read_subject(
    text: str, wrt: str | None, *points: Values, read: Callable[[str, Names], ParsedFunction] | None = None
) -> tuple[Names, ParsedFunction, tuple[str, ...]]:
    """Return the names that all texts are read with, the function, and its variables: as named, else its arguments."""
    asked = read_names(wrt)
    names = names_of(asked, *points)
    function = (read or read_function)(text, names)
    return names, function, tuple(map(names.spell, asked)) or function.arguments


_DEPENDENT = re.compile(r"\s*(?P<name>[^\W\d_]\w*)\s*=(?=[^=<>!]*\([^()=]*\)\s*=[^=])")
"""The `u =` of u = f(x) = 3x^2 - 4x."""

_ARROW = re.compile(r"\s*(?:[a-zA-Z]\s*:\s*)?\(?\s*(?P<name>[^\W\d_])\s*\)?\s*(?:->|=>|[→↦⟼]|\\mapsto\b|\\to\b)")
"""The `x ->` of x -> x^2, and the `f: x ↦` of f: x ↦ x^2."""


def read_function(text: str, names: Names, *, or_equation: bool = False) -> ParsedFunction:
    """Read a function, with or without a left-hand side, perhaps `or_equation` of a curve, which is the tree then."""
    found = _DEPENDENT.match(text) or _ARROW.match(text)
    if found is None:
        return function_of(parse(text, names), or_equation=or_equation)
    parsed = function_of(parse(" " * found.end() + text[found.end() :], names))
    if found.re is _ARROW:
        return replace(parsed, text=text, arguments=(names.spell(found["name"]),))
    return replace(parsed, text=text, dependent=found["name"])


def function_of(reading: Reading, *, or_equation: bool = False) -> ParsedFunction:
    """Return the function in an expression, in `y = x^2`, `f(x) = x^2` or `s(t) = t^2`."""
    tree = reading.tree
    if not isinstance(tree, Equation):
        return ParsedFunction(reading.text, tree, reading.notes)
    left = tree.left
    shown = reading.text[left.span[0] : left.span[1]]
    if isinstance(left, Name) and left.name not in names_in(tree.right):
        return ParsedFunction(reading.text, tree.right, reading.notes, shown)
    arguments = left.arguments if isinstance(left, Apply) else _applied(left, reading.text)
    names = tuple(argument.name for argument in arguments if isinstance(argument, Name))
    if names and len(names) == len(arguments):
        return ParsedFunction(reading.text, tree.right, reading.notes, shown, names)
    if or_equation:
        return ParsedFunction(reading.text, tree, reading.notes)
    raise UsageError(
        "this is an equation, not a function",
        source=reading.text,
        span=tree.span,
        hint="a function is y = ... or f(x) = ...; of a curve: calc diff ... --implicit y, calc plot; "
        "its solutions: calc study 'left - right'",
    )


def _applied(left: Node, text: str) -> tuple[Node, ...]:
    """Return the argument in f(w) = w^T X, which is a product where matrices are read."""
    if isinstance(left, Product) and len(left.factors) == 2 and text[left.factors[1].span[0]] == "(":
        return left.factors[1:] if isinstance(left.factors[0], Name) else ()
    return ()


def usual_variable(names: Collection[str]) -> str | None:
    """Return x if it is among the names, else t, else the only one; None if there is none.

    Raises UsageError, which lists the candidates.
    """
    for usual in ("x", "t", *(names if len(names) == 1 else ())):
        if usual in names:
            return usual
    if not names:
        return None
    candidates = ", ".join(sorted(names))
    raise UsageError(f"with respect to which variable? there are {candidates}", hint=f"for example --wrt {min(names)}")
