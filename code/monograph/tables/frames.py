"""From rows without fault to a typed frame."""

import pandas as pd

from monograph.tables.checks import Reading
from monograph.tables.schema import Field

_COMPLETE = {"string": "str", "integer": "int64", "number": "float64", "boolean": "bool"}
_GAPS = {"string": "str", "integer": "Int64", "number": "float64", "boolean": "boolean"}


def dtype(field: Field, *, needed: bool) -> str:
    """Return the dtype of a column.

    It follows from the declaration, not from the values at hand:
    filling the last empty cell must not change the type that a chapter works with.

    Parameters
    ----------
    needed
        Whether every row must have a value.
    """
    return (_COMPLETE if needed else _GAPS)[field.type]


def build_frame(reading: Reading) -> pd.DataFrame:
    """Return the rows of a faultless `reading` in file order, the columns as declared."""
    table = reading.table
    return pd.DataFrame(
        {
            field.name: pd.Series(
                [record.cells[field.name] for record in reading.records],
                dtype=dtype(field, needed=table.needs(field)),
            ).array  # without its own index, which would be held against all others
            for field in table.fields
        }
    )
