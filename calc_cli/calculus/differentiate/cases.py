"""The cases of a derivative: those of single points, and those without one."""

import sympy as sp

from calc_cli.algebra.cases import Case


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
