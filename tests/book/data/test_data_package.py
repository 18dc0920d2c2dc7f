"""The data package keeps what it promises about files, columns, titles and labels."""

import csv
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from monograph.tables import refresh as metadata

Row = dict[str, str]
Read = Callable[[str], list[Row]]

DATA = Path(__file__).parents[3] / "data"
PACKAGE: dict[str, Any] = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES: dict[str, dict[str, Any]] = {entry["name"]: entry for entry in PACKAGE["resources"]}
FIELDS = [
    pytest.param(entry, field, id=f"{entry['name']}.{field['name']}")
    for entry in PACKAGE["resources"]
    for field in entry["schema"]["fields"]
]


def all_tables(test: Callable[..., None]) -> Callable[..., None]:
    """Run a test once for each table."""
    return pytest.mark.parametrize("name", RESOURCES)(test)


def is_chinese(text: str) -> bool:
    return bool(re.search("[\u4e00-\u9fff]", text))


# The files


def test_each_csv_is_declared_and_each_declared_file_exists(data: Path) -> None:
    assert metadata.unmatched(PACKAGE, data) == []


def test_sizes_and_checksums_are_current(data: Path) -> None:
    assert metadata.stale(PACKAGE, data) == []


def test_refreshing_changes_nothing(data: Path) -> None:
    text = (data / "datapackage.json").read_text(encoding="utf-8")
    assert metadata.dumps(metadata.refreshed(PACKAGE, data)) == text


@pytest.fixture
def copy(data: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(data, tmp_path / "data"))


def test_check_names_each_stale_file(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "channels.csv").write_bytes((copy / "channels.csv").read_bytes() + b"x")
    text = (copy / "phases.csv").read_bytes()
    (copy / "phases.csv").write_bytes(text.replace(b"1981", b"1982"))
    assert metadata.main(["--check", str(copy)]) == 1
    told = capsys.readouterr().err
    assert "channels.csv: bytes and hash in datapackage.json are stale" in told
    assert "phases.csv: hash in datapackage.json is stale" in told
    assert "events.csv" not in told


def test_refresh_mends_a_stale_file_and_only_that(copy: Path) -> None:
    (copy / "channels.csv").write_bytes(b"changed\n")
    assert metadata.main([str(copy)]) == 0
    assert metadata.main(["--check", str(copy)]) == 0
    now = json.loads((copy / "datapackage.json").read_text(encoding="utf-8"))
    changed = [e["name"] for e in now["resources"] if e != RESOURCES[e["name"]]]
    assert changed == ["channels"]


def test_refresh_refuses_what_only_a_person_can_mend(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (copy / "new.csv").write_text("a\n1\n", encoding="utf-8")
    (copy / "phases.csv").unlink()
    assert metadata.main([str(copy)]) == 1
    told = capsys.readouterr().err
    assert "new.csv: not declared" in told
    assert "phases.csv: declared" in told


@all_tables
def test_files_are_plain_utf8_with_unix_lines(name: str, data: Path) -> None:
    text = (data / f"{name}.csv").read_bytes().decode("utf-8")
    assert "\r" not in text
    assert not text.startswith("\ufeff")
    assert text.endswith("\n")
    cells = [cell for row in csv.reader(text.splitlines()) for cell in row]
    assert [cell for cell in cells if cell != cell.strip()] == []


def test_frictionless_finds_no_error(data: Path) -> None:
    from frictionless import Package, system

    with system.use_context(trusted=True):
        report = Package(str(data / "datapackage.json")).validate()
    assert report.flatten(["name", "rowNumber", "fieldName", "message"]) == []


# What the package says about itself


@all_tables
def test_each_table_is_described(name: str) -> None:
    entry = RESOURCES[name]
    assert entry["class"] in {"transcribed", "recovered", "coded", "assumed", "external"}
    assert entry["title"]
    assert entry["description"].endswith(".")
    assert is_chinese(entry["title_zh"])
    assert entry["sources"]
    assert entry["licenses"] == PACKAGE["licenses"]
    assert ("rule" in entry) == (entry["class"] != "transcribed"), "ours needs a rule"
    assert entry["schema"]["missingValues"] == [""]
    assert entry["schema"]["primaryKey"]


@pytest.mark.parametrize(("entry", "field"), FIELDS)
def test_each_field_is_described(entry: dict[str, Any], field: dict[str, Any]) -> None:
    assert field["title"]
    assert is_chinese(field["title_zh"])
    assert field["description"].endswith(".")
    assert isinstance(field["constraints"]["required"], bool)
    if field["type"] in {"number", "integer"} and field["name"] != "position":
        columns = {f["name"] for f in entry["schema"]["fields"]}
        assert "unit" in field or "unit" in columns, "a number needs a unit"


@pytest.mark.parametrize(("entry", "field"), FIELDS)
def test_categories_have_both_languages(entry: dict[str, Any], field: dict[str, Any]) -> None:
    listed = field.get("categories", [])
    assert all(c["label"] and is_chinese(c["label_zh"]) for c in listed)
    if listed:
        assert field["constraints"]["enum"] == [c["value"] for c in listed]


@all_tables
def test_primary_key_comes_first(name: str) -> None:
    schema = RESOURCES[name]["schema"]
    names = [field["name"] for field in schema["fields"]]
    if len(schema["primaryKey"]) == 1:
        assert names[0] == schema["primaryKey"][0]
    else:
        assert names[: len(schema["primaryKey"])] == schema["primaryKey"]


@all_tables
def test_each_label_has_a_chinese_twin_and_none_is_blank(name: str, read: Read) -> None:
    names = [field["name"] for field in RESOURCES[name]["schema"]["fields"]]
    twins = [n for n in names if n.endswith("label") or f"{n}_zh" in names]
    assert {n for n in names if n.endswith("_zh")} == {f"{n}_zh" for n in twins}
    for row in read(name):
        for column in twins:
            english, chinese = row[column], row[f"{column}_zh"]
            if name == "paradigm_cells":
                assert bool(english) == bool(chinese), "blank in print is blank in both"
            else:
                assert english, f"{column} is blank"
                assert chinese, f"{column}_zh is blank"
            assert column == "text" or not is_chinese(english), english


@all_tables
def test_positions_count_up_from_one(name: str, read: Read) -> None:
    rows = read(name)
    if "position" not in rows[0]:
        return
    groups = {"sample": "block", "events": "phase", "actor_items": "actor", "concepts": "column"}
    groups["sketch_parts"] = "sketch"
    seen: Counter[str] = Counter()
    for row in rows:
        group = row[groups[name]] if name in groups else ""
        seen[group] += 1
        assert row["position"] == str(seen[group]), row


def test_printed_decimals_that_a_spreadsheet_drops_are_missed(read: Read) -> None:
    """A column of numbers as printed refuses 8.2 where the paper prints 8.20.

    The column of facts holds words too, and its numbers are typed a second time in the tests.
    """
    asked = 0
    for name, entry in RESOURCES.items():
        for field in entry["schema"]["fields"]:
            cells = [row[field["name"]] for row in read(name)]
            printed = [cell for cell in cells if re.fullmatch(r"\d+\.\d*0", cell)]
            if field["type"] != "string" or (name, field["name"]) == ("facts", "printed"):
                continue
            for cell in printed:
                asked += 1
                dropped = cell.rstrip("0").rstrip(".")
                pattern = field["constraints"].get("pattern", "")
                assert not re.fullmatch(pattern or ".*", dropped), (name, field["name"], cell)
    assert asked
