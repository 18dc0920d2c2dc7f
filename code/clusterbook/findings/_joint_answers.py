"""What the joint answers of the survey bound, from the tables."""

from collections.abc import Iterable, Sequence

import pandas as pd

from clusterbook.analysis import survey
from clusterbook.findings._bases import bases
from clusterbook.findings._shares import recovered_shares
from monograph.tables.errors import DataError, Problem
from monograph.tables.package import load, problem

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


class ClashingCellsError(DataError):
    """A reading of the mean fits no joint answers; its problems are the cells that clash."""

    def __init__(self, problems: Iterable[Problem], reading: str, answer: str) -> None:
        super().__init__(problems)
        self.args = (self.problems, reading, answer)

    def __str__(self) -> str:
        _, reading, answer = self.args
        said = "left out" if answer == "left_out" else f"taken as {answer!r}"
        return "\n".join([
            f"no joint answers fit the reading {reading!r} with the missing answer {said}: "
            "these cells clash; without any one of them the others can be met",
            "",
            *(f"  {problem}" for problem in self.problems),
        ])  # fmt: skip


def participants_allowed(reading: str, answer: str = "no") -> list[int]:
    """Return every number of firms in any mode that a reading of the mean allows.

    Raises
    ------
    ClashingCellsError
        If no joint answers fit: the cells that clash, each with file, line and column.
    """
    asked = modes()
    joint = survey.joint_answers(asked, bases().valid, readings()[reading], answer)
    try:
        return survey.participants_allowed(joint)
    except survey.ClashError as error:
        cells = _cells(error.clash, asked, reading)
        raise ClashingCellsError(cells, reading, answer) from error


def _cells(clash: Sequence[str], asked: pd.DataFrame, reading: str) -> list[Problem]:
    """Return the cells that constraints come from: the reading, the mean, all firms, the shares."""
    valid, meant = bases().valid, readings()[reading]
    found = []
    if {"the mean", "an item for each mode"} & set(clash):
        over = f"{meant.counted} over {meant.base}"
        found = [
            problem("mean_readings", {"reading": reading}, "base", over),
            problem("survey_items", {"item": MEAN}, "printed", f"a mean of {meant.printed}"),
        ]
    if "all firms" in clash:
        found.append(problem("totals", {"measure": "valid"}, "value", f"{valid} firms"))
    for mode, count, base in asked[["item", "count", "base"]].itertuples(index=False):
        if mode in clash or (base < valid and "the firm left out" in clash):
            told = f"{count} of {base} firms"
            found.append(problem("channels", {"channel": mode}, "percent_printed", told))
    return found


def _mean() -> str:
    items = load("survey_items").set_index("item")["printed"]
    return str(items[MEAN])
