"""A reader's session: numbers that moved are shown beside the page's, and sentences that fell."""

import asyncio
from collections.abc import Iterator

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import v4

from monograph.living import session as sessions
from monograph.living.notebook import begin
from monograph.living.session import Session
from monograph.tables.package import changes, load
from monograph.voices.listening import listen
from monograph.voices.number import Number, Voice
from monograph.voices.sentences import SentenceError, holds


def computed(text: str) -> Number:
    return Number(text, Voice.COMPUTED, why="for a test")


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(sessions, "_show", said.extend)
    return said


@pytest.fixture
def reader(shown: list[str]) -> Iterator[Session]:
    words = {"firms": ("Of the ", " firms that answered …")}
    session = Session("book/one", {"firms": "61", "share": "2 %"}, words=words)
    listen(session)
    yield session
    listen(None)


def test_what_is_the_pages_is_not_spoken_of(reader: Session, shown: list[str]) -> None:
    reader.told({"firms": computed("61")})
    holds({"All is well": True})
    assert shown == []
    assert "Every number is the page's; of 1 sentences" in reader.summary()


def test_a_number_that_moved_stands_beside_the_pages(reader: Session, shown: list[str]) -> None:
    reader.told({"firms": computed("60"), "share": computed("2 %"), "new": computed("7")})
    (line,) = shown
    place = "“Of the <mark>60</mark> firms that answered …”"
    assert line == f"{place}; the page prints <del>61</del>"
    reader.told({"firms": computed("61")})
    assert reader.moved == []


def test_a_sentence_that_fell_is_named_and_nothing_stops(reader: Session, shown: list[str]) -> None:
    reader.told({"firms": computed("61")})
    holds({"Of the {n}`firms` in {numref}`a table <tab-x>` *most*": False, "This stands": True})
    assert shown == ["<strong>No longer true:</strong> “Of the 61 in a table most …”"]
    assert shown[0] in reader.summary()
    holds({"Of the {n}`firms` in {numref}`a table <tab-x>` *most*": True})
    assert reader.fallen == []


def test_a_whole_sentence_that_fell_is_not_said_to_go_on(reader: Session, shown: list[str]) -> None:
    holds({"It does not reach one.": False})
    assert shown == ["<strong>No longer true:</strong> “It does not reach one.”"]


def test_a_title_that_fell_is_named_as_the_page_names_its_figure(
    reader: Session, shown: list[str]
) -> None:
    reader.figures["fig-tree"] = "Fig. 2.1"
    holds({"{title}`fig-tree`": False})
    assert shown == ["<strong>No longer true:</strong> the title of Fig. 2.1"]
    source = "cb.holds({'{title}`fig-tree`': count < 2})"
    begun = begin("book/one", {}, [source], {"fig-tree": "Fig. 2.1", "fig-other": "Fig. 2.2"})
    assert "\n    {'fig-tree': 'Fig. 2.1'},\n" in begun


def test_where_nobody_listens_the_chapter_stops() -> None:
    with pytest.raises(SentenceError, match="This has fallen"):
        holds({"This has fallen": False})


def test_a_notebook_runs_without_stopping_and_lists_at_its_end_what_moved() -> None:
    tell = "from monograph.voices.telling import tell, computed\n"
    tell += "from monograph.voices.sentences import holds\n"
    tell += "tell(n=computed(count, why='counted'))\nholds({'There are few': count < 2})"
    cells = ["count = 3", tell, "from monograph.living import session\nsession.report()"]
    code = [begin("book/one", {"n": "1"}, cells, {}), *cells]
    notebook = v4.new_notebook(cells=[v4.new_code_cell(source) for source in code])
    asyncio.run(NotebookClient(notebook, timeout=120, kernel_name="python3").async_execute())
    *_, spoken, listed = notebook.cells
    said = str(spoken.outputs)
    assert "the page prints <del>1</del>" in said
    assert "No longer true" in said
    assert "No longer true" in str(listed.outputs)
    nbformat.validate(notebook)


def test_a_cell_run_too_early_says_which_is_wanted_first() -> None:
    cells = ["count = 3", "print(count)"]
    code = [begin("book/one", {}, cells, {}), cells[1]]
    notebook = v4.new_notebook(cells=[v4.new_code_cell(source) for source in code])
    client = NotebookClient(notebook, timeout=120, kernel_name="python3", allow_errors=True)
    asyncio.run(client.async_execute())
    said = str(notebook.cells[1].outputs)
    assert "count is made in the cell that begins `count = 3`: run that first." in said
    assert "NameError" in said


@pytest.fixture
def begun(reader: Session, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setattr(sessions, "_open", [reader])
    yield reader
    changes().reset()


def test_a_changed_cell_of_a_table_is_named_until_it_is_taken_back(
    begun: Session, shown: list[str]
) -> None:
    filed = load("channels")["percent"][0]
    sessions.change("channels", load("channels")["channel"][0], "percent", 50)
    assert load("channels")["percent"][0] == 50
    assert "to <mark>50</mark>; filed is <del>" in shown[0]
    assert "run the cells below" in shown[1]
    begun.told({"firms": computed("61")})
    assert "You changed <code>channels, " in begun.summary()
    sessions.reset()
    assert load("channels")["percent"][0] == filed
    assert "as filed again" in shown[-1]
    assert "You changed" not in begun.summary()


def test_the_value_that_is_filed_changes_nothing_and_says_nothing(
    begun: Session, shown: list[str]
) -> None:
    row = load("channels").iloc[0]
    sessions.change("channels", row["channel"], "percent", float(row["percent"]))
    assert shown == []
    sessions.change("channels", row["channel"], "percent", 50)
    said = len(shown)
    other = load("channels").iloc[1]
    sessions.change("channels", other["channel"], "percent", float(other["percent"]))
    assert len(shown) == said, "another cell that is as filed has nothing to say of this one"
    sessions.change("channels", row["channel"], "percent", float(row["percent"]))
    assert shown[said:] == [sessions.BELOW]


def test_where_no_session_has_begun_nothing_can_be_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A chapter of the build must rest on what is filed."""
    monkeypatch.setattr(sessions, "_open", [])
    with pytest.raises(RuntimeError, match="no session has begun"):
        sessions.change("channels", "hire", "percent", 50)
    with pytest.raises(RuntimeError, match="no session has begun"):
        sessions.reset()
