"""Where the rows of the explorer of joint bounds stand: words, then a bar, then its ends.

Each frame holds the places of both forms: across as a share of the column, down in px.
"""

import pandas as pd

from monograph.alive.sheet import NARROW, WIDE, broken, half

ROW = {"wide": 30, "narrow": 46}
GAP = 10
"""px: the gap between one kind of measure and the next."""
LABEL = {"wide": 0.36, "narrow": 0.0}
BAR = {"wide": (0.38, 0.8), "narrow": (0.0, 0.68)}
ENDS = {"wide": 0.82, "narrow": 0.71}
"""Where words, bars and the words of their ends stand across."""


def domains(bounds: pd.DataFrame, joint_measures: pd.DataFrame, firms: int) -> dict[str, list[int]]:
    """Return the ends of the scale of each kind of measure.

    Counts run from none to all firms, a difference as far as any state takes it, p-values from
    nothing to one.
    """
    kinds = dict(zip(joint_measures["measure"], joint_measures["kind"], strict=True))
    mine = bounds[bounds["measure"].map(kinds) == "difference"]
    reach = int(max(mine["high"].max(), -mine["low"].min(), 1)) + 1
    return {"firms": [0, firms], "difference": [-reach, reach], "p_value": [0, 1]}


def lines(joint_measures: pd.DataFrame, scales: dict[str, list[int]]) -> pd.DataFrame:
    """Return the places of the rows.

    Returns
    -------
    DataFrame
        form, measure, kind, label, x (of the words), y (of the words), middle (of the bar), left,
        right (of the scale), from, to (values at its ends), zero (across, where its nothing is),
        ends (where the words of the ends begin).
    """
    found = []
    for form, width in (("wide", WIDE), ("narrow", NARROW)):
        y, before = 0.0, ""
        left, right = BAR[form]
        for row in joint_measures.sort_values("position").itertuples():
            y += GAP if before and row.kind != before else 0
            before = str(row.kind)
            low, high = scales[before]
            label = broken(str(row.label), (LABEL[form] or 1) * width - 8)
            middle = y + (14 if form == "wide" else 30)
            place = {"form": form, "measure": row.measure, "kind": row.kind, "label": label}
            place |= {"x": 0.0, "y": middle - half(label) if form == "wide" else y}
            place |= {"middle": middle, "left": left, "right": right}
            place |= {"least": low, "most": high, "ends": ENDS[form]}
            found.append({**place, "zero": left + (right - left) * (0 - low) / (high - low)})
            y += ROW[form]
    return pd.DataFrame(found)


def height(places: pd.DataFrame, form: str) -> float:
    """Return the height of one form."""
    return float(places.loc[places["form"] == form, "middle"].max()) + 22
