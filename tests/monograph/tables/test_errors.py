"""How faults read."""

import pickle

from monograph.tables.errors import DataError, Problem, UnknownTableError


def _problems(count: int) -> list[Problem]:
    return [Problem("data/x.csv", line, "a", "is wrong") for line in range(2, 2 + count)]


class TestDataError:
    """The one error that lists all faults."""

    def test_a_fault_reads_as_place_then_what_then_hint(self) -> None:
        """Terminals make `file:line` clickable; the hint stands below, further in."""
        error = DataError(
            [Problem("data/x.csv", 3, "percent", "'4,92' is not a number", "say 4.92")]
        )
        assert str(error) == (
            "1 problem in data/x.csv\n"
            "\n"
            "  data/x.csv:3:percent  '4,92' is not a number\n"
            "      say 4.92"
        )

    def test_a_place_names_only_what_is_known(self) -> None:
        """A fault of a line has no column, a fault of a file has no line."""
        assert str(Problem("data/x.csv", 3, None, "is blank")) == "data/x.csv:3  is blank"
        assert str(Problem("data/x.csv", None, None, "is missing")) == "data/x.csv  is missing"

    def test_five_faults_are_listed_in_full(self) -> None:
        """Five is the limit, not one less."""
        lines = str(DataError(_problems(5))).splitlines()
        assert lines[0] == "5 problems in data/x.csv"
        assert lines[-1] == "  data/x.csv:6:a  is wrong"

    def test_the_sixth_is_counted_and_kept(self) -> None:
        """The message stays short; the problems stay complete."""
        error = DataError(_problems(12))
        lines = str(error).splitlines()
        assert lines[0] == "12 problems in data/x.csv"
        assert lines[-1] == "  ... and 7 more"
        assert len(lines) == 2 + 5 + 1
        assert [problem.line for problem in error.problems] == list(range(2, 14))

    def test_every_file_with_a_fault_is_named(self) -> None:
        """A broken key can be the fault of the table that it points to."""
        error = DataError([Problem("data/x.csv", 2, "a", "b"), Problem("data/y.csv", 2, "a", "b")])
        assert str(error).startswith("2 problems in data/x.csv and data/y.csv\n")

    def test_it_is_a_value_error_that_survives_pickling(self) -> None:
        """Parallel builds hand errors from process to process."""
        error = DataError(_problems(2))
        again = pickle.loads(pickle.dumps(error))
        assert isinstance(again, DataError)
        assert isinstance(again, ValueError)
        assert again.problems == error.problems
        assert str(again) == str(error)


def test_an_unknown_table_is_a_key_error_without_quotes_round_its_sentence() -> None:
    """Python shows the representation of a KeyError's message; ours shows the message."""
    assert str(UnknownTableError("No table named 'x'.")) == "No table named 'x'."
    assert issubclass(UnknownTableError, KeyError)
