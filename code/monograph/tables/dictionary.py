"""The data dictionary: what `datapackage.json` says of every table and column, as frames."""

from typing import Any

import pandas as pd

from monograph.tables.package import describe, load, names

TABLE_HEADINGS = {
    "table": "Table",
    "title": "Title",
    "title_zh": "中文",
    "class": "Class",
    "rows": "Rows",
    "columns": "Columns",
    "description": "What it holds",
}
FIELD_HEADINGS = {
    "table": "Table",
    "column": "Column",
    "title": "Title",
    "title_zh": "中文",
    "type": "Type",
    "unit": "Unit",
    "limits": "Limits",
    "description": "Meaning",
}


def tables() -> pd.DataFrame:
    """Return one row for each table: the columns of `TABLE_HEADINGS`."""
    rows = []
    for name in names():
        entry = describe(name)
        columns = len(entry["schema"]["fields"])
        counts = {"table": name, "rows": len(load(name)), "columns": columns}
        rows.append({key: _plain(counts.get(key, entry.get(key, ""))) for key in TABLE_HEADINGS})
    return pd.DataFrame(rows, columns=list(TABLE_HEADINGS))


def fields() -> pd.DataFrame:
    """Return one row for each column of each table: the columns of `FIELD_HEADINGS`."""
    rows = []
    for name in names():
        for field in describe(name)["schema"]["fields"]:
            found = {"table": name, "column": field["name"], "limits": limits(field)}
            rows.append({key: _plain(found.get(key, field.get(key, ""))) for key in FIELD_HEADINGS})
    return pd.DataFrame(rows, columns=list(FIELD_HEADINGS))


def _plain(text: Any) -> Any:  # noqa: ANN401  (a cell)
    """Drop the marks that descriptions put around the names of columns."""
    return text.replace("`", "") if isinstance(text, str) else text


def limits(field: dict[str, Any]) -> str:
    """Return the constraints of a column in words.

    Examples
    --------
    >>> limits({"name": "percent", "constraints": {"minimum": 0, "maximum": 100}})
    'at least 0, at most 100'
    """
    constraints = field.get("constraints", {})
    words = {
        "required": "never blank" if constraints.get("required") else "",
        "unique": "unique" if constraints.get("unique") else "",
        "minimum": f"at least {constraints.get('minimum')}",
        "maximum": f"at most {constraints.get('maximum')}",
        "enum": f"one of {', '.join(map(str, constraints.get('enum', [])))}",
        "pattern": f"like {constraints.get('pattern')}",
    }
    return ", ".join(word for key, word in words.items() if key in constraints and word)
