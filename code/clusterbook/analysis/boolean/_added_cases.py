"""What one more case would settle: the Boolean counts with hypothetical cases added."""

from collections.abc import Sequence

import pandas as pd

from clusterbook.analysis.boolean._boolean import classes, counts, fits, formulas, truth_table


def effect(
    boolean_codes: pd.DataFrame,
    paradigms: pd.DataFrame,
    boolean_cases: pd.DataFrame,
    added: Sequence[str],
    conditions: Sequence[str],
    outcome: str,
) -> dict[str, int | None]:
    """Return the counts of the truth table with some hypothetical cases added.

    Returns
    -------
    dict
        As `boolean.counts`, with classes (groups that can be told apart), largest (members of the
        largest group), necessary, sufficient, both (conditions or absences that look so),
        formulas (of one or two conditions that fit).

    Raises
    ------
    ValueError
        If a case, condition or outcome is unknown.
    """
    table = truth_table(boolean_codes, paradigms, boolean_cases, added)
    return counted(table, conditions, outcome)


def counted(table: pd.DataFrame, conditions: Sequence[str], outcome: str) -> dict[str, int | None]:
    """Return the same counts for a truth table that is already there."""
    groups, looks = classes(table, conditions), fits(table, conditions, outcome)
    varied = groups[groups["group"] > 0]
    return counts(table, conditions, outcome) | {
        "classes": int(varied["group"].nunique()),
        "largest": int(varied["size"].max()) if len(varied) else 0,
        **{look: int(looks[look].sum()) for look in ("necessary", "sufficient", "both")},
        "formulas": len(formulas(table, conditions, outcome)),
    }


def effects(
    boolean_codes: pd.DataFrame,
    paradigms: pd.DataFrame,
    boolean_cases: pd.DataFrame,
    conditions: Sequence[str],
    outcome: str,
) -> pd.DataFrame:
    """Return the counts with no case added, with each alone, and with all that do not contradict.

    Returns
    -------
    DataFrame
        case ("none", the keys, "all" = all that contradict no observed case), label, label_zh, and
        the numbers of `effect`.
    """
    singles = [str(case) for case in boolean_cases["case"]]
    sets: dict[str, list[str]] = {"none": [], **{case: [case] for case in singles}}
    rows = {}
    for name, added in sets.items():
        rows[name] = effect(boolean_codes, paradigms, boolean_cases, added, conditions, outcome)
    sound = [case for case in singles if not rows[case]["contradictions"]]
    rows["all"] = effect(boolean_codes, paradigms, boolean_cases, sound, conditions, outcome)
    labels = boolean_cases.set_index("case")[["label", "label_zh"]]
    found = pd.DataFrame([{"case": name, **row} for name, row in rows.items()])
    found = found.astype({"functions_log2": "Int64"}).join(labels, on="case")
    first = ["case", "label", "label_zh"]
    return found[[*first, *(name for name in found.columns if name not in first)]]
