"""Keys: what must differ, and what must exist."""

from collections.abc import Callable
from typing import Any

import pytest

from monograph.tables.errors import DataError
from monograph.tables.library import Library

Write = Callable[..., Library]

LINKS = {
    "name": "links",
    "path": "links.csv",
    "schema": {
        "fields": [
            {"name": "source", "type": "string"},
            {"name": "target", "type": "string"},
            {"name": "after_source", "type": "string"},
            {"name": "after_target", "type": "string"},
        ],
        "primaryKey": ["source", "target"],
        "foreignKeys": [
            {
                "fields": ["after_source", "after_target"],
                "reference": {"resource": "", "fields": ["source", "target"]},
            }
        ],
    },
}
LINKS_CSV = "source,target,after_source,after_target\na,b,,\na,c,a,b\nb,c,a,c\n"


def refusal(library: Library, name: str) -> str:
    """Return the message with which a table is refused."""
    with pytest.raises(DataError) as caught:
        library.load(name)
    return str(caught.value)


@pytest.fixture
def linked(resources: list[dict[str, Any]]) -> None:
    """Add a table with a composite key that also refers to itself."""
    resources.append(LINKS)


class TestPrimaryKey:
    """Values that tell rows apart."""

    def test_a_repeated_key_names_the_line_of_the_first(
        self, write: Write, channels_csv: str
    ) -> None:
        """The fault is the later row's."""
        assert refusal(write(channels=channels_csv.replace("\nhire", "\nconsult")), "channels") == (
            "1 problem in data/channels.csv\n"
            "\n"
            "  data/channels.csv:6:channel  'consult' repeats the primary key\n"
            "      first used on line 5"
        )

    def test_each_repetition_names_the_very_first(self, write: Write) -> None:
        """Three rows with one key are two faults."""
        with pytest.raises(DataError) as caught:
            write(facts="fact,value\nF101,1\nF101,2\nF101,3\n").load("facts")
        found = [(problem.line, problem.hint) for problem in caught.value.problems]
        assert found == [(3, "first used on line 2"), (4, "first used on line 2")]

    @pytest.mark.usefixtures("linked")
    def test_half_a_composite_key_may_repeat(self, write: Write) -> None:
        """Only the pair must differ."""
        assert list(write(links=LINKS_CSV).load("links")["source"]) == ["a", "a", "b"]

    @pytest.mark.usefixtures("linked")
    def test_a_whole_composite_key_may_not(self, write: Write) -> None:
        """The fault stands at the first column of the key and shows the whole."""
        assert refusal(write(links=LINKS_CSV + "a,b,,\n"), "links") == (
            "1 problem in data/links.csv\n"
            "\n"
            "  data/links.csv:5:source  'a, b' repeats the primary key\n"
            "      first used on line 2"
        )

    def test_numbers_are_compared_as_numbers(
        self, write: Write, resources: list[dict[str, Any]]
    ) -> None:
        """1 and 1.0 are one key, though two texts."""
        resources[1]["schema"]["primaryKey"] = "value"
        resources[0]["schema"]["foreignKeys"] = []
        message = refusal(write(facts="fact,value\nF101,1\nF102,1.0\n"), "facts")
        assert "data/facts.csv:3:value  '1.0' repeats the primary key" in message


class TestUnique:
    """Columns that are declared unique without being the key."""

    def test_a_unique_column_may_not_repeat(
        self, write: Write, resources: list[dict[str, Any]]
    ) -> None:
        """As for a primary key, but empty cells may be many."""
        resources[1]["schema"]["fields"][1]["constraints"] = {"unique": True}
        message = refusal(write(facts="fact,value\nF101,1\nF102,\nF103,\nF104,1\n"), "facts")
        assert message == (
            "1 problem in data/facts.csv\n"
            "\n"
            "  data/facts.csv:5:value  '1.0' repeats the value of a unique column\n"
            "      first used on line 2"
        )

    def test_a_primary_key_that_is_unique_too_is_judged_once(
        self, write: Write, resources: list[dict[str, Any]]
    ) -> None:
        """One repetition, one fault."""
        resources[1]["schema"]["fields"][0]["constraints"] = {"unique": True}
        message = refusal(write(facts="fact,value\nF101,1\nF101,2\n"), "facts")
        assert message.startswith("1 problem")


