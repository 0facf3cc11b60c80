"""Sums of products of generators, made into one product, and products multiplied out into a sum."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import sympy as sp

from calc_cli.algebra.identities import OF_DOUBLE, SQUARES, Angle
from calc_cli.algebra.normal import polynomial as poly
from calc_cli.algebra.normal.generators import ZERO, Factored, Generator, Generators, Powers

_HIGHEST = 12
"""The highest power of a sum that is multiplied out."""


def total(table: Generators, terms: Sequence[Factored], typed: sp.Expr | None = None) -> Factored:
    """Return the sum of `terms` as one product; `typed` is how it stood in the expression, if it did."""
    terms = [term for term in terms if term.coefficient]
    outside = dict(poly.common_monomial([tuple(term.powers.items()) for term in terms]))
    p = _expanded_sum(table, terms, outside)
    factor: poly.Number = 1
    while p:
        p, factor, outside = _primitive(p, factor, outside)
        p = _cancelled(table, p, outside)
        shorter = shortened(table, _rooted(table, p, outside))
        if shorter is p:
            break
        p, typed = shorter, None
    if not p:
        return ZERO
    outside = {g: e for g, e in outside.items() if e}
    if any(e < 0 and table.polynomial(g) for m in p for g, e in m):
        rest = total(table, [Factored(c, dict(m)) for m, c in p.items()])
    else:
        rest = as_generator(table, p, None if outside or factor != 1 else typed)
    return table.times([Factored(factor, outside), rest])


def as_generator(table: Generators, p: poly.Polynomial, typed: sp.Expr | None = None) -> Factored:
    """Return the polynomial `p` as a number times a power of one generator, or of the opposite of one."""
    if len(p) == 1:
        ((m, c),) = p.items()
        return table.reduced(c, dict(m))
    if (number := poly.content(p)) != 1:  # squares by their partners may leave one: 3 - sech^2 - 2 tanh^2 ...
        return table.times([Factored(number, {}), as_generator(table, poly.primitive(p))])
    key = frozenset(p.items())
    known = table.number_of(key)
    if known is not None:
        return Factored(1, {known: 1})
    factors = poly.square_free_factors(p)
    if any(n > 1 for _, n in factors):
        parts = [table.power(as_generator(table, q), n) for q, n in factors]
        product_of_parts = table.times(parts)
        is_opposite = expanded(table, product_of_parts.coefficient, product_of_parts.powers) != p
        return Factored(-product_of_parts.coefficient, product_of_parts.powers) if is_opposite else product_of_parts
    opposite = poly.scaled(p, -1)
    opposite_key = frozenset(opposite.items())
    if table.number_of(opposite_key) is not None or all(c < 0 for c in p.values()):
        return Factored(-1, {table.add(opposite_key, Generator(polynomial=opposite)): 1})
    return Factored(1, {table.add(key, Generator(typed, polynomial=p)): 1})


def expanded(table: Generators, coefficient: poly.Number, powers: Powers) -> poly.Polynomial:
    """Return the product multiplied out: whole powers of sums and of even roots' radicands are taken apart."""
    loose: Powers = {}
    result: poly.Polynomial = {(): coefficient}
    for g, e in powers.items():
        generator = table[g]
        whole = e.numerator // e.denominator if generator.is_composite else 0
        if generator.polynomial and whole > 0:
            if whole > _HIGHEST:
                raise poly.TooLongError
            for _ in range(whole):
                result = poly.product(result, generator.polynomial)
        elif generator.radicand and whole:
            inside = table.power(generator.radicand, whole)
            result = poly.product(result, expanded(table, inside.coefficient, inside.powers))
        else:
            whole = 0
        loose[g] = e - whole
    return _settled(table, poly.product(result, {poly.monomial(loose): 1}))


def _expanded_sum(table: Generators, terms: Sequence[Factored], outside: Powers) -> poly.Polynomial:
    parts: list[tuple[poly.Monomial, poly.Number]] = []
    for term in terms:
        parts.extend(expanded(table, term.coefficient, _divided(term.powers, outside)).items())
    return poly.collect(parts)


def _settled(table: Generators, p: poly.Polynomial) -> poly.Polynomial:
    """Reduce roots of integers, moduli and sums that met in a product."""
    again: list[tuple[poly.Monomial, poly.Number]] = []
    for m, c in p.items():
        term = table.reduced(c, dict(m)) if table.surds or table.moduli else Factored(c, dict(m))
        if any(e >= 1 and table[g].is_composite for g, e in term.powers.items()):
            again.extend(expanded(table, term.coefficient, term.powers).items())
        else:
            again.append((poly.monomial(term.powers), term.coefficient))
    return poly.collect(again)


def _cancelled(table: Generators, p: poly.Polynomial, outside: Powers) -> poly.Polynomial:
    """Divide `p` by the sums outside as often as they go into it, and let them have it there.

    Squares may be written by their partners for it: sin^2 + 2cos + 2cos^2 is (1 + cos)^2.
    """
    for g in outside:
        divisor = table.polynomial(g)
        while divisor and len(p) > 1:
            quotients = (poly.exact_quotient(q, divisor) for q in (p, *by_squares(table, p)))
            quotient = next((q for q in quotients if q is not None), None)
            if quotient is None:
                break
            p = quotient
            outside[g] += 1
    return p


