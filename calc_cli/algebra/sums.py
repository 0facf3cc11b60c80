"""Sums of products of generators, made into one product.

Take out of every term the least power of each generator, multiply out what is left, and cancel it against the
generators outside:

    2x/(x-1) - (x^2+1)/(x-1)^2  =  (x-1)^-2 * (2x(x-1) - (x^2+1))  =  (x-1)^-2 * (x^2-2x-1)
"""

from collections.abc import Sequence
from fractions import Fraction

import sympy as sp

from calc_cli.algebra.generators import ZERO, Factored, Generator, Powers
from calc_cli.algebra.identities import SQUARES
from calc_cli.algebra.polynomial import (
    Monomial,
    Number,
    Polynomial,
    TooLongError,
    collect,
    common_monomial,
    content,
    exact_quotient,
    monomial,
    product,
    scaled,
)
from calc_cli.algebra.written import Written

_HIGHEST = 12
"""The highest power of a sum that is multiplied out."""


class Sums(Written):
    """Generators that can be added up."""

    __slots__ = ()

    def gathered(self, terms: Sequence[Factored], typed: sp.Expr | None = None) -> Factored:
        """Return the sum of `terms` as one product; `typed` is how it stood in the expression, if it did."""
        terms = [term for term in terms if term.coefficient]
        outside = dict(common_monomial([tuple(term.powers.items()) for term in terms]))
        p = self._expanded_sum(terms, outside)
        factor: Number = 1
        while p:
            p, factor, outside = _primitive(p, factor, outside)
            p = self._cancelled(p, outside)
            shorter = self._shortened(self._rooted(p, outside))
            if shorter is p:
                break
            p, typed = shorter, None
        if not p:
            return ZERO
        outside = {g: e for g, e in outside.items() if e}
        if any(e < 0 and self.polynomial_of(g) for m in p for g, e in m):
            rest = self.gathered([Factored(c, dict(m)) for m, c in p.items()])
        else:
            rest = self.as_generator(p, None if outside or factor != 1 else typed)
        return self.times([Factored(factor, outside), rest])

    def as_generator(self, p: Polynomial, typed: sp.Expr | None = None) -> Factored:
        """Return the primitive polynomial `p` as a power of one generator, with a sign if its opposite is known."""
        if len(p) == 1:
            ((m, c),) = p.items()
            return self.simple(c, dict(m))
        key = frozenset(p.items())
        if key in self.numbers:
            return Factored(1, {self.numbers[key]: 1})
        opposite = scaled(p, -1)
        opposite_key = frozenset(opposite.items())
        if opposite_key in self.numbers or all(c < 0 for c in p.values()):
            return Factored(-1, {self.generator(opposite_key, Generator(polynomial=opposite)): 1})
        return Factored(1, {self.generator(key, Generator(typed, polynomial=p)): 1})

    def expanded(self, coefficient: Number, powers: Powers) -> Polynomial:
        """Return the product multiplied out: whole powers of sums and of even roots' radicands are taken apart."""
        loose: Powers = {}
        result: Polynomial = {(): coefficient}
        for g, e in powers.items():
            generator = self.generators[g]
            whole = e.numerator // e.denominator if generator.polynomial or generator.inside else 0
            if generator.polynomial and whole > 0:
                if whole > _HIGHEST:
                    raise TooLongError
                for _ in range(whole):
                    result = product(result, generator.polynomial)
            elif generator.inside and whole:
                inside = self.whole_power(generator.inside, whole)
                result = product(result, self.expanded(inside.coefficient, inside.powers))
            else:
                whole = 0
            loose[g] = e - whole
        return self._settled(product(result, {monomial(loose): 1}))

    def _expanded_sum(self, terms: Sequence[Factored], outside: Powers) -> Polynomial:
        parts: list[tuple[Monomial, Number]] = []
        for term in terms:
            parts.extend(self.expanded(term.coefficient, _divided(term.powers, outside)).items())
        return collect(parts)

    def _settled(self, p: Polynomial) -> Polynomial:
        """Reduce roots of integers, moduli and sums that met in a product."""
        again: list[tuple[Monomial, Number]] = []
        for m, c in p.items():
            term = self.simple(c, dict(m)) if self.surds or self.moduli else Factored(c, dict(m))
            if any(e >= 1 and self._is_composite(g) for g, e in term.powers.items()):
                again.extend(self.expanded(term.coefficient, term.powers).items())
            else:
                again.append((monomial(term.powers), term.coefficient))
        return collect(again)

    def _is_composite(self, g: int) -> bool:
        return bool(self.generators[g].polynomial or self.generators[g].inside)

    def _cancelled(self, p: Polynomial, outside: Powers) -> Polynomial:
        """Divide `p` by the sums outside as often as they go into it, and let them have it there."""
        for g in outside:
            divisor = self.polynomial_of(g)
            while divisor and len(p) > 1 and (quotient := exact_quotient(p, divisor)) is not None:
                p = quotient
                outside[g] += 1
        return p

    def _rooted(self, p: Polynomial, outside: Powers) -> Polynomial:
        """Take a square root out where that cancels: 2(x^2+1) - 2x sqrt(x^2+1) = sqrt(x^2+1) (2 sqrt(x^2+1) - 2x)."""
        half = Fraction(1, 2)
        for g in sorted({g for m in p for g, e in m if e == half and self.polynomial_of(g)}):
            with_root = {m: c for m, c in p.items() if (g, half) in m}
            without = {m: c for m, c in p.items() if m not in with_root}
            quotient = exact_quotient(without, self.polynomial_of(g) or {}) if without else None
            if quotient is not None:
                outside[g] = outside.get(g, 0) + half
                root: Polynomial = {((g, half),): 1}
                return product(quotient, root) | {_over(m, g): c for m, c in with_root.items()}
        return p

    def _shortened(self, p: Polynomial) -> Polynomial:
        """By the identities of squares, sin^2 + cos^2 = 1 and its kin, as long as they remove terms."""
        for angle, known in self.angles.items():
            for kind, g in list(known.items()):
                if any(h == g and e >= 2 and e.denominator == 1 for m in p for h, e in m):
                    constant, factor, partner = SQUARES[kind]
                    square: Polynomial = {(): constant, ((self.of_angle(angle, partner), 2),): factor}
                    replaced = _replaced(p, g, square)
                    if len(replaced) < len(p):
                        return replaced
        return p


