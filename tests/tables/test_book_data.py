"""The book's own data, through the same door as the chapters use."""

import doctest
import importlib
import pkgutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from monograph import tables
from monograph.tables import package
from monograph.tables.frames import dtype
from monograph.tables.library import Library
from monograph.tables.schema import Field

LIMIT = 0.050  # seconds for a table of 215 rows, imports done


def test_every_table_of_the_book_keeps_to_its_declaration() -> None:
    """All faults of all tables, as one message."""
    assert "\n".join(map(str, package.check())) == ""


def test_every_table_of_the_book_is_loaded_with_the_columns_it_declares() -> None:
    """Names in the order of the declaration, types as the declaration demands."""
    for name in package.names():
        schema, frame = package.describe(name)["schema"], package.load(name)
        keys = schema.get("primaryKey", [])
        found = {column: str(kind) for column, kind in frame.dtypes.items()}
        assert len(frame) > 0
        assert found == {
            field["name"]: dtype(
                Field(field["name"], field["type"]),
                needed=field.get("constraints", {}).get("required", False)
                or field["name"] in ([keys] if isinstance(keys, str) else keys),
            )
            for field in schema["fields"]
        }


def test_every_table_of_the_book_can_be_cited() -> None:
    """A caption can name its source."""
    for name in package.names():
        assert package.cite(name).startswith("Source: ")


def test_a_table_of_215_rows_is_read_in_time(write: Callable[..., Library]) -> None:
    """The size of the book's largest; the best of five, as other work may share the processor."""
    rows = "".join(f'F{101 + row},"{row}.{row:02d}"\n' for row in range(215))
    library = write(facts=f"fact,value\n{rows}")
    times = []
    for _ in range(5):
        fresh = Library(library.folder)
        start = time.perf_counter()
        assert len(fresh.load("facts")) == 215
        times.append(time.perf_counter() - start)
    assert min(times) < LIMIT


@pytest.mark.parametrize(
    "module", [info.name for info in pkgutil.iter_modules([str(Path(tables.__path__[0]))])]
)
def test_examples_in_docstrings_hold(module: str) -> None:
    """What a docstring shows is what happens."""
    found = importlib.import_module(f"monograph.tables.{module}")
    assert doctest.testmod(found).failed == 0
