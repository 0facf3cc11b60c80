"""What a descent goes down: a function of n numbers, its gradient and its Hessian, in floating point.

Of an expression in numbers the gradient comes from the reverse mode of calculus/graph, at the cost of a few evaluations
however large n is; of one in matrices from its formula (calculus/matrix), in arrays of NumPy. A point is an array of n
floats. The Hessian is that of the formulas, where n is small, and else of differences of gradients.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

import mpmath
import numpy as np
import sympy as sp
from flint import arb

from calc_cli.algebra.enclosures import enclosure
from calc_cli.algebra.enclosures.compilation import Evaluation
from calc_cli.algebra.enclosures.enclosure import UndecidedError
from calc_cli.algebra.evaluate import approximate
from calc_cli.algebra.functions import TypedFunction
from calc_cli.calculus.graph.numbers import ENCLOSED, Asked, Numbers, Place
from calc_cli.calculus.graph.tape import Tape
from calc_cli.calculus.graph.walk import KinkError, Walk
from calc_cli.calculus.partials.partials import partials, second_partials
from calc_cli.errors import UndefinedError, UnsupportedError, raised_as

Array = Any
"""An array of NumPy, of n floats; of a Hessian n×n."""

_BITS = 53
_MORE_BITS = 200
"""Where the precision of floats leaves open what an operation is, it is asked again with more."""

FEW = 12
"""A Hessian of so many variables comes from formulas."""

_MOST = 200
"""Of more variables there is no Hessian."""


@dataclass(frozen=True, slots=True)
class ClosedForm:
    """The minimum as a `formula`, and its `value`."""

    formula: Any
    value: Array


class NoGradientError(Exception):
    """The function has the `value` here, but no gradient; `part` is what has the kink, as typed."""

    def __init__(self, value: float, part: str) -> None:
        super().__init__(part)
        self.value = value
        self.part = part


@dataclass(frozen=True)
class Objective:
    """A function of n numbers, as `typed`: of the `variables`, or of the entries of one, which has a `shape` then.

    A function of numbers that is short is also a `function` of SymPy; one too long for it is typed as its text.
    """

    typed: Any
    variables: tuple[Any, ...]
    shape: tuple[int, ...] | None
    function: TypedFunction | None

    def named(self, at: Array) -> Mapping[str, object]:
        """Return the coordinates of a point by their names."""
        if self.shape is not None:
            return {str(self.variables[0].name): at.reshape(self.shape).tolist() if self.shape else float(at[0])}
        return {x.name: float(a) for x, a in zip(self.variables, at, strict=True)}

    @cached_property
    def partials(self) -> tuple[sp.Expr, ...]:
        """The partial derivatives as formulas, none if there are too many."""
        f = self.function
        return () if f is None or len(f.variables) > FEW else partials(f.expression, f.variables)

    @property
    def closed_form(self) -> ClosedForm | None:
        """The minimum in closed form; None if there is none, or not only one, or it is not known."""
        return None

    def at(self, x: Array) -> tuple[float, Array]:
        """Return the value and the gradient at a point.

        Raises UndefinedError outside the domain, NoGradientError at a kink.
        """
        raise NotImplementedError

    def hessian(self, x: Array) -> Array | None:
        """Return the Hessian, None if it is too large. Raises as `at` does."""
        if len(x) > _MOST:
            return None
        steps = np.diag([1e-5 * max(1.0, abs(a)) for a in x])
        rises = [(self.at(x + h)[1] - self.at(x - h)[1]) / (2 * h[i]) for i, h in enumerate(steps)]
        return (np.array(rises) + np.array(rises).T) / 2


@dataclass(frozen=True)
class Expression(Objective):
    """A function of numbers by its tape; `parameters` have values."""

    tape: Tape
    parameters: Mapping[sp.Symbol, sp.Expr]
    numbers: "Floats" = field(default_factory=lambda: Floats())

    def at(self, x: Array) -> tuple[float, Array]:
        point = {**self.parameters, **dict(zip(self.tape.variables, map(float, x), strict=True))}
        return enclosure.at_precision(_BITS, self._walked, point)

    def _walked(self, point: Mapping[sp.Symbol, Any]) -> tuple[float, Array]:
        walk = Walk(self.tape, self.numbers, point)
        try:
            adjoints = walk.adjoints()
        except KinkError as kink:
            raise NoGradientError(walk.values[self.tape.result], self.tape.typed(kink.k)) from None
        gradient = [float(adjoints[k] or 0) for k in range(len(self.tape.variables))]
        return float(walk.values[self.tape.result]), np.array(gradient)

    @cached_property
    def _second(self) -> Sequence[Sequence[sp.Expr]]:
        return second_partials(self.partials, self.variables)

    def hessian(self, x: Array) -> Array | None:
        if not self.partials:
            return Objective.hessian(self, x)
        place = {s: mpmath.mpf(float(a)) for s, a in zip(self.variables, x, strict=True)}
        return np.array([[float(approximate(e, place, 17)) for e in row] for row in self._second])


class Floats(Numbers):
    """Floats as the numbers of a walk along a tape. Constants are evaluated once, so one object belongs to one tape."""

    def __init__(self) -> None:
        self.constants: dict[int, float] = {}

    def at(self, k: int, values: Mapping[sp.Symbol, Any]) -> Place:
        return Place(partial(self._asked, k, Evaluation({s: arb(a) for s, a in values.items()}, {})))

    def _asked(self, k: int, here: Evaluation, what: Asked, e: Any) -> Any:
        if isinstance(e, float):
            return e
        if what != "value":
            return _decided(here, what, e)
        if here.values or k < 0:  # -1 asks for parameters
            return _float(_decided(here, what, e))
        if k not in self.constants:
            self.constants[k] = _float(_decided(here, what, e))
        return self.constants[k]


def _decided(here: Evaluation, what: Asked, e: sp.Basic) -> Any:
    with suppress(UndecidedError):
        return ENCLOSED[what](e, here)
    here.memo.clear()
    with raised_as(UndefinedError("floats do not tell whether this has a value here"), UndecidedError):
        return enclosure.at_precision(_MORE_BITS, ENCLOSED[what], e, here)


def _float(value: Any) -> float:
    with raised_as(UnsupportedError("a number here is too large for floats"), OverflowError):
        return float(value)
