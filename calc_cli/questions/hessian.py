"""`calc hessian`: the second partial derivatives, and at a point what they tell of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from calc_cli.questions.declaration import asked_by
from calc_cli.questions.partials import PartialsQuestion

if TYPE_CHECKING:
    from calc_cli.calculus.matrix.derivative import MatrixDerivative
    from calc_cli.calculus.partials.jacobian import Hessian


@dataclass(frozen=True, slots=True)
class HessianQuestion(PartialsQuestion):
    """Find the Hessian of EXPR: its second partial derivatives.

    Examples:
      calc hessian 'x^3 y + y^2'                     in symbols
      calc hessian 'x^2 - y^2' --at 0,0              a saddle point, and why
      calc hessian 'x y' --check '[[0, 1], [1, 0]]'  is that right?
      calc hessian '||A x - b||^2' --wrt x           in a vector: 2*A.T*A
    """

    summary: ClassVar[str] = "Find the second partial derivatives of an expression."
    also: ClassVar[tuple[str, ...]] = ("hess",)
    derivative: ClassVar[str] = "hessian"


@asked_by(HessianQuestion)
def hessian(question: HessianQuestion) -> "Hessian | MatrixDerivative":
    """Return the Hessian of `expr`, the second partial derivatives, and at a point what they tell of it.

    The other arguments are those of `grad`. Raises CalcError.

    >>> found = hessian("x^2 - y^2", at="x=0, y=0")
    >>> found.values, found.kind
    (((2, 0), (0, -2)), 'saddle point')
    """
    return question.read().answer()
