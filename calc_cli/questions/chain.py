"""What `calc chain` may be asked, as texts, and how these are read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from calc_cli.errors import UsageError
from calc_cli.questions.given import Given, read_given
from calc_cli.questions.texts import Coordinate, named_coordinates, read_names, read_point
from calc_cli.syntax.names import CONSTANTS
from calc_cli.syntax.parser import Reading, parse
from calc_cli.syntax.tree import Equation, Name, Node, Vector
from calc_cli.syntax.words import Names, canonical

_APPLIED_TO_SEVERAL = re.compile(r"([^\W\d]\w*)\s*\(\s*\w+\s*(?:,\s*\w+\s*)+\)")
"""T(x, y): a product has no commas."""


@dataclass(frozen=True, slots=True)
class ChainRequest:
    """`calc chain`: the derivatives of what no equation uses in `wrt`, through all variables between."""

    ENGINE: ClassVar[str] = "calc_cli.questions.answers.chain"
    REQUIRED: ClassVar[tuple[str, ...]] = ("equations",)

    equations: tuple[str, ...]
    wrt: str | None = None
    at: tuple[str, ...] = ()
    check: str | None = None
    digits: int | None = None
    steps: bool = False
    all_steps: bool = False

    @property
    def text(self) -> str:
        """The equations, as typed."""
        return "; ".join(text.strip() for text in self.equations)

    def of_line(self, line: str) -> "ChainRequest":
        """Return the same about the equations on a line of a batch, with semicolons between them."""
        return replace(self, equations=(line,))

    def read(self) -> "ChainQuestion":
        """Parse all texts. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
        texts = [part for text in self.equations for part in text.split(";") if part.strip()]
        if len(texts) < 2:
            raise UsageError(
                "a chain needs two equations or more",
                hint='for example calc chain "y = u^2" "u = sin(x)"; one function is for calc diff',
            )
        wrt = () if self.wrt is None else read_names(self.wrt)
        left = [name for name in (canonical(text.partition("=")[0]) for text in texts) if name is not None]
        names = Names([*left, *wrt, *named_coordinates(self.at)])
        return ChainQuestion(
            self,
            _definitions(texts, names),
            tuple(dict.fromkeys(map(names.spell, wrt))),
            read_point(self.at, names),
            None if self.check is None else read_given(self.check, names),
        )


@dataclass(frozen=True, slots=True)
class Definition:
    """An equation that has been read: what it defines, and its right side."""

    name: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class ChainQuestion:
    """A `ChainRequest` whose texts have been read."""

    request: ChainRequest
    definitions: tuple[Definition, ...]
    wrt: tuple[str, ...]
    point: tuple[Coordinate, ...]
    given: Given | None


def _definitions(texts: Sequence[str], names: Names) -> tuple[Definition, ...]:
    found: dict[str, Definition] = {}
    for text in texts:
        left, right, reading = _sides(text, names)
        if left.name in found:
            raise UsageError(f"{left.name} is defined twice", source=text, span=left.span)
        if isinstance(right, Vector):
            raise UsageError("an equation defines one variable, not a list", source=text, span=right.span)
        found[left.name] = Definition(left.name, replace(reading, tree=right))
    return tuple(found.values())


def _sides(text: str, names: Names) -> tuple[Name, Node, Reading]:
    """Both sides of an equation. On the right of x = x(a, b), x is an unknown function."""
    applied = [name for name in map(canonical, _APPLIED_TO_SEVERAL.findall(text)) if name is not None]
    left = canonical(text.partition("=")[0])
    reading = parse(text, names.applying(applied if left is None else [left, *applied]))
    tree = reading.tree
    if not isinstance(tree, Equation):
        raise UsageError("this is not an equation", source=text, span=tree.span, hint="for example u = sin(x)")
    if not isinstance(tree.left, Name):
        raise UsageError(
            "the left side of an equation is the name of a variable",
            source=text,
            span=tree.left.span,
            hint="for example u = sin(x), or u = u(x, y) where there is no formula",
        )
    if left in CONSTANTS:
        note = f"{left} is the variable that is defined here, not the constant"
        reading = replace(reading, notes=(*reading.notes, note))
    return tree.left, tree.right, reading
