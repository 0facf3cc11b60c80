"""The functions that Python calls: the same requests as the command line's, answered by the same function."""

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import TYPE_CHECKING

from calc_cli.errors import UsageError
from calc_cli.questions.answer import answer
from calc_cli.questions.chain import ChainRequest
from calc_cli.questions.check import CheckRequest
from calc_cli.questions.diff import DiffRequest
from calc_cli.questions.grad import GradRequest
from calc_cli.questions.graph import GraphRequest
from calc_cli.questions.hessian import HessianRequest
from calc_cli.questions.implicit import ImplicitRequest
from calc_cli.questions.inverse import InverseRequest
from calc_cli.questions.jacobian import JacobianRequest
from calc_cli.questions.limit import LimitRequest
from calc_cli.questions.plot import PlotRequest
from calc_cli.questions.rules import RulesRequest
from calc_cli.questions.same import SameRequest
from calc_cli.questions.texts import without_files

if TYPE_CHECKING:  # a question loads only the mathematics that it needs
    from calc_cli.calculus.chain.chain import Chain
    from calc_cli.calculus.checking.sameness import Sameness
    from calc_cli.calculus.checking.working import Working
    from calc_cli.calculus.derivative import Derivative
    from calc_cli.calculus.graph.graph import Graph
    from calc_cli.calculus.implicit.implicit import Implicit
    from calc_cli.calculus.implicit.inverse import Inverse
    from calc_cli.calculus.limits.limit import Limit
    from calc_cli.calculus.matrix.derivative import MatrixDerivative
    from calc_cli.calculus.partials.gradient import Gradient
    from calc_cli.calculus.partials.hessian import Hessian
    from calc_cli.calculus.partials.jacobian import Jacobian
    from calc_cli.calculus.plot.field import Field
    from calc_cli.calculus.plot.plot import Plot
    from calc_cli.calculus.rules.statement import RuleCard, RuleTable


def check(working: str, wrt: str | None = None) -> "Working":
    r"""Judge a working, one step a line, the first line being what is differentiated. Raises CalcError.

    >>> found = check("x^2 sin x\n= 2x cos x\n= 2 x cos(x)")
    >>> [judgement.verdict for judgement in found.judgements]
    ['given', 'incorrect', 'follows']
    >>> found.first_wrong.check.diagnosis[0].rule
    'product of the derivatives'
    """
    return answer(CheckRequest(working, wrt=wrt).read())


