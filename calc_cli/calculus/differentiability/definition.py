"""The derivative at a point as the definition has it, or the reason why there is none.

Where every part of the function is smooth at its argument, the formula of the derivative gives it. Elsewhere the
one-sided limits of the difference quotient (f(x) - f(a))/(x - a) decide (quotients.py).
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import mpmath
import sympy as sp
from sympy.printing.str import StrPrinter

from calc_cli.algebra.conditions import definedness, depends_on_terms, smoothness
from calc_cli.algebra.evaluate import Point, all_hold, evaluator, substitute, truth_at, value_at
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.rules.rule import table_name
from calc_cli.errors import UndefinedError, UnsupportedError

if TYPE_CHECKING:  # limits are a long way to load
    from calc_cli.calculus.limits.verdict import Verdict


def derivative_at(f: sp.Expr, formula: sp.Expr | None, x: sp.Symbol, point: Point, *, order: int = 1) -> sp.Expr:
    """Return the exact value of the derivative of `order` in `x` at the point.

    `f` is the function as typed, `formula` that of its derivative of the order; None, of order 1, if it is unknown.
    Variables that the point does not have stay, and the value holds wherever the function is defined. Raises
    NotDifferentiableError, with the reason, if there is no derivative; UnsupportedError if that is not decided.
    """
    at = At(f, x, point)
    try:
        value = value_at(f, point)
        has_parameters = bool(f.free_symbols - point.keys())  # for most values of which x^a is not defined at 0
        is_open = has_parameters and any(truth_at(condition, point) is False for condition in definedness(f))
    except UndefinedError as error:
        raise NotDifferentiableError(at, NotDefined(error.message)) from None
    if is_open:
        raise UnsupportedError(f"whether {shown(f)} is defined at {place_of(at)} depends on its other variables")
    f = substitute(f, {symbol: a for symbol, a in point.items() if symbol != x})
    if is_smooth(f, [x], point):
        with suppress(UndefinedError):  # like x^(5/3), smooth once but not twice at 0, or of a gap that f' has not
            return value_at(differentiate(evaluator().value(f), x) if formula is None else formula, point)
    from calc_cli.calculus.differentiability.quotients import DifferenceQuotients  # few points need limits

    return DifferenceQuotients(f, at).derivative(value, order)


def is_smooth(f: sp.Expr, x: Sequence[sp.Symbol], point: Point) -> bool:
    """Return True if every part of f is smooth at its argument there, so that formulas of derivatives in x hold."""
    with suppress(UndefinedError):
        return not depends_on_terms(f, *x, point=point) and all_hold(smoothness(f, *x), point) is True
    return False


@dataclass(frozen=True, slots=True)
class At:
    """A `function`, as typed, of `x` at a `point`, which may give values to other variables too."""

    function: sp.Expr
    x: sp.Symbol
    point: Point


@dataclass(frozen=True, slots=True)
class NotDefined:
    """The function has no value at the point, for the reason that `detail` tells."""

    detail: str


@dataclass(frozen=True, slots=True)
class NotContinuous:
    """One of its limits from the sides is not the `value`; None where a side is not in the domain."""

    value: sp.Expr
    left: "Verdict | None"
    right: "Verdict | None"


@dataclass(frozen=True, slots=True)
class Slopes:
    """The one-sided derivatives are not one number; None where a side is not in the domain."""

    left: "Verdict | None"
    right: "Verdict | None"

    @property
    def are_one_infinity(self) -> bool:
        """True if both are oo, or both -oo."""
        kinds = {None if slope is None else slope.kind for slope in (self.left, self.right)}
        return kinds in ({"+inf"}, {"-inf"})


Reason: TypeAlias = NotDefined | NotContinuous | Slopes


class NotDifferentiableError(UndefinedError):
    """The derivative of `order` does not exist at a point, for a `reason`; `because` says it without the place."""

    def __init__(self, at: At, reason: Reason, order: int = 1) -> None:
        self.because = _because(at, reason, order)
        lead = "not differentiable" if order == 1 else f"no derivative of order {order}"
        if isinstance(reason, NotDefined):
            lead = f"{shown(at.function)} is not defined"
        super().__init__(f"{lead} at {place_of(at)}: {self.because}")
        self.reason = reason
        self.order = order
        if self.is_vertical_tangent and isinstance(reason, Slopes) and reason.left is not None:
            self.infinity = sp.oo if reason.left.kind == "+inf" else -sp.oo

    @property
    def is_vertical_tangent(self) -> bool:
        """True if the slopes from both sides are the same infinity: cbrt(x) at 0."""
        return self.order == 1 and isinstance(self.reason, Slopes) and self.reason.are_one_infinity


def _because(at: At, reason: Reason, order: int) -> str:
    """Return the same without the place."""
    if isinstance(reason, NotDefined):
        return reason.detail
    if isinstance(reason, NotContinuous):
        sides = {"left": reason.left, "right": reason.right}
        first, *more = [f"{limit_text(limit)} from the {side}" for side, limit in sides.items() if limit]
        said = f"{shown(at.function)} is not continuous there: {first}"
        return ", ".join([said, f"{shown(reason.value)} at {place_of(at)}", *more])
    contrast = _contrast(reason, at)
    return contrast if order == 1 else f"of the derivative of order {order - 1}, {contrast}"


def _contrast(slopes: Slopes, at: At) -> str:
    left, right = slopes.left, slopes.right
    if left is None and right is None:
        return f"the function is defined at {place_of(at)} alone"
    if left is None or right is None:
        side, slope = ("right", right) if left is None else ("left", left)
        return f"only the {side} side is in the domain; the slope from the {side} {_is(slope)}"
    if slopes.are_one_infinity:
        return "vertical tangent"
    kinds = {left.kind, right.kind}
    if "oscillates" in kinds and _is(left) == _is(right):
        return f"the slope {_is(left)} from both sides"
    if "oscillates" in kinds:
        return f"the slope from the left {_is(left)}, the slope from the right {_is(right)}"
    both = f"slope {limit_text(left)} from the left, {limit_text(right)} from the right"
    return f"a cusp: {both}" if kinds == {"+inf", "-inf"} else both


def _is(slope: "Verdict | None") -> str:
    """Return a predicate for a one-sided slope."""
    assert slope is not None
    if slope.kind != "oscillates" or slope.range is None:
        return "is infinite" if slope.kind in ("+inf", "-inf") else f"is {limit_text(slope)}"
    low, high = slope.range
    if low in (-sp.oo, -mpmath.inf):
        return "oscillates without bound"
    return f"oscillates between {shown(low)} and {shown(high)}"


def place_of(at: At) -> str:
    """Return the point, the variable first."""
    others = sorted((symbol for symbol in at.point if symbol != at.x), key=str)
    return place({symbol: at.point[symbol] for symbol in (at.x, *others)})


# How a message writes an expression, a limit and a point

_LONGEST = 40
"""A function that is longer than this, written out, is called `the function` in a message."""

_MOST_COORDINATES = 12


def limit_text(limit: "Verdict") -> str:
    """Return a limit as a message writes it."""
    if limit.kind == "finite":
        return shown(limit.value) if limit.value is not None else f"about {mpmath.nstr(limit.estimate, 6)}"
    return {"+inf": "infinity", "-inf": "-infinity", "oscillates": "no limit"}.get(limit.kind, "no value")


def place(point: Point) -> str:
    """Return a point as a message writes it: x = 1, y = 2."""
    coordinates = [f"{x} = {shown(a)}" for x, a in point.items()]
    return ", ".join(coordinates if len(coordinates) <= _MOST_COORDINATES else [*coordinates[:3], "..."])


def shown(e: sp.Basic | mpmath.mpf) -> str:
    """Return an expression as a message writes it."""
    if isinstance(e, mpmath.mpf):
        return f"about {mpmath.nstr(e, 3)}"
    text = _Words().doprint(e)
    if len(text) > _LONGEST and e.is_number:
        return f"about {mpmath.nstr(mpmath.mpf(str(e.evalf(15))), 6)}"
    return "the function" if len(text) > _LONGEST or e.has(sp.Piecewise, sp.Sum, sp.Product) else text


class _Words(StrPrinter):
    """SymPy's text, with the names of functions that a user types."""

    def _print_Function(self, e: sp.Expr) -> str:  # noqa: N802 - SymPy's name for it
        name = "ln" if isinstance(e, sp.log) else table_name(e.func)
        return f"{name}({', '.join(map(self._print, e.args[:1] if isinstance(e, sp.Heaviside) else e.args))})"

    def _print_Exp1(self, _: sp.Expr) -> str:  # noqa: N802 - likewise
        return "e"

    def _print_Dummy(self, e: sp.Dummy) -> str:  # noqa: N802 - likewise
        return e.name

    _print_Abs = _print_Max = _print_Min = _print_Heaviside = _print_Function  # noqa: N815 - likewise
