"""The data package as it lies on disk, read with nothing but the standard library."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Row = dict[str, str]

DATA = Path(__file__).parents[3] / "data"


@pytest.fixture(scope="session")
def data() -> Path:
    """Return the data folder."""
    return DATA


@pytest.fixture(scope="session")
def package() -> dict[str, Any]:
    """Return the content of datapackage.json."""
    content: dict[str, Any] = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    return content


@pytest.fixture(scope="session")
def read() -> Callable[[str], list[Row]]:
    """Return a function that reads the rows of a table; every cell is the text in the file."""

    def rows(name: str) -> list[Row]:
        with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return rows


@pytest.fixture(scope="session")
def facts(read: Callable[[str], list[Row]]) -> dict[str, Row]:
    """Return the fact base by its key."""
    return {row["fact"]: row for row in read("facts")}
