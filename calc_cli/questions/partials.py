"""What questions about partial derivatives have in common: the variables, the point, the answer to check."""

import re
from dataclasses import dataclass, replace
from typing import ClassVar

from calc_cli.errors import UsageError
from calc_cli.questions.given import Given, read_given
from calc_cli.questions.matrix import MatrixQuestion, MatrixRequest, is_matrix_request
from calc_cli.questions.texts import (
    Coordinate,
    ExpressionRequest,
    named_coordinates,
    read_function,
    read_names,
    read_point,
)
from calc_cli.syntax.parser import Reading, parse_list
from calc_cli.syntax.tree import Vector
from calc_cli.syntax.words import Names


@dataclass(frozen=True, slots=True)
class PartialsRequest(ExpressionRequest):
    """The partial derivatives of `expr` in the variables `wrt`, perhaps at a point, perhaps with an answer to check."""

    ENGINE: ClassVar[str]
    ASKED: ClassVar[str]
    """What is asked if `expr` is about matrices: grad, jacobian or hessian."""

    wrt: str | None = None
    at: tuple[str, ...] = ()
    check: str | None = None
    digits: int | None = None
    shape: tuple[str, ...] = ()
    layout: str | None = None

    def read(self) -> "PartialsQuestion | MatrixQuestion":
        """Parse all texts. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
        if is_matrix_request(self.expr, self.shape):
            return self.about_matrices().read()
        if self.layout is not None:
            raise UsageError("--layout is for expressions with matrices", hint="for example --shape A=m,n --shape x=n")
        return self.about_components()

    def about_components(self) -> "PartialsQuestion":
        """Read it as a question about functions of scalar variables."""
        return read_question(self)

    def about_matrices(self) -> MatrixRequest:
        """Return it as a question about vectors and matrices in whole."""
        return MatrixRequest(self.expr, self.ASKED, self.wrt, self.at, self.check, self.digits, self.shape, self.layout)


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
    reading, left = read_function(request.expr, names)
    return PartialsQuestion(
        request=request,
        reading=reading,
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


_GRADIENT = re.compile(r"\s*(?:∇|\\nabla|grad\b|H\b|J\b)[^=\[]*=(?!=)")
"""A left-hand side that names what is asked for: ∇f(x, y) = ..., H = ..., J = ..."""


def _read_answer(text: str, names: Names) -> Given:
    """Read `[2x, 2y]`, `∇f = [2x, 2y]`, or the same without brackets."""
    left = _GRADIENT.match(text)
    shown = text if left is None else " " * left.end() + text[left.end() :]
    if "," not in text or shown.lstrip().startswith("["):
        return replace(read_given(shown, names), source=text)
    items = parse_list(shown, names)
    tree = items[0] if len(items) == 1 else Vector((items[0].span[0], items[-1].span[1]), items)
    return Given(text, tree)
