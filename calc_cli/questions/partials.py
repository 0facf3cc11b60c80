"""Questions about partial derivatives, and what they have in common: variables, point, answer to check, shapes."""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from calc_cli.errors import UsageError
from calc_cli.questions import options
from calc_cli.questions.declaration import ParsedSubject, Question, option
from calc_cli.questions.given import read_given_list
from calc_cli.questions.texts import Values, has_arrays, read_point, read_subject
from calc_cli.syntax.matrix_words import is_matrix_text, looks_like_matrix

if TYPE_CHECKING:
    from calc_cli.questions.matrices import ParsedMatrices
    from calc_cli.render.display import Page


@dataclass(frozen=True, slots=True)
class PartialsQuestion(Question):
    """The partial derivatives of EXPR, a function of numbers, or of vectors and matrices."""

    gives_formula: ClassVar[bool] = True
    derivative: ClassVar[str]
    """The derivative that is asked for: grad, jacobian or hessian."""

    expr: str = options.expression()
    wrt: str | None = options.variables()
    _: KW_ONLY
    at: Values = options.at()
    assume: Values = options.assume()
    check: str | None = options.check()
    reveal: bool = options.reveal()
    shape: Values = options.shape()
    layout: Literal["denominator", "numerator"] | None = option(
        "Of a derivative in a vector or matrix: in the shape of the variable, or transposed.",
        example="--layout numerator",
    )
    digits: int | None = options.digits()

    @property
    def is_about_matrices(self) -> bool:
        """Return True if a shape is declared, a value is a list, or the expression has what only matrices have."""
        return bool(self.shape) or is_matrix_text(self.expr) or has_arrays(self.at)

    def read(self) -> "ParsedSubject[Any] | ParsedMatrices":
        """Parse all texts. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
        if self.is_about_matrices:
            from calc_cli.questions.matrices import read_matrices

            return read_matrices(self)
        if self.layout is not None:
            raise UsageError("--layout is for expressions with matrices", hint="for example --shape A=m,n --shape x=n")
        return self.read_components()

    def read_components(self) -> "ParsedSubject[Any]":
        """Read all texts as those of functions of numbers."""
        names, function, wrt = read_subject(self.expr, self.wrt, self.at)
        if found := looks_like_matrix(self.expr):
            note = f"all letters are numbers; of matrices give the shapes, as in --shape {found}=m,n"
            function = replace(function, notes=(*function.notes, note))
        given = read_given_list(self.check, names, function.tree)
        return ParsedSubject(self, function, wrt, read_point(self.at, names), given=given)

    def mathematics(self) -> Callable[[Any], Any]:
        """Import and return what answers the question."""
        if self.is_about_matrices:
            from calc_cli.questions.answers import matrix

            return matrix.answer
        from calc_cli.questions.answers import partials

        return partials.ANSWERS[self.derivative]

    def page(self) -> "Page":
        """Import and return the page of the result."""
        if self.is_about_matrices:
            from calc_cli.render.pages import matrix

            return matrix.PAGE
        from calc_cli.render.pages import partials

        return partials.PAGE
