"""Every chapter runs from a clean kernel, in its own folder, without a word on stderr."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient

from monograph.runner.chapters import Chapter, chapters, executable
from monograph.runner.dependencies import Digests
from monograph.runner.execute import ChapterError, run
from monograph.runner.kernels import Prepared, prepared
from monograph.runner.store import Store

from ...covering import some
from ...small_book import unmade

REAL = Path(__file__).parents[3]
PAGES = {page.name: page for page in executable(chapters(REAL))}


@pytest.fixture(autouse=True)
def own_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let kernels find the package of this checkout, wherever the environment came from."""
    monkeypatch.setenv("PYTHONPATH", str(REAL / "code"))


@pytest.fixture(scope="session")
def template() -> Iterator[Prepared | None]:
    """Give the process from which kernels are forked, once a worker."""
    with prepared() as made:
        yield made


@pytest.mark.parametrize("name", PAGES)
def test_the_chapter_runs(name: str, request: pytest.FixtureRequest) -> None:
    """As `make book` runs it, with its memory: outputs that still hold are not made again."""
    page, store = PAGES[name], Store(REAL)
    if store.reasons(page, Digests(REAL)):
        store.put(page, run(page, template=request.getfixturevalue("template")))
    assert store.reasons(page, Digests(REAL)) == []
    assert [cell for cell in store.executed(page).cells if cell.cell_type == "code"]


BY_CELLS = sorted(PAGES, key=lambda name: len(PAGES[name].code_cells))


@pytest.mark.parametrize("name", some([BY_CELLS[0], BY_CELLS[-1]], BY_CELLS[:1]))
def test_a_chapter_runs_as_an_author_opens_it(tmp_path: Path, name: str) -> None:
    """To edit it as a notebook: Jupytext makes one of the source, and a plain client runs it."""
    page = PAGES[name]
    opened = tmp_path / "chapter.ipynb"
    jupytext.write(jupytext.read(page.path), opened)
    notebook = nbformat.read(opened, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=300,
        kernel_name=notebook.metadata["kernelspec"]["name"],
        resources={"metadata": {"path": str(page.path.parent)}},
    )
    asyncio.run(client.async_execute())
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert outputs
    assert [out["text"] for out in outputs if out.get("name") == "stderr"] == []


def test_a_chapter_that_warns_is_refused(tmp_path: Path) -> None:
    header = "---\njupytext: {text_representation: {format_name: myst}}\n---\n"
    cell = "```{code-cell}\nimport warnings\nwarnings.warn('oh')\n```\n"
    (tmp_path / "page.md").write_text(header + cell, "utf-8")
    with pytest.raises(ChapterError, match=r"page\.md:6: the cell warns:\nUserWarning: oh"):
        run(Chapter(tmp_path, "page"))


# table, cell as printed, cell as edited, chapter, the sentences that the edit makes false
EDITS = [
    (
        "implications",
        "主动链接,hoop,failed",
        "主动链接,hoop,strained",
        "hypotheses",
        ["{numref}`tab-h2` holds the failure"],
    ),
    (
        "verdict_thresholds",
        "支持所需后验概率,Least posterior for support,0.5,",
        "支持所需后验概率,Least posterior for support,0.45,",
        "verdicts",
        ["Leniently, {n}`lenient_supported`", "They pass the lenient rule's"],
    ),
]


@pytest.mark.parametrize(("table", "old", "new", "name", "sentences"), some(EDITS, EDITS[:1]))
def test_a_sentence_that_an_edited_table_makes_false_stops_the_chapter(
    table: str,
    old: str,
    new: str,
    name: str,
    sentences: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for folder in ("code", "data"):
        shutil.copytree(REAL / folder, tmp_path / folder, ignore=unmade)
    (tmp_path / "book").mkdir()
    shutil.copy(REAL / "book" / f"{name}.md", tmp_path / "book")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "code"))
    cells = tmp_path / "data" / f"{table}.csv"
    text = cells.read_text("utf-8")
    assert text.count(old) == 1
    cells.write_text(text.replace(old, new), "utf-8")
    chapter = Chapter(tmp_path, f"book/{name}")
    with pytest.raises(ChapterError, match="SentenceError: the data no longer bear out") as fault:
        run(chapter)
    said = str(fault.value)
    place, line, _ = said.split(":", 2)
    assert place == str(chapter.path)
    assert chapter.path.read_text("utf-8").splitlines()[int(line) - 1].startswith("cb.holds({")
    assert said.splitlines()[1:] == [f"  {sentence} …" for sentence in sentences]
