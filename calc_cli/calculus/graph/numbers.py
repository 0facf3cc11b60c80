"""The numbers that a tape is walked with: exact ones, or balls that carry a bound on their error."""

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from math import inf, log2
from typing import Any, Protocol, TypeVar

import sympy as sp
from mpmath import libmp
from sympy.core.function import AppliedUndef

from calc_cli.algebra import ball
from calc_cli.algebra.ball import Ball, Exact, Mpf, Value
from calc_cli.algebra.evaluate import sign_at, truth_at, value_at
from calc_cli.algebra.exact import simple_number
from calc_cli.algebra.walker import Key, UndecidedError, Walker
from calc_cli.errors import UnsupportedError

Point = Mapping[sp.Symbol, Any]
Answer = TypeVar("Answer")
T = TypeVar("T")

LONGEST = 60
"""An exact number of more parts than this is left to decimals."""


class Place(Protocol):
    """Where expressions have values: a point."""

    def value(self, e: sp.Basic) -> Any:
        """The value of `e`. Raises UndefinedError outside its domain."""

    def sign(self, e: sp.Basic) -> int:
        """-1, 0 or 1, the sign of `e`."""

    def truth(self, condition: sp.Basic) -> bool:
        """Whether the condition holds."""


class Numbers(Protocol):
    """A kind of real number."""

    def at(self, k: int, values: Point) -> Place:
        """The place where symbols have these values; entry `k` of the tape asks."""

    def total(self, values: Sequence[Any]) -> Any:
        """The sum."""

    def product(self, values: Sequence[Any]) -> Any:
        """The product."""

    def others(self, factors: Sequence[Any]) -> list[Any]:
        """For each factor the product of the others, right also where factors are 0, in linear time."""

    def negated(self, value: Any) -> Any:
        """-value."""


class ExactNumbers:
    """Numbers as SymPy has them. Raises UnsupportedError where one becomes too long."""

    def at(self, _k: int, values: Point) -> Place:
        return _ExactPlace(values)

    def total(self, values: Sequence[sp.Expr]) -> sp.Expr:
        return _short(value_at(sp.Add(*values, evaluate=False), {}))

    def product(self, values: Sequence[sp.Expr]) -> sp.Expr:
        return _short(value_at(sp.Mul(*values, evaluate=False), {}))

    def others(self, factors: Sequence[sp.Expr]) -> list[sp.Expr]:
        return _others(factors, lambda a, b: self.product((a, b)))

    def negated(self, value: sp.Expr) -> sp.Expr:
        return simple_number(sp.Integer(-1) * value)


class _ExactPlace:
    def __init__(self, point: Point) -> None:
        self.point = point

    def value(self, e: sp.Basic) -> sp.Expr:
        value = value_at(e, self.point)
        if value.has(AppliedUndef):
            raise UnsupportedError("an unknown function has no value")
        return _short(value)

    def sign(self, e: sp.Basic) -> int:
        found = sign_at(e, self.point)
        if found is None:
            raise UnsupportedError("the sign of a number here could not be decided")
        return found

    def truth(self, condition: sp.Basic) -> bool:
        found = truth_at(condition, self.point)
        if found is None:
            raise UnsupportedError("whether a condition here holds could not be decided")
        return found


def _short(value: sp.Expr) -> sp.Expr:
    for i, part in enumerate(sp.preorder_traversal(value)):
        if i > LONGEST or (part.is_Rational and max(abs(part.p), part.q).bit_length() > 10 * LONGEST):
            raise UnsupportedError("this number is too long to be written out")
    return value


def _others(factors: Sequence[T], times: Callable[[T, T], T]) -> list[T]:
    """The products from both ends, put together: two multiplications a factor."""
    if len(factors) < 3:
        return [sp.S.One] if len(factors) == 1 else [*factors[::-1]]
    before = list(accumulate(factors[:-1], times))
    after = list(accumulate(factors[:0:-1], times))[::-1]
    return [after[0], *map(times, before[:-1], after[1:]), before[-1]]


