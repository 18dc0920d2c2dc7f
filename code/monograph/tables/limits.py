"""What a field of `datapackage.json` allows: its constraints and categories."""

import math
import re

from monograph.tables.errors import quoted
from monograph.tables.parts import Part
from monograph.tables.schema import TYPES, Field, Value
from monograph.tables.spelling import suggestion

_EVERY = ("required", "unique", "enum")

CONSTRAINTS = {
    "string": (*_EVERY, "pattern"),
    "integer": (*_EVERY, "minimum", "maximum"),
    "number": (*_EVERY, "minimum", "maximum"),
    "boolean": _EVERY,
}
"""Constraints that are checked, by the type of the field.

Any other is a fault: a constraint that nobody checks promises what it does not keep.
"""


def read_field(part: Part, name: str) -> Field:
    """Return the declared column `name`; what is at fault in it is noted and left out."""
    kind = part["type"].value
    if kind not in TYPES:
        what = f"{quoted(name)} has the unknown type {quoted(str(kind))}"
        part["type"].fault(what, suggestion(str(kind), TYPES, "types"))
        return Field(name, "string")
    limits = part["constraints"]
    _check_names(limits, name, kind)
    note = part["unit"].value or part["description"].value
    return Field(
        name,
        kind,
        required=_flag(limits["required"]),
        unique=_flag(limits["unique"]),
        minimum=_number(limits["minimum"]),
        maximum=_number(limits["maximum"]),
        allowed=_allowed(part, kind),
        pattern=_pattern(limits["pattern"]),
        note=str(note) if note else None,
    )


def _check_names(limits: Part, name: str, kind: str) -> None:
    """Note each constraint that would not be checked."""
    if not isinstance(limits.value, dict | None):
        limits.fault(f"the constraints of {quoted(name)} must be an object")
        return
    checked = CONSTRAINTS[kind]
    for limit in limits.value or ():
        if limit not in checked:
            what = f"{quoted(limit)} is not a constraint that is checked for the type {kind}"
            limits[limit].fault(what, suggestion(limit, checked, "checked"))


def _flag(part: Part) -> bool:
    """Return a constraint that is true or false; absent means false."""
    if not isinstance(part.value, bool | None):
        part.fault(f"{part.steps[-1]} must be true or false")
    return part.value is True


def _number(part: Part) -> float | None:
    """Return a constraint that is a number; Python's reader of JSON also lets NaN pass."""
    value = part.value
    if value is None or (_is_a(value, "number") and math.isfinite(value)):
        return value  # type: ignore[no-any-return]
    part.fault(f"{part.steps[-1]} must be a number")
    return None


def _pattern(part: Part) -> re.Pattern[str] | None:
    """Return a constraint that is a regular expression."""
    if part.value is None:
        return None
    try:
        return re.compile(part.value)
    except (re.error, TypeError) as error:
        part.fault(f"the pattern is not a regular expression: {error}")
        return None


def _allowed(part: Part, kind: str) -> tuple[Value, ...] | None:
    """Return the values that `enum` and `categories` both leave, or None for any value."""
    categories = part["categories"]
    listed = categories.value
    if isinstance(listed, list):
        listed = [item.get("value") if isinstance(item, dict) else item for item in listed]
    enum = part["constraints"]["enum"]
    either = [
        _values(place, values, kind) for place, values in ((enum, enum.value), (categories, listed))
    ]
    given = [values for values in either if values is not None]
    if not given:
        return None
    return tuple(value for value in given[0] if all(value in values for values in given))


def _values(part: Part, values: object, kind: str) -> tuple[Value, ...] | None:
    """Return a list of values that a field of the type `kind` may take."""
    if values is None:
        return None
    if isinstance(values, list) and values and all(_is_a(value, kind) for value in values):
        return tuple(values)
    part.fault(f"{part.steps[-1]} must be a list of values of the type {kind}")
    return None


def _is_a(value: object, kind: str) -> bool:
    """Tell whether a JSON value is of a field's type; in Python, True would pass for 1."""
    if isinstance(value, bool):
        return kind == "boolean"
    python = {"string": str, "integer": int, "number": int | float, "boolean": bool}
    return isinstance(value, python[kind])
