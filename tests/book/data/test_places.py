"""Every place of a row is one that the paper has, written in one way."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

Row = dict[str, str]
Read = Callable[[str], list[Row]]

_PART = (
    r"(abstract|English abstract|whole paper|intro, para [1-3]|Figure [12]"
    r"|Table [1-5](, (header|source line|row [1-8](, column [1-3])?))?"
    r"|§[1-4](\.[1-3])?(, (para [1-8]|H[123]))?)"
)
PLACE = re.compile(f"{_PART}(; {_PART})*")

ROWS_OF_TABLE = {"1": 4, "2": 5, "3": 6, "4": 8, "5": 6}
PARAGRAPHS = {"1.1": 8, "1.2": 5, "2": 1, "2.1": 1, "2.2": 3, "3.1": 4, "3.2": 5, "3.3": 2}
PARAGRAPHS |= {"4.1": 3, "4.2": 1}

TABLES = sorted(path.stem for path in (Path(__file__).parents[3] / "data").glob("*.csv"))


def all_tables(test: Callable[..., None]) -> Callable[..., None]:
    """Run a test once for each table."""
    return pytest.mark.parametrize("name", TABLES)(test)


@all_tables
def test_each_place_keeps_to_the_grammar(name: str, read: Read) -> None:
    for row in read(name):
        for column, place in row.items():
            if re.fullmatch("place(_.+)?", column) and place:
                assert PLACE.fullmatch(place), f"{row}: {place}"


@all_tables
def test_each_place_exists_in_the_paper(name: str, read: Read) -> None:
    places = [v for row in read(name) for k, v in row.items() if re.fullmatch("place(_.+)?", k)]
    text = "; ".join(places)
    for table, row in re.findall(r"Table (\d), row (\d+)", text):
        assert int(row) <= ROWS_OF_TABLE[table]
    for section, paragraph in re.findall(r"§([\d.]+), para (\d+)", text):
        assert int(paragraph) <= PARAGRAPHS[section]
    for section, hypothesis in re.findall(r"§([\d.]+), H(\d)", text):
        assert {"1": "1.1", "2": "1.1", "3": "1.2"}[hypothesis] == section


@pytest.mark.parametrize(
    "place", ["Table 6", "Table 4 row 3", "§5", "§3.2 para 3", "Fig. 1", "p. 3", "Table 1; ", ""]
)
def test_the_grammar_refuses_what_is_no_place(place: str) -> None:
    assert not PLACE.fullmatch(place)


@all_tables
def test_a_row_and_its_fact_stand_in_the_same_place(
    name: str, read: Read, facts: dict[str, Row]
) -> None:
    for row in read(name):
        if name != "facts" and "fact" in row and "place" in row:
            assert facts[row["fact"]]["place"] in row["place"].split("; "), row
