"""What the joint answers of the survey bound, from the tables."""

from __future__ import annotations

import pandas as pd

from clusterbook.analysis import survey
from clusterbook.findings._bases import bases
from clusterbook.findings._shares import recovered_shares
from monograph.tables.package import load

MEAN = "mean_links"
"""The item of `survey_items` whose printed mean does not say of what."""


def modes() -> pd.DataFrame:
    """Return the six modes with the counts recovered from print: item, count, base, partner."""
    found = recovered_shares()
    return found[found["partner"].notna()].reset_index(drop=True)


def readings() -> dict[str, survey.Reading]:
    """Return key -> reading of the printed mean."""
    return survey.readings_by_name(load("mean_readings"), _mean())


def joint_bounds(*measures: str) -> pd.DataFrame:
    """Return the bounds on some measures, or all, under every reading and missing answer.

    Returns
    -------
    DataFrame
        As `survey.joint_bounds` returns it.
    """
    wanted = load("joint_measures")
    if measures:
        wanted = wanted[wanted["measure"].isin(measures)]
    return survey.joint_bounds(modes(), bases().valid, _mean(), load("mean_readings"), wanted)


def participants_allowed(reading: str, answer: str = "no") -> list[int]:
    """Return every number of firms in any mode that a reading of the mean allows."""
    joint = survey.joint_answers(modes(), bases().valid, readings()[reading], answer)
    return survey.participants_allowed(joint)


def _mean() -> str:
    items = load("survey_items").set_index("item")["printed"]
    return str(items[MEAN])
