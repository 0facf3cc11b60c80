"""The limit of a function found by experiment: it is sampled, the samples are told apart, and continued to the point.

The function is seen as one of t -> 0+, computed correctly at every sample, so that cancellation plays no part.
Two unlike families of samples approach 0, so that no periodic function hides behind either:

- the ladder t = 3^-1, 3^-2, 3^-4, 3^-8, ..., on which a power of t vanishes at once, and t ln t with it, and a
  power of 1/ln t decays geometrically;
- bands of samples with pseudo-random mantissas at the depth of each rung.

Where numbers grow too large on the ladder, as e^(1/t) does, its rungs are 1/2, 1/4, 1/8, ...

What moves from band to band decides: it shrinks (a limit), grows (infinite), stays (oscillation), or none of
these clearly (undecided, and no number is given). If the ladder itself does not give enough digits, Romberg's
scheme continues it for the powers of 1/ln t, and Wynn's epsilon algorithm (mpmath.shanks) continues it and a
geometric family, on which every t^p (ln t)^q is a sum of geometric sequences, which the algorithm removes whatever
p and q are. Such an answer is believed only where leaving out a sample hardly moves it and the plain samples allow it.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import Literal, TypeAlias, TypeVar

import mpmath
import sympy as sp

from calc_cli.algebra.evaluate import approximate
from calc_cli.errors import UndefinedError, UnsupportedError

DIGITS = 40
"""Significant digits of a sample."""

ENOUGH = 20
"""An estimate with this many digits needs no extrapolation."""

_MANTISSAS = tuple(sp.Rational(m, 10**4) for m in Random(20).sample(range(10**4), 120))
_WIDTH, _DENSE = 7, 80
_SHRINKING = mpmath.mpf(72) / 100
LASTING = mpmath.mpf(97) / 100
"""Steps that shrink by less do not end."""


@dataclass(frozen=True, slots=True)
class _Family:
    """Rungs that go down to 0, each the head of a band that reaches deeper by a factor of up to `reach`."""

    rungs: tuple[sp.Rational, ...]
    reach: int

    def steps(self, depth: int, count: int) -> list[sp.Rational]:
        """Return the rung and samples at random below it."""
        mantissas = [_MANTISSAS[(7 * depth + i) % len(_MANTISSAS)] for i in range(count - 1)]
        return [self.rungs[depth], *(self.rungs[depth] / (1 + m * (self.reach - 1)) for m in mantissas)]


_LADDER = _Family(tuple(sp.Rational(1, 3**2**k) for k in range(10)), 20)
_OCTAVES = _Family(tuple(sp.Rational(1, 2**k) for k in range(1, 46)), 2)
_GEOMETRIC = tuple(sp.Rational(13, 97) / 4**k for k in range(21))

Real: TypeAlias = mpmath.mpf
Kind: TypeAlias = Literal["finite", "+inf", "-inf", "oscillates", "undefined", "undecided"]
Step = TypeVar("Step")
Sampled = Callable[[sp.Rational], Real]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A finite limit has `value`, within `error`; an oscillation the `range` met."""

    kind: Kind
    value: Real | None = None
    error: Real | None = None
    range: tuple[Real, Real] | None = None

    def is_near(self, limit: sp.Expr) -> bool:
        """Return True if a limit, a number, oo or -oo, is what the experiment found."""
        if self.kind != kind_of(limit) or self.value is None:
            return self.kind == kind_of(limit)
        exact = approximate(limit, {}, DIGITS)
        with mpmath.workdps(2 * DIGITS):
            return bool(abs(exact - self.value) <= self.error)


def kind_of(limit: sp.Expr) -> Literal["finite", "+inf", "-inf"]:
    """Return the kind of a limit, a number, oo or -oo."""
    return "+inf" if limit is sp.oo else "-inf" if limit is -sp.oo else "finite"


@dataclass(frozen=True, slots=True)
class _Band:
    """Samples at about one depth; `rung` is the ladder's."""

    depth: int
    rung: Real
    values: tuple[Real, ...]

    @property
    def low(self) -> Real:
        return min(self.values)

    @property
    def high(self) -> Real:
        return max(self.values)

    @property
    def size(self) -> Real:
        """The smallest distance from 0."""
        return min(map(abs, self.values))


def estimate(f: Sampled) -> Estimate:
    """Find the limit of f(t) as t -> 0+ by experiment.

    `f` gives values correct to DIGITS digits, or raises UndefinedError or UnsupportedError.
    """
    with mpmath.workdps(3 * DIGITS):
        found = _classified(_Sampler(f, _LADDER), 6)
        return found or _classified(_Sampler(f, _OCTAVES), 4) or Estimate("undecided")


def _classified(sampler: "_Sampler", least: int) -> Estimate | None:
    """Return the estimate along a family; None if fewer bands than `least` can be computed."""
    bands, nowhere = sampler.bands()
    if len(bands) < least:
        return Estimate("undefined") if nowhere else None
    moves = _moves(bands)
    if _shrinks(moves, bands):
        return sampler.limit(bands, moves)
    if (sign := _infinite(bands)) is not None:
        return Estimate("+inf" if sign > 0 else "-inf")
    return _oscillation(sampler, bands)


