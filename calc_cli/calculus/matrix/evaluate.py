"""Values: an expression with numbers for its letters."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import mpmath

from calc_cli.calculus.matrix import expression as ex
from calc_cli.calculus.matrix.arrays import RealArrays
from calc_cli.calculus.matrix.expression import Dim, Expr, Symbol
from calc_cli.calculus.matrix.records import RECORDS


class Evaluator(RealArrays):
    """Evaluates with `values` for the variables and `sizes` for the named dimensions, each part once."""

    def __init__(self, values: Mapping[str, Any], sizes: Mapping[Dim, int], context: Any = mpmath.mp) -> None:
        super().__init__(context)
        self.values = values
        self.sizes = sizes
        self.value = cache(self._value)

    def _value(self, e: Expr) -> Any:
        """Return the value of `e`. Raises UndefinedError where it has no real one."""
        record = RECORDS.get(type(e))
        return record.value(self, e, *map(self.value, e.args)) if record else self._of_leaf(e)

    def _of_leaf(self, e: Expr) -> Any:
        match e:
            case ex.Rational():
                return self.context.mpf(mpmath.mpf(e.value.numerator) / e.value.denominator)  # 10^400 is inf of floats
            case ex.Irrational():
                return +getattr(self.context, e.name)
            case Symbol() if "dimension" in e.structure:
                return self.context.mpf(self.sizes.get(e.name) or int(e.name))
            case Symbol():
                return self.values[e.name]
        rows, columns = ex.size_of(e.shape, self.sizes)
        if isinstance(e, ex.Identity):
            return self.diagonal_matrix([self.context.mpf(1)] * rows)
        return self.filled(rows, columns, int(isinstance(e, ex.Ones)))
