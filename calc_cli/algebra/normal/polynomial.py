"""Sparse polynomials in numbered generators: the arithmetic under the tidying of results.

A monomial is a tuple of (generator, exponent), sorted by generator; exponents are rational, so that a root of a
generator is as good as a power of it. A polynomial maps monomials to rational coefficients, none of them zero.
Plain Python numbers: on the few terms of a homework result they are a hundred times faster than SymPy's.
"""

from collections.abc import Iterable
from fractions import Fraction
from math import gcd, lcm

from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx

Number = int | Fraction
Monomial = tuple[tuple[int, Number], ...]
Polynomial = dict[Monomial, Number]

MOST_TERMS = 80
"""An expansion longer than this is no result that anyone wants to read."""

_HIGHEST = 2_000
"""Polynomials with higher powers are not divided."""


class TooLongError(Exception):
    """The expansion has more than MOST_TERMS terms."""


def monomial(powers: dict[int, Number]) -> Monomial:
    """Return the monomial with these exponents."""
    return tuple(sorted((g, e) for g, e in powers.items() if e))


def collect(terms: Iterable[tuple[Monomial, Number]]) -> Polynomial:
    """Return the sum of `terms`."""
    total: Polynomial = {}
    for m, c in terms:
        total[m] = total.get(m, 0) + c
    return {m: c for m, c in total.items() if c}


def product_of_monomials(a: Monomial, b: Monomial) -> Monomial:
    """Return a*b."""
    if not a or not b:
        return a or b
    powers = dict(a)
    for g, e in b:
        powers[g] = powers.get(g, 0) + e
    return monomial(powers)


def product(a: Polynomial, b: Polynomial) -> Polynomial:
    """Return a*b, or raise TooLongError."""
    if len(a) * len(b) > 4 * MOST_TERMS:
        raise TooLongError
    result = collect((product_of_monomials(m, n), c * d) for m, c in a.items() for n, d in b.items())
    if len(result) > MOST_TERMS:
        raise TooLongError
    return result


def content(p: Polynomial) -> Number:
    """Return the positive rational number that leaves coprime integers as coefficients."""
    divisor = gcd(*[c.numerator for c in p.values()])
    multiple = lcm(*[c.denominator for c in p.values()])
    return divisor if multiple == 1 else Fraction(divisor, multiple)


def scaled(p: Polynomial, factor: Number) -> Polynomial:
    """Return factor*p."""
    return p if factor == 1 else {m: whole_number(c * factor) for m, c in p.items()}


def primitive(p: Polynomial) -> Polynomial:
    """Return the multiple of p that has coprime integers as coefficients."""
    return scaled(p, 1 / Fraction(content(p)))


def common_monomial(p: Iterable[Monomial]) -> Monomial:
    """Return the greatest monomial (the least exponents) that divides all of these, negative exponents included."""
    monomials = [dict(m) for m in p]
    generators = {g for m in monomials for g in m}
    return monomial({g: min(m.get(g, 0) for m in monomials) for g in generators})


def exact_quotient(a: Polynomial, b: Polynomial) -> Polynomial | None:
    """Return a/b if the division leaves no remainder, else None. Exponents must not be negative."""
    if _is_high(a):
        return None
    both = _InFlint(a, b)
    dividend, divisor = both.written
    quotient, rest = divmod(dividend, divisor)
    return None if rest or len(quotient) > MOST_TERMS else both.read(quotient)


def common_divisor(a: Polynomial, b: Polynomial) -> Polynomial:
    """Return the greatest common divisor, its leading coefficient 1. Exponents must not be negative."""
    if _is_high(a) or _is_high(b):
        return {(): 1}
    both = _InFlint(a, b)
    first, second = both.written
    return both.read(first.gcd(second))


def _is_high(p: Polynomial) -> bool:
    """Return True for x^(10^400) - 1, of which a quotient by x - 1 has more terms than the machine has room for."""
    return any(e > _HIGHEST for m in p for _, e in m)


class _InFlint:
    """Polynomials as FLINT's, in the generators of all, to the powers that leave whole exponents."""

    def __init__(self, *polynomials: Polynomial) -> None:
        self.generators = sorted({g for p in polynomials for m in p for g, _ in m})
        self.finest = lcm(*(e.denominator for p in polynomials for m in p for _, e in m))
        names = fmpq_mpoly_ctx.get([f"g{g}" for g in self.generators], Ordering.lex)
        self.written = [names.from_dict(dict(map(self._term, p.items()))) for p in polynomials]

    def _term(self, term: tuple[Monomial, Number]) -> tuple[tuple[int, ...], fmpq]:
        powers = dict(term[0])
        return tuple(int(powers.get(g, 0) * self.finest) for g in self.generators), fmpq(*term[1].as_integer_ratio())

    def read(self, p: fmpq_mpoly) -> Polynomial:
        """Return it in Python's numbers."""
        return {
            monomial(
                {g: whole_number(Fraction(int(e), self.finest)) for g, e in zip(self.generators, v, strict=True)}
            ): (whole_number(Fraction(int(c.p), int(c.q))))
            for v, c in p.to_dict().items()
        }


def whole_number(c: Number) -> Number:
    """Return an int for a whole fraction: Python's ints are faster."""
    return c.numerator if c.denominator == 1 else c


def square_free_factors(p: Polynomial) -> list[tuple[Polynomial, int]]:
    """Return polynomials without repeated factors and the powers of them that `p` is the product of, but for a sign.

    >>> square_free_factors({((0, 2),): 1, ((0, 1),): 2, (): 1})
    [({((0, 1),): 1, (): 1}, 2)]
    """
    if len(p) < 3 or _is_high(p) or any(e < 0 or e.denominator > 1 for m in p for _, e in m):
        return [(p, 1)]
    flint = _InFlint(p)
    _, factors = flint.written[0].factor_squarefree()
    return [(primitive(flint.read(q)), int(n)) for q, n in factors]
