"""`calc limit`: the limit of an expression as its variable, or several, go to a point."""

import re
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from calc_cli.errors import UsageError
from calc_cli.questions import options
from calc_cli.questions.declaration import FIGURE_TYPES, ParsedSubject, Question, asked_by, option
from calc_cli.questions.given import read_given
from calc_cli.questions.limit_sign import ARROW, Side, sided, with_goal
from calc_cli.questions.texts import Coordinate, Values, names_of, read_function, read_names, read_point, texts
from calc_cli.syntax.tree import Name, is_series, names_in, parts, with_node
from calc_cli.syntax.words import Names

if TYPE_CHECKING:
    from calc_cli.calculus.limits.limit import Limit
    from calc_cli.render.display import Page


_NEXT_NAME = re.compile(r",(?=\s*\w+\s*=)")


@dataclass(frozen=True, slots=True)
class LimitQuestion(Question):
    r"""Find the limit of EXPR, from both sides.

    Examples:
      calc limit 'sin(x)/x' --to 0             1
      calc limit '(1 + 1/x)^x' --to inf        exp(1)
      calc limit 'e^(1/x)' --to 0-             from the left: 0
      calc limit '(f(x+h) - f(x))/h' --to h=0  the definition of the derivative
      calc limit 'x*y/(x^2 + y^2)' --to x=0,y=0
      calc limit '\lim_{x \to 0} \frac{\sin x}{x}'
    """

    summary: ClassVar[str] = "Find the limit of an expression."
    also: ClassVar[tuple[str, ...]] = ("lim", "limes")
    gives_formula: ClassVar[bool] = True
    picture_types: ClassVar[tuple[str, ...]] = FIGURE_TYPES

    expr: str = options.expression()
    to: Values = option(
        "Where it goes; a sign behind is the side. Repeatable.",
        metavar="POINT",
        default=(),
        example=("--to 0", "--to h=0+", "--to -oo", "--to x=0,y=0", "--to 'x -> 0'"),
    )
    side: Side = option("The side to come from.", default="both", example="--side left")
    _: KW_ONLY
    integer: str | None = option(
        "Take these letters through the integers only.", metavar="NAMES", example="--integer n"
    )
    assume: Values = options.assume()
    check: str | None = options.check()
    reveal: bool = options.reveal()
    digits: int | None = options.digits()
    steps: bool = options.steps()
    hint: int | None = options.hint()
    plot: bool = options.plot()

    def read(self) -> "ParsedSubject[LimitQuestion]":
        """Parse all texts. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
        expr, to = self._texts()
        if not to:
            return self._series(expr, self.check)
        to, sides = _apart(to)
        to, side = self._sided(to)
        names = names_of(read_names(self.integer), to)
        function, point = read_function(expr, names), read_point(to, names)
        if any(is_series(node) for node in parts(function.tree)):
            raise UsageError(
                "an infinite sum or product is a limit of its own", hint="leave out --to, or let n go to inf"
            )
        if len(point) > 1 and side != "both":
            raise UsageError("a side is for a limit in one variable")
        given = read_given(self.check, names, asked=function.tree)
        if side != "both" and given is not None and given.sides not in ("", side[0]):
            raise UsageError(f"the limit from the {side} was asked for, and the answer tells of another side")
        assume = (*texts(self.assume), *sides)
        return ParsedSubject(replace(self, side=side, assume=assume), function, (), point, given=given)

    def _series(self, expr: str, check: str | None) -> "ParsedSubject[LimitQuestion]":
        """Read an infinite sum or product: the limit of those up to n."""
        function = read_function(expr, names := Names())
        taken = names_in(function.tree)
        n = next(letter for letter in ("n", "N", "m", "M") if letter not in taken)
        series = [node for node in parts(function.tree) if is_series(node)]
        if len(series) != 1:
            raise UsageError("a limit needs the point to go to", hint="for example --to 0 or --to x=inf")
        bound = series[0].arguments[-1]
        function = replace(function, tree=with_node(function.tree, bound, Name(bound.span, n)))
        given = read_given(check, names, asked=function.tree)
        return ParsedSubject(self, function, (), (Coordinate(n, bound, expr),), given=given)

    def _texts(self) -> tuple[str, tuple[str, ...]]:
        """Return the expression without where its limit goes, and the points as x=0."""
        expr, to = self.expr, texts(self.to)
        if found := with_goal(expr):
            if to:
                raise UsageError("the point to go to is given twice, in the expression and with --to")
            expr, to = found[0], (found[1],)
        to = tuple(ARROW.sub("=", text) for text in to)
        return expr, to

    def mathematics(self) -> Callable[[Any], Any]:
        """Import and return what finds a limit."""
        from calc_cli.questions.answers import limit

        return limit.answer

    def page(self) -> "Page":
        """Import and return the page of the result."""
        from calc_cli.render.pages.limit import PAGE

        return PAGE

    def _sided(self, to: tuple[str, ...]) -> tuple[tuple[str, ...], Side]:
        """Return the points without a sign behind the last, and the side."""
        *others, last = to
        point, side = sided(last)
        if side == "both":
            return to, self.side
        if self.side not in ("both", side):
            raise UsageError(f"--to {last} comes from the {side}, not from the {self.side}")
        return (*others, point), side


def _apart(to: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the point of several variables without the signs of sides, and these as conditions: y=0+ is y > 0."""
    parts = [sided(part) for text in to for part in _NEXT_NAME.split(text)]
    if len(parts) < 2 or not all("=" in point for point, side in parts if side != "both"):
        return to, ()
    signs = {"right": ">", "left": "<"}
    conditions = tuple(point.replace("=", signs[side], 1) for point, side in parts if side != "both")
    return (tuple(point for point, _ in parts) if conditions else to), conditions


@asked_by(LimitQuestion)
def limit(question: LimitQuestion) -> "Limit":
    """Find the limit of `expr` as it goes `to` a point: 0, "x=inf", "0+", {"x": 0, "y": 0}.

    That there is no limit is an answer, not an error: `exists` is False. Raises CalcError.

    >>> limit("sin(x)/x", 0).value
    1
    >>> limit("1/x", "0+").value, limit("1/x", 0).exists
    (oo, False)
    """
    return question.read().answer()
