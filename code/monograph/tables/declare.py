"""From an entry of `datapackage.json` to the schema of a table, every fault of the entry named."""

from pathlib import PurePosixPath

from monograph.tables.errors import DataError, quoted
from monograph.tables.limits import read_field
from monograph.tables.metadata import Metadata
from monograph.tables.parts import Part
from monograph.tables.references import read_columns, read_foreign_keys
from monograph.tables.schema import Field, Table


def declare(metadata: Metadata, name: str) -> Table:
    """Return the schema of table `name`.

    Raises
    ------
    UnknownTableError
        A `KeyError`, if there is no such table.
    DataError
        If its entry is no declaration that can be checked in full.
    """
    place = metadata.index(name)
    entry = Part(metadata, ("resources", place), metadata.entries[place])
    table = _table(entry, name)
    if entry.problems:
        raise DataError(entry.problems)
    return table


def _table(entry: Part, name: str) -> Table:
    """Return the table as far as its entry could be read."""
    path = entry["path"]
    if not isinstance(path.value, str) or not _is_inside(path.value):
        path.fault("the path must name one file inside the data folder")
    schema = entry["schema"]
    missing = schema["missingValues"]
    if missing.value not in (None, [""]):
        missing.fault('missingValues must be [""]', "a missing value is an empty cell")
    fields = _fields(schema["fields"])
    names = tuple(field.name for field in fields)
    primary = schema["primaryKey"]
    return Table(
        name,
        str(path.value),
        fields,
        () if primary.value is None else read_columns(primary, names),
        read_foreign_keys(schema["foreignKeys"], name, names),
    )


def _is_inside(path: str) -> bool:
    """Tell whether `path` stays below the folder it starts from."""
    parts = PurePosixPath(path).parts
    return bool(parts) and parts[0] != "/" and ".." not in parts


def _fields(part: Part) -> tuple[Field, ...]:
    """Return the declared columns."""
    if not isinstance(part.value, list) or not part.value:
        part.fault("the schema lists no fields")
        return ()
    fields: dict[str, Field] = {}
    for entry in part:
        name = entry["name"].value
        if not isinstance(name, str) or not name:
            entry["name"].fault("the field has no name")
        elif name in fields:
            entry["name"].fault(f"{quoted(name)} names two fields")
        else:
            fields[name] = read_field(entry, name)
    return tuple(fields.values())
