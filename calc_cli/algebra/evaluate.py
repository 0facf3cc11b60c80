"""The value of an expression at a point: approximate to any precision, or exact, over the real numbers.

Values are enclosed by Arb (algebra/enclosures) at a precision that is raised until the enclosure is narrow enough. The
functions of enclosures/precision.py that are named here are the door to it for everybody else. `approximate`,
`nearest_decimal` and `value_at` take a number for 0 that is 0 to more than 2,500 bits; `sign_at` and `truth_at` then
answer None.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.functions.elementary.piecewise import ExprCondPair

from calc_cli.algebra.enclosures import precision
from calc_cli.algebra.enclosures.enclosure import Value, sign
from calc_cli.algebra.enclosures.precision import (
    Point as Point,
    approximate as approximate,
    differ as differ,
    enclose as enclose,
    greatest_size as greatest_size,
    nearest_decimal as nearest_decimal,
    sign_at as sign_at,
    truth_at as truth_at,
    value_on as value_on,
)
from calc_cli.algebra.exact import simple_number
from calc_cli.algebra.functions import TypedFunction
from calc_cli.algebra.lower import function_as_typed, lower_as_typed
from calc_cli.algebra.rebuilder import MOST_WRITTEN_OUT, Rebuilder
from calc_cli.algebra.unevaluated import case, outermost, relation
from calc_cli.errors import UndefinedError, UnsupportedError, raised_as
from calc_cli.syntax.tree import Node


def as_float(value: sp.Expr | None) -> float | None:
    """Return a number as a float, infinity if it is too large for one; None if there is none, or it has variables."""
    if value is None or value.free_symbols or value.has(AppliedUndef):
        return None
    if value.is_Rational:
        with suppress(OverflowError):
            return value.p / value.q
    return float(approximate(value, {}, 17))


def all_hold(conditions: Iterable[sp.Basic], point: Point) -> bool | None:
    """Return True if all conditions hold, None if that is open; one about what has no value there does not hold."""
    found: bool | None = True
    for condition in conditions:
        try:
            holds = truth_at(condition, point)
        except UndefinedError:
            return False
        if holds is False:
            return False
        found = found and holds
    return found


def value_at(e: sp.Expr, point: Mapping[sp.Symbol, sp.Expr]) -> sp.Expr:
    """Return the exact value of `e`; variables that the point does not have stay.

    Raises UndefinedError if `e` has no real value there.

    >>> x = sp.Symbol("x", real=True)
    >>> value_at(sp.sin(x), {x: sp.pi / 3}), value_at(sp.cbrt(x), {x: sp.Integer(-8)})
    (sqrt(3)/2, -2)
    """
    approximation = _number_at(e, point)
    if approximation is not None and not sign(approximation) and sign_at(e, point) == 0:
        return sp.S.Zero
    rebuilder = Rebuilder(point, lambda number: precision.sign_or_guess(number, {}), precision.truth_or_guess)
    if approximation is None:
        return simple_number(rebuilder.value(e))
    for careful in (rebuilder, rebuilder.distrusting()):
        with suppress(UndefinedError):
            value = simple_number(careful.value(e))
            if not precision.differ(precision.about(value, {}), approximation, 60):
                return value  # SymPy may be wrong: asec(csc(-5/2)) is not 5/2 - pi/2, though it says so
    raise UnsupportedError("the value could not be computed exactly")


def _number_at(e: sp.Basic, point: Mapping[sp.Symbol, sp.Expr]) -> Value | None:
    """Return about the value of `e`, None with variables in it.

    Raises UndefinedError if a part without any has no real value.
    """
    numbers = {symbol: at for symbol, at in point.items() if not at.free_symbols and not at.has(AppliedUndef)}
    if e.free_symbols <= numbers.keys() and not e.has(AppliedUndef):
        return precision.about(e, numbers)
    if not isinstance(e, sp.Piecewise | sp.Sum | sp.Product | sp.Derivative):
        for part in e.args:
            _number_at(part, numbers)
    return None


def evaluator() -> Rebuilder:
    """Return what evaluates parts of expressions as typed, variables and all, each part once."""
    return Rebuilder({}, lambda e: sign_at(e, {}), truth_at)


def lower(node: Node, primed: sp.Symbol | None = None) -> sp.Basic:
    """Return the expression of a tree, evaluated over the real numbers. Raises what `lower_twice` raises."""
    return lower_twice(node, primed)[1]


def lower_twice(node: Node, primed: sp.Symbol | None = None) -> tuple[sp.Basic, sp.Basic]:
    """Return the expression of a tree as it was written, and evaluated over the real numbers: x*x is x^2.

    A prime behind a bracket is the derivative in `primed`.
    Raises UndefinedError for a division by zero and UnsupportedError for a number past the limit, with spans.
    """
    value = evaluator().value
    typed = lower_as_typed(node, primed, value)
    return typed, value(typed)


Truth = Callable[[sp.Basic], bool | None]


def truth_by_parts(condition: sp.Basic, truth: Truth, compared: Truth) -> bool | None:
    """Return whether a condition holds, None if that is not known.

    `truth` tells it of the parts of and, or and not; `compared` of what has no such parts, a comparison.

    >>> x = sp.Symbol("x")
    >>> truth_by_parts(sp.Or(x > 0, x < 1), lambda part: True if part == (x < 1) else None, lambda _: None)
    True
    """
    if condition in (sp.true, sp.false):
        return bool(condition)
    if isinstance(condition, sp.ITE):
        return truth(condition.to_nnf())
    if isinstance(condition, sp.Not):
        inner = truth(condition.args[0])
        return None if inner is None else not inner
    if isinstance(condition, sp.And | sp.Or):
        decisive = isinstance(condition, sp.Or)
        truths = {truth(part) for part in condition.args}
        return decisive if decisive in truths else None if None in truths else not decisive
    return compared(condition)


# Values put into an expression as typed, which stays as typed: x^n becomes x^1, and is still defined where that is.


def substitute(e_as_typed: sp.Expr, values: Point) -> sp.Expr:
    """Return `e_as_typed` with the values in it, unevaluated, and its sums and products written out if short."""
    is_concerned = e_as_typed.has(*values, sp.Sum, sp.Product)
    return _Substitution(values).of(e_as_typed) if is_concerned else e_as_typed


def at_values(e_as_typed: sp.Expr, values: Point) -> sp.Expr:
    """Return `e_as_typed` with the values in it, evaluated over the real numbers."""
    return evaluator().value(substitute(e_as_typed, values))


def with_values(f: TypedFunction, values: Point) -> TypedFunction:
    """Return the function with the values in it, as typed and evaluated over the real numbers.

    SymPy's own substitution takes a^(1/3) at a = -8 for a complex number. Raises UndefinedError or UnsupportedError.
    """
    if not values:
        return f
    typed = substitute(f.typed, values)
    return replace(f, typed=typed, expression=evaluator().value(typed))


class _Substitution:
    """One call. `indices` are those of `values` that count the terms of a sum, of which so many `may_be_written`."""

    def __init__(
        self, values: Point, indices: frozenset[sp.Symbol] = frozenset(), may_be_written: list[int] | None = None
    ) -> None:
        self.values = values
        self.indices = indices
        self.may_be_written = may_be_written or [MOST_WRITTEN_OUT]
        self.of = cache(self._rebuilt)

    def _rebuilt(self, e: sp.Basic) -> sp.Basic:
        if not e.args or e in self.values:
            return self.values.get(e, e)
        if isinstance(e, sp.Sum | sp.Product):
            return self._repeated(e)
        if isinstance(e, sp.Integral):
            body, variable, bounds = outermost(e)
            return sp.Integral(self._inside(body, variable, None), (variable, *map(self.of, bounds)))
        if isinstance(e, sp.Derivative):
            return e.subs(self.values)  # at a number it is SymPy's Subs
        parts = [self.of(part) for part in e.args]
        if isinstance(e, sp.Pow) and parts[1].is_zero and e.exp.free_symbols and e.exp.free_symbols <= self.indices:
            return sp.S.One  # x^k at k = 0, as every series means it
        return _as_typed(e, parts)

    def _repeated(self, e: sp.Basic) -> sp.Basic:
        inner, index, ends = outermost(e)
        first, last = (_whole(self.of(end)) for end in ends)
        count = last - first + 1
        if not (first.is_Integer and last.is_Integer and count <= self.may_be_written[0]):
            return e.func(self._inside(inner, index, None), (index, first, last))
        self.may_be_written[0] -= int(max(count, 0))
        terms = [self._inside(inner, index, sp.Integer(i)) for i in range(int(first), int(last) + 1)]
        return (sp.Add if isinstance(e, sp.Sum) else sp.Mul)(*terms, evaluate=False)

    def _inside(self, inner: sp.Basic, index: sp.Symbol, i: sp.Integer | None) -> sp.Basic:
        """Return the part under a sum sign, where the index hides a variable of the same name."""
        others = {symbol: value for symbol, value in self.values.items() if symbol != index}
        values, indices = (
            (others, self.indices - {index}) if i is None else ({**others, index: i}, self.indices | {index})
        )
        return _Substitution(values, indices, self.may_be_written).of(inner)


def _as_typed(e: sp.Basic, parts: Sequence[sp.Basic]) -> sp.Basic:
    """Return `e` with other parts, unevaluated but for and, or, not."""
    if isinstance(e, ExprCondPair):
        return case(*parts)
    if isinstance(e, AppliedUndef | sp.Tuple):
        return e.func(*parts)
    if isinstance(e, Relational):
        return relation(e.func, *parts)
    if isinstance(e, sp.Function):
        return function_as_typed(e.func, parts)
    if not isinstance(e, sp.logic.boolalg.BooleanFunction):
        return e.func(*parts, evaluate=False)
    unreal = UnsupportedError("what is compared here may not be a real number")
    with raised_as(unreal, TypeError):  # SymPy's, on comparing acos(5), which may stand where another condition fails
        return e.func(*parts)


def _whole(bound: sp.Expr) -> sp.Expr:
    """Return a bound of a sum as the number that it is."""
    with suppress(UndefinedError):
        return bound if bound.free_symbols else value_at(bound, {})
    return bound
