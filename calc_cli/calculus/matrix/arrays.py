"""The arithmetic of numbers and of arrays with two dimensions: of mpmath's numbers, or of floats.

Shares nothing with the rules of derivatives or of simplification, which is why `verify` can trust it.
"""

import operator
from collections.abc import Callable, Sequence
from functools import cache, reduce
from typing import Any

import flint
import mpmath
import numpy as np

from calc_cli.calculus.matrix.expression import SCALAR, Expr, Rational
from calc_cli.errors import UndefinedError, UnsupportedError, raised_as
from calc_cli.functions import BY_NAME

_GUARD_BITS = 20


class RealArrays:
    """Computes in `context`: mpmath.mp, at its present precision, or mpmath.fp for floats.

    A value is a number or an array of two dimensions. Raises UndefinedError where there is no real value.
    """

    def __init__(self, context: Any = mpmath.mp) -> None:
        self.context = context
        self.type = float if context is mpmath.fp else object

    def is_fast(self, a: Any) -> bool:
        """Return True for an array of floats, on which NumPy works as a whole."""
        return self.type is float and isinstance(a, np.ndarray)

    def entries(self, function: Callable[[Any], Any], a: Any) -> Any:
        """Return a function of every entry."""
        if not isinstance(a, np.ndarray):
            return function(a)
        return np.array([[function(x) for x in row] for row in a.tolist()], dtype=self.type).reshape(a.shape)

    def filled(self, rows: int, columns: int, number: int) -> Any:
        """Return an array that has a number everywhere."""
        return np.full((rows, columns), self.context.mpf(number), dtype=self.type)

    def diagonal_matrix(self, entries: Sequence[Any]) -> Any:
        """Return the diagonal matrix with these entries."""
        found = self.filled(len(entries), len(entries), 0)
        np.fill_diagonal(found, entries)
        return found

    def mapped(self, name: str, a: Any) -> Any:
        """Return a known function of every entry."""
        vectorized = _vectorized(name)
        if not self.is_fast(a) or vectorized is None:
            return self.entries(lambda x: self.function(name, x), a)
        with np.errstate(all="ignore"):
            values = vectorized(a)
        if np.isnan(values).any() or not (BY_NAME[name].is_entire or np.isfinite(values).all()):
            raise UndefinedError(f"{name} has no real value there")
        return values

    def function(self, name: str, x: Any) -> Any:
        """Return a known function of a number."""
        enclosure = BY_NAME[name].enclosure
        if enclosure is None:
            raise UnsupportedError(f"{name} of entries has no values here")
        with flint.ctx.workprec(self.context.prec + _GUARD_BITS):
            value = enclosure(flint.arb(x))
        if not value.is_finite():
            raise UndefinedError(f"{name} has no real value there")
        return self.context.mpf(value.mid())

    def power(self, e: Expr, base: Any, exponent: Any) -> Any:
        """Return the power `e` of every entry."""
        if self.is_fast(base) and ((base > 0).all() or (float(exponent).is_integer() and (exponent > 0 or base.all()))):
            return base**exponent
        return self.entries(lambda x: self.raised(x, exponent, e.args[1]), base)

    def matrix_power(self, base: Any, exponent: int) -> Any:
        """Return the power of a square matrix."""
        return np.linalg.matrix_power(self.inverse(base) if exponent < 0 else base, abs(exponent))

    def raised(self, base: Any, exponent: Any, written: Expr | None = None) -> Any:
        """Return a real power: a root of odd degree of a negative number is real."""
        if not base and exponent <= 0:
            raise UndefinedError("this divides by 0 there" if exponent else "0^0 has no value")
        with raised_as(UndefinedError("a number is too large there"), OverflowError, ValueError):
            if base < 0 and isinstance(written, Rational) and written.value.denominator % 2:
                return (-1) ** written.value.numerator * self.context.power(-base, exponent)
            value = self.context.power(base, exponent)
        if isinstance(value, complex | mpmath.mpc) or not mpmath.isfinite(value):
            raise UndefinedError("the expression has no real value there")
        return value

    def product(self, e: Expr, *values: Any) -> Any:
        """Return the product `e` of scalars and matrices."""
        both = list(zip(values, e.args, strict=True))
        factors = [value for value, arg in both if arg.shape == SCALAR]
        matrices = [value for value, arg in both if arg.shape != SCALAR]
        if matrices:
            is_fast = len(matrices) > 2 and all(map(self.is_fast, matrices))
            chain = np.linalg.multi_dot(matrices) if is_fast else reduce(operator.matmul, matrices)
            factors = [
                *([reduce(operator.mul, factors)] if factors else []),
                chain[0, 0] if e.shape == SCALAR else chain,
            ]
        return reduce(operator.mul, factors)

    def inverse(self, a: Any) -> Any:
        """Return the inverse of a matrix or a number."""
        if not isinstance(a, np.ndarray):
            if not a:
                raise UndefinedError("this divides by 0 there")
            return 1 / a
        singular = UndefinedError("a matrix to be inverted is singular there")
        with raised_as(singular, np.linalg.LinAlgError, ZeroDivisionError, TypeError):  # mpmath's, of a column of zeros
            if self.type is float:
                return np.linalg.inv(a)
            return np.array(mpmath.inverse(mpmath.matrix(a)).tolist(), dtype=object)

    def determinant(self, a: Any) -> Any:
        """Return the determinant of a matrix."""
        try:
            return float(np.linalg.det(a)) if self.type is float else mpmath.det(mpmath.matrix(a))
        except TypeError:  # mpmath's, of a column of zeros
            return mpmath.mpf(0)

    def norm(self, a: Any, p: Any) -> Any:
        """Return the p-norm of all entries."""
        if self.is_fast(a) and p == 2:
            return float(np.linalg.norm(a))
        total = sum((self.raised(abs(x), p) for x in np.ravel(a) if x), self.context.mpf(0))
        return self.raised(total, 1 / p) if total else total

    def softmax(self, a: Any) -> Any:
        """Return exp(a)/sum(exp(a)) of a vector, of a matrix that of every row."""
        axis = 1 if 1 not in a.shape else None
        powers = self.entries(self.context.exp, a - a.max(axis=axis, keepdims=True))
        return powers / powers.sum(axis=axis, keepdims=True)

    def log_sum_exp(self, a: Any) -> Any:
        """Return log(sum(exp(a))) of all entries."""
        return a.max() + self.context.log(self.entries(self.context.exp, a - a.max()).sum())


@cache
def _vectorized(name: str) -> Callable[[Any], Any] | None:
    """Return a function as NumPy has it, on arrays; None if it is not in NumPy itself.

    What is evaluated is the text of our own table of functions, never one that somebody typed.
    """
    spelled = BY_NAME[name].numpy
    if not spelled or "special." in spelled:
        return None
    found: Callable[[Any], Any] = eval(f"lambda u: {spelled}", {"np": np})
    return found
