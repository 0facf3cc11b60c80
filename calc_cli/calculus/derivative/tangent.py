"""The tangent and the normal of a curve at a point, half-tangents at a corner, and the linear approximation.

The tangent at (a, f(a)) is y = f(a) + f'(a)(x - a), and the normal is perpendicular to it. Where the slopes from both
sides are infinite, the tangent is vertical; where they differ, each side has a half-tangent. Near a, f(x) is about the
height of the tangent, and by Taylor's theorem the error has the sign of f^(n)(a)/n! (x - a)^n, f^(n) being the first
derivative after f' that is not 0 there: mostly f'' (Rudin, Principles of Mathematical Analysis, theorem 5.15).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

import sympy as sp

from calc_cli.algebra.evaluate import Point, sign_at, value_at
from calc_cli.algebra.functions import TypedFunction, letter, symbol
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.result import Fields, present
from calc_cli.errors import CalcError

if TYPE_CHECKING:
    from calc_cli.calculus.limits.verdict import Verdict

Side: TypeAlias = Literal["left", "right"]
Position: TypeAlias = Literal["above", "below", "crosses", "on"]

_HIGHEST = 8
"""The sign of the error is not sought in derivatives of higher order."""


@dataclass(frozen=True, slots=True)
class Tangent:
    """The line, or plane, through the point whose coordinates are `at`, and along y the `height`.

    It rises by the `slopes` along the first of these coordinates. A line is vertical if its slope is oo; that of one
    `side` alone is a half-tangent.
    """

    y: sp.Symbol
    at: Point
    height: sp.Expr
    slopes: tuple[sp.Expr, ...]
    side: Side | None = None

    @property
    def equation(self) -> sp.Eq:
        """The tangent as an equation: y = m x + c, or x = a, or z = p x + q y + c."""
        if self.slopes == (sp.oo,):
            return sp.Eq(*self._rises[0][:2], evaluate=False)
        constant = sp.expand(self.height - sp.Add(*(slope * a for _, a, slope in self._rises)))
        return sp.Eq(self.y, sp.Add(*(sp.expand(slope * x) for x, _, slope in self._rises), constant), evaluate=False)

    @property
    def normal(self) -> tuple[sp.Eq, ...]:
        """The line perpendicular to it at the point: an equation, or one a coordinate with t running along it."""
        if len(self.slopes) == 1:
            (slope,) = self.slopes
            across = sp.S.Zero if slope is sp.oo else sp.oo if slope.is_zero else tidy(-1 / slope)
            return (replace(self, slopes=(across,)).equation,)
        taken = {*(x for x, _, _ in self._rises), self.y}
        t = next(symbol(name) for name in ("t", "s", "r", "q") if symbol(name) not in taken)
        places = [(x, a + slope * t) for x, a, slope in self._rises]
        return tuple(sp.Eq(x, at, evaluate=False) for x, at in (*places, (self.y, self.height - t)))

    @property
    def _rises(self) -> list[tuple[sp.Symbol, sp.Expr, sp.Expr]]:
        return [(x, a, slope) for (x, a), slope in zip(self.at.items(), self.slopes, strict=False)]


@dataclass(frozen=True, slots=True)
class Approximation:
    """The tangent as what f is about near the point: where the graph lies is its `position`, `above` it f is greater.

    The derivative of `order` at the point, `derivative`, is the first after f' that is not 0, and tells it, of several
    variables the Hessian by its `definiteness`. With parameters in these, or where none is known, `position` is None.
    """

    position: Position | None = None
    order: int | None = None
    derivative: sp.Expr | None = None
    definiteness: str | None = None

    @property
    def fields(self) -> Fields:
        """Return what JSON has of it."""
        return present(
            {
                "graph": self.position,
                "order": self.order,
                "derivative": self.derivative,
                "hessian": self.definiteness,
            }
        )


@dataclass(frozen=True, slots=True)
class Tangents:
    """The tangent, or half-tangents at a corner."""

    lines: tuple[Tangent, ...]
    approximation: Approximation | None = None

    @property
    def answer(self) -> sp.Basic:
        """The equation, or the list of them."""
        equations = [line.equation for line in self.lines]
        return equations[0] if len(equations) == 1 else sp.Tuple(*equations)

    @property
    def fields(self) -> Fields:
        """Return what JSON has of it: by its side where there are half-tangents."""
        told = self.approximation
        return {
            "tangent": self._by_side([line.equation for line in self.lines]),
            "normal": self._by_side([_one(line.normal) for line in self.lines]),
            "approximation": told and {"result": self.lines[0].equation.rhs, **told.fields},
        }

    def _by_side(self, equations: Sequence[object]) -> object:
        if any(line.side for line in self.lines):
            return {line.side: equation for line, equation in zip(self.lines, equations, strict=True)}
        return _one(equations)


def _one(equations: Sequence[object]) -> object:
    """Return the only one, or all."""
    return equations[0] if len(equations) == 1 else tuple(equations)


def tangent(f: TypedFunction, slope: sp.Expr, slope_formula: sp.Expr, at: Point) -> Tangents:
    """Return the tangent at a point where `f` has the derivative `slope`, and the linear approximation.

    >>> x = sp.Symbol("x", real=True)
    >>> found = tangent(TypedFunction(x**2, x**2, (x,)), sp.Integer(2), 2 * x, {x: sp.Integer(1)})
    >>> found.answer, found.approximation.position
    (Eq(y, 2*x - 1), 'above')
    """
    return Tangents((_line(f, slope, at),), _approximation(f, slope_formula, at))


def half_tangents(f: TypedFunction, at: Point, error: CalcError) -> Tangents:
    """Return the vertical tangent or half-tangents where there is no derivative, as `error` tells; else raise it."""
    from calc_cli.calculus.differentiability.definition import NotDifferentiableError, Slopes

    if not isinstance(error, NotDifferentiableError) or not isinstance(error.reason, Slopes):
        raise error
    sides: tuple[tuple[Side, Verdict | None], ...] = (("left", error.reason.left), ("right", error.reason.right))
    slopes = {side: slope.value for side, slope in sides if slope is not None and slope.kind != "oscillates"}
    upright = [side for side, slope in slopes.items() if slope is not None and slope.is_infinite]
    if len(upright) == 2:  # both halves are on one line, also at a cusp
        return Tangents((_line(f, sp.oo, at),))
    lines = tuple(
        _line(f, sp.oo if side in upright else slope, at, side) for side, slope in slopes.items() if slope is not None
    )
    if not lines:
        raise error
    return Tangents(lines)


def _line(f: TypedFunction, slope: sp.Expr, at: Point, side: Side | None = None) -> Tangent:
    return Tangent(ordinate(f), {f.variable: at[f.variable]}, value_at(f.typed, at), (slope,), side)


def ordinate(f: TypedFunction) -> sp.Symbol:
    """Return the variable of the upward axis: y, or u of u = x^2, or a letter that the function has not."""
    name = f.name if f.name is not None and "(" not in f.name else None
    taken = f.typed.free_symbols | set(f.variables)
    if name is None:
        order = ("y", "z", "w", "u") if len(f.variables) == 1 else ("z", "w", "u", "y")
        return next((symbol(each) for each in order if symbol(each) not in taken), symbol("f"))
    return symbol(letter(name, f.typed))


def _approximation(f: TypedFunction, formula: sp.Expr, at: Point) -> Approximation:
    from calc_cli.calculus.differentiability.definition import derivative_at

    try:
        for order in range(2, _HIGHEST + 1):
            formula = tidy(differentiate(formula, f.variable))
            value = derivative_at(f.typed, formula, f.variable, at, order=order)
            sign = sign_at(value, {})
            if sign != 0:
                return Approximation(position(order, sign), order, value)
            if formula.is_zero:
                return Approximation("on" if f.typed.is_polynomial(f.variable) else None)
    except CalcError:
        pass  # there is no derivative of this order, or none that is known
    return Approximation()


def position(order: int, sign: int | None) -> Position | None:
    """Return where the graph is near the point, by the sign of the derivative of `order`."""
    if sign is None:
        return None
    return "crosses" if order % 2 else "above" if sign == 1 else "below"
