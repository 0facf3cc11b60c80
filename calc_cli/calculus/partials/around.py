"""Conditions in a whole neighbourhood of a point in several variables, the point itself left out.

A condition u > 0 does if u is positive and continuous at the point; and where u is 0 at the point, if the terms of
least degree of u vanish nowhere else. So do x^2 + y^2 > 0 and "x is not 0 or y is not 0" around the origin.
"""

from collections.abc import Sequence
from contextlib import suppress
from itertools import product

import sympy as sp
from sympy.core.relational import Relational

from calc_cli.algebra.conditions import definedness
from calc_cli.algebra.evaluate import Point, all_hold, evaluator, sign_at, substitute, truth_at, truth_by_parts
from calc_cli.algebra.ranges import signs_of
from calc_cli.calculus.differentiability.definition import is_smooth
from calc_cli.calculus.limits.charts import sign_around
from calc_cli.errors import UndefinedError

Choice = tuple[sp.Expr, Point]

_MOST_FORMULAS = 32


class Surroundings:
    """The surroundings of a point, which gives a value to each of `variables` and perhaps to parameters."""

    def __init__(self, variables: Sequence[sp.Symbol], point: Point) -> None:
        self.variables = variables
        self.point = point

    def is_smooth(self, f_typed: sp.Expr) -> bool:
        """Return True if `f_typed` is certainly continuously differentiable there, the point included."""
        return all_hold(definedness(f_typed), self.point) is True and is_smooth(f_typed, self.variables, self.point)

    def is_defined(self, f_typed: sp.Expr) -> bool:
        """Return True if `f_typed` certainly has a value at every point but this."""
        return all(self.truth(condition) is True for condition in definedness(f_typed))

    def truth(self, condition: sp.Basic) -> bool | None:
        """Return whether the condition holds all around, or nowhere around; None if neither is known."""
        if isinstance(condition, sp.And | sp.Or):
            decisive = isinstance(condition, sp.Or)
            pinned = sp.Ne if decisive else sp.Eq
            pins = {part.lhs for part in condition.args if isinstance(part, pinned) and self._pins(part)}
            if pins >= set(self.variables):  # all at once, the equations hold at the point alone
                return decisive
        return truth_by_parts(condition, self.truth, self._compared)

    def _pins(self, equation: Relational) -> bool:
        """Return True if it compares a variable with its coordinate."""
        x, a = equation.args
        return x in self.variables and not a.free_symbols and sign_at(a - self.point[x], {}) == 0

    def _compared(self, condition: sp.Basic) -> bool | None:
        if not isinstance(condition, Relational):
            return None
        u = condition.lhs - condition.rhs
        signs = self.signs(u)
        truths = {bool(condition.func(sp.Integer(sign), 0)) for sign in signs}
        return truths.pop() if len(truths) == 1 else None

    def signs(self, u: sp.Expr) -> frozenset[int]:
        """Return every sign that `u` may have close by, and perhaps others."""
        here = None
        with suppress(UndefinedError):
            here = sign_at(u, self.point)
        if here and self.is_smooth(u):
            return frozenset({here})
        possible = signs_of(u)
        if here == 0:
            others = {x: a for x, a in self.point.items() if x not in self.variables}
            if sign := sign_around(u.xreplace(others), {x: self.point[x] for x in self.variables}):
                return frozenset({sign})
        return possible

    def settled(self, f: sp.Expr) -> sp.Expr:
        """Return `f` with the case that holds at the point and all around it for its cases, where there is one."""
        return substitute(f, {cases: self._only_case(cases) for cases in f.atoms(sp.Piecewise)})

    def _only_case(self, cases: sp.Piecewise) -> sp.Expr:
        with suppress(UndefinedError):  # of cases within a case that does not apply
            for value, condition in cases.args:
                around = self.truth(condition)
                if around is None or around is not truth_at(condition, self.point):
                    return cases
                if around:
                    return value
        return cases

    def formulas(self, f: sp.Expr) -> list[Choice] | None:
        """Return formulas without cases of which one holds at every point around, each with the coordinates it needs.

        None if they are too many, or there may be points where none holds.
        """
        cases = sorted(f.atoms(sp.Piecewise), key=sp.default_sort_key)
        choices = [self._choices(each) for each in cases]
        values = sp.Tuple(*(value for each in cases for value, _ in each.args))
        if None in choices or values.has(sp.Piecewise):
            return None
        found: list[Choice] = []
        for chosen in product(*(choice for choice in choices if choice is not None)):
            pinned = {x: a for _, at in chosen for x, a in at.items()}
            by_case = {each: value for each, (value, _) in zip(cases, chosen, strict=True)}
            found.append((f.xreplace(by_case).xreplace(pinned), pinned))
            if len(found) > _MOST_FORMULAS:
                return None
        return found

    def single_formula(self, f_typed: sp.Expr) -> sp.Expr | None:
        """Return the formula without cases that holds at every point around, None if it takes several."""
        formulas = self.formulas(evaluator().value(f_typed))
        return formulas[0][0] if formulas is not None and len(formulas) == 1 and not formulas[0][1] else None

    def _choices(self, cases: sp.Piecewise) -> list[Choice] | None:
        found: list[Choice] = []
        for value, condition in cases.args:
            around = self.truth(condition)
            if around is not False:
                pin = isinstance(condition, sp.Eq) and self._pins(condition)
                found.append((value, {condition.lhs: self.point[condition.lhs]} if pin else {}))
            if around:
                return found
        return None
