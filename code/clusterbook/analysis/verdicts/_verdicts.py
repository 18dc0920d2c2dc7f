"""The verdict on each hypothesis under rules whose thresholds a reader can move.

A rule looks at three things: the share of what the hypothesis implies that passes, its hoop tests,
and its posterior. Support needs all three; a failed hoop too many, or a very low posterior, makes
it doubtful; anything else is undecided. No rule of ours says that a hypothesis is true.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from clusterbook.analysis.evidence import FOCUS

CRITERIA = (
    "pass_share",
    "strained_credit",
    "asserted_credit",
    "unobserved_weight",
    "failed_hoops",
    "strained_hoop_weight",
    "posterior_support",
    "posterior_doubt",
)

OUT_OF_REACH = "out_of_reach"
"""Stands for `pass_share` where no outcome of what was looked at could have been enough."""


@dataclass(frozen=True)
class Verdict:
    """An outcome with the criteria that stand against support, or that make it doubtful."""

    outcome: str
    because: tuple[str, ...] = ()


def thresholds_by_rule(verdict_thresholds: pd.DataFrame) -> dict[str, dict[str, float]]:
    """Return rule -> criterion -> value.

    Raises
    ------
    ValueError
        If a rule lacks a criterion, or a value lies outside its own range; the message names it.
    """
    found: dict[str, dict[str, float]] = {}
    for row in verdict_thresholds.to_dict("records"):
        low, value, high = (float(row[name]) for name in ("minimum", "value", "maximum"))
        if not low <= value <= high:
            msg = (
                f"{row['criterion']} of {row['rule']} must lie in {low:g}..{high:g}, got {value:g}"
            )
            raise ValueError(msg)
        found.setdefault(str(row["rule"]), {})[str(row["criterion"])] = value
    for rule, given in found.items():
        if set(given) != set(CRITERIA):
            lost = sorted(set(CRITERIA) ^ set(given))
            msg = f"rule {rule!r} must have each criterion once; at fault: {', '.join(lost)}"
            raise ValueError(msg)
    return found


def tallies(implications: pd.DataFrame) -> dict[str, dict[str, int]]:
    """Count what became of each hypothesis's implications.

    Returns
    -------
    dict
        hypothesis -> passes, strained, failed, asserted, not_observed, hoops_failed,
        hoops_strained.
    """
    judged: dict[str, list[tuple[str, str]]] = {}
    columns = implications[["hypothesis", "status", "test"]].to_numpy().tolist()
    for hypothesis, status, test in columns:
        judged.setdefault(str(hypothesis), []).append((str(status), str(test)))
    return {hypothesis: tally(items) for hypothesis, items in judged.items()}


def tally(items: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Count what became of items, each a status and a test: `tallies` without a table."""
    judged = list(items)
    status = Counter(each for each, _ in judged)
    hoops = Counter(each for each, test in judged if test == "hoop")
    statuses = ("passes", "strained", "failed", "asserted", "not_observed")
    return {
        **{name: status[name] for name in statuses},
        "hoops_failed": hoops["failed"],
        "hoops_strained": hoops["strained"],
    }


def pass_share(tally: Mapping[str, int], thresholds: Mapping[str, float]) -> float:
    """Return the share of implications that pass, with the rule's credits and weights (0 to 1)."""
    credit = tally["passes"] + thresholds["strained_credit"] * tally["strained"]
    credit += thresholds["asserted_credit"] * tally["asserted"]
    weighed = _looked_at(tally) + thresholds["unobserved_weight"] * tally["not_observed"]
    return credit / weighed if weighed else 0.0


def share_in_reach(tally: Mapping[str, int], thresholds: Mapping[str, float]) -> float:
    """Return the share that would pass if all that was looked at had passed (0 to 1)."""
    weighed = _looked_at(tally) + thresholds["unobserved_weight"] * tally["not_observed"]
    return _looked_at(tally) / weighed if weighed else 0.0


def _looked_at(tally: Mapping[str, int]) -> int:
    return sum(tally[name] for name in ("passes", "strained", "failed", "asserted"))


def decide(tally: Mapping[str, int], posterior: float, thresholds: Mapping[str, float]) -> Verdict:
    """Return the verdict of one rule.

    Parameters
    ----------
    tally
        One value of `tallies`.
    posterior
        Of the hypothesis, at the rule's reading, prior and discount (0 to 1).
    thresholds
        Criterion -> value.

    Returns
    -------
    Verdict
        outcome {supported, undecided, doubtful}; because names the criteria. Where too few pass,
        and too few could have passed whatever became of what was looked at, it says `OUT_OF_REACH`.

    Raises
    ------
    ValueError
        If the posterior lies outside 0..1.
    """
    if not 0 <= posterior <= 1:
        msg = f"posterior must lie in 0..1, got {posterior}"
        raise ValueError(msg)
    allowed, failed = thresholds["failed_hoops"], tally["hoops_failed"]
    trouble = failed + thresholds["strained_hoop_weight"] * tally["hoops_strained"]
    doubts = {"failed_hoops": failed > allowed}
    doubts["posterior_doubt"] = posterior <= thresholds["posterior_doubt"]
    if any(doubts.values()):
        return Verdict("doubtful", tuple(name for name, holds in doubts.items() if holds))
    near = share_in_reach(tally, thresholds) >= thresholds["pass_share"]
    lacks = {
        "pass_share" if near else OUT_OF_REACH: pass_share(tally, thresholds)
        < thresholds["pass_share"],
        "failed_hoops": trouble > allowed,
        "posterior_support": posterior < thresholds["posterior_support"],
    }
    if any(lacks.values()):
        return Verdict("undecided", tuple(name for name, holds in lacks.items() if holds))
    return Verdict("supported")


