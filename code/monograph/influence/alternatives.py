"""What else a cell could hold: another category, another key, another number, another wording."""

import random
from typing import Any

import pandas as pd


def another(field: dict[str, Any], column: pd.Series, row: int, chance: random.Random) -> Any:  # noqa: ANN401
    """Return a value that one cell of a column could hold and does not.

    Parameters
    ----------
    field
        The column as `datapackage.json` declares it.
    column
        Its values.
    row
        Position of the cell.
    chance
        Picks among several.

    Returns
    -------
    Any
        Of the column's type. A category, or a value that stands elsewhere in the column where it
        is a key; else, for a number, one within its limits; for a printed number, one more in its
        last place; for other words, the words with a mark after them.

    Raises
    ------
    ValueError
        If the column allows no other value.
    """
    limits, value = field.get("constraints", {}), column.iloc[row]
    if field["type"] == "boolean":
        return not value
    if field["type"] in {"integer", "number"}:
        return _number(value, limits, whole=field["type"] == "integer")
    if "enum" in limits or "pattern" in limits:
        offered = sorted({*limits.get("enum", ()), *column.dropna()} - {value})
        if not offered:
            msg = f"column {field['name']!r} allows nothing but {value!r}"
            raise ValueError(msg)
        return chance.choice(offered)
    return _words(value)


def _number(value: Any, limits: dict[str, Any], *, whole: bool) -> float:  # noqa: ANN401
    """Return a number half as large again, or half as large if that is too much."""
    low, high = limits.get("minimum"), limits.get("maximum")
    now = 0 if pd.isna(value) else value
    for other in (now * 1.5 + (1 if whole or not now else 0), now / 2, now + 1, now - 1):
        found = round(other) if whole else float(other)
        inside = (low is None or found >= low) and (high is None or found <= high)
        if found != value and inside:
            return found
    msg = f"no other number than {value} lies between {low} and {high}"
    raise ValueError(msg)


def _words(value: Any) -> str:  # noqa: ANN401
    if pd.isna(value) or not str(value):
        return "·"
    whole, point, rest = str(value).partition(".")
    if whole.isdecimal() and (not point or rest.isdecimal()):
        places = len(rest)
        return f"{float(value) + 10**-places:.{places}f}"
    return f"{value} ·"


def changed(frame: pd.DataFrame, column: str, row: int, value: Any) -> pd.DataFrame:  # noqa: ANN401
    """Return the frame with one cell changed; the given one stays as it is."""
    values = frame[column].tolist()
    values[row] = value
    return frame.assign(**{column: pd.Series(values, frame.index, dtype=frame[column].dtype)})
