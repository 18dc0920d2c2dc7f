"""Where the cells of the growing truth table stand: words beside the cells, or above on a phone."""

from dataclasses import dataclass

import pandas as pd

from monograph.alive.sheet import NARROW, WIDE

OUTCOME_ROW = "outcome"
HEAD, ROW, TWO, BETWEEN = 26, 34, 44, 12
"""px: the line of case marks, a row, a row of two lines on a phone, the gap below the outcome."""


@dataclass(frozen=True)
class Layout:
    """Both forms of the table, one set of places each (x a share of the width, y in px)."""

    cells: pd.DataFrame
    """form, case, label, observed, condition_label, true, x, y."""
    lines: pd.DataFrame
    """form, condition, label, x, y, group_x, words_x, mark_y."""
    heads: pd.DataFrame
    """form, case, label, mark, x, y."""
    rules: pd.DataFrame
    """form, x, x2, y."""
    marks: list[str]
    """The letter of each hypothetical case."""
    wide: float
    narrow: float


def lay_out(
    table: pd.DataFrame, boolean_conditions: pd.DataFrame, paradigms: pd.DataFrame, outcome: str
) -> Layout:
    """Return the places of the whole table, with every hypothetical case in it.

    Parameters
    ----------
    table
        Result of `boolean.truth_table` with all cases added.
    boolean_conditions
        condition, role, label.
    paradigms
        paradigm, short.
    outcome
        Key of the outcome, which is set as the first row.

    Raises
    ------
    ValueError
        If the outcome is unknown.
    """
    labels = dict(zip(boolean_conditions["condition"], boolean_conditions["label"], strict=True))
    extra = int((~table["observed"]).sum())
    marks = [chr(ord("a") + nth) for nth in range(extra)]
    heads = table[["case", "label", "observed"]].assign(mark=[*paradigms["short"], *marks])
    records = [{str(k): v for k, v in head.items()} for head in heads.to_dict("records")]
    rows = _rows(boolean_conditions, outcome)
    cells, lines, tops, rules = [], [], [], []
    heights: dict[str, float] = {}
    for form in ("wide", "narrow"):
        xs = _columns(form, len(table), extra)
        y = float(HEAD)
        tops += [
            {"form": form, "x": x, "y": 10.0, **head} for x, head in zip(xs, records, strict=True)
        ]
        for name, key in rows:
            line = _line(form, y) | {"condition": key, "label": labels[name]}
            lines.append(line)
            for x, head in zip(xs, records, strict=True):
                true = bool(table.loc[table["case"] == head["case"], name].iloc[0])
                cell = {"form": form, "x": x, "y": line["mark_y"], "true": true}
                cells.append({**cell, **head, "condition_label": labels[name]})
            y += ROW if form == "wide" else TWO
            if key == OUTCOME_ROW:
                rules.append({"form": form, "x": 0.0, "x2": 1.0, "y": y + 2})
                y += BETWEEN
        heights[form] = y
    return Layout(
        cells=pd.DataFrame(cells),
        lines=pd.DataFrame(lines),
        heads=pd.DataFrame(tops),
        rules=pd.DataFrame(rules),
        marks=marks,
        wide=heights["wide"],
        narrow=heights["narrow"],
    )


def _rows(boolean_conditions: pd.DataFrame, outcome: str) -> list[tuple[str, str]]:
    """Return the columns of the truth table that become rows, and what each row is called."""
    outcomes = boolean_conditions.query("role == 'outcome'")["condition"].tolist()
    if outcome not in outcomes:
        raise ValueError(f"outcome must be one of {', '.join(outcomes)}, got {outcome!r}")
    chosen = boolean_conditions.query("role == 'condition'")["condition"].tolist()
    return [(outcome, OUTCOME_ROW), *((name, name) for name in chosen)]


def _columns(form: str, cases: int, extra: int) -> list[float]:
    """Return where the cases stand, a gap before those that are hypothetical."""
    left, step, gap, width = (
        (0.37 * WIDE, 20.0, 10.0, WIDE) if form == "wide" else (8.0, 17.5, 6.0, NARROW)
    )
    seen = cases - extra
    return [(left + step * n + (gap if n >= seen else 0)) / width for n in range(cases)]


def _line(form: str, y: float) -> dict[str, object]:
    """Return the places within one row."""
    if form == "wide":
        middle = y + ROW / 2
        return {
            "form": form, "x": 0.0, "y": middle, "mark_y": middle,
            "group_x": 0.735, "words_x": 0.8,
        }  # fmt: skip
    marks = y + 30
    return {
        "form": form, "x": 0.0, "y": y + 11, "mark_y": marks,
        "group_x": 0.565, "words_x": 0.665,
    }  # fmt: skip
