"""One axis of a picture: from where to where, evenly or by powers of ten, and the round numbers on it."""

import math
from dataclasses import dataclass

from calc_cli.errors import UnsupportedError

Point = tuple[float, float]
Points = tuple[Point, ...]
"""What is drawn in a picture: the points of a line, each as far across and up as the axes measure."""

_MANY_DECADES = 2
"""From here on, an axis with a logarithmic scale has numbers at powers of ten only."""

_PARTS = (12, 6, 4, 2, 1)
"""The parts of π that angles are told in."""

_FARTHEST = 1e305
"""With what is higher, floats do not reckon."""

_FINEST = 1e-12
"""The width of an axis is at least this part of its numbers."""


@dataclass(frozen=True, slots=True)
class Axis:
    """From `low` to `high`, which are of one sign if the scale is logarithmic."""

    low: float
    high: float
    log: bool = False
    unit: float = 1.0
    """The round numbers are those times this: π on the axis of angles."""

    def __post_init__(self) -> None:
        """Raise UnsupportedError if floats cannot tell the places on the axis apart."""
        width, farthest = self.high - self.low, max(abs(self.low), abs(self.high))
        if not (farthest <= _FARTHEST and width >= max(_FINEST * farthest, 1 / _FARTHEST)):
            raise UnsupportedError(
                f"a picture from {self.low:g} to {self.high:g} is too wide or too narrow to be drawn"
            )

    def fraction(self, value: float) -> float:
        """Return how far along the axis the value is: 0 at its low end, 1 at its high end; nan if it is not on it."""
        if self.log:
            return math.log(value / self.low) / math.log(self.high / self.low) if value * self.low > 0 else math.nan
        return (value - self.low) / (self.high - self.low)

    def at(self, fraction: float) -> float:
        """Return the value there."""
        if self.log:
            return self.low * (self.high / self.low) ** fraction
        return self.low + (self.high - self.low) * fraction

    def step(self, most: int) -> float:
        """Return the smallest round number, or part of π, that goes at most so often into the axis."""
        least = (self.high - self.low) / most
        if self.unit != 1:
            part = next((1 / k for k in _PARTS if self.unit / k >= least * (1 - 1e-9)), None)
            return self.unit * (part or Axis(0, least / self.unit).step(1))
        power = 10.0 ** math.floor(math.log10(least))
        return next(power * digit for digit in (1, 2, 5, 10) if power * digit >= least * (1 - 1e-9))

    def ticks(self, most: int) -> list[float]:
        """Return round numbers on the axis, at most about so many."""
        if self.log and abs(math.log10(self.high / self.low)) >= _MANY_DECADES:
            return self._powers(most)
        found = self._multiples(self.step(max(1, most)))
        return found if len(found) > 2 else self._multiples(self.step(2 * most))

    def _multiples(self, step: float) -> list[float]:
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return [k * step if self.unit != 1 else float(f"{k * step:.12g}") for k in range(first, last + 1)]

    def _powers(self, most: int) -> list[float]:
        least, greatest = sorted((abs(self.low), abs(self.high)))
        first, last = math.ceil(math.log10(least) - 1e-9), math.floor(math.log10(greatest) + 1e-9)
        every = math.ceil((last - first + 1) / max(1, most))
        return sorted(math.copysign(10.0**k, self.low) for k in range(first, last + 1, every))
