"""When to raise the precision: an expression is enclosed again and again until the enclosure answers the question.

What no precision can tell, that something is exactly 0 or exactly an integer, is settled by proof (algebra/exact.py).
Where no proof is found, whoever may guess takes a number for 0 that is 0 to more than 2,500 bits.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TypeVar

import mpmath
import sympy as sp
from flint import fmpq
from mpmath import libmp

from calc_cli.algebra import exact
from calc_cli.algebra.enclosures import enclosure, evaluation
from calc_cli.algebra.enclosures.arithmetic import total
from calc_cli.algebra.enclosures.compilation import Evaluation
from calc_cli.algebra.enclosures.enclosure import Bound, Key, UndecidedError, Value, at_precision
from calc_cli.algebra.exact import algebraic_witness
from calc_cli.algebra.functions import sign_under_assumptions
from calc_cli.algebra.rebuilder import Rebuilder
from calc_cli.errors import UndefinedError, UnsupportedError

Point = Mapping[sp.Symbol, mpmath.mpf | sp.Expr]
Answer = TypeVar("Answer")
Ask = Callable[[Evaluation], Answer]

PROVE_FROM = 500
"""From this precision on, a number that still looks like an integer is suspected to be one."""

_CONVINCING = 2_500
"""A number that is 0 to this many bits, and more where the numbers in it are large or small, is taken for 0."""

_CONVINCING_INTEGRAL = 600
"""The same where there are integrals, each of which takes seconds to thousands of bits."""

MOST_BITS = 40_000
"""No number is computed to more bits, unless that many are asked for."""

_QUICKLY = 8_000

_SIGN_BITS = 30
"""Signs and conditions are first tried with little more than this precision."""


def raised(
    ask: Callable[[], Answer], settle: Callable[[UndecidedError, int | None, int], bool], first: int, most: int
) -> Answer:
    """Ask with a precision of `first` bits, then more and more, until there is an answer.

    `settle` is told the question that is open, the integer that the part in doubt seems to be and the precision, and
    returns True if it has answered the question. Raises UnsupportedError beyond `most` bits.
    """
    bits = first
    while True:
        try:
            return at_precision(bits, ask)
        except UndecidedError as doubt:
            candidate = enclosure.nearest_integer(doubt.value, bits)
            if bits >= PROVE_FROM and settle(doubt, candidate, bits):
                continue
            if bits > most:
                raise UnsupportedError("the value could not be computed: its terms are too far apart in size") from None
            bits = max(2 * bits, PROVE_FROM if candidate is not None else 0)


def approximate(e: sp.Expr, point: Point, digits: int, *, quick: bool = False) -> mpmath.mpf:
    """Return the real value of `e`, correct to `digits` significant digits.

    With `quick` it gives up sooner where terms cancel, and proves only of rational numbers that they are equal.

    Raises UndefinedError if `e` has no real value there, UnsupportedError if it cannot be computed.

    >>> x = sp.Symbol("x", real=True)
    >>> approximate((1 - sp.cos(x)) / x**2, {x: mpmath.mpf("1e-30")}, 15)
    mpf('0.5')
    """
    bits = enclosure.precision_of(digits)
    value = enclose(e, point, bits, guess=True, quick=quick)
    return mpmath.mp.make_mpf(enclosure.midpoint(value, bits + 10))


def nearest_decimal(e: sp.Expr, point: Point, digits: int) -> sp.Float:
    """Return the decimal of `digits` significant digits that is nearest to the value of `e`, rounded once.

    Raises UndefinedError and UnsupportedError as `approximate` does.

    >>> nearest_decimal(sp.sqrt(66), {}, 3)
    8.12
    """
    bits = enclosure.precision_of(digits)

    def is_decided(value: Value) -> bool:
        is_tie = enclosure.precision() > _CONVINCING + 4 * bits and not enclosure.is_wide(value, bits)
        return is_tie or enclosure.decimal(value, digits) is not None

    value = _value(e, point, bits, is_decided, guess=True)
    return enclosure.as_float(value, digits)


def enclose(e: sp.Expr, point: Point, bits: int, *, guess: bool = False, quick: bool = False) -> Value:
    """Return an enclosure of the value of `e` with `bits` significant bits, or as narrow as 2^(-2 bits) near 0.

    With `guess` it has `bits` significant bits near 0 too, and what seems to be 0 is taken for it.
    Raises UndefinedError and UnsupportedError as `approximate` does.
    """

    def is_narrow(value: Value) -> bool:
        return not enclosure.is_wide(value, bits) or (not guess and enclosure.is_within(value, -2 * bits))

    return _value(e, point, bits, is_narrow, guess=guess, quick=quick)


def value_on(e: sp.Expr, values: Mapping[sp.Symbol, Value], bits: int) -> Value | None:
    """Return an enclosure of all values of `e` where its variables are in these intervals, on which it is continuous.

    None if that it is, is not certain with so many bits. Raises UndefinedError if it is defined nowhere on them.
    """
    with suppress(UndecidedError, UnsupportedError):
        return at_precision(bits, lambda: evaluation.value(e, Evaluation(values, {})))
    return None


def sign_at(e: sp.Expr, point: Point) -> int | None:
    """Return -1, 0 or 1, never wrong; None if it is not decided. Raises UndefinedError as `approximate` does.

    Variables that the point does not have may have any value.
    """
    if e.is_Rational:
        return (e.p > 0) - (e.p < 0)
    with suppress(UnsupportedError):
        return sign_or_guess(e, point, guess=False)
    return _assumed_sign(e, point)


def _assumed_sign(e: sp.Expr, point: Point) -> int | None:
    """Return what SymPy's assumptions tell, for numbers out of reach and for variables without a value."""
    try:
        value = _exact_part(e, (), point)
    except UnsupportedError:
        return None
    # SymPy calls sin(1 - atan(tan 1)) positive, by digits of a sum in which nothing is left
    sums = [f for f in value.atoms(sp.Function) if f.is_number and any(u.is_Add for u in f.args)]
    return sign_under_assumptions(value.xreplace({f: _with_sign_of(f) for f in sums}))


