"""One cell: from the text in the file to a value of its column's type, or to a fault.

Only one spelling of each value is read. `1,234`, `１３`, `13 %`, `NaN` and `True` can all be
guessed, and a guess that is wrong once in a hundred is found by nobody; so each is a fault,
with a hint that says what to write.
"""

import math
import re
from collections.abc import Callable

from monograph.tables.errors import quoted
from monograph.tables.schema import Field, Value
from monograph.tables.spelling import plain, suggestion
from monograph.tables.spoilt import spoilt

Fault = tuple[str, str | None]
"""What is wrong with a cell, and a hint."""

_INTEGER = re.compile(r"[+-]?[0-9]+")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}([,' _][0-9]{3})+(\.[0-9]+)?")
_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")

_NOT_A_VALUE = ("nan", "na", "n/a", "null", "none", "-", "--", "—", "——", "…", "?", "无")

_INT64 = range(-(2**63), 2**63)
_DIGITS = 20  # the longest integer of 64 bits, with its sign


def read_cell(text: str, field: Field, *, keyed: bool = False) -> tuple[Value, Fault | None]:
    """Return the value in a cell that is not empty, or None and the fault of the cell.

    Parameters
    ----------
    text
        As in the file.
    field
        The declared column.
    keyed
        Whether the column belongs to a key, where a stray space would make another key.
    """
    if not plain(text):
        return None, (f"{quoted(text)} holds only spaces", "leave the cell empty")
    if made := spoilt(text, field.type):
        return None, made
    value = _READ[field.type](text)
    if value is None:
        return None, (f"{quoted(text)} is not {_NOUN[field.type]}", _type_hint(text, field))
    fault = _text_fault(text, field, keyed) if field.type == "string" else None
    fault = fault or _limit_fault(text, value, field)
    return (None, fault) if fault else (value, None)


def _integer(text: str) -> int | None:
    if not _INTEGER.fullmatch(text) or len(text) > _DIGITS:
        return None
    value = int(text)
    return value if value in _INT64 else None


def _number(text: str) -> float | None:
    value = float(text) if _NUMBER.fullmatch(text) else math.inf
    return value if math.isfinite(value) else None


def _boolean(text: str) -> bool | None:
    return {"true": True, "false": False}.get(text)


def _string(text: str) -> str:
    return text


_READ: dict[str, Callable[[str], Value]] = {
    "string": _string,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
}
_NOUN = {"integer": "an integer", "number": "a number", "boolean": "true or false"}


def _type_hint(text: str, field: Field) -> str | None:
    """Return what to write instead of `text`, if that can be told, else what the column holds."""
    simple = plain(text)
    if simple.casefold() in _NOT_A_VALUE:
        return "leave the cell empty where there is no value"
    if field.type == "boolean":
        words = "write true or false, in small letters"
        said = simple in ("TRUE", "FALSE")
        return f"{words}; `make metadata` does" if said else words
    if simple.casefold().lstrip("+-") in ("inf", "infinity", "∞"):
        return "a value must be finite"
    return _digits_hint(text, simple) or _integer_hint(simple, field) or field.note


def _digits_hint(text: str, simple: str) -> str | None:
    """Return how to write a number that is spelt in another way."""
    if _GROUPED.fullmatch(simple):
        bare = re.sub("[,' _]", "", simple)
        return f"write {bare}, without separators between the thousands"
    if _COMMA.fullmatch(simple):
        return f"write {simple.replace(',', '.')}, with a decimal point"
    if _NUMBER.fullmatch(simple.removesuffix("%").rstrip()) and simple.endswith("%"):
        return f"write {simple.removesuffix('%').rstrip()}, without the percent sign"
    simple = simple.replace("\N{MINUS SIGN}", "-")
    if simple == text or not _NUMBER.fullmatch(simple):
        return None
    spaces = simple == text.strip()
    return f"write {simple}, without spaces" if spaces else f"write {simple}, in ASCII characters"


def _integer_hint(simple: str, field: Field) -> str | None:
    """Return what hinders a number from being one of the column's integers."""
    if field.type != "integer" or _number(simple) is None:
        return None
    if _INTEGER.fullmatch(simple):
        return "it must fit into 64 bits"
    whole = _number(simple)
    return f"write {int(whole)}" if whole is not None and whole.is_integer() else field.note


def _text_fault(text: str, field: Field, keyed: bool) -> Fault | None:
    """Return what is wrong with a text as such, or in a column whose values must match."""
    bare = text.strip().strip("\u200b\u200c\u200d\u2060\ufeff").strip()
    if bare != text and (keyed or field.allowed is not None):
        return f"{quoted(text)} has spaces around it", f"write {bare}"
    return None


def _limit_fault(text: str, value: Value, field: Field) -> Fault | None:
    """Return how `value` goes beyond what the column allows."""
    if field.allowed is not None and value not in field.allowed:
        allowed = [str(one) for one in field.allowed]
        return f"{quoted(text)} is not an allowed value", suggestion(text, allowed, "allowed")
    if field.pattern is not None and not field.pattern.fullmatch(text):
        return f"{quoted(text)} does not match the pattern {field.pattern.pattern}", field.note
    if isinstance(value, str | None):
        return None
    if field.minimum is not None and value < field.minimum:
        return f"{text} is below the minimum {field.minimum}", field.note
    if field.maximum is not None and value > field.maximum:
        return f"{text} is above the maximum {field.maximum}", field.note
    return None
