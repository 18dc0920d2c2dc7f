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
from monograph.words import words_beside

say = words_beside(__file__)

SIZES = {
    "firms": (say("firms"), say("number_firms")),
    "jobs": (say("jobs"), say("jobs_firms_times_mean")),
    "staff_mean": (say("mean_staff"), say("mean_staff_firm")),
}
"""Column -> word of the control, words of the key."""
AMOUNTS = say.each("amounts")

BASES = say.each("bases")
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
    totals = {size: float(counted[size].sum()) for size in ("firms", "jobs")}
    totals["staff_mean"] = mean_staff(firm_types)

    drawn = cache(lambda basis: _drawn(links, basis))
    large = cache(lambda size: sized(actors, counted, size))

    @cache
    def rows(size: str, basis: str, actor: str) -> pd.DataFrame:
        return large(size).assign(role=roles(actors, drawn(basis), actor))

    def says(size: str, basis: str, actor: str) -> str:
        return told(rows(size, basis, actor), drawn(basis), size, totals[size], actor)

    return explore(
        chart(actors, links, items, {key: words[1] for key, words in SIZES.items()}),
        rows=rows,
        says=says,
        label=say("actors_figure_kind_producer"),
        **_controls(actors),
    )


def _controls(actors: pd.DataFrame) -> dict[str, ToggleButtons | Dropdown]:
    sizes = [(words[0], key) for key, words in SIZES.items()]
    bases = [(words, key) for key, words in BASES.items()]
    names = [(say("nobody"), NOBODY), *zip(actors["label"], actors["actor"], strict=True)]
    return {
        "size": ToggleButtons(options=sizes, description=say("area")),
        "basis": ToggleButtons(options=bases, value="text", description=say("ties")),
        "actor": Dropdown(options=names, value=NOBODY, description=say("pick")),
    }


def _drawn(links: pd.DataFrame, basis: str) -> pd.DataFrame:
    return links if basis == "all" else links[links["basis"] == basis]


def sized(actors: pd.DataFrame, counted: pd.DataFrame, size: str) -> pd.DataFrame:
    """Return every actor with its size.

    Returns
    -------
    DataFrame
        actor, kind, label, label_zh, value (missing where Table 3 does not count the actor), part
        (value over the largest), amount (in words).
    """
    sizes = counted.set_index("firm_type")[size].to_dict()
    found = actors[["actor", "kind", "label", "label_zh"]].copy()
    found["value"] = [None if blank(t) else float(sizes[t]) for t in actors["firm_type"]]
    found["part"] = found["value"] / found["value"].max()
    found["amount"] = [
        "" if kind != "producer" else say("not_table") if pd.isna(v) else _amount(v, size)
        for kind, v in zip(found["kind"], found["value"], strict=True)
    ]
    return found


def roles(actors: pd.DataFrame, ties: pd.DataFrame, actor: str) -> list[str]:
    """Return how every actor stands to the one that is picked: picked, tied or other.

    All are "tied" if nobody is picked.
    """
    near = set()
    for source, target in zip(ties["source"].tolist(), ties["target"].tolist(), strict=True):
        near |= {source, target} if actor in (source, target) else set()
    return [
        "picked" if a == actor else "tied" if a in near or actor == NOBODY else "other"
        for a in actors["actor"].tolist()
    ]


def _amount(value: float, size: str) -> str:
    return AMOUNTS[size].format(number=number(value, 1))


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
    top, least = found.iloc[found["value"].argmax()], found.iloc[found["value"].argmin()]
    if size == "staff_mean":
        return say(
            "largest_smallest_over_all",
            label=top["label"],
            amount=top["amount"],
            smallest=least["label"].lower(),
            least=least["amount"],
            total=number(total, 1),
        )
    return say("largest_group", label=top["label"], value=_share(top["value"], size, total))


def _share(value: float, size: str, total: float) -> str:
    return say(
        "of",
        value=number(value),
        total=number(total),
        size=SIZES[size][0],
        share=value / total,
    )


def _standing(found: pd.DataFrame, size: str, total: float) -> str:
    """Say how large the picked actor is."""
    mine = found[found["role"] == "picked"].iloc[0]
    if mine["kind"] != "producer":
        return say("figure", label=mine["label"], kind=mine["kind"])
    if pd.isna(mine["value"]):
        return say("figure_not_table", label=mine["label"])
    if size == "staff_mean":
        return say(
            "against_over_all_firms",
            label=mine["label"],
            amount=mine["amount"],
            total=number(total, 1),
        )
    return f"{mine['label']}: {_share(mine['value'], size, total)}"


def _counted(ties: pd.DataFrame) -> str:
    counts = ties["basis"].value_counts()
    words = {"text": say("stated_text"), "ours": say("inferred_us")}
    parts = [f"{counts[key]} {said}" for key, said in words.items() if key in counts]
    return say("ties_drawn", parts=join(parts) if parts else say("none"))


def _ties(ties: pd.DataFrame, found: pd.DataFrame, actor: str) -> str:
    """Name the picked actor's ties, those from the text first; count them if they are many."""
    label = dict(zip(found["actor"].tolist(), found["label"].tolist(), strict=True))
    mine = ties[(ties["source"] == actor) | (ties["target"] == actor)]
    parts = [
        f"{say('to') if row.source == actor else say('from')} "
        f"{label[row.target if row.source == actor else row.source]} ({row.relation}, "
        f"{BASES[row.basis]})"
        for row in each(mine.sort_values("basis", ascending=False))
    ]
    return f"{_counted(mine)[:-1]}{': ' + '; '.join(parts) if 0 < len(parts) <= FEW else ''}."
