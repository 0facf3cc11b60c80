"""`calc jacobian`: the partial derivatives of several functions, a row for each."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from calc_cli.questions.declaration import asked_by
from calc_cli.questions.partials import PartialsQuestion

if TYPE_CHECKING:
    from calc_cli.calculus.matrix.derivative import MatrixDerivative
    from calc_cli.calculus.partials.jacobian import Jacobian


@dataclass(frozen=True, slots=True)
class JacobianQuestion(PartialsQuestion):
    """Find the Jacobian of a list EXPR of functions: a row of partial derivatives for each.

    Examples:
      calc jacobian '[x*y, sin x]'                   in symbols
      calc jacobian '[u = x*y, v = x + y]' --at 1,2  at a point
      calc jacobian '[r cos theta, r sin theta]'     polar coordinates
      calc jacobian '[x y, x]' --check '[[y, x], [1, 0]]'
      calc jacobian 'tanh(W x + b)' --shape x=n      in a vector
    """

    summary: ClassVar[str] = "Find the partial derivatives of several expressions."
    also: ClassVar[tuple[str, ...]] = ("jac",)
    derivative: ClassVar[str] = "jacobian"


@asked_by(JacobianQuestion)
def jacobian(question: JacobianQuestion) -> "Jacobian | MatrixDerivative":
    """Return the Jacobian of the functions in `expr`, "[x*y, sin x]": a row of partial derivatives for each.

    The other arguments are those of `grad`. Raises CalcError.

    >>> jacobian("[x*y, sin x]").result
    ((y, x), (cos(x), 0))
    """
    return question.read().answer()
