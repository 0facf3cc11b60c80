"""Powers of real numbers: an odd root of a negative number is real, and no number grows past a limit.

And sums of many terms, and multiples of simple ones, without the searches that cost SymPy their time: it asks of every
new number what it is, and of every product what it could become. Of 3*x^2 it could become nothing, and in a sum of
100,000 such terms the asking takes a minute.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from math import log2

import sympy as sp
from sympy.ntheory.factor_ import FactorCache, factor_cache

from calc_cli.algebra.functions import absolute
from calc_cli.errors import UnsupportedError

MOST_BITS = 1_000_000
"""The longest number that is written out, in bits."""

_UNREAL = (sp.nan, sp.zoo, sp.oo, -sp.oo, sp.I)

_ENOUGH = 10**30  # an exponent that is past the limit anyhow, and still a float


def _remember(n: int, factors: Iterable[int]) -> None:
    """Store the factors of `n` but for composite ones, of which SymPy, told to stop early, raises ValueError."""
    with suppress(ValueError):
        FactorCache.add(factor_cache, n, factors)


factor_cache.add = _remember


def power(base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
    """Return base**exponent over the real numbers.

    A rational exponent with an odd denominator in lowest terms is the real root: (-8)^(1/3) = -2 and
    (-8)^(2/3) = 4, where SymPy takes the principal root, a complex number.
    Raises UnsupportedError if the result is a number of more than MOST_BITS bits.
    """
    if base.is_Piecewise and exponent is not sp.S.Zero:
        return real_cases([(power(value, exponent), condition) for value, condition in base.args])
    if base.is_Pow and is_zero(base.base) and exponent.is_positive:
        base, exponent = base.base, base.exp * exponent
    if is_zero(base) and exponent.is_positive:
        return sp.S.Zero
    if is_zero(base) and not exponent.is_number:
        return sp.Pow(base, exponent, evaluate=False)  # SymPy makes zoo^x of 0^(-x)
    if exponent.is_Rational:
        _check_size(base, exponent)
    try:
        return _real_power(base, exponent)
    except ValueError as error:  # SymPy's multiplicity, on what it takes for a prime factor of a long number
        raise UnsupportedError(f"a root of degree {exponent.q} is not looked for in a number this long") from error


def is_zero(base: sp.Expr) -> bool:
    """Return True if a base is certainly 0; of a formula in variables, which takes SymPy long, it is not asked."""
    return bool((base.is_Atom or base.is_number) and base.is_zero)


def _real_power(base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
    if exponent.is_Integer:
        return sp.Pow(base, exponent)
    if base.is_Pow and exponent.is_Rational and base.exp.is_Rational and base.exp.q % 2 == 0:
        together = base.exp * exponent  # SymPy leaves sqrt(x^(3/2)), though x is not negative there
        if together.q % 2 == 0:
            return sp.Pow(base.base, together)
    if exponent.is_Rational and exponent.q % 2 == 1:
        return _odd_root(base, exponent)
    if base.is_Pow and _is_even_root(base.exp):
        base = sp.Pow(absolute(base.base), base.exp)  # SymPy makes x^(1/3) of sqrt(x^(2/3)), which is |x|^(1/3)
    return sp.Pow(base, exponent)


def real_cases(branches: Iterable[tuple[sp.Expr, sp.Basic]]) -> sp.Expr:
    """Return the Piecewise of these values and conditions; a value that is nowhere a real number is nan."""
    return sp.Piecewise(
        *((sp.nan if has_outside_cases(value, *_UNREAL) else value, condition) for value, condition in branches)
    )


def defined_cases(cases: Iterable[tuple[sp.Expr, sp.Basic]]) -> list[tuple[sp.Expr, sp.Basic]]:
    """Return the cases that have a value, each with the condition that none before it applies that is nan."""
    defined, outside = [], sp.true
    for value, condition in cases:
        if value is sp.nan:
            outside = sp.And(outside, sp.Not(condition))
        else:
            defined.append((value, condition if outside is sp.true else sp.And(condition, outside)))
    return defined


def has_outside_cases(e: sp.Basic, *numbers: sp.Expr) -> bool:
    """Return True if `e` holds one of these numbers outside its cases, which may not apply, and bounds of integrals."""
    if e.atoms().isdisjoint(numbers):
        return False
    parts = e.args[:1] if isinstance(e, sp.Integral) else () if e.is_Piecewise else e.args
    return e in numbers or any(has_outside_cases(part, *numbers) for part in parts)


def _odd_root(base: sp.Expr, exponent: sp.Rational) -> sp.Expr:
    if base.is_extended_nonpositive:  # SymPy takes the roots of -e^x and of -x^2 - 1 for complex numbers
        root = sp.Pow(-base, exponent)
        return root if exponent.p % 2 == 0 else -root
    if base.is_Pow and base.exp.is_Rational and base.exp.q % 2 == 1:
        # (b^m)^(p/q) is b^(mp/q), for even m of |b|, since b^m is then the same for -b
        inner = absolute(base.base) if base.exp.p % 2 == 0 else base.base
        return sp.Pow(inner, base.exp * exponent)
    return sp.Pow(base, exponent)


def _is_even_root(exponent: sp.Expr) -> bool:
    """Return True if b^exponent is even in b but no integer power, like b^(2/3)."""
    return bool(exponent.is_Rational and exponent.q % 2 == 1 and exponent.q > 1 and exponent.p % 2 == 0)


def _check_size(base: sp.Expr, exponent: sp.Rational) -> None:
    number = base if base.is_Rational else base.as_coeff_Mul()[0] if base.is_Mul else None
    if number is None or not number.is_Rational or (number.q == 1 and abs(number.p) <= 1):
        return
    bits = log2(max(abs(number.p), number.q)) * min(max(abs(exponent.p), exponent.q), _ENOUGH)
    if bits > MOST_BITS and exponent.q > abs(exponent.p):  # SymPy looks for the root among powers of this size
        raise UnsupportedError(f"a root of degree {exponent.q} is not looked for")
    if bits > MOST_BITS:
        raise too_long(f"a power with exponent {exponent}" if exponent.p < 10**12 else "this power", int(bits))


def too_long(what: str, bits: int) -> UnsupportedError:
    """Return the error for a number that would not fit."""
    return UnsupportedError(f"{what} is a number of about {bits:.2g} bits; the limit is {MOST_BITS:,} bits")


MANY = 1_000
"""From here on, a sum keeps its terms in the order they came in."""


def times(number: sp.Rational, e: sp.Expr) -> sp.Expr:
    """Return number*e."""
    if number == 1:
        return e
    if _is_simple(e) and number != 0:
        return sp.Mul(number, e, evaluate=False)
    if e.is_Mul and len(e.args) == 2 and e.args[0].is_Rational and _is_simple(e.args[1]):
        return times(number * e.args[0], e.args[1])
    return sp.Mul(number, e)


def add(terms: Sequence[sp.Expr]) -> sp.Expr:
    """Return the sum of `terms`, like terms put together."""
    if len(terms) < MANY:
        return sp.Add(*terms)
    collected: dict[sp.Expr, sp.Rational] = {}
    for term in terms:
        number, rest = term.as_coeff_Mul(rational=True) if term.is_Mul or term.is_Rational else (sp.S.One, term)
        collected[rest] = collected[rest] + number if rest in collected else number
    together = [times(number, rest) for rest, number in collected.items() if number != 0]
    return sp.Add(*together, evaluate=len(together) < MANY)


def _is_simple(e: sp.Expr) -> bool:
    """Return True if `e` is x or a whole power of x."""
    return bool(e.is_Symbol or (e.is_Pow and e.base.is_Symbol and e.exp.is_Integer))