def diff(
    expr: str,
    wrt: str | None = None,
    *,
    at: str | Mapping[str, object] | None = None,
    order: int = 1,
    estimate: bool = False,
    check: str | None = None,
    steps: bool = False,
    form: str | None = None,
) -> "Derivative":
    """Differentiate `expr`, written in calc's input language, `order` times in `wrt`.

    `at` is a point, as text ("1", "x=1, a=pi/2") or as {"x": 1}; its values are read like expressions.
    `check` is an answer, and what is to be said of it is the `check` of the result; its `form` may be asked to be
    "factored", "expanded" or "simplified". `steps` asks for the derivation.
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
    point = () if at is None else _texts(at)
    request = DiffRequest(expr, wrt=wrt, at=point, order=order, estimate=estimate, check=check, form=form, steps=steps)
    return answer(request.read())


def grad(
    expr: str,
    wrt: str | None = None,
    *,
    at: str | Mapping[str, object] | None = None,
    along: object = None,
    check: str | None = None,
    shape: str | Sequence[str] = (),
    layout: str | None = None,
) -> "Gradient | MatrixDerivative":
    """Return the gradient of `expr` in the variables `wrt`, "x,y"; left out, in all that occur, x2 before x10.

    `along` is a direction: "1,1", [1, 1] or {"x": 1, "y": 1}; `check` an answer, "[2x, 2y]". Of vectors and matrices,
    `shape` is "A=m,n" or a list of such texts, and `layout` "numerator" or "denominator". Raises CalcError.

    >>> grad("x^2 y", at={"x": 1, "y": 2}).values
    (4, 1)
    >>> grad("x^2 + y^2", along=[3, 4]).slope.result
    6*x/5 + 8*y/5
    >>> grad("x^T A x", "x", shape="A=symmetric", at={"A": [[2, 1], [1, 2]], "x": [1, 1]}).value.tolist()
    [[mpf('6.0')], [mpf('6.0')]]
    """
    point = () if at is None else _texts(at)
    direction = () if along is None else _texts(along)
    request = GradRequest(expr, wrt=wrt, at=point, along=direction, check=check, shape=_shapes(shape), layout=layout)
    return answer(request.read())


def graph(
    expr: str, wrt: str | None = None, *, at: str | Mapping[str, object] | None = None, digits: int | None = None
) -> "Graph":
    """Return the computation graph of `expr`, with values and adjoints if `at` is a point.

    Runs in this process without a limit on time or memory. Raises CalcError.

    >>> graph("x^2 y", at="x=1,y=2").gradient
    (4, 1)
    >>> [node.operation for node in graph("(x + y)(x + y)").nodes]
    [x, y, v1 + v2, v3*v3]
    """
    return answer(GraphRequest(expr, wrt=wrt, at=() if at is None else _texts(at), digits=digits).read())


def jacobian(
    expr: str,
    wrt: str | None = None,
    *,
    at: str | Mapping[str, object] | None = None,
    check: str | None = None,
    shape: str | Sequence[str] = (),
    layout: str | None = None,
) -> "Jacobian | MatrixDerivative":
    """Return the Jacobian of the functions in `expr`, "[x*y, sin x]": a row of partial derivatives for each.

    The other arguments are those of `grad`. Raises CalcError.

    >>> jacobian("[x*y, sin x]").result
    ((y, x), (cos(x), 0))
    """
    point = () if at is None else _texts(at)
    return answer(JacobianRequest(expr, wrt=wrt, at=point, check=check, shape=_shapes(shape), layout=layout).read())


def hessian(
    expr: str,
    wrt: str | None = None,
    *,
    at: str | Mapping[str, object] | None = None,
    check: str | None = None,
    shape: str | Sequence[str] = (),
    layout: str | None = None,
) -> "Hessian | MatrixDerivative":
    """Return the Hessian of `expr`, the second partial derivatives, and at a point what they tell of it.

    The other arguments are those of `grad`. Raises CalcError.

    >>> found = hessian("x^2 - y^2", at="x=0, y=0")
    >>> found.values, found.kind
    (((2, 0), (0, -2)), 'saddle point')
    """
    point = () if at is None else _texts(at)
    return answer(HessianRequest(expr, wrt=wrt, at=point, check=check, shape=_shapes(shape), layout=layout).read())


def limit(expr: str, to: str | int | Mapping[str, object], side: str = "both", *, check: str | None = None) -> "Limit":
    """Find the limit of `expr` as it goes `to` a point: 0, "x=inf", "0+", {"x": 0, "y": 0}.

    That there is no limit is an answer, not an error: `exists` is False. Raises CalcError.

    >>> limit("sin(x)/x", 0).value
    1
    >>> limit("1/x", "0+").value, limit("1/x", 0).exists
    (oo, False)
    """
    return answer(LimitRequest(expr, to=_texts(to), side=side, check=check).read())


def implicit(
    equation: str,
    dependent: str,
    wrt: str | None = None,
    *,
    at: str | Mapping[str, object] | None = None,
    order: int = 1,
    check: str | None = None,
) -> "Implicit":
    """Differentiate the variable `dependent` on the curve of `equation`, at a point of it if one is given.

    Raises CalcError.

    >>> implicit("x^2 + y^2 = 25", "y").result
    -x/y
    >>> implicit("x^2 + y^2 = 25", "y", at={"x": 3, "y": 4}).tangent
    25/4 - 3*x/4
    """
    point = () if at is None else _texts(at)
    return answer(ImplicitRequest(equation, dependent, wrt=wrt, at=point, order=order, check=check).read())


def inverse(
    expr: str,
    wrt: str | None = None,
    *,
    at: str | int | Mapping[str, object] | None = None,
    check: str | None = None,
) -> "Inverse":
    """Differentiate the inverse of `expr`, at one of its values, or with "x=1" at the value that it has there.

    Raises CalcError.

    >>> inverse("x^3 + x", at=2).value
    1/4
    >>> inverse("e^x").result
    1/y
    """
    point = () if at is None else _texts(at)
    return answer(InverseRequest(expr, wrt=wrt, at=point, check=check).read())


def chain(
    equations: Sequence[str],
    wrt: str | None = None,
    *,
    at: str | Mapping[str, object] | None = None,
    check: str | None = None,
) -> "Chain":
    """Apply the chain rule to `equations` such as "y = u^2", in any order.

    The outputs are what no equation uses; `wrt` are names with commas between them, else all that have no equation.
    Raises CalcError.

    >>> found = chain(["y = u^2", "u = sin(x)"])
    >>> found.result
    2*sin(x)*cos(x)
    >>> chain(["y = u v", "u = s + t", "v = sin(s)"], at={"s": 0, "t": 2}).value
    (2, 0)
    """
    point = () if at is None else _texts(at)
    return answer(ChainRequest(tuple(equations), wrt=wrt, at=point, check=check).read())


def plot(
    *exprs: str,
    wrt: str | None = None,
    at: str | Mapping[str, object] | None = None,
    tangent: object = (),
    secant: object = (),
    derivative: bool = False,
    gradient: bool = False,
    range: str | None = None,  # noqa: A002 - the name of the option
    y_range: str | None = None,
    x_scale: str = "linear",
    y_scale: str = "linear",
) -> "Plot | Field":
    """Return what a picture of `exprs` shows, as points: a Plot of curves, of two variables a Field of level lines.

    Raises CalcError.

    >>> f, tangent = plot("3x^2 - 4x", tangent=1).curves
    >>> tangent.expression
    2*x - 3
    """
    request = PlotRequest(
        exprs,
        wrt=wrt,
        at=() if at is None else _texts(at),
        tangent=_texts(tangent),
        secant=_texts(secant),
        derivative=derivative,
        gradient=gradient,
        range=range,
        y_range=y_range,
        x_scale=x_scale,
        y_scale=y_scale,
    )
    return answer(request.read())


def rules(name: str = "") -> "RuleTable | RuleCard":
    """Return all rules of differentiation, or the one called `name` with an example worked through.

    >>> rules("product").statement.derivative
    f(x)*g'(x) + f'(x)*g(x)
    """
    return answer(RulesRequest(name).read())


def same(first: str, second: str) -> "Sameness":
    """Tell whether two expressions, or vectors, are equal over the real numbers. Raises CalcError.

    >>> found = same("sqrt(x^2)", "x")
    >>> found.check.verdict, found.check.counterexample.at
    ('incorrect', {x: -1})
    """
    return answer(SameRequest(first, second).read())


def _shapes(shape: str | Sequence[str]) -> tuple[str, ...]:
    return (shape,) if isinstance(shape, str) else tuple(shape)


def _texts(point: object) -> tuple[str, ...]:
    if isinstance(point, Mapping):
        return without_files(tuple(f"{name}={_text(value)}" for name, value in point.items()))
    return without_files(tuple(map(_text, point)) if isinstance(point, list | tuple) else (_text(point),))


def _text(value: object) -> str:
    if isinstance(value, float) and not isfinite(value):
        raise UsageError(f"{value} is not the coordinate of a point")
    return str(value)
