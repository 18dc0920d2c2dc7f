"""From the tables to interval likelihoods: one box per hypothesis and reading.

In: `evidence` (interval per item and explanation, elicited by us), `implications` (what became of
each item), `readings` (what a reading does with an item of each status), `explanations`. So one
edit of a status or an interval in a CSV moves exactly the boxes that rest on it.
"""

import numpy as np
import pandas as pd

from clusterbook.analysis.evidence._tracing import Box, Floats

TREATMENTS = ("as_coded", "uninformative", "charitable")

ENDS = ["low", "high", "charitable_low", "charitable_high"]

Boxes = dict[tuple[str, str], Box]
"""(hypothesis, reading) -> box."""


def boxes(
    evidence: pd.DataFrame,
    implications: pd.DataFrame,
    readings: pd.DataFrame,
    explanations: pd.DataFrame,
) -> Boxes:
    """Return the box of every hypothesis under every reading.

    An item is taken "as_coded", as "uninformative" (every likelihood 1), or "charitable": with
    the charitable interval where the table has one for an explanation and the coded one for the
    rest; an item without any charitable interval is then uninformative, and so are all of them if
    the table has no such intervals.

    Returns
    -------
    dict
        (hypothesis, reading) -> `tracing.Box`, explanations in the order of their table.

    Raises
    ------
    ValueError
        If an item or explanation is unknown, an item lacks an explanation, a treatment is unknown,
        or an interval is not within (0, 1] or upside down.
    """
    order = [str(name) for name in explanations["explanation"]]
    mine = implications[["implication", "hypothesis", "status"]].to_numpy().tolist()
    _refuse(evidence, order, [str(item) for item, _, _ in mine])
    intervals = _intervals(evidence, order)
    taken: dict[str, dict[str, str]] = {}
    for item, hypothesis, status in mine:
        items = taken.setdefault(str(hypothesis), {})
        if item in intervals:
            items[str(item)] = str(status)
    kinds = readings.to_dict("records")
    return {
        (hypothesis, str(reading["reading"])): _box(
            intervals, order, {item: str(reading[status]) for item, status in items.items()}
        )
        for hypothesis, items in taken.items()
        for reading in kinds
    }


def _intervals(evidence: pd.DataFrame, order: list[str]) -> dict[str, Floats]:
    """Return item -> its `ENDS` under each explanation, shape (explanations, 4)."""
    ends = evidence.reindex(columns=ENDS).to_numpy(dtype=float)
    pairs = zip(evidence["implication"].tolist(), evidence["explanation"].tolist(), strict=True)
    rows = {pair: row for row, pair in enumerate(pairs)}
    items = dict.fromkeys(item for item, _ in rows)
    return {item: ends[[rows[item, name] for name in order]] for item in items}


def _box(intervals: dict[str, Floats], order: list[str], treatments: dict[str, str]) -> Box:
    """Return the box of some items, each under its treatment."""
    shape = (len(treatments), len(order), len(ENDS))
    table = np.array([intervals[item] for item in treatments]).reshape(shape)
    low, high, kind_low, kind_high = (table[:, :, end].copy() for end in range(len(ENDS)))
    for place, treatment in enumerate(treatments.values()):
        if treatment not in TREATMENTS:
            msg = f"treatment must be one of {', '.join(TREATMENTS)}, got {treatment!r}"
            raise ValueError(msg)
        given = ~np.isnan(kind_low[place])
        if treatment == "charitable" and given.any():
            low[place, given], high[place, given] = kind_low[place, given], kind_high[place, given]
        elif treatment != "as_coded":
            low[place] = high[place] = 1.0
    return Box(tuple(treatments), tuple(order), low, high)


def _refuse(evidence: pd.DataFrame, explanations: list[str], items: list[str]) -> None:
    """Raise unless the table has every explanation of every item, once, and nothing unknown."""
    for column, allowed in (("implication", items), ("explanation", explanations)):
        odd = sorted(set(evidence[column].tolist()) - set(allowed))
        if odd:
            msg = f"evidence has the unknown {column} {odd[0]!r}; allowed: {', '.join(allowed)}"
            raise ValueError(msg)
    pairs: dict[str, list[str]] = {}
    for item, name in evidence[["implication", "explanation"]].to_numpy().tolist():
        pairs.setdefault(item, []).append(name)
    for item, present in pairs.items():
        if sorted(present) != sorted(explanations):
            need = ", ".join(explanations)
            msg = f"evidence on {item} must have each of {need} once, got {', '.join(present)}"
            raise ValueError(msg)
    ends = evidence.reindex(columns=ENDS[2:]).isna().to_numpy()
    half = evidence[ends[:, 0] != ends[:, 1]]
    if len(half):
        msg = f"evidence on {half['implication'].iloc[0]} has only one end of a charitable interval"
        raise ValueError(msg)
