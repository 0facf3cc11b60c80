"""The value of an expression at a point: approximate to any precision, or exact, over the real numbers.

Values are enclosed by Arb (algebra/enclosures) at a precision that is raised until the enclosure is narrow enough; that
is imported with the first number that is asked for. `approximate`, `nearest_decimal` and `value_at` take a number for 0
that is 0 to more than 2,500 bits; `sign_at` and `truth_at` then answer None.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

import mpmath
import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra import exact
from calc_cli.errors import UndefinedError, UnsupportedError

if TYPE_CHECKING:
    from calc_cli.algebra.enclosures.enclosure import Value

Point = Mapping[sp.Symbol, mpmath.mpf | sp.Expr]


def approximate(e: sp.Expr, point: Point, digits: int, *, quick: bool = False) -> mpmath.mpf:
    """Return the real value of `e`, correct to `digits` significant digits.

    With `quick` it gives up sooner where terms cancel, and proves only of rational numbers that they are equal.

    Raises UndefinedError if `e` has no real value there, UnsupportedError if it cannot be computed.

    >>> x = sp.Symbol("x", real=True)
    >>> approximate((1 - sp.cos(x)) / x**2, {x: mpmath.mpf("1e-30")}, 15)
    mpf('0.5')
    """
    from calc_cli.algebra.enclosures import precision

    return precision.approximate(e, point, digits, quick=quick)


def nearest_decimal(e: sp.Expr, point: Point, digits: int) -> sp.Float:
    """Return the decimal of `digits` significant digits that is nearest to the value of `e`, rounded once.

    Raises UndefinedError and UnsupportedError as `approximate` does.

    >>> nearest_decimal(sp.sqrt(66), {}, 3)
    8.12
    """
    from calc_cli.algebra.enclosures import precision

    return precision.nearest_decimal(e, point, digits)


def as_float(value: sp.Expr | None) -> float | None:
    """Return a number as a float, infinity if it is too large for one; None if there is none, or it has variables."""
    if value is None or value.free_symbols or value.has(AppliedUndef):
        return None
    if value.is_Rational:
        with suppress(OverflowError):
            return value.p / value.q
    return float(approximate(value, {}, 17))


def enclosure(e: sp.Expr, point: Point, bits: int, *, guess: bool = False) -> "Value":
    """Return an enclosure of the value of `e` with `bits` significant bits, or as narrow as 2^(-2 bits) near 0.

    With `guess` it has `bits` significant bits near 0 too, and what seems to be 0 is taken for it.
    Raises UndefinedError and UnsupportedError as `approximate` does.
    """
    from calc_cli.algebra.enclosures import precision

    return precision.enclose(e, point, bits, guess=guess)


def value_on(e: sp.Expr, values: Mapping[sp.Symbol, "Value"], bits: int) -> "Value | None":
    """Return an enclosure of all values of `e` where its variables are in these intervals, on which it is continuous.

    None if that it is, is not certain with so many bits. Raises UndefinedError if it is defined nowhere on them.
    """
    from calc_cli.algebra.enclosures import precision

    return precision.value_on(e, values, bits)


def greatest_size(e: sp.Expr, point: Point) -> float:
    """Return about the greatest |log2| of the values of parts of `e`, or the bits that hide in one like tanh(1000)."""
    from calc_cli.algebra.enclosures import precision

    return precision.greatest_size(e, point)


def differ(a: "Value", b: "Value", bits: int) -> bool:
    """Return True if the two numbers certainly differ."""
    from calc_cli.algebra.enclosures import precision

    return precision.differ(a, b, bits)


def sign_at(e: sp.Expr, point: Point) -> int | None:
    """Return -1, 0 or 1, never wrong; None if it is not decided. Raises UndefinedError as `approximate` does.

    Variables that the point does not have may have any value.
    """
    if e.is_Rational:
        return (e.p > 0) - (e.p < 0)
    from calc_cli.algebra.enclosures import precision

    return precision.sign_at(e, point)


def truth_at(condition: sp.Basic, point: Point) -> bool | None:
    """Return True if the condition holds; None if it is not decided. Raises UndefinedError as `approximate` does."""
    from calc_cli.algebra.enclosures import precision

    return precision.truth_at(condition, point)


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
    from calc_cli.algebra.enclosures import precision
    from calc_cli.algebra.enclosures.enclosure import sign

    approximation = _number_at(e, point)
    if approximation is not None and not sign(approximation) and sign_at(e, point) == 0:
        return sp.S.Zero
    rebuilder = exact.Rebuilder(point, lambda number: precision.sign_or_guess(number, {}), precision.truth_or_guess)
    if approximation is None:
        return exact.simple_number(rebuilder.value(e))
    for careful in (rebuilder, rebuilder.distrusting()):
        with suppress(UndefinedError):
            value = exact.simple_number(careful.value(e))
            if not precision.differ(precision.about(value, {}), approximation, 60):
                return value  # SymPy may be wrong: asec(csc(-5/2)) is not 5/2 - pi/2, though it says so
    raise UnsupportedError("the value could not be computed exactly")


def _number_at(e: sp.Basic, point: Mapping[sp.Symbol, sp.Expr]) -> "Value | None":
    """Return about the value of `e`, None with variables in it.

    Raises UndefinedError if a part without any has no real value.
    """
    from calc_cli.algebra.enclosures import precision

    numbers = {symbol: at for symbol, at in point.items() if not at.free_symbols and not at.has(AppliedUndef)}
    if e.free_symbols <= numbers.keys() and not e.has(AppliedUndef):
        return precision.about(e, numbers)
    if not isinstance(e, sp.Piecewise | sp.Sum | sp.Product):
        for part in e.args:
            _number_at(part, numbers)
    return None


def evaluator() -> exact.Rebuilder:
    """Return what evaluates parts of expressions as typed, variables and all, each part once."""
    return exact.Rebuilder({}, lambda e: sign_at(e, {}), truth_at)
