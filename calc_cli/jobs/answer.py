"""The one door: any question becomes its answer here, however it was asked. Loads only what the question needs."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    from calc_cli.calculus.derivative import Derivative
    from calc_cli.calculus.limit import Limit
    from calc_cli.jobs.limit_request import LimitQuestion
    from calc_cli.jobs.request import DiffQuestion


@overload
def answer(question: "DiffQuestion") -> "Derivative": ...


@overload
def answer(question: "LimitQuestion") -> "Limit": ...


def answer(question: Any) -> Any:
    """Do the mathematics. Raises any CalcError, with the text and span at fault."""
    return import_module(question.request.ENGINE).answer(question)
