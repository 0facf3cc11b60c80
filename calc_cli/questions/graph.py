"""`calc graph`: the computation graph, with values and adjoints at a point."""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from calc_cli.questions import options
from calc_cli.questions.declaration import ParsedSubject, Question, asked_by
from calc_cli.questions.texts import Values, read_point, read_subject

if TYPE_CHECKING:
    from calc_cli.calculus.graph.graph import Graph
    from calc_cli.render.display import Page


@dataclass(frozen=True, slots=True)
class GraphQuestion(Question):
    """Show the computation graph of EXPR: its operations forward, the derivatives along them backward.

    Examples:
      calc graph 'x^2 y + sin(x y)' --at x=1,y=2   values, adjoints, the gradient
      calc graph 'ln(1 + e^x)'                     the operations and local derivatives alone
      calc graph 'x*y + y' --at x=1,y=2 -o g.svg   a drawing; g.dot is for Graphviz
    """

    summary: ClassVar[str] = "Show the computation graph of an expression."
    also: ClassVar[tuple[str, ...]] = ("backprop", "autodiff")
    formats_of_page: ClassVar[tuple[str, ...]] = ("plain",)
    picture_types: ClassVar[tuple[str, ...]] = ("svg", "dot")

    expr: str = options.expression()
    wrt: str | None = options.variables()
    _: KW_ONLY
    at: Values = options.at()
    digits: int | None = options.digits()

    def read(self) -> "ParsedSubject[GraphQuestion]":
        """Parse all texts. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
        names, function, wrt = read_subject(self.expr, self.wrt, self.at)
        return ParsedSubject(self, function, wrt, read_point(self.at, names))

    def mathematics(self) -> Callable[[Any], Any]:
        """Import and return what makes a graph."""
        from calc_cli.questions.answers import graph

        return graph.answer

    def page(self) -> "Page":
        """Import and return the page of the result."""
        from calc_cli.render.pages.graph import PAGE

        return PAGE


@asked_by(GraphQuestion)
def graph(question: GraphQuestion) -> "Graph":
    """Return the computation graph of `expr`, with values and adjoints if `at` is a point.

    Runs in this process without a limit on time or memory. Raises CalcError.

    >>> graph("x^2 y", at="x=1,y=2").gradient
    (4, 1)
    >>> [node.operation for node in graph("(x + y)(x + y)").nodes]
    [x, y, v1 + v2, v3*v3]
    """
    return question.read().answer()