def measures(
    implications: pd.DataFrame,
    states: pd.DataFrame,
    verdict_rules: pd.DataFrame,
    verdict_thresholds: pd.DataFrame,
) -> pd.DataFrame:
    """Return what each computed rule looks at, and its verdict.

    Parameters
    ----------
    implications
        hypothesis, test, status.
    states
        Result of `posteriors.every_state`.
    verdict_rules, verdict_thresholds
        The rules and their numbers.

    Returns
    -------
    DataFrame
        hypothesis, rule, pass_share, hoops_failed, hoops_strained, posterior, outcome, because
        (criteria joined by ", ").
    """
    limits, counted = thresholds_by_rule(verdict_thresholds), tallies(implications)
    chosen = verdict_rules[verdict_rules["rule"].isin(limits)].to_dict("records")
    posteriors = _posteriors(states)
    rows = []
    for hypothesis, count in counted.items():
        for rule in chosen:
            name, given = str(rule["rule"]), limits[str(rule["rule"])]
            at = [str(rule[key]) for key in ("reading", "prior", "discount")]
            posterior = _posterior(posteriors, (hypothesis, *at))
            verdict = decide(count, posterior, given)
            hoops = (count["hoops_failed"], count["hoops_strained"])
            share, why = pass_share(count, given), ", ".join(verdict.because)
            rows.append((hypothesis, name, share, *hoops, posterior, verdict.outcome, why))
    columns = ["hypothesis", "rule", "pass_share", "hoops_failed", "hoops_strained", "posterior"]
    return pd.DataFrame(rows, columns=[*columns, "outcome", "because"])


def matrix(
    computed: pd.DataFrame, verdict_cells: pd.DataFrame, rules: Iterable[str]
) -> pd.DataFrame:
    """Return the whole matrix: computed verdicts beside the paper's.

    Parameters
    ----------
    computed
        Result of `measures`.
    verdict_cells
        hypothesis, rule, outcome of the cells that are not computed.
    rules
        Rules in the order of the columns.

    Returns
    -------
    DataFrame
        hypothesis, rule, outcome, because (blank where nothing is computed); hypotheses by rules.

    Raises
    ------
    ValueError
        If a cell has no verdict or two.
    """
    columns = ["hypothesis", "rule", "outcome", "because"]
    stated = verdict_cells[["hypothesis", "rule", "outcome"]].assign(because="")
    both = pd.concat([computed[columns], stated], ignore_index=True)
    order, hypotheses = list(rules), list(dict.fromkeys(both["hypothesis"]))
    times = both.groupby(["hypothesis", "rule"]).size()
    for cell in pd.MultiIndex.from_product([hypotheses, order]):
        if times.get(cell, 0) != 1:
            msg = f"the cell {cell[0]}, {cell[1]} must have one verdict, got {times.get(cell, 0)}"
            raise ValueError(msg)
    places = both.assign(
        r=both["rule"].map(order.index), h=both["hypothesis"].map(hypotheses.index)
    )
    return places.sort_values(["h", "r"])[columns].reset_index(drop=True)


def whole(
    computed: pd.DataFrame,
    modelled: pd.DataFrame,
    verdict_cells: pd.DataFrame,
    rules: Iterable[str],
) -> pd.DataFrame:
    """Return the matrix of `matrix` with the model's verdicts, whose reasons stand elsewhere.

    Parameters
    ----------
    computed
        Result of `measures`.
    modelled
        Result of `follows.verdicts`.
    verdict_cells, rules
        As for `matrix`.
    """
    both = pd.concat([computed, modelled.assign(because="")], ignore_index=True)
    return matrix(both, verdict_cells, rules)


def _posteriors(states: pd.DataFrame) -> dict[tuple[str, ...], list[float]]:
    """Return hypothesis, reading, prior and discount -> the hypothesis's posterior there."""
    own = states[states["explanation"] == FOCUS]
    keys = own[["hypothesis", "reading", "prior", "discount"]].to_numpy().tolist()
    found: dict[tuple[str, ...], list[float]] = {}
    for key, posterior in zip(keys, own["posterior"].tolist(), strict=True):
        found.setdefault(tuple(map(str, key)), []).append(float(posterior))
    return found


def _posterior(posteriors: Mapping[tuple[str, ...], list[float]], at: tuple[str, ...]) -> float:
    found = posteriors.get(at, [])
    if len(found) != 1:
        msg = f"needs one posterior at {', '.join(at)}, got {len(found)}"
        raise ValueError(msg)
    return found[0]
