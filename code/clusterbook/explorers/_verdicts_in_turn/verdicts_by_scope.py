"""The verdicts of the computed rules, by how widely a hypothesis is read and by whose coding."""

from itertools import product

import pandas as pd
from ipywidgets import ToggleButtons

from clusterbook.analysis.verdicts import thresholds_by_rule
from clusterbook.explorers._verdicts_in_turn.verdicts_in_turn import (
    drawn,
    judged,
    supported_in,
    told,
)
from monograph.alive.explore import Explorer, explore
from monograph.drawing.checks import require
from monograph.words import words_beside

say = words_beside(__file__)

CONTROLS = ("scope", "coding", "rule")
"""In the order in which they make a state."""


def verdicts_by_scope(
    verdicts: pd.DataFrame,
    implications: pd.DataFrame,
    verdict_rules: pd.DataFrame,
    verdict_thresholds: pd.DataFrame,
    verdict_outcomes: pd.DataFrame,
    hypotheses: pd.DataFrame,
    scopes: pd.DataFrame,
    codings: pd.DataFrame,
    *,
    scope: str = "printed",
    rule: str = "strict",
) -> Explorer:
    """Let a reader read the hypotheses narrowly or widely, and choose whose likelihoods count.

    Parameters
    ----------
    verdicts
        scope, coding, rule, hypothesis, outcome, because: the result of
        `findings.verdicts_by_scope`.
    implications
        scope, implication, hypothesis, label, status ("not_implied" under a scope that does not
        count it).
    verdict_rules, verdict_thresholds
        rule, label; rule, criterion, value, minimum, maximum.
    verdict_outcomes, hypotheses, scopes, codings
        outcome, label; hypothesis, label; scope, label; coding, label.
    scope, rule
        The state at first, with the first coding.

    Raises
    ------
    ValueError
        If a frame lacks a column, or there is no verdict for a state.
    """
    require(
        "verdicts_by_scope",
        verdicts=(verdicts, "scope coding rule hypothesis outcome because"),
        implications=(implications, "scope implication hypothesis label status"),
        verdict_rules=(verdict_rules, "rule label"),
        verdict_thresholds=(verdict_thresholds, "rule criterion value minimum maximum"),
        verdict_outcomes=(verdict_outcomes, "outcome label"),
        hypotheses=(hypotheses, "hypothesis label"),
        scopes=(scopes, "scope label"),
        codings=(codings, "coding label"),
    )
    limits = thresholds_by_rule(verdict_thresholds)
    words = dict(zip(verdict_outcomes["outcome"], verdict_outcomes["label"], strict=True))
    judges = verdict_rules[verdict_rules["rule"].isin(limits)]
    offered = {"scope": scopes, "coding": codings, "rule": judges}

    def of(scope: str, coding: str, rule: str) -> pd.DataFrame:
        at = zip(CONTROLS, (scope, coding, rule), strict=True)
        here = pd.concat([verdicts[name] == value for name, value in at], axis=1).all(axis=1)
        return verdicts[here]

    def rows(scope: str, coding: str, rule: str) -> pd.DataFrame:
        mine = of(scope, coding, rule).set_index("hypothesis")
        counted = implications[implications["scope"] == scope]
        return judged(mine, counted, limits[rule], words, hypotheses)

    def says(scope: str, coding: str, rule: str) -> str:
        return told(rows(scope, coding, rule))

    for state in product(*(offered[name][name] for name in CONTROLS)):
        if len(of(*map(str, state))) != len(hypotheses):
            raise ValueError(f"verdicts_by_scope: no verdict on each hypothesis at {state}")
    opens = {"scope": scope, "coding": str(codings["coding"].iloc[0]), "rule": rule}
    names = {"scope": say("scope"), "coding": say("likelihoods"), "rule": say("judged")}
    controls = {
        name: ToggleButtons(
            options=list(zip(offered[name]["label"], offered[name][name], strict=True)),
            value=opens[name],
            description=names[name],
        )
        # The coding first: read narrowly, by the strict rule, both codings say the same.
        for name in ("coding", "scope", "rule")
    }
    return explore(
        drawn(len(hypotheses)),
        rows=rows,
        says=says,
        label=say("three_hypotheses_each_its"),
        challenges=supported_in(controls, verdicts, says, words),
        **controls,
    )
