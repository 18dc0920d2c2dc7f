"""The verdicts by each rule in turn: who judges decides what is left (landing page)."""

from collections.abc import Callable, Iterable, Mapping

import altair as alt
import pandas as pd
from ipywidgets import ToggleButtons

from clusterbook.analysis.verdicts import thresholds_by_rule
from clusterbook.explorers.support import supported
from clusterbook.figures._verdict_matrix import reasons
from monograph.alive.challenges import Challenge
from monograph.alive.explore import Explorer, explore
from monograph.alive.sheet import ROWS, SMALL, Y, laid_out
from monograph.drawing.checks import require
from monograph.drawing.checks import rows as each
from monograph.drawing.text import join
from monograph.drawing.theme import INK, PAPER, QUIET
from monograph.words import words_beside

say = words_beside(__file__)

STEP, ROW, MARKS = 19, 86, 66
"""px: from mark to mark, from hypothesis to hypothesis, and from its name down to its marks."""
FILLED, HALF, HOLLOW = say("counts_full"), say("counts_part"), say("does_not_count")
ASIDE = say("left_out")
"""What a rule may make of an implication."""
NOT_IMPLIED = "not_implied"
"""Status of what a hypothesis does not imply under the scope chosen."""

PLACE = {"x": alt.X("x:Q", scale=None, axis=None), "y": Y}
ASIDE_FROM, ASIDE_BY, UP_BY = 560, 320, 38
"""px: from this width on the marks stand beside the verdict, not below it, so far to the right and
so much higher."""


def verdicts_in_turn(
    matrix: pd.DataFrame,
    implications: pd.DataFrame,
    verdict_rules: pd.DataFrame,
    verdict_thresholds: pd.DataFrame,
    verdict_outcomes: pd.DataFrame,
    hypotheses: pd.DataFrame,
    codings: pd.DataFrame,
    opens: str | None = None,
) -> Explorer:
    """Let a reader hand the three hypotheses from one judge to the next.

    Parameters
    ----------
    matrix
        coding, hypothesis, rule, outcome, because: the result of `findings.every_matrix`.
    implications
        implication, hypothesis, label, status.
    verdict_rules, verdict_thresholds
        rule, label; rule, criterion, value, minimum, maximum.
    verdict_outcomes, hypotheses, codings
        outcome, label; hypothesis, label; coding, label.
    opens
        The rule that judges first; without it, the first of the table.
    """
    require(
        "verdicts_in_turn",
        matrix=(matrix, "coding hypothesis rule outcome because"),
        implications=(implications, "implication hypothesis label status"),
        verdict_rules=(verdict_rules, "rule label"),
        verdict_thresholds=(verdict_thresholds, "rule criterion value minimum maximum"),
        verdict_outcomes=(verdict_outcomes, "outcome label"),
        hypotheses=(hypotheses, "hypothesis label"),
        codings=(codings, "coding label"),
    )
    limits = thresholds_by_rule(verdict_thresholds)
    words = dict(zip(verdict_outcomes["outcome"], verdict_outcomes["label"], strict=True))

    def rows(rule: str, coding: str) -> pd.DataFrame:
        mine = matrix[(matrix["rule"] == rule) & (matrix["coding"] == coding)]
        by = mine.set_index("hypothesis")
        return judged(by, implications, limits.get(rule), words, hypotheses)

    def says(rule: str, coding: str) -> str:
        return told(rows(rule, coding))

    options = [(row.label, row.rule) for row in each(verdict_rules)]
    coders = [(row.label, row.coding) for row in each(codings)]
    first = opens or str(options[0][1])
    controls = {
        "rule": ToggleButtons(options=options, value=first, description=say("judged")),
        "coding": ToggleButtons(options=coders, value=coders[0][1], description=say("likelihoods")),
    }
    return explore(
        drawn(len(hypotheses)),
        rows=rows,
        says=says,
        label=say("three_hypotheses_each_its"),
        challenges=supported_in(controls, matrix, says, words),
        **controls,
    )


def supported_in(
    controls: Mapping[str, ToggleButtons],
    verdicts: pd.DataFrame,
    says: Callable[..., str],
    words: Mapping[str, str],
) -> list[Challenge]:
    """Ask to make a hypothesis supported with one change, wherever the verdicts hold one that does.

    Parameters
    ----------
    controls
        By names that are columns of `verdicts`.
    verdicts
        The controls' names, hypothesis, outcome.
    says
        State -> its finding and more.
    words
        Outcome -> its label.
    """
    names = [*controls]
    best = verdicts[verdicts["outcome"] == "supported"]
    reached = set(best[["hypothesis", *names]].itertuples(index=False, name=None))

    def holds(hypothesis: str, at: Mapping[str, str]) -> bool:
        return (hypothesis, *(at[name] for name in names)) in reached

    return supported(
        controls, dict.fromkeys(verdicts["hypothesis"]), holds, says, words["supported"]
    )


