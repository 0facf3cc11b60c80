"""The tangent plane of the graph of a function of several variables, its normal, and the linear approximation.

Where f is differentiable at a, the plane z = f(a) + ∇f(a)·(x - a) touches the graph, and (∇f(a), -1) is perpendicular
to it. If the second derivatives are continuous, the sign of the error is that of the Hessian, where that is definite.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sympy as sp

from calc_cli.algebra.evaluate import value_at
from calc_cli.algebra.function import TypedFunction
from calc_cli.algebra.functions import symbol
from calc_cli.calculus.derivative.tangent import Approximation, Position, Tangents, ordinate
from calc_cli.calculus.partials.definiteness import eigenvalue_signs
from calc_cli.calculus.partials.partials import Point, second_partials
from calc_cli.errors import CalcError

_POSITIONS: dict[str, Position] = {
    "positive definite": "above", "negative definite": "below", "indefinite": "crosses",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TangentPlane:
    """The plane through the `point`, where z is `height`, with the `slopes` along the variables."""

    z: sp.Symbol
    point: Point
    height: sp.Expr
    slopes: tuple[sp.Expr, ...]
    side: None = None

    @property
    def equation(self) -> sp.Eq:
        """The plane as an equation z = p x + q y + c."""
        steps = [slope * (x - self.point[x]) for x, slope in zip(self._variables, self.slopes, strict=True)]
        return sp.Eq(self.z, sp.expand(sp.Add(self.height, *steps)), evaluate=False)

    @property
    def normal(self) -> tuple[sp.Eq, ...]:
        """The coordinates of the line perpendicular to it, by a parameter t."""
        taken = {*self._variables, self.z}
        t = next(symbol(name) for name in ("t", "s", "r", "q") if symbol(name) not in taken)
        on_line = [self.point[x] + slope * t for x, slope in zip(self._variables, self.slopes, strict=True)]
        places = zip((*self._variables, self.z), (*on_line, self.height - t), strict=True)
        return tuple(sp.Eq(x, at, evaluate=False) for x, at in places)

    @property
    def _variables(self) -> list[sp.Symbol]:
        return list(self.point)[: len(self.slopes)]


def tangent_plane(f: TypedFunction, first: Sequence[sp.Expr], slopes: tuple[sp.Expr, ...], at: Point) -> Tangents:
    """Return the plane at a point where f has the partial derivatives `slopes`; `first` are the formulas of these."""
    plane = TangentPlane(ordinate(f), at, value_at(f.typed, at), slopes)
    return Tangents((plane,), _approximation(f, first, plane))


def _approximation(f: TypedFunction, first: Sequence[sp.Expr], plane: TangentPlane) -> Approximation:
    from calc_cli.calculus.partials.second import second_derivatives_at

    line = plane.equation.rhs
    try:
        found = second_derivatives_at(f.typed, first, second_partials(first, f.variables), f.variables, plane.point)
        signs = eigenvalue_signs(found.hessian) if found.are_continuous else None
    except CalcError:
        return Approximation(line)
    if signs is None or any(entry.free_symbols for row in found.hessian for entry in row):
        return Approximation(line)
    return Approximation(line, _POSITIONS.get(signs.definiteness), definiteness=signs.definiteness)
