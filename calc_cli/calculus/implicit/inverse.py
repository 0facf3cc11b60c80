"""The derivative of an inverse function: where f(x) = y and f'(x) is not 0, it is 1/f'(x).

Source: Rudin, Principles of Mathematical Analysis (3rd ed., 1976), theorems 4.17 and 9.24. The inverse must exist near
y: f must be continuously differentiable near x with f'(x) not 0, or rise or fall everywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import sympy as sp

from calc_cli.algebra.conditions import definedness, smoothness
from calc_cli.algebra.domain import has_thin_zeros
from calc_cli.algebra.enclosures.enclosure import as_float, is_wide
from calc_cli.algebra.evaluate import all_hold, approximate, sign_at, substitute, truth_at, value_at, value_on
from calc_cli.algebra.functions import OrdinaryPendingRate, TypedFunction
from calc_cli.algebra.inverse import invert
from calc_cli.algebra.ranges import signs_of
from calc_cli.algebra.root import DIGITS, Root, Roots, recognised
from calc_cli.algebra.roots import real_roots
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.derivative.derivative import Derivative, DerivativeResult, derive
from calc_cli.calculus.differentiability.definition import derivative_at, place, shown
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check, Given, Remark, check_without_value
from calc_cli.calculus.result import Exact, Fields, Notice, present
from calc_cli.calculus.steps import Step
from calc_cli.errors import DomainError, UndefinedError, UnsupportedError, UsageError


@dataclass(frozen=True)
class Inverse(DerivativeResult):
    """The derivative of the inverse of f, which is a function of y = f(x).

    `derivative` is that of f. `explicit` is the inverse in y, None if it is not found, and `conditions` say which y
    are values of f. `result` is in y if the inverse is explicit, else in x. At a value y = `at` of f, `preimage` is
    the x there, `slope` f'(x) and `value` 1/f'(x); decimals if x is not known exactly.
    """

    derivative: Derivative
    y: sp.Symbol
    explicit: sp.Expr | None
    conditions: tuple[sp.Basic, ...]
    at: sp.Expr | None = None
    preimage: sp.Expr | None = None
    slope: sp.Expr | None = None

    @property
    def x(self) -> sp.Symbol:
        """The variable of f."""
        return self.derivative.variable

    @property
    def domain(self) -> tuple[sp.Basic, ...]:
        return self.conditions

    @property
    def fields(self) -> Fields:
        return {
            **super().fields,
            "expr": Exact(self.derivative.typed),
            "wrt": (self.x if self.explicit is None else self.y,),
            "inverse": True if self.explicit is None else Exact(self.explicit, typed=False),
            "at": present({self.y.name: self.at, self.x.name: self.preimage}),
        }

    @property
    def steps(self) -> tuple[Step, ...]:
        """The derivation of f', if it was asked for, then the reciprocal, and its value at a place."""
        if not self.derivative.steps:
            return ()
        rate = OrdinaryPendingRate(self.x, self.y, sp.S.One)
        inverted = sp.Eq(rate, self.reciprocal, evaluate=False)
        found = [Step("the reciprocal is the derivative of the inverse", self.derivative.result, inverted)]
        if self.value is not None and self.preimage is not None:
            found.append(Step("the value at", self.reciprocal, self.value, at={self.x: self.preimage}))
        return (*self.derivative.steps, *found)

    @cached_property
    def reciprocal(self) -> sp.Expr:
        """1/f'(x)."""
        return tidy(1 / self.derivative.result)


