"""The truth about a function of several variables at a point: partial derivatives, and whether it has a tangent plane.

f is differentiable at a if (f(a + h) - f(a) - p·h)/|h| -> 0 as h -> 0, p being the partial derivatives at a. Where
every part is smooth at its argument, it is. Elsewhere each partial derivative is asked of its definition; then that
limit decides. One path on which it is not 0 shows that f is not differentiable; that it is takes a proof, for f itself
or for the parts that a smooth function is applied to.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import NoReturn

import sympy as sp

from calc_cli.algebra.evaluate import evaluator, substitute, value_at
from calc_cli.algebra.functions import BRANCHED, FormulaFunction, Point, symbol
from calc_cli.calculus.differentiability.definition import (
    NotDefined,
    NotDifferentiableError,
    Reason,
    derivative_at,
    limit_text,
    place,
    shown,
)
from calc_cli.calculus.limits.neighbourhood import Approach
from calc_cli.calculus.limits.one_sided import limit_by_algebra
from calc_cli.calculus.limits.several_variables import limit_at_point
from calc_cli.calculus.limits.verdict import Path, Verdict
from calc_cli.calculus.partials.around import Surroundings
from calc_cli.calculus.partials.partials import check_can_be_valued, within
from calc_cli.errors import UndefinedError, UnsupportedError

Values = tuple[sp.Expr, ...]

_MOST_TOLD = 6
"""Of at most this many variables a message tells each partial derivative."""


def gradient_at(f_typed: sp.Expr, formulas: Sequence[sp.Expr], variables: Sequence[sp.Symbol], point: Point) -> Values:
    """Return the exact values of the partial derivatives at the point, where f has a tangent plane.

    `formulas` are the partial derivatives wherever f is smooth. Raises UndefinedError, with the reason, if f is not
    differentiable there; UnsupportedError if that is not decided.
    """
    check_can_be_valued(formulas)
    around = Surroundings(variables, point)
    f = around.settled(f_typed)
    is_smooth = False
    with suppress(UndefinedError):  # of f, or of a formula with a gap that the derivative has not
        value_at(f_typed, point)
        is_smooth = around.is_smooth(f)
        if is_smooth:
            return tuple(value_at(formula, within(point, formula)) for formula in formulas)
    values = partials_at(f_typed, formulas, variables, point)
    if not is_smooth:
        _Tangent(values, around).check(f)
    return values


def slope_at(f_typed: sp.Expr, along: Sequence[sp.Expr], variables: Sequence[sp.Symbol], point: Point) -> sp.Expr:
    """Return the derivative at the point along the unit vector, by its definition: that of f(a + tu) at t = 0.

    Raises UndefinedError with the reason if there is none, UnsupportedError if that is not decided.
    """
    t = symbol(next(name for name in ("t", "s", "r", "tau") if symbol(name) not in f_typed.free_symbols))
    line = {x: point[x] + t * u for x, u in zip(variables, along, strict=True)}
    on_line = substitute(f_typed, {**point, **line})
    try:
        return derivative_at(on_line, None, t, {t: sp.S.Zero})
    except NotDifferentiableError as error:
        direction = ", ".join(map(shown, along))
        raise UndefinedError(f"no derivative along [{direction}] at {place(point)}: {error.because}") from None


def partials_at(f_typed: sp.Expr, formulas: Sequence[sp.Expr], variables: Sequence[sp.Symbol], point: Point) -> Values:
    """Return the partial derivatives at the point, each by its definition; UndefinedError if one does not exist."""
    values: dict[sp.Symbol, sp.Expr] = {}
    missing: dict[Reason, tuple[list[sp.Symbol], NotDifferentiableError]] = {}
    for x, formula in zip(variables, formulas, strict=True):
        try:
            values[x] = derivative_at(f_typed, formula, x, point)
        except NotDifferentiableError as error:
            if isinstance(error.reason, NotDefined):
                raise
            missing.setdefault(error.reason, ([], error))[0].append(x)
    if missing:
        said = [f"no partial derivative in {_listed(xs)}: {error.because}" for xs, error in missing.values()]
        if len(point) <= _MOST_TOLD:
            said += [f"that in {x} is {shown(value)}" for x, value in values.items()]
        raise UndefinedError(f"not differentiable at {place(point)}: {'; '.join(said)}")
    return tuple(values.values())


class _Tangent:
    """The tangent plane that the partial derivatives `values` give at the point, and whether f is close to it."""

    def __init__(self, values: Values, around: Surroundings) -> None:
        self.around = around
        self.point = around.point
        self.slopes = dict(zip(around.variables, values, strict=True))

    def check(self, f_typed: sp.Expr) -> None:
        """Return if f is differentiable; UndefinedError if it is not, UnsupportedError if that is not decided."""
        rough = [term for term in sp.Add.make_args(f_typed) if not self.around.is_smooth(term)]  # these alone decide
        f = f_typed if len(rough) == len(f_typed.args) else sp.Add(*rough, evaluate=False)
        if self._is_proved(f):
            return
        self._check_interior(f)
        self._refute_continuity(f, value_at(f_typed, self.point))
        self._refute_tangent(f)
        question = f"whether the function is differentiable at {place(self.point)}"
        raise UnsupportedError(
            f"{question} is not decided; {_partials_exist(self.slopes)}",
            hint="--along asks for the derivative in one direction",
        )

    # Proofs

    def _is_proved(self, f: sp.Expr) -> bool:
        """Return True if f is certainly differentiable: as it is, by its parts, or by the limit of the definition."""
        if self.around.is_smooth(f):
            return True
        return (self._is_smooth_in_parts(f) and all(map(self._is_proved, f.args))) or self._is_close(f)

    def _is_smooth_in_parts(self, f: sp.Expr) -> bool:
        """Return True if f is smooth as a function of its arguments."""
        if not f.args or isinstance(f, sp.Piecewise | sp.Sum | sp.Product):
            return False
        try:
            parts = {sp.Dummy(real=True): part for part in f.args if part.free_symbols}
            at = {u: value_at(part, self.point) for u, part in parts.items()}
        except UndefinedError:
            return False
        names = {part: u for u, part in parts.items()}
        outer = f.func(*(names.get(part, part) for part in f.args), evaluate=False)
        return Surroundings(list(at), at).is_smooth(outer)

    def _is_close(self, f: sp.Expr) -> bool:
        """Return True if the distance of f from its tangent plane over that from the point certainly goes to 0."""
        variables = self._variables(f)
        try:
            slopes = self._slopes(f)
            if len(variables) <= 1:
                return True
            formulas = self.around.formulas(evaluator().value(f))
        except (UndefinedError, UnsupportedError):
            return False
        value = value_at(f, self.point)
        if formulas is None or not self.around.is_defined(f):
            return False
        for formula, pinned in formulas:
            if to := {x: a for x, a in variables.items() if x not in pinned}:
                distance = _distance(formula, value, slopes, to)
                distance = distance.replace(lambda part: isinstance(part, BRANCHED), FormulaFunction.expanded)
                found = limit_at_point(distance**2, to)  # the square does just as well, and has no root in it
                if not (found.exists and found.value == 0):
                    return False
        return True

    def _variables(self, f: sp.Expr) -> Point:
        return {x: self.point[x] for x in self.around.variables if x in f.free_symbols}

    def _slopes(self, f: sp.Expr) -> Point:
        """Return the partial derivatives of a part, which need not exist."""
        return {x: derivative_at(f, None, x, self.point) for x in self._variables(f)}

    # Refutations

    def _fail(self, reason: str) -> NoReturn:
        said = f"not differentiable at {place(self.point)}: {reason}"
        raise UndefinedError(f"{said}; {_partials_exist(self.slopes)}")

    def _check_interior(self, f: sp.Expr) -> None:
        """Along a diagonal, the function may not be defined."""
        variables = self.around.variables
        t = sp.Dummy("t", real=True)
        for signs in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
            vector = [sp.Integer(signs[i % 2]) for i in range(len(variables))]
            line = {x: self.point[x] + t * v for x, v in zip(variables, vector, strict=True)}
            if limit_by_algebra(substitute(f, {**self.point, **line}), Approach(t, sp.S.Zero, 1)).kind == "undefined":
                self._fail(f"it is not defined all around: not in the direction {_vector(vector)}")

    def _refute_continuity(self, f: sp.Expr, value: sp.Expr) -> None:
        """By a path on which f does not go to its value; `value` is that of all terms."""
        to, here = self._variables(f), value_at(f, self.point)
        for path in limit_at_point(self._simple(f), to).paths:
            limit = path.limit
            if limit.kind == "undecided" or (limit.kind == "finite" and limit.value in (None, here)):
                continue
            if limit.kind == "finite":
                limit = replace(limit, value=value_at(limit.value - here + value, {}))
            along = f"{limit_text(limit)} along {_curve(path, self.point)}"
            self._fail(f"it is not continuous there: {along}, {shown(value)} there")

    def _refute_tangent(self, f: sp.Expr) -> None:
        """By a path on which the distance from the tangent plane is not small enough."""
        to = self._variables(f)
        distance = _distance(self._simple(f), value_at(f, self.point), self._slopes(f), to)
        for path in limit_at_point(distance**2, to).paths:
            if path.limit.kind == "undecided" or path.limit.value == 0:
                continue
            vector = [(at - to[x]) / path.t for x, at in path.at.items()]
            if all(component.is_number for component in vector):
                limit = limit_by_algebra(distance.xreplace(path.at), Approach(path.t, sp.S.Zero, 1))
                self._fail(self._bent(limit, vector, to))
            is_known = path.limit.kind == "finite" and path.limit.value is not None
            goes = f"goes to {shown(sp.sqrt(path.limit.value))}, not to 0" if is_known else "does not go to 0"
            share = "the distance from the tangent plane, divided by that from the point,"
            self._fail(f"along {_curve(path, self.point)} {share} {goes}")

    def _simple(self, f: sp.Expr) -> sp.Expr:
        """`f` around the point, by a formula without cases if there is one, its parameters in it."""
        f = substitute(f, {x: at for x, at in self.point.items() if x not in self.around.variables})
        formula = self.around.single_formula(f)
        return f if formula is None else formula

    def _bent(self, distance: Verdict, vector: Sequence[sp.Expr], to: Point) -> str:
        """Return that the slope in a direction is not that of the gradient, `distance` being by how much."""
        said, but = limit_text(distance), ""
        if distance.kind == "finite" and distance.value is not None:
            length = sp.sqrt(sp.Add(*[v**2 for v in vector]))
            linear = value_at(sp.Add(*[self.slopes[x] * v for x, v in zip(to, vector, strict=True)]) / length, {})
            said, but = shown(value_at(distance.value + linear, {})), f", but the gradient gives {shown(linear)}"
        return f"its slope in the direction {_vector(vector)} is {said}{but}"


def _distance(f: sp.Expr, value: sp.Expr, slopes: Point, to: Point) -> sp.Expr:
    """Return the distance of f from its tangent plane, divided by that from the point."""
    plane = sp.Add(*[slopes[x] * (x - a) for x, a in to.items()])
    return (f - value - plane) / sp.sqrt(sp.Add(*[(x - a) ** 2 for x, a in to.items()]))


# Words


def _partials_exist(partials: Point) -> str:
    if len(partials) > _MOST_TOLD:
        return "its partial derivatives exist"
    values = ", ".join(f"{shown(value)} in {x}" for x, value in partials.items())
    return f"its partial derivative{'s exist' if len(partials) > 1 else ' exists'}: {values}"


def _listed(variables: Sequence[sp.Symbol]) -> str:
    *first, last = map(str, variables[:_MOST_TOLD])
    more = " ..." if len(variables) > _MOST_TOLD else ""
    return (f"{', '.join(first)} or {last}" if first else last) + more


def _vector(components: Sequence[sp.Expr]) -> str:
    return f"[{', '.join(map(str, components))}]"


def _curve(path: Path, to: Point) -> str:
    return ", ".join(f"{x} = {shown(e)}" for x, e in path.equations(to).items())
