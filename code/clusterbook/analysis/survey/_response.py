"""What the response rate can be, when the paper says "more than 70" firms were asked.

"70多" reads as any whole number from 71 to 79; taken loosely it could be 70 itself.
"""

import pandas as pd


def response_rates(valid: int, low: int, high: int) -> pd.DataFrame:
    """Return the response rate for every number of firms that may have been asked.

    Parameters
    ----------
    valid
        Valid questionnaires.
    low, high
        Fewest and most firms asked.

    Returns
    -------
    DataFrame
        approached (firms), rate (0 to 1), silent (firms asked that left no valid questionnaire).

    Raises
    ------
    ValueError
        Unless 0 <= valid <= low <= high and low is at least 1.
    """
    if not (0 <= valid <= low <= high and low >= 1):
        msg = f"needs 0 <= valid <= low <= high, got valid={valid}, low={low}, high={high}"
        raise ValueError(msg)
    table = pd.DataFrame({"approached": range(low, high + 1)})
    return table.assign(
        rate=valid / table["approached"],
        silent=table["approached"] - valid,
    )
