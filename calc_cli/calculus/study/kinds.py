"""The kind of a critical point of a function of several variables, perhaps on a set where constraints hold.

With the multipliers λ = (G Gᵀ)⁻¹ G ∇f, G being the matrix of the gradients of the constraints, let H be the Hessian of
L = f - Σ λ g, λ held fixed, bordered by G. Where the first m columns of G are independent, m being the number of
constraints, f has a strict minimum on the set if the leading minors of H of the orders 2m + 1, ... all have the sign
(-1)^m, a maximum if they alternate from (-1)^(m+1), and neither if the last is not 0 otherwise (J. Magnus,
H. Neudecker, Matrix Differential Calculus, 1999, chapter 7, theorem 11). Without constraints this is Sylvester's
criterion. Where the last is 0, f less its value there may still have only one sign, or both along two curves.
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
from calc_cli.calculus.partials.definiteness import Kind
from calc_cli.calculus.partials.partials import partials, second_partials
from calc_cli.calculus.study.systems import Solution
from calc_cli.errors import CalcError

_HIGHEST = 8
"""Of terms of higher degree the sign is not looked at."""


_POWERS, _FACTORS = (1, 2, 3), (0, 1, -1, 2)
"""Along curves x = a + c s^k, with these k and c, a function is looked at near a point."""

_S = sp.Dummy("s", real=True)


def _is_exact(solution: Solution) -> bool:
    return all(root.exact is not None for root in solution.values())


def _short(e: sp.Expr) -> sp.Expr:
    """Return a number with roots as one fraction with a rational denominator; a formula as it is."""
    if e.free_symbols:
        return e
    top, bottom = map(sp.expand, sp.fraction(sp.together(e)))
    return sp.expand(sp.radsimp(top / bottom))


class PointTest:
    """The test for the critical points of `f` with this gradient where all `constraints` are 0."""

    def __init__(self, f: TypedFunction, gradient: Sequence[sp.Expr], constraints: Sequence[sp.Expr]) -> None:
        self.f, self.x = f, f.variables
        self.gradient = sp.Matrix(gradient)
        borders = [partials(g, self.x) for g in constraints]
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
        multipliers = tuple(map(_short, square.LUsolve(border * gradient)))
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
        bordered = sp.zeros(m, m).row_join(border).col_join(border.T.row_join(second))
        signs = [self.sign(bordered[:k, :k].det(), solution) for k in range(2 * m + 1, n + m + 1)]
        if all(sign == (-1) ** m for sign in signs):
            return "local minimum"
        if all(sign == (-1) ** (m + i + 1) for i, sign in enumerate(signs)):
            return "local maximum"
        is_neither = signs[-1] not in ((-1) ** m, (-1) ** n)
        if signs[-1] and (is_neither or None not in signs):
            return "saddle point"
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
