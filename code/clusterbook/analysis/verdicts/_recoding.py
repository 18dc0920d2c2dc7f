"""Which judgements of items, changed one or two at a time, turn a verdict.

A judgement is one cell: what became of an item, or what kind of test it is. Every single change is
tried, and every pair of changes to two cells of which neither turns the verdict alone. As
likelihoods multiply, an item's share in a posterior is a term of a sum, and a change swaps one term
for another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusterbook.analysis.evidence import FOCUS, Box
from clusterbook.analysis.verdicts._verdicts import decide, tally

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Recoding:
    """One judgement, changed.

    Parameters
    ----------
    item
        Key of the implication.
    column
        "status" or "test".
    value
        What it would be.
    """

    item: str
    column: str
    value: str


@dataclass(frozen=True)
class Turned:
    """What turns one verdict.

    Parameters
    ----------
    outcome
        The verdict as it stands.
    singles
        Single changes that turn it, each with the verdict that it gives.
    pairs
        Pairs that turn it, of which neither turns it alone, likewise.
    tried
        How many single changes and how many such pairs were tried.
    """

    outcome: str
    singles: tuple[tuple[Recoding, str], ...]
    pairs: tuple[tuple[tuple[Recoding, Recoding], str], ...]
    tried: tuple[int, int]


def recodings(items: pd.DataFrame, values: Mapping[str, Sequence[str]]) -> list[Recoding]:
    """Return every single change of a judgement.

    Parameters
    ----------
    items
        implication, status, test: one hypothesis's.
    values
        Column ("status", "test") -> what it can hold.
    """
    return [
        Recoding(str(row["implication"]), column, value)
        for row in items.to_dict("records")
        for column, offered in values.items()
        for value in offered
        if value != row[column]
    ]


def turned(
    items: pd.DataFrame,
    boxes: Mapping[str, Box],
    prior: Floats,
    discount: float,
    thresholds: Mapping[str, float],
    values: Mapping[str, Sequence[str]],
) -> Turned:
    """Return what turns the verdict of one rule on one hypothesis.

    Parameters
    ----------
    items
        hypothesis, implication, status, test: one hypothesis's implications.
    boxes
        Status -> interval likelihoods of the items if each had that status, under the rule's
        reading; all name the same items and explanations.
    prior
        Probabilities of the explanations, in the boxes' order, shape (explanations,).
    discount
        The rule's power of a likelihood, 0 to 1.
    thresholds
        The rule's criteria and their values.
    values
        Column -> what it can hold, as for `recodings`.

    Raises
    ------
    ValueError
        If the items are not of one hypothesis.
    """
    if len(hypotheses := items["hypothesis"].unique()) != 1:
        msg = f"the items must be of one hypothesis, got {', '.join(hypotheses) or 'none'}"
        raise ValueError(msg)
    names = next(iter(boxes.values())).items
    own = next(iter(boxes.values())).explanations.index(FOCUS)
    terms = {s: discount * np.log(box.middle) for s, box in boxes.items()}
    start = {str(row["implication"]): dict(row) for row in items.to_dict("records")}

    given = np.log(np.where(prior > 0, prior, np.finfo(float).tiny))

    def verdict(changes: tuple[Recoding, ...]) -> str:
        now = dict(start)
        for change in changes:
            now[change.item] = {**now[change.item], change.column: change.value}
        total = given
        for place, name in enumerate(names):
            total = total + terms[str(now[name]["status"])][place]
        weights = np.exp(total - total.max()) * (prior > 0)
        counted = tally((str(row["status"]), str(row["test"])) for row in now.values())
        return decide(counted, float(weights[own] / weights.sum()), thresholds).outcome

    outcome, every = verdict(()), recodings(items, values)
    alone = {change: verdict((change,)) for change in every}
    quiet = [change for change, now in alone.items() if now == outcome]
    both = [
        pair
        for pair in combinations(quiet, 2)
        if (pair[0].item, pair[0].column) != (pair[1].item, pair[1].column)
    ]
    found = [(pair, verdict(pair)) for pair in both]
    return Turned(
        outcome,
        tuple((change, now) for change, now in alone.items() if now != outcome),
        tuple((pair, now) for pair, now in found if now != outcome),
        (len(every), len(both)),
    )
