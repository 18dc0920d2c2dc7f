"""What could have printed a percentage, as Python finds it (chapter 7).

`in_page.js` does the same in a page: what it gives is compared with what stands here.
"""

from functools import cache
from typing import Any

import pandas as pd

from clusterbook.analysis.survey import Bases, Rounding, candidates, lattice, prints
from clusterbook.explorers import typed_number as typed
from monograph.words import words_beside

say = words_beside(__file__)

MOST = 100
LISTED = 3
"""More ways than this are counted at the end of a row, not listed."""

WORDS = say.each("words")
"""Everything that is said, in the page too."""

COLUMNS = ["kind", "row", "words", "end", "base", "count", "percent", "fits"]


def shown(shares: pd.DataFrame, bases: Bases, printed: str, rule: str) -> pd.DataFrame:
    """Return what the figure shows.

    Returns
    -------
    DataFrame
        kind: "share" (a row of the figure, 0 the reader's own; words before
        its marks, end behind them) or "count" (a mark of a row: base; count, which prints so under
        `rule`, else the nearest; percent, exact; fits).
    """
    rows: list[dict[str, Any]] = []
    texts = [("", printed), *zip(shares["label"], shares["printed"], strict=True)]
    for row, (label, text) in enumerate(texts):
        known = typed.readable(text, MOST)
        words = WORDS["share" if row else "yours" if known else "unread"]
        told = words.format(label=label, printed=text)
        end = _end(ways(text, rule, bases)) if known else ""
        rows.append({"kind": "share", "row": row, "words": told, "end": end})
        for mark in _records(tried(text, rule, bases)):
            prints = WORDS["prints" if mark["fits"] else "otherwise"].format(printed=text)
            count = WORDS["firms"].format(**mark)
            rows.append({"kind": "count", "row": row, "words": count, "end": prints, **mark})
    frame = pd.DataFrame(rows, columns=COLUMNS, dtype=object)
    return frame.fillna({"end": ""})


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _end(found: list[str]) -> str:
    if not found:
        return WORDS["no_count"]
    return ", ".join(found) if len(found) <= LISTED else WORDS["ways"].format(ways=len(found))


@cache
def tried(printed: str, rule: str, bases: Bases) -> pd.DataFrame:
    """Return, base by base, what could have printed a percentage.

    Returns
    -------
    DataFrame
        base, count (the count that prints so under `rule`, else the nearest), percent (exact),
        fits; no rows if `printed` is not readable.
    """
    if not typed.readable(printed, MOST):
        return pd.DataFrame(columns=["base", "count", "percent", "fits"])
    found = candidates(printed, bases.tried)
    fitting = dict(
        found[found[rule].astype(bool)][["base", "count"]].itertuples(index=False, name=None)
    )
    near = lattice(printed, bases.tried)
    counts = [fitting.get(n, k) for n, k in zip(near["base"], near["count"], strict=True)]
    return pd.DataFrame(
        {
            "base": near["base"],
            "count": counts,
            "percent": 100 * pd.Series(counts) / near["base"],
            "fits": near["base"].isin(fitting.keys()),
        }
    )


def told(shares: pd.DataFrame, bases: Bases, example: str, printed: str, rule: str) -> str:
    """Return what survives, in words, and what becomes of the shares in print."""
    below = WORDS["below"].format(headline=headline(shares["printed"], bases, rule))
    return f"{_told_entry(printed, rule, bases, example)}\n{below}"


def headline(shares: pd.Series, bases: Bases, rule: str) -> str:
    """Return how many of the shares in print each of the two bases can print under `rule`."""
    fewer, valid = (sum(prints(p, n, Rounding(rule)) for p in shares) for n in bases.answered)
    counts = {"valid": valid, "fewer": fewer, "shares": len(shares)}
    return WORDS["headline"].format(**counts, all=bases.valid, but_one=bases.valid - 1)


@cache
def ways(printed: str, rule: str, bases: Bases) -> list[str]:
    """Return every count and base that prints as `printed`: "8/60" and so on."""
    found = candidates(printed, bases.tried)
    pairs = found[found[rule].astype(bool)][["count", "base"]].itertuples(index=False, name=None)
    return [f"{k}/{n}" for k, n in pairs]


def _told_entry(printed: str, rule: str, bases: Bases, example: str) -> str:
    if not typed.readable(printed, MOST):
        return typed.refusal(printed, MOST, example)
    found = ways(printed, rule, bases)
    said = WORDS["many" if len(found) > typed.MANY else "few" if found else "none"]
    return said.format(
        printed=printed,
        how=typed.RULES[Rounding(rule)][1],
        first=bases.low,
        last=bases.high,
        fitting=len(found),
        bases=len(bases.tried),
        ways=", ".join(found),
    )


def handed_over(shares: pd.DataFrame, bases: Bases, example: str) -> dict[str, Any]:
    """Return what `in_page.js` is given beside the state."""
    return {
        "typing": typed.handed_over(100, MOST, example, bases),
        "shares": shares[["label", "printed"]].to_dict("records"),
        "matter": list(bases.answered),
        "listed": LISTED,
        "many": typed.MANY,
        "words": WORDS,
    }
