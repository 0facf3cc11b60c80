"""`calc integrate`: an antiderivative of an expression, or its integral from one place to another."""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from calc_cli.errors import CalcError, ExpressionSyntaxError, UsageError
from calc_cli.questions import options
from calc_cli.questions.declaration import FIGURE_TYPES, ParsedSubject, Question, asked_by, flag, option
from calc_cli.questions.given import read_given
from calc_cli.questions.texts import (
    Coordinate,
    ParsedFunction,
    Values,
    read_function,
    read_names,
    read_point,
    read_subject,
    texts,
)
from calc_cli.syntax.tree import Call, Name
from calc_cli.syntax.words import Names

if TYPE_CHECKING:
    from calc_cli.calculus.integrals.antiderivative import Antiderivative
    from calc_cli.calculus.integrals.integral import Integral
    from calc_cli.render.display import Page


@dataclass(frozen=True, slots=True)
class IntegrateQuestion(Question):
    """Integrate EXPR: find an antiderivative, or with --from and --to the number.

    Examples:
      calc integrate 'x e^x'                      x*exp(x) - exp(x)
      calc integrate 'a x^2' --wrt x              with respect to x, a being a constant
      calc integrate '1/(1+x^2)' --from 0 --to 1  pi/4
      calc integrate 'e^(-x)' --from 0 --to inf   an improper integral: 1
      calc integrate 'x^3 - x' --from -1 --to 2 --plot  the area, with its signs
      calc integrate '2x' --check 'x^2 + 7'       is this an antiderivative? correct
    """

    summary: ClassVar[str] = "Integrate an expression."
    also: ClassVar[tuple[str, ...]] = ("int", "integral", "antiderivative", "antidiff", "quad")
    formats_of_page: ClassVar[tuple[str, ...]] = ("latex",)
    gives_formula: ClassVar[bool] = True
    picture_types: ClassVar[tuple[str, ...]] = FIGURE_TYPES

    expr: str = options.expression()
    wrt: str | None = options.wrt()
    _: KW_ONLY
    from_: Values = option(
        "Where the integral begins; may be infinite.", metavar="A", example=("--from 0", "--from -oo")
    )
    to: Values = option("Where it ends; may be infinite.", metavar="B", example=("--to pi/2", "--to inf"))
    digits: int | None = options.digits()
    principal: bool = flag(
        "Take the principal value where the integral diverges.", example="1/x --from -1 --to 2 --principal"
    )
    steps: bool = options.steps()
    hint: int | None = options.hint()
    assume: Values = options.assume()
    check: str | None = options.check()
    reveal: bool = options.reveal()
    plot: bool = options.plot()
    antiderivative: bool = flag("Draw the antiderivative, too, from 0 at --from.", example="--plot --antiderivative")

    def read(self) -> "ParsedSubject[IntegrateQuestion]":
        """Parse all texts, the bounds as the point. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
        if len(read_names(self.wrt)) > 1:
            raise UsageError("integrate integrates in one variable")
        if self.antiderivative and not self.plot:
            raise UsageError("there is no picture without --plot", hint="add --plot")
        low, high = texts(self.from_), texts(self.to)
        if bool(low) != bool(high):
            missing = "--from" if high else "--to"
            raise UsageError("an integral has two bounds", hint=f"give {missing} too, for example {missing} 1")
        if self.principal and not high:
            raise UsageError("a principal value is that of an integral with bounds", hint="give --from and --to")
        names, function, wrt = read_subject(self.expr, self.wrt, self.from_, self.to, read=_read)
        bounds = (*read_point(self.from_, names), *read_point(self.to, names))
        if len(bounds) not in (0, 2):
            raise UsageError("each bound is one value")
        asked = function.tree
        if isinstance(asked, Call) and asked.function == "integral":
            inner, name, *ends = asked.arguments
            of = (name.name,) if isinstance(name, Name) else ()
            if (self.wrt is None or wrt == of) and not (bounds and ends):  # the integral of f dx is this one itself
                function, wrt = replace(function, tree=inner, name=None), of
                bounds = bounds or tuple(Coordinate(None, end, self.expr) for end in ends)
        given = read_given(self.check, names, asked=function.tree)
        return ParsedSubject(self, function, wrt, bounds, given=given)

    def mathematics(self) -> Callable[[Any], Any]:
        """Import and return what integrates."""
        from calc_cli.questions.answers import integrate

        return integrate.answer

    def page(self) -> "Page":
        """Import and return the page of the result."""
        from calc_cli.render.pages.integral import PAGE

        return PAGE


def _read(text: str, names: Names) -> ParsedFunction:
    """Read the expression, in which f dx needs no sign of an integral."""
    try:
        return read_function(text, names)
    except ExpressionSyntaxError as error:
        try:
            return read_function(f"∫{text}", names)
        except CalcError:
            raise error from None


@asked_by(IntegrateQuestion)
def integrate(question: IntegrateQuestion) -> "Antiderivative | Integral":
    """Integrate `expr` in `wrt`: an antiderivative, or between `from_` and `to` the number.

    >>> integrate("x e^x").result
    x*exp(x) - exp(x)
    >>> integrate("1/(1+x^2)", from_=0, to=1).value
    pi/4
    """
    return question.read().answer()