def _with_sign_of(f: sp.Expr) -> sp.Expr:
    """Return a letter with the sign of a number, if that is decided."""
    try:
        sign = sign_or_guess(f, {}, guess=False)
    except (UndefinedError, UnsupportedError):
        return sp.Dummy(real=True)
    return sp.Dummy(positive=True) if sign > 0 else sp.Dummy(negative=True) if sign else sp.S.Zero


def truth_at(condition: sp.Basic, point: Point) -> bool | None:
    """Return True if the condition holds; None if it is not decided. Raises UndefinedError as `approximate` does."""
    with suppress(UnsupportedError):
        return truth_or_guess(condition, point, guess=False)
    return None


def sign_or_guess(e: sp.Expr, point: Point, *, guess: bool = True) -> int:
    """Return the sign of `e`, that of 0 if it seems to be 0 and a guess will do."""
    return _settled(e, lambda at: evaluation.sign(e, at), point, _SIGN_BITS, guess=guess)


def truth_or_guess(condition: sp.Basic, point: Point, *, guess: bool = True) -> bool:
    """Return True if the condition holds, taking for 0 what seems to be 0 if a guess will do."""
    return _settled(condition, lambda at: evaluation.truth(condition, at), point, _SIGN_BITS, guess=guess)


def about(e: sp.Basic, point: Point) -> Value:
    """Return an enclosure of the value of `e`, of any width, guessing where numbers seem to be 0."""
    return _settled(e, lambda at: evaluation.value(e, at), point, _SIGN_BITS, guess=True)


def greatest_size(e: sp.Expr, point: Point) -> float:
    """Return about the greatest |log2| of the values of parts of `e`, or the bits that hide in one like tanh(1000)."""
    return at_precision(_SIGN_BITS, lambda: evaluation.greatest_size(e, _evaluation(point, {})))


