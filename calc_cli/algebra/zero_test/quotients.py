"""Quotients of polynomials over the rational numbers, as large as a proof may need and no larger.

The denominator stays in factors, so that sums need no greatest common divisor.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import comb

import sympy as sp
from sympy.polys.rings import PolyElement, PolyRing, ring

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
