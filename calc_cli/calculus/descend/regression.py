"""The descent of a function of a vector or a matrix, as a loss with data, and the minimum in closed form beside it.

If w does not occur in the Hessian H of a function of a vector w, the function is a quadratic, as those of least squares
and of ridge regression: its gradient is g + H w, g being that at 0, and its minimum is at -H⁻¹ g, if H is invertible.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import mpmath
import numpy as np

from calc_cli.calculus.descend.objective import Array, ClosedForm, NoGradientError, Objective
from calc_cli.calculus.matrix import arithmetic as m, expression as ex
from calc_cli.calculus.matrix.collect import collected
from calc_cli.calculus.matrix.derivative import derive
from calc_cli.calculus.matrix.domain import Condition, holds
from calc_cli.calculus.matrix.evaluate import Evaluator
from calc_cli.calculus.matrix.expression import SCALAR, Dim, Expr, Symbol
from calc_cli.calculus.matrix.infer import Typed
from calc_cli.calculus.matrix.records import simplified
from calc_cli.errors import CalcError, UsageError


@dataclass(frozen=True)
class Loss(Objective):
    """A scalar in one letter, with its `gradient` and perhaps the Hessian `second` as formulas.

    `values` are arrays of floats, or floats, for all other letters; the shape of a number is ().
    """

    shape: tuple[int, ...]
    gradient: Expr
    second: Expr | None
    conditions: tuple[Condition, ...]
    values: Mapping[str, Any]
    sizes: Mapping[Dim, int]

    @property
    def variable(self) -> Symbol:
        """The letter."""
        return self.variables[0]

    def at(self, x: Array) -> tuple[float, Array]:
        evaluator = self._evaluator(x)
        value = float(evaluator.value(self.typed))
        unmet = next((c for c in self.conditions if not holds(c, evaluator)), None)
        if unmet is not None:
            raise NoGradientError(value, unmet.reason)
        return value, np.array(evaluator.value(self.gradient), dtype=float).reshape(-1)

    def _evaluator(self, x: Array) -> Evaluator:
        value = x.reshape(self.shape) if self.shape else float(x[0])
        return Evaluator({**self.values, self.variable.name: value}, self.sizes, mpmath.fp)

    def hessian(self, x: Array) -> Array | None:
        if self.second is None:
            return Objective.hessian(self, x)
        return np.array(self._evaluator(x).value(self.second), dtype=float).reshape(len(x), len(x))

    @cached_property
    def closed_form(self) -> ClosedForm | None:
        if self.second is None or ex.contains(self.second, self.variable):
            return None
        at_zero = ex.replaced(self.gradient, self.variable, m.zero(self.variable.shape))
        slope = collected(simplified(at_zero))
        zeros = np.zeros(int(np.prod(self.shape)))
        hessian: Array = self.hessian(zeros)
        try:
            if np.linalg.eigvalsh(hessian)[0] <= 0:
                return None
            value = np.linalg.solve(hessian, -self.at(zeros)[1])
        except (np.linalg.LinAlgError, NoGradientError):
            return None
        return ClosedForm(collected(m.multiply(m.inverse(self.second), m.negative(slope))), value)


def loss(typed: Typed, variable: Symbol, values: Mapping[str, Any], sizes: Mapping[Dim, int]) -> Loss:
    """Differentiate a scalar in a letter. Raises UsageError if it is no scalar, UnsupportedError without a rule."""
    first = derive(typed, variable, "grad", None)
    if first.kind != "gradient":
        raise UsageError("only a scalar has a minimum", hint="for example its norm: ||X w - y||^2")
    second = None
    with suppress(CalcError):  # in a matrix it is no matrix
        second = derive(typed, variable, "hessian", None).result
    shape = () if variable.shape == SCALAR else tuple(d if isinstance(d, int) else sizes[d] for d in variable.shape)
    floats = {name: a.astype(float) if isinstance(a, np.ndarray) else float(a) for name, a in values.items()}
    return Loss(typed.expression, (variable,), shape, None, first.result, second, first.domain, floats, sizes)
