"""Values: an expression with numbers for its letters, in NumPy arrays of mpmath's numbers or of floats.

Shares nothing with the rules of derivatives or of simplification, which is why `verify` can trust it.
"""

import operator
from collections.abc import Callable, Mapping
from functools import cache, reduce
from typing import Any

import flint
import mpmath
import numpy as np

from calc_cli.calculus.matrix import expression as ex
from calc_cli.calculus.matrix.expression import SCALAR, Dim, Expr, Symbol
from calc_cli.errors import UndefinedError, UnsupportedError
from calc_cli.functions import BY_NAME

_GUARD_BITS = 20


class Evaluator:
    """Evaluates with `values` for the variables and `sizes` for the named dimensions.

    `context` is mpmath.mp, at its present precision, or mpmath.fp for floats. A value is a number or an array of
    two dimensions. Raises UndefinedError where the expression has no real value.
    """

    def __init__(self, values: Mapping[str, Any], sizes: Mapping[Dim, int], context: Any = mpmath.mp) -> None:
        self.values = values
        self.sizes = sizes
        self.context = context
        self.type = float if context is mpmath.fp else object
        self.known: dict[Expr, Any] = {}

    def value(self, e: Expr) -> Any:
        """Return the value of `e`."""
        if e not in self.known:
            self.known[e] = self._value(e)
        return self.known[e]

    def _value(self, e: Expr) -> Any:
        rule = _RULES.get(type(e))
        if rule is not None:
            return rule(self, e)
        return self.of_matrix(e, self.value(e.args[0]))

    def parts(self, e: Expr) -> list[Any]:
        return [self.value(part) for part in e.args]

    def number(self, e: ex.Rational) -> Any:
        return self.context.mpf(e.value.numerator) / e.value.denominator

    def constant(self, e: ex.Irrational) -> Any:
        return +getattr(self.context, e.name)

    def symbol(self, e: Symbol) -> Any:
        if "dimension" in e.structure:
            return self.context.mpf(self.sizes.get(e.name) or int(e.name))
        return self.values[e.name]

    def power(self, e: Expr) -> Any:
        base, exponent = self.parts(e)
        if isinstance(e, ex.Pow) and e.shape != SCALAR:
            return np.linalg.matrix_power(self.inverse(base) if exponent < 0 else base, abs(int(exponent)))
        if self.is_fast(base) and ((base > 0).all() or (float(exponent).is_integer() and (exponent > 0 or base.all()))):
            return base**exponent
        return self.entries(lambda x: self.raised(x, exponent, e.args[1]), base)

    def mapped(self, e: ex.Map) -> Any:
        a, vectorized = self.value(e.args[0]), _vectorized(e.function)
        if not self.is_fast(a) or vectorized is None:
            return self.entries(lambda x: self.function(e.function, x), a)
        with np.errstate(all="ignore"):
            values = vectorized(a)
        if np.isnan(values).any() or not (BY_NAME[e.function].is_entire or np.isfinite(values).all()):
            raise UndefinedError(f"{e.function} has no real value there")
        return values

    def is_fast(self, a: Any) -> bool:
        """Return True for an array of floats, on which NumPy works as a whole."""
        return self.type is float and isinstance(a, np.ndarray)

    def transposed(self, e: Expr) -> Any:
        a = self.value(e.args[0])
        return a.T if isinstance(a, np.ndarray) else a

    def norm(self, e: Expr) -> Any:
        a, p = self.parts(e)
        if self.is_fast(a) and p == 2:
            return float(np.linalg.norm(a))
        sizes = [abs(x) for x in (a.flat if isinstance(a, np.ndarray) else [a])]
        total = sum((self.raised(x, p) for x in sizes if x), self.context.mpf(0))
        return self.raised(total, 1 / p) if total else total

    def softmax(self, e: Expr) -> Any:
        a = self.value(e.args[0])
        if e.args[0].shape == SCALAR:
            return a * 0 + 1
        of_rows = 1 not in e.shape
        powers = self.entries(self.context.exp, a - (a.max(axis=1, keepdims=True) if of_rows else a.max()))
        return powers / (powers.sum(axis=1, keepdims=True) if of_rows else powers.sum())

    def log_sum_exp(self, e: Expr) -> Any:
        a = self.value(e.args[0])
        largest = a.max() if isinstance(a, np.ndarray) else a
        powers = self.entries(self.context.exp, a - largest)
        return largest + self.context.log(powers.sum() if isinstance(a, np.ndarray) else powers)

    def of_matrix(self, e: Expr, a: Any) -> Any:
        if e.args[0].shape == SCALAR:
            return self.divided(a) if isinstance(e, ex.Inv) else a
        match e:
            case ex.Inv():
                return self.inverse(a)
            case ex.Det():
                return self.determinant(a)
            case ex.Trace():
                return a.trace()
            case ex.EntrySum():
                return a.sum()
            case ex.Diag():
                n = len(a)
                result = np.zeros((n, n), dtype=self.type) * self.context.mpf(0)
                result[np.arange(n), np.arange(n)] = a[:, 0]
                return result
            case ex.Diagonal():
                return a.diagonal().reshape(-1, 1).copy()
        raise TypeError(e)  # a node that this evaluator was not told of

    def filled(self, e: Expr) -> Any:
        rows, columns = (self.sizes.get(dim, dim) for dim in e.shape)
        assert isinstance(rows, int)
        assert isinstance(columns, int)
        zeros = np.full((rows, columns), self.context.mpf(0), dtype=self.type)
        if isinstance(e, ex.Identity):
            zeros[np.arange(rows), np.arange(rows)] = self.context.mpf(1)
        return zeros + 1 if isinstance(e, ex.Ones) else zeros

    def multiplied(self, e: Expr) -> Any:
        parts = self.parts(e)
        scalars = [part for part, arg in zip(parts, e.args, strict=True) if arg.shape == SCALAR]
        matrices = [part for part, arg in zip(parts, e.args, strict=True) if arg.shape != SCALAR]
        factors = [reduce(operator.mul, scalars)] if scalars else []
        if matrices:
            is_fast = len(matrices) > 2 and all(map(self.is_fast, matrices))
            chain = np.linalg.multi_dot(matrices) if is_fast else reduce(operator.matmul, matrices)
            factors.append(chain[0, 0] if e.shape == SCALAR else chain)
        return reduce(operator.mul, factors)

    def entries(self, function: Callable[[Any], Any], a: Any) -> Any:
        if not isinstance(a, np.ndarray):
            return function(a)
        return np.array([[function(x) for x in row] for row in a.tolist()], dtype=self.type).reshape(a.shape)

    def real(self, value: Any) -> Any:
        if isinstance(value, complex | mpmath.mpc) or not mpmath.isfinite(value):
            raise UndefinedError("the expression has no real value there")
        return value

    def divided(self, x: Any) -> Any:
        if not x:
            raise UndefinedError("this divides by 0 there")
        return 1 / x

    def function(self, name: str, x: Any) -> Any:
        enclosure = BY_NAME[name].enclosure
        if enclosure is None:
            raise UnsupportedError(f"{name} of entries has no values here")
        with flint.ctx.workprec(self.context.prec + _GUARD_BITS):
            value = enclosure(flint.arb(x))
        if not value.is_finite():
            raise UndefinedError(f"{name} has no real value there")
        return self.context.mpf(value.mid())

    def raised(self, base: Any, exponent: Any, written: Expr | None = None) -> Any:
        """Return a real power: a root of odd degree of a negative number is real."""
        if not base and exponent <= 0:
            raise UndefinedError("this divides by 0 there" if exponent else "0^0 has no value")
        try:
            if base < 0 and isinstance(written, ex.Rational) and written.value.denominator % 2:
                return (-1) ** written.value.numerator * self.context.power(-base, exponent)
            return self.real(self.context.power(base, exponent))
        except (OverflowError, ValueError):
            raise UndefinedError("a number is too large there") from None

    def inverse(self, a: Any) -> Any:
        try:
            if self.type is float:
                return np.linalg.inv(a)
            return np.array(mpmath.inverse(mpmath.matrix(a)).tolist(), dtype=object)
        except (np.linalg.LinAlgError, ZeroDivisionError, TypeError):  # TypeError is mpmath's, of a column of zeros
            raise UndefinedError("a matrix to be inverted is singular there") from None

    def determinant(self, a: Any) -> Any:
        try:
            return float(np.linalg.det(a)) if self.type is float else mpmath.det(mpmath.matrix(a))
        except TypeError:  # mpmath's, of a column of zeros
            return mpmath.mpf(0)


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


_RULES: dict[type[Expr], Callable[..., Any]] = {
    ex.Rational: Evaluator.number,
    ex.Irrational: Evaluator.constant,
    Symbol: Evaluator.symbol,
    ex.Identity: Evaluator.filled,
    ex.Ones: Evaluator.filled,
    ex.Zero: Evaluator.filled,
    ex.Add: lambda at, e: reduce(operator.add, at.parts(e)),
    ex.Mul: Evaluator.multiplied,
    ex.Hadamard: lambda at, e: reduce(operator.mul, at.parts(e)),
    ex.Pow: Evaluator.power,
    ex.EntryPower: Evaluator.power,
    ex.Map: Evaluator.mapped,
    ex.Transpose: Evaluator.transposed,
    ex.Norm: Evaluator.norm,
    ex.Softmax: Evaluator.softmax,
    ex.LogSumExp: Evaluator.log_sum_exp,
}
