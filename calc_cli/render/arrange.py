"""The arrangement of formulas on paper: the sign and order of terms, the factors above and below a fraction bar.

The printers share this. It takes expressions apart by `.func` and `.args` alone and evaluates nothing, so it
serves unevaluated expressions as well. Those are left in the order in which they were typed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple, Self

import sympy as sp
from sympy.core.function import Application, AppliedUndef

from calc_cli.algebra.occurrences import parts
from calc_cli.algebra.unevaluated import flat

LONGEST_SORTED = 300
"""Sums and products of more operands than this are printed as they come: nobody reads them, and sorting costs."""

_VARIABLES = "xyzt"
"""Usual names of variables: the powers of these order a sum, before those of parameters."""

_FUNCTIONS = {
    name: place
    for place, name in enumerate([
        "log", "sin", "sec", "csc", "cos", "tan", "cot", "asin", "acos", "atan", "sinh", "sech", "csch", "cosh", "tanh",
        "coth",
    ])
}  # fmt: skip
"""Known functions in the order that products have them: sin x cos x, sec x tan x."""


class SignedTerm(NamedTuple):
    """A signed term of a sum: minus `body` if `negative`."""

    negative: bool
    body: sp.Expr


class Ratio(NamedTuple):
    """A product as a fraction: plus or minus the factors `above` over those `below`. Either may be empty, for 1."""

    negative: bool
    above: tuple[sp.Expr, ...]
    below: tuple[sp.Expr, ...]


def terms(e: sp.Expr, *, typed: bool) -> list[SignedTerm]:
    """Return the terms of the sum `e` in the order in which they are written."""
    found = [_term(argument) for argument in e.args]
    if typed or len(found) > LONGEST_SORTED:
        return found
    return _positive_first(_by_degree(found))


def _term(e: sp.Expr) -> SignedTerm:
    if _is_negative(e):
        return SignedTerm(True, -e)
    if e.is_Mul and _is_negative(e.args[0]):
        return SignedTerm(True, _without_sign(e))
    return SignedTerm(False, e)


def _without_sign(e: sp.Mul) -> sp.Expr:
    """-e for a product whose first factor is a negative number, without evaluating it."""
    first, *others = e.args
    if first is sp.S.NegativeOne:
        return others[0] if len(others) == 1 else sp.Mul(*others, evaluate=False)
    return sp.Mul(-first, *others, evaluate=False)


def _by_degree(found: list[SignedTerm]) -> list[SignedTerm]:
    """Descending powers of x, then of y ...: 3x^2 + 2xy - 4x + 1."""
    monomials = [(term, _monomial(term.body)) for term in found]
    symbols = sorted({s for _, powers in monomials for s in powers}, key=_place_of_symbol)

    def key(monomial: tuple[SignedTerm, Mapping[sp.Symbol, sp.Expr]]) -> tuple[object, ...]:
        term, powers = monomial
        others = [f for f in flat(term.body) if not f.is_Number and _as_symbol_power(f) is None]
        degrees = tuple(-powers.get(s, sp.S.Zero) for s in symbols)
        last = any(_falls(f) for f in others), all(f.is_number for f in others), not others
        return degrees, last, len(others), sorted(_place_of_factor(f) for f in others)

    return [term for term, _ in sorted(monomials, key=key)]


def _falls(e: sp.Expr) -> bool:
    """Return True if `e` is like e^-x, which comes after the constant: 1 + e^-x, but e^x + 1."""
    return isinstance(e, sp.exp) and _term(e.args[0]).negative


def _positive_first(found: list[SignedTerm]) -> list[SignedTerm]:
    """1 - x^2 rather than -x^2 + 1, where that leaves the order of the others as it is."""
    positive = [term for term in found if not term.negative]
    if not found[0].negative or not positive:
        return found
    if len(found) == 2 or (len(positive) == 1 and len({s for term in found for s in _monomial(term.body)}) > 1):
        return [positive[0], *(term for term in found if term is not positive[0])]
    return found


def quotient(e: sp.Expr, *, typed: bool) -> Ratio:
    """Return `e`, a product, a power or a number, as a fraction."""
    factors = list(_flat_typed(e)) if typed else flat(e)
    negative = False
    if _is_negative(factors[0]):
        negative = True
        factors[:1] = [] if factors[0] is sp.S.NegativeOne and len(factors) > 1 else [-factors[0]]
    above: list[sp.Expr] = []
    below: list[sp.Expr] = []
    for factor in factors:
        _place(factor, above, below, typed=typed)
    if below or not typed:
        above = [f for f in above if f is not sp.S.One]
    below = [f for f in below if f is not sp.S.One]
    if typed:
        return Ratio(negative, tuple(above), tuple(below))
    _rationalize_less(above, below)
    return Ratio(negative, _in_order(_under_one_root(above)), _in_order(_under_one_root(below)))


def _rationalize_less(above: list[sp.Expr], below: list[sp.Expr]) -> None:
    """Turn sqrt(2)/(2 sqrt(pi)), as SymPy has it, into 1/(sqrt(2) sqrt(pi)), where there is a root below anyway."""
    if not any(map(_radicand, below)):
        return
    for root in [f for f in above if (r := _radicand(f)) is not None and r.is_Integer]:
        for i, number in enumerate(below):
            if number.is_Integer and number % root.base == 0:
                above.remove(root)
                below[i : i + 1] = [root] if number == root.base else [number / root.base, root]
                break


def _under_one_root(factors: list[sp.Expr]) -> list[sp.Expr]:
    """Write sqrt(2) sqrt(pi) sqrt(x), as SymPy has them, as one root; two letters may both be negative and stay."""
    roots = [f for f in factors if _radicand(f) is not None]
    if len(roots) < 2 or sum(f.base.is_Symbol for f in roots) > 1:
        return factors
    inside = sp.Mul(*_in_order([f.base for f in roots]), evaluate=False)
    return [*(f for f in factors if f not in roots), sp.Pow(inside, sp.S.Half, evaluate=False)]


def _radicand(e: sp.Expr) -> sp.Expr | None:
    """Return what is under a square root, if that is a whole number, a constant or a letter."""
    simple = e.is_Pow and e.exp is sp.S.Half and (e.base.is_Integer or e.base.is_NumberSymbol or e.base.is_Symbol)
    return e.base if simple else None


def _place(factor: sp.Expr, above: list[sp.Expr], below: list[sp.Expr], *, typed: bool) -> None:
    if factor.is_Rational and not factor.is_Integer:
        above.append(sp.Integer(factor.p))
        below.append(sp.Integer(factor.q))
        return
    divisor = _divisor(factor, typed=typed)
    if divisor is None:
        above.append(factor)
    elif divisor.is_Mul and not typed:
        below.extend(flat(divisor))
    else:
        below.append(divisor)


def _divisor(e: sp.Expr, *, typed: bool) -> sp.Expr | None:
    """Return the d of e = 1/d, if `e` is written so. What was typed as x^-2 stays a power."""
    if not e.is_Pow:
        return None
    if e.exp is sp.S.NegativeOne:
        return e.base
    if not typed and e.exp.is_Rational and _is_negative(e.exp):
        return sp.Pow(e.base, -e.exp, evaluate=False)
    return None


def _flat_typed(e: sp.Expr) -> Iterable[sp.Expr]:
    """Return the factors as typed. A product in brackets stays one factor, unless it comes first: (a*b)*c is a*b*c."""
    if not e.is_Mul:
        yield e
        return
    first, *others = e.args
    yield from _flat_typed(first)
    is_minus = first is sp.S.NegativeOne and len(others) == 1 and others[0].is_Mul
    yield from _flat_typed(others[0]) if is_minus and not _starts_negative(others[0]) else others


def _starts_negative(e: sp.Expr) -> bool:
    while e.is_Mul:
        e = e.args[0]
    return _is_negative(e)


def _is_negative(e: sp.Expr) -> bool:
    """Return True if `e` is a number below 0. Asking SymPy's assumptions would take most of a long sum's time."""
    return bool(e.p < 0 if e.is_Rational else e.is_Number and e.is_negative)


def _in_order(factors: Sequence[sp.Expr]) -> tuple[sp.Expr, ...]:
    if not 1 < len(factors) <= LONGEST_SORTED:
        return tuple(factors)
    return tuple(sorted(factors, key=_place_of_factor))


def _as_symbol_power(e: sp.Expr) -> tuple[sp.Symbol, sp.Expr] | None:
    base, exponent = (e.base, e.exp) if e.is_Pow else (e, sp.S.One)
    return (base, exponent) if base.is_Symbol and exponent.is_Rational else None


def _monomial(e: sp.Expr) -> dict[sp.Symbol, sp.Expr]:
    """Return the exponents of the symbols that are factors of `e`."""
    powers: dict[sp.Symbol, sp.Expr] = {}
    for x, exponent in filter(None, map(_as_symbol_power, flat(e))):
        powers[x] = powers.get(x, sp.S.Zero) + exponent
    return powers


def _place_of_symbol(s: sp.Symbol) -> tuple[int, str, int, str]:
    """x, y, z, t, then the others, x2 before x10."""
    name = s.name
    digits = name.lstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
    letters = name.removesuffix(digits)
    place = _VARIABLES.find(letters.rstrip("_"))
    return place if place >= 0 else len(_VARIABLES), letters, int(digits) if digits.isdecimal() else 0, name


def _place_of_factor(e: sp.Expr) -> tuple[object, ...]:
    """Return a key that sorts factors as textbooks do: 2 pi a x^2 (x + 1) e^x (ln x + 1) sqrt(x) sin x f(x)."""
    base, exponent = (e.base, e.exp) if e.is_Pow else (e, sp.S.One)
    rank, inner = _rank(base, exponent)
    return rank, inner, exponent.sort_key() if exponent.is_Number else (), _InOrderOfSymPy(e)


@dataclass(frozen=True, slots=True)
class _InOrderOfSymPy:
    """SymPy's key is slow to make, and seldom needed: only where everything before it is equal."""

    e: sp.Expr

    def __lt__(self, other: Self) -> bool:
        try:
            return bool(self.e.sort_key() < other.e.sort_key())
        except TypeError:  # SymPy's, of two that differ in a case that is nan
            return sp.srepr(self.e) < sp.srepr(other.e)


