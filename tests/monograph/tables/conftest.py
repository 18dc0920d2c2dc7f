"""Small data packages, whole or broken in one place."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from monograph.tables.library import Library

KEY = {"required": True, "pattern": "[a-z_]+"}

CHANNELS: dict[str, Any] = {
    "name": "channels",
    "path": "channels.csv",
    "class": "transcribed",
    "sources": [{"title": "Paper, Table 5"}],
    "schema": {
        "fields": [
            {"name": "channel", "type": "string", "constraints": KEY},
            {"name": "label", "type": "string", "constraints": {"required": True}},
            {
                "name": "partner",
                "type": "string",
                "constraints": {"required": True, "enum": ["firm", "university", "mixed"]},
            },
            {
                "name": "percent",
                "type": "number",
                "unit": "% of answering firms",
                "constraints": {"required": True, "minimum": 0, "maximum": 100},
            },
            {"name": "firms", "type": "integer", "constraints": {"minimum": 1}},
            {"name": "outside", "type": "boolean", "constraints": {"required": True}},
            {"name": "note", "type": "string"},
            {"name": "fact", "type": "string"},
        ],
        "primaryKey": ["channel"],
        "foreignKeys": [
            {"fields": ["fact"], "reference": {"resource": "facts", "fields": ["fact"]}}
        ],
    },
}

FACTS: dict[str, Any] = {
    "name": "facts",
    "path": "facts.csv",
    "class": "transcribed",
    "sources": [{"title": "Paper, §3.2"}],
    "schema": {
        "fields": [
            {"name": "fact", "type": "string", "constraints": {"pattern": "F[0-9]{3}"}},
            {"name": "value", "type": "number"},
        ],
        "primaryKey": ["fact"],
    },
}

CHANNELS_CSV = """\
channel,label,partner,percent,firms,outside,note,fact
negotiate,Talks with firms,firm,18.03,11,false,,F101
cooperate,Joint work,firm,13.33,8,false,"one firm
did not answer",F102
consult,Advice,university,13.11,,true,,
hire,Staff from outside,mixed,21.31,13,true,"NA",F104
"""

FACTS_CSV = "fact,value\nF101,18.03\nF102,13.33\nF103,\nF104,21.31\n"

Write = Callable[..., Library]


@pytest.fixture
def resources() -> list[dict[str, Any]]:
    """Return the entries of a package without fault, free to be changed."""
    return copy.deepcopy([CHANNELS, FACTS])


@pytest.fixture
def write(tmp_path: Path, resources: list[dict[str, Any]]) -> Write:
    """Return a function that writes a package and opens it; by default one without fault."""

    def write(metadata: str | None = None, **files: str | bytes | None) -> Library:
        folder = tmp_path / "data"
        folder.mkdir(exist_ok=True)
        text = json.dumps({"resources": resources}, indent=1) if metadata is None else metadata
        (folder / "datapackage.json").write_text(text, encoding="utf-8")
        for name, content in {"channels": CHANNELS_CSV, "facts": FACTS_CSV, **files}.items():
            if content is not None:
                content = content.encode() if isinstance(content, str) else content
                (folder / f"{name}.csv").write_bytes(content)
        return Library(folder)

    return write


@pytest.fixture
def channels_csv() -> str:
    """Return the channels as they should be."""
    return CHANNELS_CSV
