"""The keys in an entry of `datapackage.json`: columns that tell rows apart or point elsewhere."""

from monograph.tables.errors import quoted
from monograph.tables.parts import Part
from monograph.tables.schema import ForeignKey
from monograph.tables.spelling import suggestion


def read_columns(part: Part, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the columns of a key: one name or a list of them, all among `names`."""
    columns = [part.value] if isinstance(part.value, str) else part.value
    if not columns or not isinstance(columns, list):
        part.fault(f"{part.steps[-1]} must be the name of a field or a list of names")
        return ()
    for name in columns:
        if name not in names:
            what = f"{quoted(str(name))} is not a field of the table"
            part.fault(what, suggestion(str(name), names, "fields"))
    return tuple(str(name) for name in columns)


def read_foreign_keys(part: Part, table: str, names: tuple[str, ...]) -> tuple[ForeignKey, ...]:
    """Return the references of `table`, whose columns are `names`."""
    if part.value is None:
        return ()
    if not isinstance(part.value, list):
        part.fault("foreignKeys must be a list")
        return ()
    keys = (_foreign_key(key, table, names) for key in part)
    return tuple(key for key in keys if key is not None)


def _foreign_key(part: Part, table: str, names: tuple[str, ...]) -> ForeignKey | None:
    """Return one reference; one without a resource points into its own table."""
    reference = part["reference"]
    resource = reference["resource"]
    target = resource.value or table
    known = part.metadata.names
    if target not in known:
        hint = suggestion(str(target), known, "tables")
        resource.fault(f"{quoted(str(target))} is not a table", hint)
        return None
    columns = read_columns(part["fields"], names)
    there = names if target == table else _field_names(part, target)
    targets = read_columns(reference["fields"], there)
    if columns and targets and len(columns) != len(targets):
        part.fault(f"the key has {len(columns)} fields, its reference {len(targets)}")
    return ForeignKey(columns, target, targets)


def _field_names(part: Part, table: str) -> tuple[str, ...]:
    """Return the fields that another table declares, whatever the faults of its entry."""
    metadata = part.metadata
    place = metadata.index(table)
    fields = Part(metadata, ("resources", place), metadata.entries[place])["schema"]["fields"]
    if not isinstance(fields.value, list):
        return ()
    return tuple(str(field["name"].value) for field in fields)
