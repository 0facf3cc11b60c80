"""One axis of a picture: from where to where, evenly or by powers of ten, and the round numbers on it."""

import math
from dataclasses import dataclass

_MANY_DECADES = 2
"""From here on, an axis with a logarithmic scale has numbers at powers of ten only."""


@dataclass(frozen=True, slots=True)
class Axis:
    """From `low` to `high`, which are positive if the scale is logarithmic."""

    low: float
    high: float
    log: bool = False

    def fraction(self, value: float) -> float:
        """Return how far along the axis the value is: 0 at its low end, 1 at its high end; nan if it is not on it."""
        if self.log:
            return math.log(value / self.low) / math.log(self.high / self.low) if value > 0 else math.nan
        return (value - self.low) / (self.high - self.low)

    def at(self, fraction: float) -> float:
        """Return the value there."""
        if self.log:
            return self.low * (self.high / self.low) ** fraction
        return self.low + (self.high - self.low) * fraction

    def ticks(self, most: int) -> list[float]:
        """Return round numbers on the axis, at most about so many."""
        if self.log and math.log10(self.high / self.low) >= _MANY_DECADES:
            return self._powers(most)
        found = self._multiples(round_step((self.high - self.low) / max(1, most)))
        return found if len(found) > 2 else self._multiples(round_step((self.high - self.low) / (2 * most)))

    def _multiples(self, step: float) -> list[float]:
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return [float(f"{k * step:.12g}") for k in range(first, last + 1)]

    def _powers(self, most: int) -> list[float]:
        first, last = math.ceil(math.log10(self.low) - 1e-9), math.floor(math.log10(self.high) + 1e-9)
        every = math.ceil((last - first + 1) / max(1, most))
        return [10.0**k for k in range(first, last + 1, every)]


def round_step(least: float) -> float:
    """Return the smallest of 1, 2, 5 times a power of ten that is not less."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * digit for digit in (1, 2, 5, 10) if power * digit >= least * (1 - 1e-9))
