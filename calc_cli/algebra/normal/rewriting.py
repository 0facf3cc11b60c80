"""Other ways to write a product of generators: sums put back as they were typed, or multiplied out, or paired."""

from fractions import Fraction
from math import prod

import sympy as sp

from calc_cli.algebra.identities import OF_DOUBLE, Angle, in_sine_and_cosine
from calc_cli.algebra.normal import polynomial as poly
from calc_cli.algebra.normal.display import expression, of_generator, sum_of
from calc_cli.algebra.normal.generators import Factored, Generator, Generators, Powers
from calc_cli.algebra.normal.reader import Reader, TypedSum
from calc_cli.algebra.normal.sums import as_generator, by_squares, expanded, shortened, square_of, total

_MOST_BRACKETED = 32
"""Brackets whose product has more terms than this, before any merge, are not multiplied out."""

_MOST_DOUBLED = 8
"""Only to this power are double angles written otherwise: a 2 goes to the same power, however high it is typed."""


def arranged(table: Generators, value: Factored) -> Factored:
    """Return `value` with the conjugates cancelled and paired, and sines of double angles."""
    if table.angles:
        value = _with_double_sines(table, _halved(table, _conjugated(table, value)))
    return _paired(table, _rationalized(table, value))


def _rationalized(table: Generators, value: Factored) -> Factored:
    """Write 1/(x + sqrt(x^2 + 1)) as sqrt(x^2 + 1) - x: the product with the conjugate is a number."""
    for g, n in value.powers.items():
        p = table.polynomial(g)
        if p and len(p) == 2 and n < 0 and n.denominator == 1 and any(e.denominator == 2 for m in p for _, e in m):
            first, *_ = p
            conjugate = as_generator(table, {m: c if m == first else -c for m, c in p.items()})
            both = expanded(table, conjugate.coefficient, conjugate.powers | {g: 1})
            if both.keys() == {()}:
                inverse = table.times([conjugate, Factored(1 / Fraction(both[()]), {})])
                return _rationalized(table, table.times([value, Factored(1, {g: -n}), table.power(inverse, -int(n))]))
    return value


def with_typed_sums(reader: Reader, value: Factored) -> Factored:
    """Return `value` with typed sums for their factors, where that leaves fewer: x^-2 (x-3)^-2 as (x^2-3x)^-2."""
    for typed in reader.typed_sums:
        value = _with_sum(reader, value, typed)
    return value


def _with_sum(reader: Reader, value: Factored, typed: TypedSum) -> Factored:
    table = reader.table
    sums = [g for g in typed.value.powers if table.polynomial(g)]
    n = value.powers.get(sums[0], 0) if len(sums) == 1 and typed.value.powers[sums[0]] == 1 else 0
    if not n or n.denominator != 1:
        return value
    rest = table.times([value, table.power(typed.value, -int(n))])
    saved = len(value.powers) - len(rest.powers) - 1
    if saved < 0 or (saved == 0 and _digits(rest.coefficient) >= _digits(value.coefficient)):
        return value
    g = table.add(("typed", typed.e), Generator(_with_folded_terms(reader, typed.e)))
    return table.reduced(rest.coefficient, rest.powers | {g: n})


def _with_folded_terms(reader: Reader, e: sp.Expr) -> sp.Expr:
    return sp.Add(*[expression(reader.table, reader.factored(term)) for term in e.args]) if reader.table.angles else e


def _digits(c: poly.Number) -> int:
    return len(str(abs(c)))


def _conjugated(table: Generators, value: Factored) -> Factored:
    """Use sin^2 = (1 - cos)(1 + cos): (1 - cos)/sin^2 is 1/(1 + cos)."""
    for angle, known in list(table.angles.items()):
        for kind, g in list(known.items()):
            n = value.powers.get(g, 0)
            if n.denominator == 1 and not -1 <= n <= 1:
                value = _conjugate(table, value, g, square_of(table, angle, kind))
    return value


def _conjugate(table: Generators, value: Factored, g: int, square: poly.Polynomial) -> Factored:
    sign = 1 if value.powers[g] > 0 else -1
    for h, e in value.powers.items():
        p = table.polynomial(h)
        if p and e.denominator == 1 and e * sign < 0 and (other := poly.exact_quotient(square, p)) is not None:
            taken = table.power(as_generator(table, other), sign)
            return table.times([value, Factored(1, {g: -2 * sign, h: sign}), taken])
    return value


def in_sines_and_cosines(table: Generators, value: Factored) -> Factored:
    """Return `value` with its sums in sines and cosines alone: sec*tan/(1 + sec)^2 is sin/(1 + cos)^2."""
    for g, e in value.powers.items():
        p = table.polynomial(g)
        if p and e.denominator == 1:
            terms = [term for m, c in p.items() for term in _terms_in_sines(table, c, dict(m))]
            written = total(table, terms)
            if written.powers != {g: 1}:
                value = table.times([value, Factored(1, {g: -e}), table.power(written, int(e))])
    return value


def _halved(table: Generators, value: Factored) -> Factored:
    """Write 1/(1 + cos(2u)) as 1/(2cos(u)^2) and (1 + cos(2u))/2 as cos(u)^2, where u is no half of an angle itself."""
    for (hyperbolic, double), known in list(table.angles.items()):
        u, cosine = double / 2, known.get("cosh" if hyperbolic else "cos", -1)
        for kind, (a, b) in OF_DOUBLE.items():
            g = table.number_of(frozenset({((), a), (((cosine, 1),), b)}))
            n = value.powers.get(g, 0) if g is not None and kind.endswith("h") == hyperbolic else 0
            is_short = n != 0 and _is_low(n) and (n < 0 or value.coefficient.denominator % 2**n == 0)
            if g is not None and is_short and u.as_coeff_Mul()[0].is_Integer:
                square = Factored(2, {table.of_angle((hyperbolic, u), kind): 2})
                value = table.times([value, Factored(1, {g: -n}), table.power(square, int(n))])
    return value


