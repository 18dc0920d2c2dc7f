"""How far the ratio of sample to cluster can move within plausible inputs.

The ratio is monotone in each input, so its least and greatest value over a box of inputs lie at two
corners that are known beforehand; the grid is there to check this.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from itertools import product

import numpy as np
import pandas as pd

from clusterbook.analysis.cluster._sales import RISING, Inputs, floor_ratio


@dataclass(frozen=True)
class Extremes:
    """Smallest and largest ratio over a box of inputs, and the inputs that give them."""

    least: float
    least_at: Inputs
    most: float
    most_at: Inputs


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
    return Extremes(floor_ratio(floor_mcny, worst), worst, floor_ratio(floor_mcny, best), best)


def ratio_grid(
    floor_mcny: float, box: Mapping[str, tuple[float, float]], steps: int = 5
) -> pd.DataFrame:
    """Return the ratio on an even grid over the box, ends included.

    Returns
    -------
    DataFrame
        One column per input of the box, and ratio; `steps` to the power of the number of inputs
        rows.
    """
    axes = [np.linspace(low, high, steps) for low, high in box.values()]
    points = pd.DataFrame(product(*axes), columns=list(box), dtype=float)
    records = points.to_dict(orient="records")
    ratios = [floor_ratio(floor_mcny, Inputs(**{str(k): v for k, v in r.items()})) for r in records]
    return points.assign(ratio=ratios)
