"""Why a gradient is wrong: its components in another order, or the first wrong one of them wrongly differentiated."""

from collections.abc import Mapping, Sequence

import sympy as sp

from calc_cli.calculus.checking.diagnosis import diagnose, with_diagnosis
from calc_cli.calculus.checking.question import evaluated
from calc_cli.calculus.equality.components import ComponentsCheck
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check, Diagnosis

MOST_COMPONENTS = 6
"""Of longer gradients the order is not looked at."""


def explained(
    check: Check,
    typed: sp.Expr,
    variables: Sequence[sp.Symbol],
    truth: Sequence[sp.Expr],
    at: Mapping[sp.Symbol, sp.Expr] | None,
) -> Check:
    """Return the check of a gradient with the mistake, if a usual one gives it; `truth` are the components."""
    if not isinstance(check, ComponentsCheck) or not check.wrong:
        return check
    order = _other_order(check.components, truth)
    if order is not None:
        said = f"the components are in another order: that of {', '.join(['{}'] * len(order))}"
        return with_diagnosis(check, (Diagnosis("order of the components", said, tuple(variables[i] for i in order)),))
    i, f = check.wrong[0], evaluated(typed)
    given = check.components[i].given
    if f is None or not isinstance(given, sp.Expr):
        return check
    return with_diagnosis(check, diagnose(typed, f, variables[i], truth[i], given, at=at))


def _other_order(components: Sequence[Check], truth: Sequence[sp.Expr]) -> list[int] | None:
    """Which component of the truth each component of the answer is, if each is another one."""
    if not 1 < len(truth) <= MOST_COMPONENTS:
        return None
    left = list(range(len(truth)))
    order = []
    for component in components:
        found = next((i for i in left if compare(truth[i], component.given).is_correct), None)
        if found is None:
            return None
        left.remove(found)
        order.append(found)
    return order


def is_sum_of(truth: Sequence[sp.Expr], given: sp.Expr) -> bool:
    """Return True if the answer is the partial derivatives added up."""
    return len(truth) > 1 and bool(compare(sp.Add(*truth), given).is_correct)
