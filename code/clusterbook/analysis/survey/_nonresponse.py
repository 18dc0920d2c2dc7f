"""What a count leaves open without any assumption on those who did not answer.

Worst-case bounds: nobody who was silent, and nobody who was never asked, need resemble those who
answered [Manski 1989, J Hum Resour 24:343]. Such bounds hold without a random sample, and they do
not shrink with more questionnaires of the same kind.
"""

import pandas as pd

from clusterbook.analysis.statistics import refuse


def worst_case(count: int, base: int, firms: int) -> tuple[float, float]:
    """Return the least and greatest share among `firms`, of whom `base` answered.

    Returns
    -------
    tuple of float
        Shares, 0 to 1: all without an answer said no, or all said yes.

    Raises
    ------
    ValueError
        Unless 0 <= count <= base <= firms and base >= 1.
    """
    refuse(count, base, 0.5)
    if firms < base:
        msg = f"firms must be at least the base ({base}), got {firms}"
        raise ValueError(msg)
    return count / firms, (count + firms - base) / firms


def worst_case_table(
    shares: pd.DataFrame, valid: int, approached: int, population: int
) -> pd.DataFrame:
    """Bound every share for the valid questionnaires, the firms asked and the whole cluster.

    The bounds widen with the firms asked, so the greatest number that "more than 70" allows
    covers every smaller one.

    Parameters
    ----------
    shares
        item, label, label_zh, count and base (firms).
    valid, approached, population
        Firms with a valid questionnaire, firms asked, firms of the cluster.

    Returns
    -------
    DataFrame
        item, label, label_zh, count, base, group {valid, approached, cluster}, firms (in the
        group), low, high (0 to 1).

    Raises
    ------
    ValueError
        Unless valid <= approached <= population, and as for `worst_case`.
    """
    if not valid <= approached <= population:
        msg = (
            "needs valid <= approached <= population, got "
            f"valid={valid}, approached={approached}, population={population}"
        )
        raise ValueError(msg)
    groups = {"valid": valid, "approached": approached, "cluster": population}
    rows = []
    for row in shares[["item", "label", "label_zh", "count", "base"]].to_dict("records"):
        for group, firms in groups.items():
            low, high = worst_case(int(row["count"]), int(row["base"]), firms)
            rows.append({**row, "group": group, "firms": firms, "low": low, "high": high})
    return pd.DataFrame(rows)
