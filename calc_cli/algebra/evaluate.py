"""The value of an expression at a point: approximate to any precision, or exact, over the real numbers.

Values are enclosed by Arb (algebra/enclosures) at a precision that is raised until the enclosure is narrow enough. The
functions of enclosures/precision.py that are named here are the door to it for everybody else. `approximate`,
`nearest_decimal` and `value_at` take a number for 0 that is 0 to more than 2,500 bits; `sign_at` and `truth_at` then
answer None.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.enclosures import precision
from calc_cli.algebra.enclosures.enclosure import Value, sign
from calc_cli.algebra.enclosures.precision import (
    Point,
    approximate,
    differ,
    greatest_size,
    nearest_decimal,
    sign_at,
    truth_at,
    value_on,
)
from calc_cli.algebra.enclosures.precision import enclose as enclosure
from calc_cli.algebra.exact import simple_number
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.algebra.rebuilder import Rebuilder
from calc_cli.errors import UndefinedError, UnsupportedError
from calc_cli.syntax.tree import Node

__all__ = [
    "Point",
    "all_hold",
    "approximate",
    "as_float",
    "differ",
    "enclosure",
    "evaluator",
    "greatest_size",
    "lower",
    "lower_twice",
    "nearest_decimal",
    "sign_at",
    "truth_at",
    "value_at",
    "value_on",
]


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
