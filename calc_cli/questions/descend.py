"""`calc descend`: a function followed downhill along its gradient."""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from calc_cli.errors import UsageError
from calc_cli.questions import options
from calc_cli.questions.declaration import FIGURE_TYPES, Parsed, ParsedSubject, Question, asked_by, option
from calc_cli.questions.texts import Coordinate, ParsedFunction, Values, has_arrays, read_point, read_subject, texts
from calc_cli.syntax.matrix_words import is_matrix_text
from calc_cli.syntax.parser import Reading, parse

if TYPE_CHECKING:
    from calc_cli.calculus.descend.descent import Descent
    from calc_cli.calculus.matrix.shapes import Declared
    from calc_cli.questions.matrices import LetterValue
    from calc_cli.render.display import Page


@dataclass(frozen=True, slots=True)
class DescendQuestion(Question):
    """Follow the gradient of EXPR downhill, and tell why the walk goes as it does.

    Examples:
      calc descend 'x^2 + 3y^2' --from x=2,y=1             the walk, and the rates at which it converges
      calc descend 'x^4 - 3x^2' --from 0.1 --rate 0.05 --plot
      calc descend 'x^2 + 3y^2' --from 2,1 --method newton
      calc descend '(1-x)^2 + 100(y-x^2)^2' --from -1,1 --rate 0.001 --steps 200 -o path.svg
      calc descend '||X w - y||^2' --wrt w --at X=@X.csv --at y=@y.csv --rate 0.001   a regression is trained
    """

    summary: ClassVar[str] = "Follow the gradient downhill."
    also: ClassVar[tuple[str, ...]] = ("descent", "minimize", "minimise", "optimize", "train", "fit")
    formats_of_page: ClassVar[tuple[str, ...]] = ()
    picture_types: ClassVar[tuple[str, ...]] = FIGURE_TYPES
    grace: ClassVar[float] = 5.0

    expr: str = options.expression()
    wrt: str | None = options.variables()
    _: KW_ONLY
    from_: Values = option(
        "Where the walk starts. Repeatable.",
        metavar="POINT",
        example=("--from x=1,y=1", "--from @start.json"),
        may_be_file=True,
    )
    rate: Values = option(
        "The part of the gradient that a step takes; left out: 0.1, for Newton's method 1.",
        metavar="R",
        example="--rate 0.01",
    )
    steps: int | None = option(
        "How many steps; left out: until the gradient is about 0, at most 1,000.",
        metavar="N",
        range=(1, 1_000_000),
        example="--steps 50",
    )
    method: Literal["gradient", "momentum", "newton"] = option(
        "The gradient alone, with 0.9 of the step before, or Newton's method.",
        default="gradient",
        example="--method momentum",
    )
    at: Values = option("Values of parameters. Repeatable.", metavar="VALUES", example="--at a=2", may_be_file=True)
    shape: Values = options.shape()
    plot: bool = options.plot()
    digits: int | None = options.digits()

    @property
    def is_about_matrices(self) -> bool:
        """Return True if a shape is declared, a value is a list, or the expression has what only matrices have."""
        return bool(self.shape) or is_matrix_text(self.expr) or has_arrays(self.from_, self.at)

    def read(self) -> "ParsedDescent | ParsedTraining":
        """Parse all texts. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
        if self.is_about_matrices:
            return self.read_training()
        if not texts(self.from_):
            raise UsageError("where does the walk start?", hint="for example --from x=1,y=1")
        names, function, wrt = read_subject(self.expr, self.wrt, self.from_, self.at)
        start, parameters = (read_point(point, names) for point in (self.from_, self.at))
        return ParsedDescent(self, function, wrt, start, parameters=parameters, rate=self.read_rate())

    def read_training(self) -> "ParsedTraining":
        """Parse all texts as those of a function of a vector or matrix."""
        from calc_cli.questions.matrices import read_letters, read_matrix_point

        names, function, wrt, declared = read_letters(self.expr, self.wrt, self.shape)
        start, data = (read_matrix_point(point, names) for point in (self.from_, self.at))
        return ParsedTraining(self, function, wrt, declared, start, data, self.read_rate())

    def read_rate(self) -> Reading | None:
        """Parse the rate."""
        given = texts(self.rate)
        if len(given) > 1:
            raise UsageError("--rate is one number")
        return parse(given[0]) if given else None

    def mathematics(self) -> Callable[[Any], Any]:
        """Import and return what goes down."""
        if self.is_about_matrices:
            from calc_cli.questions.answers import training

            return training.answer
        from calc_cli.questions.answers import descend

        return descend.answer

    def page(self) -> "Page":
        """Import and return the page of the result."""
        from calc_cli.render.pages.descent import PAGE

        return PAGE


@dataclass(frozen=True, slots=True)
class ParsedDescent(ParsedSubject[DescendQuestion]):
    """A question about a walk from `point`."""

    parameters: tuple[Coordinate, ...] = ()
    rate: Reading | None = None


@dataclass(frozen=True, slots=True)
class ParsedTraining(Parsed[DescendQuestion]):
    """A question about a walk of a vector or matrix from `start`, 0 if there is none, with values of other letters."""

    function: ParsedFunction
    wrt: str | None
    declared: dict[str, "Declared"]
    start: "tuple[LetterValue, ...]"
    data: "tuple[LetterValue, ...]"
    rate: Reading | None


@asked_by(DescendQuestion)
def descend(question: DescendQuestion) -> "Descent":
    """Go down `expr` from the point `from_`, by steps of `rate` times the gradient. Raises CalcError.

    >>> found = descend("x^2 + 3y^2", from_="x=2,y=1")
    >>> found.behaviour, found.end.kind, found.end.exact
    ('converges', 'local minimum', {x: 0, y: 0})
    >>> round(found.curvature.best, 9)
    0.25
    """
    return question.read().answer()
