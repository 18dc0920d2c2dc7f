"""What each study would be worth: the expected change of posterior and verdict, and the cost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from clusterbook.analysis import evidence, statistics, verdicts
from clusterbook.findings._weighing import implications, states
from monograph.tables.package import load

POWER, LEVEL = statistics.TARGET, statistics.LEVEL
"""A study reports what is there with this chance, and what is not there with that."""


def studies_by_worth() -> pd.DataFrame:
    """Return what each study of a hypothesis is worth, under each coding and computed rule.

    The evidence in print is taken at the rule's reading, prior and discount; the study's own
    finding counts in full, for it is another witness.

    Returns
    -------
    DataFrame
        coding, rule, design, hypothesis, label, unit, looks_at (implications joined by ", "),
        needed (firms or clusters in all), change (expected, of the posterior, 0 to 1), turned
        (chance that the rule's verdict changes), favourable (chance that all is found to hold),
        best, worst (posterior then, or if nothing is), per_hundred (change for a hundred units).
    """
    sizes = verdicts.sizes(load("study_designs"), int(load("firm_types")["firms"].sum()))
    needed = dict(zip(sizes["design"], sizes["needed"], strict=True))
    designs = {str(row["design"]): row for row in load("study_designs").to_dict("records")}
    groups = load("study_implications").groupby("design", sort=False)["implication"]
    looked = [(str(design), [str(i) for i in items]) for design, items in groups]
    rows = []
    for judge in _judges():
        for design, items in looked:
            hypothesis = str(designs[design]["hypothesis"])
            found = judge.worth(hypothesis, items)
            size = int(needed[design])
            head = (judge.coding, judge.rule, design, hypothesis, designs[design]["label"])
            each = (found.change, found.turned, found.favourable, found.best, found.worst)
            cost = (designs[design]["unit"], ", ".join(items), size)
            rows.append((*head, *cost, *each, 100 * found.change / size))
    columns = ["coding", "rule", "design", "hypothesis", "label", "unit", "looks_at", "needed"]
    columns += ["change", "turned", "favourable", "best", "worst", "per_hundred"]
    return pd.DataFrame(rows, columns=columns)


@dataclass(frozen=True)
class _Judge:
    """One coding and one rule: where a hypothesis stands, and what a study would do to it."""

    coding: str
    rule: str
    findings: pd.DataFrame
    """Likelihoods of what studies would find, by this coder."""
    posteriors: dict[str, evidence.Floats]
    """Hypothesis -> posterior of each explanation, at the rule's setting."""
    limits: dict[str, float]
    implications: pd.DataFrame
    explanations: list[str]

    def box(self, items: Sequence[str]) -> evidence.Box:
        return evidence.finding_box(self.findings, items, self.explanations)

    def worth(self, hypothesis: str, items: Sequence[str]) -> evidence.Worth:
        mine = self.implications[self.implications["hypothesis"] == hypothesis]

        def judge(finding: evidence.Finding, posterior: float) -> str:
            after = evidence.with_findings(mine, items, finding)
            tally = verdicts.tallies(after)[hypothesis]
            return verdicts.decide(tally, posterior, self.limits).outcome

        box = self.box(items)
        chances = evidence.reported(box.middle, POWER, LEVEL)
        own = box.explanations.index(evidence.FOCUS)
        return evidence.worth(self.posteriors[hypothesis], chances, own, judge)


def _judges() -> Iterator[_Judge]:
    """Yield a judge for each coding and computed rule."""
    limits = verdicts.thresholds_by_rule(load("verdict_thresholds"))
    rules, keys = load("verdict_rules").set_index("rule"), ["reading", "prior", "discount"]
    mine, names = implications(), load("explanations")["explanation"].tolist()
    for coding in load("codings").itertuples():
        every, table = states(str(coding.coding)), load(str(coding.findings))
        for rule, given in limits.items():
            here = np.all([every[key] == rules.loc[rule, key] for key in keys], axis=0)
            groups = every[here].groupby("hypothesis", sort=False)["posterior"]
            posteriors = {str(h): p.to_numpy(dtype=float) for h, p in groups}
            yield _Judge(str(coding.coding), rule, table, posteriors, given, mine, names)
