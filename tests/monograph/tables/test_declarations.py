"""Faults of datapackage.json: of its JSON, and of what it declares."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from monograph.tables.errors import DataError
from monograph.tables.library import Library

Write = Callable[..., Library]
Change = Callable[[dict[str, Any]], object]


def refusal(library: Library, name: str = "channels") -> list[str]:
    """Return the faults with which a table is refused, without their places."""
    with pytest.raises(DataError) as caught:
        library.load(name)
    return [str(problem) for problem in caught.value.problems]


WHOLE = {
    "no JSON": ('{\n "resources": [}', "data/datapackage.json:2:16  is not JSON: Expecting value"),
    "cut short": (
        '{\n "resources": [',
        "data/datapackage.json:2:16  is not JSON: Expecting value",
    ),
    "a list": (
        "[]",
        "data/datapackage.json:1:1  lists no resources\n"
        "    a data package is an object with a list of tables under 'resources'",
    ),
    "no resources": (
        '\n{"name": "x"}',
        "data/datapackage.json:2:1  lists no resources\n"
        "    a data package is an object with a list of tables under 'resources'",
    ),
    "a key twice": (
        '{"resources": [{"name": "a", "path": "a.csv",\n "path": "b.csv"}]}',
        "data/datapackage.json  the key 'path' occurs twice in the object named 'a'\n"
        "    the reader of JSON would keep the last and drop the others without a word",
    ),
    "a resource without a name": (
        '{"resources": [\n {"path": "a.csv"}]}',
        "data/datapackage.json:2:2  the resource has no name",
    ),
    "a name taken twice": (
        '{"resources": [{"name": "a"},\n {"name": "a"}]}',
        "data/datapackage.json:2:11  'a' names two resources",
    ),
}


@pytest.mark.parametrize(("text", "message"), WHOLE.values(), ids=WHOLE)
def test_a_broken_package_file_is_refused_with_line_and_column(
    text: str, message: str, write: Write
) -> None:
    """Nothing can be said about any table, so even the names are refused."""
    library = write(metadata=text)
    assert refusal(library) == [message]
    with pytest.raises(DataError):
        library.names()


def test_a_package_file_in_another_encoding_is_refused(write: Write) -> None:
    """The metadata hold Chinese titles and are as easily saved wrongly as the tables."""
    library = write()
    (library.folder / "datapackage.json").write_bytes('{"title": "玉环阀门"}'.encode("gbk"))
    assert refusal(library)[0].startswith("data/datapackage.json:1  byte 0xD3 at offset 11")


def _field(entry: dict[str, Any], place: int) -> dict[str, Any]:
    """Return the declaration of a column."""
    field: dict[str, Any] = entry["schema"]["fields"][place]
    return field


def _limits(place: int, **constraints: object) -> Change:
    """Return a change that sets constraints of a column."""
    return lambda entry: _field(entry, place).update(constraints=constraints)


ENTRIES: dict[str, tuple[Change, str, str]] = {
    "unknown type": (
        lambda entry: _field(entry, 3).update(type="numbre"),
        '"type": "numbre"',
        "'percent' has the unknown type 'numbre'\n    did you mean 'number'?",
    ),
    "no type": (
        lambda entry: _field(entry, 3).pop("type"),
        '{"name": "percent"',
        "'percent' has the unknown type 'None'\n    types: string, integer, number, boolean",
    ),
    "misspelt constraint": (
        _limits(3, minumum=0),
        '"minumum": 0',
        "'minumum' is not a constraint that is checked for the type number\n"
        "    did you mean 'minimum'?",
    ),
    "constraint of another type": (
        _limits(1, maximum=5),
        '"maximum": 5',
        "'maximum' is not a constraint that is checked for the type string\n"
        "    checked: required, unique, enum, pattern",
    ),
    "limit that is no number": (
        _limits(3, minimum="0"),
        '"minimum": "0"',
        "minimum must be a number",
    ),
    "limit that is a boolean": (
        _limits(3, minimum=True),
        '"minimum": true',
        "minimum must be a number",
    ),
    "limit that nothing is below": (
        _limits(3, minimum=float("nan")),
        '"minimum": NaN',
        "minimum must be a number",
    ),
    "requirement that is no boolean": (
        _limits(3, required="yes"),
        '"required": "yes"',
        "required must be true or false",
    ),
    "constraints that are no object": (
        lambda entry: _field(entry, 3).update(constraints=["required"]),
        '"constraints": ["required"]',
        "the constraints of 'percent' must be an object",
    ),
    "pattern that is no pattern": (
        _limits(1, pattern="[a-"),
        '"pattern": "[a-"',
        "the pattern is not a regular expression: unterminated character set at position 0",
    ),
    "categories of another type": (
        _limits(4, enum=["1"]),
        '"enum": ["1"]',
        "enum must be a list of values of the type integer",
    ),
    "no categories": (
        lambda entry: _field(entry, 2).update(categories=[]),
        '"categories": []',
        "categories must be a list of values of the type string",
    ),
    "field without a name": (
        lambda entry: _field(entry, 6).pop("name"),
        '{"type": "string"}',
        "the field has no name",
    ),
    "field twice": (
        lambda entry: _field(entry, 6).update(name="label"),
        '"name": "label", "type": "string"}',
        "'label' names two fields",
    ),
    "no schema": (
        lambda entry: entry.pop("schema"),
        '{"name": "channels"',
        "the schema lists no fields",
    ),
    "no fields": (
        lambda entry: entry.update(schema={"fields": []}),
        '"fields": []',
        "the schema lists no fields",
    ),
    "no path": (
        lambda entry: entry.pop("path"),
        '{"name": "channels"',
        "the path must name one file inside the data folder",
    ),
    "several paths": (
        lambda entry: entry.update(path=["a.csv", "b.csv"]),
        '"path": ["a.csv"',
        "the path must name one file inside the data folder",
    ),
    "path outside": (
        lambda entry: entry.update(path="../secret.csv"),
        '"path": "../',
        "the path must name one file inside the data folder",
    ),
    "another sign for a missing value": (
        lambda entry: entry["schema"].update(missingValues=["", "NA"]),
        '"missingValues": [""',
        'missingValues must be [""]\n    a missing value is an empty cell',
    ),
    "primary key of an unknown field": (
        lambda entry: entry["schema"].update(primaryKey=["chanel"]),
        '"primaryKey": ["chanel"]',
        "'chanel' is not a field of the table\n    did you mean 'channel'?",
    ),
    "primary key of nothing": (
        lambda entry: entry["schema"].update(primaryKey=[]),
        '"primaryKey": []',
        "primaryKey must be the name of a field or a list of names",
    ),
    "foreign keys that are no list": (
        lambda entry: entry["schema"].update(foreignKeys={"fields": "fact"}),
        '"foreignKeys": {',
        "foreignKeys must be a list",
    ),
    "reference to an unknown table": (
        lambda entry: entry["schema"]["foreignKeys"][0]["reference"].update(resource="fact"),
        '"resource": "fact"',
        "'fact' is not a table\n    did you mean 'facts'?",
    ),
    "reference to an unknown field": (
        lambda entry: entry["schema"]["foreignKeys"][0]["reference"].update(fields=["facts"]),
        '"fields": ["facts"]',
        "'facts' is not a field of the table\n    did you mean 'fact'?",
    ),
    "reference from an unknown field": (
        lambda entry: entry["schema"]["foreignKeys"][0].update(fields="fcat"),
        '"fields": "fcat"',
        "'fcat' is not a field of the table\n    did you mean 'fact'?",
    ),
    "reference of another length": (
        lambda entry: entry["schema"]["foreignKeys"][0].update(fields=["fact", "note"]),
        '{"fields": ["fact", "note"]',
        "the key has 2 fields, its reference 1",
    ),
}


@pytest.mark.parametrize(("change", "place", "message"), ENTRIES.values(), ids=ENTRIES)
def test_a_faulty_declaration_is_refused_with_its_place(
    change: Change, place: str, message: str, write: Write, resources: list[dict[str, Any]]
) -> None:
    """The fault stands at the value, or where the value is missing.

    `place` is the text that begins there, or that has the value behind its key.
    """
    change(resources[0])
    text = json.dumps({"resources": resources})
    assert text.count(place) == 1
    at = text.index(place)
    if place.startswith('"'):
        at += place.index(": ") + 2
    assert f"data/datapackage.json:1:{at + 1}  {message}" in refusal(write(metadata=text))


def test_faults_of_a_declaration_are_reported_together(
    write: Write, resources: list[dict[str, Any]]
) -> None:
    """Three faults in one entry are found in one run."""
    fields = resources[0]["schema"]["fields"]
    fields[0]["type"], fields[3]["constraints"] = "text", {"minimun": 0}
    resources[0]["schema"]["primaryKey"] = "chanel"
    assert len(refusal(write())) == 3


def test_a_faulty_declaration_hinders_only_its_own_table(
    write: Write, resources: list[dict[str, Any]]
) -> None:
    """A chapter depends on the entries it uses, not on the whole file."""
    resources[0]["schema"]["fields"][0]["type"] = "text"
    library = write()
    assert len(library.load("facts")) == 4
    assert len(refusal(library)) == 1


def test_a_table_is_refused_if_one_it_refers_to_is_declared_wrongly(
    write: Write, resources: list[dict[str, Any]]
) -> None:
    """Its keys can't be judged."""
    resources[1]["schema"]["fields"][0]["type"] = "text"
    assert "'fact' has the unknown type 'text'" in refusal(write())[0]


def test_categories_are_allowed_values(write: Write, resources: list[dict[str, Any]]) -> None:
    """The list may hold values or values with labels; with `enum`, both must agree."""
    field = resources[0]["schema"]["fields"][2]
    field["categories"] = [{"value": "firm", "label": "Firm"}, {"value": "mixed"}]
    assert refusal(write()) == [
        "data/channels.csv:5:partner  'university' is not an allowed value\n"
        "    allowed: firm, mixed"
    ]


def test_an_enum_of_numbers_compares_numbers(write: Write, resources: list[dict[str, Any]]) -> None:
    """11.0 is written 11 in the file and allowed; 13 is not."""
    resources[0]["schema"]["fields"][4]["constraints"] = {"enum": [11, 8]}
    assert refusal(write()) == [
        "data/channels.csv:6:firms  '13' is not an allowed value\n    allowed: 11, 8"
    ]
