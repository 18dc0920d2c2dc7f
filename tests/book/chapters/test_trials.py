"""What each chapter offers to try moves something that it says, and the way back leads back."""

from collections.abc import Iterator

import pytest

from monograph.alive.explore import sketching
from monograph.living import session as sessions
from monograph.runner.chapters import Chapter, chapters
from monograph.tables.package import changes
from monograph.voices.listening import listen

from ...browser.books import REAL, build
from ...covering import some
from .test_notebooks import notebook

PAGES = [page.name for page in chapters(REAL)]
ASKING = [page.name for page in chapters(REAL) if "{try-it}" in page.path.read_text("utf-8")]
HOLDING = [
    page.name
    for page in chapters(REAL)
    if "cb.holds(" in (text := page.path.read_text("utf-8"))
    and ("cb.load(" in text or "cb.findings." in text)  # what reads no table has no cell to change
]
TRIALS = [
    (page.name, nth)
    for page in chapters(REAL)
    for nth in range(page.path.read_text("utf-8").count("{try-it}"))
]
QUICK = sorted(TRIALS, key=lambda trial: len(Chapter(REAL, trial[0]).code_cells))[:3]
"""Of the chapters with the fewest cells."""


@pytest.fixture(scope="session", autouse=True)
def _built() -> None:
    build(REAL)


@pytest.fixture(autouse=True)
def _back(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is shown, and no session stays open."""
    monkeypatch.setattr(sessions, "_show", lambda lines: None)
    monkeypatch.setattr(sessions, "_widget", lambda page: None)
    monkeypatch.setattr(sessions, "report", lambda: None)
    monkeypatch.chdir(REAL / "book")
    yield
    changes().reset()
    listen(None)
    sessions._open.clear()


def test_each_chapter_with_findings_offers_something_to_try() -> None:
    assert [name for name in HOLDING if name not in ASKING] == []
    assert max(TRIALS.count((name, 3)) for name in ASKING) == 0, "three are enough"


def ran(name: str, tried: int | None) -> sessions.Session:
    """Run a notebook from first cell to last, with one trial's suggestion or as it opens."""
    names: dict[str, object] = {"__name__": "__main__"}
    trials = 0
    with sketching():
        for cell in notebook(name).cells:
            if cell.cell_type != "code":
                continue
            code = cell.source
            if "suggested" in cell.metadata:
                code = cell.metadata["suggested"] if trials == tried else code
                trials += 1
            exec(compile(code, f"<{name}>", "exec"), names)
    return sessions._session()


@pytest.mark.parametrize(("name", "nth"), some(TRIALS, QUICK), ids=str)
def test_the_suggested_value_moves_something_and_the_whole_chapter_runs(
    name: str, nth: int
) -> None:
    session = ran(name, nth)
    assert session.moved or session.fallen
    assert len(session.changed) == 1


def test_as_it_opens_a_notebook_moves_nothing_and_reset_is_the_way_back() -> None:
    name = next(name for name in ASKING if name != PAGES[0])
    session = ran(name, None)
    assert (session.moved, session.fallen, session.changed) == ([], [], [])
    assert ran(name, 0).changed
    sessions.reset()
    again = ran(name, None)
    assert (again.moved, again.fallen, again.changed) == ([], [], [])
