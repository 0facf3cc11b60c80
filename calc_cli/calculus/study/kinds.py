"""The kind of a critical point of a function of several variables, perhaps on a set where constraints hold.

With the multipliers λ = (G Gᵀ)⁻¹ G ∇f, G being the matrix of the gradients of the constraints, let H be the Hessian of
L = f - Σ λ g, λ held fixed, bordered by G. Where the first m columns of G are independent, m being the number of
constraints, f has a strict minimum on the set if the leading minors of H of the orders 2m + 1, ... all have the sign
(-1)^m, a maximum if they alternate from (-1)^(m+1), and neither if the last is not 0 otherwise (J. Magnus,
H. Neudecker, Matrix Differential Calculus, 1999, chapter 7, theorem 11). Without constraints this is Sylvester's
criterion. Where the last is 0, f less its value there may still have only one sign, or both along two curves, or, in
two variables, terms of lowest degree around the point that have one sign in all directions.
"""

from collections.abc import Mapping, Sequence
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
from calc_cli.calculus.partials.partials import partials, second_partials
from calc_cli.calculus.study.systems import Solution
from calc_cli.errors import CalcError

_HIGHEST = 8
"""Of terms of higher degree the sign is not looked at."""


_POWERS, _FACTORS = (1, 2, 3), (0, 1, -1, 2)
"""Along curves x = a + c s^k, with these k and c, a function is looked at near a point."""

_S = sp.Dummy("s", real=True)

_KINDS: dict[int | None, Kind] = {1: "local minimum", -1: "local maximum", None: "undecided"}


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
        return self._by_lowest_terms(rise, point) if len(point) == 2 else "undecided"

    def _by_lowest_terms(self, rise: sp.Expr, point: Mapping[sp.Symbol, sp.Expr]) -> Kind:
        """Return the kind if the terms of lowest degree around the point have one sign in all directions."""
        x, y = point
        t = sp.Dummy("t", real=True)
        for degree in range(2, _HIGHEST + 1):
            terms = (sp.binomial(degree, i) * sp.diff(rise, x, i, y, degree - i) * t**i for i in range(degree + 1))
            form = sp.Add(*(term.subs(point) for term in terms))
            if not form.is_zero:
                return _KINDS[_sign_of_form(form, t, degree) or None]
        return "undecided"


def _sign_at_start(e: sp.Expr) -> int | None:
    """Return the sign of a function of s where s is positive and small: that of its first derivative which is not 0."""
    for _ in range(_HIGHEST + 1):
        if sign := sign_at(e, {_S: sp.S.Zero}):
            return sign
        e = sp.diff(e, _S)
    return None


def _sign_of_form(form: sp.Expr, t: sp.Symbol, degree: int) -> int | None:
    """Return the sign of y^degree form(x/y) off the origin, 0 if it has both; None if it is 0 on a line, or unknown."""
    polynomial = sp.Poly(form, t)
    if not (polynomial.domain.is_ZZ or polynomial.domain.is_QQ):
        return None
    factors = [(factor, m) for factor, m in polynomial.factor_list()[1] if factor.count_roots()]
    at_infinity = degree - polynomial.degree()
    if any(m % 2 for _, m in factors) or at_infinity % 2:
        return 0
    return None if factors or at_infinity else int(sp.sign(polynomial.LC()))


def sign_far_away(e: sp.Expr, variables: Sequence[sp.Symbol]) -> int:
    """Return the sign that a polynomial has far away in all directions, that of its highest terms; 0 if it has none."""
    if not e.is_polynomial(*variables) or not e.free_symbols >= {*variables}:
        return 0
    polynomial = sp.Poly(e, *variables)
    degree = polynomial.total_degree()
    top = [(powers, c) for powers, c in polynomial.terms() if sum(powers) == degree]
    signs = {sign_at(c, {}) for _, c in top}
    if all(max(powers) == degree for powers, _ in top) and len(top) == len(variables):
        return (signs.pop() or 0) if len(signs) == 1 and degree % 2 == 0 else 0
    leading = sp.Add(*(c * sp.Mul(*(x**p for x, p in zip(variables, powers, strict=True))) for powers, c in top))
    if degree == 2:
        found = eigenvalue_signs([[sp.diff(leading, a, b) for b in variables] for a in variables])
        return {"positive definite": 1, "negative definite": -1}.get("" if found is None else found.definiteness, 0)
    if len(variables) == 2 and degree % 2 == 0:
        t = sp.Dummy("t", real=True)
        return _sign_of_form(sp.expand(leading.subs({variables[0]: t, variables[1]: 1})), t, degree) or 0
    return 0
