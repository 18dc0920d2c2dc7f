"""The doors of the layer: where the data are found, what is kept, what is recorded."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from monograph.tables import package
from monograph.tables.errors import DataError, UnknownTableError
from monograph.tables.library import Library

Write = Callable[..., Library]


@pytest.fixture
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put the package and the working directory away from any data; forget all libraries."""
    start = tmp_path / "start"
    start.mkdir()
    monkeypatch.setattr(package, "__file__", str(tmp_path / "site" / "tables" / "package.py"))
    monkeypatch.setattr(package, "_open", {})
    monkeypatch.delenv(package.VARIABLE, raising=False)
    monkeypatch.chdir(start)
    return start


class TestDataFolder:
    """Three places to look, in this order."""

    def test_it_is_found_above_the_package(
        self, away: Path, write: Write, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """In a checkout, whatever the working directory is."""
        folder = write().folder
        monkeypatch.chdir("/")
        assert package.data_folder() == folder

    def test_it_is_found_above_the_working_directory(
        self, away: Path, write: Write, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Where the package is installed elsewhere, as Binder may do."""
        folder = write().folder
        monkeypatch.setattr(package, "__file__", "/nowhere/package.py")
        assert package.data_folder() == folder

    def test_it_is_found_by_the_variable(
        self, away: Path, write: Write, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Where neither place leads to it."""
        folder = write().folder.rename(away / "elsewhere")
        monkeypatch.setenv(package.VARIABLE, str(folder))
        assert package.data_folder() == folder

    def test_without_it_the_error_says_what_to_set(self, away: Path) -> None:
        """The reader can act on the sentence alone."""
        with pytest.raises(FileNotFoundError) as caught:
            package.data_folder()
        assert str(caught.value) == (
            f"No data/datapackage.json above {away}; set MONOGRAPH_DATA to the data folder."
        )

    def test_a_variable_that_leads_nowhere_is_named(
        self, away: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It was set, so the advice to set it would not help."""
        monkeypatch.setenv(package.VARIABLE, "/nowhere")
        with pytest.raises(FileNotFoundError) as caught:
            package.data_folder()
        assert str(caught.value) == (
            f"No data/datapackage.json above {away}; and none in MONOGRAPH_DATA=/nowhere."
        )


class TestNames:
    """Names that no table has."""

    def test_an_unknown_name_is_refused_with_a_guess(self, write: Write) -> None:
        """The guess and the list stand in one sentence."""
        with pytest.raises(UnknownTableError) as caught:
            write().load("chanels")
        assert str(caught.value) == (
            "No table named 'chanels'. Did you mean 'channels'? Tables: channels, facts."
        )

    def test_without_a_guess_the_list_must_do(self, write: Write) -> None:
        """No guess is better than a bad one."""
        with pytest.raises(KeyError) as caught:
            write().entry("xyz")
        assert str(caught.value) == "No table named 'xyz'. Tables: channels, facts."


@pytest.mark.usefixtures("away")
class TestDoors:
    """What a chapter calls, and what the builder learns from it."""

    def test_tables_are_loaded_named_described_and_cited(self, write: Write) -> None:
        """The four functions of the chapters, on one folder."""
        write()
        assert package.names() == ("channels", "facts")
        assert len(package.load("channels")) == 4
        assert package.describe("channels")["schema"]["fields"][3]["unit"] == "% of answering firms"
        assert package.cite("channels") == "Source: Paper, Table 5 (transcribed)."
        assert package.check() == ()

    def test_a_fault_that_no_table_shows_alone_has_its_cell(self, write: Write) -> None:
        """Line and column of the row that a key tells, below a cell that holds a line break."""
        lines = write().folder.joinpath("channels.csv").read_text("utf-8").splitlines()
        header, first, *rest = lines
        key = rest[-1].split(",")[0]
        broken = first.replace(first.split(",")[1], '"two\nlines"')
        write().folder.joinpath("channels.csv").write_text(
            "\n".join([header, broken, *rest]) + "\n"
        )
        found = package.problem("channels", {"channel": key}, "firms", "are too few", "ask more")
        place = f"data/channels.csv:{len(lines) + 1}:firms"
        assert str(found) == f"{place}  are too few\n    ask more"
        with pytest.raises(KeyError, match="no row"):
            package.problem("channels", {"channel": "nobody"}, "firms", "are too few")

    def test_a_description_is_the_callers_own(self, write: Write) -> None:
        """Changing it changes no check."""
        write()
        package.describe("channels")["schema"]["fields"].clear()
        assert len(package.describe("channels")["schema"]["fields"]) == 8
        assert len(package.load("channels")) == 4

    def test_nothing_is_consulted_at_first(self) -> None:
        """Also where there is no data folder at all."""
        assert package.consulted() == frozenset()

    def test_loading_consults_a_table_and_those_it_refers_to(self, write: Write) -> None:
        """An edit of the facts can break the channels, so the chapter depends on both."""
        write()
        package.load("channels")
        assert package.consulted() == {"channels", "facts"}

    def test_loading_a_table_without_references_consults_no_other(self, write: Write) -> None:
        """Else a chapter would run again for nothing."""
        write()
        package.load("facts")
        assert package.consulted() == {"facts"}

    @pytest.mark.parametrize("door", [package.describe, package.cite])
    def test_describing_and_citing_consult_one_table(
        self, door: Callable[[str], object], write: Write
    ) -> None:
        """Neither looks at the data."""
        write()
        door("channels")
        assert package.consulted() == {"channels"}

    def test_names_consult_the_list(self, write: Write) -> None:
        """A new table changes the answer."""
        write()
        package.names()
        assert package.consulted() == {"*"}

    def test_an_unknown_name_consults_the_list(self, write: Write) -> None:
        """Whether a name is unknown depends on all of them."""
        write()
        with pytest.raises(KeyError):
            package.load("chanels")
        assert package.consulted() == {"*"}


class TestCite:
    """Source lines."""

    def test_places_in_one_work_are_put_together(
        self, write: Write, resources: list[dict[str, object]], away: Path
    ) -> None:
        """The work is named once."""
        titles = ["Paper, Table 3", "Yearbook", "Paper, §2.2"]
        resources[0].update({"class": "coded", "sources": [{"title": title} for title in titles]})
        write()
        assert package.cite("channels") == "Source: Paper, Table 3, §2.2; Yearbook (coded)."

    @pytest.mark.parametrize("sources", [None, [], [{}], "Paper", [{"title": ""}]])
    def test_a_table_without_a_source_cannot_be_cited(
        self, sources: object, write: Write, resources: list[dict[str, object]], away: Path
    ) -> None:
        """A caption must not say where a number is from without saying where."""
        resources[0]["sources"] = sources
        write()
        with pytest.raises(DataError, match=r"the table needs sources, each with a title"):
            package.cite("channels")

    def test_a_table_without_a_class_cannot_be_cited(
        self, write: Write, resources: list[dict[str, object]], away: Path
    ) -> None:
        """A reader never has to guess whose number it is."""
        resources[0]["class"] = "typed"
        write()
        with pytest.raises(DataError, match=r"the table has no class\n.*one of: transcribed, rec"):
            package.cite("channels")


class TestCache:
    """Tables are kept, but never served stale or shared."""

    def test_every_caller_gets_a_copy(self, write: Write) -> None:
        """Changing values, adding and removing columns: the next caller sees none of it."""
        library = write()
        first = library.load("channels")
        whole = first.copy()
        first.loc[0, "percent"] = -1.0
        first["new"] = 1
        del first["label"]
        first.columns.name = "changed"
        again = library.load("channels")
        assert again.equals(whole)
        assert list(again.columns) == list(whole.columns)
        assert again.columns.name is None

    def test_an_unchanged_table_is_parsed_once(
        self, write: Write, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The second call reads bytes, not cells."""
        library = write()
        library.load("channels")
        monkeypatch.setattr("monograph.tables.library.read_table", None)
        assert len(library.load("channels")) == 4

    def test_an_edit_is_noticed_even_with_time_and_size_unchanged(
        self, write: Write, channels_csv: str
    ) -> None:
        """Two edits may fall into one tick of the clock."""
        library = write()
        path = library.folder / "channels.csv"
        before = path.stat()
        assert library.load("channels")["percent"].iloc[2] == 13.11
        path.write_text(channels_csv.replace("13.11", "14.11"), encoding="utf-8")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert path.stat().st_size == before.st_size
        assert library.load("channels")["percent"].iloc[2] == 14.11

    def test_an_edit_that_breaks_the_table_is_refused_and_its_mending_accepted(
        self, write: Write
    ) -> None:
        """The frame from before the edit is not served in its place."""
        library = write()
        library.load("facts")
        write(facts="fact,value\nF101,x\n")
        with pytest.raises(DataError):
            library.load("facts")
        write()
        assert len(library.load("facts")) == 4

    def test_an_edit_of_the_table_referred_to_is_noticed(self, write: Write) -> None:
        """The channels are unchanged, but one now refers to nothing."""
        library = write()
        library.load("channels")
        write(facts="fact,value\nF101,1\nF102,1\n")
        with pytest.raises(DataError, match="'F104' does not occur"):
            library.load("channels")

    def test_an_edit_of_the_declaration_is_noticed(
        self, write: Write, resources: list[dict[str, dict[str, list[dict[str, object]]]]]
    ) -> None:
        """A stricter limit refuses what was loaded a moment ago."""
        library = write()
        library.load("channels")
        resources[0]["schema"]["fields"][3]["constraints"] = {"maximum": 20}
        write()
        with pytest.raises(DataError, match=r"21.31 is above the maximum 20"):
            library.load("channels")

    def test_a_file_that_vanishes_is_noticed(self, write: Write) -> None:
        """No table from memory."""
        library = write()
        library.load("facts")
        (library.folder / "facts.csv").unlink()
        with pytest.raises(DataError, match="the file is missing"):
            library.load("facts")


def test_a_check_of_all_tables_reports_each_fault_once(write: Write) -> None:
    """The missing facts hinder both tables, and are one fault."""
    library = write(facts=None)
    assert [str(problem).splitlines()[0] for problem in library.check()] == [
        "data/facts.csv  the file is missing"
    ]
