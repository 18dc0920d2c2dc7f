"""The verdict of a rule as Vega expressions: what `analysis.verdicts.decide` does, in the page.

Eleven controls have too many states to pack. The terms stand in the same order as in Python, so
that a threshold that is met exactly is met in both.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import altair as alt


@dataclass(frozen=True)
class Kept:
    """What the verdicts are computed from, hypothesis by hypothesis."""

    tallies: Mapping[str, Mapping[str, int]]
    """Result of `verdicts.tallies`."""
    posteriors: Mapping[str, Mapping[str, float]]
    """hypothesis -> "reading|prior|discount" -> posterior."""


def parameters(
    kept: Kept, opened: Mapping[str, str | float], labels: Mapping[str, str]
) -> list[alt.Parameter]:
    """Return the controls' parameters and what follows from them, in the order of dependence.

    Parameters
    ----------
    kept
        Tallies and posteriors.
    opened
        Control -> its value at first.
    labels
        Outcome -> its words.

    Returns
    -------
    list of parameters
        The controls; `mine` (hypothesis -> share, trouble, posterior, outcome, words); `says`.
    """
    held = [alt.param(name, value=value) for name, value in opened.items()]
    setting = "reading + '|' + prior + '|' + discount"
    measured, judged = [], []
    for name, tally in kept.tallies.items():
        table = json.dumps(kept.posteriors[name])
        terms = f"share: {share(tally)}, trouble: {trouble(tally)}"
        measured.append(f"{name}: {{{terms}, posterior: ({table})[{setting}]}}")
        judged.append(f"{name}: {outcome(f'measured.{name}', tally)}")
    return [
        *held,
        alt.param("measured", expr=f"{{{', '.join(measured)}}}"),
        alt.param("outcomes", expr=f"{{{', '.join(judged)}}}"),
        alt.param("words", expr=json.dumps(dict(labels))),
        alt.param("says", expr=says(list(kept.tallies))),
    ]


def share(tally: Mapping[str, int]) -> str:
    """Return the expression for `verdicts.pass_share`."""
    base = sum(tally[name] for name in ("passes", "strained", "failed", "asserted"))
    credit = f"{tally['passes']} + strained_credit * {tally['strained']}"
    credit = f"({credit} + asserted_credit * {tally['asserted']})"
    weighed = f"({base} + unobserved_weight * {tally['not_observed']})"
    return f"({weighed} ? {credit} / {weighed} : 0)"


def trouble(tally: Mapping[str, int]) -> str:
    """Return the expression for the hoops in trouble."""
    return f"({tally['hoops_failed']} + strained_hoop_weight * {tally['hoops_strained']})"


def outcome(measured: str, tally: Mapping[str, int]) -> str:
    """Return the expression for the outcome that `verdicts.decide` gives."""
    doubtful = f"{tally['hoops_failed']} > failed_hoops || {measured}.posterior <= posterior_doubt"
    lacks = [
        f"{measured}.share < pass_share",
        f"{measured}.trouble > failed_hoops",
        f"{measured}.posterior < posterior_support",
    ]
    return f"({doubtful} ? 'doubtful' : {' || '.join(lacks)} ? 'undecided' : 'supported')"


def says(hypotheses: list[str]) -> str:
    """Return the expression for the sentence that `thresholds.told` gives."""
    parts = [
        f"'{name} ' + lower(words[outcomes.{name}]) + ' (' "
        f"+ format(100 * measured.{name}.share, '.1f') + '% pass, hoops against it ' "
        f"+ format(measured.{name}.trouble, '.2f') + ', posterior ' "
        f"+ format(measured.{name}.posterior, '.3f') + ')'"
        for name in hypotheses
    ]
    asks = " + ".join(
        (
            "'Your rule asks ' + format(100 * pass_share, '.0f')",
            "'% to pass, hoops against it at most ' + format(failed_hoops, '.0f')",
            "', a posterior of ' + format(posterior_support, '.2f')",
            "', doubt at ' + format(posterior_doubt, '.2f') + '. '",
        )
    )
    return f"{asks} + " + " + '; ' + ".join(parts) + " + '.'"
