"""Where a descent ends: the curvature there, which tells why it went as it did, and what the point is.

Near the end of the walk a point with simple rational coordinates is tried: where the gradient is exactly 0, the exact
second derivatives, or the terms of lowest degree, tell its kind, and that is proved. Otherwise the eigenvalues of the
Hessian in floats tell it, unless one of them is about 0.
"""

from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
import sympy as sp

from calc_cli.algebra.conditions import compared, smoothness
from calc_cli.algebra.evaluate import sign_at, value_at
from calc_cli.algebra.functions import TypedFunction
from calc_cli.algebra.root import Root
from calc_cli.calculus.descend.objective import Array, NoGradientError, Objective
from calc_cli.calculus.partials.definiteness import Kind, Signs
from calc_cli.calculus.plot.subject import FloatFunction
from calc_cli.calculus.result import Fields, present
from calc_cli.calculus.study.kinds import PointTest
from calc_cli.errors import CalcError

if TYPE_CHECKING:
    from calc_cli.calculus.descend.descent import Descent

_DENOMINATORS = (1, 12, 1000)
"""Critical points with denominators up to these are tried, if they are near: so many steps of Newton's."""

_STEPS, _ROUNDING = 10, 1e-9

_FLAT = 1e-7
"""An eigenvalue that is smaller, as a part of the greatest, may be 0."""

_FAR = 1e-3
"""A critical point is near if Newton's step to it is no longer, as a part of the length of the point."""

_WAY, _PART = 8, 0.01
"""So many of Newton's steps tell whether a curvature vanishes, down to this part."""

_CROSSINGS = 3
"""A walk that crosses a kink so often in its last steps goes to and fro over it."""


@dataclass(frozen=True, slots=True)
class Curvature:
    """The `least` and the `greatest` eigenvalue of a Hessian, at the start or the end of a walk."""

    least: float
    greatest: float
    at_start: bool
    is_lasting: bool = True
    """False if it vanishes where Newton's steps lead to: no rate is the best near such a place, as of x^4 at 0."""

    @property
    def condition(self) -> float | None:
        """The condition number, of a positive definite Hessian."""
        return self.greatest / self.least if self.least > _FLAT * self.greatest > 0 else None

    def limit(self, momentum: float) -> float | None:
        """Return the rate from which on a walk with this momentum, 0 if without, moves away from a minimum."""
        return 2 * (1 + momentum) / self.greatest if self.greatest > 0 and self.is_lasting else None

    @property
    def best(self) -> float | None:
        """The rate of the fastest walk without momentum to a minimum."""
        return 2 / (self.least + self.greatest) if self.condition is not None and self.is_lasting else None

    @property
    def fields(self) -> Fields:
        """Return what JSON has of it."""
        told = {"condition": self.condition, "limit_rate": self.limit(0.0), "best_rate": self.best}
        where = "start" if self.at_start else "end"
        return {"least": self.least, "greatest": self.greatest, **present(told), "of": where}


def curvature(objective: Objective, x: Array, *, at_start: bool) -> Curvature | None:
    """Return the extreme eigenvalues of the Hessian at a point; None where there is none, or it is too large."""
    with suppress(CalcError, NoGradientError):
        hessian = objective.hessian(x)
        if hessian is not None and np.isfinite(hessian).all():
            values = np.linalg.eigvalsh(hessian)
            is_lasting = at_start or not _vanishes(objective, x, abs(values[0]))
            return Curvature(float(values[0]), float(values[-1]), at_start, is_lasting)
    return None


def _vanishes(objective: Objective, x: Array, least: float) -> bool:
    """Return True if the least curvature becomes a small part of what it was, on Newton's way to a critical point."""
    for _ in range(_WAY):
        step = _newton_step(objective, x)
        if step is None or np.linalg.norm(step) <= _ROUNDING * max(1.0, float(np.linalg.norm(x))):
            break
        x = x - step
    with suppress(CalcError, NoGradientError, np.linalg.LinAlgError):
        hessian = objective.hessian(x)
        return hessian is not None and bool(np.abs(np.linalg.eigvalsh(hessian)).min() < _PART * least)
    return False