def judged(
    verdicts: pd.DataFrame,
    implications: pd.DataFrame,
    thresholds: dict[str, float] | None,
    words: dict[str, str],
    hypotheses: pd.DataFrame,
) -> pd.DataFrame:
    """Return what the figure shows under one rule.

    Parameters
    ----------
    verdicts
        outcome and because, by hypothesis.
    thresholds
        Criterion -> value; None for a rule that does not look at implications.

    Returns
    -------
    DataFrame
        kind (name, verdict, reason, mark), x and y (px), words (of a verdict: its label; of a
        mark: that of its implication), use (of a mark: what the rule makes of it; of a verdict: its
        hypothesis).
    """
    found = []
    for nth, row in enumerate(each(hypotheses)):
        top, verdict = nth * ROW, verdicts.loc[row.hypothesis]
        why = reasons(verdict["outcome"], str(verdict["because"]))
        found.append(("name", 0, top, f"{row.hypothesis} {row.label}", ""))
        found.append(("verdict", 0, top + 19, words[verdict["outcome"]], row.hypothesis))
        found.append(("reason", 0, top + 42, why, ""))
        mine = implications[implications["hypothesis"] == row.hypothesis]
        for at, one in enumerate(each(mine)):
            use = counts(one.status, thresholds)
            found.append(
                ("mark", 8 + at * STEP, top + MARKS, f"{one.implication} {one.label}", use)
            )
    return pd.DataFrame(found, columns=["kind", "x", "y", "words", "use"])


def counts(status: str, thresholds: dict[str, float] | None) -> str:
    """Return what a rule makes of an implication with this status."""
    if thresholds is None:
        return ASIDE
    if status == NOT_IMPLIED or (status == "not_observed" and thresholds["unobserved_weight"] == 0):
        return ASIDE
    worth = {
        "passes": 1.0,
        "strained": thresholds["strained_credit"],
        "asserted": thresholds["asserted_credit"],
    }
    credit = worth.get(status, 0.0)
    return FILLED if credit == 1 else HALF if credit > 0 else HOLLOW


def finding(verdicts: Iterable[tuple[str, str]]) -> str:
    """Say which hypotheses have which verdict.

    Examples
    --------
    >>> finding([("H1", "Undecided"), ("H2", "Doubtful"), ("H3", "Undecided")])
    'H1 and H3 undecided; H2 doubtful'
    >>> finding([("H1", "In direction only"), ("H2", "Does not follow"), ("H3", "Does not follow")])
    'H1 in direction only; H2 and H3 do not follow'
    """
    groups: dict[str, list[str]] = {}
    for hypothesis, outcome in verdicts:
        groups.setdefault(outcome, []).append(hypothesis)
    return "; ".join(f"{join(names)} {_said_of(names, words)}" for words, names in groups.items())


def _said_of(names: list[str], outcome: str) -> str:
    """Return an outcome as it is said of one hypothesis or of several."""
    words = outcome.lower()
    return words.replace(say("one"), say("several")) if len(names) > 1 else words


def told(found: pd.DataFrame) -> str:
    """Say the finding, and how many implications the rule lets count."""
    of = found[found["kind"] == "verdict"]
    first = finding(zip(of["use"], of["words"], strict=True))
    uses = found.loc[found["kind"] == "mark", "use"].value_counts()
    counted = {use: int(uses.get(use, 0)) for use in (FILLED, HALF, HOLLOW, ASIDE)}
    if counted[ASIDE] == uses.sum():
        return say("this_judge_does_not", first=first, uses=uses.sum())
    return say(
        "implications_count_full_part",
        first=first,
        uses=uses.sum(),
        full=counted[FILLED],
        part=counted[HALF],
        none=counted[HOLLOW],
        aside=counted[ASIDE],
    )


def drawn(count: int) -> alt.LayerChart:
    """Return the chart of so many hypotheses."""
    rows = alt.Chart(ROWS)
    size = {"align": "left", "baseline": "top", "fontSize": SMALL + 1}
    styles = {
        "name": {**size, "color": QUIET.light},
        "verdict": {**size, "fontSize": 17, "fontWeight": 600, "color": INK.light},
        "reason": {**size, "fontSize": SMALL, "color": QUIET.light},
    }
    texts = [
        rows.transform_filter(f"datum.kind == '{kind}'")
        .mark_text(**style)
        .encode(**PLACE, text=alt.Text("words:N"))
        for kind, style in styles.items()
    ]
    tips = [
        alt.Tooltip("words:N", title=say("implication")),
        alt.Tooltip("use:N", title=say("this_rule")),
    ]
    wide = f"(width >= {ASIDE_FROM})"
    marks = (
        rows.transform_filter("datum.kind == 'mark'")
        .transform_calculate(
            x=f"datum.x + {ASIDE_BY} * {wide}",
            y=f"datum.y - {UP_BY} * {wide}",
        )
        .encode(**PLACE, tooltip=tips)
    )
    ring = marks.mark_point(size=110, strokeWidth=1.5, stroke=PAPER.light, fill="transparent")
    aside = f"datum.use == '{ASIDE}' ? 0.35 : 1"
    full = marks.transform_filter(f"datum.use == '{FILLED}'").mark_point(
        size=110, filled=True, color=PAPER.light, opacity=1
    )
    half = marks.transform_filter(f"datum.use == '{HALF}'").mark_point(
        size=36, filled=True, color=PAPER.light, opacity=1
    )
    ring = ring.transform_calculate(seen=aside).encode(
        opacity=alt.Opacity("seen:Q", scale=None, legend=None)
    )
    return laid_out(*texts, ring, full, half, height=count * ROW)
