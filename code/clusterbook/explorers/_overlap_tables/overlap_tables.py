"""How many firms are in both of two groups: every table that the margins allow (chapter 10)."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from ipywidgets import Dropdown, IntSlider

from clusterbook.analysis.statistics import (
    CELLS,
    chance_in_table,
    exact_p,
    mid_p,
    over_priors,
    overlap_range,
)
from clusterbook.explorers._overlap_tables.layout import table_sheet
from clusterbook.explorers._overlap_tables.places import headings
from monograph.alive.challenges import Challenge, within
from monograph.alive.explore import Explorer, explore
from monograph.drawing.checks import allowed, require
from monograph.drawing.checks import rows as each
from monograph.words import words_beside

say = words_beside(__file__)


@dataclass(frozen=True)
class Pair:
    """Two answers of the same firms, in the words of a heading, of a sentence and of a choice."""

    heads: tuple[str, str]
    says: tuple[str, str]
    short: tuple[str, str]


TALK = Pair(
    (say("negotiate_head"), say("consult_head")),
    (say("negotiate_sentence"), say("consult_sentence")),
    (say("negotiate"), say("consult")),
)
WORK = Pair(
    (say("cooperate_head"), say("research_head")),
    (say("cooperate_sentence"), say("research_sentence")),
    (say("cooperate"), say("research")),
)

MISSING = say.each("missing")
"""Treatment of the missing answer -> its words in a choice."""

COLUMNS = [
    *("kind", "key", "firms", "wide", "narrow"),
    *("overlap", "exact", "mid", "least", "most", "here"),
]
"""What the sheet reads of a state: cells, sums and headings; then the axis."""

Case = tuple[Pair, int, int, int]
"""A pair, the firms in its first group, in its second, and in all."""


def overlap_tables(
    talk: pd.DataFrame,
    work: pd.DataFrame,
    priors: pd.DataFrame,
    *,
    case: str = "talk_complete",
    overlap: int = 4,
) -> Explorer:
    """Let a reader choose two answers and the overlap, and see the table and what it would tell.

    An overlap that the margins forbid can be chosen too: then a cell falls below nothing, which is
    what the bounds are made of.

    Parameters
    ----------
    talk, work
        treatment, first, second, firms: the margins of each pair (negotiate and consult; cooperate
        and research), under each treatment of a missing answer, as `analysis.survey.treatments`
        returns them.
    priors
        prior, label, label_zh and the weights both, first_only, second_only, neither.
    case
        The margins chosen at first: "talk_" or "work_" and a treatment.
    overlap
        The firms in both at first.

    Raises
    ------
    ValueError
        If a frame lacks a column, a treatment or `case` is unknown, or `overlap` can't be chosen.
    """
    require(
        "overlap_tables",
        talk=(talk, "treatment first second firms"),
        work=(work, "treatment first second firms"),
        priors=(priors, "prior label label_zh both first_only second_only neither"),
    )
    cases = _cases("talk", TALK, talk) | _cases("work", WORK, work)
    allowed("overlap_tables", pd.Series([case], name="case"), tuple(cases))
    most = max(min(first, second) for _, first, second, _ in cases.values())
    if not 0 <= overlap <= most:
        raise ValueError(f"overlap_tables: overlap must lie in 0..{most}, got {overlap}")

    def rows(case: str, overlap: int) -> pd.DataFrame:
        return pd.concat([cells(cases[case], overlap), curve(cases[case], overlap, priors)])

    def says(case: str, overlap: int) -> str:
        return told(cases[case], overlap, priors)

    options = [(_choice(name, found), name) for name, found in cases.items()]
    controls = {
        "case": Dropdown(options=options, value=case, description=say("answers")),
        "overlap": IntSlider(overlap, min=0, max=most, description=say("firms_do_both")),
    }
    return explore(
        table_sheet(most, max(firms for *_, firms in cases.values())),
        rows=rows,
        says=says,
        label=say("table_firms_their_answers"),
        challenges=_challenges(controls, cases, priors),
        **controls,
    )


def _challenges(
    controls: dict[str, Any], cases: dict[str, Case], priors: pd.DataFrame
) -> list[Challenge]:
    """Ask for the table that tells most, and for one that there cannot be."""
    tells = {
        (name, int(row.overlap)): float(row.exact)
        for name, case in cases.items()
        for row in each(curve(case, 0, priors))
    }
    least, (case, overlap) = min((p, at) for at, p in tells.items())
    words = say("bring_exact_p_value")
    telling = {"case": case, "overlap": overlap}
    found = [Challenge(words, telling, say("exact_p_value", least=_p(least)))]
    none = within(controls, 2, lambda at: (at["case"], at["overlap"]) not in tells)
    if none:
        words = say("find_overlap_answers_rule")
        found.append(Challenge(words, none, say("finds_impossible")))
    return found


def cells(case: Case, overlap: int) -> pd.DataFrame:
    """Return the cells, margins and headings of one table.

    Returns
    -------
    DataFrame
        kind {cell, margin, head}, key, firms (below 0 where the margins forbid the overlap),
        wide, narrow (headings in lines, by form), then the columns of `curve`, blank.
    """
    pair, first, second, firms = case
    counts = (overlap, first - overlap, second - overlap, firms - first - second + overlap)
    sums = {"first": first, "not_first": firms - first, "second": second}
    sums |= {"not_second": firms - second, "all": firms}
    held = [("cell", key, count) for key, count in zip(CELLS, counts, strict=True)]
    held += [("margin", key, count) for key, count in sums.items()]
    found = pd.DataFrame(held, columns=["kind", "key", "firms"])
    heads = pd.DataFrame([{"kind": "head", **head} for head in headings(*pair.heads)])
    return pd.concat([found, heads]).reindex(columns=COLUMNS)


def curve(case: Case, overlap: int, priors: pd.DataFrame) -> pd.DataFrame:
    """Return what each possible overlap would tell.

    Returns
    -------
    DataFrame
        kind "table", key, overlap (firms), exact and mid (p-values), least and most (the range over
        the priors of the probability that the first share is larger), here (whether it is chosen).
    """
    _, first, second, firms = case
    low, high = overlap_range(first, second, firms)
    weights = [tuple(map(float, row)) for row in priors[list(CELLS)].to_numpy()]
    found = []
    for both in range(low, high + 1):
        b, c = first - both, second - both
        chances = [chance_in_table(b, c, alpha) for alpha in weights]
        tests = {"exact": exact_p(b, c), "mid": mid_p(b, c)}
        ends = {"least": min(chances), "most": max(chances)}
        place = {
            "kind": "table",
            "key": f"table {both}",
            "overlap": both,
            "here": both == overlap,
        }
        found.append({**place, **tests, **ends})
    return pd.DataFrame(found).reindex(columns=COLUMNS)


def told(case: Case, overlap: int, priors: pd.DataFrame) -> str:
    """Say what the table is and what it would tell, or why there can be no such table."""
    pair, first, second, firms = case
    do, does = pair.says
    low, high = overlap_range(first, second, firms)
    if not low <= overlap <= high:
        fewer, what = (second, does) if second <= first else (first, do)
        return (
            say(
                "impossible",
                fewer=fewer,
                firms=_firms(fewer),
                what=what,
                high=high,
                overlap=overlap,
                rest=fewer - overlap,
            )
        ).replace("-", "−")
    found = curve(case, overlap, priors)
    here = found[found["overlap"] == overlap].iloc[0]
    summed = over_priors(first, second, firms, priors)["chance"]
    return say(
        "possible",
        overlap=overlap,
        firms=firms,
        exact=_p(here["exact"]),
        first_only=first - overlap,
        do=do,
        second_only=second - overlap,
        does=does,
        mid=_p(here["mid"]),
        chances=_range(here["least"], here["most"]),
        open_chances=_range(summed.min(), summed.max()),
    )


def _cases(name: str, pair: Pair, margins: pd.DataFrame) -> dict[str, Case]:
    """Return key -> case, for each treatment of one pair."""
    allowed("overlap_tables", margins["treatment"], tuple(MISSING))
    return {
        f"{name}_{row.treatment}": (pair, int(row.first), int(row.second), int(row.firms))
        for row in margins[["treatment", "first", "second", "firms"]].itertuples()
    }


def _choice(name: str, case: Case) -> str:
    """Return the words of one choice: "Cooperate 8, research 3, of 61; no answer = no"."""
    pair, first, second, firms = case
    missing = MISSING[name.split("_", 1)[1]]
    return say(
        "choice",
        one=pair.short[0],
        first=first,
        other=pair.short[1],
        second=second,
        firms=firms,
        missing=missing,
    )


def _firms(count: int) -> str:
    return say("firm") if count == 1 else say("firms")


def _p(value: float) -> str:
    """Return a p-value with two decimals, or three if it is small."""
    return f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"


def _range(low: float, high: float) -> str:
    return say("to", low=100 * low, high=100 * high)
