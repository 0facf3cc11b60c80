"""`calc grad`: the gradient, perhaps at a point, perhaps the derivative along a vector."""

from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from calc_cli.errors import UsageError
from calc_cli.questions import options
from calc_cli.questions.declaration import ParsedSubject, asked_by, option
from calc_cli.questions.given import read_given_list
from calc_cli.questions.partials import PartialsQuestion
from calc_cli.questions.texts import Coordinate, Values, read_point, read_subject

if TYPE_CHECKING:
    from calc_cli.calculus.graph.graph import NumericGradient
    from calc_cli.calculus.matrix.derivative import MatrixDerivative
    from calc_cli.calculus.partials.gradient import Gradient
    from calc_cli.calculus.partials.jacobian import Jacobian
    from calc_cli.questions.matrices import ParsedMatrices


@dataclass(frozen=True, slots=True)
class GradQuestion(PartialsQuestion):
    """Find the gradient of EXPR: its partial derivatives.

    Examples:
      calc grad 'x^2 y + sin(x y)'                  in symbols
      calc grad 'x^2 + y^2' --at x=1,y=2            at a point: [2, 4]
      calc grad 'x^2 + y^2' --along 1,1             the derivative in a direction
      calc grad 'a x^2 + y' --wrt x,y               a being a constant
      calc grad 'x^2 + y^2' --check '[2x, 2y]'      is that right?
      calc grad '||A x - b||^2' --wrt x             in a vector: 2*A.T*(A*x - b)
    """

    summary: ClassVar[str] = "Find the gradient of an expression."
    also: ClassVar[tuple[str, ...]] = ("gradient", "nabla", "partial")
    derivative: ClassVar[str] = "grad"

    _: KW_ONLY
    along: Values = option(
        "The derivative in this direction, per unit of length.",
        metavar="VECTOR",
        example=("--along 1,1", "--along x=1,y=1"),
    )
    tangent: bool = options.tangent()
    steps: bool = options.steps()
    all_steps: bool = options.all_steps()
    hint: int | None = options.hint()

    def read(self) -> "ParsedSubject[Any] | ParsedMatrices":
        """Parse all texts. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
        options.require_point(self.tangent, self.at)
        if (self.along or self.tangent) and self.is_about_matrices:
            name = "--along" if self.along else "--tangent"
            raise UsageError(f"{name} is not for expressions with matrices")
        if self.tangent and (self.along or self.check):
            raise UsageError("--tangent goes with neither --along nor --check")
        return PartialsQuestion.read(self)

    def read_components(self) -> "ParsedGrad":
        """Read all texts, with the direction."""
        names, function, wrt = read_subject(self.expr, self.wrt, self.at, self.along)
        along = read_point(self.along, names) if self.along else None
        given = read_given_list(self.check, names, function.tree)
        return ParsedGrad(self, function, wrt, read_point(self.at, names), along, given=given)


@dataclass(frozen=True, slots=True)
class ParsedGrad(ParsedSubject[GradQuestion]):
    """A question about a gradient, and perhaps the derivative `along` a vector."""

    along: tuple[Coordinate, ...] | None = None


@asked_by(GradQuestion)
def grad(question: GradQuestion) -> "Gradient | NumericGradient | Jacobian | MatrixDerivative":
    """Return the gradient of `expr` in the variables `wrt`, "x,y"; left out, in all that occur, x2 before x10.

    Of a list, "[x y, x]", it is the Jacobian. `along` is a direction: "1,1", [1, 1] or {"x": 1, "y": 1}; `check` an
    answer, "[2x, 2y]". Of vectors and matrices, `shape` is "A=m,n" or a list of such texts, and `layout` "numerator" or
    "denominator". Raises CalcError.

    >>> grad("x^2 y", at={"x": 1, "y": 2}).values
    (4, 1)
    >>> grad("x^2 + y^2", along=[3, 4]).slope.result
    6*x/5 + 8*y/5
    >>> grad("x^T A x", "x", shape="A=symmetric", at={"A": [[2, 1], [1, 2]], "x": [1, 1]}).value.tolist()
    [[mpf('6.0')], [mpf('6.0')]]
    """
    return question.read().answer()
