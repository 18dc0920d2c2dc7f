"""Posteriors and weights of items at a setting of the controls, as Python finds them (chapter 11).

`in_page.js` does the same in a page: what it gives is compared with what stands here.
"""

from typing import Any

import numpy as np
import pandas as pd

from clusterbook.analysis.evidence import FOCUS, Box, decibels_against_all, state, stretched
from clusterbook.explorers._weigh_evidence.tables import Tables, tick
from monograph.alive.in_page import fixed
from monograph.drawing.checks import rows as each
from monograph.words import words_beside

say = words_beside(__file__)

EVENLY = "evenly"

WORDS = say.each("words")
"""Everything that is said, in the page too."""

COLUMNS = ["block", "order", "words", "hypothesis", "explanation", "own", "prior", "posterior"]
COLUMNS += ["item", "db", "lowest", "highest", "informs", "counts"]


def shown(tables: Tables, **at: Any) -> pd.DataFrame:  # noqa: ANN401  (values of the controls)
    """Return what the figure shows, row by row: nearly each has its place in every state.

    Returns
    -------
    DataFrame
        block: "heads", "strip" (as `posteriors`, of each hypothesis its own), "rivals" (of the
        chosen hypothesis, of every explanation; own: it is the hypothesis itself) or "items" (of
        the chosen hypothesis, as `item_weights`; informs: whether the reading lets it say anything;
        counts: whether it is ticked too); order within its block; words.
    """
    chosen = str(at["hypothesis"])
    rows: list[dict[str, Any]] = [
        {"block": "heads", "order": n, "words": WORDS[head].format(hypothesis=chosen)}
        for n, head in enumerate(("all", "rivals", "items"))
    ]
    found = posteriors(tables, **at)
    for n, row in enumerate(each(found[found["explanation"] == FOCUS])):
        words, said = _range(row), verdict(row.lowest, row.highest)
        words = WORDS["verdict"].format(range=words, verdict=said)
        rows.append({"block": "strip", "order": n, "words": words, **row._asdict(), "own": True})
    order = {str(name): n for n, name in enumerate(tables.explanations["explanation"])}
    for row in each(found[found["hypothesis"] == chosen]):
        place, own = order[row.explanation], row.explanation == FOCUS
        held = {"block": "rivals", "order": place, "words": _range(row), "own": own}
        rows.append({**held, **row._asdict()})
    informing = _informing(tables.boxes[str(at["coding"])][chosen, str(at["reading"])])
    found = item_weights(tables, **at)
    mine = found[found["item"].isin(informing.keys())]
    for n, row in enumerate(each(mine)):
        informs = informing[str(row.item)]
        counts = informs and bool(at[tick(str(row.item))])
        said = WORDS["silent" if not informs else "counts" if counts else "off"]
        words = said.format(db=fixed(row.db, 1, plus=True))
        held = {"block": "items", "order": n, "words": words, "hypothesis": chosen}
        rows.append({**held, **row._asdict(), "informs": informs, "counts": counts})
    return pd.DataFrame(rows, columns=COLUMNS)


def _informing(box: Box) -> dict[str, bool]:
    """Return item -> whether the reading lets it say anything."""
    return {item: bool((low < 1).any()) for item, low in zip(box.items, box.low, strict=True)}


def _range(row: Any) -> str:  # noqa: ANN401  (of `posteriors`)
    least = WORDS["least"] if row.lowest < 0.005 else percent(row.lowest).removesuffix("%")
    ends = {"lowest": least, "highest": percent(row.highest)}
    return WORDS["range"].format(posterior=percent(row.posterior), **ends)


def prior(tables: Tables, start: float, first: str) -> dict[str, float]:
    """Return the prior: `start` for the hypothesis, the rest even or with one rival first."""
    rivals = list(tables.rivals)
    share = {rival: 1 / len(rivals) for rival in rivals}
    if first != EVENLY:
        rest = (1 - tables.favoured) / (len(rivals) - 1)
        share = {rival: tables.favoured if rival == first else rest for rival in rivals}
    return {FOCUS: start, **{rival: (1 - start) * part for rival, part in share.items()}}


