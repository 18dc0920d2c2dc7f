"""What could have printed a mean of whole things, as Python finds it (chapter 7).

`in_page.js` does the same in a page: what it gives is compared with what stands here.
"""

from fractions import Fraction
from functools import cache
from math import floor
from typing import Any

import pandas as pd

from clusterbook.analysis.survey import Bases, Rounding, decimals_of, totals
from clusterbook.explorers import typed_number as typed
from monograph.alive.in_page import fixed
from monograph.words import words_beside

say = words_beside(__file__)

MOST = 999
MARGIN = 1.25
"""The field of the means is so much higher than what stands in it."""
CLEAR = 13 / 90
"""Of half the field: what the number in the middle takes; nearer ends are not written."""

WORDS = say.each("words")
"""Everything that is said, in the page too."""

COLUMNS = ["kind", "words", "rise", "rise2", "base", "total", "mean", "fits", "least", "most"]
COLUMNS += ["over", "prints"]


@cache
def tried(printed: str, rule: str, bases: Bases) -> pd.DataFrame:
    """Return, base by base, the mean of whole things that comes nearest to the one in print.

    Returns
    -------
    DataFrame
        base, total (the nearest; the least that prints so, if the nearest does not), mean (exact),
        fits, least and most (the totals that print so, missing if there is none); no rows if
        `printed` is not readable.
    """
    names = ["base", "total", "mean", "fits", "least", "most"]
    if not typed.readable(printed, MOST):
        return pd.DataFrame(columns=names)
    rows = []
    for base in bases.tried:
        found = totals(printed, base, Rounding(rule))
        near = floor(Fraction(printed) * base + Fraction(1, 2))
        total = near if near in found or not found else found[0]
        ends = (found[0], found[-1]) if found else (None, None)
        rows.append((base, total, total / base, bool(found), *ends))
    return pd.DataFrame(rows, columns=names)


def shown(bases: Bases, printed: str, rule: str) -> pd.DataFrame:
    """Return what the figure shows.

    Returns
    -------
    DataFrame
        kind: "band" (of the means that print so, from rise2 to rise), "line"
        (the number and the band's ends, in words) or "base" (as `tried`; words, over and prints
        for the reader); rise: the height above the number, as a share of half the field.
    """
    found = tried(printed, rule, bases)
    if found.empty:
        return pd.DataFrame(columns=COLUMNS)
    rows: list[dict[str, Any]] = []
    decimals = decimals_of(printed)
    value, unit = float(printed), 1 / 10**decimals
    below, above = (0.0, unit) if rule == Rounding.TRUNCATE else (0.5 * unit, 0.5 * unit)
    reach = MARGIN * max(above, _furthest(bases))
    rows.append({"kind": "band", "rise": above / reach, "rise2": -below / reach})
    wide = 0.5 * unit / reach > CLEAR
    # Ends that would touch the number in the middle are not written.
    for off in [0.0, *(end for end in (-below, above) if end and wide)]:
        # While the ends are written, with one decimal more than in print.
        words = fixed(value + off, decimals + 1) if wide else printed
        rows.append({"kind": "line", "rise": off / reach, "words": words})
    for one in _records(found):
        told = {"words": WORDS["mean"].format(**one), "over": WORDS["total"].format(**one)}
        told["prints"] = WORDS["prints" if one["fits"] else "otherwise"].format(printed=printed)
        rows.append({"kind": "base", "rise": (one["mean"] - value) / reach, **told, **one})
    return pd.DataFrame(rows, columns=COLUMNS, dtype=object)


def _furthest(bases: Bases) -> float:
    """Return the farthest that the nearest attainable mean can be from any number."""
    return 0.5 / bases.low


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def told(bases: Bases, example: str, printed: str, rule: str) -> str:
    """Return which bases survive, in words, and the totals over the two that matter."""
    if not typed.readable(printed, MOST):
        return f"{typed.refusal(printed, MOST, example)}\n"
    found = tried(printed, rule, bases)
    over = found.set_index("base")
    ends = [
        (over.loc[n, "least"], over.loc[n, "most"], bool(over.loc[n, "fits"]))
        for n in bases.answered
    ]
    fewer, valid = (_needed(*end) for end in ends)
    return WORDS["told"].format(
        printed=printed,
        how=typed.RULES[Rounding(rule)][1],
        count=int(found["fits"].sum()),
        bases=len(bases.tried),
        but_one=bases.valid - 1,
        fewer=fewer,
        all=bases.valid,
        valid=valid,
    )


def _needed(least: float, most: float, fits: bool) -> str:
    if not fits:
        return WORDS["none"]
    ends = {"least": f"{least:.0f}", "most": f"{most:.0f}"}
    return ends["least"] if least == most else WORDS["range"].format(**ends)


def handed_over(bases: Bases, example: str) -> dict[str, Any]:
    """Return what `in_page.js` is given beside the state."""
    return {
        "typing": typed.handed_over(1, MOST, example, bases),
        "matter": bases.answered,
        "furthest": _furthest(bases),
        "margin": MARGIN,
        "clear": CLEAR,
        "words": WORDS,
    }
