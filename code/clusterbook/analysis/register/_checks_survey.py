"""Checks of the survey: Table 5, the percentages and the mean of the text.

Each function takes the tables and returns an `Outcome`; its first line is the rule.
"""

import pandas as pd

from clusterbook.analysis.register._outcome import Outcome, Tables, judged, listed, row_of, within
from clusterbook.analysis.survey import (
    Bases,
    bases,
    grim,
    mean_readings,
    recover_shares,
    single_bases,
    totals,
)


def one_base_reprints_table5(tables: Tables) -> Outcome:
    """Check that one number of firms gives every percentage of Table 5."""
    return _one_base(tables["channels"]["percent_printed"], _bases(tables))


def one_base_reprints_text_shares(tables: Tables) -> Outcome:
    """Check that one number of firms gives every percentage of the text."""
    return _one_base(_text_shares(tables)["printed"], _bases(tables))


def channel_shares_reprint(tables: Tables) -> Outcome:
    """Check that each percentage of Table 5 is a count of all firms, or of all but one."""
    return _all_recovered(_recovered(tables), "percent_printed")


def text_shares_reprint(tables: Tables) -> Outcome:
    """Check that each percentage of the text is a count of all firms, or of all but one."""
    answered = _bases(tables).answered
    return _all_recovered(
        recover_shares(_text_shares(tables), "item", "printed", answered), "printed"
    )


def mean_1_33_possible(tables: Tables) -> Outcome:
    """Check that some total of items over all firms, or all but one, prints as the mean."""
    printed = _mean(tables)
    found = [f"{t}/{n}" for n in _bases(tables).answered for t in totals(printed, n)]
    return judged(bool(found), f"{printed} is {listed(found)}")


def mean_1_33_names_its_base(tables: Tables) -> Outcome:
    """Check that the printed mean fits one only of the two bases that the other items show."""
    printed = _mean(tables)
    held = _bases(tables)
    table = grim(printed, held.tried)
    named = [f"{t}/{n}" for n in held.answered for t in totals(printed, n)]
    found = (
        f"{printed} is {listed(named)}; {table['fits'].sum()} of the bases from "
        f"{held.low} to {held.high} fit"
    )
    return judged(len(named) == 1, found)


def mean_1_33_against_participation(tables: Tables) -> Outcome:
    """Check that the mean is the number of participations of Table 5 per surveyed firm."""
    counts = [int(k) for k in _recovered(tables)["count"]]
    valid = _bases(tables).valid
    table = mean_readings(_mean(tables), counts, valid)
    per_firm = table[table["reading"] == "modes_per_firm"].iloc[0].to_dict()
    active = table[(table["reading"] == "modes_per_active_firm") & table["fits"]]
    also = listed(f"{t}/{n}" for t, n in zip(active["total"], active["base"], strict=True))
    found = (
        f"{per_firm['total']} participations over {valid} firms are {per_firm['mean']:.2f}, not "
        f"{_mean(tables)}; per firm with any participation, {also} would print so"
    )
    return judged(bool(per_firm["fits"]), found)


def most_frequent_mode_in_ranking(tables: Tables) -> Outcome:
    """Check that the most frequent mode of Table 5 counts for firms or for universities."""
    top = tables["channels"].sort_values("percent", ascending=False).iloc[0].to_dict()
    found = f"{within(top['label'])} ({top['percent_printed']}%) has {top['partner']} partners"
    return judged(top["partner"] != "mixed", found)


def _one_base(printed: pd.Series, held: Bases) -> Outcome:
    table = single_bases(list(printed), held.tried)
    best = table.sort_values("fits", ascending=False, kind="stable").iloc[0].to_dict()
    found = (
        f"the best single base, {best['base']} firms, gives {best['fits']} of {best['of']} "
        f"percentages; it misses {best['misses'] or 'none'}"
    )
    return judged(best["fits"] == best["of"], found)


def _all_recovered(table: pd.DataFrame, printed: str) -> Outcome:
    lost = table.loc[table["count"].isna(), printed]
    shares = [f"{k}/{n}" for k, n in zip(table["count"], table["base"], strict=True)]
    return judged(lost.empty, listed(shares))


def _recovered(tables: Tables) -> pd.DataFrame:
    answered = _bases(tables).answered
    return recover_shares(tables["channels"], "channel", "percent_printed", answered)


def _bases(tables: Tables) -> Bases:
    return bases(tables["totals"], tables["assumptions"])


def _text_shares(tables: Tables) -> pd.DataFrame:
    items = tables["survey_items"]
    return items[items["unit"] == "percent"]


def _mean(tables: Tables) -> str:
    return str(row_of(tables["survey_items"], "item", "mean_links")["printed"])
