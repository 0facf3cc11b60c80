"""Where a function takes a value: exactly if possible, else between two numbers that enclose the place."""

from collections.abc import Sequence

import sympy as sp

from calc_cli.algebra.conditions import definedness
from calc_cli.algebra.domain import has_isolated_zeros
from calc_cli.algebra.enclosures.enclosure import as_float, is_wide
from calc_cli.algebra.evaluate import approximate, sign_at, value_at, value_on
from calc_cli.algebra.ranges import signs_of
from calc_cli.algebra.roots import Root, Roots, real_roots, recognised
from calc_cli.calculus.derivative.derivative import Derivative
from calc_cli.errors import UndefinedError, UnsupportedError

_DIGITS = 15


def preimages(derivative: Derivative, y: sp.Expr, explicit: Sequence[sp.Expr] | None, digits: int | None) -> Roots:
    """Return places where f is y; of those that are not exact, those next to 0 come first.

    `explicit` are they, if they are known already.
    """
    typed, f, x = derivative.typed, derivative.expression, derivative.variable
    if explicit is not None:
        return Roots(tuple(map(Root, explicit)), True)
    if f.free_symbols | y.free_symbols != {x}:
        return Roots((), False)
    found = real_roots(f, x, y, bits=int((digits or _DIGITS) * 3.33) + 100)
    places = [recognised(f - y, x, root) for root in found.roots]
    if not found.are_all or any(root.exact is None for root in found.roots):
        places.sort(key=lambda root: (abs(size := approximate(root.middle, {}, 17)), -size))
    here = tuple(root for root in places if root.exact is None or _is_at(typed, x, root.exact, y))
    return Roots(here, found.are_all or (bool(here) and is_monotone(derivative)))


def value_at_root(e: sp.Expr, x: sp.Symbol, root: Root, digits: int | None) -> sp.Expr:
    """Return the value of `e` at an enclosed place to so many digits. Raises UnsupportedError if they are too many."""
    wanted = digits or _DIGITS
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
    return 0 not in signs or has_isolated_zeros(derivative.result, derivative.variable)


def _is_at(typed: sp.Expr, x: sp.Symbol, at: sp.Expr, y: sp.Expr) -> bool:
    try:
        sign = sign_at(sp.expand(value_at(typed, {x: at}) - y), {})
    except UndefinedError:
        return False
    if sign is None:
        raise UnsupportedError(f"whether the function is {y} at {x} = {at} is not decided")
    return sign == 0
