"""What the commands for partial derivatives may be asked of matrix expressions, and how that is read."""

import re
from dataclasses import dataclass, replace
from typing import ClassVar

from calc_cli.calculus.matrix.expression import Dim
from calc_cli.calculus.matrix.shapes import Declared
from calc_cli.errors import UsageError
from calc_cli.questions.texts import ExpressionRequest, read_names, right_hand_side
from calc_cli.syntax.matrix_words import PROPERTIES, is_matrix_text
from calc_cli.syntax.parser import Reading, parse_list, parse_matrices
from calc_cli.syntax.tree import Equation, Name, Node
from calc_cli.syntax.words import Names, canonical

LAYOUTS = ("denominator", "numerator")


@dataclass(frozen=True, slots=True)
class MatrixRequest(ExpressionRequest):
    """`asked` of a matrix expression is grad, jacobian or hessian; `shape` has the texts of --shape."""

    ENGINE: ClassVar[str] = "calc_cli.questions.answers.matrix"

    asked: str = "grad"
    wrt: str | None = None
    at: tuple[str, ...] = ()
    check: str | None = None
    digits: int | None = None
    shape: tuple[str, ...] = ()
    layout: str | None = None
    steps: bool = False

    def read(self) -> "MatrixQuestion":
        """Parse all texts. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
        wrt = None if self.wrt is None else read_names(self.wrt)
        if wrt is not None and len(wrt) != 1:
            raise UsageError("a matrix expression is differentiated in one letter at a time")
        if self.layout is not None and self.layout not in LAYOUTS:
            raise UsageError(f"the layout is {' or '.join(LAYOUTS)}, not '{self.layout}'")
        declared = read_shapes(self.shape)
        names = Names([*(wrt or ()), *declared, *(dim for row in declared.values() for dim in row.names)])
        reading = parse_matrices(self.expr, names)
        left = right_hand_side(reading)
        return MatrixQuestion(
            request=self,
            reading=replace(reading, tree=left.function),
            name=left.name,
            argument=left.arguments[0] if len(left.arguments) == 1 else None,
            wrt=names.spell(wrt[0]) if wrt else None,
            declared={names.spell(name): row for name, row in declared.items()},
            point=read_matrix_point(self.at, names),
            given=None if self.check is None else _answer(self.check, names),
        )


@dataclass(frozen=True, slots=True)
class MatrixQuestion:
    """A `MatrixRequest` whose texts have been read."""

    request: MatrixRequest
    reading: Reading
    name: str | None
    argument: str | None
    wrt: str | None
    declared: dict[str, Declared]
    point: tuple["Entry", ...]
    given: Reading | None


@dataclass(frozen=True, slots=True)
class Entry:
    """The value of one letter: a node of the text `source`, or the `file` that has it."""

    name: str
    value: Node | None
    source: str
    file: str | None = None


def is_matrix_request(expr: str, shape: tuple[str, ...]) -> bool:
    """Whether a question is one about matrices: a shape is declared, or the expression has what only they have."""
    return bool(shape) or is_matrix_text(expr)


# Shapes


def read_shapes(texts: tuple[str, ...]) -> dict[str, Declared]:
    """Read `A=m,n`, `x=n`, `c=1`, `S=n,n,symmetric`, `S=positive`."""
    declared: dict[str, Declared] = {}
    for text in texts:
        left, equals, right = text.partition("=")
        name = canonical(left)
        if not equals or name is None:
            raise UsageError(f"'{text}' declares no shape", hint="for example --shape A=m,n --shape x=n")
        if name in declared:
            raise UsageError(f"the shape of {name} is declared twice")
        declared[name] = _declared(name, [part.strip() for part in re.split(r"[,×]", right)])
    return declared


_DIMENSION = re.compile(r"[A-Za-z]\w*|[1-9]\d*")
_ALIASES = {"positive-definite": "positive", "positive definite": "positive", "spd": "positive", "pd": "positive"}


def _declared(name: str, parts: list[str]) -> Declared:
    structure = frozenset(_ALIASES.get(part, part) for part in parts) & frozenset(PROPERTIES)
    dims = [part for part in parts if _ALIASES.get(part, part) not in PROPERTIES]
    if dims == ["scalar"]:
        dims = ["1"]
    for part in dims:
        if not _DIMENSION.fullmatch(part):
            hint = f"dimensions are names or numbers; what can be declared beside them: {', '.join(PROPERTIES)}"
            raise UsageError(f"'{part}' is no dimension of {name}", hint=hint)
    if len(dims) > 2:
        raise UsageError(f"{name} has at most two dimensions, and {', '.join(dims)} are {len(dims)}")
    shape = (dimension(dims[0]), dimension(dims[1]) if len(dims) == 2 else 1) if dims else None
    if structure and shape is not None and shape[0] != shape[1]:
        raise UsageError(f"a {min(structure)} matrix is square, and {name} is declared {shape[0]}×{shape[1]}")
    return Declared(shape, structure)


def dimension(text: str) -> Dim:
    """Return 1 as a number; any other dimension is a name, even 1000, so that examples may be smaller."""
    return 1 if text == "1" else text


# Points and answers

_FROM_FILE = re.compile(r"\s*(?P<name>[^=@]+?)\s*=\s*@(?P<file>.+)", re.DOTALL)


def read_matrix_point(texts: tuple[str, ...], names: Names) -> tuple[Entry, ...]:
    """Read `A=[[1,2],[3,4]]`, `x=[1,2], c=3` and `b=@b.csv`."""
    entries: list[Entry] = []
    for text in texts:
        found = _FROM_FILE.fullmatch(text)
        if found is not None:
            name = canonical(found["name"])
            if name is None:
                raise UsageError(f"'{found['name']}' is not a name", hint="for example --at A=@A.csv")
            entries.append(Entry(names.spell(name), None, text, found["file"].strip()))
            continue
        for node in parse_list(text, names):
            if isinstance(node, Equation) and isinstance(node.left, Name):
                entries.append(Entry(node.left.name, node.right, text))
            else:
                raise UsageError("which letter has this value?", source=text, span=node.span, hint="--at x=[1, 2]")
    return tuple(entries)


_LEFT = re.compile(r"\s*(?:∇|\\nabla|grad\b|d[A-Za-z]*/d)[^=\[]*=(?!=)")


def _answer(text: str, names: Names) -> Reading:
    """Read an answer, without a left-hand side such as ∇f = ..."""
    left = _LEFT.match(text)
    shown = text if left is None else " " * left.end() + text[left.end() :]
    return parse_matrices(shown, names)
