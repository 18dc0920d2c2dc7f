"""Checks of the sample: the counts and shares of Table 2.

Each function takes the tables and returns an `Outcome`; its first line is the rule.
"""

from decimal import Decimal

import pandas as pd

from clusterbook.analysis.register._outcome import Outcome, Tables, judged, listed
from clusterbook.analysis.survey import Rounding, bases, candidates, print_share


def sales_share_24_58_impossible(tables: Tables) -> Outcome:
    """Check that some rounding rule gives the share of the lowest band of sales."""
    row = _sales_rows(tables).iloc[-1].to_dict()
    printed, count = str(row["percent_printed"]), int(str(row["firms"]))
    held = bases(tables["totals"], tables["assumptions"])
    prints = {print_share(count, held.valid, 2, rule) for rule in Rounding}
    others = candidates(printed, held.tried)
    wide = "some" if len(others) else "no"
    found = (
        f"{count}/{held.valid} prints as {' or '.join(sorted(prints))} under every rounding rule; "
        f"{wide} count of {held.low} to {held.high} firms prints as {printed}"
    )
    return judged(printed in prints, found)


def sales_shares_reprint_but_last(tables: Tables) -> Outcome:
    """Check that every share of sales but the last is its count over all valid firms."""
    return _shares_reprint(_sales_rows(tables).iloc[:-1], _valid(tables))


def ownership_shares_reprint(tables: Tables) -> Outcome:
    """Check that every share of ownership is its count over all valid firms."""
    return _shares_reprint(_rows(tables, "ownership"), _valid(tables))


def ownership_counts_sum(tables: Tables) -> Outcome:
    """Check that the counts by ownership add up to the printed total."""
    return _counts_sum(tables, "ownership")


def sales_counts_sum(tables: Tables) -> Outcome:
    """Check that the counts by sales add up to the printed total."""
    return _counts_sum(tables, "sales")


def ownership_shares_sum_to_100(tables: Tables) -> Outcome:
    """Check that the printed shares by ownership add up to 100."""
    return _shares_sum(_rows(tables, "ownership"), _valid(tables))


def sales_shares_sum_to_100(tables: Tables) -> Outcome:
    """Check that the printed shares by sales add up to 100."""
    return _shares_sum(_sales_rows(tables), _valid(tables))


def _rows(tables: Tables, block: str) -> pd.DataFrame:
    """Return one block of Table 2 in printed order, without its total."""
    sample = tables["sample"]
    kept = (sample["block"] == block) & ~sample["is_total"].astype(bool)
    return sample[kept].sort_values("position")


def _valid(tables: Tables) -> int:
    return bases(tables["totals"], tables["assumptions"]).valid


def _sales_rows(tables: Tables) -> pd.DataFrame:
    return _rows(tables, "sales")


def _shares_reprint(rows: pd.DataFrame, valid: int) -> Outcome:
    prints = [print_share(int(k), valid) for k in rows["firms"]]
    pairs = zip(rows["firms"], rows["percent_printed"], strict=True)
    found = listed(f"{k}/{valid} = {text}" for k, text in pairs)
    return judged(prints == list(rows["percent_printed"]), found)


def _counts_sum(tables: Tables, block: str) -> Outcome:
    sample = tables["sample"]
    total = sample[(sample["block"] == block) & sample["is_total"].astype(bool)]["firms"].iloc[0]
    parts = _rows(tables, block)["firms"]
    found = f"{' + '.join(map(str, parts))} = {parts.sum()}; printed {total}"
    return judged(int(parts.sum()) == int(total), found)


def _shares_sum(rows: pd.DataFrame, valid: int) -> Outcome:
    printed = sum((Decimal(text) for text in rows["percent_printed"]), Decimal(0))
    exact = sum((Decimal(print_share(int(k), valid)) for k in rows["firms"]), Decimal(0))
    found = f"printed shares add up to {printed}; rounded shares of the counts to {exact}"
    return judged(printed == 100, found)
