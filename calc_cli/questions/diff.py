"""`calc diff`: the derivative of a function of one variable, of the curve of an equation, or of an inverse."""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from calc_cli.errors import UsageError
from calc_cli.questions import options
from calc_cli.questions.declaration import (
    FIGURE_TYPES,
    Parsed,
    ParsedSubject,
    Question,
    asked_by,
    flag,
    option,
    with_options_of,
)
from calc_cli.questions.given import read_given, read_given_about
from calc_cli.questions.texts import Coordinate, ParsedFunction, Values, names_of, read_names, read_point, read_subject
from calc_cli.syntax import tree
from calc_cli.syntax.parser import Reading, parse

if TYPE_CHECKING:
    from calc_cli.calculus.derivative.derivative import Derivative
    from calc_cli.calculus.implicit.implicit import Implicit
    from calc_cli.calculus.implicit.inverse import Inverse
    from calc_cli.render.display import Page


@dataclass(frozen=True, slots=True)
class DiffQuestion(Question):
    """Differentiate EXPR.

    Examples:
      calc diff '3x^2 - 4x'              the derivative: 6*x - 4
      calc diff -x^2 --at 3              its value at a point: -6
      calc diff 'x^2' --at 1 --tangent   the tangent there: y = 2*x - 1
      calc diff 'sin(k x)' --wrt x       with respect to x, k being a constant
      calc diff 'x^2 sin x' --steps      with the derivation, rule by rule
      calc diff 'sin(3x)' --check 'cos(3x)'    is this answer right? incorrect, and why
      calc diff 'x^2 + y^2 = 25' --implicit y  dy/dx on the curve: -x/y
      calc diff 'x^3 + x' --inverse --at 2     of the inverse function: 1/4
      calc diff --json < exercises.txt   a batch: one expression a line
    """

    summary: ClassVar[str] = "Differentiate an expression."
    also: ClassVar[tuple[str, ...]] = ("derivative", "differentiate", "derive", "deriv")
    gives_formula: ClassVar[bool] = True
    picture_types: ClassVar[tuple[str, ...]] = FIGURE_TYPES

    expr: str = options.expression()
    wrt: str | None = options.wrt()
    _: KW_ONLY
    order: int = option(
        "How many times to differentiate.", default=1, metavar="N", range=(1, None), example="--order 2"
    )
    at: Values = options.at()
    assume: Values = options.assume()
    digits: int | None = options.digits()
    tangent: bool = options.tangent()
    estimate: bool = flag(
        "Show the difference quotient (f(x+h) - f(x))/h for h = 0.1, 0.01, ...", example="--at 1 --estimate"
    )
    implicit: str | None = option(
        "EXPR is an equation; differentiate this variable on its curve.",
        metavar="NAME",
        example="'x^2 + y^2 = 25' --implicit y",
    )
    inverse: bool = flag(
        "Differentiate the inverse of EXPR; the point is a value of EXPR.", example="'x^3 + x' --inverse --at 2"
    )
    steps: bool = options.steps()
    all_steps: bool = options.all_steps()
    hint: int | None = options.hint()
    logarithmic: bool = flag("Show the derivation by logarithmic differentiation.", example="x^x --logarithmic")
    check: str | None = options.check()
    reveal: bool = options.reveal()
    form: Literal["factored", "expanded", "simplified"] | None = option(
        "What form the answer to check must have, too.",
        example="--check 'x(x+1)' --form factored",
    )
    plot: bool = options.plot()

    def read(self) -> "ParsedSubject[DiffQuestion] | ParsedImplicit":
        """Parse all texts. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
        options.require_point(self.tangent, self.at)
        if self.tangent and (self.order != 1 or self.inverse):
            raise UsageError("--tangent is for the first derivative of a function, or of the curve of an equation")
        if self.tangent and self.implicit is not None and self.check is not None:
            raise UsageError("of the curve of an equation --check holds the slope against the answer, not the tangent")
        if self.implicit is not None and self.inverse:
            raise UsageError("--implicit and --inverse exclude each other")
        for name in ("estimate", "form", "logarithmic", "plot"):
            if getattr(self, name) and (self.implicit is not None or self.inverse):
                raise UsageError(f"--{name} is for a function, without --implicit or --inverse")
        return self._of_function() if self.implicit is None else self._on_curve(self.implicit)

    def mathematics(self) -> Callable[[Any], Any]:
        """Import and return what answers the question."""
        if self.implicit is not None or self.inverse:
            from calc_cli.questions.answers import implicit

            return implicit.answer_inverse if self.inverse else implicit.answer
        from calc_cli.questions.answers import diff

        return diff.answer

    def page(self) -> "Page":
        """Import and return the page of the result."""
        from calc_cli.render.pages import derivative

        if self.implicit is not None:
            return derivative.IMPLICIT
        return derivative.INVERSE if self.inverse else derivative.PAGE

    def _of_function(self) -> "ParsedSubject[DiffQuestion]":
        if len(read_names(self.wrt)) > 1:
            raise UsageError("diff differentiates in one variable", hint="for partial derivatives use calc grad")
        if self.inverse and self.order != 1:
            raise UsageError("of an inverse calc finds the first derivative only")
        if self.estimate and not self.at:
            raise UsageError("--estimate needs the point of the experiment", hint="for example --at 1")
        if self.form is not None and self.check is None:
            raise UsageError("a form is demanded of an answer", hint="for example --check 'x(x+1)' --form factored")
        names, function, wrt = read_subject(self.expr, self.wrt, self.at)
        point, given = read_point(self.at, names), read_given_about(function.tree, self.check, names)
        sides = [side.tree for side in (*given.way, given) if side.tree] if self.tangent and given else []
        if given and len(sides) == 2:  # y - 9 = 6(x - 3)
            left, right = sides
            given = replace(given, tree=tree.Sum(right.span, (left, tree.Negative(right.span, right))), way=())
        read = ParsedSubject(self, function, wrt, point, given=given)
        function = _with_whole_sum(function)
        asked = function.tree if self.order == 1 and not self.inverse else None
        if isinstance(asked, tree.DerivativeOf) and read.variable in (None, asked.variable):
            # d/dx (x^2) is this question itself
            of_operand = replace(function, tree=asked.operand, name=None)
            return replace(
                read,
                question=replace(self, order=asked.order),
                function=of_operand,
                wrt=(asked.variable,) if asked.variable else wrt,
            )
        return read

    def _on_curve(self, dependent: str) -> "ParsedImplicit":
        chosen = [*read_names(dependent), *read_names(self.wrt)]
        if len(chosen) > 2 or "," in dependent:
            raise UsageError("one variable depends on one other", hint="for example --implicit y --wrt x")
        names = names_of(chosen, self.at)
        y, *x = map(names.spell, chosen)
        if x == [y]:
            raise UsageError(f"{y} cannot depend on itself", hint="name two variables, as in --implicit y --wrt x")
        equation = parse(self.expr, names.applying([y]))
        point, given = read_point(self.at, names), read_given(self.check, names, functions=(y,), asked=equation.tree)
        return ParsedImplicit(self, equation, y, x[0] if x else None, point, given=given)


def _with_whole_sum(function: ParsedFunction) -> ParsedFunction:
    """Return the function with d/dx x^3 + 2 read as d/dx (x^3 + 2), as who asks for a derivative means it."""
    text, asked = function.text, function.tree
    first, *others = asked.terms if isinstance(asked, tree.Sum) else (asked,)
    if not (others and isinstance(first, tree.DerivativeOf)):
        return function
    start, end = first.operand.span
    is_bare = first.span[1] == end and first.span[0] < start and text[start] not in "([{"
    if not is_bare or any(isinstance(part, tree.DerivativeOf) for term in others for part in tree.parts(term)):
        return function
    operand = tree.Sum((start, asked.span[1]), (first.operand, *others))
    operator, alone = text[first.span[0] : start].strip(), text[slice(*first.span)]
    note = f"{operator} is read as that of the whole sum; of a sum with a derivative in it, write ({alone}) + ..."
    whole = replace(first, span=asked.span, operand=operand)
    return replace(function, tree=whole, notes=(*function.notes, note))


@dataclass(frozen=True, slots=True)
class ParsedImplicit(Parsed[DiffQuestion]):
    """A question about the variable `dependent` on the curve of an equation."""

    equation: Reading
    dependent: str
    wrt: str | None
    point: tuple[Coordinate, ...]


@asked_by(DiffQuestion)
def diff(question: DiffQuestion) -> "Derivative | Implicit | Inverse":
    """Differentiate `expr`, written in calc's input language, `order` times in `wrt`.

    `at` is a point, as text ("1", "x=1, a=pi/2") or as {"x": 1}; its values are read like expressions.
    `check` is an answer, and what is to be said of it is the `check` of the result; its `form` may be asked to be
    "factored", "expanded" or "simplified". `steps` asks for the derivation. The result is a Derivative, with `plot`
    one with a `picture`, with `implicit` an Implicit and with `inverse` an Inverse.
    Runs in this process without a limit on time or memory. Raises CalcError.

    >>> diff("sin(x)^2").result
    2*sin(x)*cos(x)
    >>> diff("a t^2", at={"t": 3}).value
    6*a
    >>> diff("sin(3x)", check="cos(3x)").check.verdict
    'incorrect'
    >>> [step.rule for step in diff("x^2 sin(x)", steps=True).steps]
    ['product rule']
    """
    return question.read().answer()


_OF_FUNCTIONS = ("implicit", "inverse", "estimate", "form", "logarithmic", "plot")
"""Options that are not for curves and inverses."""


@with_options_of(DiffQuestion, but=_OF_FUNCTIONS)
def implicit(equation: str, dependent: str, wrt: str | None = None, **options: Any) -> "Implicit":
    """Differentiate the variable `dependent` on the curve of `equation`, at a point of it if one is given.

    The other arguments are options of `diff`. Raises CalcError.

    >>> implicit("x^2 + y^2 = 25", "y").result
    -x/y
    >>> implicit("x^2 + y^2 = 25", "y", at={"x": 3, "y": 4}).tangent
    25/4 - 3*x/4
    """
    return diff(equation, wrt, implicit=dependent, **options)  # type: ignore[return-value]


@with_options_of(DiffQuestion, but=(*_OF_FUNCTIONS, "order", "tangent"))
def inverse(expr: str, wrt: str | None = None, **options: Any) -> "Inverse":
    """Differentiate the inverse of `expr`, at one of its values, or with "x=1" at the value that it has there.

    The other arguments are options of `diff`. Raises CalcError.

    >>> inverse("x^3 + x", at=2).value
    1/4
    >>> inverse("e^x").result
    1/y
    """
    return diff(expr, wrt, inverse=True, **options)  # type: ignore[return-value]
