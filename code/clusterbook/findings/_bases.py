"""How many firms can stand behind a printed share of the survey."""

from clusterbook.analysis import survey
from monograph.tables.package import load


def bases() -> survey.Bases:
    """Return the valid questionnaires, from `totals`, and what is tried, from `assumptions`."""
    return survey.bases(load("totals"), load("assumptions"))
