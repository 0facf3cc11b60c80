"""The value of an expression at a point: approximate to any precision, or exact, over the real numbers.

An approximation is walked (algebra/walker.py) with a bound on its error, at a precision that is raised
until the bound is small enough. What no precision can tell, that something is exactly 0 or exactly an
integer, is settled by proof (algebra/exact.py). Where no proof is found, `approximate` and `value_at` take a
number for 0 that is 0 to more than 2,500 bits; `sign_at` and `truth_at` answer None.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from math import inf
from typing import TypeVar

import mpmath
import sympy as sp
from mpmath import libmp
from sympy.core.function import AppliedUndef

from calc_cli.algebra import ball, exact
from calc_cli.algebra.ball import Exact, Value
from calc_cli.algebra.constants import algebraic_witness
from calc_cli.algebra.walker import Bound, Key, UndecidedError, Walker
from calc_cli.errors import UndefinedError, UnsupportedError

Point = Mapping[sp.Symbol, mpmath.mpf | sp.Expr]
Answer = TypeVar("Answer")

_PROVE_FROM = 500
"""From this precision on, a number that still looks like 0 is suspected to be 0."""

_CONVINCING = 2_500
"""What is 0 to this many bits, and more where the numbers in it are large or small, is taken for 0."""

_MOST_BITS = 40_000
"""No number is computed to more bits, unless that many are asked for."""

_QUICKLY = 8_000


def approximate(e: sp.Expr, point: Point, digits: int, *, quick: bool = False) -> mpmath.mpf:
    """The real value of `e`, correct to `digits` significant digits.

    With `quick` it gives up sooner where terms cancel, and proves only of rational numbers that they are equal.

    Raises UndefinedError if `e` has no real value there, UnsupportedError if it cannot be computed.

    >>> x = sp.Symbol("x", real=True)
    >>> approximate((1 - sp.cos(x)) / x**2, {x: mpmath.mpf("1e-30")}, 15)
    mpf('0.5')
    """
    bits = int(digits * 3.3219281) + 6

    def ask(walker: Walker) -> Value:
        value = walker.value(e)
        if isinstance(value, tuple) and value[1] > ball.magnitude(value[0]) - bits and value[1] > -inf:
            raise walker.undecided(e)
        return value

    v, _ = ball.ball(_settle(ask, point, bits, guess=True, quick=quick), bits + 10)
    return mpmath.mp.make_mpf(libmp.mpf_pos(v, bits + 10, "n"))


def enclosure(e: sp.Expr, point: Point, bits: int) -> Value:
    """The real value of `e` with a bound on its error of `bits` significant bits, or of 2^(-2 bits) near 0.

    Nothing in it is guessed. Raises UndefinedError and UnsupportedError as `approximate` does.
    """

    def ask(walker: Walker) -> Value:
        value = walker.value(e)
        if isinstance(value, tuple) and value[1] > max(ball.magnitude(value[0]), -bits) - bits:
            raise walker.undecided(e)
        return value

    return _settle(ask, point, bits, guess=False)


def value_at(e: sp.Expr, point: Mapping[sp.Symbol, sp.Expr]) -> sp.Expr:
    """The exact value of `e`; variables that the point does not have stay.

    Raises UndefinedError if `e` has no real value there.

    >>> x = sp.Symbol("x", real=True)
    >>> value_at(sp.sin(x), {x: sp.pi / 3}), value_at(sp.cbrt(x), {x: sp.Integer(-8)})
    (sqrt(3)/2, -2)
    """
    approximation = _number_at(e, point)
    if approximation is not None and not ball.sign(approximation) and sign_at(e, point) == 0:
        return sp.S.Zero
    rebuilder = exact.Rebuilder(point, _sign_or_guess, _truth_or_guess)
    if approximation is None:
        return exact.simple_number(rebuilder.value(e))
    for careful in (rebuilder, rebuilder.distrusting()):
        with suppress(UndefinedError):
            value = exact.simple_number(careful.value(e))
            if _agrees(value, approximation):
                return value
    raise UnsupportedError("the value could not be computed exactly")


def evaluator() -> exact.Rebuilder:
    """What evaluates parts of expressions as typed, variables and all, each part once."""
    return exact.Rebuilder({}, lambda e: sign_at(e, {}), truth_at)


def sign_at(e: sp.Expr, point: Point) -> int | None:
    """-1, 0 or 1, never wrong; None if it is not decided. Raises UndefinedError as `approximate` does.

    Variables that the point does not have may have any value.
    """
    found = _decided(lambda walker: walker.sign(e), point)
    return _assumed_sign(e, point) if found is None else found


def _assumed_sign(e: sp.Expr, point: Point) -> int | None:
    """What SymPy's assumptions tell, for numbers out of reach and for variables without a value."""
    try:
        value = _exact_part(e, (), point)
    except UnsupportedError:
        return None
    return 1 if value.is_positive else -1 if value.is_negative else 0 if value.is_zero else None