def posteriors(
    tables: Tables,
    *,
    coding: str,
    reading: str,
    start: float,
    first: str,
    discount: float,
    spread: float,
    lean: float,
    **ticks: Any,  # noqa: ANN401
) -> pd.DataFrame:
    """Return the posterior of every explanation of every hypothesis, at one setting.

    Of the other controls the ticks of the items are looked at.

    Returns
    -------
    DataFrame
        hypothesis, explanation, prior, posterior (at the geometric midpoints), lowest, highest
        (exact range over the intervals).
    """
    weights, parts = prior(tables, start, first), []
    for name in tables.names:
        box = stretched(tables.boxes[coding][name, reading], spread, lean)
        found = state(weights, box, discount, [i for i in box.items if ticks[tick(i)]])
        found = found.rename(columns={"low": "lowest", "high": "highest"})
        found.insert(0, "hypothesis", name)
        parts.append(found)
    return pd.concat(parts, ignore_index=True)


def item_weights(
    tables: Tables,
    *,
    coding: str,
    reading: str,
    start: float,
    first: str,
    spread: float,
    lean: float,
    **_: Any,  # noqa: ANN401
) -> pd.DataFrame:
    """Return what each item says for its hypothesis against the rivals together, ticked or not.

    Returns
    -------
    DataFrame
        item, db, lowest, highest (decibels).
    """
    weights = prior(tables, start, first)
    own = tables.boxes[coding]
    boxes = [stretched(own[name, reading], spread, lean) for name in tables.names]
    parts = [decibels_against_all(weights, box) for box in boxes]
    found = pd.concat(parts, ignore_index=True)
    return found.rename(columns={"low": "lowest", "high": "highest"})


def percent(share: float) -> str:
    """Write a share in whole percent; a half goes up, wherever its last binary digit has it.

    Examples
    --------
    >>> percent(0.224), percent(0.225)
    ('22%', '23%')
    """
    return f"{fixed(100 * (share + 1e-9), 0)}%"


def verdict(lowest: float, highest: float) -> str:
    """Say where the whole range of a posterior lies: "above one half", "below one half", "open".

    Examples
    --------
    >>> verdict(0.2, 0.4), verdict(0.4, 0.6), verdict(0.6, 0.9)
    ('below one half', 'open', 'above one half')
    """
    return WORDS["above" if lowest > 0.5 else "below" if highest < 0.5 else "open"]


def told(tables: Tables, found: pd.DataFrame, hypothesis: str) -> str:
    """Say the posterior of the chosen hypothesis and who leads; below, the other two."""
    mine = found[found["hypothesis"] == hypothesis]
    # Rounded, so that of equals the first leads, here and in the page.
    best = mine.loc[(mine["posterior"] * 1e9).round().idxmax()]
    own = found[found["explanation"] == FOCUS]
    said = {
        row.hypothesis: WORDS["told"].format(
            hypothesis=row.hypothesis,
            posterior=percent(row.posterior),
            lowest=percent(row.lowest),
            highest=percent(row.highest),
            verdict=verdict(row.lowest, row.highest),
        )
        for row in each(own)
    }
    told = said.pop(hypothesis)
    if best["explanation"] == FOCUS:
        first = WORDS["alone"].format(told=told)
    else:
        rival, ahead = tables.rivals[best["explanation"]], percent(best["posterior"])
        first = WORDS["ahead"].format(told=told, rival=rival, posterior=ahead)
    return f"{first}\n{' '.join(f'{one}.' for one in said.values())}"


def handed_over(tables: Tables) -> dict[str, Any]:
    """Return what `in_page.js` is given beside the state."""
    hypotheses = []
    for name in tables.names:
        boxes = {
            f"{coding} {reading}": box
            for coding, every in tables.boxes.items()
            for (hypothesis, reading), box in every.items()
            if hypothesis == name
        }
        items = [
            {
                "item": item,
                "tick": tick(item),
                "ends": {r: np.stack([b.low[i], b.high[i]], -1).tolist() for r, b in boxes.items()},
            }
            for i, item in enumerate(tables.items_of(name))
        ]
        hypotheses.append({"hypothesis": name, "items": items})
    explanations = [str(name) for name in tables.explanations["explanation"]]
    return {
        "hypotheses": hypotheses,
        "explanations": explanations,
        "labels": tables.rivals,
        "focus": FOCUS,
        "evenly": EVENLY,
        "favoured": tables.favoured,
        "words": WORDS,
    }
