"""A number line: where a value lies, and which ticks to print."""

import math
from dataclasses import dataclass

STEPS = (1, 2, 2.5, 5, 10)


def ticks(low: float, high: float, most: int) -> list[float]:
    """Return at most `most` round numbers within [low, high], evenly spaced."""
    if not high > low:
        raise ValueError(f"an axis must rise, got {low} to {high}")
    power = 10.0 ** math.floor(math.log10((high - low) / most))
    for step in (factor * scale for scale in (power, 10 * power) for factor in STEPS):
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first + 1 <= most:
            break
    return [round(i * step, 10) for i in range(first, last + 1)]


@dataclass(frozen=True)
class Scale:
    """A straight scale from values [low, high] to pixels [left, right]."""

    low: float
    high: float
    left: float
    right: float

    def __call__(self, value: float) -> float:
        """Return the pixel of a value."""
        share = (value - self.low) / (self.high - self.low)
        return self.left + share * (self.right - self.left)

    def inside(self, value: float) -> float:
        """Return the pixel of a value, or of the nearest end if it lies outside."""
        return self(min(max(value, self.low), self.high))

    def ticks(self, spacing: float = 70) -> list[float]:
        """Return round numbers at least about `spacing` px apart."""
        return ticks(self.low, self.high, max(2, int((self.right - self.left) / spacing) + 1))
