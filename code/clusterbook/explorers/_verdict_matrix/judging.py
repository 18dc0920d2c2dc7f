"""The verdicts of a rule of the reader's own, as Python finds them (chapter 15).

`in_page.js` does the same in a page: what it gives is compared with what stands here. Its terms
stand in the same order, so that a threshold that is met exactly is met in both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from clusterbook.analysis.verdicts import CRITERIA, OUT_OF_REACH, decide, pass_share
from monograph.alive.in_page import fixed
from monograph.drawing.checks import rows as each
from monograph.drawing.text import join
from monograph.words import words_beside

say = words_beside(__file__)

SETTING = ("reading", "prior", "discount")

GAUGES = {"share": "pass_share", "trouble": "failed_hoops", "posterior": "posterior_support"}
"""What is measured -> the threshold that it has to meet."""

WORDS = say.each("words")
"""Everything that is said, in the page too."""

COLUMNS = ["kind", "key", "words", "hypothesis", "share", "trouble", "posterior", "outcome"]
COLUMNS += ["because", "value", "asked", "met", "doubt"]


@dataclass(frozen=True)
class Kept:
    """What the verdicts are computed from, hypothesis by hypothesis."""

    tallies: Mapping[str, Mapping[str, int]]
    """Result of `verdicts.tallies`."""
    posteriors: Mapping[str, Mapping[str, float]]
    """hypothesis -> "reading|prior|discount" -> posterior."""


def outcome(kept: Kept, hypothesis: str, state: Mapping[str, Any]) -> str:
    """Return the verdict of the reader's rule on one hypothesis; `state` as for `judged`."""
    limits = {name: float(state[name]) for name in CRITERIA}
    setting = "|".join(str(state[name]) for name in SETTING)
    return decide(kept.tallies[hypothesis], kept.posteriors[hypothesis][setting], limits).outcome


def judged(kept: Kept, **state: str | float) -> pd.DataFrame:
    """Return the verdict of the reader's rule on every hypothesis.

    Parameters
    ----------
    kept
        What became of the implications, and the posteriors.
    state
        reading, prior, discount and every criterion.

    Returns
    -------
    DataFrame
        hypothesis, share (0 to 1), trouble (hoops failed, and strained ones as the rule counts
        them), posterior (0 to 1), outcome, because.
    """
    limits = {name: float(state[name]) for name in CRITERIA}
    setting = "|".join(str(state[name]) for name in SETTING)
    rows = []
    for hypothesis, tally in kept.tallies.items():
        posterior = kept.posteriors[hypothesis][setting]
        verdict = decide(tally, posterior, limits)
        trouble = tally["hoops_failed"] + limits["strained_hoop_weight"] * tally["hoops_strained"]
        share, why = pass_share(tally, limits), ", ".join(verdict.because)
        rows.append((hypothesis, share, trouble, posterior, verdict.outcome, why))
    columns = ["hypothesis", "share", "trouble", "posterior", "outcome", "because"]
    return pd.DataFrame(rows, columns=columns)


def shown(kept: Kept, labels: Mapping[str, str], **state: str | float) -> pd.DataFrame:
    """Return what the figure shows.

    Returns
    -------
    DataFrame
        kind: "verdict" (as `judged`; key: the hypothesis) or "gauge" (key: hypothesis and what is
        measured; value, asked, met; of a posterior also doubt, where doubt begins); words.
    """
    rows: list[dict[str, Any]] = []
    for row in each(judged(kept, **state)):
        name = str(row.hypothesis)
        said = {"kind": "verdict", "key": name, "words": labels[str(row.outcome)]}
        rows.append({**said, **row._asdict()})
        for gauge, criterion in GAUGES.items():
            value, asked = float(getattr(row, gauge)), float(state[criterion])
            met = value <= asked if gauge == "trouble" else value >= asked
            words = _gauged(gauge, value, asked, kept.tallies[name], met=met)
            held = {"kind": "gauge", "key": f"{name} {gauge}", "words": words, "value": value}
            doubt = float(state["posterior_doubt"]) if gauge == "posterior" else None
            rows.append({**held, "asked": asked, "met": met, "doubt": doubt})
    return pd.DataFrame(rows, columns=COLUMNS)


def _gauged(gauge: str, value: float, asked: float, tally: Mapping[str, int], *, met: bool) -> str:
    said = WORDS["met" if met else "too_many" if gauge == "trouble" else "short"]
    numbers = {
        "share": {"value": fixed(100 * value, 1), "asked": fixed(100 * asked, 0)},
        "trouble": {
            "failed": tally["hoops_failed"],
            "strained": tally["hoops_strained"],
            "asked": fixed(asked, 0),
        },
        "posterior": {"value": fixed(value, 2), "asked": fixed(asked, 2)},
    }
    return WORDS[gauge].format(**numbers[gauge], met=said)


def told(found: pd.DataFrame, labels: Mapping[str, str], state: Mapping[str, str | float]) -> str:
    """Say the verdicts of the reader's rule; below, what stands in the way of each hypothesis."""
    groups: dict[str, list[str]] = {}
    for row in each(found):
        groups.setdefault(labels[str(row.outcome)].lower(), []).append(str(row.hypothesis))
    verdicts = [
        WORDS["verdict"].format(hypotheses=join(names), outcome=outcome)
        for outcome, names in groups.items()
    ]
    finding = WORDS["finding"].format(verdicts="; ".join(verdicts))
    asked = {
        "pass_share": fixed(100 * float(state["pass_share"]), 0),
        "failed_hoops": fixed(float(state["failed_hoops"]), 0),
        "posterior_support": fixed(float(state["posterior_support"]), 2),
        "posterior_doubt": fixed(float(state["posterior_doubt"]), 2),
    }
    reasons = []
    for row in each(found):
        measured = {
            "share": fixed(100 * row.share, 1),
            "trouble": fixed(row.trouble, 2),
            "posterior": fixed(row.posterior, 3),
        }
        names = str(row.because).split(", ") if row.because else ["free"]
        why = ", ".join(WORDS[name].format(**measured, **asked) for name in names)
        reason = WORDS["doubtful" if row.outcome == "doubtful" else "reason"]
        reasons.append(reason.format(hypothesis=row.hypothesis, why=why))
    return f"{finding}\n{WORDS['in_the_way'].format(reasons='; '.join(reasons))}"


def handed_over(kept: Kept, labels: Mapping[str, str]) -> dict[str, Any]:
    """Return what `in_page.js` is given beside the state."""
    tallies = {name: dict(tally) for name, tally in kept.tallies.items()}
    posteriors = {name: dict(held) for name, held in kept.posteriors.items()}
    return {
        "tallies": tallies,
        "posteriors": posteriors,
        "out_of_reach": OUT_OF_REACH,
        "labels": dict(labels),
        "words": WORDS,
    }
