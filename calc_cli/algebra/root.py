"""A root of a function, exact or enclosed, and all that were found."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

import mpmath
import sympy as sp
from flint import fmpq

from calc_cli.algebra.enclosures.enclosure import Value, interval, sign
from calc_cli.algebra.evaluate import approximate, enclose, nearest_decimal, sign_at, value_at, value_on
from calc_cli.errors import UndefinedError, UnsupportedError

BITS = 160
"""A root is enclosed to within 2^-BITS, if nothing else is asked for."""

DIGITS = 15
"""Of a root, or of a value at one, that is not exact."""

ABOUT_ZERO = 1e-14
"""A value that is not exact and smaller is taken for 0."""

_APART = 1e-30
"""Enclosures so near to each other are taken for one root."""

Piece = tuple[fmpq, fmpq]
"""An interval between two fractions of Arb, which are quicker than those of SymPy."""


@dataclass(frozen=True, slots=True)
class Root:
    """A root: `exact`, or between `low` and `high`."""

    exact: sp.Expr | None = None
    low: sp.Rational = sp.S.Zero
    high: sp.Rational = sp.S.Zero

    @property
    def middle(self) -> sp.Expr:
        """The root, or a rational number very near to it: 0, if that is, of which nothing else is a small part."""
        if self.exact is not None:
            return self.exact
        return sp.S.Zero if self.low <= 0 <= self.high else (self.low + self.high) / 2

    @property
    def shown(self) -> sp.Expr:
        """The root, in decimals if it is not known exactly."""
        return sp.Float(self.middle, DIGITS) if self.exact is None else self.exact

    def value(self, bits: int) -> Value:
        """Return the root as an enclosure."""
        return interval(self.low, self.high) if self.exact is None else enclose(self.exact, {}, bits)


@dataclass(frozen=True, slots=True)
class Roots:
    """Roots in order; `are_all` if there are certainly no others where they were asked for.

    Of a search on an interval `are_all_searched` tells this of the interval; at a `possible` one the sign is kept.
    """

    roots: tuple[Root, ...]
    are_all: bool
    possible: tuple[Root, ...] = ()
    are_all_searched: bool = False

    def has(self, root: Root) -> bool:
        """Return True if it is one of the roots."""
        return any(root is own or are_one(root, own) for own in self.roots)


def together(parts: Iterable[Roots]) -> Roots:
    """Return the roots of several functions, or in several regions, in order."""
    parts = tuple(parts)
    return Roots(
        in_order(root for part in parts for root in part.roots),
        all(part.are_all for part in parts),
        in_order(root for part in parts for root in part.possible),
        all(part.are_all or part.are_all_searched for part in parts),
    )


def in_order(roots: Iterable[Root]) -> tuple[Root, ...]:
    """Return the roots from left to right, each once, exact if that is known."""
    found: list[Root] = []
    for root in sorted(roots, key=lambda root: approximate(root.middle, {}, 30)):
        if found and are_one(found[-1], root):
            found[-1] = root if found[-1].exact is None else found[-1]
        else:
            found.append(root)
    return tuple(found)


def are_one(a: Root, b: Root) -> bool:
    """Return True if two roots are one number."""
    if a.exact is not None and b.exact is not None:
        return sign_at(a.exact - b.exact, {}) == 0
    return abs(approximate(a.middle - b.middle, {}, 5)) < _APART


def is_root(f: sp.Expr, x: sp.Symbol, root: Root) -> bool:
    """Return True unless f is certainly not 0 or not defined at the root: at a pole the sign changes too."""
    with suppress(UndefinedError, UnsupportedError):
        if root.exact is not None:
            return sign_at(f, {x: root.exact}) in (0, None)
        value = value_on(f, {x: root.value(0)}, 2 * BITS)
        return value is not None and not sign(value)
    return False


def recognised(f: sp.Expr, x: sp.Symbol, root: Root) -> Root:
    """Return the root exactly if it is a simple rational number or a simple part of pi."""
    if root.exact is not None:
        return root
    return next((Root(simple) for simple in simple_numbers(root) if is_root(f, x, Root(simple))), root)


def simple_numbers(root: Root) -> Iterator[sp.Expr]:
    """Yield the simple rational number and the simple part of pi that a root may be, if it is near to them."""
    with mpmath.workdps(40):
        turns = sp.Rational(str(mpmath.mpf(root.middle.p) / root.middle.q / mpmath.pi)).limit_denominator(24)
    for simple in (root.middle.limit_denominator(1000), turns * sp.pi):
        if abs(approximate(simple - root.middle, {}, 5)) < mpmath.mpf("1e-12"):
            yield simple


def as_rational(place: fmpq) -> sp.Rational:
    """Return a fraction of Arb as SymPy has it."""
    return sp.Rational(int(place.p), int(place.q))


def root_in(piece: Piece) -> Root:
    """Return the root in a piece."""
    low, high = map(as_rational, piece)
    return Root(None, low, high)


def value_at_roots(e: sp.Expr, at: Mapping[sp.Symbol, Root]) -> sp.Expr:
    """Return the value of `e` at a place, exact, or in decimals if the place or the value is not known exactly.

    Raises UndefinedError or UnsupportedError.
    """
    middle = {x: root.middle for x, root in at.items()}
    if all(root.exact is not None for root in at.values()):
        with suppress(UnsupportedError):
            return value_at(e, middle)
    value = nearest_decimal(e, middle, DIGITS)
    return sp.S.Zero if abs(value) < ABOUT_ZERO else value
