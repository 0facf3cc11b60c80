"""Generators of a tower of function fields, and the normal form of quotients in them.

One unit is chosen for all multiples of an angle or exponent: e^(x/2) for e^x and e^(3x/2). Polynomials are as large as
a proof may need and no larger; the denominator of a quotient stays in factors, so that sums need no common divisor.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb, gcd

import sympy as sp
from sympy.polys.rings import PolyElement, PolyRing, ring

from calc_cli.algebra.ranges import signs_of

MOST_TERMS = 4_000
_HIGHEST = 400


class TooLargeError(Exception):
    """A polynomial has too many terms, or too high a power."""


@dataclass(frozen=True, slots=True)
class FactoredQuotient:
    """numerator / product of factor^exponent."""

    top: PolyElement
    below: dict[PolyElement, int]


class Quotients:
    """The field of quotients of polynomials in some symbols."""

    def __init__(self, symbols: Sequence[sp.Symbol]) -> None:
        self.ring: PolyRing = ring(list(symbols) or [sp.Dummy()], sp.QQ)[0]
        self.known: dict[sp.Expr, FactoredQuotient] = {
            s: FactoredQuotient(g, {}) for s, g in zip(self.ring.symbols, self.ring.gens, strict=True)
        }

    def of(self, e: sp.Expr) -> FactoredQuotient:
        """Read an expression made of the symbols, rational numbers, sums, products and whole powers."""
        found = self.known.get(e)
        if found is None:
            found = self.known[e] = self._read(e)
        return found

    def _read(self, e: sp.Expr) -> FactoredQuotient:
        if e.is_Rational:
            return FactoredQuotient(self.ring(sp.QQ(e.p, e.q)), {})
        if e.is_Add:
            return self.total([self.of(term) for term in e.args])
        if e.is_Mul:
            return self.product([self.of(factor) for factor in e.args])
        if e.is_Pow and e.exp.is_Integer:
            return self.power(self.of(e.base), int(e.exp))
        raise TypeError(f"{e} is not a rational expression")

    def product(self, factors: Iterable[FactoredQuotient]) -> FactoredQuotient:
        """Return the product."""
        top, below = self.ring.one, dict[PolyElement, int]()
        for factor in factors:
            top = _times(top, factor.top)
            for p, n in factor.below.items():
                below[p] = below.get(p, 0) + n
        return FactoredQuotient(top, below)

    def total(self, terms: Sequence[FactoredQuotient]) -> FactoredQuotient:
        """Return the sum."""
        below: dict[PolyElement, int] = {}
        for term in terms:
            for p, n in term.below.items():
                below[p] = max(n, below.get(p, 0))
        top = self.ring.zero
        for term in terms:
            part = term.top
            for p, n in below.items():
                part = _times(part, _raised(p, n - term.below.get(p, 0)))
            top += part
            _check(top)
        return FactoredQuotient(top, below if top else {})

    def power(self, base: FactoredQuotient, n: int) -> FactoredQuotient:
        """Return base^n; ZeroDivisionError for a negative power of 0."""
        if n >= 0:
            return FactoredQuotient(_raised(base.top, n), {p: k * n for p, k in base.below.items()})
        if not base.top:
            raise ZeroDivisionError
        top = self.ring.one
        for p, k in base.below.items():
            top = _times(top, _raised(p, -n * k))
        if base.top.is_ground:
            return FactoredQuotient(_times(top, self.ring(1 / base.top.LC**-n)), {})
        unit, monic = base.top.LC, base.top.monic()
        return FactoredQuotient(top * (1 / unit**-n), {monic: -n})

    def lowest(self, e: sp.Expr) -> tuple[PolyElement, PolyElement]:
        """Return the numerator and the denominator of `e` in lowest terms."""
        found = self.of(e)
        below = self.ring.one
        for p, n in found.below.items():
            below = _times(below, _raised(p, n))
        return cancelled(found.top, below)


def cancelled(top: PolyElement, below: PolyElement) -> tuple[PolyElement, PolyElement]:
    """Return top/below in lowest terms, the denominator with the leading coefficient 1."""
    if not below.is_ground:
        top, below = top.cancel(below)
    return top * (1 / below.LC), below.monic()


def _times(a: PolyElement, b: PolyElement) -> PolyElement:
    if len(a) * len(b) > 20 * MOST_TERMS:
        raise TooLargeError
    return _check(a * b)


def _raised(p: PolyElement, n: int) -> PolyElement:
    if n <= 1 or len(p) <= 1:
        return p**n
    if n > _HIGHEST or comb(n + len(p) - 1, len(p) - 1) > MOST_TERMS:
        raise TooLargeError
    return _check(p**n)


def _check(p: PolyElement) -> PolyElement:
    if len(p) > MOST_TERMS:
        raise TooLargeError
    return p


_FINEST = 60
"""No root is split finer."""

Kind = str | type[sp.Basic]
"""What a generator is: one of the measured below, a function of SymPy, or "whole" for what is not looked into."""

Key = tuple[Kind, sp.Expr]


class CoarseError(Exception):
    """A finer unit is needed than was chosen: the expression is read once more."""


class Tower:
    """Generators, each with a symbol that stands for it in expressions, and what is known of signs.

    A generator's key is its kind and its content, an expression in other generators: e^(unit*content), |f|^unit.
    """

    def __init__(self) -> None:
        self.units: dict[Key, Fraction] = {}
        self.symbols: dict[tuple[Key, Fraction], sp.Dummy] = {}
        self.meaning: dict[sp.Symbol, sp.Expr] = {}
        self.keys: dict[sp.Symbol, Key] = {}
        self.signs: dict[sp.Expr, int] = {}

    def generator(self, kind: Kind, content: sp.Expr, amount: Fraction = Fraction(1)) -> tuple[sp.Symbol, int]:
        """Return the generator of this kind, and how many of its units make up `amount`."""
        key = kind, content
        unit = self.units.setdefault(key, abs(amount))
        if (amount / unit).denominator != 1:
            self.refine(key, amount)
        symbol = self.symbols.get((key, unit))
        if symbol is None:
            symbol = self.symbols[key, unit] = sp.Dummy(f"g{len(self.symbols)}", real=True)
            self.keys[symbol] = key
            self.meaning[symbol] = self._meaning(kind, self.meant(content), unit)
        return symbol, int(amount / unit)

    def _meaning(self, kind: Kind, content: sp.Basic, unit: Fraction) -> sp.Basic:
        if kind in _MEASURED:
            return _MEASURED[kind](content, sp.Rational(unit.numerator, unit.denominator))
        arguments = content if isinstance(content, sp.Tuple) else (content,)
        return content if isinstance(kind, str) else kind(*arguments)

    def refine(self, key: Key, amount: Fraction) -> None:
        """Choose a unit of which `amount` is a multiple, too."""
        unit = self.units[key]
        self.units[key] = Fraction(
            gcd(unit.numerator * amount.denominator, amount.numerator * unit.denominator),
            unit.denominator * amount.denominator,
        )
        if self.units[key].denominator > _FINEST:
            raise TooLargeError
        raise CoarseError

    def atom(self, kind: Kind, *content: sp.Expr) -> sp.Symbol:
        """Return a generator that is not measured in units."""
        return self.generator(kind, content[0] if len(content) == 1 else sp.Tuple(*content))[0]

    def meant(self, e: sp.Basic) -> sp.Basic:
        """Return the expression that one in generators stands for."""
        return e.xreplace(self.meaning)

    # Parts in normal form

    def lowest(self, e: sp.Expr) -> tuple[PolyElement, PolyElement]:
        """Return numerator and denominator in lowest terms, with roots reduced."""
        field = Quotients(sorted(e.free_symbols, key=str))
        top, below = field.lowest(e)
        reduced, reduced_below = self.reduced(top), self.reduced(below)
        if reduced is top and reduced_below is below:
            return top, below
        if not reduced_below:
            raise ZeroDivisionError
        if reduced.ring is reduced_below.ring:
            return cancelled(reduced, reduced_below)
        return self.lowest(reduced.as_expr() / reduced_below.as_expr())

    def canonical(self, e: sp.Expr) -> sp.Expr:
        """Return `e` in normal form."""
        top, below = self.lowest(e)
        return top.as_expr() / below.as_expr()

    def terms(self, e: sp.Expr) -> list[tuple[Fraction, sp.Expr]]:
        """Return the sum `e` as rational multiples of contents; a multiple of pi has the content pi."""
        top, below = self.lowest(e)
        divisor = below.as_expr()
        found = []
        for monomial, c in top.terms():
            content = sp.Mul(*[s**n for s, n in zip(top.ring.symbols, monomial, strict=True)])
            found.append((Fraction(int(c.numerator), int(c.denominator)), content / divisor))
        return found

    def factors(self, e: sp.Expr) -> tuple[Fraction, list[tuple[sp.Expr, int]]]:
        """Return `e` as a rational number and irreducible factors with exponents."""
        top, below = self.lowest(e)
        c, above = top.factor_list()
        d, under = below.factor_list()
        ratio = c / d
        number = Fraction(int(ratio.numerator), int(ratio.denominator))
        found = [(p.as_expr(), n) for p, n in above] + [(p.as_expr(), -n) for p, n in under]
        return number, found

    def reduced(self, p: PolyElement) -> PolyElement:
        """Return `p` with |f|^2 as f^2, and with roots of numbers and of what is never negative at their least."""
        roots = [s for s in p.ring.symbols if s in self.keys and self.keys[s][0] == "abs"]
        for s in sorted(roots, key=str, reverse=True):
            p = self._without_powers(p, s)
        return p

    def _without_powers(self, p: PolyElement, s: sp.Symbol) -> PolyElement:
        content = self.keys[s][1]
        whole = int(1 / self.units[self.keys[s]])
        sign = self.sign(content)
        period, square = (whole, sign * content) if sign else (2 * whole, content**2)
        if s not in p.ring.symbols:
            return p
        at = p.ring.symbols.index(s)
        if all(monomial[at] < period for monomial in p.itermonoms()):
            return p
        pieces = []
        for monomial, c in p.terms():
            n, rest = divmod(monomial[at], period)
            others = sp.Mul(*[g**k for i, (g, k) in enumerate(zip(p.ring.symbols, monomial, strict=True)) if i != at])
            pieces.append(sp.Rational(int(c.numerator), int(c.denominator)) * others * s**rest * square**n)
        e = sp.Add(*pieces)
        return Quotients(sorted(e.free_symbols | set(p.ring.symbols), key=str)).of(e).top

    # Signs

    def sign(self, f: sp.Expr) -> int:
        """Return 1 or -1 if the factor is never negative or never positive, 0 if that is not known."""
        found = self.signs.get(f)
        if found is None:
            signs = signs_of(self.meant(f))
            found = self.signs[f] = 1 if signs <= {0, 1} else -1 if signs <= {-1, 0} else 0
        return found


_MEASURED: Mapping[Kind, Callable[[sp.Basic, sp.Rational], sp.Basic]] = {
    "exp": lambda e, unit: sp.exp(unit * e),
    "log": lambda e, _: sp.log(sp.Abs(e)),
    "abs": lambda e, unit: sp.Pow(sp.Abs(e), unit, evaluate=False),
    "sign": lambda e, unit: sp.Pow(sp.sign(e.args[0]), unit * e.args[1], evaluate=False),
    "tan": lambda e, unit: sp.tan(unit * e / 2),
}