def _terms_in_sines(table: Generators, coefficient: poly.Number, powers: Powers) -> list[Factored]:
    for angle, known in list(table.angles.items()):
        present = {
            kind: int(powers.pop(g)) for kind, g in known.items() if powers.get(g, Fraction(1, 2)).denominator == 1
        }
        for kind, n in zip(("sin", "cos"), in_sine_and_cosine(present), strict=True):
            if n:
                powers[table.of_angle(angle, kind + "h" * angle[0])] = n
    return [table.reduced(coefficient, powers)]


def _with_double_sines(table: Generators, value: Factored) -> Factored:
    """Write sin*cos beside a function of the double angle as half its sine: 2sin(u)*cos(u)*cos(2u) is sin(4u)/2."""
    for start in list(table.angles):
        angle, double = start, (start[0], 2 * start[1])
        if value.powers.keys().isdisjoint(table.angles.get(double, {}).values()):
            continue
        while n := _common_power(table, value, angle):
            s, c = (table.of_angle(angle, kind + "h" * angle[0]) for kind in ("sin", "cos"))
            sine = table.of_angle(double, "sin" + "h" * angle[0])
            value = table.times([value, Factored(Fraction(1, 2) ** n, {s: -n, c: -n, sine: n})])
            angle, double = double, (double[0], 2 * double[1])
    return value


def _common_power(table: Generators, value: Factored, angle: Angle) -> int:
    """Return n for a product of sin(u)^n*cos(u)^n, 0 for another, or if n is high."""
    n, m = (value.powers.get(table.of_angle(angle, kind + "h" * angle[0]), 0) for kind in ("sin", "cos"))
    return int(n) if n == m and _is_low(n) else 0


def _is_low(n: Fraction | int) -> bool:
    """Return True for a whole power to which double angles are written otherwise."""
    return n.denominator == 1 and -_MOST_DOUBLED <= n <= _MOST_DOUBLED


def in_lowest_terms(table: Generators, value: Factored) -> Factored:
    """Return `value` without common factors of sums above and below the bar: (x^2 - 1)/(x - 1) is x + 1."""
    sums = [(g, p, e) for g, e in value.powers.items() if e.denominator == 1 and (p := table.polynomial(g))]
    for g, p, n in sums:
        for h, q, m in sums:
            if n > 0 > m and len(common := poly.common_divisor(p, q)) > 1:
                parts = [(common, n + m), (poly.exact_quotient(p, common), n), (poly.exact_quotient(q, common), m)]
                taken = [table.power(as_generator(table, part), int(k)) for part, k in parts if part]
                return in_lowest_terms(table, table.times([value, Factored(1, {g: -n, h: -m}), *taken]))
    return value


def _paired(table: Generators, value: Factored) -> Factored:
    """Multiply out (x - 1)(x + 1) and its like, which only get shorter by it."""
    sums = [(g, p) for g, e in value.powers.items() if e.denominator == 1 and (p := table.polynomial(g))]
    for i, (g, p) in enumerate(sums):
        for h, q in sums[i + 1 :]:
            e = value.powers[g]
            small = e == value.powers[h] and len(p) == len(q) == 2
            if small and len(both := poly.product(p, q)) == 2:
                taken = table.power(as_generator(table, shortened(table, both)), int(e))
                return _paired(table, table.times([value, Factored(1, {g: -e, h: -e}), taken]))
    return value


def multiplied_out(table: Generators, value: Factored, *, merging: bool) -> list[sp.Expr]:
    """Return the product without brackets, in as few terms as squares allow; nothing if that is out of the question.

    With `merging` only if terms merge, so that sigmoid(x)*(1 - sigmoid(x)) stays. Sums of functions are not
    multiplied by each other; no sum may be below the bar or under a root.
    """
    sums = [(p, e) for g, e in value.powers.items() if (p := table.polynomial(g))]
    if any(e < 0 or e.denominator > 1 or e > _MOST_BRACKETED for _, e in sums):
        return []
    terms = prod(len(p) ** int(e) for p, e in sums)
    inner = {h for p, _ in sums for m in p for h, _ in m}
    if terms > _MOST_BRACKETED:
        return []
    if sum(e for _, e in sums) > 1 and not all(
        table[h].is_exponential or of_generator(table, h).is_Symbol for h in inner
    ):
        return []
    merging = merging and not any(g in inner and e < 0 for g, e in value.powers.items() if table[g].is_exponential)
    p = expanded(table, value.coefficient, value.powers)
    forms = [q for q in (p, *by_squares(table, p)) if len(q) <= len(p)]
    return [] if len(p) == 1 or (merging and len(p) == terms) else [sum_of(table, q) for q in forms]


def signature(table: Generators, term: Factored) -> frozenset[int]:
    """Return the generators that terms share if they are worth putting together: exponentials, roots, divisors."""
    return frozenset(
        g
        for g, e in term.powers.items()
        if table[g].of_power is not None
        or table[g].radicand is not None
        or (table.polynomial(g) and (e < 0 or e.denominator > 1))
    )
