"""The verdict matrix with a rule of the reader's own (chapter 15)."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from ipywidgets import Dropdown, FloatSlider, IntSlider

from clusterbook.analysis.evidence import FOCUS
from clusterbook.analysis.verdicts import tallies, thresholds_by_rule
from clusterbook.explorers._verdict_matrix.judging import (
    SETTING,
    Kept,
    handed_over,
    judged,
    outcome,
    shown,
    told,
)
from clusterbook.explorers._verdict_matrix.layout import drawn
from clusterbook.explorers.support import CHANGES, supported
from monograph.alive.explore import Explorer, explore
from monograph.alive.in_page import InPage
from monograph.alive.signatures import named
from monograph.drawing.checks import require
from monograph.words import words_beside

say = words_beside(__file__)

STEP = 0.05
FIRST = ("pass_share", "strained_hoop_weight", "posterior_support")
"""The thresholds that a reader sees at once: one for each thing that support needs."""


def verdict_matrix(
    matrix: pd.DataFrame,
    implications: pd.DataFrame,
    states: pd.DataFrame,
    verdict_rules: pd.DataFrame,
    verdict_thresholds: pd.DataFrame,
    verdict_outcomes: pd.DataFrame,
    hypotheses: pd.DataFrame,
    settings: dict[str, pd.DataFrame],
    *,
    opens: str = "strict",
) -> Explorer:
    """Let a reader set every threshold of a rule, and see its verdicts beside those of the book.

    Parameters
    ----------
    matrix
        hypothesis, rule, outcome: the result of `verdicts.matrix`.
    implications, states, verdict_rules, verdict_thresholds
        As for `verdicts.measures`; of thresholds also the label, of rules the label.
    verdict_outcomes
        outcome, label.
    hypotheses
        hypothesis, label.
    settings
        "reading", "prior" and "discount" -> a frame with its keys in a column of that name, and
        label.
    opens
        The rule that the reader's own starts as.

    Raises
    ------
    ValueError
        If a frame lacks a column, or `opens` is no computed rule.
    """
    _check(matrix, verdict_rules, verdict_thresholds, verdict_outcomes, hypotheses, settings)
    limits = thresholds_by_rule(verdict_thresholds)
    if opens not in limits:
        raise ValueError(f"opens must be one of {', '.join(limits)}, got {opens!r}")
    kept = Kept(tallies(implications), posteriors(states))
    first = verdict_rules.set_index("rule").loc[opens]
    labels = dict(zip(verdict_outcomes["outcome"], verdict_outcomes["label"], strict=True))

    def rows(**state: str | float) -> pd.DataFrame:
        return shown(kept, labels, **state)

    sliders = _sliders(verdict_thresholds, limits[opens], opens)
    choices = {name: _choice(settings[name], name, str(first[name])) for name in SETTING}
    controls = {**{name: sliders.pop(name) for name in FIRST}, **choices, **sliders}

    def says(**state: str | float) -> str:
        return told(judged(kept, **state), labels, state)

    def holds(hypothesis: str, state: Mapping[str, Any]) -> bool:
        return outcome(kept, hypothesis, state) == "supported"

    return explore(
        drawn(matrix, hypotheses, verdict_rules, labels),
        rows=named(rows, list(controls)),
        says=says,
        in_page=InPage(Path(__file__).with_name("in_page.mjs"), handed_over(kept, labels)),
        label=say("row_per_hypothesis_column"),
        challenges=supported(
            controls, kept.tallies, holds, says, labels["supported"], most=max(CHANGES)
        ),
        **controls,
    )


def _check(
    matrix: pd.DataFrame,
    verdict_rules: pd.DataFrame,
    verdict_thresholds: pd.DataFrame,
    verdict_outcomes: pd.DataFrame,
    hypotheses: pd.DataFrame,
    settings: dict[str, pd.DataFrame],
) -> None:
    require(
        "verdict_matrix",
        matrix=(matrix, "hypothesis rule outcome"),
        verdict_rules=(verdict_rules, "rule label reading prior discount"),
        verdict_thresholds=(verdict_thresholds, "rule criterion label value minimum maximum"),
        verdict_outcomes=(verdict_outcomes, "outcome label"),
        hypotheses=(hypotheses, "hypothesis label"),
        **{name: (settings[name], f"{name} label") for name in SETTING},
    )


def posteriors(states: pd.DataFrame) -> dict[str, dict[str, float]]:
    """Return hypothesis -> "reading|prior|discount" -> posterior of the hypothesis."""
    own = states[states["explanation"] == FOCUS]
    found: dict[str, dict[str, float]] = {}
    for row in own.to_dict("records"):
        key = "|".join(str(row[name]) for name in SETTING)
        found.setdefault(str(row["hypothesis"]), {})[key] = float(row["posterior"])
    return found


def _choice(frame: pd.DataFrame, name: str, value: str) -> Dropdown:
    options = list(zip(frame["label"], frame[name], strict=True))
    return Dropdown(options=options, value=value, description=name.capitalize())


def _sliders(
    verdict_thresholds: pd.DataFrame, given: dict[str, float], rule: str
) -> dict[str, FloatSlider | IntSlider]:
    """Return a slider per criterion, from its least to its greatest value."""
    found: dict[str, FloatSlider | IntSlider] = {}
    for row in verdict_thresholds[verdict_thresholds["rule"] == rule].to_dict("records"):
        name = str(row["criterion"])
        # Hoops are counted, everything else is a share, a weight or a probability.
        kind, number, step = (
            (IntSlider, int, 1) if name == "failed_hoops" else (FloatSlider, float, STEP)
        )
        found[name] = kind(
            value=number(given[name]),
            min=number(row["minimum"]),
            max=number(row["maximum"]),
            step=step,
            description=str(row["label"]),
        )
    return found
