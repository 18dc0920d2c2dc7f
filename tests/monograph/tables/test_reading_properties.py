"""What any writer of CSV puts into a cell, the reader gives back, or refuses with a place."""

import csv
import io
import json
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from monograph.tables.library import Library

# Letters of two scripts, and every sign that CSV gives a meaning to.
TEXTS = st.text(alphabet="abÄé阀门 ,;\"\n'#-", min_size=1, max_size=8).filter(str.strip)
PACKAGE = {
    "resources": [
        {
            "name": "t",
            "path": "t.csv",
            "class": "assumed",
            "sources": [{"title": "Made up"}],
            "schema": {
                "fields": [
                    {"name": "key", "type": "integer", "constraints": {"required": True}},
                    {"name": "word", "type": "string"},
                    {"name": "size", "type": "number"},
                ],
                "primaryKey": ["key"],
            },
        }
    ]
}
SIZES = st.floats(allow_nan=False, allow_infinity=False, width=32)


def library(folder: Path, content: str) -> Library:
    (folder / "datapackage.json").write_text(json.dumps(PACKAGE), "utf-8")
    (folder / "t.csv").write_bytes(content.encode())
    return Library(folder)


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.lists(st.tuples(TEXTS, SIZES), min_size=1, max_size=6))
def test_what_was_written_is_read(rows: list[tuple[str, float]]) -> None:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["key", "word", "size"])
    writer.writerows((key, word, f"{size:.9f}") for key, (word, size) in enumerate(rows))
    with tempfile.TemporaryDirectory() as folder:
        frame = library(Path(folder), file.getvalue()).load("t")
    assert frame["key"].tolist() == list(range(len(rows)))
    assert frame["word"].tolist() == [word for word, _ in rows]
    assert frame["size"].tolist() == [float(f"{size:.9f}") for _, size in rows]


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.text(alphabet='ab1,."\n\r -\ufeff\x00阀', max_size=40))
def test_anything_else_is_refused_with_its_place(body: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        held = library(Path(folder), f"key,word,size\n{body}")
        problems = held.check()
        if not problems:
            assert list(held.load("t").columns) == ["key", "word", "size"]
    assert [str(problem) for problem in problems if "t.csv" not in str(problem)] == []