class _Sampler:
    """The samples of one function in one family."""

    def __init__(self, f: Sampled, family: _Family) -> None:
        self.f = f
        self.family = family

    def bands(self) -> tuple[list[_Band], bool]:
        """Return the deepest bands in all of whose samples f is defined, and whether f is undefined beyond them."""
        bands: list[_Band] = []
        holes = 0
        for depth in range(len(self.family.rungs)):
            values = self.row(self.family.steps(depth, _WIDTH))
            if values is None:
                break
            real = [value for value in values if value is not None]
            holes = holes + 1 if not real else 0
            bands = [*bands, _Band(depth, real[0], tuple(real))] if len(real) == _WIDTH else []
        return bands, holes > 1

    def row(self, steps: Iterable[sp.Rational]) -> list[Real | None] | None:
        """Return the values, None where f is not defined; None if one of them is too large or too small to compute."""
        values: list[Real | None] = []
        for t in steps:
            try:
                values.append(self.f(t))
            except UndefinedError:
                values.append(None)
            except UnsupportedError:
                return None
        return values

    def limit(self, bands: list[_Band], moves: list[Real]) -> Estimate:
        """Return the limit that the bands close in on, continued if that gives more digits."""
        value, error = bands[-1].rung, 8 * moves[-1] + _resolution(bands)
        if error > mpmath.mpf(10) ** -ENOUGH * max(abs(value), *map(abs, bands[0].values)):
            rungs = [band.rung for band in bands]
            for method, samples in (epsilon, up_to_gap(self.f, _GEOMETRIC)), (epsilon, rungs), (romberg, rungs):
                better = continued(method, samples)
                if better is not None and abs(better[0] - value) <= error and better[1] < error / 100:
                    value, error = better
        return Estimate("finite", value, error)


def up_to_gap(f: Callable[[Step], Real], steps: Iterable[Step]) -> list[Real]:
    """Return the values up to the first that is not there, or too large or too small to compute."""
    values: list[Real] = []
    with suppress(UndefinedError, UnsupportedError):
        values.extend(map(f, steps))
    return values


def _resolution(bands: list[_Band]) -> Real:
    """Return the error that a sample may have by its digits."""
    return max(abs(bands[-1].low), abs(bands[-1].high)) * mpmath.mpf(10) ** (3 - DIGITS)


def _moves(bands: list[_Band]) -> list[Real]:
    """How far f is from each band to the next, at most."""
    return [max(a.high - b.low, b.high - a.low) for a, b in pairwise(bands)]


def _shrinks(moves: list[Real], bands: list[_Band]) -> bool:
    nothing = _resolution(bands)
    tail = moves[-4:]
    return all(b <= max(nothing, _SHRINKING * a) for a, b in pairwise(tail))


def _infinite(bands: list[_Band]) -> int | None:
    """Return the sign of an infinite limit: one sign, and a size that grows by no less from band to band."""
    tail = bands[-5:]
    signs = {mpmath.sign(value) for band in tail for value in band.values}
    if len(signs) != 1 or not all(a.size < b.size for a, b in pairwise(tail)):
        return None
    for sizes in ([abs(band.rung) for band in tail], [band.size for band in tail]):
        steps = [b - a for a, b in pairwise(sizes)]
        if all(b >= LASTING * a > 0 for a, b in pairwise(steps)):
            return int(signs.pop())
    return None


def _oscillation(sampler: _Sampler, bands: list[_Band]) -> Estimate:
    """Two depths far apart, sampled densely: the same range and no order means oscillation."""
    depths = max(bands[-1].depth - 4, bands[0].depth), bands[-1].depth
    steps = [sampler.family.steps(depth, _DENSE) for depth in depths]
    dense = [up_to_gap(sampler.f, each) for each in steps]
    if not all(map(_is_restless, steps, dense)):
        return Estimate("undecided")
    (low, high), (lower, higher) = ((min(row), max(row)) for row in dense)
    if lower < 10 * low < 0 < 10 * high < higher:
        return Estimate("oscillates", range=(mpmath.mpf("-inf"), mpmath.mpf("inf")))
    if abs(lower - low) + abs(higher - high) <= (high - low) / 10:
        return Estimate("oscillates", range=(min(low, lower), max(high, higher)))
    return Estimate("undecided")


def _is_restless(steps: list[sp.Rational], values: list[Real]) -> bool:
    """Return True if f goes up and down within a band, again and again."""
    if len(values) < len(steps):
        return False
    ordered = [value for _, value in sorted(zip(steps, values, strict=True))]
    turns = [b - a for a, b in pairwise(ordered) if a != b]
    return sum(a * b < 0 for a, b in pairwise(turns)) >= 8


def continued(method: Callable[[list[Real]], Real], samples: list[Real]) -> tuple[Real, Real] | None:
    """Return the limit of the samples by an extrapolation, and how far leaving out samples moves it, tenfold."""
    if len(samples) < 8:
        return None
    value = method(samples)
    error = 10 * max(abs(value - method(others)) for others in (samples[1:], samples[:-1], samples[:-2]))
    # Each sample is rounded, and the largest enter what is left of their differences.
    return value, error + max(map(abs, [value, *samples])) * mpmath.mpf(10) ** (5 - DIGITS)


def epsilon(samples: list[Real]) -> Real:
    """Return the last entry of the epsilon table that approximates the limit; it ends if nothing is to remove."""
    table = mpmath.shanks(samples)
    return table[-1][-1] if table else samples[-1]


def romberg(samples: list[Real]) -> Real:
    """Return the limit if the samples are a power series in 2^-k."""
    row = samples
    for order in range(1, len(samples)):
        row = [b + (b - a) / (2**order - 1) for a, b in pairwise(row)]
    return row[-1]
