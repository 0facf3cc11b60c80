"""Functions by cases, which are differentiated case by case: Piecewise, Max, Min and the like of relu."""

import sympy as sp

from calc_cli.algebra.functions import BRANCHED
from calc_cli.errors import UnsupportedError

WITH_CASES = {sp.Piecewise, sp.Max, sp.Min, *BRANCHED}

Case = tuple[sp.Expr, sp.Basic]


def isolated_points(conditions: list[sp.Basic], x: sp.Symbol) -> list[frozenset[sp.Expr]]:
    """Return for each case in turn the values of x for which alone it applies; none if that is a whole interval."""
    found = []
    before: sp.Basic = sp.true
    for condition in conditions:
        found.append(_only_points(sp.And(before, condition), x))
        before = sp.And(before, sp.Not(condition))
    return found


def _only_points(condition: sp.Basic, x: sp.Symbol) -> frozenset[sp.Expr]:
    if isinstance(condition, sp.Eq) and x in condition.args:
        at = condition.rhs if condition.lhs == x else condition.lhs
        return frozenset() if at.has(x) else frozenset({at})
    parts = [_only_points(part, x) for part in condition.args] if isinstance(condition, sp.And | sp.Or) else []
    if isinstance(condition, sp.Or):
        return frozenset().union(*parts) if all(parts) else frozenset()
    return next(filter(None, parts), frozenset())


def piecewise(branches: list[Case]) -> sp.Expr:
    """Return the cases in one, leaving out where there is no derivative."""
    first = branches[0][0]
    if all(value == first for value, _ in branches):
        return first
    defined, outside = [], sp.true
    for value, condition in branches:
        if value is sp.nan:
            outside = sp.And(outside, sp.Not(condition))
        else:
            defined.append((value, sp.And(condition, outside)))
    if all(condition is sp.false for _, condition in defined):
        return sp.nan
    return sp.Piecewise(*defined)  # evaluated: 3x - 1 > 0 reads x > 1/3


def cases_of(e: sp.Expr) -> list[Case]:
    """Return the values of a function by cases with their conditions; cases within a condition are folded.

    Of a maximum each argument stands against those after it, so that the last needs no condition.
    """
    if isinstance(e, BRANCHED):
        e = e.expanded()
    if not e.is_Piecewise and e.has(sp.Piecewise):
        try:
            e = sp.piecewise_fold(e)
        except (TypeError, ValueError) as error:  # SymPy's, on comparing what is not real
            raise UnsupportedError(f"calc cannot tell the cases of {e.func.__name__.lower()} apart") from error
    if e.is_Piecewise:
        return [(value, condition) for value, condition in e.args]
    if not isinstance(e, sp.Max | sp.Min):
        return [(e, sp.true)]
    beats = sp.StrictGreaterThan if isinstance(e, sp.Max) else sp.StrictLessThan
    arguments = sorted(e.args, key=lambda argument: not argument.free_symbols)
    return [(u, sp.And(*[beats(u, other) for other in arguments[i + 1 :]])) for i, u in enumerate(arguments)]
