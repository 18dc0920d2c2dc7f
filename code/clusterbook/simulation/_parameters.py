"""The model's parameters: values that carry unit, range and reason.

The ranges live in one table, `model_parameters`. `space` reads it, and `Space.parameters` is the
only way to values: each lies in its range, or there is an error that says so.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from difflib import get_close_matches

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
SCALES = ("linear", "log", "integer", "fixed")


@dataclass(frozen=True)
class Range:
    """What one parameter may be, and why.

    Parameters
    ----------
    key, symbol, label, label_zh
        Its names: in code, in the equations, and for display.
    low, high
        Ends of the range, in `unit`; both belong to it.
    scale
        How the range is covered: evenly, evenly in logarithms, whole numbers, or not at all.
    unit
        Unit of the value.
    regimes
        Keys of the regimes that use it.
    basis
        "assumed", or "recovered" from what the paper prints.
    reason
        Why this range.
    """

    key: str
    symbol: str
    label: str
    label_zh: str
    low: float
    high: float
    scale: str
    unit: str
    regimes: tuple[str, ...]
    basis: str
    reason: str

    def at(self, share: Floats) -> Floats:
        """Return the values at `share` (0 to 1) of the range."""
        share = np.asarray(share, dtype=float)
        if self.scale == "log":
            # The clip takes back what rounding in exp may add beyond an end.
            inner = np.exp(np.log(self.low) + share * np.log(self.high / self.low))
            return np.asarray(np.clip(inner, self.low, self.high), dtype=float)
        if self.scale == "integer":
            whole = np.floor(self.low + share * (self.high - self.low + 1))
            return np.asarray(np.minimum(whole, self.high), dtype=float)
        return np.asarray(self.low + share * (self.high - self.low), dtype=float)

    def checked(self, value: float) -> float:
        """Return `value` if it is in the range.

        Raises
        ------
        ValueError
            If it is not, or is not whole where it must be.
        """
        if not (math.isfinite(value) and self.low <= value <= self.high):
            msg = f"{self.key} must be between {self.low:g} and {self.high:g} {self.unit}"
            raise ValueError(f"{msg}, got {value!r}")
        if self.scale == "integer" and value != int(value):
            raise ValueError(f"{self.key} must be a whole number of {self.unit}, got {value!r}")
        return value


@dataclass(frozen=True)
class Parameters:
    """One point of the space: a value for each row of `model_parameters`, which says what it is.

    Made by `Space.parameters`. `about` returns unit, range and reason of a value.
    """

    space: Space
    alpha_low: float
    alpha_high: float
    sigma_certain: float
    sigma_uncertain: float
    opportunity: float
    omega_simple: float
    omega_integrated: float
    gamma_low: float
    gamma_high: float
    threshold: float
    distance: float
    embodiable: float
    customer_held_second: float
    customer_held_third: float
    seeds: float
    epsilon: float
    beta: float
    delta: float
    kappa: float
    pull: float
    links: float
    conversion: float
    capacity_mean: float
    capacity_precision: float
    size_correlation: float
    gatekeepers: float
    degree: float
    local: float
    cooperative: float
    incentive: float
    first_firms: float
    second_firms: float
    exporters: float
    size_spread: float
    suppliers: float

    def about(self, key: str) -> Range:
        """Return unit, range and reason of one value."""
        return self.space[key]


@dataclass(frozen=True)
class Space:
    """All ranges, in the order of the table."""

    ranges: tuple[Range, ...]

    def __getitem__(self, key: str) -> Range:
        for each in self.ranges:
            if each.key == key:
                return each
        near = get_close_matches(key, [each.key for each in self.ranges], n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise KeyError(f"The model has no parameter {key!r}.{hint}")

    @property
    def free(self) -> tuple[Range, ...]:
        """The ranges that an experiment covers: all that are not fixed."""
        return tuple(each for each in self.ranges if each.scale != "fixed")

    def parameters(self, **values: float) -> Parameters:
        """Return a point of the space; what is not given lies at the centre of its range.

        Raises
        ------
        KeyError
            If the model has no such parameter.
        ValueError
            If a value is outside its range; the range and its unit are named.
        """
        given = {key: self[key].checked(float(value)) for key, value in values.items()}
        centre = np.array(0.5)
        full = {each.key: given.get(each.key, float(each.at(centre))) for each in self.ranges}
        return Parameters(space=self, **full)


def space(table: pd.DataFrame) -> Space:
    """Read the ranges from the table `model_parameters`.

    Raises
    ------
    ValueError
        If the table's rows are not the model's parameters, or a range is empty or of no known
        scale.
    """
    ranges = tuple(_range(row) for row in table.to_dict("records"))
    wanted = {each.name for each in fields(Parameters)} - {"space"}
    found = {each.key for each in ranges}
    if wanted != found:
        lacking, unknown = sorted(wanted - found), sorted(found - wanted)
        raise ValueError(f"model_parameters lacks {lacking} and has unknown {unknown}")
    return Space(ranges)


def _range(row: dict[object, object]) -> Range:
    """Return the range in one row of the table."""
    low, high = float(str(row["low"])), float(str(row["high"]))
    key, scale = str(row["parameter"]), str(row["scale"])
    if scale not in SCALES:
        raise ValueError(f"scale of {key} must be one of {', '.join(SCALES)}, got {scale!r}")
    if not low <= high or (scale == "log" and low <= 0):
        raise ValueError(f"the range of {key} from {low:g} to {high:g} is none on a {scale} scale")
    words = {name: str(row[name]) for name in ("label", "label_zh", "unit", "basis", "reason")}
    symbol = "" if pd.isna(row["symbol"]) else str(row["symbol"])  # type: ignore[call-overload]
    regimes = tuple(str(row["regimes"]).split())
    return Range(key=key, symbol=symbol, low=low, high=high, scale=scale, regimes=regimes, **words)
