"""What `calc same` may be asked, as texts, and how these are read."""

from dataclasses import dataclass, replace
from typing import ClassVar

from calc_cli.errors import UsageError
from calc_cli.questions.texts import right_hand_side
from calc_cli.syntax.parser import Reading, parse
from calc_cli.syntax.tree import Equation, Node
from calc_cli.syntax.words import Names


@dataclass(frozen=True, slots=True)
class SameRequest:
    """`calc same`: is `expr` equal to `other`; without `other`, `expr` is an equation `A = B`."""

    ENGINE: ClassVar[str] = "calc_cli.questions.answers.same"
    REQUIRED: ClassVar[tuple[str, ...]] = ("expr",)

    expr: str
    other: str | None = None
    digits: int | None = None

    @property
    def text(self) -> str:
        """The question, as typed."""
        return self.expr if self.other is None or self.expr == "-" else f"{self.expr} = {self.other}"

    def of_line(self, line: str) -> "SameRequest":
        """Return what a line of a batch asks, `A = B`, or `A` if the command line has the other."""
        return replace(self, expr=line)

    def read(self) -> "SameQuestion":
        """Parse both texts. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
        names = Names()
        first = parse(self.expr, names)
        if self.other is not None:
            second = parse(self.other, names)
            return SameQuestion(self, _function(first), _function(second))
        equation = first.tree
        if not isinstance(equation, Equation):
            raise UsageError(
                "the second expression is missing", hint="for example calc same 'sin(2x)' '2 sin x cos x', or 'A = B'"
            )
        return SameQuestion(self, replace(first, tree=equation.left), replace(first, tree=equation.right, notes=()))


@dataclass(frozen=True, slots=True)
class SameQuestion:
    """A `SameRequest` whose texts have been read."""

    request: SameRequest
    first: Reading
    second: Reading


def _function(reading: Reading) -> Reading:
    """What stands right of `y =` or `f(x) =`."""
    tree: Node = right_hand_side(reading).function
    return replace(reading, tree=tree)
