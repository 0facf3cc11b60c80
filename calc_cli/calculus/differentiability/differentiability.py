"""The derivative at a point as the definition has it, or the reason why there is none.

Where every part of the function is smooth at its argument, the formula of the derivative gives it. Elsewhere the
one-sided limits of the difference quotient (f(x) - f(a))/(x - a) decide. They are found from the function's germ on
each side: if f is continuous at a and f'(x) has a limit as x -> a, the one-sided derivative is that limit (a
corollary of the mean value theorem); if f'(x) has none, the difference quotient itself is examined. For higher orders
the same is asked of f', whose value at a is known by then, and so on.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import mpmath
import sympy as sp
from sympy.printing.str import StrPrinter

from calc_cli.algebra.conditions import definedness, depends_on_terms, smoothness
from calc_cli.algebra.evaluate import sign_at, truth_at, value_at
from calc_cli.algebra.substitute import substitute
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.limits.neighbourhood import Neighbourhood, UnknownBranchError
from calc_cli.calculus.limits.one_sided import OneSided, limit_of_germ
from calc_cli.calculus.rules.functions import table_name
from calc_cli.errors import UndefinedError, UnsupportedError

Point = Mapping[sp.Symbol, sp.Expr]

_LONGEST = 40
"""A function that is longer than this, written out, is called `the function` in a message."""


def derivative_at(
    f_typed: sp.Expr,
    derivative: sp.Expr,
    x: sp.Symbol,
    point: Point,
    *,
    order: int = 1,
) -> sp.Expr:
    """Return the exact value of the derivative of `order` in `x` at the point.

    `f_typed` is the function as typed, `derivative` the formula of its derivative of that
    order. Variables that the point does not have stay, and the value holds wherever the function is defined.
    Raises UndefinedError, with the reason, if there is no derivative; UnsupportedError if that is not decided.
    """
    name = shown(f_typed)
    try:
        value = value_at(f_typed, point)
        if f_typed.free_symbols - point.keys() and _is_outside(f_typed, point):
            raise UnsupportedError(f"whether {name} is defined at {_place(x, point)} depends on its other variables")
    except UndefinedError as error:
        raise UndefinedError(f"{name} is not defined at {_place(x, point)}: {error.message}") from None
    others = {symbol: at for symbol, at in point.items() if symbol != x}
    f_typed = substitute(f_typed, others)
    if _is_smooth(f_typed, x, point):
        try:
            return value_at(derivative, point)
        except UndefinedError:
            pass  # like x^(5/3), smooth once but not twice at 0, or a formula with a gap that f' has not
    return _Definition(f_typed, x, point, name).derivative(value, order)


def _is_outside(f: sp.Expr, point: Point) -> bool:
    """Whether f is not defined there for most values of the parameters, like x^a at 0."""
    return any(truth_at(condition, point) is False for condition in definedness(f))


def _is_smooth(f: sp.Expr, x: sp.Symbol, point: Point) -> bool:
    try:
        return not depends_on_terms(f, x, point=point) and all(
            truth_at(condition, point) is True for condition in smoothness(f, x)
        )
    except UndefinedError:
        return False


class VerticalTangentError(UndefinedError):
    """No derivative, as the slopes from both sides are the same infinity: cbrt(x) at 0."""


@dataclass(frozen=True, slots=True)
class _Side:
    """f near a, on one side: `germ` is None where f is not defined there."""

    name: str
    near: Neighbourhood
    germ: sp.Expr | None


class _Definition:
    """The definition of the derivative, applied on each side of x = a, from order to order."""

    def __init__(self, f_typed: sp.Expr, x: sp.Symbol, point: Point, name: str) -> None:
        self.f_typed = f_typed
        self.x = x
        self.a = point[x]
        self.others = {symbol: value for symbol, value in point.items() if symbol != x}
        self.free = sorted((f_typed.free_symbols | self.a.free_symbols) - point.keys(), key=str)
        self.place = _place(x, point)
        self.name = name

    def derivative(self, value: sp.Expr, order: int) -> sp.Expr:
        """The derivative of `order` at a, where f has the `value`."""
        sides = [self._side("left", -1), self._side("right", 1)]
        self._check_continuity(sides, value)
        for step in range(1, order + 1):
            slopes = [None if side.germ is None else self._slope(side, side.germ, value) for side in sides]
            value = self._common(slopes, sides, step)
            sides = [_derived(side) for side in sides]
            if value.is_zero and all(side.germ is not None and side.germ.is_zero for side in sides):
                break  # so are all further ones
        return value

    def _side(self, name: str, side: int) -> _Side:
        near = Neighbourhood(self.x, self.a, side, self.others)
        try:
            defined = near.is_defined(self.f_typed)
            if defined is None and not self.free:
                raise self._undecided(f"it is not known whether it is defined to the {name} of that")
            return _Side(name, near, None if defined is False else near.germ(self.f_typed))
        except UndefinedError:
            return _Side(name, near, None)
        except UnknownBranchError as error:
            if isinstance(error.part, sp.Sum | sp.Product):
                raise self._undecided("its terms are too many to look at each") from None
            raise self._undecided(f"it is not known what holds to the {name}: {shown(error.part)}") from None

    def _check_continuity(self, sides: list[_Side], value: sp.Expr) -> None:
        limits = [None if side.germ is None else limit_of_germ(side.near, side.germ) for side in sides]
        for side, limit in zip(sides, limits, strict=True):
            if limit is not None and limit.kind == "undecided":
                raise self._undecided(f"the limit from the {side.name} is not known")
        known = [limit for limit in limits if limit is not None]
        if all(limit.kind == "finite" and self._same(limit.exact, value) for limit in known):
            return
        found = [f"{told(limit)} from the {s.name}" for s, limit in zip(sides, limits, strict=True) if limit]
        raise UndefinedError(
            f"not differentiable at {self.place}: {self.name} is not continuous there: "
            f"{found[0]}, {shown(value)} at {self.place}" + "".join(f", {text}" for text in found[1:])
        )

    def _slope(self, side: _Side, germ: sp.Expr, value: sp.Expr) -> OneSided:
        """The one-sided derivative at a of the function with this germ and this value at a."""
        near = side.near
        rate = near.side * differentiate(germ, near.t)
        found = limit_of_germ(near, rate)
        if found.kind in ("finite", "+inf", "-inf") and found.exact is not None and self._tends_to(near, germ, value):
            return found
        return limit_of_germ(near, near.side * sp.Add(*[part / near.t for part in sp.Add.make_args(germ - value)]))

    def _tends_to(self, near: Neighbourhood, germ: sp.Expr, value: sp.Expr) -> bool:
        limit = limit_of_germ(near, germ)
        return limit.kind == "finite" and self._same(limit.exact, value)

    def _common(self, slopes: list[OneSided | None], sides: list[_Side], step: int) -> sp.Expr:
        """The slope that both sides have."""
        left, right = slopes
        for slope, side in zip(slopes, sides, strict=True):
            if slope is not None and (slope.kind == "undecided" or (slope.kind == "finite" and slope.exact is None)):
                raise self._undecided(f"the slope from the {side.name} is not known exactly")
        if left is None and right is None:
            raise self._none(step, f"the function is defined at {self.place} alone")
        if left is None or right is None:
            only, slope = ("right", right) if left is None else ("left", left)
            assert slope is not None
            raise self._none(step, f"only the {only} side is in the domain; the slope from the {only} {_is(slope)}")
        if left.kind == right.kind == "finite":
            assert left.exact is not None
            if self._same(left.exact, right.exact):
                return left.exact
        if step == 1 and left.kind == right.kind and left.kind in ("+inf", "-inf"):
            raise VerticalTangentError(f"not differentiable at {self.place}: vertical tangent")
        raise self._none(step, _contrast(left, right))

    def _same(self, a: sp.Expr | None, b: sp.Expr | None) -> bool:
        """Whether two numbers are equal."""
        if a is None or b is None:
            raise self._undecided("a limit is not known exactly")
        sign = sign_at(sp.expand(a - b), {})
        if sign is None:
            raise self._undecided(f"it is not known whether {shown(a)} and {shown(b)} are equal")
        return sign == 0

    def _none(self, step: int, reason: str) -> UndefinedError:
        if step == 1:
            return UndefinedError(f"not differentiable at {self.place}: {reason}")
        return UndefinedError(
            f"no derivative of order {step} at {self.place}: of the derivative of order {step - 1}, {reason}"
        )

    def _undecided(self, reason: str) -> UnsupportedError:
        if self.free:
            names = ", ".join(map(str, self.free))
            return UnsupportedError(
                f"whether {self.name} is differentiable at {self.place} depends on {names}",
                hint=f"give {names} a value, as in --at {self.x}=1,{self.free[0]}=2",
            )
        return UnsupportedError(f"whether {self.name} is differentiable at {self.place} is not decided: {reason}")


def _derived(side: _Side) -> _Side:
    if side.germ is None:
        return side
    return _Side(side.name, side.near, side.near.side * differentiate(side.germ, side.near.t))


# Words


def _contrast(left: OneSided, right: OneSided) -> str:
    kinds = {left.kind, right.kind}
    if kinds == {"+inf"} or kinds == {"-inf"}:
        return "vertical tangent"
    if kinds == {"+inf", "-inf"}:
        return f"a cusp: slope {told(left)} from the left, {told(right)} from the right"
    if "oscillates" in kinds and _is(left) == _is(right):
        return f"the slope {_is(left)} from both sides"
    if "oscillates" in kinds:
        return f"the slope from the left {_is(left)}, the slope from the right {_is(right)}"
    return f"slope {told(left)} from the left, {told(right)} from the right"


def _is(slope: OneSided) -> str:
    """A predicate for a one-sided slope."""
    if slope.kind != "oscillates" or slope.range is None:
        return "is infinite" if slope.kind in ("+inf", "-inf") else f"is {told(slope)}"
    low, high = slope.range
    if low in (-sp.oo, -mpmath.inf):
        return "oscillates without bound"
    return f"oscillates between {shown(low)} and {shown(high)}"


def told(limit: OneSided) -> str:
    """A limit as a message writes it."""
    if limit.kind == "finite":
        return shown(limit.exact) if limit.exact is not None else f"about {mpmath.nstr(limit.estimate, 6)}"
    return {"+inf": "infinity", "-inf": "-infinity", "oscillates": "no limit"}.get(limit.kind, "no value")


def _place(x: sp.Symbol, point: Point) -> str:
    return ", ".join(f"{symbol} = {shown(point[symbol])}" for symbol in sorted(point, key=lambda s: (s != x, str(s))))


def shown(e: sp.Basic | mpmath.mpf) -> str:
    """An expression as a message writes it."""
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

    _print_Abs = _print_Max = _print_Min = _print_Heaviside = _print_Function  # noqa: N815 - likewise
