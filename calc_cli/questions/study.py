"""`calc study`: the course of a curve, or the critical points of a function of several variables."""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from calc_cli.questions import options
from calc_cli.questions.declaration import FIGURE_TYPES, ParsedSubject, Question, asked_by, flag, option
from calc_cli.questions.texts import Coordinate, Range, Values, read_point, read_range, read_subject, texts
from calc_cli.syntax.parser import Reading, parse

if TYPE_CHECKING:
    from calc_cli.calculus.study.several import CriticalPoints
    from calc_cli.calculus.study.study import Study
    from calc_cli.render.display import Page


@dataclass(frozen=True, slots=True)
class StudyQuestion(Question):
    """Study EXPR: where it is defined, rises, turns and bends.

    Examples:
      calc study 'x^3 - 3x'                    zeros, extrema, inflections, the table and the picture
      calc study '(x^2 + 1)/(x - 1)'           with its asymptotes
      calc study 'x e^-x' --range 0:3          on an interval: its greatest and least value
      calc study 'a x^2 - x' --at a=2          with a value for a parameter
      calc study 'x^3 - 3x' -o figure.svg      the picture in a file
      calc study 'x^3 + y^3 - 3x y'            the critical points, and what each is
      calc study 'x y' --constraint 'x^2 + y^2 = 1'   the same on a circle, by Lagrange's conditions
    """

    summary: ClassVar[str] = "Study where a function rises, turns and bends, or its critical points."
    also: ClassVar[tuple[str, ...]] = ("analyze", "analyse", "sketch", "extrema", "critical")
    formats_of_page: ClassVar[tuple[str, ...]] = ("plain",)
    has_typeset: ClassVar[bool] = False
    picture_types: ClassVar[tuple[str, ...]] = FIGURE_TYPES

    expr: str = options.expression()
    wrt: str | None = options.variables()
    _: KW_ONLY
    range: Range = option(
        "The closed interval to study, of several variables for each; left out: all numbers.",
        metavar="A:B",
        example=("--range 0:3", "--range -pi:pi", "--range 0:inf"),
    )
    constraint: Values = option(
        "An equation that must hold. Repeatable.",
        metavar="EQUATION",
        example="'x y' --constraint 'x^2 + y^2 = 1'",
    )
    at: Values = option("Values of parameters. Repeatable.", metavar="VALUES", example="--at a=2")
    steps: bool = flag("Show how each line is found.", example="x^3-3x --steps")
    digits: int | None = options.digits()

    def read(self) -> "ParsedStudy":
        """Parse all texts. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
        names, function, wrt = read_subject(self.expr, self.wrt, self.at)
        return ParsedStudy(
            self,
            function,
            wrt,
            read_point(self.at, names),
            range=read_range(self.range, "--range", names),
            constraints=tuple(parse(text, names) for text in texts(self.constraint)),
        )

    def mathematics(self) -> Callable[[Any], Any]:
        """Import and return what studies."""
        from calc_cli.questions.answers import study

        return study.answer

    def page(self) -> "Page":
        """Import and return the page of the result."""
        from calc_cli.render.pages.study import PAGE

        return PAGE


@dataclass(frozen=True, slots=True)
class ParsedStudy(ParsedSubject[StudyQuestion]):
    """A question about a curve."""

    range: tuple[Coordinate, Coordinate] | None = None
    constraints: tuple[Reading, ...] = ()


@asked_by(StudyQuestion)
def study(question: StudyQuestion) -> "Study | CriticalPoints":
    """Study the curve of `expr`, perhaps on the closed interval `range`, "0:3" or (0, 3).

    Of several variables find the critical points, perhaps where the equations `constraint` hold. Raises CalcError.

    >>> found = study("x^3 - 3x")
    >>> [(extremum.kind, extremum.place.x, extremum.place.value) for extremum in found.extrema]
    [('local maximum', -1, 2), ('local minimum', 1, -2)]
    >>> study("x e^-x", range=(0, 3)).greatest.value
    exp(-1)
    >>> [(point.kind, *point.at.values()) for point in study("x + 2y", constraint="x^2 + y^2 = 5").points]
    [('local minimum', -1, -2), ('local maximum', 1, 2)]
    """
    return question.read().answer()
