"""A part of the line: the region that is studied, the places in it, and the intervals between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import sympy as sp

from calc_cli.algebra.angles import rational_near
from calc_cli.algebra.evaluate import sign_at
from calc_cli.algebra.root import Root
from calc_cli.algebra.solution_set import interleaved

_REACH = sp.Rational(321, 16)
"""How far from 0, or from the end of a region, is searched on the line."""


@dataclass(frozen=True, slots=True)
class Region:
    """The numbers from `low` to `high`, which may be infinite, both included; with a `period` what is there repeats."""

    low: sp.Expr = -sp.oo
    high: sp.Expr = sp.oo
    period: sp.Expr | None = None

    @property
    def is_bounded(self) -> bool:
        """True if both ends are finite."""
        return bool(self.low.is_finite and self.high.is_finite)

    @property
    def searched(self) -> tuple[sp.Rational, sp.Rational]:
        """The part in which is searched for what algebra does not find, a little more than a bounded region."""
        low, high = -_REACH, _REACH
        if self.low.is_finite:
            low = rational_near(self.low) - sp.Rational(1, 10**12)
            high = max(high, low + _REACH)
        if self.high.is_finite:
            high = rational_near(self.high) + sp.Rational(1, 10**12)
            low = low if self.low.is_finite else min(low, high - _REACH)
        return low, high

    def holds(self, root: Root) -> bool:
        """Return True if the root is in the region."""
        at = root.middle
        return (self.low is -sp.oo or sign_at(at - self.low, {}) != -1) and (
            self.high is sp.oo or sign_at(self.high - at, {}) != -1
        )


LINE = Region()


@dataclass(frozen=True, slots=True)
class OpenInterval:
    """The interval between two neighbouring places, or the ends of a region, and a simple number `inside`."""

    low: sp.Expr
    high: sp.Expr
    inside: sp.Expr

    def end(self, side: int) -> sp.Expr:
        """Return the end on a side: -1 left, 1 right."""
        return self.low if side == -1 else self.high


def cells(places: Sequence[Root], region: Region) -> list[OpenInterval]:
    """Return the intervals into which places in order divide a region."""
    points = [root.middle for root in places if root.middle not in (region.low, region.high)]
    ends = [region.low, *points, region.high]
    finite = [end for end in ends if end.is_finite]
    inside = interleaved(finite)[::2]
    inside = inside[0 if region.low is -sp.oo else 1 : len(inside) if region.high is sp.oo else -1]
    return [OpenInterval(a, b, at) for (a, b), at in zip(pairwise(ends), inside, strict=True)]