class TestForeignKey:
    """Values that must occur in another table, or elsewhere in their own."""

    def test_a_reference_to_nothing_names_table_and_near_key(
        self, write: Write, channels_csv: str
    ) -> None:
        """The hint is the key that was probably meant."""
        message = refusal(write(channels=channels_csv.replace("F104", "F140")), "channels")
        assert message == (
            "1 problem in data/channels.csv\n"
            "\n"
            "  data/channels.csv:6:fact  'F140' does not occur in fact of the table facts\n"
            "      did you mean 'F104'?"
        )

    def test_without_a_near_key_the_hint_lists_what_there_is(
        self, write: Write, channels_csv: str
    ) -> None:
        """A short list is the best help."""
        message = refusal(write(channels=channels_csv.replace("F104", "zz")), "channels")
        assert message.endswith("\n      facts: F101, F102, F103, F104")

    def test_an_empty_cell_refers_to_nothing(self, write: Write) -> None:
        """The third channel names no fact, and may."""
        assert write().load("channels")["fact"].isna().tolist() == [False, False, True, False]

    @pytest.mark.usefixtures("linked")
    def test_a_table_may_refer_to_itself_with_several_columns(self, write: Write) -> None:
        """The pair must exist, not each half."""
        assert refusal(write(links=LINKS_CSV.replace("b,c,a,c", "b,c,b,b")), "links") == (
            "1 problem in data/links.csv\n"
            "\n"
            "  data/links.csv:4:after_source  'b, b' does not occur in source, target"
            " of the table links\n"
            "      did you mean 'b, c'?"
        )

    @pytest.mark.usefixtures("linked")
    def test_a_row_that_hides_a_key_of_its_own_table_is_reported_once(self, write: Write) -> None:
        """The first row may hold the pair that the second refers to."""
        assert refusal(write(links=LINKS_CSV.replace("a,b,,", "a,b,")), "links") == (
            "1 problem in data/links.csv\n"
            "\n"
            "  data/links.csv:2  3 cells where the header has 4\n"
            "      an empty cell needs its comma, too"
        )

    @pytest.mark.usefixtures("linked")
    def test_half_a_reference_refers_to_nothing(self, write: Write) -> None:
        """As in SQL, a key with an empty part is not looked up."""
        assert len(write(links=LINKS_CSV.replace("b,c,a,c", "b,c,zz,")).load("links")) == 3

    def test_faults_elsewhere_count_only_if_they_hide_keys(self, write: Write) -> None:
        """A wrong value in the facts does not keep the channels from loading."""
        assert len(write(facts="fact,value\nF101,x\nF102,1\nF104,1\n").load("channels")) == 4

    @pytest.mark.parametrize(
        ("facts", "place"),
        [
            (None, "data/facts.csv  the file is missing"),
            (b"fact,value\nF101,\xff\n", "data/facts.csv:2  byte 0xFF at offset 16 is not UTF-8"),
            (b"key,value\nF101,1\n", "data/facts.csv:1:key  the column is not declared"),
            (b"fact,value\nF101,1\nF102\n", "data/facts.csv:3  1 cell where the header has 2"),
        ],
    )
    def test_keys_that_cannot_be_read_are_the_fault_of_their_own_file(
        self, facts: bytes | None, place: str, write: Write
    ) -> None:
        """No reference is called broken because its target could not be read."""
        with pytest.raises(DataError) as caught:
            write(facts=facts).load("channels")
        assert place in str(caught.value)
        assert {problem.path for problem in caught.value.problems} == {"data/facts.csv"}

    def test_own_faults_come_before_those_elsewhere(self, write: Write, channels_csv: str) -> None:
        """The table that was asked for is reported first."""
        library = write(channels=channels_csv.replace("13.11", "x"), facts=None)
        assert refusal(library, "channels") == (
            "2 problems in data/channels.csv and data/facts.csv\n"
            "\n"
            "  data/channels.csv:5:percent  'x' is not a number\n"
            "      % of answering firms\n"
            "  data/facts.csv  the file is missing\n"
            "      datapackage.json declares it for the table 'facts'"
        )
