"""The printed percentages of the survey, with the counts behind them."""

import pandas as pd

from clusterbook.analysis import survey
from clusterbook.findings._bases import bases
from monograph.tables.package import load


def recovered_shares() -> pd.DataFrame:
    """Return the percentages of Table 5 and of the text, each with its count and base.

    Returns
    -------
    DataFrame
        As of `survey.recover_shares`.
    """
    printed = survey.printed_shares(load("channels"), load("survey_items"))
    return survey.recover_shares(printed, "item", "printed", bases().answered)
