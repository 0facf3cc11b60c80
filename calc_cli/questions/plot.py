"""`calc plot`: a picture of functions of one variable, of one of two, or of the curves of equations."""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from calc_cli.errors import UsageError
from calc_cli.questions.declaration import (
    BATCH,
    FIGURE_TYPES,
    Parsed,
    Question,
    Texts,
    argument,
    as_texts,
    asked_by,
    flag,
    option,
    with_options_of,
)
from calc_cli.questions.texts import (
    Coordinate,
    ParsedFunction,
    Range,
    Values,
    names_of,
    read_function,
    read_names,
    read_point,
    read_range,
)

if TYPE_CHECKING:
    from calc_cli.calculus.plot.field import Field
    from calc_cli.calculus.plot.plot import Plot
    from calc_cli.render.display import Page

Scale = Literal["linear", "log"]

_MISSING = ("plot needs an expression", "for example calc plot 'x^2'")


@dataclass(frozen=True, slots=True)
class PlotQuestion(Question):
    """Draw the graphs of functions, here or in a file.

    Examples:
      calc plot '3x^2 - 4x' --tangent 1        with its tangent y = 2x - 3
      calc plot 'sin x' 'cos x' --range -pi:pi
      calc plot 'x^2' --secant 1               secants that become the tangent
      calc plot 'x^3 - 1/x' -o figure.svg      also .png and .pdf
      calc plot 'a x^2' --at a=2               with a value for a parameter
      calc plot 'x^2 + 3y^2' --gradient --at x=1,y=1
      calc plot 'x^2 + y^2 = 4' 'x y = 1'      the curves of equations
    """

    summary: ClassVar[str] = "Draw the graphs of functions, or curves of equations."
    has_typeset: ClassVar[bool] = False
    also: ClassVar[tuple[str, ...]] = ("draw", "figure")
    formats_of_page: ClassVar[tuple[str, ...]] = ("plain",)
    picture_types: ClassVar[tuple[str, ...]] = FIGURE_TYPES

    exprs: Texts = argument("EXPR...", default=(), missing=_MISSING)
    _: KW_ONLY
    tangent: Values = option(
        "The tangent there. Repeatable.", metavar="POINT", example=("--tangent 1", "--tangent 0,pi/2")
    )
    secant: Values = option(
        "Secants from there with shrinking h, and the tangent. Repeatable.",
        metavar="POINT",
        example="--secant 1",
    )
    derivative: bool = flag("Draw the derivative of each function, too.", example="--derivative")
    range: Range = option(
        "The part of the x axis, chosen if left out.",
        metavar="A:B",
        example=("--range -1:3", "--range -pi:pi"),
    )
    y_range: Range = option("The part of the y axis, chosen if left out.", metavar="A:B", example="--y-range -5:5")
    x_scale: Scale = option("The scale of the x axis.", default="linear", example="--x-scale log")
    y_scale: Scale = option("The scale of the y axis.", default="linear", example="--y-scale log")
    gradient: bool = flag("Of two variables: draw the gradient over the level lines.", example="--gradient")
    wrt: str | None = option(
        "The variable, or two for level lines; left out: x, else t, else the only one or two.",
        metavar="NAMES",
        example="--wrt x,y",
    )
    at: Values = option(
        "Values of parameters, or the point of a gradient. Repeatable.",
        metavar="VALUES",
        example=("--at a=2", "--at x=1,y=1"),
    )

    @property
    def text(self) -> str:
        """Return the expressions, as typed."""
        return ", ".join(as_texts(self.exprs))

    def require_format(self, form: str, file: str | None) -> None:
        """Raise UsageError if there is no picture in this format, or more than one in a line or file."""
        exprs = as_texts(self.exprs)
        if BATCH in exprs and form != "json":
            raise UsageError(
                f"{_MISSING[0]}: a batch of pictures is for --json, each being many lines", hint=_MISSING[1]
            )
        if BATCH in exprs and (len(exprs) > 1 or file):
            raise UsageError("a batch is one expression a line on standard input, and no file")

    def read(self) -> "ParsedPlot":
        """Parse all texts. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
        if not self.exprs:
            raise UsageError(_MISSING[0], hint=_MISSING[1])
        wrt = read_names(self.wrt)
        names = names_of(wrt, self.at, self.tangent, self.secant)
        return ParsedPlot(
            self,
            tuple(read_function(text, names, or_equation=True) for text in as_texts(self.exprs)),
            tuple(map(names.spell, wrt)),
            read_point(self.at, names),
            read_point(self.tangent, names),
            read_point(self.secant, names),
            read_range(self.range, "--range", names),
            read_range(self.y_range, "--y-range", names),
        )

    def mathematics(self) -> Callable[[Any], Any]:
        """Import and return what draws."""
        from calc_cli.questions.answers import plot

        return plot.answer

    def page(self) -> "Page":
        """Import and return the page of the result."""
        from calc_cli.render.pages.plot import PAGE

        return PAGE


@dataclass(frozen=True, slots=True)
class ParsedPlot(Parsed[PlotQuestion]):
    """A question about a picture."""

    functions: tuple[ParsedFunction, ...]
    wrt: tuple[str, ...]
    point: tuple[Coordinate, ...]
    tangents: tuple[Coordinate, ...]
    secants: tuple[Coordinate, ...]
    range: tuple[Coordinate, Coordinate] | None
    y_range: tuple[Coordinate, Coordinate] | None


@asked_by(PlotQuestion)
def _plot(question: PlotQuestion) -> "Plot | Field":
    return question.read().answer()


@with_options_of(PlotQuestion, but=())
def plot(*exprs: str, **options: Any) -> "Plot | Field":
    """Return what a picture of `exprs` shows, as points: a Plot of curves, of two variables a Field.

    That has level lines, or the curves on which equations hold.

    Raises CalcError.

    >>> f, tangent = plot("3x^2 - 4x", tangent=1).curves
    >>> tangent.expression
    2*x - 3
    """
    return _plot(exprs, **options)
