"""Many values of one expression, fast: floats with a running bound on their rounding errors.

Compiled once into nested closures, each of which returns a value and a bound on its error (Higham, Accuracy and
Stability of Numerical Algorithms, section 3.3). Where the bound is too wide, or a function is asked at the edge of its
domain, the one value is found again by algebra/evaluate.py, which cannot be fooled by cancellation.
"""

import math
from collections.abc import Callable, Iterable, Sequence

import mpmath
import sympy as sp
from sympy.core.relational import Relational

from calc_cli.algebra.evaluate import approximate
from calc_cli.algebra.functions import relu, sigmoid, softplus
from calc_cli.errors import UndefinedError, UnsupportedError

_ROUNDING = 2.0**-52
"""Of one operation, relative to its result."""

_OF_FUNCTION = 4 * _ROUNDING
"""Of one function of the C library, which may be wrong by a few units."""

_TOLERANCE = 1e-8
"""A value is good enough if its error is smaller than this part of it."""

_VISIBLE = 1e-4
"""A relative error that no picture shows."""

_SLOWLY = 15
"""Significant digits of a value that is found again."""

Ball = tuple[float, float]
"""A value, and a bound on its error."""

Point = Sequence[float]
Compiled = Callable[[Point], Ball]


class DoubtError(Exception):
    """Floats do not tell: an edge of a domain or a jump is within the error."""


class Evaluator:
    """`f(x, y, ...)` is the value of the expression there as a float, nan where it has no real value.

    What is too large for a float is infinite.
    """

    def __init__(self, e: sp.Expr, variables: Sequence[sp.Symbol]) -> None:
        self.expression = e
        self.variables = tuple(variables)
        compiler = _Compiler(self.variables)
        self._compiled = compiler.of(e)
        self.is_fast = compiler.is_fast

    def __call__(self, *point: float) -> float:
        """Return the value, correct to eight significant digits; to four where exact arithmetic cannot help."""
        value, error = self.ball(*point)
        if error <= _TOLERANCE * abs(value) < math.inf:
            return value
        exactly = self._exactly(point)
        if exactly is None:
            return value if error <= _VISIBLE * abs(value) else math.nan
        return exactly

    def ball(self, *point: float) -> Ball:
        """Return what floats know of the value: nearer to 0 than its error, it may be 0."""
        try:
            return self._compiled(point)
        except (DoubtError, ArithmeticError, ValueError):
            return math.nan, math.inf

    def _exactly(self, point: Point) -> float | None:
        """The value to many digits; nan if there is none, None if it is not known."""
        place = {x: mpmath.mpf(at) for x, at in zip(self.variables, point, strict=True)}
        try:
            return float(approximate(self.expression, place, _SLOWLY, quick=True))
        except UndefinedError:
            return math.nan
        except UnsupportedError:
            return None


class _Compiler:
    """One call. A part that occurs twice is compiled once, and computed twice."""

    def __init__(self, variables: Sequence[sp.Symbol]) -> None:
        self._known: dict[sp.Basic, Compiled] = {x: _coordinate(i) for i, x in enumerate(variables)}
        self.is_fast = True

    def of(self, e: sp.Expr) -> Compiled:
        found = self._known.get(e)
        if found is None:
            found = self._known[e] = self._compiled(e)
        return found

    def _compiled(self, e: sp.Expr) -> Compiled:
        if not e.free_symbols:
            return _constant(e)
        if isinstance(e, sp.Pow):
            return self._power(e)
        if isinstance(e, sp.Piecewise):
            return _cases([(self.of(value), self._condition(condition)) for value, condition in e.args])
        if type(e) in _UNARY:
            return _unary(_UNARY[type(e)], self.of(e.args[0]))
        if isinstance(e, sp.polygamma) and e.args[0].is_zero:
            return _unary(mpmath.fp.digamma, self.of(e.args[1]))
        several = _SEVERAL.get(type(e))
        if several:
            return several([self.of(part) for part in e.args])
        self.is_fast = False
        return _slow

    def _power(self, e: sp.Pow) -> Compiled:
        base, n = e.args
        if base is sp.E:
            return _unary(math.exp, self.of(n))
        if n.is_Integer and abs(n) < 1 << 20:
            whole = int(n)
            return _unary(lambda u: u**whole, self.of(base))
        if n.is_Rational and n.q < 1 << 20:
            return _unary(_root(int(n.p), int(n.q)), self.of(base))
        return _positive_power(self.of(base), self.of(n))

    def _condition(self, condition: sp.Basic) -> Callable[[Point], bool]:
        if condition in (sp.true, sp.false):
            truth = bool(condition)
            return lambda _: truth
        if isinstance(condition, Relational) and condition.rel_op in _SIGNS:
            difference = _sum([self.of(condition.lhs), _unary(lambda u: -u, self.of(condition.rhs))])
            return _holds(difference, _SIGNS[condition.rel_op])
        if isinstance(condition, sp.And | sp.Or | sp.Not):
            parts = [self._condition(part) for part in condition.args]
            if isinstance(condition, sp.Not):
                return lambda p: not parts[0](p)
            join = all if isinstance(condition, sp.And) else any
            return lambda p: join(part(p) for part in parts)
        return _slow_condition


def _slow(_: Point) -> Ball:
    raise DoubtError


def _slow_condition(_: Point) -> bool:
    raise DoubtError


def _coordinate(index: int) -> Compiled:
    return lambda p: (p[index], 0.0)


def _constant(e: sp.Expr) -> Compiled:
    try:
        exactly = approximate(e, {}, 17)
        value = float(exactly)
    except (UndefinedError, UnsupportedError):
        return _slow
    if not math.isfinite(value):
        return _slow
    ball = value, 0.0 if e.is_Integer and abs(value) < 2.0**53 else abs(value) * _ROUNDING
    return lambda _: ball


