"""Check a given answer: against what is found, or against the reason why there is nothing to find."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import sympy as sp

from calc_cli.calculus.equality.verdict import Check, Given, check_without_value
from calc_cli.errors import UndefinedError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Point = Mapping[sp.Symbol, sp.Expr]
Result = TypeVar("Result", bound="DataclassInstance")


def with_check(
    find: Callable[[Point | None], Result], point: Point | None, given: Given | None, judge: Callable[[Result], Check]
) -> Result:
    """Return what `find` finds at the point, with the verdict of `judge` on the answer `given`, if there is one.

    If there is an answer, that nothing exists at the point is no error: it is the truth that the answer is held
    against, and the result is that without a point. `Result` is a dataclass with the fields `at` and `check`.
    """
    if given is None:
        return find(point)
    try:
        found = find(point)
    except UndefinedError as error:
        if point is None:
            raise
        return replace(find(None), at=point, check=check_without_value(given, point, error))
    return replace(found, check=judge(found))
