"""A chapter runs when something that it depends on changed, and at no other time."""

from __future__ import annotations

import pytest

from .conftest import Project

ALPHA = "book/alpha.md"

# What an author edits most often, and what no kernel needs to know.
WORDS = {
    "prose": ("hire from outside", "hire from beyond"),
    "caption": ("Hiring leads with", "Hiring is first with"),
    "source line": ("We compute: a drawing.", "We compute: another drawing."),
}

# What is edited -> the chapters that depend on it.
CAUSES = {
    "a cell": ((ALPHA, "cb.computed(channels", "cb.computed(channels.copy()"), ["alpha"]),
    "a table": (("data/channels.csv", "21.31", "22.95"), ["alpha"]),
    "another table": (("data/firms.csv", "260", "261"), ["beta"]),
    "an entry of the data package": (
        ("data/datapackage.json", "Firms of a small book", "Firms"),
        ["beta"],
    ),
    "a module": (
        ("code/clusterbook/analysis/survey/__init__.py", "Stands", "It stands"),
        ["alpha"],
    ),
    "another module": (
        ("code/clusterbook/analysis/cluster/__init__.py", "Stands", "It stands"),
        ["beta"],
    ),
    "a module of all": (
        ("code/clusterbook/book.py", "The one import", "The import"),
        ["alpha", "beta", "gamma"],
    ),
    "a module of none": (("code/clusterbook/analysis/boolean/_chance.py", '"""', '""" '), []),
    "a module of the builder": (("code/monograph/runner/parallel.py", '"""', '""" '), []),
    "the lock": (("requirements.txt", "altair==", "altair== "), ["alpha", "beta", "gamma"]),
}


def named(chapters: list[str]) -> list[str]:
    return [f"book/{name}" for name in chapters]


def test_nothing_runs_when_nothing_changed(project: Project) -> None:
    assert project.refresh() == []
    assert project.ran() == []


@pytest.mark.parametrize("what", WORDS)
def test_no_kernel_starts_for_words(project: Project, what: str) -> None:
    project.edit(ALPHA, *WORDS[what])
    assert project.refresh() == []
    assert project.ran() == []


@pytest.mark.parametrize("cause", CAUSES)
def test_exactly_the_dependent_chapters_run(project: Project, cause: str) -> None:
    edit, dependent = CAUSES[cause]
    project.edit(*edit)
    assert project.refresh() == named(dependent)
    assert project.ran() == dependent


@pytest.mark.parametrize("place", ["fonts/marks.otf", "marks.json"])
def test_files_that_a_package_carries_belong_to_it(project: Project, place: str) -> None:
    (project.root / "code/monograph/voices/fonts").mkdir(exist_ok=True)
    project.append(f"code/monograph/voices/{place}", "new")
    assert project.refresh() == named(["alpha", "beta", "gamma"]), "all tell numbers"
    (project.root / "code/monograph/tables/fonts").mkdir(exist_ok=True)
    project.append(f"code/monograph/tables/{place}", "new")
    assert project.refresh() == named(["alpha", "beta"]), "only these load tables"
    project.append(f"code/monograph/tables/{place}", "newer")
    assert project.refresh() == named(["alpha", "beta"])


def test_a_table_that_is_gone_makes_its_chapter_run(project: Project) -> None:
    chapter = project.chapter("beta")
    (project.root / "data/firms.csv").unlink()
    assert project.reasons(chapter) == ["file:data/firms.csv"]


def test_a_file_that_a_chapter_missed_makes_it_run_once_it_is_there(project: Project) -> None:
    look = "try:\n    open('../data/note.txt')\nexcept OSError:\n    pass\none = 1\n"
    project.edit("book/gamma.md", "one = 1\n", look)
    assert project.refresh() == named(["gamma"])
    assert project.refresh() == []
    project.append("data/note.txt", "here")
    assert project.reasons(project.chapter("gamma")) == ["file:data/note.txt"]


def test_a_record_of_another_builder_makes_its_chapter_run(project: Project) -> None:
    (project.root / "_build/executed/book-gamma.json").write_text('{"code": "x"}', "utf-8")
    assert project.reasons(project.chapter("gamma")) == ["never run"]
