"""A chapter runs when something that it depends on changed, and at no other time."""

import shutil
import sqlite3

import pytest

from monograph.runner.chapters import chapters, executable
from monograph.runner.parallel import refresh
from monograph.runner.store import Store

from ... import forking
from ...covering import some
from .conftest import Project

ALPHA = "book/alpha.md"

# What an author edits most often, and what no kernel needs to know.
WORDS = {
    "prose": ("hire from outside", "hire from beyond"),
    "caption": ("Hiring leads with", "Hiring is first with"),
    "source line": ("We compute: a drawing.", "We compute: another drawing."),
    "comment in a cell": ("cb.computed(channels", "# counted\ncb.computed(channels"),
}

# The words of a module.
MODULE = "code/village/drawn.py"
SAID = {
    "docstring": (MODULE, '"""Stands', '"""It stands'),
    "comment": (MODULE, '"""Stands', '# A stand-in.\n"""Stands'),
    "layout": (MODULE, '"""Stands', '\n\n"""Stands'),
    "docstring of a module of all": ("code/village/book.py", "The one import", "The import"),
    "docstring of a module of the tables": (
        "code/monograph/tables/package.py",
        "The book's data package",
        "The data package of the book",
    ),
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
        (MODULE, "from typing", "import re\nfrom typing"),
        ["alpha"],
    ),
    "another module": (
        ("code/village/counted.py", "import os\n", "import os\nimport re\n"),
        ["beta"],
    ),
    "a module of all": (
        ("code/village/book.py", '"""The one import', 'ADDED = 1\n"""The one import'),
        ["alpha", "beta", "gamma"],
    ),
    "a module of none": (
        ("code/village/asked_by_none.py", "import", "import re\nimport"),
        [],
    ),
    "a module of the builder": (
        ("code/monograph/runner/parallel.py", "import", "import re\nimport"),
        [],
    ),
    "the lock": (
        ("requirements.txt", "monograph", "monograph # as it is here"),
        ["alpha", "beta", "gamma"],
    ),
}


def named(chapters: list[str]) -> list[str]:
    return [f"book/{name}" for name in chapters]


def test_from_clean_the_chapter_with_most_code_starts_first(project: Project) -> None:
    shutil.rmtree(project.root / "_build")
    project.append("book/beta.md", f"\n```{{code-cell}}\n# {'long ' * 500}\n```\n")
    with forking.lending():
        pages = executable(chapters(project.root))
        assert refresh(pages, Store(project.root), lambda _: None)[0] == "book/beta"


def test_nothing_runs_when_nothing_changed(project: Project) -> None:
    assert project.refresh() == []
    assert project.ran() == []


@pytest.mark.parametrize("what", some(WORDS, ["prose", "comment in a cell"]))
def test_no_kernel_starts_for_words(project: Project, what: str) -> None:
    project.edit(ALPHA, *WORDS[what])
    assert project.refresh() == []
    assert project.ran() == []


@pytest.mark.parametrize("what", some(SAID, ["docstring", "docstring of a module of all"]))
def test_no_chapter_is_stale_for_the_words_of_a_module(project: Project, what: str) -> None:
    project.edit(*SAID[what])
    assert project.refresh() == []


@pytest.mark.parametrize(
    "cause", some(CAUSES, ["a cell", "a table", "a module", "a module of all", "a module of none"])
)
def test_exactly_the_dependent_chapters_run(project: Project, cause: str) -> None:
    edit, dependent = CAUSES[cause]
    project.edit(*edit)
    assert project.refresh() == named(dependent)
    assert project.ran() == dependent


@pytest.mark.parametrize("place", some(["fonts/marks.otf", "marks.json"], ["marks.json"]))
def test_files_that_a_package_carries_belong_to_it(project: Project, place: str) -> None:
    (project.root / "code/monograph/voices/fonts").mkdir(exist_ok=True)
    project.append(f"code/monograph/voices/{place}", "new")
    assert project.refresh() == named(["alpha", "beta", "gamma"]), "all tell numbers"
    (project.root / "code/monograph/tables/fonts").mkdir(exist_ok=True)
    project.append(f"code/monograph/tables/{place}", "new")
    assert project.refresh() == named(["alpha", "beta"]), "only these load tables"
    project.append(f"code/monograph/tables/{place}", "newer")
    assert project.refresh() == named(["alpha", "beta"])


def test_the_words_of_a_module_are_a_part_of_it_and_not_of_its_package(project: Project) -> None:
    words = "code/monograph/tables/package.toml"
    project.append(words, 'firms = "firms"\n')
    assert project.refresh() == named(["alpha", "beta"]), "these load the module"
    project.append("code/monograph/tables/refresh.toml", 'firms = "firms"\n')
    assert project.refresh() == [], "no chapter loads the module"
    project.append("code/monograph/tables/of_none.toml", 'firms = "firms"\n')
    assert project.refresh() == named(["alpha", "beta"]), "of no module, so of the package"


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


LISTINGS = ("Path('../data').glob('*.csv')", "glob.glob('../data/*.csv')", "os.listdir('../data')")


@pytest.mark.parametrize("listing", LISTINGS)
def test_a_chapter_that_lists_a_folder_runs_when_a_file_comes_or_goes(
    project: Project, listing: str
) -> None:
    look = f"import glob, os\nfrom pathlib import Path\none = len(list({listing}))\n"
    project.edit("book/gamma.md", "one = 1\n", look)
    assert project.refresh() == named(["gamma"])
    project.append("data/.~lock.more.csv#", "")
    project.append("book/notes.txt", "to import, Python lists the folders it looks in")
    assert project.refresh() == []
    project.append("data/more.csv", "a\n")
    assert project.reasons(project.chapter("gamma")) == ["folder:data"]
    assert project.refresh() == named(["gamma"])
    (project.root / "data/more.csv").unlink()
    assert project.refresh() == named(["gamma"])


def test_a_chapter_that_reads_a_database_runs_when_it_changes(project: Project) -> None:
    """It is opened past Python, which says so."""
    path = project.root / "data/notes.db"
    with sqlite3.connect(path) as made:
        made.execute("create table notes (one)")
    read = "import sqlite3\nsqlite3.connect('../data/notes.db').execute('select * from notes')\n"
    project.edit("book/gamma.md", "one = 1\n", read + "one = 1\n")
    assert project.refresh() == named(["gamma"])
    assert project.refresh() == []
    with sqlite3.connect(path) as made:
        made.execute("insert into notes values (1)")
    assert project.refresh() == named(["gamma"])


def test_a_record_of_another_builder_makes_its_chapter_run(project: Project) -> None:
    (project.root / "_build/executed/book-gamma.json").write_text('{"code": "x"}', "utf-8")
    assert project.reasons(project.chapter("gamma")) == ["never run"]
