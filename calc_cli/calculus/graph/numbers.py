"""The numbers that a tape is walked with: exact ones, or enclosures."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import accumulate
from math import prod
from typing import Any, Literal, NamedTuple, TypeAlias, TypeVar

import sympy as sp
from flint import fmpq
from sympy.core.function import AppliedUndef

from calc_cli.algebra.enclosures import arithmetic, enclosure, evaluation
from calc_cli.algebra.enclosures.compilation import Evaluation
from calc_cli.algebra.enclosures.enclosure import Known, UndecidedError, Value
from calc_cli.algebra.evaluate import sign_at, truth_at, value_at
from calc_cli.algebra.exact import simple_number
from calc_cli.errors import UnsupportedError

Point = Mapping[sp.Symbol, Any]
T = TypeVar("T")

LONGEST = 60
"""An exact number of more parts than this is left to decimals."""

Asked: TypeAlias = Literal["value", "sign", "truth"]

_EXACT: Mapping[Asked, Callable[[Any, Point], Any]] = {"value": value_at, "sign": sign_at, "truth": truth_at}

ENCLOSED: Mapping[Asked, Callable[[Any, Evaluation], Any]] = {
    "value": evaluation.value, "sign": evaluation.sign, "truth": evaluation.truth,
}  # fmt: skip


class Place(NamedTuple):
    """Where expressions have values: a point, of which `asked` tells a value, a sign, or whether something holds."""

    asked: Callable[[Asked, sp.Basic], Any]

    def value(self, e: sp.Basic) -> Any:
        """Return the value of `e`. Raise UndefinedError outside its domain."""
        return self.asked("value", e)

    def sign(self, e: sp.Basic) -> int:
        """Return -1, 0 or 1, the sign of `e`."""
        return int(self.asked("sign", e))

    def truth(self, condition: sp.Basic) -> bool:
        """Return True if the condition holds."""
        return bool(self.asked("truth", condition))


class Numbers:
    """A kind of real number: that of floats, if no more is said."""

    one: Any = 1.0

    def at(self, k: int, values: Point) -> Place:
        """Return the place where symbols have these values; entry `k` of the tape asks."""
        raise NotImplementedError

    def total(self, values: Sequence[Any]) -> Any:
        """Return the sum."""
        return sum(values)

    def product(self, values: Sequence[Any]) -> Any:
        """Return the product."""
        return prod(values)

    def others(self, factors: Sequence[Any]) -> list[Any]:
        """Return for each factor the product of the others, right also where factors are 0, in linear time."""
        if len(factors) < 3:
            return [self.one] if len(factors) == 1 else [*factors[::-1]]

        def times(a: Any, b: Any) -> Any:
            return self.product((a, b))

        before = list(accumulate(factors[:-1], times))
        after = list(accumulate(factors[:0:-1], times))[::-1]
        return [after[0], *map(times, before[:-1], after[1:]), before[-1]]

    def negated(self, value: Any) -> Any:
        """Return -value."""
        return -value

    def computed(self, compute: Callable[[], T]) -> T:
        """Call `compute` at the precision of these numbers."""
        return compute()


class ExactNumbers(Numbers):
    """Numbers as SymPy has them. Raises UnsupportedError where one becomes too long."""

    one = sp.S.One

    def at(self, _k: int, values: Point) -> Place:
        return Place(partial(_exactly, values))

    def total(self, values: Sequence[sp.Expr]) -> sp.Expr:
        return _short(value_at(sp.Add(*values, evaluate=False), {}))

    def product(self, values: Sequence[sp.Expr]) -> sp.Expr:
        return _short(value_at(sp.Mul(*values, evaluate=False), {}))

    def negated(self, value: sp.Expr) -> sp.Expr:
        return simple_number(sp.Integer(-1) * value)


def _exactly(point: Point, what: Asked, e: sp.Basic) -> Any:
    found = _EXACT[what](e, point)
    if found is None:
        raise UnsupportedError("a sign or a condition here could not be decided")
    if what != "value":
        return found
    if found.has(AppliedUndef):
        raise UnsupportedError("an unknown function has no value")
    return _short(found)


def _short(value: sp.Expr) -> sp.Expr:
    for i, part in enumerate(sp.preorder_traversal(value)):
        if i > LONGEST or (part.is_Rational and max(abs(part.p), part.q).bit_length() > 10 * LONGEST):
            raise UnsupportedError("this number is too long to be written out")
    return value


class EntryUndecidedError(UndecidedError):
    """The answer hangs on entry `k` of the tape."""

    def __init__(self, k: int, doubt: UndecidedError) -> None:
        super().__init__(doubt.key, doubt.value)
        self.k = k


class Enclosures(Numbers):
    """Numbers to `bits` of precision, exact while they are short rational ones.

    `known` are exact values, found otherwise, of parts of entries. Raises EntryUndecidedError where the precision is
    too low.
    """

    one = fmpq(1)

    def __init__(self, bits: int, known: Mapping[int, Known]) -> None:
        self.bits = bits
        self.known = known

    def at(self, k: int, values: Point) -> Place:
        return Place(partial(_enclosed, k, Evaluation(values, self.known.get(k, {}))))

    def total(self, values: Sequence[Value]) -> Value:
        return arithmetic.total(values)

    def product(self, values: Sequence[Value]) -> Value:
        return arithmetic.product(values)

    def computed(self, compute: Callable[[], T]) -> T:
        return enclosure.at_precision(self.bits, compute)


def _enclosed(k: int, here: Evaluation, what: Asked, e: sp.Basic) -> Any:
    try:
        return ENCLOSED[what](e, here)
    except UndecidedError as doubt:
        raise EntryUndecidedError(k, doubt) from None
