"""Expansions in powers of a quantity w that goes to 0: c0 w^e0 + c1 w^e1 + ..., with rising real exponents.

The exponents are any real numbers, and the coefficients, of which none is 0, may still vary, more slowly than any power
of w. Terms are found one by one when they are asked for, as many as it takes until two expansions no longer cancel:

    1/w - 1/sin(w)  =  w^-1 - (w^-1 + w/6 + ...)  =  -w/6 + ...

All operations are sums over a family of expansions whose leading exponents rise: of a product, each term of one times
the other; of f(c + v) with v -> 0, each power of v with its Taylor coefficient (Gruntz's thesis, chapter 3.3).
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import count, islice

import sympy as sp

Term = tuple[sp.Expr, sp.Expr]
"""A coefficient and an exponent."""

_MOST_CANCELLED = 40
"""Terms that cancel one after another; then it is time to ask whether all of them do."""


class UnknownExpansionError(Exception):
    """An expansion is not known: a sign or a zero is not certain, a function not analytic, or all terms cancel."""


class Expansion:
    """The terms of `found` in order, each looked for when it is asked for the first time."""

    def __init__(self, found: Iterable[Term] = ()) -> None:
        self._terms: list[Term] = []
        self._rest = iter(found)

    def term(self, i: int) -> Term | None:
        """Return the term number `i` from 0, None behind the last."""
        while len(self._terms) <= i:
            term = next(self._rest, None)
            if term is None:
                return None
            self._terms.append(term)
        return self._terms[i]

    def __iter__(self) -> Iterator[Term]:
        """Yield the terms."""
        i = 0
        while (term := self.term(i)) is not None:
            yield term
            i += 1

    def scaled(self, c: sp.Expr, e: sp.Expr = sp.S.Zero) -> "Expansion":
        """Return the product with c w^e."""
        return Expansion((sp.Mul(c, d), e + f) for d, f in self)

    def behind(self, i: int) -> "Expansion":
        """Return the terms from number `i` on."""
        return Expansion(islice(self, i, None))


class Arithmetic:
    """Operations on expansions, given how to tell a coefficient that is 0 and the sign of an exponent."""

    def __init__(self, is_zero: Callable[[sp.Expr], bool], sign: Callable[[sp.Expr], int]) -> None:
        self.is_zero = is_zero
        self.sign = sign

    def constant(self, c: sp.Expr) -> Expansion:
        """Return what does not vary as w does."""
        return Expansion() if self.is_zero(c) else Expansion([(c, sp.S.Zero)])

    def sum(self, parts: Iterable[Expansion], vanishes: Callable[[], bool]) -> Expansion:
        """Return the sum of finitely many expansions; `vanishes` tells whether it is 0, once many terms cancel."""
        return Expansion(self._merged([part for part in parts if part.term(0) is not None], iter(()), vanishes))

    def product(self, a: Expansion, b: Expansion) -> Expansion:
        """Return the product."""
        return Expansion(self._merged([], (b.scaled(*term) for term in a))) if b.term(0) is not None else Expansion()

    def power(self, u: Expansion, p: sp.Expr) -> Expansion:
        """Return u^p by the binomial series."""
        c, e, v = self.relative(u)
        return self.composed(_binomials(p), v).scaled(sp.Pow(c, p), e * p)

    def relative(self, u: Expansion) -> tuple[sp.Expr, sp.Expr, Expansion]:
        """Return c, e and v if u is c w^e (1 + v)."""
        lead = u.term(0)
        if lead is None:
            raise UnknownExpansionError
        c, e = lead
        return c, e, u.behind(1).scaled(1 / c, -e)

    def around(self, u: Expansion) -> tuple[sp.Expr, Expansion]:
        """Return c and v -> 0 if u is c + v."""
        lead = u.term(0)
        sign = 1 if lead is None else self.sign(lead[1])
        if lead is None or sign > 0:
            return sp.S.Zero, u
        if sign < 0:
            raise UnknownExpansionError
        return lead[0], u.behind(1)

    def composed(self, series: Iterable[Term], v: Expansion) -> Expansion:
        """Return the sum of c v^p for the terms (c, p) of a series, where v -> 0."""
        if v.term(0) is None:
            return Expansion(term for term in islice(series, 1) if term[1] == 0)
        return Expansion(self._merged([], self._powers(series, v)))

    def _powers(self, series: Iterable[Term], v: Expansion) -> Iterator[Expansion]:
        power, exponent = Expansion([(sp.S.One, sp.S.Zero)]), 0
        for c, p in series:
            if not p.is_Integer or p < 0:
                yield self.power(v, p).scaled(c)
                continue
            for _ in range(int(p) - exponent):
                power = self.product(power, v)
            exponent = int(p)
            if not self.is_zero(c):
                yield power.scaled(c)

    def _merged(
        self, present: list[Expansion], others: Iterator[Expansion], vanishes: Callable[[], bool] = lambda: False
    ) -> Iterator[Term]:
        """Yield the terms of the sum; each of the `others` begins behind the one before it."""
        heads = [(part, 0) for part in present]
        newest: Expansion | None = None
        cancelled, is_due, is_empty = 0, True, True
        while True:
            if is_due and (newest := next(others, None)) is not None:
                heads.append((newest, 0))
            terms = [term for part, i in heads if (term := part.term(i)) is not None]
            if not terms:
                return
            lowest = self._lowest([e for _, e in terms])
            is_due, moved, coefficients = False, [], []
            for part, i in heads:
                if (term := part.term(i)) is None:
                    continue
                is_lowest = self._are_equal(term[1], lowest)
                moved.append((part, i + is_lowest))
                if is_lowest:
                    coefficients.append(term[0])
                    is_due = is_due or (part is newest and i == 0)
            heads, c = moved, sp.Add(*coefficients)
            cancelled = cancelled + 1 if len(coefficients) > 1 and self.is_zero(c) else 0
            if cancelled > _MOST_CANCELLED:
                if is_empty and vanishes():
                    return
                raise UnknownExpansionError
            if not cancelled:
                is_empty = False
                yield c, lowest

    def _lowest(self, exponents: list[sp.Expr]) -> sp.Expr:
        lowest = exponents[0]
        for e in exponents[1:]:
            if self._difference(e, lowest) < 0:
                lowest = e
        return lowest

    def _are_equal(self, e: sp.Expr, other: sp.Expr) -> bool:
        return e == other or self._difference(e, other) == 0

    def _difference(self, e: sp.Expr, other: sp.Expr) -> int:
        d = e - other
        return int(sp.sign(d)) if d.is_Rational else self.sign(d)


def _binomials(p: sp.Expr) -> Iterator[Term]:
    c = sp.S.One
    for k in count():
        if c == 0:
            return
        yield c, sp.Integer(k)
        c = c * (p - k) / (k + 1)


def exponential_series() -> Iterator[Term]:
    """Yield the Taylor series of e^v."""
    c = sp.S.One
    for k in count():
        yield c, sp.Integer(k)
        c /= k + 1


def logarithmic_series() -> Iterator[Term]:
    """Yield the Taylor series of ln(1 + v)."""
    for k in count(1):
        yield sp.Rational((-1) ** (k + 1), k), sp.Integer(k)