def inverse(
    f: TypedFunction,
    y: sp.Symbol,
    *,
    at: sp.Expr | None = None,
    preimage: sp.Expr | None = None,
    given: Given | None = None,
    digits: int | None = None,
    steps: bool = False,
) -> Inverse:
    """Differentiate the inverse of f, perhaps at the value y = `at` or where x = `preimage`.

    Raises DomainError if f' is 0 everywhere, UndefinedError if `at` is no value of f or the inverse has no derivative
    there, UsageError if f takes it more than once, UnsupportedError if that is not decided.
    """
    derivative = derive(f)
    if steps:
        from calc_cli.calculus.derivative.steps import with_steps  # only who wants to read steps pays for this import

        derivative = with_steps(derivative)
    if derivative.result.is_zero:
        raise DomainError("the derivative of this function is 0: its inverse, if there is one, has no derivative")
    explicit, conditions = invert(f.expression, f.variable, y) or (None, ())
    in_y = derivative if explicit is None else derive(TypedFunction(explicit, explicit, (y,)))
    result = tidy(1 / derivative.result) if explicit is None else in_y.result
    g = Inverse(derivative, y, explicit, conditions, result=result, notes=derivative.notes)
    if given is None:
        return _located(g, at, preimage, digits)
    try:
        located = _located(g, at, preimage, digits)
    except UndefinedError as error:
        return replace(g, check=check_without_value(given, None if at is None else {y: at}, error))
    return replace(located, check=_checked(located, given))


def _located(g: Inverse, at: sp.Expr | None, preimage: sp.Expr | None, digits: int | None) -> Inverse:
    if preimage is not None:
        return _at(g, value_at(g.derivative.typed, {g.x: preimage}), Root(preimage), digits)
    if at is None:
        return g
    there = _preimages(g, at, digits)
    found, are_all = there.roots, there.are_all
    where = place({g.y: at})
    if not found:
        if are_all:
            raise UndefinedError(f"{shown(at)} is no value of this function, so the inverse is not defined at {where}")
        raise UnsupportedError(
            f"no {g.x} was found at which the function is {shown(at)}", hint=f"name one, as in --at {g.x}=1"
        )
    if len(found) > 1:
        raise _several(g, where, found, are_all=are_all)
    notes = g.notes if are_all else (*g.notes, Notice("perhaps not the only place", (g.x, at)))
    return _at(replace(g, notes=notes), at, found[0], digits)


def _several(g: Inverse, where: str, found: Sequence[Root], *, are_all: bool) -> UsageError:
    """Return an error that says that f takes a value more than once, and where."""
    listed = ", ".join(shown(sp.N(each.shown, 6) if each.exact is None else each.exact) for each in found[:4])
    more = " and elsewhere" if len(found) > 4 else "" if are_all else " and perhaps elsewhere"
    example = "..." if found[0].exact is None else shown(found[0].exact)
    return UsageError(
        f"the function has no inverse at {where}: it takes this value at {g.x} = {listed}{more}",
        hint=f"name the place instead of the value: --at {g.x}={example}",
    )


def _at(g: Inverse, at: sp.Expr, preimage: Root, digits: int | None) -> Inverse:
    if preimage.exact is None:
        slope, value = (value_at_root(e, g.x, preimage, digits) for e in (g.derivative.result, g.reciprocal))
        return replace(g, at=at, preimage=preimage.shown, slope=slope, value=value)
    x0 = preimage.exact
    for condition in g.conditions:  # at the end of the values of f the inverse has one side only
        if isinstance(condition, sp.Ge | sp.Le) and truth_at(sp.Eq(*condition.args), {g.y: at}):
            raise UndefinedError(
                f"the inverse has no derivative at {place({g.y: at})}: the values of the function end there"
            )
    try:
        slope = derivative_at(g.derivative.typed, g.derivative.result, g.x, {g.x: x0})
    except UndefinedError:
        if g.explicit is None or preimage.exact.free_symbols:
            raise
        value = derivative_at(g.explicit, g.result, g.y, {g.y: at})  # of x^3, where f is its root
        return replace(g, at=at, preimage=x0, value=value)
    sign = sign_at(slope, {})
    where = place({g.x: x0})
    if sign == 0:
        raise UndefinedError(
            f"the derivative of the function is 0 at {where}: the inverse has no derivative at {place({g.y: at})}, "
            "but a vertical tangent if it exists"
        )
    if sign is None and not slope.free_symbols:
        raise UnsupportedError(f"whether the derivative of the function is 0 at {where} is not decided")
    is_invertible = g.explicit is not None or is_monotone(g.derivative)
    if not is_invertible and not all_hold(smoothness(g.derivative.typed, g.x), {g.x: x0}):
        raise UnsupportedError(
            f"whether there is an inverse near {where} is not decided: the derivative may jump there"
        )
    return replace(g, at=at, preimage=x0, slope=slope, value=tidy(1 / slope))


