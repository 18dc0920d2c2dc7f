"""How many firms can stand behind a printed share of the survey."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Bases:
    """Numbers of firms that may have answered a question.

    Parameters
    ----------
    valid
        Firms with a valid questionnaire.
    low, high
        Fewest and most firms that a printed share is tried over.
    """

    valid: int
    low: int
    high: int

    @property
    def answered(self) -> tuple[int, int]:
        """Return the bases if one firm left a question empty, and if none did."""
        return self.valid - 1, self.valid

    @property
    def tried(self) -> range:
        """Return every base that a printed share is tried over."""
        return range(self.low, self.high + 1)


def bases(totals: pd.DataFrame, assumptions: pd.DataFrame) -> Bases:
    """Return the valid questionnaires, from `totals`, and what is tried, from `assumptions`."""
    valid = totals.loc[totals["measure"] == "valid", "value"].item()
    tried = assumptions.loc[assumptions["assumption"] == "base", ["low", "high"]]
    return Bases(int(valid), int(tried["low"].item()), int(tried["high"].item()))
