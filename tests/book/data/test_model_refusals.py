"""A structure that the model lacks, and a claim without its outcome, are refused at their place."""

import csv
import shutil
from pathlib import Path

import pytest

from monograph.tables.errors import DataError
from monograph.tables.library import Library


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("model_structures", "gatekeepers", "siz"),
        ("model_structures", "network", "ring"),
        ("model_structures", "starts", "leaders"),
        ("model_structures", "entrants", "half"),
        ("model_claims", "outcome", ""),
        ("model_claims", "outcome", "tenth"),
        ("model_patterns", "claim", ""),
        ("model_patterns", "claim", "leading"),
        ("model_patterns", "contrast", "old_new"),
        ("model_contrasts", "scenario", "newest"),
    ],
)
def test_what_the_model_does_not_know_is_refused(
    tmp_path: Path, data: Path, table: str, column: str, value: str
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(data, folder, ignore=shutil.ignore_patterns("sweep"))
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[2][column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(DataError, match=rf"data/{table}\.csv:4:\S*{column}"):
        Library(folder).load(table)
