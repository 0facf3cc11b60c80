"""The gradient of a function of several variables: partial derivatives, values at a point, slope in a direction.

Where f is differentiable at a, the plane z = f(a) + ∇f(a)·(x - a) touches the graph, and (∇f(a), -1) is perpendicular
to it. If the second derivatives are continuous, the sign of the error is that of the Hessian, where that is definite.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import sympy as sp

from calc_cli.algebra.domain import is_scattered
from calc_cli.algebra.evaluate import as_float, value_at
from calc_cli.algebra.functions import Point, TypedFunction
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.derivative.tangent import Approximation, Position, Tangent, Tangents, ordinate
from calc_cli.calculus.partials.definiteness import eigenvalue_signs
from calc_cli.calculus.partials.partials import Direction, PartialDerivatives, partials, second_partials
from calc_cli.calculus.result import AnswerFormula, Fields, Notice
from calc_cli.calculus.steps import Step
from calc_cli.errors import CalcError, DomainError, UndefinedError, UnsupportedError

_MOST_SQUARES = 12
"""The length of a gradient with more components is not looked for."""

_POSITIONS: dict[str, Position] = {
    "positive definite": "above", "negative definite": "below", "indefinite": "crosses",
}  # fmt: skip
"""Where the graph is, by the Hessian."""


@dataclass(frozen=True, slots=True)
class Slope:
    """The derivative of a function in a `direction`: ∇f·u, and its `value` at the point, if there is one."""

    direction: Direction
    result: sp.Expr
    value: sp.Expr | None = None

    @property
    def answer(self) -> sp.Expr:
        """The value at the point, else the formula."""
        return self.result if self.value is None else self.value


@dataclass(frozen=True, kw_only=True)
class Gradient(PartialDerivatives):
    """`result` has the partial derivatives of `typed` in the `variables`, in their order.

    At a point, `values` are the partial derivatives there, which need not be what `result` gives; `slope` is the
    derivative in a direction, if one was given; `steps` are the derivations, if they were asked for.
    """

    slope: Slope | None = None
    tangents: Tangents | None = None
    steps: tuple[Step, ...] = ()

    @property
    def answer(self) -> sp.Basic:
        """The tangent plane or the derivative in the direction, if asked for, else the gradient, perhaps at a point."""
        if self.tangents is not None:
            return self.tangents.answer
        return super().answer if self.slope is None else self.slope.answer

    @property
    def formula(self) -> AnswerFormula:
        """The derivative in the direction, if there is one, else the gradient."""
        return AnswerFormula(self.result if self.slope is None else self.slope.result, self.variables)

    @property
    def fields(self) -> Fields:
        slope = self.slope
        return {
            **super().fields,
            **({} if self.tangents is None else self.tangents.fields),
            "directional": None if slope is None else slope.answer,
            "directional_approx": None if slope is None else as_float(slope.value),
        }

    @cached_property
    def length(self) -> sp.Expr | None:
        """The length of the gradient at the point, which is the steepest slope there; None with parameters in it."""
        if self.values is None or len(self.values) > _MOST_SQUARES or any(v.free_symbols for v in self.values):
            return None
        return value_at(sp.sqrt(sp.Add(*[v**2 for v in self.values])), {})


def gradient(
    f: TypedFunction, *, at: Point | None = None, along: Direction | None = None, with_tangents: bool = False
) -> Gradient:
    """Differentiate `f` in each of its variables, the others held fixed.

    Shape: n variables give n partial derivatives, in the same order. `along` has n components. Formula: DLMF 1.6.19.

    Raises DomainError if the function is real nowhere, UndefinedError if it is not differentiable at the point,
    UnsupportedError if calc has no rule for a function in it or cannot decide.
    """
    if is_scattered(f.typed, *f.variables):
        raise DomainError("this function has a real value nowhere, or at most at single points: it has no gradient")
    result = partials(f.expression, f.variables)
    slope = None if along is None else Slope(along, tidy(_dot(result, along.unit)))
    found = Gradient(typed=f.typed, name=f.name, variables=f.variables, result=result, slope=slope, notes=f.notes)
    if at is not None:
        found = _located(found, f, at, with_tangents=with_tangents)
    if along is None or along.length == 1:
        return found
    return replace(found, notes=(*found.notes, Notice("length", (sp.Tuple(*along.given), along.length))))


def _located(found: Gradient, f: TypedFunction, at: Point, *, with_tangents: bool) -> Gradient:
    """Return the gradient at a point; with a note if there is a slope in the direction, but no tangent plane."""
    # a long way to load, and few questions have a point
    from calc_cli.calculus.partials.total import gradient_at, slope_at

    slope, unit = found.slope, None if found.slope is None else found.slope.direction.at(at).unit
    try:
        values = gradient_at(f.typed, found.result, f.variables, at)
    except (UndefinedError, UnsupportedError) as error:
        if slope is None or unit is None:
            raise
        slope = replace(slope, value=slope_at(f.typed, unit, f.variables, at))
        return replace(found, at=at, slope=slope, notes=(*found.notes, error.message))
    if slope is not None and unit is not None:
        slope = replace(slope, value=value_at(_dot(values, unit), {}))
    tangents = tangent_plane(f, found.result, values, at) if with_tangents and values else None
    return replace(found, at=at, values=values, slope=slope, tangents=tangents)


def _dot(a: Sequence[sp.Expr], b: Sequence[sp.Expr]) -> sp.Expr:
    return sp.Add(*[p * u for p, u in zip(a, b, strict=True)])


def tangent_plane(f: TypedFunction, first: Sequence[sp.Expr], slopes: tuple[sp.Expr, ...], at: Point) -> Tangents:
    """Return the plane at a point where f has the partial derivatives `slopes`; `first` are the formulas of these."""
    plane = Tangent(ordinate(f), at, value_at(f.typed, at), slopes)
    return Tangents((plane,), _approximation(f, first, at))


def _approximation(f: TypedFunction, first: Sequence[sp.Expr], at: Point) -> Approximation:
    from calc_cli.calculus.partials.second import second_derivatives_at

    try:
        found = second_derivatives_at(f.typed, first, second_partials(first, f.variables), f.variables, at)
        signs = eigenvalue_signs(found.hessian) if found.are_continuous else None
    except CalcError:
        return Approximation()
    if signs is None or any(entry.free_symbols for row in found.hessian for entry in row):
        return Approximation()
    return Approximation(_POSITIONS.get(signs.definiteness), definiteness=signs.definiteness)
