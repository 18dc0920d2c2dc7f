"""The book's own data, through the same door as the chapters use."""

from monograph.tables import package
from monograph.tables.frames import dtype
from monograph.tables.schema import Field


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
