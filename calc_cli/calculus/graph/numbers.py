"""The numbers that a tape is walked with: exact ones, or balls that carry a bound on their error."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra import ball
from calc_cli.algebra.ball import Exact, Value
from calc_cli.algebra.evaluate import sign_at, truth_at, value_at
from calc_cli.algebra.exact import simple_number
from calc_cli.algebra.walker import Key, UndecidedError, Walker
from calc_cli.errors import UnsupportedError

Point = Mapping[sp.Symbol, Any]
Answer = TypeVar("Answer")

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
        return ball.product(values, self.bits)

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
