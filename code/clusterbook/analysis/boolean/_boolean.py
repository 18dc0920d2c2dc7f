"""What three cases can tell about nine yes-or-no conditions: rows seen, and all that is not.

A truth table of k conditions has 2^k rows. A Boolean explanation is a function that gives the
outcome for every row; each distinct row that is seen halves the functions that fit, and the rows
not seen (remainders) leave the rest open. Conditions that agree, or disagree, in every case can't
be told apart by any method.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations, product

import pandas as pd

Row = tuple[bool, ...]


def names(boolean_conditions: pd.DataFrame, role: str = "condition") -> list[str]:
    """Return the keys of the conditions, or of the outcomes, in order.

    Raises
    ------
    ValueError
        If the role is neither "condition" nor "outcome".
    """
    if role not in ("condition", "outcome"):
        msg = f"role must be 'condition' or 'outcome', got {role!r}"
        raise ValueError(msg)
    chosen = boolean_conditions[boolean_conditions["role"] == role]
    return [str(key) for key in chosen["condition"]]


def truth_table(
    boolean_codes: pd.DataFrame,
    paradigms: pd.DataFrame,
    boolean_cases: pd.DataFrame | None = None,
    added: Sequence[str] = (),
) -> pd.DataFrame:
    """Return the observed cases, and the hypothetical ones that are added, one per row.

    Parameters
    ----------
    boolean_codes
        condition, paradigm, value.
    paradigms
        paradigm, label, label_zh: the observed cases, in order.
    boolean_cases, added
        Hypothetical cases, and the keys of those to add.

    Returns
    -------
    DataFrame
        case, label, label_zh, observed, then one truth value per condition and outcome.

    Raises
    ------
    ValueError
        If a paradigm lacks a code, or a case to be added is unknown.
    """
    wide = boolean_codes.pivot_table(
        index="paradigm", columns="condition", values="value", aggfunc="first", sort=False
    )
    wide = wide.reindex(paradigms["paradigm"])
    if wide.isna().to_numpy().any():
        lost = wide.index[wide.isna().any(axis=1)]
        msg = f"boolean_codes lacks a code for {', '.join(map(str, lost))}"
        raise ValueError(msg)
    wide = wide.astype(bool)
    heads = paradigms[["paradigm", "label", "label_zh"]].rename(columns={"paradigm": "case"})
    seen = heads.assign(observed=True).join(wide, on="case")
    if not added:
        return seen.reset_index(drop=True)
    known = [] if boolean_cases is None else [str(case) for case in boolean_cases["case"]]
    odd = [case for case in added if case not in known]
    if odd or boolean_cases is None:
        msg = f"no case {odd[0]!r}; cases: {', '.join(known) or 'none'}"
        raise ValueError(msg)
    extra = boolean_cases[boolean_cases["case"].isin(added)].assign(observed=False)
    return pd.concat([seen, extra[list(seen.columns)]], ignore_index=True)


def counts(table: pd.DataFrame, conditions: Sequence[str], outcome: str) -> dict[str, int | None]:
    """Count rows and the Boolean functions that fit them.

    Returns
    -------
    dict
        conditions, cases, possible (rows of the whole truth table), seen (distinct rows),
        remainders, contradictions (rows seen with both outcomes), functions_log2 (the functions
        that fit number two to this power; None if a contradiction leaves none).
    """
    cases = _cases(table, conditions, outcome)
    rows = {row for row, _ in cases}
    clashes = sum((row, True) in cases and (row, False) in cases for row in rows)
    possible = 2 ** len(conditions)
    left = possible - len(rows)
    return {
        "conditions": len(conditions),
        "cases": len(table),
        "possible": possible,
        "seen": len(rows),
        "remainders": left,
        "contradictions": clashes,
        "functions_log2": None if clashes else left,
    }


def classes(table: pd.DataFrame, conditions: Sequence[str]) -> pd.DataFrame:
    """Put conditions together that the cases can't tell apart.

    Returns
    -------
    DataFrame
        condition, pattern (its values by case, such as "110"), group (1, 2, ... by first member; 0
        if the condition is the same in every case), inverted (whether it is the opposite of the
        group's first member), size (members of the group).
    """
    _known(table, conditions)
    columns = _columns(table, conditions)
    groups: dict[Row, int] = {}
    rows = []
    for name, column in columns.items():
        base = column if column[0] else tuple(not v for v in column)  # one of the two opposites
        constant = len(set(column)) == 1
        group = 0 if constant else groups.setdefault(base, len(groups) + 1)
        first = next(c for c in columns.values() if c in (column, tuple(not v for v in column)))
        pattern = "".join("01"[value] for value in column)
        rows.append((name, pattern, group, not constant and column != first))
    sizes = Counter(group for *_, group, _ in rows)
    sized = [(*row, sizes[row[2]]) for row in rows]
    return pd.DataFrame(sized, columns=["condition", "pattern", "group", "inverted", "size"])


def fits(table: pd.DataFrame, conditions: Sequence[str], outcome: str) -> pd.DataFrame:
    """Say of each condition, and of its absence, whether it looks necessary or sufficient.

    Necessary: present in every case with the outcome. Sufficient: every case that has it has the
    outcome. Both hold of course of things that have nothing to do with the outcome, too.

    Returns
    -------
    DataFrame
        condition, present (False for its absence), necessary, sufficient, both.
    """
    _known(table, [*conditions, outcome])
    columns = _columns(table, [*conditions, outcome])
    y = columns[outcome]
    rows = []
    for name, present in product(conditions, (True, False)):
        x = [v is present for v in columns[name]]
        necessary = all(a for a, b in zip(x, y, strict=True) if b)
        sufficient = all(b for a, b in zip(x, y, strict=True) if a)
        rows.append((name, present, necessary, sufficient, necessary and sufficient))
    return pd.DataFrame(rows, columns=["condition", "present", "necessary", "sufficient", "both"])


def formulas(table: pd.DataFrame, conditions: Sequence[str], outcome: str) -> pd.DataFrame:
    """List every formula of one or two conditions that gives the outcome in all cases.

    Returns
    -------
    DataFrame
        formula ("not" marks an absence), conditions (1 or 2), join {"", "and", "or"}.
    """
    _known(table, [*conditions, outcome])
    columns = _columns(table, [*conditions, outcome])
    y = _bits(columns[outcome])
    literals = {}
    for name, present in product(conditions, (True, False)):
        text = name if present else f"not {name}"
        literals[text] = (name, _bits(v is present for v in columns[name]))
    rows = [(text, 1, "") for text, (_, column) in literals.items() if column == y]
    for (left, (a, first)), (right, (b, second)) in combinations(literals.items(), 2):
        if a == b:
            continue
        if first & second == y:
            rows.append((f"{left} and {right}", 2, "and"))
        if first | second == y:
            rows.append((f"{left} or {right}", 2, "or"))
    return pd.DataFrame(rows, columns=["formula", "conditions", "join"])


def _cases(table: pd.DataFrame, conditions: Sequence[str], outcome: str) -> set[tuple[Row, bool]]:
    """Return the distinct (row of conditions, outcome) of a truth table."""
    _known(table, [*conditions, outcome])
    columns = _columns(table, [*conditions, outcome])
    rows = zip(*(columns[name] for name in conditions), strict=True)
    return set(zip(rows, columns[outcome], strict=True))


def _columns(table: pd.DataFrame, names: Sequence[str]) -> dict[str, Row]:
    """Return name -> the values of a condition or an outcome, by case."""
    values = table[list(names)].to_numpy(dtype=bool).T.tolist()
    return {name: tuple(column) for name, column in zip(names, values, strict=True)}


def _bits(column: Iterable[bool]) -> int:
    """Return a column as one number, a bit for each case: all cases are compared at once."""
    return sum(value << case for case, value in enumerate(column))


def _known(table: pd.DataFrame, wanted: Sequence[str]) -> None:
    """Raise unless the table has the columns and a case."""
    lost = [name for name in wanted if name not in table.columns]
    if lost:
        msg = f"no condition or outcome {lost[0]!r}; columns: {', '.join(map(str, table.columns))}"
        raise ValueError(msg)
    if table.empty or not wanted:
        msg = f"needs at least one case and one condition, got {len(table)} and {len(wanted)}"
        raise ValueError(msg)
