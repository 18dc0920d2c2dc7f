"""Every chapter runs from a clean kernel, in its own folder, without a word on stderr."""

from __future__ import annotations

import asyncio
from pathlib import Path

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient

from clusterbook.build.chapters import Chapter, chapters, executable
from clusterbook.build.execute import ChapterError, run

REAL = Path(__file__).parents[2]
PAGES = {page.name: page for page in executable(chapters(REAL))}


@pytest.fixture(autouse=True)
def own_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let kernels find the package of this checkout, wherever the environment came from."""
    monkeypatch.setenv("PYTHONPATH", str(REAL / "code"))


@pytest.mark.parametrize("name", PAGES)
def test_the_chapter_runs_without_the_cache(name: str) -> None:
    ran = run(PAGES[name])
    assert [cell for cell in ran.notebook.cells if cell.cell_type == "code"]


def test_a_chapter_runs_as_jupyterlab_opens_it(tmp_path: Path) -> None:
    """The way of Binder: Jupytext makes a notebook of the page, and a plain client runs it."""
    page = max(PAGES.values(), key=lambda page: len(page.code_cells))
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
