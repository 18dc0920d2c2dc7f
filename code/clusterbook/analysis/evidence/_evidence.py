"""From the tables to interval likelihoods: one box per hypothesis and reading.

In: `evidence` (interval per item and explanation, elicited by us), `implications` (what became of
each item), `readings` (what a reading does with an item of each status), `explanations`. So one
edit of a status or an interval in a CSV moves exactly the boxes that rest on it.
"""

import numpy as np
import pandas as pd

from clusterbook.analysis.evidence._tracing import Box

TREATMENTS = ("as_coded", "uninformative", "charitable")

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
    known = implications.set_index("implication")[["hypothesis", "status"]]
    _refuse(evidence, order, [str(item) for item in known.index])
    found: Boxes = {}
    for hypothesis, group in known.groupby("hypothesis", sort=False):
        items = [str(i) for i in group.index if i in set(evidence["implication"])]
        for reading in readings.to_dict("records"):
            treatments = [str(reading[str(known.loc[item, "status"])]) for item in items]
            key = (str(hypothesis), str(reading["reading"]))
            found[key] = _box(evidence, items, order, treatments)
    return found


def _box(evidence: pd.DataFrame, items: list[str], order: list[str], treatments: list[str]) -> Box:
    """Return the box of some items, each under its treatment."""
    table = evidence.set_index(["implication", "explanation"])
    wanted = pd.MultiIndex.from_product([items, order])
    shape = (len(items), len(order))
    columns = ("low", "high", "charitable_low", "charitable_high")
    low, high, kind_low, kind_high = (
        table.reindex(columns=columns)[name]
        .reindex(wanted)
        .to_numpy(dtype=float, copy=True)
        .reshape(shape)
        for name in columns
    )
    for place, treatment in enumerate(treatments):
        if treatment not in TREATMENTS:
            msg = f"treatment must be one of {', '.join(TREATMENTS)}, got {treatment!r}"
            raise ValueError(msg)
        given = ~np.isnan(kind_low[place])
        if treatment == "charitable" and given.any():
            low[place, given], high[place, given] = kind_low[place, given], kind_high[place, given]
        elif treatment != "as_coded":
            low[place] = high[place] = 1.0
    return Box(tuple(items), tuple(order), low, high)


def _refuse(evidence: pd.DataFrame, explanations: list[str], items: list[str]) -> None:
    """Raise unless the table has every explanation of every item, once, and nothing unknown."""
    for column, allowed in (("implication", items), ("explanation", explanations)):
        odd = sorted(set(evidence[column]) - set(allowed))
        if odd:
            msg = f"evidence has the unknown {column} {odd[0]!r}; allowed: {', '.join(allowed)}"
            raise ValueError(msg)
    pairs = evidence.groupby("implication", sort=False)["explanation"].apply(list)
    for item, present in pairs.items():
        if sorted(present) != sorted(explanations):
            need = ", ".join(explanations)
            msg = f"evidence on {item} must have each of {need} once, got {', '.join(present)}"
            raise ValueError(msg)
    ends = evidence.reindex(columns=["charitable_low", "charitable_high"]).isna()
    half = evidence[ends["charitable_low"] != ends["charitable_high"]]
    if len(half):
        msg = f"evidence on {half['implication'].iloc[0]} has only one end of a charitable interval"
        raise ValueError(msg)