def _size(v: Mpf) -> float:
    """log2 of |v|."""
    return v[2] + log2(v[1]) if v[1] else -inf


def _length(value: Value) -> float:
    """How long an exact number is, in bits."""
    return inf if isinstance(value, tuple) else value.numerator.bit_length() + value.denominator.bit_length()


def _is_near_zero(value: Value) -> bool:
    """Whether a ball holds 0, or nearly."""
    return isinstance(value, tuple) and value[1] > ball.magnitude(value[0]) - 2


def _relative(value: Value, bits: int) -> Ball:
    v, err = ball.ball(value, bits)
    return v, err - ball.magnitude(v) + 1 if v[1] else -inf


def _absolute(product: Ball) -> Value:
    """A product of factors, each within a relative error r: together within e^(sum of r) - 1 < 2*(sum of r)."""
    v, relative = product
    if not v[1]:
        return 0
    return v, ball.magnitude(v) + relative + 1


class DoubtError(Exception):
    """What happens at entry `k` hangs on whether a part, known as `value` only, is an integer (mostly 0) exactly."""

    def __init__(self, k: int, key: Key, value: Value) -> None:
        super().__init__(k)
        self.k = k
        self.key = key
        self.value = value


class Balls:
    """Numbers to `bits` of precision, exact while they are short rational ones.

    `known` are exact values, found otherwise, of parts of entries. Raises DoubtError where the precision is too low.
    """

    def __init__(self, bits: int, known: Mapping[int, Mapping[Key, Exact]]) -> None:
        self.bits = bits
        self.known = known

    def at(self, k: int, values: Point) -> Place:
        return _BallPlace(k, Walker(values, self.bits, self.known.get(k, {})))

    def total(self, values: Sequence[Value]) -> Value:
        return ball.total(values, self.bits)

    def product(self, values: Sequence[Value]) -> Value:
        if len(values) == 2 and (isinstance(values[0], tuple) or isinstance(values[1], tuple)):
            return self._pair(ball.ball(values[0], self.bits), ball.ball(values[1], self.bits))
        return ball.product(values, self.bits)

    def _pair(self, a: Ball, b: Ball) -> Value:
        """The product of two, quickly and with a sharp bound, as a deep graph multiplies its errors many times."""
        (v, v_err), (w, w_err) = a, b
        product = libmp.mpf_mul(v, w, self.bits, "n")
        err = ball.joined(_size(v) + w_err, _size(w) + v_err)
        if v_err > -inf and w_err > -inf:
            err = ball.joined(err, v_err + w_err)
        return product, ball.joined(err, ball.magnitude(product) - self.bits)

    def others(self, factors: Sequence[Value]) -> list[Value]:
        if sum(map(_length, factors)) > self.bits and not any(map(_is_near_zero, factors)):
            products = _others([_relative(factor, self.bits) for factor in factors], self._times)
            if all(relative < -1 for _, relative in products):
                return [_absolute(product) for product in products]
        return _others(factors, lambda a, b: self.product((a, b)))

    def _times(self, a: Ball, b: Ball) -> Ball:
        """The product of numbers with relative errors: many of these add up, where absolute ones grow with each."""
        return libmp.mpf_mul(a[0], b[0], self.bits, "n"), ball.joined(ball.joined(a[1], b[1]), -self.bits)

    def negated(self, value: Value) -> Value:
        return ball.negated(value)


class _BallPlace:
    def __init__(self, k: int, walker: Walker) -> None:
        self.k = k
        self.walker = walker

    def value(self, e: sp.Basic) -> Value:
        return self._asked(self.walker.value, e)

    def sign(self, e: sp.Basic) -> int:
        return self._asked(self.walker.sign, e)

    def truth(self, condition: sp.Basic) -> bool:
        return self._asked(self.walker.truth, condition)

    def _asked(self, ask: Callable[[sp.Basic], Answer], e: sp.Basic) -> Answer:
        try:
            return ask(e)
        except UndecidedError as doubt:
            raise DoubtError(self.k, doubt.key, doubt.value) from None
