"""Read questions about partial derivatives of vector and matrix expressions: shapes, points, answers."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from calc_cli.calculus.matrix.expression import Dim
from calc_cli.calculus.matrix.shapes import Declared
from calc_cli.errors import UsageError
from calc_cli.questions.declaration import Parsed
from calc_cli.questions.given import right_side_of_gradient
from calc_cli.questions.texts import ParsedFunction, Values, function_of, read_names, texts
from calc_cli.syntax.matrix_words import PROPERTIES
from calc_cli.syntax.parser import Reading, parse_list, parse_matrices
from calc_cli.syntax.tree import Equation, Name, Node
from calc_cli.syntax.words import Names, canonical

if TYPE_CHECKING:
    from calc_cli.questions.partials import PartialsQuestion


@dataclass(frozen=True, slots=True)
class LetterValue:
    """The value of one letter: a node of the text `source`, or the `file` that has it."""

    name: str
    value: Node | None
    source: str
    file: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedMatrices(Parsed["PartialsQuestion"]):
    """A question about the derivative in one letter, a vector or a matrix."""

    function: ParsedFunction
    wrt: str | None
    declared: dict[str, Declared]
    point: tuple[LetterValue, ...]
    stated: Reading | None


def read_letters(
    expr: str, wrt: str | None, shape: Values
) -> tuple[Names, ParsedFunction, str | None, dict[str, Declared]]:
    """Return the names that all texts are read with, the function, its variable if it is named, and the shapes."""
    letters = read_names(wrt)
    if len(letters) > 1:
        raise UsageError("a matrix expression is differentiated in one letter at a time")
    declared = read_shapes(shape)
    names = Names([*letters, *declared, *(dim for row in declared.values() for dim in row.names)])
    function = function_of(parse_matrices(expr, names))
    variable = names.spell(letters[0]) if letters else function.argument
    return names, function, variable, {names.spell(name): row for name, row in declared.items()}


def read_matrices(question: "PartialsQuestion") -> ParsedMatrices:
    """Parse all texts. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
    names, function, wrt, declared = read_letters(question.expr, question.wrt, question.shape)
    return ParsedMatrices(
        question,
        function,
        wrt,
        declared,
        read_matrix_point(question.at, names),
        None if question.check is None else parse_matrices(right_side_of_gradient(question.check), names),
    )


# Shapes


def read_shapes(shapes: Values) -> dict[str, Declared]:
    """Read `A=m,n`, `x=n`, `c=1`, `S=n,n,symmetric`, `S=positive`."""
    declared: dict[str, Declared] = {}
    for text in texts(shapes):
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


_BETWEEN_FILES = re.compile(r",(?=\s*[^\W\d]\w*\s*=)")
"""The comma in `X=@X.csv,y=@y.csv`."""


def read_matrix_point(point: Values, names: Names) -> tuple[LetterValue, ...]:
    """Read `A=[[1,2],[3,4]]`, `x=[1,2], c=3` and `b=@b.csv`."""
    entries: list[LetterValue] = []
    given = (_BETWEEN_FILES.split(text) if "@" in text else [text] for text in texts(point))
    for text in (text for part in given for text in part):
        found = _FROM_FILE.fullmatch(text)
        if found is not None:
            name = canonical(found["name"])
            if name is None:
                raise UsageError(f"'{found['name']}' is not a name", hint="for example --at A=@A.csv")
            entries.append(LetterValue(names.spell(name), None, text, found["file"].strip()))
            continue
        for node in parse_list(text, names):
            if isinstance(node, Equation) and isinstance(node.left, Name):
                entries.append(LetterValue(node.left.name, node.right, text))
            else:
                raise UsageError("which letter has this value?", source=text, span=node.span, hint="--at x=[1, 2]")
    return tuple(entries)
