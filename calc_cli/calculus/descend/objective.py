"""What a descent goes down: a function of n numbers, its gradient and its Hessian, in floating point.

Of an expression in numbers the gradient comes from the reverse mode of calculus/graph, at the cost of a few evaluations
however large n is; of one in matrices from its formula (calculus/matrix), in arrays of NumPy. A point is an array of n
floats. The Hessian is that of the formulas, where n is small, and else of differences of gradients.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import mpmath
import numpy as np
import sympy as sp
from flint import arb

from calc_cli.algebra.enclosures import enclosure, evaluation
from calc_cli.algebra.enclosures.compilation import Evaluation
from calc_cli.algebra.enclosures.enclosure import UndecidedError
from calc_cli.algebra.evaluate import approximate
from calc_cli.algebra.functions import TypedFunction
from calc_cli.calculus.graph.numbers import Numbers, Place
from calc_cli.calculus.graph.tape import Tape
from calc_cli.calculus.graph.walk import KinkError, Walk
from calc_cli.calculus.partials.partials import partials, second_partials
from calc_cli.errors import UndefinedError, UnsupportedError

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


class Objective(Protocol):
    """A function of n numbers, called as it is typed."""

    @property
    def closed_form(self) -> ClosedForm | None:
        """The minimum in closed form; None if there is none, or not only one, or it is not known."""
        return None

    def at(self, x: Array) -> tuple[float, Array]:
        """Return the value and the gradient at a point.

        Raises UndefinedError outside the domain, NoGradientError at a kink.
        """

    def hessian(self, x: Array) -> Array | None:
        """Return the Hessian, None if it is too large. Raises as `at` does."""
        return None if len(x) > _MOST else by_differences(lambda y: self.at(y)[1], x)


def by_differences(gradient: Callable[[Array], Array], x: Array) -> Array:
    """Return the Hessian from central differences of the gradient, symmetric."""
    columns = []
    for i in range(len(x)):
        h = np.zeros_like(x)
        h[i] = 1e-5 * max(1.0, abs(x[i]))
        columns.append((gradient(x + h) - gradient(x - h)) / (2 * h[i]))
    found = np.array(columns)
    return (found + found.T) / 2


@dataclass(frozen=True)
class Expression(Objective):
    """A function of numbers by its tape; `parameters` have values, and a short one is also a `function` of SymPy."""

    tape: Tape
    parameters: Mapping[sp.Symbol, sp.Expr]
    function: TypedFunction | None = None

    @cached_property
    def _numbers(self) -> "Floats":
        return Floats()

    def at(self, x: Array) -> tuple[float, Array]:
        point = {**self.parameters, **dict(zip(self.tape.variables, map(float, x), strict=True))}
        return enclosure.at_precision(_BITS, self._walked, point)

    def _walked(self, point: Mapping[sp.Symbol, Any]) -> tuple[float, Array]:
        walk = Walk(self.tape, self._numbers, point)
        try:
            adjoints = walk.adjoints()
        except KinkError as kink:
            raise NoGradientError(walk.values[self.tape.result], self.tape.typed(kink.k)) from None
        gradient = [float(adjoints[k] or 0) for k in range(len(self.tape.variables))]
        return float(walk.values[self.tape.result]), np.array(gradient)

    @cached_property
    def gradient(self) -> tuple[sp.Expr, ...]:
        """The partial derivatives as formulas, none if there are too many."""
        f = self.function
        return () if f is None or len(f.variables) > FEW else partials(f.expression, f.variables)

    @cached_property
    def _second(self) -> Sequence[Sequence[sp.Expr]]:
        return second_partials(self.gradient, self.tape.variables)

    def hessian(self, x: Array) -> Array | None:
        if not self.gradient:
            return Objective.hessian(self, x)
        place = {s: mpmath.mpf(float(a)) for s, a in zip(self.tape.variables, x, strict=True)}
        return np.array([[float(approximate(e, place, 17)) for e in row] for row in self._second])


class Floats(Numbers):
    """Floats as the numbers of a walk along a tape. Constants are evaluated once, so one object belongs to one tape."""

    def __init__(self) -> None:
        self.constants: dict[int, float] = {}

    def at(self, k: int, values: Mapping[sp.Symbol, Any]) -> Place:
        return _FloatPlace(self.constants, k, values)


def _float(value: Any) -> float:
    try:
        return float(value)
    except OverflowError:
        raise UnsupportedError("a number here is too large for floats") from None


class _FloatPlace:
    """Where the arguments of entry `k` have these values."""

    def __init__(self, constants: dict[int, float], k: int, values: Mapping[sp.Symbol, Any]) -> None:
        self.constants, self.k, self.values = constants, k, values

    def value(self, e: Any) -> float:
        if isinstance(e, float):
            return e
        if self.values:
            return _float(self._asked(evaluation.value, e))
        found = self.constants.get(self.k)
        if found is None or self.k < 0:  # -1 asks for parameters
            found = self.constants[self.k] = _float(self._asked(evaluation.value, e))
        return found

    def sign(self, e: sp.Basic) -> int:
        return self._asked(evaluation.sign, e)

    def truth(self, condition: sp.Basic) -> bool:
        return self._asked(evaluation.truth, condition)

    def _asked(self, ask: Callable[[Any, Evaluation], Any], e: sp.Basic) -> Any:
        place = Evaluation({s: arb(a) for s, a in self.values.items()}, {})
        try:
            return ask(e, place)
        except UndecidedError:
            pass
        try:
            return enclosure.at_precision(_MORE_BITS, ask, e, Evaluation(place.values, {}))
        except UndecidedError:
            raise UndefinedError("floats do not tell whether this has a value here") from None
