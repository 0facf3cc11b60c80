"""Other ways to write a product of generators: sums put back as they were typed, or multiplied out, or paired."""

from math import prod

import sympy as sp

from calc_cli.algebra.factors import Algebra
from calc_cli.algebra.generators import Factored, Generator, TypedSum
from calc_cli.algebra.identities import SQUARES
from calc_cli.algebra.polynomial import Number, Polynomial, exact_quotient, product

_MOST_BRACKETED = 32
"""Brackets whose product has more terms than this, before any merge, are not multiplied out."""


def arranged(algebra: Algebra, value: Factored) -> Factored:
    """Return `value` with the conjugates cancelled and paired."""
    return _paired(algebra, _conjugated(algebra, value) if algebra.angles else value)


def as_typed(algebra: Algebra, value: Factored) -> Factored:
    """Put the sums of the expression back for their factors, where that leaves fewer: x^-2 (x-3)^-2 as (x^2-3x)^-2."""
    for typed in algebra.typed:
        value = _with_sum(algebra, value, typed)
    return value


def _with_sum(algebra: Algebra, value: Factored, typed: TypedSum) -> Factored:
    sums = [g for g in typed.value.powers if algebra.polynomial_of(g)]
    n = value.powers.get(sums[0], 0) if len(sums) == 1 and typed.value.powers[sums[0]] == 1 else 0
    if not n or n.denominator != 1:
        return value
    rest = algebra.times([value, algebra.whole_power(typed.value, -int(n))])
    saved = len(value.powers) - len(rest.powers) - 1
    if saved < 0 or (saved == 0 and _digits(rest.coefficient) >= _digits(value.coefficient)):
        return value
    g = algebra.generator(("typed", typed.e), Generator(_with_folded_terms(algebra, typed.e)))
    return algebra.simple(rest.coefficient, rest.powers | {g: n})


def _with_folded_terms(algebra: Algebra, e: sp.Expr) -> sp.Expr:
    return sp.Add(*[algebra.displayed(algebra.factored(term)) for term in e.args]) if algebra.angles else e


def _digits(c: Number) -> int:
    return len(str(abs(c)))


def _conjugated(algebra: Algebra, value: Factored) -> Factored:
    """Use sin^2 = (1 - cos)(1 + cos): (1 - cos)/sin^2 is 1/(1 + cos)."""
    for angle, known in list(algebra.angles.items()):
        for kind, g in list(known.items()):
            n = value.powers.get(g, 0)
            if n.denominator == 1 and not -1 <= n <= 1:
                constant, factor, partner = SQUARES[kind]
                square: Polynomial = {(): constant, ((algebra.of_angle(angle, partner), 2),): factor}
                value = _conjugate(algebra, value, g, square)
    return value


def _conjugate(algebra: Algebra, value: Factored, g: int, square: Polynomial) -> Factored:
    sign = 1 if value.powers[g] > 0 else -1
    for h, e in value.powers.items():
        p = algebra.polynomial_of(h)
        if p and e.denominator == 1 and e * sign < 0 and (other := exact_quotient(square, p)) is not None:
            taken = algebra.whole_power(algebra.as_generator(other), sign)
            return algebra.times([value, Factored(1, {g: -2 * sign, h: sign}), taken])
    return value


def _paired(algebra: Algebra, value: Factored) -> Factored:
    """Multiply out (x - 1)(x + 1) and its like, which only get shorter by it."""
    sums = [(g, p) for g, e in value.powers.items() if e.denominator == 1 and (p := algebra.polynomial_of(g))]
    for i, (g, p) in enumerate(sums):
        for h, q in sums[i + 1 :]:
            e = value.powers[g]
            small = e == value.powers[h] and len(p) == len(q) == 2
            if small and len(both := product(p, q)) == 2:
                taken = algebra.whole_power(algebra.as_generator(both), int(e))
                return _paired(algebra, algebra.times([value, Factored(1, {g: -e, h: -e}), taken]))
    return value


def multiplied_out(algebra: Algebra, value: Factored, *, merging: bool) -> sp.Expr | None:
    """Return the product without brackets, None if that is out of the question.

    With `merging` only if terms merge, so that sigmoid(x)*(1 - sigmoid(x)) stays. Sums of functions are not
    multiplied by each other; no sum may be below the bar or under a root.
    """
    sums = [(p, e) for g, e in value.powers.items() if (p := algebra.polynomial_of(g))]
    if any(e < 0 or e.denominator > 1 or e > _MOST_BRACKETED for _, e in sums):
        return None
    terms = prod(len(p) ** int(e) for p, e in sums)
    inner = {h for p, _ in sums for m in p for h, _ in m}
    if terms > _MOST_BRACKETED:
        return None
    if sum(e for _, e in sums) > 1 and not all(algebra.display(h).is_Symbol for h in inner):
        return None
    p = algebra.expanded(value.coefficient, value.powers)
    return None if len(p) == 1 or (merging and len(p) == terms) else algebra.written(p)


def signature(algebra: Algebra, term: Factored) -> frozenset[int]:
    """Return the generators that terms share if they are worth putting together: exponentials, roots, divisors."""
    return frozenset(
        g
        for g, e in term.powers.items()
        if algebra.generators[g].of_power is not None
        or algebra.generators[g].inside is not None
        or (algebra.polynomial_of(g) and (e < 0 or e.denominator > 1))
    )
