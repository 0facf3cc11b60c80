"""`calc same`: whether two expressions are equal over the real numbers."""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from calc_cli.errors import UsageError
from calc_cli.questions import options
from calc_cli.questions.declaration import BATCH, Parsed, Question, argument, asked_by
from calc_cli.questions.texts import Values, function_of
from calc_cli.syntax.matrix_words import has_transposes
from calc_cli.syntax.parser import Reading, parse
from calc_cli.syntax.tree import Equation
from calc_cli.syntax.words import Names

if TYPE_CHECKING:
    from calc_cli.calculus.equality.components import Sameness
    from calc_cli.render.display import Page


@dataclass(frozen=True, slots=True)
class SameQuestion(Question):
    """Tell whether EXPR and OTHER are equal over the real numbers, and if not, where.

    Examples:
      calc same 'sin(2x)' '2 sin x cos x'       correct
      calc same 'sqrt(x^2)' x                   incorrect: equal only for x >= 0
      calc same 'ln(x^2) = 2 ln x'              two sides of an equation
      calc same '[1, x]' '[1, x^2/x]'           component by component
      calc same --json < identities.txt         a batch: one equation a line
    """

    summary: ClassVar[str] = "Tell whether two expressions are equal."
    also: ClassVar[tuple[str, ...]] = ("equal", "equals", "compare")
    formats_of_page: ClassVar[tuple[str, ...]] = ("latex",)

    expr: str = options.expression()
    other: str | None = argument("OTHER", default=None)
    _: KW_ONLY
    assume: Values = options.assume()
    digits: int | None = options.digits()

    @property
    def text(self) -> str:
        """Return the question, as typed."""
        return self.expr if self.other is None or self.expr == BATCH else f"{self.expr} = {self.other}"

    def read(self) -> "ParsedSame":
        """Parse both texts. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
        if has_transposes(self.text):
            raise UsageError(
                "calc same compares numbers, and here is a transpose",
                hint="calc grad --check compares vectors and matrices; a power of numbers is written x^(T)",
            )
        names = Names()
        first = parse(self.expr, names)
        if self.other is not None:
            return ParsedSame(self, function_of(first), function_of(parse(self.other, names)))
        equation = first.tree
        if not isinstance(equation, Equation):
            raise UsageError(
                "the second expression is missing", hint="for example calc same 'sin(2x)' '2 sin x cos x', or 'A = B'"
            )
        return ParsedSame(self, replace(first, tree=equation.left), replace(first, tree=equation.right, notes=()))

    def mathematics(self) -> Callable[[Any], Any]:
        """Import and return what compares."""
        from calc_cli.questions.answers import same

        return same.answer

    def page(self) -> "Page":
        """Import and return the page of the result."""
        from calc_cli.render.pages.same import PAGE

        return PAGE


@dataclass(frozen=True, slots=True)
class ParsedSame(Parsed[SameQuestion]):
    """A question about two expressions, without their left-hand sides."""

    first: Reading
    second: Reading


@asked_by(SameQuestion)
def same(question: SameQuestion) -> "Sameness":
    """Tell whether two expressions, or vectors, are equal over the real numbers. Raises CalcError.

    >>> found = same("sqrt(x^2)", "x")
    >>> found.check.verdict, found.check.counterexample.at
    ('incorrect', {x: -1})
    """
    return question.read().answer()
