"""How far the ratio of sample to cluster can move within plausible inputs.

The ratio is monotone in each input, so its least and greatest value over a box of inputs lie at two
corners that are known beforehand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from clusterbook.analysis.cluster._sales import RISING, Inputs, floor_ratio


@dataclass(frozen=True)
class Extremes:
    """Smallest and largest ratio over a box of inputs."""

    least: float
    most: float


def extremes(floor_mcny: float, box: Mapping[str, tuple[float, float]]) -> Extremes:
    """Return the exact least and greatest ratio over a box of inputs.

    The ratio is floor * floor_kept * firms / (output * sales_per_output): it rises in the first
    two inputs and falls in the last two, whatever the others are. So both extremes lie at corners,
    and the corner follows from the direction alone.

    Parameters
    ----------
    floor_mcny
        Result of `sample_floor`.
    box
        Name of each input -> (low, high); an input left out keeps its default.

    Raises
    ------
    KeyError
        If a name is not an input.
    """
    unknown = set(box) - {field.name for field in fields(Inputs)}
    if unknown:
        allowed = ", ".join(field.name for field in fields(Inputs))
        msg = f"no input {', '.join(sorted(unknown))}; inputs: {allowed}"
        raise KeyError(msg)
    worst = Inputs(**{name: ends[0 if name in RISING else 1] for name, ends in box.items()})
    best = Inputs(**{name: ends[1 if name in RISING else 0] for name, ends in box.items()})
    return Extremes(floor_ratio(floor_mcny, worst), floor_ratio(floor_mcny, best))
