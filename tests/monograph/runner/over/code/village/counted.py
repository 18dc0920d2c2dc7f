"""What the chapter on parts makers computes."""

import os

import pandas as pd

NOTHING = os.sep * 0


def most(frame: pd.DataFrame, column: str) -> int:
    """Return the largest count of a column."""
    return int(frame[column].max())
