"""Process tracing in the reader's hands: priors, likelihoods and items, and the posterior (ch. 11).

There are far too many states to pack, so the page computes with Vega's own expressions
(`weighing_sums`). What stands here is the same computation in Python; a test compares the two.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
from ipywidgets import Checkbox, Dropdown, FloatSlider, ToggleButtons

from clusterbook.analysis.evidence import FOCUS, Boxes, decibels_against_all, state, stretched
from clusterbook.explorers._weigh_evidence.chart import chart
from clusterbook.explorers._weigh_evidence.tables import Tables, tick
from monograph.alive.explore import Explorer, explore
from monograph.drawing.checks import require

EVENLY = "evenly"
FAVOURED = "chains"
"""The prior of the table that puts one rival first: it says how far."""


def weigh_evidence(
    boxes: Boxes,
    explanations: pd.DataFrame,
    hypotheses: pd.DataFrame,
    implications: pd.DataFrame,
    priors: pd.DataFrame,
) -> Explorer:
    """Let a reader move every prior and likelihood, tick items off, and see the posteriors.

    Parameters
    ----------
    boxes
        Result of `evidence.boxes`.
    explanations
        explanation, label.
    hypotheses
        hypothesis, label.
    implications
        implication, label.
    priors
        prior, and a column of probabilities for each explanation; the row "chains" says how far one
        rival is put before the others.

    Raises
    ------
    ValueError
        If a frame lacks a column.
    """
    tables = gathered(boxes, explanations, hypotheses, implications, priors)
    ticks = {tick(item): Checkbox(True, description=item) for item in tables.all_items()}
    controls = _controls(tables) | ticks

    def rows(**at: Any) -> pd.DataFrame:  # noqa: ANN401  (values of the controls)
        return posteriors(tables, **at)

    def says(**at: Any) -> str:  # noqa: ANN401
        return told(tables, posteriors(tables, **at), at["hypothesis"])

    return explore(
        chart(tables, {name: control.value for name, control in controls.items()}),
        rows=_taking(controls, rows),
        says=says,
        in_page=True,
        label="Posteriors of the three hypotheses with their ranges; below, the chosen one beside "
        "its four rivals, and what each of its items says, in decibels.",
        **controls,
    )


def gathered(
    boxes: Boxes,
    explanations: pd.DataFrame,
    hypotheses: pd.DataFrame,
    implications: pd.DataFrame,
    priors: pd.DataFrame,
) -> Tables:
    """Check the frames of `weigh_evidence` and gather what it needs of them."""
    require(
        "weigh_evidence",
        explanations=(explanations, "explanation label"),
        hypotheses=(hypotheses, "hypothesis label"),
        implications=(implications, "implication label"),
        priors=(priors, "prior hypothesis buyers"),
    )
    chains = priors.set_index("prior").loc[FAVOURED]
    favoured = float(chains["buyers"] / (1 - chains[FOCUS]))
    return Tables(boxes, explanations, hypotheses, implications, favoured)


def _controls(tables: Tables) -> dict[str, Any]:
    rivals = [(f"{label} first", rival) for rival, label in tables.rivals.items()]
    share = {"min": 0.05, "max": 0.95, "step": 0.05, "readout_format": ".0%"}
    return {
        "hypothesis": ToggleButtons(options=tables.names, description="Hypothesis"),
        "reading": ToggleButtons(
            options=[(r.capitalize(), r) for r in tables.readings], description="Reading"
        ),
        "start": FloatSlider(0.2, **share, description="Prior"),
        "first": Dropdown(options=[(EVENLY, EVENLY), *rivals], description="Rest to rivals"),
        "discount": FloatSlider(
            1, min=0.1, max=1, step=0.05, readout_format=".2f", description="Items count"
        ),
        "spread": FloatSlider(
            1,
            min=0,
            max=2,
            step=0.25,
            readout_format=".2f",
            description="Interval width ×",
        ),
        "lean": FloatSlider(
            0,
            min=-3,
            max=3,
            step=0.5,
            readout_format=".1f",
            description="Lean, dB",
        ),
    }


def _taking(names: Mapping[str, Any], function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function with its arguments by name: an explorer asks which controls it takes."""
    kind = inspect.Parameter.KEYWORD_ONLY
    mine = [inspect.Parameter(name, kind) for name in names]
    function.__signature__ = inspect.Signature(mine)  # type: ignore[attr-defined]
    return function


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
    reading: str,
    start: float,
    first: str,
    discount: float,
    spread: float,
    lean: float,
    hypothesis: str = "",
    **ticks: bool,
) -> pd.DataFrame:
    """Return the posterior of every explanation of every hypothesis, at one setting.

    Returns
    -------
    DataFrame
        hypothesis, explanation, prior, posterior (at the geometric midpoints), lowest, highest
        (exact range over the intervals), chosen (whether the hypothesis is the one shown).
    """
    weights, parts = prior(tables, start, first), []
    for name in tables.names:
        box = stretched(tables.boxes[name, reading], spread, lean)
        found = state(weights, box, discount, [i for i in box.items if ticks[tick(i)]])
        found = found.rename(columns={"low": "lowest", "high": "highest"})
        found.insert(0, "hypothesis", name)
        parts.append(found.assign(chosen=name == hypothesis))
    return pd.concat(parts, ignore_index=True)


def item_weights(
    tables: Tables,
    *,
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
    boxes = [stretched(tables.boxes[name, reading], spread, lean) for name in tables.names]
    parts = [decibels_against_all(weights, box) for box in boxes]
    found = pd.concat(parts, ignore_index=True)
    return found.rename(columns={"low": "lowest", "high": "highest"})


def percent(share: float) -> str:
    """Write a share in whole percent; a half goes up, as the page has it.

    Examples
    --------
    >>> percent(0.224), percent(0.225)
    ('22%', '23%')
    """
    return f"{share + 1e-9:.0%}"


def verdict(lowest: float, highest: float) -> str:
    """Say where the whole range of a posterior lies: "above one half", "below one half", "open".

    Examples
    --------
    >>> verdict(0.2, 0.4), verdict(0.4, 0.6), verdict(0.6, 0.9)
    ('below one half', 'open', 'above one half')
    """
    return "above one half" if lowest > 0.5 else "below one half" if highest < 0.5 else "open"


def told(tables: Tables, found: pd.DataFrame, hypothesis: str) -> str:
    """Say the posterior of the chosen hypothesis, who leads, and the other two."""
    mine = found[found["hypothesis"] == hypothesis]
    # Rounded, so that of equals the first leads, here and in the page.
    best = mine.loc[(mine["posterior"] * 1e9).round().idxmax()]
    lead = "no rival is ahead"
    if best["explanation"] != FOCUS:
        lead = f"{tables.rivals[best['explanation']]} leads with {percent(best['posterior'])}"
    own = found[found["explanation"] == FOCUS].set_index("hypothesis")
    parts = []
    for name, row in own.iterrows():
        ends = f"{percent(row['lowest'])} to {percent(row['highest'])}"
        words = f"{name}: {percent(row['posterior'])}, over the intervals {ends}"
        words += f", {verdict(row['lowest'], row['highest'])}"
        parts.append(words + (f"; {lead}" if name == hypothesis else ""))
    return ". ".join(parts) + "."