class _Rank(IntEnum):
    NUMBER = 0
    CONSTANT = 1
    SYMBOL = 2
    POLYNOMIAL = 3
    POWER = 4
    OTHER_FUNCTION = 5
    SUM = 6
    ROOT = 7
    FUNCTION = 8
    UNKNOWN = 9


def _rank(base: sp.Expr, exponent: sp.Expr) -> tuple[_Rank, tuple[object, ...]]:
    if base.is_Number and exponent.is_Integer:
        return _Rank.NUMBER, ()
    if base.is_NumberSymbol:
        return _Rank.CONSTANT, ()
    if exponent.is_Rational and not exponent.is_Integer:
        return _Rank.ROOT, (not base.is_number, not base.is_Symbol)
    if not exponent.is_Rational or base.is_Pow or isinstance(base, sp.exp):
        return _Rank.POWER, ()
    if base.is_Symbol:  # parameters, then variables
        place = _place_of_symbol(base)
        return _Rank.SYMBOL, (place[0] < len(_VARIABLES), *place)
    if base.is_Add:
        if any(isinstance(part, Application) for part in parts(base)):  # SymPy's walks cost their depth a step
            return _Rank.SUM, (len(base.args),)
        return _Rank.POLYNOMIAL, (_degree(base), len(base.args))
    if isinstance(base, AppliedUndef):
        return _Rank.UNKNOWN, (-_nesting(base), base.func.__name__)
    usual = _FUNCTIONS.get(type(base).__name__)
    return (_Rank.OTHER_FUNCTION, ()) if usual is None else (_Rank.FUNCTION, (-_nesting(base), usual))


def _degree(e: sp.Add) -> float:
    """Return the highest exponent of a symbol among the terms."""
    exponents = (power for term in e.args[:LONGEST_SORTED] for power in _monomial(term).values())
    return float(max(exponents, default=sp.S.Zero))


def _nesting(e: sp.Expr) -> int:
    """Count the functions that stand in each other, as far as the first arguments tell."""
    depth = 0
    while e.args:
        depth += bool(e.is_Function)
        e = e.args[0]
    return depth
