"""Inequalities in one variable that a working solves: x > 2 below 2x - 4 > 0, of which it is a consequence."""

from collections.abc import Set
from dataclasses import dataclass

import sympy as sp

from calc_cli.algebra.enclosures.precision import sign_at
from calc_cli.algebra.functions import Point
from calc_cli.algebra.root import Roots, together
from calc_cli.calculus.study.region import LINE, cells
from calc_cli.calculus.study.zeros import breaks, zeros
from calc_cli.errors import UndefinedError, UnsupportedError


@dataclass(frozen=True, slots=True)
class Inequality:
    """Tells that the expression has one of the signs; of several together each holds."""

    expression: sp.Expr
    signs: Set[int]

    def holds(self, at: Point) -> bool:
        """Return True if it holds at a place, and False where it is not defined. Raises UnsupportedError."""
        try:
            sign = sign_at(self.expression, at)
        except UndefinedError:
            return False
        if sign is None:
            raise UnsupportedError("whether this holds is not decided")
        return sign in self.signs


def implies(told: tuple[Inequality, ...], others: tuple[Inequality, ...], x: sp.Symbol) -> bool:
    """Return True if all the others hold wherever all of those told do. Raises UnsupportedError if that is not known.

    Between neighbours of the places where one of the expressions is 0 or breaks none changes its sign.
    """
    places = together(find(each.expression, x) for each in (*told, *others) for find in (zeros, _breaks))
    if not places.are_all:
        raise UnsupportedError("where these inequalities hold is not known")
    samples = [cell.inside for cell in cells(places.roots, LINE)]
    samples += [root.exact for root in places.roots if root.exact is not None]
    return all(
        all(each.holds({x: at}) for each in others) for at in samples if all(each.holds({x: at}) for each in told)
    )


def _breaks(e: sp.Expr, x: sp.Symbol) -> Roots:
    return breaks(e, x, LINE)
