"""Quantities that print leaves open: a value with the lowest and highest it can be.

"Nearly 20", "about 1" and "over 200" are not numbers but ranges, and a ratio of two of them is a
range as well. Everything here is non-negative, so the ends of a product or ratio are products and
ratios of ends.
"""

from dataclasses import dataclass
from math import inf

import pandas as pd


@dataclass(frozen=True)
class Range:
    """A non-negative quantity with the lowest and highest value it can have.

    `high` may be infinite: "over 200" has no upper end.

    Raises
    ------
    ValueError
        Unless 0 <= low <= value <= high.
    """

    low: float
    value: float
    high: float

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.value <= self.high:
            msg = f"a range needs 0 <= low <= value <= high, got {self}"
            raise ValueError(msg)

    def times(self, other: "Range | float") -> "Range":
        """Multiply, end by end; both factors are non-negative."""
        o = exactly(other) if not isinstance(other, Range) else other
        return Range(self.low * o.low, self.value * o.value, self.high * o.high)

    def over(self, other: "Range | float") -> "Range":
        """Divide, lowest by highest; the divisor must be positive throughout."""
        o = exactly(other) if not isinstance(other, Range) else other
        if o.low <= 0:
            msg = f"a divisor must be positive throughout, got {o}"
            raise ValueError(msg)
        return Range(self.low / o.high, self.value / o.value, self.high / o.low)

    def within(self, cap: float) -> "Range":
        """Cut the upper end at `cap`: no more firms are certified than there are."""
        return Range(self.low, self.value, min(self.high, cap))


def exactly(value: float) -> Range:
    """Return a quantity that is known without a range."""
    return Range(value, value, value)


def printed_range(totals: pd.DataFrame, measure: str) -> Range:
    """Return what the paper prints for a measure, as a range in the unit of the table.

    A blank end is filled by what the wording says: "over" has no upper end, "exact" has none but
    the value. "nearly" and "about" with a blank end get the value itself: print gives no more.

    Raises
    ------
    KeyError
        If the table has no such measure.
    """
    found = totals[totals["measure"] == measure]
    if found.empty:
        msg = f"no measure {measure!r}; measures: {', '.join(totals['measure'])}"
        raise KeyError(msg)
    row = found.iloc[0].to_dict()
    value = float(row["value"])
    low = value if pd.isna(row["low"]) else float(row["low"])
    open_end = inf if row["relation"] == "over" else value
    high = open_end if pd.isna(row["high"]) else float(row["high"])
    return Range(low, value, high)


def assumed_range(assumptions: pd.DataFrame, assumption: str) -> Range:
    """Return an assumption's value with its low and high end.

    Raises
    ------
    KeyError
        If there is no such assumption.
    ValueError
        If it has no value.
    """
    found = assumptions[assumptions["assumption"] == assumption]
    if found.empty:
        msg = f"no assumption {assumption!r}; assumptions: {', '.join(assumptions['assumption'])}"
        raise KeyError(msg)
    row = found.iloc[0].to_dict()
    if pd.isna(row["value"]):
        msg = f"the assumption {assumption!r} has no value"
        raise ValueError(msg)
    value = float(row["value"])
    low = value if pd.isna(row["low"]) else float(row["low"])
    high = value if pd.isna(row["high"]) else float(row["high"])
    return Range(low, value, high)