def _newton_step(objective: Objective, x: Array) -> Array | None:
    """Return Newton's step, about as long as the critical point is far; None if it is not known."""
    with suppress(CalcError, NoGradientError, np.linalg.LinAlgError):
        hessian = objective.hessian(x)
        if hessian is not None:
            step: Array = np.linalg.lstsq(hessian, objective.at(x)[1], rcond=_FLAT)[0]
            return step
    return None


def _distance(objective: Objective, x: Array) -> float:
    """Return about how far the critical point is; 0 if that is not known."""
    step = _newton_step(objective, x)
    return 0.0 if step is None else float(np.linalg.norm(step))


def is_near_critical(objective: Objective, x: Array) -> bool:
    """Return False if the gradient is small only since the function is flat there, as e^-x at 20."""
    return _distance(objective, x) <= _FAR * max(1.0, float(np.linalg.norm(x)))


EndKind: TypeAlias = Kind | Literal["inflection"]


@dataclass(frozen=True, slots=True)
class DescentEnd:
    """The `kind` of the point at the end; `exact` is the critical point that the walk goes to, if that is proved.

    At `kinks`, which are 0 there, the gradient jumps.
    """

    kind: EndKind | None
    exact: dict[sp.Symbol, sp.Expr] | None = None
    kinks: tuple[sp.Expr, ...] = ()

    @property
    def fields(self) -> Fields:
        """Return what JSON has of it."""
        at = None if self.exact is None else {x.name: a for x, a in self.exact.items()}
        return {
            "kind": self.kind,
            "critical": None if at is None else [{"at": at}],
            "certainty": None if self.kind is None else "numeric" if at is None else "proved",
            "kinks": self.kinks,
        }


def end_of(d: "Descent") -> DescentEnd | None:
    """Return what the walk ends at; None if it does not come to an end."""
    f = d.objective.function
    if d.behaviour in ("oscillates", "kink", "crawls") and f is not None and (kinks := _kinks(f, d)):
        return DescentEnd(None, kinks=kinks)
    if d.behaviour != "converges":
        return None
    if f is not None and d.objective.partials:
        exact = _exact(d.objective, f, d.last.at)
        if exact is not None:
            return DescentEnd(_kind(f, d.objective.partials, exact), exact)
    return DescentEnd(_by_eigenvalues(d.curvature))


def _by_eigenvalues(found: Curvature | None) -> EndKind:
    if found is None:
        return "undecided"
    flat = _FLAT * max(abs(found.least), abs(found.greatest))
    signs = [0 if abs(value) <= flat else int(np.sign(value)) for value in (found.least, found.greatest)]
    return Signs(*map(signs.count, (1, -1, 0))).kind


def _exact(objective: Objective, f: TypedFunction, x: Array) -> dict[sp.Symbol, sp.Expr] | None:
    """Return a point with simple coordinates nearby at which the gradient is 0; None if there seems to be none."""
    near = _STEPS * _distance(objective, x) + _ROUNDING * max(1.0, float(np.linalg.norm(x)))
    for most in _DENOMINATORS:
        simple = [Fraction(float(a)).limit_denominator(most) for a in x]
        if any(abs(p - a) > near for p, a in zip(simple, x, strict=True)):
            continue
        point = {s: sp.Rational(p.numerator, p.denominator) for s, p in zip(f.variables, simple, strict=True)}
        with suppress(CalcError):
            value_at(f.typed, point)
            if all(sign_at(part, point) == 0 for part in objective.partials):
                return point
    return None


def _kind(f: TypedFunction, gradient: tuple[sp.Expr, ...], point: dict[sp.Symbol, sp.Expr]) -> EndKind:
    with suppress(CalcError):
        found = PointTest(f, gradient, ()).kind({x: Root(a) for x, a in point.items()})
        return "inflection" if found == "saddle point" and len(point) == 1 else found
    return "undecided"


def _kinks(f: TypedFunction, d: "Descent") -> tuple[sp.Expr, ...]:
    """Return what changes its sign again and again, or is 0 at the end, where the function is not smooth."""
    edges = {*compared(c for x in f.variables for c in smoothness(f.typed, x))}
    tail = d.visits[-10:]
    found = []
    for edge in sorted(edges, key=str):
        signs = np.sign([FloatFunction(edge, f.variables)(*map(float, visit.at)) for visit in tail])
        if signs[-1] == 0 or np.sum(signs[1:] * signs[:-1] < 0) >= _CROSSINGS:
            found.append(edge)
    return tuple(found)
