"""A chapter that is saved from a notebook changes only where it was edited."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable
from difflib import ndiff
from pathlib import Path
from typing import Any

import jupytext
import pytest
from jupyter_server.services.contents.filemanager import AsyncFileContentsManager
from jupytext.async_contentsmanager import build_async_jupytext_contents_manager_class
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from monograph.runner.chapters import chapters, executable
from workshop.authoring import kept
from workshop.notebooks import SAVING, variables

ROOT = Path(__file__).parents[2]
SOURCES = {page.name: page.path for page in executable(chapters(ROOT))}
CHAPTER = """\
---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {name: python3, display_name: Python 3}
---
# One

First words.

+++ {"kept": true}

Words of a cell of their own.


```{code-cell} ipython3
:tags: [hide-input]
:source: "We compute: a line that is a good deal longer than what YAML leaves on one line."
x = 1

y = 2
```
Close below.
```{code-cell} ipython3
:tags: [hide-input]
x
```
```{code-cell} ipython3

y
```

Last words."""


def saved(text: str, edit: Callable[[NotebookNode], object]) -> str:
    """Return what Jupytext would write of a chapter that JupyterLab opened, edited and saved."""
    notebook = jupytext.reads(text, fmt="md:myst")
    notebook.metadata["language_info"] = {"name": "python", "pygments_lexer": "ipython3"}
    notebook.metadata["kernelspec"]["display_name"] = "Python 3 (ipykernel)"
    edit(notebook)
    written: str = jupytext.writes(notebook, fmt="md:myst")
    return written


def changed(before: str, after: str) -> list[str]:
    return [line for line in ndiff(before.split("\n"), after.split("\n")) if line[0] in "+-"]


@pytest.mark.parametrize("name", SOURCES)
def test_a_chapter_that_was_only_saved_stays_as_it_stood(name: str) -> None:
    text = SOURCES[name].read_text("utf-8")
    assert kept(text, saved(text, lambda _: None)) == text


@pytest.mark.parametrize("name", SOURCES)
def test_an_edited_cell_changes_and_no_other(name: str) -> None:
    """Of each chapter its longest cell of code, and its longest of prose."""
    text = SOURCES[name].read_text("utf-8")
    cells = jupytext.reads(text, fmt="md:myst").cells
    for kind in ("code", "markdown"):
        at = max(
            (n for n, cell in enumerate(cells) if cell.cell_type == kind),
            key=lambda n: len(cells[n].source),
        )

        def edit(notebook: NotebookNode, at: int = at) -> None:
            notebook.cells[at].source += "\n# one line more"

        assert changed(text, kept(text, saved(text, edit))) == ["+ # one line more"], kind


def _insert(at: int, cell: NotebookNode) -> Callable[[NotebookNode], object]:
    cell.pop("id")
    return lambda notebook: notebook.cells.insert(at, cell)


EDITS: dict[str, tuple[Callable[[NotebookNode], Any], list[str]]] = {
    "code in the middle": (
        lambda n: n.cells[2].update(source="x = 1\n\ny = 3"),
        ["- y = 2", "+ y = 3"],
    ),
    "code under no option": (lambda n: n.cells[5].update(source="y + x"), ["- y", "+ y + x"]),
    "prose": (lambda n: n.cells[-1].update(source="Other."), ["- Last words.", "+ Other."]),
    "a cell that is gone": (lambda n: n.cells.pop(4), ["- ```{code-cell} ipython3",
        "- :tags: [hide-input]", "- x", "- ```", "+ "]),
    "a cell at the end": (
        _insert(7, new_code_cell("x + y")),
        ["+ ", "+ ```{code-cell} ipython3", "+ x + y", "+ ```"],
    ),
    "an option": (
        lambda n: n.cells[4].metadata.update(tags=["hide-cell"]),
        ["- :tags: [hide-input]", "+ :tags: [hide-cell]", "+ "],
    ),
    "options of prose": (
        lambda n: n.cells[1].metadata.update(kept=False),
        ['- +++ {"kept": true}', '+ +++ {"kept": false}'],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", EDITS)
def test_an_edit_is_all_that_changes(what: str) -> None:
    edit, expected = EDITS[what]
    text = CHAPTER + "\n"
    after = kept(text, saved(text, edit))
    assert sorted(changed(text, after)) == sorted(expected)


@pytest.mark.parametrize("what", EDITS)
def test_what_is_kept_says_what_was_saved(what: str) -> None:
    text = CHAPTER + "\n"
    wanted = saved(text, EDITS[what][0])
    made = kept(text, wanted)
    for got, want in zip(
        jupytext.reads(made, fmt="md:myst").cells,
        jupytext.reads(wanted, fmt="md:myst").cells,
        strict=True,
    ):
        assert (got.cell_type, got.source, got.metadata) == (
            want.cell_type,
            want.source,
            want.metadata,
        )


def test_cells_that_change_places_keep_their_lines() -> None:
    text = CHAPTER + "\n"

    def swap(notebook: NotebookNode) -> None:
        notebook.cells[2], notebook.cells[4] = notebook.cells[4], notebook.cells[2]

    after = kept(text, saved(text, swap))
    long = next(line for line in text.split("\n") if line.startswith(":source:"))
    assert long in after.split("\n")
    assert after.index(":source:") > after.index("Close below.")


def test_two_cells_of_prose_stay_two() -> None:
    text = CHAPTER + "\n"
    cell = new_markdown_cell("Words between.")
    after = kept(text, saved(text, _insert(6, cell)))
    assert changed(text, after) == ["+ Words between.", "+ ", "+ +++", "+ "]


def test_a_fence_may_be_longer_than_it_need_be() -> None:
    text = CHAPTER + "\n\n````{code-cell} ipython3\n:tags:    [hide-input]\nz = 1\n````\n"
    assert kept(text, saved(text, lambda _: None)) == text


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_ends_of_lines_are_the_files(newline: str) -> None:
    text = (CHAPTER + "\n").replace("\n", newline)
    assert kept(text, saved(text, lambda _: None)) == text


def _manager(folder: Path) -> Any:  # noqa: ANN401
    made: Any = build_async_jupytext_contents_manager_class(AsyncFileContentsManager)
    return made(root_dir=str(folder), pre_save_hook=SAVING)


def test_jupyterlab_saves_a_chapter_so(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_bytes((CHAPTER + "\n").encode())

    async def edit() -> None:
        manager = _manager(tmp_path)
        model = await manager.get("one.md", type="notebook", content=True)
        model["content"]["cells"][2]["source"] = "x = 7"
        await manager.save({"type": "notebook", "content": model["content"]}, "one.md")

    asyncio.run(edit())
    after = (tmp_path / "one.md").read_bytes().decode()
    assert changed(CHAPTER + "\n", after) == ["- x = 1", "+ x = 7", "- ", "- y = 2"]


def test_a_chapter_that_is_edited_as_text_is_saved_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text(CHAPTER + "\n", "utf-8")
    typed = CHAPTER.replace(":tags: [hide-input]", ":tags:    [hide-input]")

    async def edit() -> None:
        model = {"type": "file", "format": "text", "content": typed}
        await _manager(tmp_path).save(model, "one.md")

    asyncio.run(edit())
    assert (tmp_path / "one.md").read_text("utf-8") == typed


def test_the_books_own_jupyterlab_is_told_to(tmp_path: Path) -> None:
    folder = Path(variables(tmp_path)["JUPYTER_CONFIG_PATH"].split(os.pathsep)[0])
    told = json.loads((folder / "jupyter_server_config.json").read_text("utf-8"))
    assert told == {"ContentsManager": {"pre_save_hook": SAVING}}
