"""The real roots of one function: exact where algebra finds them, isolated for polynomials, else searched for.

Exact roots come first (exact_roots.py). Polynomials with rational coefficients have their roots isolated by SymPy. Any
other function is looked at on an interval, which is halved again and again (R. Moore, R. Kearfott, M. Cloud,
Introduction to Interval Analysis, 2009, chapter 8). A piece on which the enclosure of f is not 0 has no root. One on
which f is continuous and that of f' is not 0 has one root if the signs of f at the ends differ, else none. Where a
piece is too narrow to be halved, f may touch 0.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from functools import cache

import sympy as sp
from flint import fmpq

from calc_cli.algebra.enclosures.enclosure import Value, at_precision, ends, interval, rational, sign
from calc_cli.algebra.evaluate import sign_at, value_on
from calc_cli.algebra.exact_roots import NotExactError, exact_roots, ordered
from calc_cli.algebra.root import BITS, Piece, Root, Roots, as_rational, in_order, root_in
from calc_cli.errors import UndefinedError, UnsupportedError

_MOST_DEGREE = 60
_COARSE = 2**7
"""On a part of the interval so small, a function that is undefined at three places is taken to be so."""

_PRECISION = 64
Interval = tuple[sp.Rational, sp.Rational]


@dataclass(frozen=True, slots=True)
class Care:
    """How far an interval is halved: into so many pieces, none of them less than one `narrowest`-th of it.

    A change of sign that may be a pole or a jump is pursued if it `pursues_jumps`, else its piece is what is known.
    """

    pieces: int = 1_000
    narrowest: int = 2**24
    pursues_jumps: bool = True


THOROUGH = Care()


def algebraic_roots(f: sp.Expr, x: sp.Symbol, target: sp.Expr = sp.S.Zero, *, bits: int = BITS) -> Roots | None:
    """Return all places where the sign of f - `target` may change, if that is exact or a polynomial; else None."""
    try:
        return Roots(tuple(map(Root, ordered(exact_roots(f, x, target)))), True)
    except (NotExactError, UndefinedError, UnsupportedError):
        pass
    f = f - target
    if f.is_polynomial(x) and (polynomial := sp.Poly(f, x)).domain.is_ZZ | polynomial.domain.is_QQ:
        return _of_polynomial(polynomial.sqf_part(), x, bits)
    return None


def root_between(f: sp.Expr, x: sp.Symbol, low: sp.Rational, high: sp.Rational) -> Root:
    """Return the only root between two places where f has opposite signs, if it is continuous there."""
    return RootSearch(f, x, BITS).narrowed(*(rational(end.p, end.q) for end in (low, high)))


# Polynomials


def _of_polynomial(p: sp.Poly, x: sp.Symbol, bits: int) -> Roots:
    if p.degree() > _MOST_DEGREE:
        return Roots((), False)
    search = RootSearch(p.as_expr(), x, bits)
    bounds = [[rational(end.p, end.q) for end in piece] for piece, _ in p.intervals()]
    return Roots(tuple(_simple(p, search.narrowed(low, high)) for low, high in bounds), True)


def _simple(p: sp.Poly, root: Root) -> Root:
    """Return the root exactly if it is a rational number with a small denominator."""
    simple = root.middle.limit_denominator(10**12)
    return Root(simple) if p.eval(simple) == 0 else root


# Other functions


class _On(Enum):
    """Our knowledge of a function on a piece."""

    AWAY = "defined and not 0"
    AROUND = "defined and continuous"
    NOWHERE = "not defined anywhere"
    OPEN = "perhaps not defined, or with a jump"


NEAR_MIDDLE = fmpq(65, 128)
"""Pieces are divided here, not in the middle, where roots of textbooks are."""


class RootSearch:
    """A search for the roots of one function. Places are fractions of Arb, which are quicker than those of SymPy."""

    def __init__(self, f: sp.Expr, x: sp.Symbol, bits: int) -> None:
        self.f = f
        self.x = x
        self.bits = bits
        self.slope = sp.diff(f, x)
        self.sign = cache(lambda at: self.sign_of(self.value(at), at))

    def on(self, searched: Interval, care: Care) -> Roots:
        """Return the roots on the interval, and where f may touch 0."""
        low, high = (rational(end.p, end.q) for end in searched)
        waiting, narrow, pieces = deque([(low, high)]), (high - low) / care.narrowest, 0
        found: set[Root] = set()
        doubtful: list[Piece] = []
        is_thorough = True
        while waiting:
            a, b = waiting.popleft()
            pieces += 1
            known = self.look(self.f, a, b)
            is_small = b - a <= (high - low) / _COARSE
            if known in (_On.AWAY, _On.NOWHERE):
                continue
            if known is _On.OPEN and is_small and self.is_undefined(a, b):
                is_thorough = False  # for three places are no proof
                continue
            if known is _On.AROUND and self.look(self.slope, a, b) is _On.AWAY:
                found |= set(self.between(a, b))
            elif b - a > narrow and pieces < care.pieces:
                middle = a + (b - a) * NEAR_MIDDLE
                waiting += [(a, middle), (middle, b)]
            else:
                is_thorough = False
                here = set(self.between(a, b, pursue=care.pursues_jumps or known is _On.AROUND))
                found |= here
                if not here and known is _On.AROUND and b - a <= narrow:
                    doubtful.append((a, b))
        near = as_rational(16 * narrow)
        possible = [
            root
            for root in map(root_in, _joined(doubtful))
            if not any(root.low - near <= other.middle <= root.high + near for other in found)
        ]
        return Roots(in_order(found), False, tuple(possible), is_thorough)

    def look(self, f: sp.Expr, a: fmpq, b: fmpq) -> _On:
        try:
            value = value_on(f, {self.x: interval(a, b)}, _PRECISION)
        except UndefinedError:
            return _On.NOWHERE
        return _On.OPEN if value is None else _On.AWAY if sign(value) else _On.AROUND

    def is_undefined(self, a: fmpq, b: fmpq) -> bool:
        """Return True if f is defined neither at the ends nor in the middle, like x^x where x is negative."""
        return all(self.look(self.f, at, at) is _On.NOWHERE for at in (a, (a + b) / 2, b))

    def between(self, a: fmpq, b: fmpq, *, pursue: bool = True) -> Iterator[Root]:
        """Yield the root between two places, or at them, if the signs there tell that there is one."""
        first, last = self.sign(a), self.sign(b)
        yield from (Root(as_rational(end)) for end, sign in ((a, first), (b, last)) if sign == 0)
        if first and last and first != last:
            yield self.narrowed(a, b) if pursue else root_in((a, b))

    def narrowed(self, low: fmpq, high: fmpq) -> Root:
        """Narrow an interval on which the sign changes, by Newton's method where that is certain, else by halves."""
        sign = self.sign(low)
        if low == high or sign == 0:  # SymPy's intervals are closed
            return Root(as_rational(low))
        while high - low > fmpq(1, 2**self.bits):
            middle = (low + high) / 2
            value = self.value(middle)
            found = self.sign_of(value, middle)
            if found is None:
                break
            if found == 0:
                return Root(as_rational(middle))
            near, far = self.newton(low, middle, high, value)
            low, high = (max(middle, near), min(high, far)) if found == sign else (max(low, near), min(middle, far))
        return root_in((low, high))

    def newton(self, low: fmpq, middle: fmpq, high: fmpq, value: Value | None) -> Piece:
        """Return bounds for a root between `low` and `high`: by the mean value theorem it is at m - f(m)/f'(c)."""
        bits = self.bits + _PRECISION
        try:
            slope = None if value is None else value_on(self.slope, {self.x: interval(low, high)}, bits)
        except UndefinedError:
            return low, high
        if value is None or slope is None or not sign(slope):
            return low, high
        return at_precision(bits, lambda: ends(middle - value / slope))

    def value(self, at: fmpq) -> Value | None:
        """Return the value of f there, None if there is none or it is not known."""
        with suppress(UndefinedError):
            return value_on(self.f, {self.x: at}, self.bits + _PRECISION)
        return None

    def sign_of(self, value: Value | None, at: fmpq) -> int | None:
        """Return the sign of f at a place where it is known to have the value; None if it has none."""
        with suppress(UndefinedError, UnsupportedError):
            return (value is not None and sign(value)) or sign_at(self.f, {self.x: as_rational(at)})
        return None


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Return neighbouring pieces, in order, as one."""
    joined: list[Piece] = []
    for a, b in sorted(pieces):
        if joined and joined[-1][1] == a:
            joined[-1] = joined[-1][0], b
        else:
            joined.append((a, b))
    return joined
