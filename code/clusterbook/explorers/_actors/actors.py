"""Who makes up the cluster: sizes three ways, ties by basis, one actor at a time (chapter 6)."""

from functools import cache

import pandas as pd
from ipywidgets import Dropdown, ToggleButtons

from clusterbook.analysis.cluster import jobs, mean_staff
from clusterbook.explorers._actors.chart import NOBODY, chart
from monograph.alive.explore import Explorer, explore
from monograph.drawing.checks import allowed, blank, require
from monograph.drawing.checks import rows as each
from monograph.drawing.text import join, number

SIZES = {
    "firms": ("firms", "{} firms", "number of firms"),
    "jobs": ("jobs", "{} jobs", "jobs, firms times mean staff"),
    "staff_mean": ("mean staff", "{} people each", "mean staff of a firm"),
}
"""Column -> word of the control, form of an amount, words of the key."""

BASES = {"all": "all", "text": "stated", "ours": "inferred"}
FEW = 5


def actors(
    actors: pd.DataFrame, links: pd.DataFrame, items: pd.DataFrame, firm_types: pd.DataFrame
) -> Explorer:
    """Let a reader choose what an area means, which ties are drawn, and whose.

    Parameters
    ----------
    actors
        actor, kind (producer, platform, market, association), position, label, label_zh, firm_type.
    links
        source, target (keys of actors), relation, basis (text, ours).
    items
        actor, label: the products a producer is broken down into.
    firm_types
        firm_type, firms, staff_mean (people per firm).

    Raises
    ------
    ValueError
        If a frame lacks a column, or a tie has another basis.
    """
    require(
        "actors",
        actors=(actors, "actor kind position label label_zh firm_type"),
        links=(links, "source target relation basis"),
        items=(items, "actor label"),
        firm_types=(firm_types, "firm_type firms staff_mean"),
    )
    allowed("actors", links["basis"], ("text", "ours"))
    actors = actors.sort_values("position").reset_index(drop=True)
    counted = jobs(firm_types)

    @cache
    def rows(size: str, basis: str, actor: str) -> pd.DataFrame:
        return shown(actors, links, counted, size, basis, actor)

    def says(size: str, basis: str, actor: str) -> str:
        total = mean_staff(firm_types) if size == "staff_mean" else float(counted[size].sum())
        return told(rows(size, basis, actor), _drawn(links, basis), size, total, actor)

    return explore(
        chart(actors, links, items, {key: words[2] for key, words in SIZES.items()}),
        rows=rows,
        says=says,
        label="The actors of Figure 2 by kind; a producer's area follows the chosen measure, a "
        "solid tie is stated in the text, a dashed one is inferred by us.",
        **_controls(actors),
    )


def _controls(actors: pd.DataFrame) -> dict[str, ToggleButtons | Dropdown]:
    sizes = [(words[0], key) for key, words in SIZES.items()]
    bases = [(words, key) for key, words in BASES.items()]
    names = [("nobody", NOBODY), *zip(actors["label"], actors["actor"], strict=True)]
    return {
        "size": ToggleButtons(options=sizes, description="Area"),
        "basis": ToggleButtons(options=bases, value="text", description="Ties"),
        "actor": Dropdown(options=names, value=NOBODY, description="Pick"),
    }


def _drawn(links: pd.DataFrame, basis: str) -> pd.DataFrame:
    return links if basis == "all" else links[links["basis"] == basis]


def shown(
    actors: pd.DataFrame,
    links: pd.DataFrame,
    counted: pd.DataFrame,
    size: str,
    basis: str,
    actor: str,
) -> pd.DataFrame:
    """Return every actor with its size, and how it stands to the actor that is picked.

    Returns
    -------
    DataFrame
        actor, kind, label, label_zh, value (missing where Table 3 does not count the actor), part
        (value over the largest), amount (in words), role (picked, tied, other; all are "tied" if
        nobody is picked).
    """
    ties = _drawn(links, basis)
    sizes = counted.set_index("firm_type")[size].to_dict()
    near = set(ties.loc[ties["source"] == actor, "target"])
    near |= set(ties.loc[ties["target"] == actor, "source"])
    found = actors[["actor", "kind", "label", "label_zh"]].copy()
    found["value"] = [None if blank(t) else float(sizes[t]) for t in actors["firm_type"]]
    found["part"] = found["value"] / found["value"].max()
    found["amount"] = [
        "" if kind != "producer" else "not in Table 3" if pd.isna(v) else _amount(v, size)
        for kind, v in zip(found["kind"], found["value"], strict=True)
    ]
    found["role"] = [
        "picked" if a == actor else "tied" if a in near or actor == NOBODY else "other"
        for a in found["actor"]
    ]
    return found


def _amount(value: float, size: str) -> str:
    return SIZES[size][1].format(number(value, 1))


def told(found: pd.DataFrame, ties: pd.DataFrame, size: str, total: float, actor: str) -> str:
    """Say how large the picked actor is and what ties it; if none is picked, who is largest.

    Parameters
    ----------
    ties
        Those that are drawn.
    total
        Firms or jobs of all producers, or the mean staff over all firms.
    """
    if actor == NOBODY:
        return f"{_leader(found, size, total)}\n{_counted(ties)}"
    return f"{_standing(found, size, total)}\n{_ties(ties, found, actor)}"


def _leader(found: pd.DataFrame, size: str, total: float) -> str:
    """Say who is largest, and how the whole stands."""
    top, least = found.loc[found["value"].idxmax()], found.loc[found["value"].idxmin()]
    if size == "staff_mean":
        return (
            f"{top['label']} are the largest, {top['amount']}, and {least['label'].lower()} the "
            f"smallest, {least['amount']}; over all firms the mean is {number(total, 1)}"
        )
    return f"{top['label']} are the largest group: {_share(top['value'], size, total)}"


def _share(value: float, size: str, total: float) -> str:
    return f"{number(value)} of {number(total)} {SIZES[size][0]} ({value / total:.1%})"


def _standing(found: pd.DataFrame, size: str, total: float) -> str:
    """Say how large the picked actor is."""
    mine = found[found["role"] == "picked"].iloc[0]
    if mine["kind"] != "producer":
        return f"{mine['label']}: a {mine['kind']} of Figure 2"
    if pd.isna(mine["value"]):
        return f"{mine['label']}: in Figure 2, not in Table 3"
    if size == "staff_mean":
        return f"{mine['label']}: {mine['amount']}, against {number(total, 1)} over all firms"
    return f"{mine['label']}: {_share(mine['value'], size, total)}"


def _counted(ties: pd.DataFrame) -> str:
    counts = ties["basis"].value_counts()
    words = {"text": "stated in the text", "ours": "inferred by us"}
    parts = [f"{counts[key]} {said}" for key, said in words.items() if key in counts]
    return f"Ties drawn: {join(parts) if parts else 'none'}."


def _ties(ties: pd.DataFrame, found: pd.DataFrame, actor: str) -> str:
    """Name the picked actor's ties, those from the text first; count them if they are many."""
    label = found.set_index("actor")["label"]
    mine = ties[(ties["source"] == actor) | (ties["target"] == actor)]
    parts = [
        f"{'to' if row.source == actor else 'from'} "
        f"{label[row.target if row.source == actor else row.source]} ({row.relation}, "
        f"{BASES[row.basis]})"
        for row in each(mine.sort_values("basis", ascending=False))
    ]
    return f"{_counted(mine)[:-1]}{': ' + '; '.join(parts) if 0 < len(parts) <= FEW else ''}."