def _rooted(table: Generators, p: poly.Polynomial, outside: Powers) -> poly.Polynomial:
    """Take a square root out where that cancels: 2(x^2+1) - 2x sqrt(x^2+1) = sqrt(x^2+1) (2 sqrt(x^2+1) - 2x)."""
    half = Fraction(1, 2)
    for g in sorted({g for m in p for g, e in m if e == half and table.polynomial(g)}):
        with_root = {m: c for m, c in p.items() if (g, half) in m}
        without = {m: c for m, c in p.items() if m not in with_root}
        quotient = poly.exact_quotient(without, table.polynomial(g) or {}) if without else None
        if quotient is not None:
            outside[g] = outside.get(g, 0) + half
            root: poly.Polynomial = {((g, half),): 1}
            return poly.product(quotient, root) | {_without(m, g): c for m, c in with_root.items()}
    return p


def shortened(table: Generators, p: poly.Polynomial) -> poly.Polynomial:
    """Apply the identities of squares, sin^2 + cos^2 = 1 and its kin, where that removes terms or powers in them.

    So do those of double angles: cos^2 - sin^2 is cos(2u), and cosh + sinh is e^u.
    """
    return min((p, *by_squares(table, p), *_by_exponentials(table, p)), key=lambda q: (len(q), sum(map(len, q))))


def by_squares(table: Generators, p: poly.Polynomial) -> Iterator[poly.Polynomial]:
    """Yield `p` with the square of a function of an angle by that of its partner, or by the double angle."""
    for angle, known in list(table.angles.items()):
        whole = {g for m in p for g, e in m if e >= 2 and e.denominator == 1}
        squared = [kind for kind, g in known.items() if g in whole]
        for kind in squared:
            yield _with_power(p, known[kind], 2, square_of(table, angle, kind))
        doubled = p
        for kind in (k for k in squared if k in OF_DOUBLE):
            (a, b), half = OF_DOUBLE[kind], Fraction(1, 2)
            double = table.of_angle((angle[0], 2 * angle[1]), "cosh" if angle[0] else "cos")
            doubled = _with_power(doubled, known[kind], 2, {(): a * half, ((double, 1),): b * half})
        yield doubled


def _by_exponentials(table: Generators, p: poly.Polynomial) -> Iterator[poly.Polynomial]:
    """Yield `p` with e^u - cosh(u) for sinh(u), and with cosh(u) - e^-u, where all may cancel but the power."""
    for (_, u), known in list(table.angles.items()):
        if {"sinh", "cosh"} <= known.keys() and all(e == 1 for m in p for g, e in m if g == known["sinh"]):
            for sign in (1, -1):
                power = poly.monomial(table.exponential(sp.E, sign * u).powers)
                yield _with_power(p, known["sinh"], 1, {power: sign, ((known["cosh"], Fraction(1)),): -sign})


def square_of(table: Generators, angle: Angle, kind: str) -> poly.Polynomial:
    """Return the square of a function of the angle by that of its partner: sin^2 as 1 - cos^2."""
    constant, factor, partner = SQUARES[kind]
    return {(): constant, ((table.of_angle(angle, partner), 2),): factor}


def _primitive(p: poly.Polynomial, factor: poly.Number, outside: Powers) -> tuple[poly.Polynomial, poly.Number, Powers]:
    """Take the content and the common powers of generators out of `p`, and put them outside."""
    common = dict(poly.common_monomial(p))
    if common:
        p = {poly.monomial(_divided(dict(m), common)): c for m, c in p.items()}
        outside = {g: outside.get(g, 0) + common.get(g, 0) for g in sorted(outside.keys() | common.keys())}
    number = poly.content(p)
    return poly.scaled(p, Fraction(1, number)), factor * number, outside


def _divided(powers: Powers, by: Powers) -> Powers:
    return {g: powers.get(g, 0) - by.get(g, 0) for g in [*powers, *(g for g in by if g not in powers)]}


def _without(m: poly.Monomial, g: int) -> poly.Monomial:
    return tuple(power for power in m if power[0] != g)


def _with_power(p: poly.Polynomial, g: int, exponent: int, value: poly.Polynomial) -> poly.Polynomial:
    """Return `p` with `value` for this power of the generator g."""
    parts: list[tuple[poly.Monomial, poly.Number]] = []
    for m, c in p.items():
        powers = dict(m)
        n = powers.get(g, 0)
        result: poly.Polynomial = {(): c}
        if n >= exponent and n.denominator == 1:
            powers[g] = n % exponent
            for _ in range(int(n) // exponent):
                result = poly.product(result, value)
        parts.extend(poly.product(result, {poly.monomial(powers): 1}).items())
    return poly.collect(parts)
