"""The kind of a critical point of a function of several variables, perhaps on a set where constraints hold.

With the multipliers λ = (G Gᵀ)⁻¹ G ∇f, G being the matrix of the gradients of the constraints, let H be the Hessian of
L = f - Σ λ g, λ held fixed. The vectors with G v = 0 are along the set; if m columns of G are independent, m being the
number of constraints, the columns of T = (-G₁⁻¹ G₂, I) span them, G₁ being these and G₂ the others. By the eigenvalues
of Tᵀ H T f has a strict minimum on the set if all are positive, a maximum if all are negative, and neither if there
are both (D. Luenberger, Linear and Nonlinear Programming, 1984, section 10.3). Where one is 0, f less its value there
may still have only one sign, or both along two curves.
"""

from collections.abc import Sequence
from contextlib import suppress
from itertools import combinations, product

import sympy as sp

from calc_cli.algebra.conditions import definedness
from calc_cli.algebra.enclosures.enclosure import sign
from calc_cli.algebra.evaluate import all_hold, sign_at, value_at, value_on
from calc_cli.algebra.functions import TypedFunction
from calc_cli.algebra.ranges import signs_by_squares
from calc_cli.algebra.root import BITS, value_at_roots
from calc_cli.calculus.partials.definiteness import Kind, eigenvalue_signs
from calc_cli.calculus.partials.partials import second_partials
from calc_cli.calculus.study.systems import Solution
from calc_cli.errors import CalcError

_HIGHEST = 8
"""Of terms of higher degree the sign is not looked at."""


_POWERS, _FACTORS = (1, 2, 3), (0, 1, -1, 2)
"""Along curves x = a + c s^k, with these k and c, a function is looked at near a point."""

_S = sp.Dummy("s", real=True)


def _is_exact(solution: Solution) -> bool:
    return all(root.exact is not None for root in solution.values())


class PointTest:
    """The test for the critical points of `f` with this gradient; the `borders` are the gradients of constraints."""

    def __init__(self, f: TypedFunction, gradient: Sequence[sp.Expr], borders: Sequence[Sequence[sp.Expr]]) -> None:
        self.f, self.x = f, f.variables
        self.gradient = sp.Matrix(gradient)
        self.border = sp.Matrix(borders) if borders else sp.zeros(0, len(self.x))
        self.seconds = [sp.Matrix(second_partials(first, self.x)) for first in (gradient, *borders)]

    def at(self, solution: Solution) -> tuple[tuple[sp.Expr, ...], sp.Matrix, sp.Matrix]:
        """Return the multipliers, the border, and the Hessian of L, as formulas where the point is in decimals."""
        matrices = [self.gradient, self.border, *self.seconds]
        if _is_exact(solution):
            point = {x: root.middle for x, root in solution.items()}
            matrices = [matrix.applyfunc(lambda e: value_at(e, point)) for matrix in matrices]
        gradient, border, second, *others = matrices
        if not others:
            return (), border, second
        square = border * border.T
        if not self.sign(square.det(), solution):
            return (sp.nan,), border, second
        multipliers = tuple(square.LUsolve(border * gradient))
        for multiplier, other in zip(multipliers, others, strict=True):
            second = second - multiplier * other
        return multipliers, border, second

    def number(self, e: sp.Expr, solution: Solution) -> sp.Expr:
        """Return a value at a point, in decimals if the point is known in decimals; nan if there is none."""
        with suppress(CalcError):
            if all_hold(definedness(e), {x: root.middle for x, root in solution.items()}) is True:
                return sp.radsimp(value_at_roots(e, solution))
        return sp.nan

    def sign(self, e: sp.Expr, solution: Solution) -> int | None:
        """Return the certain sign of an expression at a point, None if it is not known."""
        with suppress(CalcError):
            if _is_exact(solution):
                return sign_at(e, {x: root.middle for x, root in solution.items()})
            value = value_on(e, {x: root.value(BITS) for x, root in solution.items()}, 2 * BITS)
            return (sign(value) or None) if value is not None else None
        return None

    def kind(self, solution: Solution) -> Kind:
        """Return the kind of a critical point."""
        n, m = len(self.x), self.border.rows
        _, border, second = self.at(solution)
        minors = {each: border[:, list(each)].det() for each in combinations(range(n), m)}
        first = next((each for each, minor in minors.items() if self.sign(minor, solution)), None)
        if first is None:
            return "undecided"
        order = [*first, *(i for i in range(n) if i not in first)]
        border, second = border[:, order], second[order, order]
        tangents = (-border[:, :m].inv() * border[:, m:]).col_join(sp.eye(n - m)) if m else sp.eye(n)
        signs = eigenvalue_signs((tangents.T * second * tangents).tolist(), lambda e: self.sign(e, solution))
        if signs is not None and (signs.kind != "undecided" or m):
            return signs.kind
        return "undecided" if m or not _is_exact(solution) else self._by_signs_nearby(solution)

    def _by_signs_nearby(self, solution: Solution) -> Kind:
        """Return the kind by the signs that f less its value has near the point."""
        point = {x: root.middle for x, root in solution.items()}
        rise = sp.expand(self.f.expression - value_at(self.f.typed, point))
        possible = signs_by_squares(rise)
        if not {1, -1} <= possible:
            return "local minimum" if -1 not in possible else "local maximum"
        found = set()
        several = (powers for powers in product(_POWERS, repeat=len(point)) if 1 in powers)
        for powers, factors in product(several, product(_FACTORS, repeat=len(point))):
            curve = {x: a + c * _S**k for (x, a), k, c in zip(point.items(), powers, factors, strict=True)}
            found.add(_sign_at_start(rise.subs(curve, simultaneous=True)))
            if {1, -1} <= found:
                return "saddle point"
        if len(point) == 1:
            return "local minimum" if found == {1, None} else "local maximum" if found == {-1, None} else "undecided"
        return "undecided"


def _sign_at_start(e: sp.Expr) -> int | None:
    """Return the sign of a function of s where s is positive and small: that of its first derivative which is not 0."""
    for _ in range(_HIGHEST + 1):
        if sign := sign_at(e, {_S: sp.S.Zero}):
            return sign
        e = sp.diff(e, _S)
    return None