def truth_at(condition: sp.Basic, point: Point) -> bool | None:
    """Whether the condition holds; None if it is not decided. Raises UndefinedError as `approximate` does."""
    return _decided(lambda walker: walker.truth(condition), point)


def _decided(ask: Callable[[Walker], Answer], point: Point) -> Answer | None:
    try:
        return _settle(ask, point, 30, guess=False)
    except UnsupportedError:
        return None


def _sign_or_guess(e: sp.Expr) -> int | None:
    return _settle(lambda walker: walker.sign(e), {}, 30, guess=True)


def _truth_or_guess(condition: sp.Basic, point: Point) -> bool | None:
    return _settle(lambda walker: walker.truth(condition), point, 30, guess=True)


def _settle(ask: Callable[[Walker], Answer], point: Point, bits: int, *, guess: bool, quick: bool = False) -> Answer:
    """Ask with rising precision until the walker can answer."""
    known: dict[Key, Exact] = {}
    tried: set[Key] = set()
    precision = bits + 20
    while True:
        walker = Walker.at(point, precision, known)
        try:
            return ask(walker)
        except UndecidedError as doubt:
            candidate = _integer_near(doubt.value, precision)
            if precision >= _PROVE_FROM and candidate is not None and doubt.key not in tried:
                tried.add(doubt.key)
                if _is_proved(doubt.key, candidate, point, quick=quick):
                    known[doubt.key] = candidate
                    continue
            if precision > _enough(walker, bits):
                if not guess or candidate is None:
                    raise UnsupportedError("the value could not be computed: its terms cancel") from None
                known[doubt.key] = candidate
                continue
            if precision > (_QUICKLY if quick else _MOST_BITS) + 4 * bits:
                raise UnsupportedError("the value could not be computed: its terms are too far apart in size") from None
            precision = max(2 * precision, _PROVE_FROM if candidate is not None else 0)


def _enough(walker: Walker, bits: int) -> float:
    """The precision that convinces, for numbers of the sizes that occur."""
    return _CONVINCING + 4 * bits + 8 * walker.greatest_size()


def _integer_near(value: Value, precision: int) -> int | None:
    """The integer that the value cannot be told from."""
    if not isinstance(value, tuple) or ball.magnitude(value[0]) > precision / 2:
        return None
    v, err = value
    nearest = int(libmp.to_int(libmp.mpf_nint(v)))
    apart = ball.magnitude(libmp.mpf_sub(v, libmp.from_int(nearest)))
    return nearest if ball.joined(apart, err) < -precision / 4 else None


def _is_proved(key: Key, candidate: int, point: Point, *, quick: bool) -> bool:
    """Whether a part is exactly the integer `candidate`."""
    part, bound = key
    try:
        difference = _exact_part(part, bound, point) - candidate
        return difference == 0 if quick else bool(_is_zero(difference))
    except (UnsupportedError, UndefinedError):
        return False


def _exact_part(part: sp.Expr, bound: Bound, point: Point) -> sp.Expr:
    place = {symbol: _exact_coordinate(at) for symbol, at in point.items()}
    place |= {index: sp.Integer(i) for index, i in bound}
    indices = frozenset(index for index, _ in bound)
    return exact.Rebuilder(place, lambda e: sign_at(e, {}), truth_at, indices).value(part)


def _exact_coordinate(at: mpmath.mpf | sp.Expr) -> sp.Expr:
    return at if isinstance(at, sp.Basic) else sp.Rational(*libmp.to_rational(mpmath.mpf(at)._mpf_))


def _is_zero(number: sp.Expr) -> bool | None:
    """Whether a number that cannot be told from 0 is 0."""
    witness = algebraic_witness(number)
    if witness is not None:
        return _is_zero(witness)
    found = exact.is_zero(number)
    if found is not None:
        return found
    bits = exact.separation(number)
    if bits is None or bits > _MOST_BITS / 2:
        return None
    try:
        value = ball.ball(Walker({}, int(bits) + 100, {}).value(number), 100)
    except UndecidedError:
        return None
    return ball.joined(ball.magnitude(value[0]), value[1]) < -bits


def _agrees(value: sp.Expr, approximation: Value) -> bool:
    """Whether SymPy was right: asec(csc(-5/2)) is not 5/2 - pi/2, though it says so."""
    own = _settle(lambda walker: walker.value(value), {}, 30, guess=True)
    return not ball.sign(ball.total((own, ball.negated(approximation)), 60))


def _number_at(e: sp.Basic, point: Mapping[sp.Symbol, sp.Expr]) -> Value | None:
    """About the value of `e`, None with variables in it. UndefinedError if a part without any has no real value."""
    numbers = {symbol: at for symbol, at in point.items() if not at.free_symbols and not at.has(AppliedUndef)}
    if e.free_symbols <= numbers.keys() and not e.has(AppliedUndef):
        return _settle(lambda walker: walker.value(e), numbers, 30, guess=True)
    if not isinstance(e, sp.Piecewise | sp.Sum | sp.Product):
        for part in e.args:
            _number_at(part, numbers)
    return None
