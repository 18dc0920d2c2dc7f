"""What each part of a change is worth, whatever the order in which the parts are added.

A change of several parts can be made step by step, and what a step brings depends on the steps
before it. Shapley's value of a part is its mean over all orders.
"""

from collections.abc import Mapping
from itertools import combinations
from math import factorial

import numpy as np
import pandas as pd

from clusterbook.analysis.mechanism._contrasts import Floats, mean_interval

WHOLE = "whole"
Parts = frozenset[str]


def shapley(worth: Mapping[Parts, Floats]) -> dict[str, Floats]:
    """Return each part's value, which add up to the worth of all minus that of none.

    Parameters
    ----------
    worth
        For every set of parts what it brings: one number, or one at each point.

    Raises
    ------
    ValueError
        If the worth of a set is missing; the message names it.
    """
    everyone = sorted(_everyone(worth))
    return {
        part: np.asarray(
            sum(
                _weight(len(others), len(everyone))
                * (_of(worth, {*others, part}) - _of(worth, set(others)))
                for size in range(len(everyone))
                for others in combinations([each for each in everyone if each != part], size)
            )
        )
        for part in everyone
    }


def completed(worth: Mapping[Parts, Floats], needs: Mapping[str, str]) -> dict[Parts, Floats]:
    """Return the worth of all sets, where some parts mean nothing without another one.

    Parameters
    ----------
    worth
        Of the sets that mean something.
    needs
        Part -> the part that it means nothing without: alone it changes nothing.
    """
    everyone = sorted(_everyone(worth))
    found = {}
    for size in range(len(everyone) + 1):
        for chosen in map(frozenset, combinations(everyone, size)):
            idle = {part for part, other in needs.items() if part in chosen and other not in chosen}
            found[chosen] = _of(worth, set(chosen - idle))
    return found


def shares(values: Mapping[str, Floats]) -> pd.DataFrame:
    """Return the values as a table, the whole last.

    Parameters
    ----------
    values
        Result of `shapley`: part -> one number at each point.

    Returns
    -------
    DataFrame
        part, mean, low, high (interval over resampled points), share (of the whole's mean).
    """
    whole = np.sum(list(values.values()), axis=0)
    rows = []
    for part, value in {**values, WHOLE: whole}.items():
        low, high = mean_interval(value)
        mean, total = float(value.mean()), float(whole.mean())
        rows.append((part, mean, low, high, mean / total if total else float("nan")))
    return pd.DataFrame(rows, columns=["part", "mean", "low", "high", "share"])


def _everyone(worth: Mapping[Parts, Floats]) -> Parts:
    return frozenset[str]().union(*worth)


def _weight(before: int, players: int) -> float:
    """Return the share of all orders in which a part comes after just these others."""
    return factorial(before) * factorial(players - before - 1) / factorial(players)


def _of(worth: Mapping[Parts, Floats], chosen: set[str]) -> Floats:
    try:
        return np.asarray(worth[frozenset(chosen)], dtype=float)
    except KeyError:
        named = " + ".join(sorted(chosen)) or "nothing"
        raise ValueError(f"the worth of {named} is not known") from None
