"""What the printed percentages say together: the bases they hide and how strong the test is.

A whole table of percentages is recovered at once; each row keeps the reason where it is not.
The chance that an arbitrary printed number would fit tells the reader what a fit is worth.
"""

from collections.abc import Iterable

import pandas as pd

from clusterbook.analysis.survey._rounding import Rounding, print_share
from clusterbook.analysis.survey._survey import candidates, prints, recover_share


def printed_shares(channels: pd.DataFrame, survey_items: pd.DataFrame) -> pd.DataFrame:
    """Put the percentages of Table 5 and of the text into one table, in printed order.

    Returns
    -------
    DataFrame
        item (key of the channel or survey item), label, label_zh, printed (without the percent
        sign), partner (missing for items of the text), place; six rows of Table 5, then the text.
    """
    kept = ["item", "label", "label_zh", "printed", "partner", "place"]
    table5 = channels.rename(columns={"channel": "item", "percent_printed": "printed"})
    text = survey_items[survey_items["unit"] == "percent"]
    parts = [part.sort_values("position").reindex(columns=kept) for part in (table5, text)]
    return pd.concat(parts, ignore_index=True)


def recover_shares(
    frame: pd.DataFrame, key: str, printed: str, bases: Iterable[int]
) -> pd.DataFrame:
    """Recover the count and base behind each printed percentage of a table.

    Parameters
    ----------
    frame
        Any table with a key column and a column of percentages as printed (strings).
    key, printed
        Names of those two columns.
    bases
        Numbers of answering firms that are allowed.

    Returns
    -------
    DataFrame
        The columns of `frame`, then count and base (firms, integers that may be missing), exact
        (percent) and note (why a row is not recovered, or "").
    """
    bases = tuple(bases)
    rows: list[tuple[int | None, int | None, float, str]] = []
    for text in frame[printed]:
        try:
            share = recover_share(text, bases)
        except ValueError as fault:
            rows.append((None, None, float("nan"), str(fault)))
        else:
            rows.append((share.count, share.base, share.percent, ""))
    found = pd.DataFrame(rows, columns=["count", "base", "exact", "note"], index=frame.index)
    found = found.astype({"count": "Int64", "base": "Int64"})
    if key not in frame:
        msg = f"no column {key!r}; columns: {', '.join(map(str, frame.columns))}"
        raise KeyError(msg)
    return frame.join(found)


def rule_verdicts(printed: Iterable[str], bases: Iterable[int]) -> pd.DataFrame:
    """Count the printed percentages that each rounding rule can explain.

    Returns
    -------
    DataFrame
        rule, fits (printed percentages that some allowed count gives), of (all), misses (those
        that it can't give, joined by ", ").
    """
    texts, bases = list(printed), tuple(bases)
    found = {text: candidates(text, bases) for text in texts}
    rows = []
    for rule in Rounding:
        misses = [text for text in texts if not found[text][str(rule)].any()]
        rows.append((str(rule), len(texts) - len(misses), len(texts), ", ".join(misses)))
    return pd.DataFrame(rows, columns=["rule", "fits", "of", "misses"])


def single_bases(printed: Iterable[str], bases: Iterable[int]) -> pd.DataFrame:
    """Ask of each base whether it alone could give every printed percentage.

    Returns
    -------
    DataFrame
        base (firms), fits (how many of the percentages it gives, half up), of, misses.
    """
    texts = list(printed)
    rows = []
    for base in bases:
        misses = [t for t in texts if not prints(t, base)]
        rows.append((base, len(texts) - len(misses), len(texts), ", ".join(misses)))
    return pd.DataFrame(rows, columns=["base", "fits", "of", "misses"])


def fit_by_chance(bases: Iterable[int], decimals: int = 2) -> dict[str, float]:
    """Say how often a percentage drawn at random would fit by luck.

    Returns
    -------
    dict
        printable: how many of the possible percentages from 0 to 100 some count prints (half up);
        unique: how many of these name one count and base only; possible: all of them;
        share: printable as a share of possible (0 to 1).
    """
    prints: dict[str, int] = {}
    for base in bases:
        for count in range(base + 1):
            text = print_share(count, base, decimals)
            prints[text] = prints.get(text, 0) + 1
    possible = 100 * 10**decimals + 1
    unique = sum(times == 1 for times in prints.values())
    return {
        "printable": len(prints),
        "unique": unique,
        "possible": possible,
        "share": len(prints) / possible,
    }