def _checked(found: Inverse, given: Given) -> Check:
    """Judge an answer, which may be in x, where f(x) = y, or in y, or in x where x is written for y."""
    if isinstance(given, str):
        return Check(given, False, "proved")
    if found.value is not None:
        return replace(compare(found.value, given), given=given)
    f = found.derivative.typed
    check = compare(found.reciprocal, substitute(given, {found.y: f}), where=found.derivative.domain)
    if check.is_correct is False and found.x in given.free_symbols and found.y not in given.free_symbols:
        other = compare(found.reciprocal, substitute(given, {found.x: f}), where=found.derivative.domain)
        if other.is_correct:
            return replace(other, given=given, remarks=(Remark("reason", text=f"{found.x} being the value of f"),))
    return replace(check, given=given)


def _preimages(g: Inverse, y: sp.Expr, digits: int | None) -> Roots:
    """Return places where f is y, by the explicit inverse if there is one, else those next to 0 come first."""
    typed, f, x = g.derivative.typed, g.derivative.expression, g.x
    if g.explicit is not None:
        try:
            at = value_at(g.explicit, {g.y: y})
            is_value = sign_at(sp.expand(value_at(typed, {x: at}) - y), {})
        except UndefinedError:
            return Roots((), True)
        if is_value is not None:
            return Roots((Root(at),) if is_value == 0 else (), True)
    if f.free_symbols | y.free_symbols != {x}:
        return Roots((), False)
    found = real_roots(f, x, y, bits=int((digits or DIGITS) * 3.33) + 100)
    places = [recognised(f - y, x, root) for root in found.roots]
    if not found.are_all or any(root.exact is None for root in found.roots):
        places.sort(key=lambda root: (abs(size := approximate(root.middle, {}, 17)), -size))
    here = tuple(root for root in places if root.exact is None or _is_at(typed, x, root.exact, y))
    return Roots(here, found.are_all or (bool(here) and is_monotone(g.derivative)))


def value_at_root(e: sp.Expr, x: sp.Symbol, root: Root, digits: int | None) -> sp.Expr:
    """Return the value of `e` at an enclosed place to so many digits. Raises UnsupportedError if they are too many."""
    wanted = digits or DIGITS
    bits = int(wanted * 3.33) + 8
    value = value_on(e, {x: root.value(bits)}, 3 * bits + 200)
    if value is None or is_wide(value, bits):
        raise UnsupportedError("the derivative is 0 or too near 0 where the function takes this value")
    return as_float(value, wanted)


def is_monotone(derivative: Derivative) -> bool:
    """Return True if f is certainly defined everywhere, and rises or falls everywhere.

    Its derivative has one sign, or is 0 at single points besides, like that of x + sin x.
    """
    if any(condition != sp.true for condition in definedness(derivative.typed)):
        return False
    signs = signs_of(derivative.result)
    if len(signs - {0}) > 1:
        return False
    return 0 not in signs or has_thin_zeros(derivative.result, derivative.variable)


def _is_at(typed: sp.Expr, x: sp.Symbol, at: sp.Expr, y: sp.Expr) -> bool:
    try:
        sign = sign_at(sp.expand(value_at(typed, {x: at}) - y), {})
    except UndefinedError:
        return False
    if sign is None:
        raise UnsupportedError(f"whether the function is {y} at {x} = {at} is not decided")
    return sign == 0