def _primitive(p: Polynomial, factor: Number, outside: Powers) -> tuple[Polynomial, Number, Powers]:
    """Coprime integers as coefficients, and no generator in every term; what was taken out goes outside."""
    common = dict(common_monomial(p))
    if common:
        p = {monomial(_divided(dict(m), common)): c for m, c in p.items()}
        outside = {g: outside.get(g, 0) + common.get(g, 0) for g in sorted(outside.keys() | common.keys())}
    number = content(p)
    return scaled(p, 1 / Fraction(number)), factor * number, outside


def _divided(powers: Powers, by: Powers) -> Powers:
    return {g: powers.get(g, 0) - by.get(g, 0) for g in [*powers, *(g for g in by if g not in powers)]}


def _over(m: Monomial, g: int) -> Monomial:
    return tuple(power for power in m if power[0] != g)


def _replaced(p: Polynomial, g: int, square: Polynomial) -> Polynomial:
    """Put `square` for the square of the generator g."""
    parts: list[tuple[Monomial, Number]] = []
    for m, c in p.items():
        powers = dict(m)
        n = powers.get(g, 0)
        result: Polynomial = {(): c}
        if n >= 2 and n.denominator == 1:
            powers[g] = n % 2
            for _ in range(int(n) // 2):
                result = product(result, square)
        parts.extend(product(result, {monomial(powers): 1}).items())
    return collect(parts)
