"""What a study is worth before it is made: how far it is expected to move a posterior.

A study looks at implications that nobody observed. Each is found to hold or not, with a chance that
depends on the explanation; the finding moves the posterior by Bayes' rule. Averaged over findings
the posterior does not move at all, so what is asked is its expected change either way, and the
chance that a verdict changes with it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from clusterbook.analysis.evidence._tracing import Box, Floats

Finding = tuple[bool, ...]
"""Whether each of the implications that a study looks at is found to hold."""
Judge = Callable[[Finding, float], str]
"""Finding and posterior -> verdict."""


@dataclass(frozen=True)
class Worth:
    """What a study is expected to do to one hypothesis."""

    change: float
    """Expected change of its posterior, either way (0 to 1)."""
    turned: float
    """Chance that the verdict is another one afterwards (0 to 1)."""
    favourable: float
    """Chance that everything looked at is found to hold (0 to 1)."""
    best: float
    worst: float
    """Posterior if everything is found to hold, and if nothing is (0 to 1)."""


def reported(likelihood: Floats, power: float = 1.0, level: float = 0.0) -> Floats:
    """Return the chance that a study reports what is there, or by mistake what is not.

    Parameters
    ----------
    likelihood
        Chance that the implication holds, under each explanation.
    power
        Chance that the study reports it if it holds.
    level
        Chance that the study reports it if it does not.

    Raises
    ------
    ValueError
        If the level is not below the power, or either lies outside 0..1.

    Examples
    --------
    >>> reported(np.array([0.0, 1.0]), 0.8, 0.05).tolist()
    [0.05, 0.8]
    """
    if not 0 <= level < power <= 1:
        msg = f"needs 0 <= level < power <= 1, got level={level}, power={power}"
        raise ValueError(msg)
    return np.asarray(level + (power - level) * likelihood, dtype=float)


def outcomes(posterior: Floats, likelihood: Floats) -> list[tuple[Finding, float, Floats]]:
    """Return every finding with its chance and the posterior after it.

    Parameters
    ----------
    posterior
        Probability of each explanation before the study, shape (explanations,).
    likelihood
        Chance that each implication is reported, shape (implications, explanations); under an
        explanation they are independent.
    """
    found = []
    for finding in product((True, False), repeat=len(likelihood)):
        held = np.array(finding)[:, np.newaxis]
        joint = posterior * np.where(held, likelihood, 1 - likelihood).prod(axis=0)
        chance = float(joint.sum())
        found.append((finding, chance, joint / chance if chance else posterior))
    return found


def worth(posterior: Floats, likelihood: Floats, own: int = 0, judge: Judge | None = None) -> Worth:
    """Return what looking at some implications is expected to do to one explanation.

    Parameters
    ----------
    posterior, likelihood
        As for `outcomes`.
    own
        Place of the explanation.
    judge
        The verdict on a finding and the posterior after it; None if no verdict is asked. The
        verdict before the study is that on no finding.
    """
    before, change, turned = float(posterior[own]), 0.0, 0.0
    now = judge((), before) if judge else ""
    every = outcomes(posterior, likelihood)
    for finding, chance, after in every:
        change += chance * abs(float(after[own]) - before)
        turned += chance * (judge is not None and judge(finding, float(after[own])) != now)
    return Worth(change, turned, every[0][1], float(every[0][2][own]), float(every[-1][2][own]))


def finding_box(findings: pd.DataFrame, items: Sequence[str], explanations: Sequence[str]) -> Box:
    """Return the likelihoods that a study would find some implications to hold.

    Parameters
    ----------
    findings
        implication, explanation, low, high.

    Raises
    ------
    ValueError
        If an interval is missing; the message names it.
    """
    keys = findings[["implication", "explanation"]].to_numpy().tolist()
    rows = {(item, name): row for row, (item, name) in enumerate(keys)}
    wanted = [(item, name) for item in items for name in explanations]
    for item, name in wanted:
        if (item, name) not in rows:
            msg = f"there is no likelihood of a finding on {item} under {name}"
            raise ValueError(msg)
    shape = (len(items), len(explanations))
    ends = findings[["low", "high"]].to_numpy(dtype=float)[[rows[pair] for pair in wanted]]
    low, high = ends[:, 0].reshape(shape), ends[:, 1].reshape(shape)
    return Box(tuple(items), tuple(explanations), low, high)


def with_findings(
    implications: pd.DataFrame, items: Sequence[str], finding: Finding
) -> pd.DataFrame:
    """Return the implications with what a study found: it passes, or has failed."""
    found: Mapping[str, str] = {
        item: "passes" if held else "failed" for item, held in zip(items, finding, strict=False)
    }
    pairs = implications[["implication", "status"]].to_numpy().tolist()
    new = [found.get(item, status) for item, status in pairs]
    return implications.assign(status=new)
