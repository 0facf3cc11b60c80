"""The functions that Python calls: the same requests as the command line's, answered by the same function."""

from collections.abc import Mapping

from calc_cli.calculus.derivative import Derivative
from calc_cli.jobs.answer import answer
from calc_cli.jobs.request import DiffRequest


def diff(
    expr: str,
    wrt: str | None = None,
    *,
    at: str | Mapping[str, object] | None = None,
    order: int = 1,
    estimate: bool = False,
) -> Derivative:
    """Differentiate `expr`, written in calc's input language, `order` times in `wrt`.

    `at` is a point, as text ("1", "x=1, a=pi/2") or as {"x": 1}; its values are read like expressions.
    Runs in this process without a limit on time or memory. Raises CalcError.

    >>> diff("sin(x)^2").result
    2*sin(x)*cos(x)
    >>> diff("a t^2", at={"t": 3}).value
    6*a
    """
    point = () if at is None else (at,) if isinstance(at, str) else tuple(f"{name}={at[name]}" for name in at)
    return answer(DiffRequest(expr, wrt=wrt, at=point, order=order, estimate=estimate).read())
