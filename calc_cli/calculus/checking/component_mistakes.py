"""Why a gradient, a Jacobian or a Hessian is wrong: components in another order, or a mistake in one."""

from collections.abc import Mapping, Sequence

import sympy as sp

from calc_cli.calculus.checking.diagnosis import diagnose, with_diagnosis
from calc_cli.calculus.checking.question import evaluated
from calc_cli.calculus.equality.components import ComponentsCheck
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check, Diagnosis

MOST_COMPONENTS = 9
"""Of longer gradients the order is not looked at."""

_TRANSPOSED = "the matrix is transposed: a row belongs to a function, a column to a variable"


def explained(
    check: Check,
    asked: Sequence[tuple[sp.Expr, sp.Symbol]],
    truth: Sequence[sp.Expr],
    at: Mapping[sp.Symbol, sp.Expr] | None,
    *,
    rows: int = 1,
) -> Check:
    """Return the check of the components, a matrix's row by row, with the mistake, if a usual one gives the answer.

    `asked` are the functions and the variables whose derivatives the components of the `truth` are.
    """
    if not isinstance(check, ComponentsCheck) or not check.wrong:
        return check
    columns, order = len(truth) // rows, _other_order(check.components, truth)
    if order is not None and rows == 1:
        said = f"the components are in another order: that of {', '.join(['{}'] * len(order))}"
        return with_diagnosis(check, (Diagnosis("order of the components", said, tuple(asked[i][1] for i in order)),))
    if order is not None and [truth[i] for i in order] == [
        truth[i % rows * columns + i // rows] for i in range(len(order))
    ]:
        return with_diagnosis(check, (Diagnosis("transposed", _TRANSPOSED),))
    i = check.wrong[0]
    (typed, x), given = asked[i], check.components[i].given
    f = evaluated(typed)
    if f is None or not isinstance(given, sp.Expr):
        return check
    return with_diagnosis(check, diagnose(typed, f, x, truth[i], given, at=at))


def _other_order(components: Sequence[Check], truth: Sequence[sp.Expr]) -> list[int] | None:
    """Which component of the truth each component of the answer is, if each is another one."""
    if not 1 < len(truth) <= MOST_COMPONENTS:
        return None
    order: list[int] = []
    for component in components:
        others = (i for i, one in enumerate(truth) if i not in order and compare(one, component.given).is_correct)
        if (found := next(others, None)) is None:
            return None
        order.append(found)
    return order


def misshapen(given: Sequence[sp.Expr], truth: Sequence[sp.Expr], variables: Sequence[sp.Symbol], misfit: str) -> Check:
    """Refute an answer that has too many components or too few for the variables, or is a `misfit` without those."""
    missing = [x for x, of_x in zip(variables, truth, strict=False) if not _is_any(of_x, given)]
    told = Diagnosis("shape", misfit)
    if len(given) == 1 and variables and compare(sp.Add(*truth), given[0]).is_correct:
        told = Diagnosis("components added up", "the partial derivatives are kept apart; this is their sum")
    elif variables and len(given) == len(truth) - len(missing):
        said = f"the derivative with respect to {' and '.join('{}' for _ in missing)} is missing"
        told = Diagnosis("component missing", said, tuple(missing))
    elif variables:
        said = f"there is a component for each variable, {', '.join('{}' for _ in variables)}: the answer has {{}}"
        told = Diagnosis("number of components", said, (*variables, sp.Integer(len(given))))
    return Check(sp.Tuple(*given), False, "proved", diagnosis=(told,))


def _is_any(component: sp.Expr, given: Sequence[sp.Expr]) -> bool:
    return any(compare(component, answer).is_correct for answer in given)
