"""Proofs that two expressions are equal wherever both are defined.

First by algebra alone (algebra/zero_test). Else region by region of the real line: what is constant there, as its
derivative is 0, is known from one point. atan(x) + atan(1/x) is pi/2 for x > 0 and -pi/2 for x < 0, which no algebra of
complex functions can tell. Functions of sines and cosines are first made rational by t = tan(x/2).
"""

from collections.abc import Mapping, Sequence

import sympy as sp

from calc_cli.algebra import exact
from calc_cli.algebra.conditions import definedness
from calc_cli.algebra.evaluate import all_hold, evaluator, truth_at, value_at
from calc_cli.algebra.functions import BY_SIGN, WITH_CASES, cases_of
from calc_cli.algebra.identities import CIRCULAR, C, S, of_one_angle
from calc_cli.algebra.occurrences import is_larger
from calc_cli.algebra.zero_test import vanishes
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.equality.seams import in_every_region, seams, witnesses
from calc_cli.errors import UndefinedError, UnsupportedError

Conditions = tuple[sp.Basic, ...]

_LONGEST = 400
"""Nodes of an expression that is differentiated for a proof."""

_MOST_MULTIPLE = 8
"""Of the common angle."""

_BRANCHING = {*WITH_CASES, *BY_SIGN}

_NICE = tuple(sp.Rational(text) for text in ("0", "1", "-1", "1/2", "-1/2", "2", "-2", "3", "-3"))


def is_proved_equal(first: sp.Expr, second: sp.Expr, conditions: Sequence[sp.Basic] = ()) -> bool:
    """Return True if algebra proves the two, as typed, equal wherever both are defined and the conditions hold."""
    try:
        value = evaluator().value
        e = value(second) - value(first)
        if e == 0:
            return True
        known = (*definedness(first, formally=False), *definedness(second, formally=False), *conditions)
        if vanishes(e, known):
            return all(_is_zero_at_jump(e, sign.args[0], known) for sign in e.atoms(sp.sign))
        is_formal = set(known) < {*definedness(first), *definedness(second), *conditions}
        if len(e.free_symbols) != 1 or is_larger(e, _LONGEST) or is_formal:
            return False
        (x,) = e.free_symbols
        return _in_regions(e, x, known) or _is_zero_in_angles(e, x)
    except (UndefinedError, UnsupportedError):
        return False


def _is_zero_at_jump(e: sp.Expr, u: sp.Expr, conditions: Conditions) -> bool:
    """Return True if e is 0 or not defined also where u is: algebra looks elsewhere only, where sign(u)^2 is 1."""
    x, at = sp.solve_linear(u)
    there = e.xreplace({x: at} if x.is_Symbol else {sp.sign(u): sp.S.Zero, sp.Abs(u): sp.S.Zero})
    return there.has(sp.nan, sp.zoo) or vanishes(there, conditions)


def _in_regions(e: sp.Expr, x: sp.Symbol, conditions: Conditions) -> bool:
    """Return True if e is 0 in every region between its seams, where it is defined."""
    between = seams([e, *witnesses(conditions)], x)
    if not between.are_all:
        return False
    ends = [None, *between.points, None]
    for i, inside in enumerate(in_every_region(between.points)):
        place = inside[0]
        if all_hold((*conditions, *definedness(e)), {x: place}) is False:
            continue
        bounds = [sp.Gt(x, ends[i])] if ends[i] is not None else []
        bounds += [sp.Lt(x, ends[i + 1])] if ends[i + 1] is not None else []
        within = tuple(bound for bound in bounds if isinstance(bound, sp.Rel))
        if not _in_region(branch(e, {x: place}), x, inside, (*conditions, *within)):
            return False
    return True


def _in_region(e: sp.Expr, x: sp.Symbol, inside: Sequence[sp.Expr], conditions: Conditions) -> bool:
    if vanishes(e, conditions):
        return True
    if not vanishes(differentiate(e, x), conditions):
        return False
    nice = [at for at in _NICE if all_hold(conditions, {x: at}) is not False]
    return any(_is_zero_at(e, x, at) for at in [*nice, *inside][:8])


def _is_zero_at(e: sp.Expr, x: sp.Symbol, at: sp.Expr) -> bool:
    try:
        number = evaluator().at({x: at}).value(e)
        return bool(number == 0 or vanishes(number) or exact.is_zero(number))
    except (UndefinedError, UnsupportedError):
        return False


def branch(e: sp.Expr, point: Mapping[sp.Symbol, sp.Expr]) -> sp.Expr:
    """Return `e` as it is near the point, which is on no seam, without cases, bars and steps.

    Raises UnsupportedError if it is not decided which case applies.
    """
    if isinstance(e, sp.floor | sp.ceiling):
        return value_at(e, point)
    if e.func not in _BRANCHING:
        return e.func(*(branch(part, point) for part in e.args)) if e.args else e
    for value, condition in cases_of(e):
        holds = truth_at(condition, point)
        if holds is None:
            raise UnsupportedError("which case applies is not decided")
        if holds:
            return branch(value, point)
    return sp.nan


def _is_zero_in_angles(e: sp.Expr, x: sp.Symbol) -> bool:
    """Return True if x occurs in one angle alone, and e is 0 with any number for the tangent of its half."""
    found = of_one_angle(e, x, CIRCULAR, _MOST_MULTIPLE)
    below = 1 + x**2  # x stands for the tangent
    return found is not None and _in_regions(found[1].xreplace({S: 2 * x / below, C: (1 - x**2) / below}), x, ())