def _sum(parts: Sequence[Compiled]) -> Compiled:
    def total(p: Point) -> Ball:
        value = error = 0.0
        for part in parts:
            term, uncertain = part(p)
            value += term
            error += uncertain + abs(value) * _ROUNDING
        return value, error

    return total


def _product(parts: Sequence[Compiled]) -> Compiled:
    def product(p: Point) -> Ball:
        value, error = 1.0, 0.0
        for part in parts:
            factor, uncertain = part(p)
            error = error * (abs(factor) + uncertain) + abs(value) * uncertain
            value *= factor
            error += abs(value) * _ROUNDING
        return value, error

    return product


def _unary(function: Callable[[float], float], argument: Compiled) -> Compiled:
    """The error of the argument is carried on by the values at both of its ends."""

    def value_of(p: Point) -> Ball:
        u, uncertain = argument(p)
        value = function(u)
        error = abs(value) * _OF_FUNCTION
        if uncertain:
            error += max(abs(function(u + uncertain) - value), abs(function(u - uncertain) - value))
        return value, error

    return value_of


def _positive_power(base: Compiled, exponent: Compiled) -> Compiled:
    """A base that is not positive is rare, and left to exact arithmetic."""

    def power(p: Point) -> Ball:
        (b, b_error), (n, n_error) = base(p), exponent(p)
        if b <= b_error:
            raise DoubtError
        value: float = b**n
        return value, abs(value) * (abs(n) * b_error / (b - b_error) + abs(math.log(b)) * n_error + _OF_FUNCTION)

    return power


def _extreme(choose: Callable[[Iterable[float]], float]) -> Callable[[Sequence[Compiled]], Compiled]:
    def of(parts: Sequence[Compiled]) -> Compiled:
        def extreme(p: Point) -> Ball:
            balls = [part(p) for part in parts]
            return choose(value for value, _ in balls), max(error for _, error in balls)

        return extreme

    return of


def _holds(difference: Compiled, signs: frozenset[int]) -> Callable[[Point], bool]:
    def holds(p: Point) -> bool:
        value, error = difference(p)
        if 0 < abs(value) <= error or (value == 0 < error):
            raise DoubtError
        return (value > 0) - (value < 0) in signs

    return holds


def _cases(cases: Sequence[tuple[Compiled, Callable[[Point], bool]]]) -> Compiled:
    def value_of(p: Point) -> Ball:
        for value, holds in cases:
            if holds(p):
                return value(p)
        raise DoubtError

    return value_of


def _root(p: int, q: int) -> Callable[[float], float]:
    """u^(p/q), real for negative u where q is odd."""
    if q == 2:
        return lambda u: math.sqrt(u) ** p
    if q % 2 == 0:
        return lambda u: math.pow(u, p / q)
    return lambda u: (-1.0 if u < 0 and p % 2 else 1.0) * math.pow(abs(u), p / q)


def _floor(u: float) -> float:
    return float(math.floor(u))


def _step(u: float) -> float:
    return 0.5 if u == 0 else float(u > 0)


def _signum(u: float) -> float:
    return float((u > 0) - (u < 0))


def _sigmoid(u: float) -> float:
    return 1 / (1 + math.exp(-u)) if u > -700 else math.exp(u)


def _softplus(u: float) -> float:
    return max(u, 0.0) + math.log1p(math.exp(-abs(u)))


def _factorial(u: float) -> float:
    return math.gamma(u + 1)


_UNARY: dict[type[sp.Basic], Callable[[float], float]] = {
    sp.exp: math.exp,
    sp.log: math.log,
    sp.sin: math.sin,
    sp.cos: math.cos,
    sp.tan: math.tan,
    sp.csc: lambda u: 1 / math.sin(u),
    sp.sec: lambda u: 1 / math.cos(u),
    sp.cot: lambda u: 1 / math.tan(u),
    sp.asin: math.asin,
    sp.acos: math.acos,
    sp.atan: math.atan,
    sp.acot: lambda u: math.atan(1 / u),
    sp.acsc: lambda u: math.asin(1 / u),
    sp.asec: lambda u: math.acos(1 / u),
    sp.sinh: math.sinh,
    sp.cosh: math.cosh,
    sp.tanh: math.tanh,
    sp.csch: lambda u: 1 / math.sinh(u),
    sp.sech: lambda u: 1 / math.cosh(u),
    sp.coth: lambda u: 1 / math.tanh(u),
    sp.asinh: math.asinh,
    sp.acosh: math.acosh,
    sp.atanh: math.atanh,
    sp.acsch: lambda u: math.asinh(1 / u),
    sp.asech: lambda u: math.acosh(1 / u),
    sp.acoth: lambda u: math.atanh(1 / u),
    sp.erf: math.erf,
    sp.erfc: math.erfc,
    sp.gamma: math.gamma,
    sp.factorial: _factorial,
    sp.Abs: abs,
    sp.sign: _signum,
    sp.floor: _floor,
    sp.ceiling: lambda u: float(math.ceil(u)),
    sp.Heaviside: _step,
    sigmoid: _sigmoid,
    softplus: _softplus,
    relu: lambda u: max(u, 0.0),
}
"""Functions of one argument. Others are computed slowly."""

_SEVERAL: dict[type[sp.Basic], Callable[[Sequence[Compiled]], Compiled]] = {
    sp.Add: _sum,
    sp.Mul: _product,
    sp.Max: _extreme(max),
    sp.Min: _extreme(min),
}

_SIGNS = {
    "<": frozenset({-1}), "<=": frozenset({-1, 0}), ">": frozenset({1}), ">=": frozenset({0, 1}),
    "==": frozenset({0}), "!=": frozenset({-1, 1}),
}  # fmt: skip
