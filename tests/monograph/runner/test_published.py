"""What stands in the published book: new words, new numbers, no leftovers, the same bytes again."""

import codecs
import os
import shutil
import subprocess
import sys

import frictionless

from .conftest import Project

JUPYTER_BOOK = "from jupyter_book.cli.main import main; main()"
"""As its command does, which names the folder that it was installed in."""
MARK = codecs.BOM_UTF8
ALPHA = "book/alpha.md"


def test_new_words_reach_the_page_without_a_kernel(project: Project) -> None:
    project.edit(ALPHA, "hire from outside", "hire from beyond")
    project.edit(ALPHA, "Hiring leads with", "Hiring is first with")
    project.edit(ALPHA, "We compute: a drawing.", "We compute: another drawing.")
    result = project.build()
    assert result.returncode == 0, result.stdout
    assert project.ran() == []
    page = project.page("alpha")
    for new, old in (
        ("hire from beyond", "hire from outside"),
        ("Hiring is first with", "Hiring leads with"),
        ("We compute: another drawing.", "We compute: a drawing."),
    ):
        assert new in page
        assert old not in page
    assert "Hiring is first with" in project.page("gamma"), "it quotes the caption"


def test_a_changed_number_reaches_every_place_that_shows_it(project: Project) -> None:
    project.edit("data/channels.csv", "21.31", "22.95")
    result = project.build()
    assert result.returncode == 0, result.stdout
    assert project.ran() == ["alpha"]
    page = project.page("alpha")
    for place in (
        '">22.95 %</a>',  # prose and caption
        ">22.95</td>",  # table
        "Staff from outside: 22.95",  # drawing
    ):
        assert place in page
    assert "22.95 %" in project.page("gamma"), "it quotes alpha's caption"
    site = project.published()
    assert b"22.95" in site["figures/fig-alpha.svg"]
    assert b"22.95" in site["figures/fig-alpha.csv"]
    assert b"22.95" in site["data/channels.csv"]
    own = {name: content for name, content in site.items() if not name.startswith("_static")}
    assert [name for name, content in own.items() if b"21.31" in content] == []


def test_nothing_changed_means_nothing_done(project: Project) -> None:
    stage = project.root / "_build/stage/html"
    assert not stage.exists(), "it became the book"
    result = project.build()
    assert result.returncode == 0
    assert "Nothing has changed" in result.stdout
    assert project.ran() == []
    assert not stage.exists(), "Sphinx was not started"


def test_each_figure_and_table_can_be_taken_away(built: Project) -> None:
    site = built.published()
    for name in ("figures/fig-alpha.svg", "figures/fig-alpha.csv"):
        assert f'href="../{name}"' in built.page("alpha")
        assert b"Staff from outside" in site[name]
    for name in ("channels.csv", "firms.csv"):
        assert site[f"data/{name}"] == MARK + (built.root / "data" / name).read_bytes()
    assert 'href="../data/channels.csv"' in built.page("alpha")
    assert sorted(n for n in site if n.startswith("figures/")) == [
        "figures/fig-alpha.csv",
        "figures/fig-alpha.svg",
    ]


def test_downloads_carry_the_mark_by_which_excel_knows_chinese(built: Project) -> None:
    """The sources have none; the published package describes what is published."""
    site = built.published()
    tables = {name: content for name, content in site.items() if name.endswith(".csv")}
    assert len(tables) == 4
    assert [name for name, content in tables.items() if not content.startswith(MARK)] == []
    assert [name for name, content in tables.items() if content.count(MARK) > 1] == []
    assert [p for p in built.root.glob("data/*.csv") if p.read_bytes().startswith(MARK)] == []
    report = frictionless.validate(str(built.root / "_build/html/data/datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])


def test_two_builds_from_clean_give_the_same_bytes(project: Project) -> None:
    """Every file, in another folder, with every kernel started anew."""
    before = project.published()
    shutil.rmtree(project.root / "_build")
    result = project.build()
    assert result.returncode == 0, result.stdout
    assert project.ran() == ["alpha", "beta", "gamma"]
    after = project.published()
    assert after.keys() == before.keys()
    assert [name for name in after if after[name] != before[name]] == []


def test_a_rebuild_gives_the_bytes_of_a_build_from_clean(project: Project, built: Project) -> None:
    """A chapter added and removed, a number changed and changed back: no trace is left."""
    project.edit("_toc.yml", "      - file: book/gamma\n", "      - file: book/delta\n")
    shutil.move(project.root / "book/gamma.md", project.root / "book/delta.md")
    project.edit("data/firms.csv", "260", "261")
    result = project.build()
    assert result.returncode == 0, result.stdout
    assert "book/delta.html" in project.published()
    assert "book/gamma.html" not in project.published()

    project.edit("_toc.yml", "      - file: book/delta\n", "      - file: book/gamma\n")
    shutil.move(project.root / "book/delta.md", project.root / "book/gamma.md")
    project.edit("data/firms.csv", "261", "260")
    result = project.build()
    assert result.returncode == 0, result.stdout
    now, clean = project.published(), built.published()
    assert now.keys() == clean.keys()
    assert [name for name in now if now[name] != clean[name]] == []


def test_jupyter_book_alone_is_refused_with_the_command_to_use(project: Project) -> None:
    before = project.published()
    result = subprocess.run(
        [sys.executable, "-c", JUPYTER_BOOK, "build", "."],
        cwd=project.root,
        env=project.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert result.returncode != 0
    assert "set by `make book`" in result.stdout
    assert project.ran() == []
    assert project.published() == before


def test_an_edit_that_keeps_the_time_of_its_file_is_set(project: Project) -> None:
    """As a copy with its times does, or a clock that was set back."""
    path = project.root / "book/alpha.md"
    project.append("book/alpha.md", "\nOne sentence.\n")
    assert project.build().returncode == 0
    before = path.stat()
    for words, back in (("Two sentence.", 0), ("Six sentence.", 10**12)):
        path.write_text(path.read_text("utf-8").rsplit("\n", 2)[0] + f"\n{words}\n", "utf-8")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns - back))
        assert project.build().returncode == 0
        assert words in project.page("alpha")
