"""A copy that stopped half way: what lost a file is made again, and the rest is believed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Project


def cut(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def heals(project: Project, before: object, ran: list[str]) -> None:
    """Build; these chapters must have run, and the book be published as before."""
    result = project.build()
    assert result.returncode == 0, result.stdout
    assert project.ran() == ran
    assert project.published() == before


@pytest.mark.parametrize("harm", [Path.unlink, cut])
def test_a_page_that_is_gone_or_cut_is_set_again(
    project: Project, harm: Callable[[Path], None]
) -> None:
    before = project.published()
    harm(project.root / "_build/html/book/beta.html")
    heals(project, before, ran=[])


def test_outputs_that_were_cut_are_run_again(project: Project) -> None:
    before = project.published()
    cut(project.root / "_build/executed/book-alpha.ipynb")
    cut(project.root / "_build/html.json")
    heals(project, before, ran=["alpha"])


def test_trees_of_which_one_was_cut_are_read_again(project: Project) -> None:
    before = project.published()
    (project.root / "_build/html.json").unlink()
    heals(project, before, ran=[])  # Sphinx believes no trees that were read in another folder
    cut(project.root / "_build/stage/doctrees/book/beta.doctree")
    (project.root / "_build/html.json").unlink()
    heals(project, before, ran=[])
