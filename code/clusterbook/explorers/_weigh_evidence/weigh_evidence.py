"""Process tracing in the reader's hands: priors, likelihoods and items, and the posterior (ch. 11).

There are far too many states to pack, so `in_page.js` computes in a page what
`weights` does here.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from ipywidgets import Checkbox, Dropdown, FloatSlider, ToggleButtons

from clusterbook.analysis.evidence import FOCUS, Boxes
from clusterbook.explorers._weigh_evidence.chart import chart
from clusterbook.explorers._weigh_evidence.tables import Tables, tick
from clusterbook.explorers._weigh_evidence.weights import (
    EVENLY,
    WORDS,
    handed_over,
    posteriors,
    shown,
    told,
)
from monograph.alive.challenges import Challenge, within
from monograph.alive.explore import Explorer, explore
from monograph.alive.in_page import InPage
from monograph.alive.signatures import named
from monograph.drawing.checks import require
from monograph.words import words_beside

say = words_beside(__file__)

FAVOURED = "chains"
"""The prior of the table that puts one rival first: it says how far."""


def weigh_evidence(
    boxes: Mapping[str, Boxes],
    explanations: pd.DataFrame,
    hypotheses: pd.DataFrame,
    implications: pd.DataFrame,
    priors: pd.DataFrame,
    codings: pd.DataFrame,
) -> Explorer:
    """Let a reader move every prior and likelihood, tick items off, and see the posteriors.

    Parameters
    ----------
    boxes
        Coding -> its result of `evidence.boxes`.
    explanations
        explanation, label.
    hypotheses
        hypothesis, label.
    implications
        implication, label.
    priors
        prior, and a column of probabilities for each explanation; the row "chains" says how far one
        rival is put before the others.
    codings
        coding, label; the first is shown first.

    Raises
    ------
    ValueError
        If a frame lacks a column, or a coding its likelihoods.
    """
    tables = gathered(boxes, explanations, hypotheses, implications, priors, codings)
    labels = tables.items.set_index("implication")["label"]
    ticks = {
        tick(item): Checkbox(True, description=f"{item} {labels[item]}")
        for item in tables.all_items()
    }
    controls = _controls(tables) | ticks

    def rows(**at: Any) -> pd.DataFrame:  # noqa: ANN401  (values of the controls)
        return shown(tables, **at)

    def says(**at: Any) -> str:  # noqa: ANN401
        return told(tables, posteriors(tables, **at), at["hypothesis"])

    return explore(
        chart(tables),
        rows=named(rows, list(controls)),
        says=says,
        in_page=InPage(Path(__file__).with_name("in_page.mjs"), handed_over(tables)),
        label=say("posteriors_three_hypotheses_their"),
        challenges=_challenges(tables, controls, says),
        **controls,
    )


def _challenges(
    tables: Tables, controls: Mapping[str, Any], says: Callable[..., str]
) -> list[Challenge]:
    """Ask for a weighing that favours the hypothesis that is shown first."""
    first = {name: control.value for name, control in controls.items()}
    chosen, ticks = first["hypothesis"], {tick(item) for item in tables.all_items()}
    moved = {n: c for n, c in controls.items() if n not in {"hypothesis", *ticks}}
    asked = (
        (say("put_ahead_its_rivals", chosen=chosen), 1, WORDS["alone"].format(told="")),
        (say("find_prior_lifts_all", chosen=chosen), 0, WORDS["above"]),
        (say("lift_all_s_range", chosen=chosen), 2, WORDS["above"]),
    )
    found: list[Challenge] = []
    for words, changes, finds in asked:
        free = moved if changes else {"start": controls["start"]}

        def holds(state: Mapping[str, Any], finds: str = finds) -> bool:
            return finds in says(**{**first, **state}).partition("\n")[0]

        change = within(free, changes or 1, holds)
        if change and len(change) == (changes or 1):
            found.append(Challenge(words, change, finds))
    return found


def gathered(
    boxes: Mapping[str, Boxes],
    explanations: pd.DataFrame,
    hypotheses: pd.DataFrame,
    implications: pd.DataFrame,
    priors: pd.DataFrame,
    codings: pd.DataFrame,
) -> Tables:
    """Check the frames of `weigh_evidence` and gather what it needs of them."""
    require(
        "weigh_evidence",
        explanations=(explanations, "explanation label"),
        hypotheses=(hypotheses, "hypothesis label"),
        implications=(implications, "implication label"),
        priors=(priors, "prior hypothesis buyers"),
        codings=(codings, "coding label"),
    )
    if list(boxes) != list(codings["coding"]):
        known = ", ".join(codings["coding"])
        raise ValueError(f"weigh_evidence: boxes must be of {known}, got {', '.join(boxes)}")
    chains = priors.set_index("prior").loc[FAVOURED]
    favoured = float(chains["buyers"] / (1 - chains[FOCUS]))
    return Tables(boxes, explanations, hypotheses, implications, codings, favoured)


def _controls(tables: Tables) -> dict[str, Any]:
    rivals = [(f"{label} first", rival) for rival, label in tables.rivals.items()]
    share = {"min": 0.05, "max": 0.95, "step": 0.05, "readout_format": ".0%"}
    return {
        "hypothesis": ToggleButtons(options=tables.names, description=say("hypothesis")),
        "coding": ToggleButtons(options=tables.coders, description=say("likelihoods")),
        "start": FloatSlider(0.2, **share, description=say("prior")),
        "reading": ToggleButtons(
            options=[(r.capitalize(), r) for r in tables.readings], description=say("reading")
        ),
        "first": Dropdown(options=[(EVENLY, EVENLY), *rivals], description=say("rest_rivals")),
        "discount": FloatSlider(
            1, min=0.1, max=1, step=0.05, readout_format=".2f", description=say("items_count")
        ),
        "spread": FloatSlider(
            1,
            min=0,
            max=2,
            step=0.25,
            readout_format=".2f",
            description=say("interval_width"),
        ),
        "lean": FloatSlider(
            0,
            min=-3,
            max=3,
            step=0.5,
            readout_format=".1f",
            description=say("lean_db"),
        ),
    }
