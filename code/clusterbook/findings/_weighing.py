"""The evidence weighed: likelihoods, posteriors and verdicts under each coding and scope."""

import pandas as pd

from clusterbook.analysis import evidence, verdicts
from clusterbook.findings._modelled import modelled
from monograph.tables.package import load

FIRST = "first"
READINGS = ("sceptical", "charitable")
PLAIN = {"prior": "even", "discount": "independent"}
"""The setting of the reader whom chapter 11 follows."""


def implications(scope: str = evidence.AS_WORDED) -> pd.DataFrame:
    """Return the implications under a scope of the hypotheses."""
    return evidence.scoped(load("implications"), load("implication_scopes"), scope)


def implications_by_scope() -> pd.DataFrame:
    """Return every implication under every scope; where it does not count, so says its status.

    Returns
    -------
    DataFrame
        scope, implication, hypothesis, label, status ("not_implied" where the scope leaves it out).
    """
    parts = []
    for scope in load("scopes")["scope"]:
        every = load("implications")[["implication", "hypothesis", "label"]]
        status = implications(str(scope)).set_index("implication")["status"]
        found = every["implication"].map(status.astype(object)).fillna("not_implied")
        parts.append(every.assign(scope=scope, status=found))
    return pd.concat(parts, ignore_index=True)


def boxes(coding: str = FIRST, scope: str = evidence.AS_WORDED) -> evidence.Boxes:
    """Return the interval likelihoods of each hypothesis and reading, by one coder.

    Raises
    ------
    KeyError
        If there is no such coding.
    """
    tables = load("codings").set_index("coding")["table"]
    likelihoods = load(str(tables[coding]))
    if coding == FIRST:
        likelihoods = evidence.scoped_evidence(likelihoods, load("implication_scopes"), scope)
    mine = implications(scope)
    counted = likelihoods["implication"].isin(mine["implication"])
    return evidence.boxes(likelihoods[counted], mine, load("readings"), load("explanations"))


def priors() -> dict[str, dict[str, float]]:
    """Return each prior as explanation -> probability."""
    return evidence.priors_by_name(load("priors"), load("explanations"))


def states(coding: str = FIRST, scope: str = evidence.AS_WORDED) -> pd.DataFrame:
    """Return every posterior: hypothesis, reading, prior, discount, explanation."""
    discounts = evidence.discounts_by_name(load("discounts"))
    return evidence.every_state(boxes(coding, scope), priors(), discounts)


def agreement() -> pd.DataFrame:
    """Compare the two codings item by item, as coded."""
    ours, other = (
        {h: box for (h, reading), box in boxes(str(c)).items() if reading == READINGS[0]}
        for c in load("codings")["coding"]
    )
    return evidence.agreement(ours, other, priors()["even"])


def under_both(midpoint: str = "geometric") -> pd.DataFrame:
    """Return the posterior of each hypothesis and reading under both codings.

    Parameters
    ----------
    midpoint
        "geometric" or "arithmetic": where in its interval a likelihood is taken for `posterior`
        and `ahead`.

    Returns
    -------
    DataFrame
        coding, hypothesis, reading, posterior (even prior, items independent), ahead (the most
        probable explanation there), least, most (over all priors and discounts, at the geometric
        midpoints).
    """
    even, rows = priors()[PLAIN["prior"]], []
    for coding in load("codings")["coding"]:
        ends = evidence.ranges(states(str(coding)), "reading").set_index(["hypothesis", "reading"])
        for key, box in boxes(str(coding)).items():
            found = evidence.posterior(evidence.aligned(even, box), box.midpoint(midpoint))
            own = found[box.explanations.index(evidence.FOCUS)]
            ahead = box.explanations[int(found.argmax())]
            rows.append((coding, *key, own, ahead, *ends.loc[key, ["least", "most"]]))
    columns = ["coding", "hypothesis", "reading", "posterior", "ahead", "least", "most"]
    return pd.DataFrame(rows, columns=columns)


def verdict_measures(coding: str = FIRST, scope: str = evidence.AS_WORDED) -> pd.DataFrame:
    """Return what each computed rule looks at and its verdicts, under one coding and scope."""
    rules, limits = load("verdict_rules"), load("verdict_thresholds")
    return verdicts.measures(implications(scope), states(coding, scope), rules, limits)


def verdict_matrix(coding: str = FIRST) -> pd.DataFrame:
    """Return every verdict: the paper's, ours by each rule and one coding, and the model's.

    Returns
    -------
    DataFrame
        As of `verdicts.whole`.
    """
    return _matrix(coding, modelled().verdicts)


def _matrix(coding: str, model: pd.DataFrame) -> pd.DataFrame:
    own, rules = verdict_measures(coding), load("verdict_rules")["rule"]
    return verdicts.whole(own, model, load("verdict_cells"), rules)


def every_matrix() -> pd.DataFrame:
    """Return every verdict under each coding.

    Returns
    -------
    DataFrame
        coding, and the columns of `verdict_matrix`. The verdicts of the paper and of the model hang
        on no coding, and come again with each.
    """
    codings = [str(coding) for coding in load("codings")["coding"]]
    model = modelled().verdicts
    return pd.concat([_matrix(c, model).assign(coding=c) for c in codings], ignore_index=True)


def verdicts_by_scope() -> pd.DataFrame:
    """Return the verdicts of every computed rule under every coding and scope.

    Returns
    -------
    DataFrame
        coding, scope, and the columns of `verdict_measures`.
    """
    parts = [
        verdict_measures(str(coding), str(scope)).assign(coding=coding, scope=scope)
        for coding in load("codings")["coding"]
        for scope in load("scopes")["scope"]
    ]
    return pd.concat(parts, ignore_index=True)
