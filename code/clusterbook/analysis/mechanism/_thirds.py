"""The assumed space in thirds: where a point lies within a range, and what a corner holds."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from clusterbook.analysis.statistics import wilson

WHOLE_RANGE = "whole"
THIRDS = ("lower", "middle", "upper")


def places(points: pd.DataFrame, ranges: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return where each point lies within the ranges of some parameters.

    Parameters
    ----------
    points
        point, and a column for each parameter in its unit.
    ranges
        parameter, low, high, scale {linear, log, integer}.
    keys
        The parameters.

    Returns
    -------
    DataFrame
        point, then for each parameter its share of the range (0 to 1; of a logarithmic range in
        logarithms, of whole numbers the middle of each one's equal part).
    """
    by = ranges.set_index("parameter")
    found = pd.DataFrame({"point": points["point"]})
    for key in keys:
        low, high = float(str(by.loc[key, "low"])), float(str(by.loc[key, "high"]))
        value = points[key].to_numpy(dtype=float)
        scale = by.loc[key, "scale"]
        if scale == "log":
            found[key] = np.log(value / low) / np.log(high / low)
        elif scale == "integer":
            found[key] = (value - low + 0.5) / (high - low + 1)
        else:
            found[key] = (value - low) / (high - low)
    return found


def third(share: pd.Series) -> pd.Series:
    """Return the third of a range in which a share of it lies: lower, middle or upper."""
    return pd.Series(np.array(THIRDS)[(share * 3).astype(int).clip(0, 2)], index=share.index)


def counted(codes: pd.Series, inside: npt.NDArray[np.bool_]) -> dict[str, float]:
    """Return how often a pattern holds among the attainable points inside a part of the space.

    Parameters
    ----------
    codes
        A column of the result of `codes`.
    inside
        Which points lie in the part.

    Returns
    -------
    dict
        holds, reversed, of (points); share, low, high (Wilson; nan without points).
    """
    mine = codes.to_numpy()[inside]
    mine = mine[~np.isnan(mine)]
    holds, of = int((mine == 1).sum()), len(mine)
    low, high = wilson(holds, of) if of else (float("nan"), float("nan"))
    share = holds / of if of else float("nan")
    ends = {"share": share, "low": low, "high": high}
    return {"holds": holds, "reversed": int((mine == -1).sum()), "of": of, **ends}
