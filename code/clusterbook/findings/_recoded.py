"""What turns a verdict: judgements of items changed one and two at a time."""

import pandas as pd

from clusterbook.analysis import evidence, verdicts
from clusterbook.findings._weighing import implications, priors
from monograph.tables.package import describe, load

JUDGED = ("status", "test")


def turned_verdicts() -> pd.DataFrame:
    """Return what turns each verdict of our rules, under the first coding.

    Returns
    -------
    DataFrame
        hypothesis, rule, outcome (as it stands), singles (single changes that turn it), of (single
        changes tried), pairs (pairs that turn it, of which neither turns it alone), of_pairs, to
        (verdicts that it turns to, in the order in which the table of outcomes has them), example
        (the changes of the first of the fewest that turn it; of pairs only where no single does),
        ways (single changes that turn it, each with the verdict that it gives).
    """
    fields = {f["name"]: f for f in describe("implications")["schema"]["fields"]}
    values = {column: fields[column]["constraints"]["enum"] for column in JUDGED}
    mine, limits = implications(), verdicts.thresholds_by_rule(load("verdict_thresholds"))
    weights, powers = priors(), evidence.discounts_by_name(load("discounts"))
    as_if = {str(s): _boxes(mine.assign(status=s)) for s in values["status"]}
    order = [str(each) for each in load("verdict_outcomes")["outcome"]]
    rows = []
    for hypothesis, items in mine.groupby("hypothesis", sort=False):
        for rule in load("verdict_rules").query("rule in @limits").to_dict("records"):
            at = (str(hypothesis), str(rule["reading"]))
            box = {status: every[at] for status, every in as_if.items()}
            prior = evidence.aligned(weights[str(rule["prior"])], next(iter(box.values())))
            power = powers[str(rule["discount"])]
            found = verdicts.turned(items, box, prior, power, limits[str(rule["rule"])], values)
            ways = [((change,), now) for change, now in found.singles] + list(found.pairs)
            to = {now for _, now in ways}
            rows.append(
                {
                    "hypothesis": hypothesis,
                    "rule": rule["rule"],
                    "outcome": found.outcome,
                    "singles": len(found.singles),
                    "of": found.tried[0],
                    "pairs": len(found.pairs),
                    "of_pairs": found.tried[1],
                    "to": ", ".join(name for name in order if name in to),
                    "example": ways[0][0] if ways else (),
                    "ways": found.singles,
                }
            )
    return pd.DataFrame(rows)


def recodings_in_words(changes: tuple[verdicts.Recoding, ...]) -> str:
    """Return changes of judgements in words: "H2.2: passes, with H2.3: hoop"."""
    fields = {f["name"]: f for f in describe("implications")["schema"]["fields"]}
    labels = {
        (column, str(each["value"])): str(each["label"])
        for column in JUDGED
        for each in fields[column]["categories"]
    }
    return ", with ".join(f"{c.item}: {labels[c.column, c.value].lower()}" for c in changes)


def _boxes(items: pd.DataFrame) -> evidence.Boxes:
    likelihoods = load("evidence")
    counted = likelihoods["implication"].isin(items["implication"])
    return evidence.boxes(likelihoods[counted], items, load("readings"), load("explanations"))