def differ(a: Value, b: Value, bits: int) -> bool:
    """Return True if the two numbers certainly differ."""
    return bool(at_precision(bits, lambda: enclosure.sign(total((a, -b)))))


def _value(
    e: sp.Expr, point: Point, bits: int, suffices: Callable[[Value], bool], *, guess: bool, quick: bool = False
) -> Value:
    def ask(at: Evaluation) -> Value:
        value = evaluation.value(e, at)
        if not suffices(value):
            raise at.undecided(e, value)
        return value

    return _settled(e, ask, point, bits, guess=guess, quick=quick)


def _settled(e: sp.Basic, ask: Ask[Answer], point: Point, bits: int, *, guess: bool, quick: bool = False) -> Answer:
    """Ask about `e` at the point with rising precision; the first is a little more than `bits`."""
    known: dict[Key, fmpq] = {}
    tried: set[Key] = set()
    enough = (_CONVINCING_INTEGRAL if e.has(sp.Integral) else _CONVINCING) + 4 * bits

    def settle(doubt: UndecidedError, candidate: int | None, precision: int) -> bool:
        if candidate is not None and doubt.key not in tried:
            tried.add(doubt.key)
            if _is_proved(doubt.key, candidate, point, quick=quick):
                known[doubt.key] = fmpq(candidate)
                return True
        if precision <= enough or precision <= enough + 8 * size(precision):
            return False
        if candidate is None or not guess:
            raise UnsupportedError("the value could not be computed: its terms cancel")
        known[doubt.key] = fmpq(candidate)
        return True

    def size(precision: int) -> float:
        return at_precision(precision, lambda: evaluation.greatest_size(e, _evaluation(point, known)))

    most = (_QUICKLY if quick else MOST_BITS) + 4 * bits
    return raised(lambda: ask(_evaluation(point, known)), settle, bits + 20, most)


def _evaluation(point: Point, known: Mapping[Key, fmpq]) -> Evaluation:
    """Return the evaluation at a point whose coordinates are numbers, binary ones being exact, or expressions."""
    around = Evaluation({}, known)
    return Evaluation(
        {
            symbol: evaluation.value(at, around) if isinstance(at, sp.Basic) else enclosure.of_float(at._mpf_)
            for symbol, at in point.items()
        },
        known,
    )


# Proofs


def _is_proved(key: Key, candidate: int, point: Point, *, quick: bool) -> bool:
    """Return True if a part is exactly the integer `candidate`."""
    part, bound = key
    with suppress(UnsupportedError, UndefinedError):
        difference = _exact_part(part, bound, point) - candidate
        return difference == 0 if quick else bool(_is_zero(difference))
    return False


def _exact_part(part: sp.Expr, bound: Bound, point: Point) -> sp.Expr:
    place = {symbol: _exact_coordinate(at) for symbol, at in point.items()}
    place |= {index: sp.Integer(i) for index, i in bound}
    indices = frozenset(index for index, _ in bound)
    return Rebuilder(place, lambda e: sign_at(e, {}), truth_at, indices).value(part)


def _exact_coordinate(at: mpmath.mpf | sp.Expr) -> sp.Expr:
    return at if isinstance(at, sp.Basic) else sp.Rational(*libmp.to_rational(at._mpf_))


def _is_zero(number: sp.Expr) -> bool | None:
    """Return True or False if it is proved that a number, which cannot be told from 0, is 0 or not."""
    witness = algebraic_witness(number)
    if witness is not None:
        return _is_zero(witness)
    found = exact.is_zero(number)
    if found is not None:
        return found
    bits = exact.separation(number)
    if bits is None or bits > MOST_BITS / 2:
        return None
    value = value_on(number, {}, int(bits) + 100)
    return None if value is None else enclosure.is_below(value, -int(bits) - 1)
