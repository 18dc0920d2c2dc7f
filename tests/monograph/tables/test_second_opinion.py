"""A second opinion: frictionless, the reference validator, on the same faulty packages.

Compared is whether a table is refused, where both sets of rules apply.
Ours are stricter on purpose: `NaN`, `INF`, `True`, a byte order mark, spaces at a key,
a header without rows and unknown constraints pass frictionless.
In one point they are looser: the order of columns in the file is free.
"""

from collections.abc import Callable
from typing import Any

import pytest
from frictionless import Package

from monograph.tables.errors import DataError
from monograph.tables.library import Library

Write = Callable[..., Library]

EDITS = {
    "nothing": None,
    "no number": ("13.11", "many"),
    "decimal comma": ("13.11", '"13,11"'),
    "no integer": ("21.31,13", "21.31,13.5"),
    "no boolean": ("11,false", "11,no"),
    "below the minimum": ("13.11", "-1"),
    "above the maximum": ("13.11", "131.1"),
    "unknown category": ("university", "univercity"),
    "pattern": ("\nhire", "\nHire"),
    "missing value": ("Advice", ""),
    "missing key": ("\nhire", "\n"),
    "key twice": ("\nhire", "\nconsult"),
    "reference to nothing": ("F104", "F140"),
    "reference empty": ("F104", ""),
    "row too short": ('"NA",F104', "NA"),
    "row too long": ("F104", "F104,x"),
    "blank line": ("\nhire", "\n\nhire"),
    "missing column": ("firms,outside", "outside"),
    "misspelt column": ("percent", "precent"),
    "column twice": ("note", "label"),
    "no header": ("channel,label,partner,percent,firms,outside,note,fact\n", ""),
    "text NA": ("Advice", "NA"),
    "Chinese text": ("Advice", "咨询"),
    "quoted comma": ("Advice", '"Advice, free"'),
    "doubled quotation mark": ("Advice", '"so-called ""advice"""'),
}


def _edited(text: str, edit: tuple[str, str] | None) -> str:
    """Return `text` after the edit, which must find its place."""
    if edit is None:
        return text
    assert text.count(edit[0]) == 1
    return text.replace(*edit)


def _ours(library: Library) -> bool:
    """Tell whether our checks accept the channels."""
    try:
        library.load("channels")
    except DataError:
        return False
    return True


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_frictionless_comes_to_the_same_verdict(
    edit: tuple[str, str] | None, write: Write, channels_csv: str
) -> None:
    """Neither refuses what the other accepts."""
    library = write(channels=_edited(channels_csv, edit))
    theirs = Package(str(library.folder / "datapackage.json")).validate()
    assert not theirs.errors, "the package itself must be in order"
    (verdict,) = [task.valid for task in theirs.tasks if task.name == "channels"]
    assert _ours(library) is verdict


def test_both_accept_the_whole_package_and_neither_accepts_all(
    write: Write, channels_csv: str, resources: list[dict[str, Any]]
) -> None:
    """The comparison above is between yes and no, not between two checkers that never differ."""
    accepted = [
        name for name, edit in EDITS.items() if _ours(write(channels=_edited(channels_csv, edit)))
    ]
    assert accepted == [
        "nothing",
        "reference empty",
        "text NA",
        "Chinese text",
        "quoted comma",
        "doubled quotation mark",
    ]
